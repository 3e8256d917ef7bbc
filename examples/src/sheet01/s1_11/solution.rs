//! A dual number of our own in thirty lines, and the same derivatives from the crate's.

use super::{Pair, Parts};
use crate::objectives::LogOfSum;
use ad::Objective;
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

/// `v + g ε` with ε² = 0: a value and its derivative.
#[derive(Clone, Copy)]
struct Dual {
    v: f64,
    g: f64,
}

fn dual(v: f64, g: f64) -> Dual {
    Dual { v, g }
}

impl Add for Dual {
    type Output = Dual;
    fn add(self, other: Dual) -> Dual {
        dual(self.v + other.v, self.g + other.g)
    }
}

impl Sub for Dual {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        dual(self.v - other.v, self.g - other.g)
    }
}

impl Mul for Dual {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        dual(self.v * other.v, self.v * other.g + self.g * other.v)
    }
}

impl Div for Dual {
    type Output = Dual;
    fn div(self, other: Dual) -> Dual {
        dual(self.v / other.v, (self.g * other.v - self.v * other.g) / (other.v * other.v))
    }
}

impl Dual {
    /// The larger one with its tangent; at a tie the second.
    fn max(self, other: Dual) -> Dual {
        if self.v > other.v { self } else { other }
    }

    fn ln(self) -> Dual {
        dual(self.v.ln(), self.g / self.v)
    }
}

impl fmt::Display for Dual {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Dual(v={:.4}, g={:.4})", self.v, self.g)
    }
}

fn sheet_tests() -> [Dual; 3] {
    let (one, eps) = (dual(1.0, 0.0), dual(0.0, 1.0));
    [eps * eps, one / (one + eps), dual(1.0, 2.0) * dual(3.0, -4.0)]
}

fn forward(a: Dual, b: Dual) -> [Dual; 4] {
    let product = a * b;
    let larger = a.max(dual(2.0, 0.0));
    let sum = product + larger;
    [product, larger, sum, sum.ln()]
}

fn by_the_crate(a: f64, b: f64) -> [f64; 3] {
    let (value, gradient) = ad::gradient(&LogOfSum, &[a, b]);
    [value, gradient[0], gradient[1]]
}

/// A dual number over dual numbers: the tangent of the tangent.
fn second_derivative(a: f64, b: f64) -> f64 {
    let a = ad::Dual::variable(ad::Dual::variable(a));
    LogOfSum.value(&[a, b.into()]).eps.eps
}

impl From<Pair> for Dual {
    fn from((v, g): Pair) -> Dual {
        dual(v, g)
    }
}

impl From<Dual> for Pair {
    fn from(x: Dual) -> Pair {
        (x.v, x.g)
    }
}

pub fn solution() -> Parts {
    Parts {
        add: |x, y| (Dual::from(x) + Dual::from(y)).into(),
        sub: |x, y| (Dual::from(x) - Dual::from(y)).into(),
        mul: |x, y| (Dual::from(x) * Dual::from(y)).into(),
        div: |x, y| (Dual::from(x) / Dual::from(y)).into(),
        max: |x, y| Dual::from(x).max(y.into()).into(),
        ln: |x| Dual::from(x).ln().into(),
        show: |x| Dual::from(x).to_string(),
        sheet_tests: || sheet_tests().map(Pair::from),
        forward: |a, b| forward(a.into(), b.into()).map(Pair::from),
        by_the_crate,
        second_derivative,
    }
}
