//! S1.4, your solution: replace each `todo!()` below, then run `cargo run -- check S1.4`.
//!
//! An [`Instance`] is an `ad::Objective`: `f.value(&x)` evaluates it, `ad::gradient(&f, &x)`
//! differentiates it.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Instance, Parts};

/// (a) A minimiser of `f`, sought from `start`.
fn minimiser(f: Instance, start: &[f64]) -> Vec<f64> {
    todo!()
}

/// (b) The convex combination of the points with these weights.
fn combination(weights: &[f64], points: &[Vec<f64>]) -> Vec<f64> {
    todo!()
}

/// (c) f(αx + (1 − α)y) − [αf(x) + (1 − α)f(y)].
fn excess(f: Instance, alpha: f64, x: &[f64], y: &[f64]) -> f64 {
    todo!()
}

/// (d) ∇f(x).
fn gradient(f: Instance, x: &[f64]) -> Vec<f64> {
    todo!()
}

/// (e) Whether `f` is convex.
fn is_convex(f: Instance) -> bool {
    todo!()
}

/// (f) Two minimisers of (x² − 1)² whose midpoint is not one, the smaller first.
fn counterexample() -> [f64; 2] {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { minimiser, combination, excess, gradient, is_convex, counterexample }
}
