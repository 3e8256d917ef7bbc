//! Sheet 01: derivatives, dual numbers, computational graphs.

use crate::runner::exercise::AnyExercise;

mod s1_01;
mod s1_04;
mod s1_05;

/// Its exercises, in order. A new one: a folder, a `mod` line above, an entry here.
pub const EXERCISES: &[&dyn AnyExercise] = &[&s1_01::OneSaddle, &s1_04::MinimisersAreConvex, &s1_05::ExactLineSearch];
