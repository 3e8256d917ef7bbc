//! S1.6, your solution: replace each `todo!()` below, then run `cargo run -- check S1.6`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Parts, VectorFunction};
use crate::matrix::Matrix;

/// (a) The Jacobian of f at x by forward differences of step h: m rows, n columns.
fn forward_difference(f: VectorFunction, x: &[f64], h: f64) -> Matrix {
    todo!()
}

/// (b) The step at which the error of (a) is about least, for f and its derivatives of size 1.
fn best_step() -> f64 {
    todo!()
}

/// (c) The exact Jacobian of `objectives::ThreeToTwo` at x, column by column.
fn forward_mode(x: &[f64]) -> Matrix {
    todo!()
}

/// (c) The same, row by row.
fn reverse_mode(x: &[f64]) -> Matrix {
    todo!()
}

/// (c) The same by complex steps of length h.
fn complex_step(x: &[f64], h: f64) -> Matrix {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { forward_difference, forward_mode, reverse_mode, complex_step, best_step }
}
