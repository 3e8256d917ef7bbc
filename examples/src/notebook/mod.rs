//! The notebook: numerical optimization, from a line search to Hessian-vector products.

use crate::runner::exercise::AnyExercise;

mod n_01;
mod n_02;
mod n_03;
mod n_04;
mod n_05;
mod n_06;
mod n_07;
mod n_08;
mod n_09;
mod n_10;

/// Its exercises, in order. A new one: a folder, a `mod` line above, an entry here.
pub const EXERCISES: &[&dyn AnyExercise] = &[
    &n_01::Backtracking,
    &n_02::NewtonOnRosenbrock,
    &n_03::TwoLoops,
    &n_04::GradientChecking,
    &n_05::TrustRegions,
    &n_06::AdamAsNewton,
    &n_07::MixedPrecision,
    &n_08::HessianProducts,
    &n_09::ClippedUpdates,
    &n_10::AffineGradient,
];
