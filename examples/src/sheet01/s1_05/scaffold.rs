//! S1.5, your solution: replace each `todo!()` below, then run `exercises check S1.5`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Minimiser, Parts, Point};

/// (a) The slope φ′(0) of f(x) = (x₁ + x₂²)² at x₀ = (1, 0) along p = (-1, 1).
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

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        slope_at_start,
        is_descent,
        minimisers,
        phi,
        phi_prime,
        phi_second,
        least_curvature,
    }
}
