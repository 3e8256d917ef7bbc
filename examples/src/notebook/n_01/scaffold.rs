//! N.1, your solution: replace each `todo!()` below, then run `cargo run -- check N.1`.
//!
//! The function f is there: `crate::objectives::Bowl`, and so are the constants `FIRST` (the first
//! length), `SHRINK` and `DECREASE` (the c of the condition).
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Parts, Point, Trial, Watched};

/// (a) p = −∇f(x), and the slope ∇f(x)·p.
fn direction(x: Point) -> (Point, f64) {
    todo!()
}

/// (a) Every trial from x along −∇f(x): `vec![(alpha, f(x + alpha p)), ...]`; the last is accepted.
fn trials(x: Point) -> Vec<Trial> {
    todo!()
}

/// (b) The right-hand side of Armijo's condition, from f(x), the slope and the length.
fn bound(value: f64, slope: f64, alpha: f64) -> f64 {
    todo!()
}

/// (b) Whether a trial with this value meets the condition with this right-hand side.
fn holds(trial: f64, bound: f64) -> bool {
    todo!()
}

/// (c) The length of each of so many steps of gradient descent.
fn lengths(start: Point, steps: usize) -> Vec<f64> {
    todo!()
}

/// (c) The points: the start, and the one after each step.
fn path(start: Point, steps: usize) -> Vec<Point> {
    todo!()
}

/// (c) The value at each of these points.
fn values(start: Point, steps: usize) -> Vec<f64> {
    todo!()
}

/// (c) Whether each value is lower than the one before.
fn falls(values: &[f64]) -> bool {
    todo!()
}

/// (c) How often f is evaluated, if each step evaluates f(x) once and then its trials.
fn evaluations(start: Point, steps: usize) -> usize {
    todo!()
}

/// (c) How many of 100 steps are taken before the gradient is zero.
fn steps_taken(start: Point) -> usize {
    todo!()
}

/// The same by `optim::search::Armijo`, with a descent of your own whose first length is 1; an
/// `optim::observe::OnTrial` sees the trials, a `History` the lengths.
fn by_library(start: Point, steps: usize) -> Watched {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { direction, trials, bound, holds, lengths, path, values, falls, evaluations, steps_taken, by_library }
}
