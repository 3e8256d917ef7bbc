//! The graph in the language of Graphviz.

use super::card::{Card, colours};
use super::words::{one_line, xml};
use super::{Picture, PictureNode};
use std::fmt::Write as _;

impl Picture {
    /// The graph as text for Graphviz (`dot -Tsvg`), laid out from left to right.
    ///
    /// A node is a small table: its title, then value, tangent and adjoint, then its places in the
    /// two sweeps. Inputs are blue, outputs green, constants grey. An edge carries its local
    /// partial. All texts are quoted, so that Graphviz shows them as they are.
    ///
    /// # Panics
    /// If an edge does not run from an earlier to a later node.
    ///
    /// ```
    /// # use ad_reverse::draw::{Kind, Picture, PictureNode};
    /// let x = PictureNode {
    ///     name: "a<b".into(), formula: None, kind: Kind::Input, value: "2".into(), tangent: None,
    ///     adjoint: None, forward: None, reverse: None,
    /// };
    /// let dot = Picture { nodes: vec![x], edges: vec![] }.dot();
    /// assert!(dot.starts_with("digraph"));
    /// assert!(dot.contains("a&lt;b"));
    /// ```
    pub fn dot(&self) -> String {
        let _ = self.operands();
        let mut dot = String::from(
            "digraph {\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", margin=0.06, \
             fontname=\"monospace\", fontsize=11];\n  edge [fontname=\"monospace\", fontsize=10, \
             color=\"#94a3b8\", fontcolor=\"#b45309\"];\n",
        );
        for (index, node) in self.nodes.iter().enumerate() {
            let (fill, line) = colours(node.kind);
            let _ = writeln!(dot, "  n{index} [fillcolor=\"{fill}\", color=\"{line}\", label=<{}>];", html_label(node));
        }
        for edge in &self.edges {
            let _ = writeln!(dot, "  n{} -> n{} [label=\"{}\"];", edge.from, edge.to, quoted(&edge.partial));
        }
        dot.push_str("}\n");
        dot
    }
}

/// The label of a node as a table in the HTML dialect of Graphviz.
fn html_label(node: &PictureNode) -> String {
    let card = Card::new(node);
    let mut label = String::from("<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"3\">");
    let title = xml(&node.title());
    if !title.is_empty() {
        let _ = write!(label, "<tr><td colspan=\"2\"><b>{title}</b></td></tr>");
    }
    for row in &card.rows {
        let text = xml(&row.full);
        let _ = write!(label, "<tr><td align=\"left\">{}</td><td align=\"right\">{text}</td></tr>", row.label);
    }
    if let (None, None) = (&card.forward, &card.reverse) {
        return label + "</table>";
    }
    let place = |place: &Option<String>| place.clone().unwrap_or_default();
    let (forward, reverse) = (place(&card.forward), place(&card.reverse));
    let _ = write!(label, "<tr><td align=\"left\">{forward}</td><td align=\"right\">{reverse}</td></tr>");
    label + "</table>"
}

/// The text for a quoted string that Graphviz reads as a label: backslashes and entities would be
/// interpreted.
fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
