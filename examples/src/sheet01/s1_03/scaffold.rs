//! S1.3, your solution: replace each `todo!()` below, then run `cargo run -- check S1.3`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Parts, Segment};
use crate::matrix::Matrix;

/// (a) f(x) = xᵀQx.
fn f(q: &Matrix, x: &[f64]) -> f64 {
    todo!()
}

/// (a) The left side of the definition: f(y + α(x − y)) − αf(x) − (1 − α)f(y).
fn gap(q: &Matrix, s: &Segment) -> f64 {
    todo!()
}

/// (b) The same number from x − y alone, by the identity that proves convexity.
fn identity(q: &Matrix, s: &Segment) -> f64 {
    todo!()
}

/// (c) Whether the segment disproves convexity. Equal points have a gap of rounding errors only!
fn disproves_convexity(q: &Matrix, s: &Segment) -> bool {
    todo!()
}

/// (c) A segment that disproves the convexity of x₁² − x₂², that is Q = diag(1, −1).
fn counterexample() -> Segment {
    todo!()
}

/// (d) The gradient of xᵀQx for symmetric Q.
fn gradient(q: &Matrix, x: &[f64]) -> Vec<f64> {
    todo!()
}

/// (d) Its Hessian.
fn hessian(q: &Matrix, x: &[f64]) -> Matrix {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { f, gap, identity, disproves_convexity, counterexample, gradient, hessian }
}
