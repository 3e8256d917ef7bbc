//! S1.9, your solution: replace each `todo!()` below, then run `cargo run -- check S1.9`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Analytic, Function, Parts};

/// (a) The exact f′(x) of f(x) = ln x + eˣ + 1/x, by automatic differentiation.
fn derivative(x: f64) -> f64 {
    todo!()
}

/// (b) The three terms of f′(x), in the order of those of f.
fn terms(x: f64) -> [f64; 3] {
    todo!()
}

/// (b) The term that dominates near zero, divided by f′(x).
fn share(x: f64) -> f64 {
    todo!()
}

/// (c) The forward difference of f at x with step h.
fn forward(f: Function, x: f64, h: f64) -> f64 {
    todo!()
}

/// (c) The central difference; not a number where f has no value.
fn central(f: Function, x: f64, h: f64) -> f64 {
    todo!()
}

/// (c) The complex step.
fn complex_step(f: Analytic, x: f64, h: f64) -> f64 {
    todo!()
}

/// (d) A step for the forward difference of f at a small x > 0: the relative error stays below 10⁻⁷.
fn step(x: f64) -> f64 {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { derivative, terms, share, forward, central, complex_step, step }
}
