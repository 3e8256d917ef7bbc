//! The derivative of ln x + eˣ + 1/x near zero: exactly, and by three formulas that need a step.

use super::{Analytic, Function, Parts};
use crate::objectives::ln_exp_recip;
use ad::{ComplexStep, Dual};

fn derivative(x: f64) -> f64 {
    ad::derivative(ln_exp_recip, x).1
}

/// Each summand differentiated by itself, in the order 1/x, eˣ, −1/x².
fn terms(x: f64) -> [f64; 3] {
    let x = Dual::variable(x);
    [x.ln(), x.exp(), x.recip()].map(|y| y.eps)
}

fn share(x: f64) -> f64 {
    terms(x)[2] / terms(x).iter().sum::<f64>()
}

fn forward(f: Function, x: f64, h: f64) -> f64 {
    (f(x + h) - f(x)) / h
}

/// NaN where x − h ≤ 0: the logarithm has no value there, and none is made up.
fn central(f: Function, x: f64, h: f64) -> f64 {
    (f(x + h) - f(x - h)) / (2.0 * h)
}

/// f(x + ih) = f + ih f′ − h²/2 f″ − …: the imaginary part needs no difference.
fn complex_step(f: Analytic, x: f64, h: f64) -> f64 {
    f(ComplexStep::new(x, h)).im() / h
}

/// Truncation h/x against rounding 2u x/h: they balance in proportion to x, at x √(2u).
fn step(x: f64) -> f64 {
    x * f64::EPSILON.sqrt()
}

pub fn solution() -> Parts {
    Parts { derivative, terms, share, forward, central, complex_step, step }
}
