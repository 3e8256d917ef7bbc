//! Adam's step is six lines. Gradients come from reverse sweeps, curvatures from products with the
//! Hessian; the other methods are the library's.

use super::{Gradient, Parts, State};
use crate::matrix::{Matrix, unit};
use crate::objectives::WeightedSquares;
use crate::watched::watched;
use ad::{Engine, OnGraph};
use optim::search::Fixed;
use optim::stop::Iterations;
use optim::{Recipe, Status, descent};

const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f64 = 1e-8;

/// ∇f for f(x) = Σ cᵢxᵢ², by one reverse sweep.
pub fn gradient(c: &[f64], x: &[f64]) -> Vec<f64> {
    OnGraph.gradient(&WeightedSquares(c.to_vec()), x).1
}

/// (a) One step: running means of g and of g², each without the bias of its start at 0.
fn step(state: &mut State, g: &[f64], rate: f64) {
    state.steps += 1;
    for i in 0..g.len() {
        state.m[i] = BETA_1 * state.m[i] + (1.0 - BETA_1) * g[i];
        state.v[i] = BETA_2 * state.v[i] + (1.0 - BETA_2) * g[i] * g[i];
        let mean = state.m[i] / (1.0 - BETA_1.powi(state.steps));
        state.x[i] -= rate * mean / (root_mean_square(state, i) + EPSILON);
    }
}

/// √v̂ᵢ, the running root mean square of the gradient's entry.
fn root_mean_square(state: &State, i: usize) -> f64 {
    (state.v[i] / (1.0 - BETA_2.powi(state.steps))).sqrt()
}

/// (a) The states after each of so many steps.
pub fn adam(gradient: Gradient, x0: &[f64], rate: f64, steps: usize) -> Vec<State> {
    let next = |state: &mut State, _| {
        step(state, &gradient(&state.x), rate);
        Some(state.clone())
    };
    (0..steps).scan(State::at(x0), next).collect()
}

/// The point where the library's Adam is after so many steps.
pub fn by_library(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> Vec<f64> {
    let method = descent::Adam::default().rate(rate).stop(Iterations(steps));
    watched(method, &WeightedSquares(c.to_vec()), x0).path().pop().expect("a path has its start")
}

/// (b) f after each step of the heavy ball with β = 0.9, and how the run ended.
pub fn heavy_ball(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> (Vec<f64>, Status) {
    let method = descent::Momentum::default().rate(rate).stop(Iterations(steps));
    let run = watched(method, &WeightedSquares(c.to_vec()), x0);
    (run.seen.f, run.report.status)
}

/// (b) Stable for a rate below 2(1 + β)/λ, λ the largest curvature (Polyak 1964).
fn stability_limit(curvature: f64, beta: f64) -> f64 {
    2.0 * (1.0 + beta) / curvature
}

/// (b) The diagonal of the Hessian, entry i from the product with eᵢ.
pub fn curvatures(c: &[f64], x: &[f64]) -> Vec<f64> {
    let f = WeightedSquares(c.to_vec());
    (0..x.len()).map(|i| OnGraph.hess_vec(&f, x, &unit(x.len(), i))[i]).collect()
}

/// (b) One step of Newton's method with that diagonal.
fn newton(c: &[f64], x0: &[f64]) -> Vec<f64> {
    let method = descent::DiagonalNewton::default().search(Fixed(1.0)).stop(Iterations(1));
    method.minimize(&WeightedSquares(c.to_vec()), x0).expect("a finite start").x
}

/// The matrix Q diag(c) Qᵀ: the same bowl with its axes turned by Q.
pub fn rotated(c: &[f64], q: &Matrix) -> Matrix {
    let entry = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).zip(c).map(|((a, b), c)| a * c * b).sum();
    q.iter().map(|a| q.iter().map(|b| entry(a, b)).collect()).collect()
}

/// (c) Adam's rate for coordinate i is rate/(√v̂ᵢ + ε), Newton's is 1/hᵢ: their quotient.
pub fn ratios(state: &State, curvatures: &[f64], rate: f64) -> Vec<f64> {
    let effective = |i: usize| rate / (root_mean_square(state, i) + EPSILON);
    curvatures.iter().enumerate().map(|(i, h)| effective(i) * h).collect()
}

/// (c) How far apart the ratios are: the largest over the smallest, less 1.
pub fn spread(ratios: &[f64]) -> f64 {
    let largest = ratios.iter().copied().fold(f64::MIN, f64::max);
    let smallest = ratios.iter().copied().fold(f64::MAX, f64::min);
    largest / smallest - 1.0
}

/// (c) The first step after which a ratio is above 2(1 + β₁)/(1 − β₁). The step is x − a m with
/// m = β₁m + (1 − β₁)g: momentum at the rate (1 − β₁)a, hence stable below that limit.
fn crossing(c: &[f64], x0: &[f64], rate: f64) -> Option<usize> {
    let (h, limit) = (curvatures(c, x0), stability_limit(1.0 - BETA_1, BETA_1));
    let above = |state: &State| ratios(state, &h, rate).iter().any(|ratio| *ratio > limit);
    adam(&|x| gradient(c, x), x0, rate, 14_000).iter().position(above).map(|k| k + 1)
}

pub fn solution() -> Parts {
    Parts {
        gradient,
        step,
        adam,
        by_library,
        momentum: |c, x0, rate, steps| heavy_ball(c, x0, rate, steps).0,
        diverges: |c, x0, rate| matches!(heavy_ball(c, x0, rate, 2000).1, Status::Diverged { .. }),
        stability_limit,
        curvatures,
        newton,
        rotated,
        ratios,
        spread,
        crossing,
    }
}
