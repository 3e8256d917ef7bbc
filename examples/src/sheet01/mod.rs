//! Sheet 01: derivatives, dual numbers, computational graphs.

use crate::runner::exercise::AnyExercise;

mod drawing;
mod s1_05;
mod s1_11;
mod s1_12;

/// Its exercises, in order. A new one: a folder, a `mod` line above, an entry here.
pub const EXERCISES: &[&dyn AnyExercise] =
    &[&s1_05::ExactLineSearch, &s1_11::DualNumbers, &s1_12::ReverseAccumulation];
