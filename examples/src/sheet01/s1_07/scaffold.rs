//! S1.7, your solution: replace each `todo!()` below, then run `cargo run -- check S1.7`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::Parts;
use crate::matrix::Matrix;
use crate::sheet01::s1_06::VectorFunction;

/// (a) The Hessian at x by forward differences of the gradient, with step h.
fn forward_difference(gradient: VectorFunction, x: &[f64], h: f64) -> Matrix {
    todo!()
}

/// (b) The matrix (h/2)·(third derivatives) that is the first term of the error of (a), for
/// `objectives::Rosenbrock`.
fn leading_error(x: &[f64], h: f64) -> Matrix {
    todo!()
}

/// (b) The step at which the error of (a) is about least, for Rosenbrock's function at x.
fn best_step(x: &[f64]) -> f64 {
    todo!()
}

/// (c) max |hᵢⱼ − hⱼᵢ|.
fn asymmetry(h: &Matrix) -> f64 {
    todo!()
}

/// (c) The symmetric matrix nearest to H.
fn symmetrised(h: &Matrix) -> Matrix {
    todo!()
}

/// (d) The exact Hessian of Rosenbrock's function.
fn exact(x: &[f64]) -> Matrix {
    todo!()
}

/// (d) The same by complex steps of length h on the gradient.
fn complex_step(x: &[f64], h: f64) -> Matrix {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { forward_difference, asymmetry, symmetrised, exact, complex_step, leading_error, best_step }
}
