//! The slots of each column: boxes, way points of lines and places for labels.
//!
//! Boxes of rank `r` stand in column `2r`; the odd columns hold labels. The label of an edge stands
//! in the column before its target. All lines that leave a box for far targets share one trunk of
//! way points, from which each branches off into its label: a value used a hundred times makes one
//! line, not a hundred.

use super::Graph;

/// Vertical room for the line at a way point.
const LINE_HEIGHT: f64 = 4.0;
/// The lines at one side of a box are this far apart, if the box is high enough.
const PORT_STEP: f64 = 15.0;
/// The share of the side of a box along which lines may start or end.
const PORT_SHARE: f64 = 0.74;

/// What a slot holds.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Box,
    Bend,
    Label,
}

/// A place in a column.
pub(super) struct Slot {
    pub(super) role: Role,
    pub(super) column: usize,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The slots, who is joined to whom, and their order in each column.
pub(super) struct Layers {
    /// The boxes of the graph, by their index there, then all other slots.
    pub(super) slots: Vec<Slot>,
    /// The slots of each column from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    /// The slots joined to each slot in the column before and after.
    pub(super) left: Vec<Vec<usize>>,
    pub(super) right: Vec<Vec<usize>>,
    /// The slot of the label of each edge.
    pub(super) labels: Vec<usize>,
    /// The way points of the common line that leaves each box.
    pub(super) trunks: Vec<Vec<usize>>,
}

/// How many slots the layered picture would have.
pub(super) fn slot_count(graph: &Graph, ranks: &[usize]) -> usize {
    trunk_lengths(graph, ranks).iter().sum::<usize>() + graph.boxes.len() + graph.edges.len()
}

/// The way points that the farthest user of each box needs.
fn trunk_lengths(graph: &Graph, ranks: &[usize]) -> Vec<usize> {
    let mut lengths = vec![0; graph.boxes.len()];
    for edge in &graph.edges {
        lengths[edge.from] = lengths[edge.from].max(bends(ranks, edge.from, edge.to));
    }
    lengths
}

/// The way points between a box and the label of an edge.
fn bends(ranks: &[usize], from: usize, to: usize) -> usize {
    2 * (ranks[to] - ranks[from] - 1)
}

impl Layers {
    pub(super) fn new(graph: &Graph, ranks: &[usize]) -> Self {
        let column_count = ranks.iter().max().map_or(0, |last| 2 * last + 1);
        let mut layers = Self {
            slots: vec![],
            columns: vec![vec![]; column_count],
            left: vec![],
            right: vec![],
            labels: vec![],
            trunks: vec![],
        };
        for (&(width, height), rank) in graph.boxes.iter().zip(ranks) {
            layers.push(Slot { role: Role::Box, column: 2 * rank, width, height });
        }
        for (from, length) in trunk_lengths(graph, ranks).into_iter().enumerate() {
            let first = 2 * ranks[from] + 1;
            let bend = |column| Slot { role: Role::Bend, column, width: 0.0, height: LINE_HEIGHT };
            let trunk: Vec<usize> = (first..first + length).map(|column| layers.push(bend(column))).collect();
            let mut before = from;
            for &slot in &trunk {
                layers.join(before, slot);
                before = slot;
            }
            layers.trunks.push(trunk);
        }
        for edge in &graph.edges {
            let (width, height) = edge.label;
            let height = height.max(LINE_HEIGHT);
            let label = layers.push(Slot { role: Role::Label, column: 2 * ranks[edge.to] - 1, width, height });
            let before = match bends(ranks, edge.from, edge.to) {
                0 => edge.from,
                count => layers.trunks[edge.from][count - 1],
            };
            layers.join(before, label);
            layers.join(label, edge.to);
            layers.labels.push(label);
        }
        layers
    }

    fn push(&mut self, slot: Slot) -> usize {
        let index = self.slots.len();
        self.columns[slot.column].push(index);
        self.slots.push(slot);
        self.left.push(vec![]);
        self.right.push(vec![]);
        index
    }

    fn join(&mut self, left: usize, right: usize) {
        self.right[left].push(right);
        self.left[right].push(left);
    }

    pub(super) fn is_box(&self, slot: usize) -> bool {
        self.slots[slot].role == Role::Box
    }

    /// The slots that an edge runs through, from its operand to its result.
    pub(super) fn path(&self, edge: usize) -> Vec<usize> {
        let label = self.labels[edge];
        let (mut from, to) = (self.left[label][0], self.right[label][0]);
        let mut path = vec![to, label, from];
        while !self.is_box(from) {
            from = self.left[from][0];
            path.push(from);
        }
        path.reverse();
        path
    }
}

/// Where lines meet the sides of boxes, measured from the middle of the box.
pub(super) struct Ports {
    /// For each slot with a box to its left (right): the place at that box.
    leaving: Vec<f64>,
    arriving: Vec<f64>,
}

impl Ports {
    /// Spreads the lines of each box in the order of the slots that they lead to.
    pub(super) fn new(layers: &Layers, graph: &Graph) -> Self {
        let mut place = vec![0; layers.slots.len()];
        for column in &layers.columns {
            column.iter().enumerate().for_each(|(index, &slot)| place[slot] = index);
        }
        let spread = |ports: &mut [f64], neighbours: &[usize], height: f64| {
            let mut neighbours = neighbours.to_vec();
            neighbours.sort_by_key(|&slot| place[slot]);
            let count = neighbours.len() as f64;
            let step = PORT_STEP.min(PORT_SHARE * height / count);
            for (index, slot) in neighbours.into_iter().enumerate() {
                ports[slot] = (index as f64 - (count - 1.0) / 2.0) * step;
            }
        };
        let mut ports = Self { leaving: vec![0.0; layers.slots.len()], arriving: vec![0.0; layers.slots.len()] };
        for (node, &(_, height)) in graph.boxes.iter().enumerate() {
            spread(&mut ports.leaving, &layers.right[node], height);
            spread(&mut ports.arriving, &layers.left[node], height);
        }
        ports
    }

    /// The height above the middle of `left` at which its line to `right` leaves.
    pub(super) fn leaving(&self, layers: &Layers, left: usize, right: usize) -> f64 {
        if layers.is_box(left) { self.leaving[right] } else { 0.0 }
    }

    /// The height above the middle of `right` at which the line from `left` arrives.
    pub(super) fn arriving(&self, layers: &Layers, left: usize, right: usize) -> f64 {
        if layers.is_box(right) { self.arriving[left] } else { 0.0 }
    }
}
