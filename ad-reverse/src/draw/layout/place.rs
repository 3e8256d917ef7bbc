//! The height at which each slot stands.
//!
//! The heights minimise `Σ w (y_left - y_right)²` over all lines, under the condition that the
//! slots of a column keep their order and distances. The condition couples only slots of one
//! column, so minimising column by column converges; each such step is an isotonic regression,
//! solved exactly by pooling adjacent violators. Afterwards boxes snap to heights at which a line
//! runs straight, and far lines keep one height as long as they can.

use super::layers::{Layers, Ports, Role};

/// Sweeps that look at one side only carry a change through the whole picture; the later ones look
/// at both sides.
const ONE_SIDED: usize = 12;
const TWO_SIDED: usize = 40;
/// Passes of straightening.
const STRAIGHTENING: usize = 4;

/// The middle of every slot.
pub(super) fn heights(layers: &Layers, ports: &Ports) -> Vec<f64> {
    let mut heights = Heights { layers, ports, y: vec![0.0; layers.slots.len()] };
    heights.stack();
    for sweep in 0..ONE_SIDED + TWO_SIDED {
        let to_right = sweep % 2 == 0;
        let side = match (sweep < ONE_SIDED, to_right) {
            (true, true) => Side::Left,
            (true, false) => Side::Right,
            (false, _) => Side::Both,
        };
        heights.each_column(to_right, |heights, column| heights.relax(column, side));
    }
    for pass in 0..STRAIGHTENING {
        heights.each_column(pass % 2 == 0, |heights, column| heights.snap(column));
        (0..layers.trunks.len()).for_each(|node| heights.straighten(node));
    }
    (1..layers.columns.len()).step_by(2).for_each(|column| heights.centre(column));
    heights.y
}

/// The neighbours that a slot is drawn to.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
    Both,
}

struct Heights<'a> {
    layers: &'a Layers,
    ports: &'a Ports,
    y: Vec<f64>,
}

impl Heights<'_> {
    /// Every column as close together as allowed, all middles in line.
    fn stack(&mut self) {
        for column in &self.layers.columns {
            let offsets = self.offsets(column);
            let middle = offsets.last().map_or(0.0, |last| last / 2.0);
            for (&slot, offset) in column.iter().zip(&offsets) {
                self.y[slot] = offset - middle;
            }
        }
    }

    fn each_column(&mut self, to_right: bool, mut action: impl FnMut(&mut Self, usize)) {
        let count = self.layers.columns.len();
        for step in 0..count {
            action(self, if to_right { step } else { count - 1 - step });
        }
    }

    /// The smallest allowed distance between the middles of two slots, one above the other.
    fn distance(&self, above: usize, below: usize) -> f64 {
        let (above, below) = (&self.layers.slots[above], &self.layers.slots[below]);
        let gap = match (above.role, below.role) {
            (Role::Box, Role::Box) => 24.0,
            (Role::Box, _) | (_, Role::Box) => 13.0,
            (Role::Bend, Role::Bend) => 9.0,
            (Role::Label, _) | (_, Role::Label) => 5.0,
        };
        (above.height + below.height) / 2.0 + gap
    }

    /// The middles of the slots of a column packed as closely as allowed, from 0.
    fn offsets(&self, column: &[usize]) -> Vec<f64> {
        let mut offsets = vec![0.0; column.len()];
        for index in 1..column.len() {
            offsets[index] = offsets[index - 1] + self.distance(column[index - 1], column[index]);
        }
        offsets
    }

    /// The height at which the line from `slot` to its neighbour would be straight, and how much
    /// that matters.
    fn wish(&self, slot: usize, neighbour: usize, is_left: bool) -> (f64, f64) {
        let (left, right) = if is_left { (neighbour, slot) } else { (slot, neighbour) };
        let leaving = self.ports.leaving(self.layers, left, right);
        let arriving = self.ports.arriving(self.layers, left, right);
        let shift = if is_left { leaving - arriving } else { arriving - leaving };
        let weight = match (self.layers.slots[left].role, self.layers.slots[right].role) {
            (Role::Bend, Role::Bend) => 8.0,
            (Role::Box, Role::Bend) => 3.0,
            (Role::Bend, _) => 1.0,
            _ => 2.0,
        };
        (self.y[neighbour] + shift, weight)
    }

    fn wishes(&self, slot: usize, side: Side) -> impl Iterator<Item = (f64, f64)> {
        let left = if side == Side::Right { &[][..] } else { &self.layers.left[slot] };
        let right = if side == Side::Left { &[][..] } else { &self.layers.right[slot] };
        let left = left.iter().map(move |&other| self.wish(slot, other, true));
        left.chain(right.iter().map(move |&other| self.wish(slot, other, false)))
    }

    /// Moves a column to the best heights given its neighbours.
    fn relax(&mut self, column: usize, side: Side) {
        self.settle(column, |heights, slot| {
            let (mut pull, mut weight) = (0.0, 0.0);
            for (y, w) in heights.wishes(slot, side) {
                pull += w * y;
                weight += w;
            }
            // What nothing pulls on from this side gives way to those that have a wish.
            if weight == 0.0 { (heights.y[slot], 0.05) } else { (pull / weight, weight) }
        });
    }

    /// Moves each slot of a column of labels half way between its two ends, far lines first, so
    /// that the line makes one smooth swing.
    fn centre(&mut self, column: usize) {
        self.settle(column, |heights, slot| {
            let left = heights.wish(slot, heights.layers.left[slot][0], true).0;
            let right = heights.wish(slot, heights.layers.right[slot][0], false).0;
            let is_far = heights.layers.slots[slot].role == Role::Bend;
            (f64::midpoint(left, right), if is_far { 8.0 } else { 1.0 })
        });
    }

    /// Moves a column to the allowed heights next to the wished ones, by weighted least squares.
    fn settle(&mut self, column: usize, wish: impl Fn(&Self, usize) -> (f64, f64)) {
        let column = &self.layers.columns[column];
        let offsets = self.offsets(column);
        let wishes = column.iter().zip(&offsets).map(|(&slot, offset)| {
            let (height, weight) = wish(self, slot);
            (height - offset, weight)
        });
        let heights = isotonic(wishes);
        for ((&slot, offset), height) in column.iter().zip(&offsets).zip(heights) {
            self.y[slot] = height + offset;
        }
    }

    /// Between which heights a slot can move without touching its neighbours in the column.
    fn room(&self, column: usize, index: usize) -> (f64, f64) {
        let column = &self.layers.columns[column];
        let slot = column[index];
        let low = match index {
            0 => f64::NEG_INFINITY,
            _ => self.y[column[index - 1]] + self.distance(column[index - 1], slot),
        };
        let high = column.get(index + 1).map_or(f64::INFINITY, |&next| self.y[next] - self.distance(slot, next));
        // Rounding may leave a slot without room a hair out of order.
        (low.min(self.y[slot]), high.max(self.y[slot]))
    }

    /// Moves each box of a column to a median of the heights at which one of its lines is straight.
    fn snap(&mut self, column: usize) {
        for index in 0..self.layers.columns[column].len() {
            let slot = self.layers.columns[column][index];
            if !self.layers.is_box(slot) {
                continue;
            }
            let mut wishes = self.straight(slot);
            if wishes.is_empty() {
                continue;
            }
            wishes.sort_by(f64::total_cmp);
            let (low, high) = (wishes[(wishes.len() - 1) / 2], wishes[wishes.len() / 2]);
            let (lowest, highest) = self.room(column, index);
            self.y[slot] = self.y[slot].clamp(low, high).clamp(lowest, highest);
        }
    }

    /// The heights of a box at which one of its lines runs straight through its label, or into its
    /// trunk.
    fn straight(&self, slot: usize) -> Vec<f64> {
        let layers = self.layers;
        let through = |near: usize, is_left: bool| {
            let (height, _) = self.wish(slot, near, is_left);
            if layers.slots[near].role == Role::Bend {
                return height;
            }
            // A label follows its ends, so look at what lies behind it.
            let far = if is_left { layers.left[near][0] } else { layers.right[near][0] };
            height - self.y[near] + self.wish(near, far, is_left).0
        };
        let left = layers.left[slot].iter().map(|&near| through(near, true));
        left.chain(layers.right[slot].iter().map(|&near| through(near, false))).collect()
    }

    /// Lets the trunk of a box keep its height over as many columns of boxes as possible.
    fn straighten(&mut self, node: usize) {
        let layers = self.layers;
        let Some(&first) = layers.trunks[node].first() else {
            return;
        };
        let mut wish = self.wish(first, node, true).0;
        // Pairs of a way point among labels, which give way, and the next one, among boxes.
        let pairs: Vec<&[usize]> = layers.trunks[node].chunks(2).collect();
        let mut start = 0;
        while start < pairs.len() {
            let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
            let mut end = start;
            while let Some(&&[.., bend]) = pairs.get(end) {
                let column = layers.slots[bend].column;
                let index = layers.columns[column].iter().position(|&slot| slot == bend).expect("a slot of its column");
                let (lowest, highest) = self.room(column, index);
                if lowest.max(low) > highest.min(high) {
                    break;
                }
                (low, high) = (lowest.max(low), highest.min(high));
                end += 1;
            }
            wish = wish.clamp(low, high);
            pairs[start..end].iter().copied().flatten().for_each(|&bend| self.y[bend] = wish);
            start = end;
        }
    }
}

/// The increasing sequence next to the given `(height, weight)`, by weighted least squares.
///
/// Neighbours out of order are pooled at their mean until none is left (pool adjacent violators).
fn isotonic(wishes: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (height, weight) in wishes {
        let (mut height, mut weight, mut count) = (height, weight, 1);
        while let Some((above, its_weight, its_count)) = pools.pop_if(|pool| pool.0 >= height) {
            height = (weight * height + its_weight * above) / (weight + its_weight);
            weight += its_weight;
            count += its_count;
        }
        pools.push((height, weight, count));
    }
    pools.iter().flat_map(|&(height, _, count)| std::iter::repeat_n(height, count)).collect()
}
