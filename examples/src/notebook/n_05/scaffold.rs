//! N.5, your solution: replace each `todo!()` below, then run `cargo run -- check N.5`.
//!
//! The quadratic is there, `super::problem()`, and `super::solved()` stops where ‖∇f‖ < 1e-8. A
//! method's run is kept by `crate::watched::watched(method, &f, &start)`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Model, Parts, Product};
use crate::watched::Run;

/// (a) Cauchy's point: the minimiser of the model along −g inside the radius; `bg` is Bg.
fn cauchy(g: &[f64], bg: &[f64], radius: f64) -> Vec<f64> {
    todo!()
}

/// (a) Steihaug's point: conjugate gradients on Bp = −g until ‖Bp + g‖ ≤ 1e-10 ‖g‖, up to the border;
/// `b` multiplies by B.
fn steihaug(g: &[f64], b: Product, radius: f64) -> Vec<f64> {
    todo!()
}

/// (b) What the model promises for the step p: m(0) − m(p); `bp` is Bp.
fn promised(g: &[f64], p: &[f64], bp: &[f64]) -> f64 {
    todo!()
}

/// (b) Whether a step of this ratio is taken, and the next radius.
fn judge(rho: f64, at_border: bool, radius: f64) -> (bool, f64) {
    todo!()
}

/// (c) Cauchy steps on the quadratic from 0 with the first radius 1, until so many trials are made.
/// Make your rules an `optim::search::Search`, Cauchy's point an `optim::descent::Descent`.
fn cauchy_run(trials: usize) -> Run {
    todo!()
}

/// (c) The same with the library's `Dogleg`, or with Steihaug's point, under your search.
fn newton_run(model: Model) -> Run {
    todo!()
}

/// (c) The values along so many steps of gradient descent with backtracking from 1, the first at 0.
fn gradient_descent(steps: usize) -> Vec<f64> {
    todo!()
}

/// (c) The values along conjugate gradients, the first at 0.
fn conjugate_gradients() -> Vec<f64> {
    todo!()
}

/// (d) Your search with each model on Rosenbrock's function from (-1.2, 1), until so many trials are made.
fn on_rosenbrock(model: Model, trials: usize) -> Run {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        cauchy,
        steihaug,
        promised,
        judge,
        cauchy_run,
        newton_run,
        gradient_descent,
        conjugate_gradients,
        on_rosenbrock,
    }
}
