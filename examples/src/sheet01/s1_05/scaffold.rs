//! S1.5, your solution: replace each `todo!()` below, then run `cargo run -- check S1.5`.
//!
//! The function f is there: `crate::objectives::SquaredParabola`. Roots are found by
//! `optim::scalar::{newton, brent}`, a minimiser along a line by `optim::line::exact`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Found, Matrix, Minimiser, Parts, Point, Searched};

/// (a) ∇f(x₀) at x₀ = (1, 0).
fn gradient_at_start() -> Point {
    todo!()
}

/// (a) The slope φ′(0) of f at x₀ along p = (-1, 1).
fn slope_at_start() -> f64 {
    todo!()
}

/// (a) Whether `direction` is a descent direction where the gradient is `gradient`.
fn is_descent(gradient: Point, direction: Point) -> bool {
    todo!()
}

/// (b) All minimisers α of φ(α) = f(x₀ + αp), each with its value: `vec![(alpha, value), ...]`.
fn minimisers() -> Vec<Minimiser> {
    todo!()
}

/// (b) The root of φ′ by Newton's method from `start`, and the number of evaluations.
fn by_newton(start: f64) -> Found {
    todo!()
}

/// (b) The root of φ′ between `low` and `high` by Brent's method, and the number of evaluations.
fn by_brent(low: f64, high: f64) -> Found {
    todo!()
}

/// (b) The one of the steps where φ is least, and the number of evaluations: what the sheet does.
fn by_grid(steps: &[f64]) -> Found {
    todo!()
}

/// (b) The steps along p of `optim::search::{Armijo, StrongWolfe, HagerZhang, ExactLine}`, in this
/// order, the last one named "exact", each with its trials: a [`optim::descent::Descent`] that
/// proposes p lets `advance` of each of them go along p.
fn by_searches() -> Vec<Searched> {
    todo!()
}

/// (c) φ(α).
fn phi(alpha: f64) -> f64 {
    todo!()
}

/// (c) φ′(α).
fn phi_prime(alpha: f64) -> f64 {
    todo!()
}

/// (c) φ″(α).
fn phi_second(alpha: f64) -> f64 {
    todo!()
}

/// (c) The smallest value of φ″ on the whole line.
fn least_curvature() -> f64 {
    todo!()
}

/// (d) The Hessian of f at x, a list of rows.
fn hessian(x: Point) -> Matrix {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        gradient_at_start,
        slope_at_start,
        is_descent,
        minimisers,
        by_newton,
        by_brent,
        by_grid,
        by_searches,
        phi,
        phi_prime,
        phi_second,
        least_curvature,
        hessian,
    }
}
