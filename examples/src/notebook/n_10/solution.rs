//! A product with the Hessian is the derivative of ∇f along v: one dual number over one reverse
//! sweep, exact. A difference of two gradients needs a step.

use super::{Gradient, Parts, Point};
use crate::objectives::{Quadratic, QuarticCosine};
use crate::runner::prelude::*;
use ad::{ComplexStep, Dual, Objective};

fn point(v: Vec<f64>) -> Point {
    [v[0], v[1]]
}

fn gradient(f: &Quadratic, x: Point) -> Point {
    point(ad::gradient(f, &x).1)
}

fn exact(f: &Quadratic, x: Point, v: Point) -> Point {
    point(ad::hess_vec(f, &x, &v))
}

fn exact_companion(x: Point, v: Point) -> Point {
    point(ad::hess_vec(&QuarticCosine, &x, &v))
}

/// Two gradients; the error is h/2 times the second derivative of ∇f along v, and rounding over h.
fn difference(g: Gradient, x: Point, v: Point, h: f64) -> Point {
    let (there, here) = (g([x[0] + h * v[0], x[1] + h * v[1]]), g(x));
    [0, 1].map(|i| (there[i] - here[i]) / h)
}

/// Im ∇f(x + ihv)/h, with ∂ᵢf from a dual number over complex ones: no subtraction.
fn complex_step(x: Point, v: Point, h: f64) -> Point {
    [0, 1].map(|i| {
        let at = |k: usize| {
            let unit = if k == i { 1.0 } else { 0.0 };
            Dual::new(ComplexStep::new(x[k], h * v[k]), ComplexStep::new(unit, 0.0))
        };
        QuarticCosine.value(&[at(0), at(1)]).eps.im() / h
    })
}

/// Fitted from 10⁻⁵ up, where truncation rules.
fn order(steps: &[f64], errors: &[f64]) -> f64 {
    let points = steps.iter().copied().zip(errors.iter().copied());
    log_slope(&points.filter(|p| p.0 >= 0.9e-5).collect::<Vec<_>>())
}

fn best(steps: &[f64], errors: &[f64]) -> (f64, f64) {
    let tried = steps.iter().copied().zip(errors.iter().copied());
    tried.min_by(|a, b| a.1.total_cmp(&b.1)).expect("a step was tried")
}

/// The kind of test that the notebook ends with: a relative error below 10⁻⁶.
fn agrees(approximate: Point, exact: Point) -> bool {
    let error = (approximate[0] - exact[0]).hypot(approximate[1] - exact[1]);
    error < 1e-6 * exact[0].hypot(exact[1])
}

pub fn solution() -> Parts {
    Parts { gradient, exact, exact_companion, difference, complex_step, order, best, agrees }
}
