//! Widths, curves and plates, from the order and the heights of the slots.
//!
//! A line crosses a column on a straight piece inside its own lane, half way to the neighbours
//! above and below, and swings between columns on a cubic whose control points lie between them. So
//! it cannot touch anything on its way.

use super::layers::{Layers, Ports, Role};
use super::{Curve, Graph, Layout, Point, Rect};

/// The gap between columns grows with the height that lines have to win in it.
const NARROWEST_GAP: f64 = 22.0;
const WIDEST_GAP: f64 = 70.0;
const GAP_PER_HEIGHT: f64 = 0.2;
/// The straight end of an arrow, under its head.
const ARROW: f64 = 11.0;
/// A column: where it begins and ends.
#[derive(Clone, Copy, Default)]
struct Span {
    left: f64,
    right: f64,
}

impl Span {
    fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// The layout with the top left corner of what is drawn at the origin.
pub(super) fn route(graph: &Graph, layers: &Layers, ports: &Ports, heights: &[f64]) -> Layout {
    let routes = Routes { layers, ports, heights, spans: spans(layers, ports, heights) };
    let slopes: Vec<f64> = routes.slopes();
    let rect = |slot: usize| {
        let (width, height) = (layers.slots[slot].width, layers.slots[slot].height);
        let middle = routes.spans[layers.slots[slot].column].middle();
        Rect { x: middle - width / 2.0, y: heights[slot] - height / 2.0, width, height }
    };
    let mut layout = Layout {
        width: routes.spans.last().map_or(0.0, |last| last.right),
        height: 0.0,
        boxes: (0..graph.boxes.len()).map(rect).collect(),
        curves: (0..graph.edges.len()).map(|edge| routes.curve(edge, &slopes)).collect(),
        labels: layers.labels.iter().map(|&slot| Some(rect(slot)).filter(|rect| rect.width > 0.0)).collect(),
    };
    let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
    for rect in layout.boxes.iter().chain(layout.labels.iter().flatten()) {
        top = top.min(rect.y);
        bottom = bottom.max(rect.bottom());
    }
    // A curve stays inside the hull of its control points.
    for point in layout.curves.iter().flat_map(|curve| curve.segments.iter().flatten()) {
        top = top.min(point.y);
        bottom = bottom.max(point.y);
    }
    layout.height = bottom - top;
    layout.shift(Point { x: 0.0, y: -top });
    layout
}

/// The widths of columns and gaps.
fn spans(layers: &Layers, ports: &Ports, heights: &[f64]) -> Vec<Span> {
    let mut x = 0.0;
    let mut spans = Vec::with_capacity(layers.columns.len());
    for (index, column) in layers.columns.iter().enumerate() {
        let width = column.iter().map(|&slot| layers.slots[slot].width).fold(0.0, f64::max);
        spans.push(Span { left: x, right: x + width });
        let climb = |left: usize, right: usize| {
            let from = heights[left] + ports.leaving(layers, left, right);
            let to = heights[right] + ports.arriving(layers, left, right);
            (to - from).abs()
        };
        let climbs = column.iter().flat_map(|&left| layers.right[left].iter().map(move |&right| climb(left, right)));
        let gap = NARROWEST_GAP + GAP_PER_HEIGHT * climbs.fold(0.0, f64::max);
        // The columns of labels have odd numbers; from them the arrows go on to boxes.
        let arrow = if index % 2 == 1 { ARROW } else { 0.0 };
        x += width + gap.min(WIDEST_GAP) + arrow;
    }
    spans
}

struct Routes<'a> {
    layers: &'a Layers,
    ports: &'a Ports,
    heights: &'a [f64],
    spans: Vec<Span>,
}

impl Routes<'_> {
    /// The slope with which lines cross the middle of each slot; boxes have slope 0.
    fn slopes(&self) -> Vec<f64> {
        let mut slopes = vec![0.0; self.heights.len()];
        for column in &self.layers.columns {
            for (index, &slot) in column.iter().enumerate() {
                // Lines pass boxes level: among the labels is room enough to climb.
                if self.layers.slots[slot].column.is_multiple_of(2) {
                    continue;
                }
                let above = index.checked_sub(1).map_or(f64::INFINITY, |i| self.room(column[i], slot));
                let below = column.get(index + 1).map_or(f64::INFINITY, |&next| self.room(slot, next));
                let room = self.layers.slots[slot].height / 2.0 + above.min(below);
                let steepest = room / self.half_width(slot);
                slopes[slot] = self.natural_slope(slot).clamp(-steepest, steepest);
            }
        }
        slopes
    }

    /// How far the line of one of two slots may go beyond its slot: half way to another line, and
    /// most of the way to a box or a label, which stand still.
    fn room(&self, above: usize, below: usize) -> f64 {
        let (a, b) = (&self.layers.slots[above], &self.layers.slots[below]);
        let gap = (self.heights[below] - b.height / 2.0) - (self.heights[above] + a.height / 2.0);
        if a.role == Role::Bend && b.role == Role::Bend { gap / 2.0 } else { (gap / 2.0).max(gap - 5.0) }
    }

    /// The slope of a smooth line through a slot among the labels and its two neighbours.
    ///
    /// Flat at turning points, else a harmonic mean of the slopes before and after, steepened as in
    /// the middle of a swing between flat ends (`3t² - 2t³`), but not so that the line overshoots.
    fn natural_slope(&self, slot: usize) -> f64 {
        let half = self.half_width(slot);
        let sides = [(self.layers.left[slot][0], slot), (slot, self.layers.right[slot][0])];
        let [before, after] = sides.map(|(left, right)| {
            let (from, to) = self.ends(left, right);
            let gap = self.gap_end(right) - self.span(left).right;
            let climb = to - from;
            (climb / (half + gap), climb.abs() / (half + gap / 2.0))
        });
        if before.0 * after.0 <= 0.0 {
            return 0.0;
        }
        let harmonic = 2.0 * before.0 * after.0 / (before.0 + after.0);
        let steepest = before.1.min(after.1);
        (1.5 * harmonic).clamp(-steepest, steepest)
    }

    /// Where the swing to a slot ends: at its column, or before the head of the arrow.
    fn gap_end(&self, slot: usize) -> f64 {
        self.span(slot).left - if self.layers.is_box(slot) { ARROW } else { 0.0 }
    }

    /// Half the width of the column of a slot.
    fn half_width(&self, slot: usize) -> f64 {
        (self.span(slot).right - self.span(slot).left) / 2.0
    }

    /// The heights at which the line between two slots leaves and arrives.
    fn ends(&self, left: usize, right: usize) -> (f64, f64) {
        (
            self.heights[left] + self.ports.leaving(self.layers, left, right),
            self.heights[right] + self.ports.arriving(self.layers, left, right),
        )
    }

    fn span(&self, slot: usize) -> Span {
        self.spans[self.layers.slots[slot].column]
    }

    /// The line of an edge.
    fn curve(&self, edge: usize, slopes: &[f64]) -> Curve {
        let path = self.layers.path(edge);
        let (from, to) = (path[0], path[path.len() - 1]);
        let half_box = |node: usize| self.layers.slots[node].width / 2.0;
        let start = Point { x: self.span(from).middle() + half_box(from), y: self.ends(from, path[1]).0 };
        let mut curve = Curve { start, segments: vec![] };
        for pair in path.windows(2) {
            let (left, right) = (pair[0], pair[1]);
            let (from_y, to_y) = self.ends(left, right);
            // Through what is left of the column, then over the gap to the next one.
            curve.line_to(Point { x: self.span(left).right, y: from_y + slopes[left] * self.half_width(left) });
            let end = Point { x: self.gap_end(right), y: to_y - slopes[right] * self.half_width(right) };
            curve.swing_to(end, (slopes[left], slopes[right]));
        }
        let end_y = curve.end().y;
        curve.line_to(Point { x: self.span(to).middle() - half_box(to), y: end_y });
        curve
    }
}
