//! Unconnected parts of a picture: laid out one by one, then packed into rows like books on
//! shelves.

use super::{Graph, Layout, Link, Point};

/// Room round the picture and between its parts.
const MARGIN: f64 = 16.0;
const GAP: f64 = 36.0;
/// The ratio of width to height at which the rows aim.
const ASPECT: f64 = 2.0;

/// A connected part of a graph.
pub(super) struct Part {
    pub(super) graph: Graph,
    /// Its boxes and edges in the whole graph.
    boxes: Vec<usize>,
    edges: Vec<usize>,
}

/// The connected parts, large ones first; boxes and edges keep their order.
pub(super) fn parts(graph: &Graph) -> Vec<Part> {
    let (operands, users) = graph.neighbours();
    let unseen = usize::MAX;
    let mut part_of = vec![unseen; graph.boxes.len()];
    let mut count = 0;
    for first in 0..graph.boxes.len() {
        if part_of[first] != unseen {
            continue;
        }
        part_of[first] = count;
        let mut stack = vec![first];
        while let Some(node) = stack.pop() {
            for &next in operands[node].iter().chain(&users[node]) {
                if part_of[next] == unseen {
                    part_of[next] = count;
                    stack.push(next);
                }
            }
        }
        count += 1;
    }

    let mut parts: Vec<Part> =
        (0..count).map(|_| Part { graph: Graph::default(), boxes: vec![], edges: vec![] }).collect();
    let mut local = vec![0; graph.boxes.len()];
    for (node, &size) in graph.boxes.iter().enumerate() {
        let part = &mut parts[part_of[node]];
        local[node] = part.boxes.len();
        part.boxes.push(node);
        part.graph.boxes.push(size);
    }
    for (index, edge) in graph.edges.iter().enumerate() {
        let part = &mut parts[part_of[edge.from]];
        part.edges.push(index);
        part.graph.edges.push(Link { from: local[edge.from], to: local[edge.to], ..*edge });
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.boxes.len()));
    parts
}

/// Puts the layouts of the parts side by side into rows, in their order.
pub(super) fn pack(graph: &Graph, parts: &[Part], layouts: Vec<Layout>) -> Layout {
    let area: f64 = layouts.iter().map(|part| (part.width + GAP) * (part.height + GAP)).sum();
    let widest = layouts.iter().map(|part| part.width).fold(0.0, f64::max);
    let row_width = widest.max((ASPECT * area).sqrt());

    let mut whole = Layout {
        width: MARGIN,
        height: MARGIN,
        boxes: vec![Default::default(); graph.boxes.len()],
        curves: vec![Default::default(); graph.edges.len()],
        labels: vec![None; graph.edges.len()],
    };
    let mut corner = Point { x: MARGIN, y: MARGIN };
    for (part, mut layout) in parts.iter().zip(layouts) {
        if corner.x > MARGIN && corner.x + layout.width > MARGIN + row_width {
            corner = Point { x: MARGIN, y: whole.height + GAP };
        }
        layout.shift(corner);
        whole.width = whole.width.max(corner.x + layout.width);
        whole.height = whole.height.max(corner.y + layout.height);
        corner.x += layout.width + GAP;
        for (&node, rect) in part.boxes.iter().zip(layout.boxes) {
            whole.boxes[node] = rect;
        }
        for ((&edge, curve), label) in part.edges.iter().zip(layout.curves).zip(layout.labels) {
            whole.curves[edge] = curve;
            whole.labels[edge] = label;
        }
    }
    whole.width += MARGIN;
    whole.height += MARGIN;
    whole
}

impl Layout {
    /// Moves everything by `by`.
    pub(super) fn shift(&mut self, by: Point) {
        let shift = |x: &mut f64, y: &mut f64| {
            *x += by.x;
            *y += by.y;
        };
        for rect in self.boxes.iter_mut().chain(self.labels.iter_mut().flatten()) {
            shift(&mut rect.x, &mut rect.y);
        }
        for curve in &mut self.curves {
            shift(&mut curve.start.x, &mut curve.start.y);
            for point in curve.segments.iter_mut().flatten() {
                shift(&mut point.x, &mut point.y);
            }
        }
    }
}
