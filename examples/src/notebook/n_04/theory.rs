//! The errors of the three formulas on f, without rounding, and how much rounding may add.

use super::Point;
use crate::objectives::SinExpSquare;
use crate::runner::prelude::*;
use ad::Objective;

/// ∇f by hand.
pub fn gradient(x: Point) -> Point {
    [x[0].cos(), x[1].exp() * x[2] * x[2], 2.0 * x[1].exp() * x[2]]
}

/// |v|.
pub fn norm(v: Point) -> f64 {
    v[0].hypot(v[1]).hypot(v[2])
}

/// sinh h/h − 1 for a sign of +1, sin h/h − 1 for −1: the series, since 1 would cancel.
fn sine(h: f64, sign: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 1..8 {
        term *= sign * h * h / f64::from(2 * k * (2 * k + 1));
        sum += term;
    }
    sum
}

/// (eʰ − 1)/h − 1.
fn exponential(h: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 2..16 {
        term *= h / f64::from(k);
        sum += term;
    }
    sum
}

/// What the central differences are off by: sin and eˣ are scaled, a square is differentiated exactly.
pub fn central(x: Point, h: f64) -> Point {
    let g = gradient(x);
    [g[0] * sine(h, -1.0), g[1] * sine(h, 1.0), 0.0]
}

/// What the complex step is off by.
pub fn complex_step(x: Point, h: f64) -> Point {
    let g = gradient(x);
    [g[0] * sine(h, 1.0), g[1] * sine(h, -1.0), 0.0]
}

/// What the forward differences are off by.
pub fn forward(x: Point, h: f64) -> Point {
    let g = gradient(x);
    let curve = 2.0 * (0.5 * h).sin().powi(2) / h;
    [g[0] * sine(h, -1.0) - x[0].sin() * curve, g[1] * exponential(h), x[1].exp() * h]
}

/// How much rounding may add to a relative error: f is off by a few ulp, and so are the points.
pub fn rounding(x: Point, h: f64) -> f64 {
    let g = norm(gradient(x));
    4.0 * f64::EPSILON * (SinExpSquare.value(&x) / g).abs().max(norm(x)) / h
}

/// The same for the complex step: a few ulp, and more only where h is so small that products with it
/// lose digits.
pub fn complex_rounding(h: f64) -> f64 {
    4.0 * f64::EPSILON + 4.0 * f64::from_bits(1) / h
}

/// The stored point.
pub fn stored_point() -> Point {
    let x = reference("N.4").vec("x0");
    [x[0], x[1], x[2]]
}

/// The stored point, or drawn ones with x₃ away from 0.
pub fn points(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => {
            (0..5).map(|_| [rng.uniform(-1.0, 1.0), rng.uniform(-1.0, 1.0), rng.uniform(0.5, 1.5)]).collect()
        }
        None => vec![stored_point()],
    }
}

/// The stored steps.
pub fn steps() -> Vec<f64> {
    reference("N.4").vec("h")
}

/// Each point with each step; the number of the step finds the stored error.
pub fn cases(ctx: &Context) -> Vec<(Point, usize)> {
    let every = ctx.pick(1, 4);
    let numbers = || (0..steps().len()).step_by(every);
    points(ctx).into_iter().flat_map(|x| numbers().map(move |k| (x, k))).collect()
}

/// The steps of the complex step with the stored errors, largest first.
pub fn complex_steps() -> Vec<(f64, f64)> {
    let r = reference("N.4").get("complex_step_rel_error");
    let keys = reference("N.4").keys("complex_step_rel_error");
    let mut steps: Vec<(f64, f64)> = keys.iter().map(|h| (h.parse().expect("a step"), r.num(h))).collect();
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps
}
