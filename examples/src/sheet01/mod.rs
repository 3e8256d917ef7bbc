//! Sheet 01: derivatives, dual numbers, computational graphs.

use crate::runner::exercise::AnyExercise;

mod s1_01;
mod s1_02;
mod s1_03;
mod s1_04;
mod s1_05;
mod s1_06;
mod s1_07;
mod s1_08;
mod s1_09;
mod s1_10;
mod s1_11;
mod s1_12;

/// Its exercises, in order. A new one: a folder, a `mod` line above, an entry here.
pub const EXERCISES: &[&dyn AnyExercise] = &[
    &s1_01::OneSaddle,
    &s1_02::TaylorExpansions,
    &s1_03::ConvexQuadratic,
    &s1_04::MinimisersAreConvex,
    &s1_05::ExactLineSearch,
    &s1_06::DifferenceJacobian,
    &s1_07::DifferenceHessian,
    &s1_08::SecondDifference,
    &s1_09::StepsNearZero,
    &s1_10::SineGraph,
    &s1_11::DualNumbers,
    &s1_12::ReverseAccumulation,
];
