//! One reverse sweep, and three formulas with a step that check it.

use super::{Analytic, Function, Parts, Point};
use crate::objectives::SinExpSquare;
use crate::runner::prelude::*;
use ad::{ComplexStep, Engine, Objective, OnGraph, mixed_partial};

/// Exact whatever the point; one evaluation of f for all partial derivatives.
fn gradient(x: Point) -> Point {
    let (_, g) = OnGraph.gradient(&SinExpSquare, &x);
    [g[0], g[1], g[2]]
}

/// x + h eᵢ.
fn stepped(x: Point, i: usize, h: f64) -> Point {
    let mut there = x;
    there[i] += h;
    there
}

fn forward(f: Function, x: Point, h: f64) -> Point {
    let here = f(x);
    [0, 1, 2].map(|i| (f(stepped(x, i, h)) - here) / h)
}

fn central(f: Function, x: Point, h: f64) -> Point {
    [0, 1, 2].map(|i| (f(stepped(x, i, h)) - f(stepped(x, i, -h))) / (2.0 * h))
}

/// f(x + ih eᵢ) = f + ih ∂ᵢf − …: nothing is subtracted, but f must be analytic.
fn complex_step(f: Analytic, x: Point, h: f64) -> Point {
    [0, 1, 2].map(|i| {
        let at = |k: usize| ComplexStep::new(x[k], if k == i { h } else { 0.0 });
        f([at(0), at(1), at(2)]).im() / h
    })
}

fn relative_error(g: Point, exact: Point) -> f64 {
    let norm = |v: Point| v[0].hypot(v[1]).hypot(v[2]);
    norm([0, 1, 2].map(|i| g[i] - exact[i])) / norm(exact)
}

fn central_errors(x: Point, h: f64) -> Point {
    let (g, exact) = (central(&|x| SinExpSquare.value(&x), x, h), gradient(x));
    [0, 1, 2].map(|i| (g[i] - exact[i]).abs())
}

/// Fitted where one of the two errors rules: truncation from 10⁻³ up, rounding up to 10⁻⁷.
fn orders(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    let points: Vec<(f64, f64)> = steps.iter().copied().zip(errors.iter().copied()).collect();
    let part = |keep: fn(&f64) -> bool| log_slope(&points.iter().copied().filter(|p| keep(&p.0)).collect::<Vec<_>>());
    (part(|h| *h >= 1e-3), part(|h| *h <= 1e-7))
}

fn best(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    let tried = steps.iter().copied().zip(errors.iter().copied());
    tried.min_by(|a, b| a.1.total_cmp(&b.1)).expect("a step was tried")
}

/// ∂³f/∂xᵢ³, by nested dual numbers.
fn third_derivatives(x: Point) -> Point {
    [0, 1, 2].map(|i| mixed_partial(&SinExpSquare, &x, &[i, i, i]))
}

/// Least sum of truncation h²/6 |f‴| and rounding u |f|/h; without truncation no step is too long.
fn best_step(f: f64, third: f64) -> f64 {
    (1.5 * f64::EPSILON * (f / third).abs()).cbrt()
}

/// With a step near ε^(1/3) the differences are good to ten digits, a slip is off by much more.
fn accepts(candidate: Point, x: Point) -> bool {
    relative_error(central(&|x| SinExpSquare.value(&x), x, 6e-6), candidate) < 1e-8
}

pub fn solution() -> Parts {
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
