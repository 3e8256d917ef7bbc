//! N.2, your solution: replace each `todo!()` below, then run `cargo run -- check N.2`.
//!
//! The function f is there, `crate::objectives::Rosenbrock`, and so is a backtracking search,
//! `crate::notebook::n_01::backtrack`: as soon as you have written your own in N.1, use that.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Matrix, Parts, Point, Row};

/// (a) The Hessian of f at x, a list of rows.
fn hessian(x: Point) -> Matrix {
    todo!()
}

/// (a) The solution d of Hd = −g by Cholesky's factorization, and `true`; −g and `false` where H is
/// not positive definite.
fn direction(g: Point, h: Matrix) -> (Point, bool) {
    todo!()
}

/// (b) The start, and the point after each step, with f and |∇f|; nothing more from a stationary
/// point on: `vec![(x, f, norm), ...]`.
fn rows(start: Point, steps: usize) -> Vec<Row> {
    todo!()
}

/// (b) The length that the backtracking search accepts at each step.
fn lengths(start: Point, steps: usize) -> Vec<f64> {
    todo!()
}

/// (b) How many of 50 steps go along −∇f.
fn fallbacks(start: Point) -> usize {
    todo!()
}

/// (b) After how many steps |∇f| is below `gradient`.
fn steps_until(start: Point, gradient: f64) -> usize {
    todo!()
}

/// (b) The point after 50 steps.
fn minimum(start: Point) -> Point {
    todo!()
}

/// (c) For each step that ends with 0 < |gₖ| < 10⁻³: |gₖ| / |gₖ₋₁|².
fn constants(start: Point) -> Vec<f64> {
    todo!()
}

/// (c) For the same steps, with eₖ the distance from (1, 1): ln(eₖ/eₖ₋₁) / ln(eₖ₋₁/eₖ₋₂).
fn orders(start: Point) -> Vec<f64> {
    todo!()
}

/// The lengths of `optim::descent::Newton` with `optim::search::Armijo`, from a `History`.
fn by_library(start: Point, steps: usize) -> Vec<f64> {
    todo!()
}

/// The points of `optim::descent::Newton` with `optim::search::StrongWolfe`, the start first.
fn by_wolfe(start: Point) -> Vec<Point> {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        hessian,
        direction,
        rows,
        lengths,
        fallbacks,
        steps_until,
        minimum,
        constants,
        orders,
        by_library,
        by_wolfe,
    }
}
