//! Where everything in the picture of a graph stands.
//!
//! The picture is layered: every box stands in a column to the right of its operands, and between
//! two columns of boxes lies a column of labels. Five steps, a file each:
//!
//! 1. `rank`: the column of each box;
//! 2. `layers`: way points for the long arrows and places for the labels, so that every line joins
//!    neighbouring columns;
//! 3. `order`: the order within each column that makes few lines cross;
//! 4. `place`: heights that make the lines short and straight;
//! 5. `route`: widths, curves, plates.
//!
//! That nothing overlaps holds by construction. Boxes, way points and labels own disjoint slots of
//! their column, a line crosses a column only beside what else stands there, and between the columns
//! there are only lines.

mod geometry;
mod grid;
mod layers;
mod order;
mod place;
mod rank;
mod route;
mod shelves;

pub use geometry::{Curve, Point, Rect};

use super::Picture;
use super::card::{Card, partial_size};

/// Larger pictures, by the number of boxes or of slots in all columns, are placed on a grid.
const MOST_BOXES: usize = 2_000;
const MOST_SLOTS: usize = 60_000;

/// The geometry of a picture: exactly what [`Picture::svg`] draws.
///
/// The picture covers `0 ≤ x ≤ width`, `0 ≤ y ≤ height`. No two boxes overlap, no label overlaps a
/// box or another label, and no curve passes through a box that is not one of its ends.
///
/// ```
/// use ad_reverse::draw::Picture;
/// let layout = Picture::default().layout();
/// assert!(layout.boxes.is_empty() && layout.width > 0.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// The box of each node.
    pub boxes: Vec<Rect>,
    /// The line of each edge. The lines of several edges that leave one node may share their first
    /// part.
    pub curves: Vec<Curve>,
    /// The plate behind the partial of each edge; none if the partial is empty.
    pub labels: Vec<Option<Rect>>,
}

impl Picture {
    /// Computes where the boxes, arrows and labels of the picture stand.
    ///
    /// Up to about 2,000 nodes the boxes stand in columns from left to right, every node to the
    /// right of its operands and inputs beside their first use. Parts that no edge connects are
    /// laid out apart and packed into rows. The far uses of one node hang on a common line, so the
    /// work grows with nodes times columns. Larger pictures, and smaller ones whose far uses would
    /// fill more than 60,000 places, are put on a plain grid in topological order, with arrows
    /// along the streets between the boxes.
    ///
    /// # Panics
    /// If an edge does not run from an earlier to a later node.
    ///
    /// ```
    /// # use ad_reverse::draw::{Kind, Picture, PictureEdge, PictureNode};
    /// # let node = |name: &str| PictureNode {
    /// #     name: name.into(), formula: None, kind: Kind::Operation, value: "1".into(),
    /// #     tangent: None, adjoint: None, forward: None, reverse: None,
    /// # };
    /// let picture = Picture {
    ///     nodes: vec![node("x"), node("y")],
    ///     edges: vec![PictureEdge { from: 0, to: 1, partial: "2".into() }],
    /// };
    /// let layout = picture.layout();
    /// let label = layout.labels[0].unwrap();
    /// assert!(layout.boxes[0].right() < label.x && label.right() < layout.boxes[1].x);
    /// ```
    pub fn layout(&self) -> Layout {
        let _ = self.operands();
        let graph = Graph {
            boxes: self.nodes.iter().map(|node| Card::new(node).size()).collect(),
            edges: self
                .edges
                .iter()
                .map(|e| Link { from: e.from, to: e.to, label: partial_size(&e.partial) })
                .collect(),
        };
        graph.layout()
    }
}

/// What the layout needs to know of a picture: sizes (width, height) and who uses whom.
#[derive(Default)]
struct Graph {
    boxes: Vec<(f64, f64)>,
    edges: Vec<Link>,
}

/// An edge and the size of its label.
#[derive(Clone, Copy)]
struct Link {
    from: usize,
    to: usize,
    label: (f64, f64),
}

impl Graph {
    fn layout(&self) -> Layout {
        if self.boxes.len() > MOST_BOXES {
            return grid::place(self);
        }
        let parts = shelves::parts(self);
        let ranks: Vec<Vec<usize>> = parts.iter().map(|part| rank::ranks(&part.graph)).collect();
        let slots = |(part, ranks): (&shelves::Part, &Vec<usize>)| layers::slot_count(&part.graph, ranks);
        if parts.iter().zip(&ranks).map(slots).sum::<usize>() > MOST_SLOTS {
            return grid::place(self);
        }
        let layouts = parts.iter().zip(&ranks).map(|(part, ranks)| layered(&part.graph, ranks)).collect();
        shelves::pack(self, &parts, layouts)
    }

    /// The boxes that use each box and the boxes that each box uses, a neighbour as often as there
    /// are edges.
    fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut operands = vec![Vec::new(); self.boxes.len()];
        let mut users = vec![Vec::new(); self.boxes.len()];
        for edge in &self.edges {
            operands[edge.to].push(edge.from);
            users[edge.from].push(edge.to);
        }
        (operands, users)
    }
}

/// The layout of a connected graph.
fn layered(graph: &Graph, ranks: &[usize]) -> Layout {
    let mut layers = layers::Layers::new(graph, ranks);
    order::order(&mut layers);
    let ports = layers::Ports::new(&layers, graph);
    let heights = place::heights(&layers, &ports);
    route::route(graph, &layers, &ports, &heights)
}
