//! S1.11, your solution: replace each `todo!()` below, then run `cargo run -- check S1.11`.
#![allow(unused_variables, dead_code, reason = "the bodies are yours to write")]

use super::{Pair, Parts};
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

/// `v + g ε` with ε² = 0: a value and its derivative. `Dual { v: 3.0, g: 1.0 }` is 3 + ε.
#[derive(Clone, Copy)]
struct Dual {
    v: f64,
    g: f64,
}

/// (a) x + y, so that `x + y` works for duals.
impl Add for Dual {
    type Output = Dual;
    fn add(self, other: Dual) -> Dual {
        todo!()
    }
}

/// (a) x − y.
impl Sub for Dual {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        todo!()
    }
}

/// (a) x y.
impl Mul for Dual {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        todo!()
    }
}

/// (a) x / y. Leave 0/0 to f64: it is NaN.
impl Div for Dual {
    type Output = Dual;
    fn div(self, other: Dual) -> Dual {
        todo!()
    }
}

impl Dual {
    /// (a) The larger of two. At a tie choose one of the two tangents (or anything between).
    fn max(self, other: Dual) -> Dual {
        todo!()
    }

    /// (a) The natural logarithm.
    fn ln(self) -> Dual {
        todo!()
    }
}

/// (a) Prints `Dual(v=2.1972, g=0.3333)`: four decimals each.
impl fmt::Display for Dual {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        todo!()
    }
}

/// (b) With your `Dual`: ε·ε, 1/(1+ε) and (1+2ε)(3−4ε), in this order.
fn sheet_tests() -> [Dual; 3] {
    todo!()
}

/// (c) Forward accumulation of log(a·b + max(a, 2)), node by node: `[a·b, max(a, 2), sum, log]`.
fn forward(a: Dual, b: Dual) -> [Dual; 4] {
    todo!()
}

/// (d) `[f, ∂f/∂a, ∂f/∂b]` of f = log(a·b + max(a, 2)) with the crate: see `ad::Dual` or
/// `ad::gradient`.
fn by_the_crate(a: f64, b: f64) -> [f64; 3] {
    todo!()
}

/// (d) ∂²f/∂a², by a dual number whose parts are dual numbers.
fn second_derivative(a: f64, b: f64) -> f64 {
    todo!()
}

impl From<Pair> for Dual {
    fn from((v, g): Pair) -> Dual {
        Dual { v, g }
    }
}

impl From<Dual> for Pair {
    fn from(x: Dual) -> Pair {
        (x.v, x.g)
    }
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
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
