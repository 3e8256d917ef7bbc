//! S1.8, your solution: replace each `todo!()` below, then run `cargo run -- check S1.8`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Function, Parts};

/// (a) f″(x) from the values of f at x − h, x and x + h.
fn second_difference(f: Function, x: f64, h: f64) -> f64 {
    todo!()
}

/// (b) The leading term of the formula minus f″(x), where f⁗(x) = `fourth`.
fn truncation(fourth: f64, h: f64) -> f64 {
    todo!()
}

/// (c) The exact f″(x) of f(x) = eˣ sin x, by automatic differentiation.
fn exact(x: f64) -> f64 {
    todo!()
}

/// (c) The exact f⁗(x) of the same f.
fn fourth(x: f64) -> f64 {
    todo!()
}

/// (d) The relative error of the formula at x = 1, for each of the steps.
fn errors(steps: &[f64]) -> Vec<f64> {
    todo!()
}

/// (d) The p in error ≈ C hᵖ, fitted to those steps that lie in [10⁻³, 10⁻¹].
fn order(steps: &[f64], errors: &[f64]) -> f64 {
    todo!()
}

/// (d) The step with the smallest error, and that error.
fn best(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    todo!()
}

/// (e) The step that the theory recommends, from f(x) and f⁗(x) = `fourth`.
fn best_step(f: f64, fourth: f64) -> f64 {
    todo!()
}

/// (f) f″(1) by a complex step of length h on the exact f′.
fn complex_step(h: f64) -> f64 {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { second_difference, truncation, exact, fourth, errors, order, best, best_step, complex_step }
}
