//! The notebook: numerical optimization, from a line search to Hessian-vector products.

use crate::runner::exercise::AnyExercise;

mod n_01;
mod n_02;
mod n_04;

/// Its exercises, in order. A new one: a folder, a `mod` line above, an entry here.
pub const EXERCISES: &[&dyn AnyExercise] = &[&n_01::Backtracking, &n_02::NewtonOnRosenbrock, &n_04::GradientChecking];
