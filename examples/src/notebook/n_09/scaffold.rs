//! N.9, your solution: replace each `todo!()` below, then run `cargo run -- check N.9`.
//!
//! The loss is there: `super::ravine()`. A path is the list of all points, the start included.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Parts, Point};

/// (a) ∇f(θ), by automatic differentiation (`ad::gradient`).
fn gradient(x: Point) -> Point {
    todo!()
}

/// (a) The update, shortened to the length `limit` if it is longer.
fn clip(update: Point, limit: f64) -> Point {
    todo!()
}

/// (a) The path of so many steps θ ← θ − η∇f(θ) with η = 0.05.
fn raw(start: Point, steps: usize) -> Vec<Point> {
    todo!()
}

/// (a) The same with each update clipped to the length 0.5.
fn clipped(start: Point, steps: usize) -> Vec<Point> {
    todo!()
}

/// (b) Whether the losses never rise.
fn is_monotone(losses: &[f64]) -> bool {
    todo!()
}

/// (b) The rate below which gradient descent without clipping converges.
fn largest_rate() -> f64 {
    todo!()
}

/// (c) The smallest and the largest loss at the last 200 points of a clipped path of so many steps.
fn long_run(start: Point, steps: usize) -> [f64; 2] {
    todo!()
}

/// (c) The clipped path with the rate 0.019.
fn stable(start: Point, steps: usize) -> Vec<Point> {
    todo!()
}

/// (d) The path with η = 0.05 when the gradient is clipped to `limit`, not the update.
fn clipped_gradient(start: Point, limit: f64, steps: usize) -> Vec<Point> {
    todo!()
}

/// (d) The path of a trust region whose first radius is 0.5, until the loss is at most 1e-30
/// (`optim::search::TrustRegion`).
fn trust_region(start: Point) -> Vec<Point> {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { gradient, clip, raw, clipped, is_monotone, largest_rate, long_run, stable, clipped_gradient, trust_region }
}
