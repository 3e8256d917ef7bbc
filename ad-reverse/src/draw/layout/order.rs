//! The order of the slots within each column, chosen so that few lines cross.
//!
//! Sweeps to the right and to the left sort each column by the mean place of the neighbours in the
//! column before (the barycentre heuristic); between them, neighbours are swapped while that
//! removes crossings. The best order seen is kept.

use super::layers::Layers;

/// The number of sweeps, and the number of slot visits after which a large picture stops sweeping.
const SWEEPS: usize = 24;
const VISITS: usize = 800_000;
/// The passes over a column that swaps neighbours.
const SWAPS: usize = 4;

/// Sorts the columns.
pub(super) fn order(layers: &mut Layers) {
    let sweeps = (VISITS / layers.slots.len().max(1)).clamp(4, SWEEPS);
    let mut best = (usize::MAX, layers.columns.clone());
    for start in [start_from_outputs(layers), layers.columns.clone()] {
        let mut state = State { place: vec![0; layers.slots.len()], columns: start };
        state.number_all();
        for sweep in 0..sweeps {
            if best.0 == 0 {
                break;
            }
            state.sweep(layers, sweep % 2 == 0);
            let mut crossings = state.crossings(layers);
            if sweep >= sweeps / 2 || crossings < best.0 {
                state.swap_neighbours(layers);
                crossings = state.crossings(layers);
            }
            if crossings < best.0 {
                best = (crossings, state.columns.clone());
            }
        }
    }
    layers.columns = best.1;
}

/// The order in which a walk from the last boxes towards their operands first meets the slots.
///
/// It keeps together what flows into the same box.
fn start_from_outputs(layers: &Layers) -> Vec<Vec<usize>> {
    let mut columns = vec![vec![]; layers.columns.len()];
    let mut seen = vec![false; layers.slots.len()];
    for root in (0..layers.slots.len()).filter(|&slot| layers.right[slot].is_empty()) {
        let mut stack = vec![root];
        while let Some(slot) = stack.pop() {
            if !std::mem::replace(&mut seen[slot], true) {
                columns[layers.slots[slot].column].push(slot);
                stack.extend(layers.left[slot].iter().rev());
            }
        }
    }
    columns
}

/// An order of the columns and the place of each slot in it.
struct State {
    columns: Vec<Vec<usize>>,
    place: Vec<usize>,
}

impl State {
    fn number_all(&mut self) {
        (0..self.columns.len()).for_each(|column| self.number(column));
    }

    fn number(&mut self, column: usize) {
        for (index, &slot) in self.columns[column].iter().enumerate() {
            self.place[slot] = index;
        }
    }

    /// Sorts every column by the places of the neighbours to its left (`to_right`) or right.
    fn sweep(&mut self, layers: &Layers, to_right: bool) {
        let count = self.columns.len();
        for step in 0..count {
            let column = if to_right { step } else { count - 1 - step };
            let neighbours = if to_right { &layers.left } else { &layers.right };
            let mut keyed: Vec<(f64, usize)> = self.columns[column]
                .iter()
                .map(|&slot| {
                    let sum: usize = neighbours[slot].iter().map(|&other| self.place[other]).sum();
                    let mean = match neighbours[slot].len() {
                        0 => self.place[slot] as f64,
                        degree => sum as f64 / degree as f64,
                    };
                    (mean, slot)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.columns[column] = keyed.into_iter().map(|(_, slot)| slot).collect();
            self.number(column);
        }
    }

    /// Swaps neighbours in a column while that removes crossings.
    fn swap_neighbours(&mut self, layers: &Layers) {
        for _ in 0..SWAPS {
            let mut improved = false;
            for column in 0..self.columns.len() {
                for index in 1..self.columns[column].len() {
                    let (a, b) = (self.columns[column][index - 1], self.columns[column][index]);
                    let (mut now, mut swapped) = (0, 0);
                    for neighbours in [&layers.left, &layers.right] {
                        let (of_a, of_b) = (self.places(&neighbours[a]), self.places(&neighbours[b]));
                        now += inversions(&of_a, &of_b);
                        swapped += inversions(&of_b, &of_a);
                    }
                    if swapped < now {
                        self.columns[column].swap(index - 1, index);
                        self.place.swap(a, b);
                        improved = true;
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// The places of the slots, in order.
    fn places(&self, slots: &[usize]) -> Vec<usize> {
        let mut places: Vec<usize> = slots.iter().map(|&slot| self.place[slot]).collect();
        places.sort_unstable();
        places
    }

    /// How many pairs of lines cross.
    fn crossings(&self, layers: &Layers) -> usize {
        self.columns.iter().map(|column| self.crossings_after(layers, column)).sum()
    }

    /// How many pairs of lines cross between a column and the next: the inversions in the list of
    /// right ends that is sorted by left ends.
    fn crossings_after(&self, layers: &Layers, column: &[usize]) -> usize {
        let ends: Vec<usize> = column.iter().flat_map(|&slot| self.places(&layers.right[slot])).collect();
        let mut seen = Fenwick::new(ends.iter().max().map_or(0, |&last| last + 1));
        let mut crossings = 0;
        for (count, &end) in ends.iter().enumerate() {
            crossings += count - seen.up_to(end);
            seen.add(end);
        }
        crossings
    }
}

/// The pairs with the element of `first` larger than the one of `second`; both are sorted.
fn inversions(first: &[usize], second: &[usize]) -> usize {
    let mut below = 0;
    let mut count = 0;
    for &end in first {
        while below < second.len() && second[below] < end {
            below += 1;
        }
        count += below;
    }
    count
}

/// Counts of numbers with fast prefix sums.
struct Fenwick(Vec<usize>);

impl Fenwick {
    fn new(size: usize) -> Self {
        Self(vec![0; size + 1])
    }

    fn add(&mut self, value: usize) {
        let mut node = value + 1;
        while node < self.0.len() {
            self.0[node] += 1;
            node += node & node.wrapping_neg();
        }
    }

    /// How many numbers are at most `value`.
    fn up_to(&self, value: usize) -> usize {
        let (mut node, mut count) = (value + 1, 0);
        while node > 0 {
            count += self.0[node];
            node &= node - 1;
        }
        count
    }
}
