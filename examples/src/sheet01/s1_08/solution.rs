//! f″ from three values of f; then exactly, to see how far off three values are.

use super::{Function, Parts, X};
use crate::numerics::log_slope;
use crate::objectives::exp_sin;
use ad::ComplexStep;

/// The unit of rounding: every value of f is off by up to u |f|.
const U: f64 = f64::EPSILON / 2.0;

/// The forward difference of the backward difference; the middle value serves both.
fn second_difference(f: Function, x: f64, h: f64) -> f64 {
    (f(x + h) - 2.0 * f(x) + f(x - h)) / (h * h)
}

/// In f(x + h) + f(x − h) the odd powers of h cancel, and h⁴/24 f⁗ is left twice.
fn truncation(fourth: f64, h: f64) -> f64 {
    h * h / 12.0 * fourth
}

/// One evaluation of f at a hyper-dual number carries f″ along.
fn exact(x: f64) -> f64 {
    ad::second_derivative(exp_sin, x).2
}

/// A Taylor coefficient is a derivative over a factorial.
fn fourth(x: f64) -> f64 {
    24.0 * ad::taylor::<5>(exp_sin, x)[4]
}

fn errors(steps: &[f64]) -> Vec<f64> {
    let error = |h: &f64| (second_difference(&exp_sin, X, *h) / exact(X) - 1.0).abs();
    steps.iter().map(error).collect()
}

/// An error C hᵖ is a line of slope p in logarithms; smaller steps show rounding instead.
fn order(steps: &[f64], errors: &[f64]) -> f64 {
    let pairs = steps.iter().copied().zip(errors.iter().copied());
    let truncated: Vec<(f64, f64)> = pairs.filter(|(h, _)| (0.999e-3..0.101).contains(h)).collect();
    log_slope(&truncated)
}

fn best(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    let pairs = steps.iter().copied().zip(errors.iter().copied());
    pairs.min_by(|a, b| a.1.total_cmp(&b.1)).expect("there are steps")
}

/// h²/12 |f⁗| + 4u |f| / h² is least where its derivative by h vanishes.
fn best_step(f: f64, fourth: f64) -> f64 {
    (48.0 * U * (f / fourth).abs()).sqrt().sqrt()
}

/// f′ is exact at a complex number too, and Im f′(x + ih) / h subtracts nothing.
fn complex_step(h: f64) -> f64 {
    let (_, slope) = ad::forward::derivative(exp_sin, ComplexStep::new(X, h));
    slope.im() / h
}

pub fn solution() -> Parts {
    Parts { second_difference, truncation, exact, fourth, errors, order, best, best_step, complex_step }
}
