//! The tree of a graph: every output above its operands, drawn with box characters.

use super::words::one_line;
use super::{Kind, Picture};
use std::fmt::Write as _;

/// Deeper operands get a tree of their own further down, which bounds the width and keeps the text
/// linear.
const DEEPEST: usize = 24;

/// A node waiting for its line.
struct Entry {
    node: usize,
    /// The edge that led here; none for the root of a tree.
    edge: Option<usize>,
    depth: usize,
    /// Whether it is the last operand of its user.
    last: bool,
}

impl Picture {
    /// The graph as trees from the outputs down to the inputs.
    ///
    /// A line shows the local partial on the way from its user, the node and its numbers. A node
    /// with several users is unfolded once; later lines only refer to it, as `x2 (above)`. An
    /// operand more than 24 levels below its root is marked `(below)` and becomes the root of a
    /// tree that follows. Nodes that no output needs stand at the end, as roots of their own. Every
    /// node is unfolded exactly once, and nothing recurses: the depth of the graph is limited by
    /// memory alone.
    ///
    /// # Panics
    /// If an edge does not run from an earlier to a later node.
    ///
    /// ```
    /// # use ad_reverse::draw::{Kind, Picture, PictureEdge, PictureNode};
    /// # let node = |name: &str, formula: Option<&str>, kind, value: &str| PictureNode {
    /// #     name: name.into(), formula: formula.map(Into::into), kind,
    /// #     value: value.into(), tangent: None, adjoint: None, forward: None, reverse: None,
    /// # };
    /// let factor = PictureEdge { from: 0, to: 1, partial: "3".into() };
    /// let picture = Picture {
    ///     nodes: vec![
    ///         node("x", None, Kind::Input, "3"),
    ///         node("y", Some("x * x"), Kind::Output, "9"),
    ///     ],
    ///     edges: vec![factor.clone(), factor],
    /// };
    /// assert_eq!(
    ///     picture.tree(),
    ///     "y = x * x   value 9\n\
    ///      ├─(3)─ x   value 3\n\
    ///      └─(3)─ x (above)\n"
    /// );
    /// ```
    pub fn tree(&self) -> String {
        let mut forest = Forest {
            picture: self,
            operands: self.operands(),
            shown: vec![false; self.nodes.len()],
            below: Vec::new(),
            text: String::new(),
        };
        for root in self.roots() {
            forest.unfold(root);
            while let Some(node) = forest.below.pop() {
                if !forest.shown[node] {
                    forest.unfold(node);
                }
            }
        }
        forest.text
    }

    /// Where trees start: the outputs, then whatever nothing uses.
    fn roots(&self) -> Vec<usize> {
        let mut used = vec![false; self.nodes.len()];
        self.edges.iter().for_each(|edge| used[edge.from] = true);
        let is_output = |&node: &usize| self.nodes[node].kind == Kind::Output;
        let outputs = (0..self.nodes.len()).filter(is_output);
        let unused = (0..self.nodes.len()).filter(|node| !used[*node] && !is_output(node));
        outputs.chain(unused).collect()
    }
}

/// The text written so far and what it still has to show.
struct Forest<'a> {
    picture: &'a Picture,
    /// The edges into each node.
    operands: Vec<Vec<usize>>,
    /// The nodes already unfolded.
    shown: Vec<bool>,
    /// The nodes that lay too deep in their tree.
    below: Vec<usize>,
    text: String,
}

impl Forest<'_> {
    /// Writes one tree, in depth-first order.
    fn unfold(&mut self, root: usize) {
        let mut indent = [""; DEEPEST + 1];
        let mut stack = vec![Entry { node: root, edge: None, depth: 0, last: true }];
        while let Some(Entry { node, edge, depth, last }) = stack.pop() {
            if let Some(edge) = edge {
                indent[1..depth].iter().for_each(|part| self.text.push_str(part));
                indent[depth] = if last { "   " } else { "│  " };
                self.text.push_str(if last { "└─" } else { "├─" });
                self.branch(edge);
            }
            let name = one_line(&self.picture.nodes[node].name);
            if self.shown[node] {
                let _ = writeln!(self.text, "{name} (above)");
            } else if depth == DEEPEST && !self.operands[node].is_empty() {
                let _ = writeln!(self.text, "{name} (below)");
                self.below.push(node);
            } else {
                self.shown[node] = true;
                self.line(node);
                let edges = &self.operands[node];
                // Reversed, because the stack gives back first what came last.
                stack.extend(edges.iter().enumerate().rev().map(|(place, &edge)| Entry {
                    node: self.picture.edges[edge].from,
                    edge: Some(edge),
                    depth: depth + 1,
                    last: place + 1 == edges.len(),
                }));
            }
        }
    }

    /// The partial on the branch: `(1.4)─ `.
    fn branch(&mut self, edge: usize) {
        match one_line(&self.picture.edges[edge].partial) {
            partial if partial.is_empty() => self.text.push(' '),
            partial => {
                let _ = write!(self.text, "({partial})─ ");
            }
        }
    }

    /// The title of a node and its numbers.
    fn line(&mut self, node: usize) {
        let node = &self.picture.nodes[node];
        let _ = write!(self.text, "{}   value {}", one_line(&node.title()), one_line(&node.value));
        for (label, number) in [("tangent", &node.tangent), ("adjoint", &node.adjoint)] {
            if let Some(number) = number {
                let _ = write!(self.text, "   {label} {}", one_line(number));
            }
        }
        self.text.push('\n');
    }
}
