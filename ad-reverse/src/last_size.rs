//! How much room the next recording is likely to take.

use core::cell::Cell;

/// More records than these are not reserved on a guess: 20 MB of a graph's at f64.
const MOST_RESERVED: usize = 1 << 18;

/// How many inputs and records the last recording of a thread had. The next with as many inputs is most
/// often of the same function: one block of that size, freed as a whole, stays with the allocator.
pub(crate) struct LastSize(Cell<(usize, usize)>);

impl LastSize {
    pub const fn unknown() -> Self {
        LastSize(Cell::new((0, 0)))
    }

    /// The records to reserve for so many inputs.
    pub fn guess(&self, inputs: usize) -> usize {
        let (last, records) = self.0.get();
        if inputs == last { records.min(MOST_RESERVED) } else { 0 }
    }

    /// Keeps in mind how many records so many inputs took.
    pub fn keep(&self, inputs: usize, records: usize) {
        self.0.set((inputs, records));
    }
}
