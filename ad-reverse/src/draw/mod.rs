//! Drawings of computational graphs: a table, a tree, Graphviz text and a self-contained SVG
//! picture.
//!
//! A drawing knows nothing about how a graph is recorded. It starts from a [`Picture`]: boxes in
//! topological order, each with its name, formula and numbers, and arrows from operand to result
//! that carry the local partial `∂result/∂operand`. Everything else (where the boxes stand, how the
//! arrows run) is computed here, with the standard library alone, and the same picture always gives
//! the same text.
//!
//! | method | shows | grows with |
//! |---|---|---|
//! | [`Picture::table`] | one line a node, for the terminal | nodes + edges |
//! | [`Picture::tree`] | every output down to its inputs, for the terminal | nodes + edges |
//! | [`Picture::dot`] | the graph for Graphviz | nodes + edges |
//! | [`Picture::svg`] | the graph laid out from left to right | see [`Picture::layout`] |

mod card;
mod dot;
mod layout;
mod svg;
mod table;
mod tree;
mod words;

pub use layout::{Curve, Layout, Point, Rect};

/// What a drawing shows of a computational graph: boxes in topological order and the arrows between
/// them.
///
/// Every edge must run from an earlier to a later node of `nodes`. Every drawing method checks this
/// and panics with the offending edge otherwise. Two edges between the same two nodes are allowed
/// (`x * x` has two).
///
/// Texts may hold anything: line breaks and other control characters are shown escaped (`\n`), and
/// what is special in the target format is quoted.
///
/// ```
/// use ad_reverse::draw::{Kind, Picture, PictureEdge, PictureNode};
///
/// let x = PictureNode {
///     name: "x".into(),
///     formula: None,
///     kind: Kind::Input,
///     value: "3".into(),
///     tangent: None,
///     adjoint: Some("6".into()),
///     forward: Some(1),
///     reverse: Some(2),
/// };
/// let y = PictureNode {
///     name: "y".into(),
///     formula: Some("x * x".into()),
///     kind: Kind::Output,
///     value: "9".into(),
///     adjoint: Some("1".into()),
///     forward: Some(2),
///     reverse: Some(1),
///     ..x.clone()
/// };
/// let factor = PictureEdge { from: 0, to: 1, partial: "3".into() };
/// let square = Picture { nodes: vec![x, y], edges: vec![factor.clone(), factor] };
/// assert!(square.svg().starts_with("<svg"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The boxes, operands before results.
    pub nodes: Vec<PictureNode>,
    /// The arrows, in the order of the operands of each node.
    pub edges: Vec<PictureEdge>,
}

/// One box of a [`Picture`]: a node of the graph with the numbers that the sweeps left on it.
///
/// ```
/// use ad_reverse::draw::{Kind, PictureNode};
///
/// let node = PictureNode {
///     name: "v4".into(),
///     formula: Some("x + v3".into()),
///     kind: Kind::Operation,
///     value: "1.69".into(),
///     tangent: Some("1".into()),
///     adjoint: Some("-0.1189".into()),
///     forward: Some(4),
///     reverse: Some(2),
/// };
/// assert_eq!(node.title(), "v4 = x + v3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureNode {
    /// The short name by which other nodes refer to this one: `x`, `v4`, `c1`.
    pub name: String,
    /// The elementary operation, such as `x + v3`. `None` for inputs and constants.
    pub formula: Option<String>,
    /// The part that the node plays, which decides its colour.
    pub kind: Kind,
    /// The primal value, formatted.
    pub value: String,
    /// The directional derivative of the forward sweep, formatted.
    pub tangent: Option<String>,
    /// The derivative of the output by this node, from the reverse sweep, formatted.
    pub adjoint: Option<String>,
    /// The place of the node in the forward sweep, counted from 1.
    pub forward: Option<usize>,
    /// The place of the node in the reverse sweep, counted from 1.
    pub reverse: Option<usize>,
}

impl PictureNode {
    /// `name = formula`, or the name alone.
    ///
    /// ```
    /// # use ad_reverse::draw::{Kind, PictureNode};
    /// # let (tangent, adjoint, forward, reverse) = (None, None, None, None);
    /// let two = PictureNode {
    ///     name: "c1".into(), formula: None, kind: Kind::Constant, value: "2".into(),
    ///     tangent, adjoint, forward, reverse,
    /// };
    /// assert_eq!(two.title(), "c1");
    /// ```
    pub fn title(&self) -> String {
        match &self.formula {
            Some(formula) => format!("{} = {formula}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The part that a node plays in its graph.
///
/// ```
/// use ad_reverse::draw::Kind;
/// assert_ne!(Kind::Input, Kind::Constant);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A variable to differentiate by.
    Input,
    /// A number that no derivative flows through.
    Constant,
    /// An intermediate result.
    Operation,
    /// A result that was asked for.
    Output,
}

/// One arrow of a [`Picture`], from an operand to the result that uses it.
///
/// ```
/// use ad_reverse::draw::PictureEdge;
/// let edge = PictureEdge { from: 0, to: 1, partial: "1.4".into() };
/// assert!(edge.from < edge.to);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureEdge {
    /// Index of the operand in [`Picture::nodes`].
    pub from: usize,
    /// Index of the result in [`Picture::nodes`], larger than `from`.
    pub to: usize,
    /// The local partial `∂to/∂from`, formatted. An empty text draws no label.
    pub partial: String,
}

impl Picture {
    /// The edges into each node, by index, in the order in which they are listed.
    ///
    /// Every drawing starts here, so that a malformed picture is refused in one place.
    fn operands(&self) -> Vec<Vec<usize>> {
        let mut operands = vec![Vec::new(); self.nodes.len()];
        for (index, edge) in self.edges.iter().enumerate() {
            let PictureEdge { from, to, .. } = *edge;
            assert!(
                from < to && to < self.nodes.len(),
                "edge {index} of the picture runs from node {from} to node {to}, but edges must \
                 run from an earlier to a later one of the {} nodes",
                self.nodes.len(),
            );
            operands[to].push(index);
        }
        operands
    }
}
