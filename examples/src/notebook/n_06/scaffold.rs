//! N.6, your solution: replace each `todo!()` below, then run `cargo run -- check N.6`.
//!
//! The function f is there: `crate::objectives::WeightedSquares`. Its gradient at x is
//! `OnGraph.gradient(&f, x).1`, the product of its Hessian with v `OnGraph.hess_vec(&f, x, v)`
//! (`use ad::{Engine, OnGraph}`). The library's methods are in `optim::descent`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Gradient, Parts, State};
use crate::matrix::Matrix;

/// ∇f(x) for f(x) = Σ cᵢxᵢ².
fn gradient(c: &[f64], x: &[f64]) -> Vec<f64> {
    todo!()
}

/// (a) One step of Adam with the gradient `g` at `state.x`: changes all four fields of the state.
/// β₁ = 0.9, β₂ = 0.999, ε = 1e-8, added to the root.
fn step(state: &mut State, g: &[f64], rate: f64) {
    todo!()
}

/// (a) The states after step 1, 2, ..., `steps`, from `State::at(x0)`.
fn adam(gradient: Gradient, x0: &[f64], rate: f64, steps: usize) -> Vec<State> {
    todo!()
}

/// (a) The point where the library's Adam is after so many steps on f.
fn by_library(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> Vec<f64> {
    todo!()
}

/// (b) f after each of so many steps of momentum, β = 0.9.
fn momentum(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> Vec<f64> {
    todo!()
}

/// (b) Whether momentum, β = 0.9, diverges at this rate.
fn diverges(c: &[f64], x0: &[f64], rate: f64) -> bool {
    todo!()
}

/// (b) The rate up to which momentum is stable where the largest curvature is `curvature`.
fn stability_limit(curvature: f64, beta: f64) -> f64 {
    todo!()
}

/// (b) The diagonal of the Hessian of f at x.
fn curvatures(c: &[f64], x: &[f64]) -> Vec<f64> {
    todo!()
}

/// (b) The point after one step of Newton's method with that diagonal.
fn newton(c: &[f64], x0: &[f64]) -> Vec<f64> {
    todo!()
}

/// (b) The matrix A for which xᵀAx is f with its axes turned by the orthogonal matrix Q:
/// xᵀAx = f(Qᵀx).
fn rotated(c: &[f64], q: &Matrix) -> Matrix {
    todo!()
}

/// (c) For each coordinate, Adam's effective rate over Newton's, 1/hᵢ.
fn ratios(state: &State, curvatures: &[f64], rate: f64) -> Vec<f64> {
    todo!()
}

/// (c) The largest ratio over the smallest, less 1.
fn spread(ratios: &[f64]) -> f64 {
    todo!()
}

/// (c) The first step of Adam after which a ratio is above 2(1 + β₁)/(1 − β₁), of 14,000.
fn crossing(c: &[f64], x0: &[f64], rate: f64) -> Option<usize> {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        gradient,
        step,
        adam,
        by_library,
        momentum,
        diverges,
        stability_limit,
        curvatures,
        newton,
        rotated,
        ratios,
        spread,
        crossing,
    }
}
