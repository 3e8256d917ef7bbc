//! The table of a graph: one line a node, columns aligned.

use super::words::{columns, one_line, pad_left, pad_right};
use super::{Picture, PictureNode};

/// No column is padded wider than this, so that one very long formula does not blow up every line.
const WIDEST: usize = 60;

/// A column of the table: its heading and what it says of a node.
struct Column {
    heading: &'static str,
    cell: fn(&PictureNode) -> Option<String>,
}

/// The columns of numbers, in the order in which they stand.
const NUMBERS: [Column; 5] = [
    Column { heading: "value", cell: |node| Some(one_line(&node.value)) },
    Column { heading: "tangent", cell: |node| node.tangent.as_deref().map(one_line) },
    Column { heading: "adjoint", cell: |node| node.adjoint.as_deref().map(one_line) },
    Column { heading: "forward", cell: |node| node.forward.map(|place| place.to_string()) },
    Column { heading: "reverse", cell: |node| node.reverse.map(|place| place.to_string()) },
];

impl Picture {
    /// The graph as a table with one line a node, in topological order.
    ///
    /// The columns are the node (`name = formula`), its value, tangent and adjoint, its places in
    /// the forward and in the reverse sweep, and the local partials by its operands. A column that
    /// no node fills is left out. No line ends in spaces, and every line ends with a line break.
    /// Without nodes the table is empty.
    ///
    /// # Panics
    /// If an edge does not run from an earlier to a later node.
    ///
    /// ```
    /// # use ad_reverse::draw::{Kind, Picture, PictureEdge, PictureNode};
    /// # let node = |name: &str, formula: Option<&str>, kind, value: &str, adjoint: &str| PictureNode {
    /// #     name: name.into(), formula: formula.map(Into::into), kind,
    /// #     value: value.into(), tangent: None, adjoint: Some(adjoint.into()), forward: None, reverse: None,
    /// # };
    /// let picture = Picture {
    ///     nodes: vec![
    ///         node("x", None, Kind::Input, "0.5", "0.8776"),
    ///         node("y", Some("sin x"), Kind::Output, "0.4794", "1"),
    ///     ],
    ///     edges: vec![PictureEdge { from: 0, to: 1, partial: "0.8776".into() }],
    /// };
    /// assert_eq!(
    ///     picture.table(),
    ///     "node        value  adjoint  local partials\n\
    ///      x             0.5   0.8776\n\
    ///      y = sin x  0.4794        1  ∂y/∂x = 0.8776\n"
    /// );
    /// ```
    pub fn table(&self) -> String {
        let operands = self.operands();
        if self.nodes.is_empty() {
            return String::new();
        }
        let titles: Vec<String> = self.nodes.iter().map(|node| one_line(&node.title())).collect();
        let title_width = width("node", titles.iter());
        let numbers: Vec<(&str, Vec<String>, usize)> = NUMBERS
            .iter()
            .filter(|column| self.nodes.iter().any(|node| (column.cell)(node).is_some()))
            .map(|column| {
                let cells: Vec<String> =
                    self.nodes.iter().map(|node| (column.cell)(node).unwrap_or_default()).collect();
                let width = width(column.heading, cells.iter());
                (column.heading, cells, width)
            })
            .collect();

        let mut table = String::new();
        let mut push_line = |title: &str, cell: &dyn Fn(usize) -> String, partials: &str| {
            let mut line = String::new();
            pad_right(&mut line, title, title_width);
            for (index, (_, _, width)) in numbers.iter().enumerate() {
                line.push_str("  ");
                pad_left(&mut line, &cell(index), *width);
            }
            line.push_str("  ");
            line.push_str(partials);
            table.push_str(line.trim_end());
            table.push('\n');
        };
        let heading = if self.edges.is_empty() { "" } else { "local partials" };
        push_line("node", &|column| numbers[column].0.to_string(), heading);
        for (index, title) in titles.iter().enumerate() {
            push_line(title, &|column| numbers[column].1[index].clone(), &self.partials(&operands[index]));
        }
        table
    }

    /// `∂y/∂a = 1, ∂y/∂b = 2` for the given edges.
    fn partials(&self, edges: &[usize]) -> String {
        let one = |&edge: &usize| self.partial_equation(edge);
        edges.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// `∂y/∂x = 1` for one edge.
    pub(super) fn partial_equation(&self, edge: usize) -> String {
        let edge = &self.edges[edge];
        let name = |node: usize| one_line(&self.nodes[node].name);
        format!("∂{}/∂{} = {}", name(edge.to), name(edge.from), one_line(&edge.partial))
    }
}

/// The width of a column with this heading and these cells.
fn width<'a>(heading: &str, cells: impl Iterator<Item = &'a String>) -> usize {
    let widest = cells.map(|cell| columns(cell)).max().unwrap_or(0);
    widest.min(WIDEST).max(columns(heading))
}
