//! N.8, your solution: replace each `todo!()` below, then run `cargo run -- check N.8`.
//!
//! `OnGraph.gradient(&f, x).1` is a gradient and `OnGraph.hess_vec(&f, x, v)` an exact product
//! (`use ad::{Engine, OnGraph}`); the functions are in `crate::objectives`. `optim::curvature` has a power
//! method, Lanczos' method and the condition number.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Ends, Gradient, Parts, Product, Tridiagonal};
use crate::objectives::Quadratic;

/// (a) (∇f(x + hv) − ∇f(x))/h.
fn difference(gradient: Gradient, x: &[f64], v: &[f64], h: f64) -> Vec<f64> {
    todo!()
}

/// (a) Hv at x, exactly.
fn exact(f: &Quadratic, x: &[f64], v: &[f64]) -> Vec<f64> {
    todo!()
}

/// (a) Hv by a complex step: Im ∇f(x + ihv)/h. `ComplexStep::new(re, im)` is a number like f64.
fn complex_step(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> Vec<f64> {
    todo!()
}

/// (a) Hv for Rosenbrock's function at its minimum (1, 1), exactly.
fn at_minimum(v: &[f64]) -> Vec<f64> {
    todo!()
}

/// (b) uᵀHv − vᵀHu, of exact products.
fn symmetry_gap(f: &Quadratic, x: &[f64], u: &[f64], v: &[f64]) -> f64 {
    todo!()
}

/// (b) |d − Hv|/|Hv| for the difference d with step h.
fn difference_error(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> f64 {
    todo!()
}

/// (c) The Rayleigh quotients vᵀHv/vᵀv of v₀, Hv₀, H²v₀, ...: one for each of so many products.
fn power(product: Product, v0: &[f64], products: usize) -> Vec<f64> {
    todo!()
}

/// (c) The largest eigenvalue at Rosenbrock's minimum to 1e-12, and how many products it took.
fn largest(v0: &[f64]) -> (f64, usize) {
    todo!()
}

/// (c) The relative error of that eigenvalue if the products are differences with step h.
fn bias(v0: &[f64], h: f64) -> f64 {
    todo!()
}

/// (c) What the first term of Taylor's theorem says of that error.
fn predicted_bias(v0: &[f64], h: f64) -> f64 {
    todo!()
}

/// (d) Lanczos' method with reorthogonalisation: the diagonal of T, and the entries beside it.
fn tridiagonal(product: Product, q0: &[f64], steps: usize) -> Tridiagonal {
    todo!()
}

/// (d) The smallest and the largest eigenvalue of T after 1, 2, ... steps.
fn extremes(product: Product, q0: &[f64], steps: usize) -> Vec<Ends> {
    todo!()
}

/// (d) How many eigenvalues of T agree with the largest to 1e-9, without reorthogonalisation.
fn copies(product: Product, q0: &[f64], steps: usize) -> usize {
    todo!()
}

/// (d) The condition number at Rosenbrock's minimum.
fn condition() -> f64 {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        difference,
        exact,
        complex_step,
        at_minimum,
        symmetry_gap,
        difference_error,
        power,
        largest,
        bias,
        predicted_bias,
        tridiagonal,
        extremes,
        copies,
        condition,
    }
}
