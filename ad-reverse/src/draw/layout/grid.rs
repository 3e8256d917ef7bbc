//! The plain grid for very large pictures.
//!
//! The boxes stand in rows, in topological order. Left of each column of boxes lies a column of
//! labels and left of that a street; above each row lies another. An arrow leaves to the right into
//! a street, follows the streets to its target and enters along its label. Streets hold nothing but
//! lines, so nothing overlaps.

use super::{Curve, Graph, Layout, Point, Rect};

/// Width of a street, and half of it.
const STREET: f64 = 24.0;
const MIDDLE: f64 = STREET / 2.0;
/// Height of the line of one label, and room between a label and its box, which the head of the
/// arrow needs.
const LABEL_LINE: f64 = 20.0;
const LABEL_GAP: f64 = 16.0;
/// The ratio of width to height of the whole grid.
const ASPECT: f64 = 1.6;

/// Puts box `i` into row `i / columns` and column `i % columns`.
pub(super) fn place(graph: &Graph) -> Layout {
    let count = graph.boxes.len();
    let mut operand_count = vec![0_usize; count];
    graph.edges.iter().for_each(|edge| operand_count[edge.to] += 1);
    // A box is at least as high as the labels beside it.
    let height = |node: usize| graph.boxes[node].1.max(operand_count[node] as f64 * LABEL_LINE);

    let area: f64 = (0..count).map(|node| (graph.boxes[node].0 + STREET) * (height(node) + STREET)).sum();
    let mean_width = graph.boxes.iter().map(|size| size.0 + STREET).sum::<f64>() / count as f64;
    let columns = (((area * ASPECT).sqrt() / mean_width).round() as usize).clamp(1, count);

    let mut label_width = vec![0.0_f64; columns];
    for edge in &graph.edges {
        let column = edge.to % columns;
        label_width[column] = label_width[column].max(edge.label.0);
    }
    let mut box_width = vec![0.0_f64; columns];
    let mut row_height = vec![0.0_f64; count.div_ceil(columns)];
    for node in 0..count {
        let (column, row) = (node % columns, node / columns);
        box_width[column] = box_width[column].max(graph.boxes[node].0);
        row_height[row] = row_height[row].max(height(node));
    }
    // Each column and row begins with its street; one more street closes the right side.
    let label_room = |column: usize| {
        if label_width[column] > 0.0 { label_width[column] + LABEL_GAP } else { 0.0 }
    };
    let streets_x = ends((0..columns).map(|column| STREET + label_room(column) + box_width[column]));
    let streets_y = ends(row_height.iter().map(|height| STREET + height));

    let boxes: Vec<Rect> = (0..count)
        .map(|node| {
            let (column, row) = (node % columns, node / columns);
            Rect {
                x: streets_x[column] + STREET + label_room(column),
                y: streets_y[row] + STREET,
                width: graph.boxes[node].0,
                height: height(node),
            }
        })
        .collect();
    let mut seen = vec![0_usize; count];
    let mut layout = Layout {
        width: streets_x[columns] + STREET,
        height: streets_y[row_height.len()] + STREET,
        boxes,
        curves: Vec::with_capacity(graph.edges.len()),
        labels: Vec::with_capacity(graph.edges.len()),
    };
    for edge in &graph.edges {
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to]);
        let (from_column, to_column) = (edge.from % columns, edge.to % columns);
        let share = (seen[edge.to] as f64 + 0.5) / operand_count[edge.to] as f64;
        seen[edge.to] += 1;
        let y = to.y + share * to.height;
        let from_x = streets_x[from_column + 1] + MIDDLE;
        let to_x = streets_x[to_column] + MIDDLE;
        let street_y = streets_y[edge.to / columns] + MIDDLE;
        let leave = from.y + from.height / 2.0;

        let mut curve = Curve { start: Point { x: from.right(), y: leave }, segments: vec![] };
        curve.line_to(Point { x: from_x, y: leave });
        // Between neighbours the street to the right of one is the street to the left of the other.
        if from_x != to_x {
            curve.line_to(Point { x: from_x, y: street_y });
            curve.line_to(Point { x: to_x, y: street_y });
        }
        curve.line_to(Point { x: to_x, y });
        curve.line_to(Point { x: to.x, y });
        layout.curves.push(curve);
        let (width, height) = edge.label;
        let label = Rect { x: to.x - LABEL_GAP - width, y: y - height / 2.0, width, height };
        layout.labels.push(Some(label).filter(|label| label.width > 0.0));
    }
    layout
}

/// The running sums of the sizes, from 0.
fn ends(sizes: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut ends = vec![0.0];
    for size in sizes {
        ends.push(ends[ends.len() - 1] + size);
    }
    ends
}
