//! N.4, your solution: replace each `todo!()` below, then run `cargo run -- check N.4`.
//!
//! The function f is there: `crate::objectives::SinExpSquare`, an `ad::Objective`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Analytic, Function, Parts, Point};

/// ∇f(x), exactly, by reverse accumulation.
fn gradient(x: Point) -> Point {
    todo!()
}

/// (a) Forward differences of f at x with the step h.
fn forward(f: Function, x: Point, h: f64) -> Point {
    todo!()
}

/// (a) Central differences of f at x with the step h.
fn central(f: Function, x: Point, h: f64) -> Point {
    todo!()
}

/// (c) Im f(x + ih eᵢ) / h for each i; a complex number is `ad::ComplexStep::new(re, im)`.
fn complex_step(f: Analytic, x: Point, h: f64) -> Point {
    todo!()
}

/// (b) |g − exact| / |exact|, Euclidean norms.
fn relative_error(g: Point, exact: Point) -> f64 {
    todo!()
}

/// (b) The magnitude of the error of each central difference.
fn central_errors(x: Point, h: f64) -> Point {
    todo!()
}

/// (b) The slopes of log error over log step where truncation rules, and where rounding rules.
fn orders(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    todo!()
}

/// (b) The step with the smallest error, and that error.
fn best(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    todo!()
}

/// (b) ∂³f/∂xᵢ³ for each i.
fn third_derivatives(x: Point) -> Point {
    todo!()
}

/// (b) The step at which h²/6 |f‴| + u |f|/h is least, u = 2⁻⁵³; infinite without truncation.
fn best_step(f: f64, third: f64) -> f64 {
    todo!()
}

/// Whether a gradient written by hand agrees with differences of f at x.
fn accepts(candidate: Point, x: Point) -> bool {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        gradient,
        forward,
        central,
        complex_step,
        relative_error,
        central_errors,
        orders,
        best,
        third_derivatives,
        best_step,
        accepts,
    }
}
