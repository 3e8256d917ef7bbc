//! The test problems of Moré, Garbow and Hillstrom, "Testing unconstrained optimization
//! software", ACM TOMS 7(1), 1981: 35 functions in 41 instances, `f(x) = sum_i r_i(x)²`.
//!
//! [`INSTANCES`] is the table. Each [`Mgh`] in it is a residual vector and, by the sum of the
//! squares, an objective. [`Mgh::sized`] is a function of free size at another size.
//! Nothing here needs more than the crate `ad`, so a program takes the folder in by `#[path]`.
#![allow(dead_code, reason = "a program that takes the table in need not use all of it")]

mod any_size;
pub mod fits;
mod small;
#[rustfmt::skip]
mod table;

pub use table::INSTANCES;

use ad::{Objective, Real, Residuals};
use std::fmt;

/// One instance: a function of the paper at one size.
#[derive(Clone, Copy, Debug)]
pub struct Mgh {
    /// The number of the function in the paper, 1 to 35.
    pub number: usize,
    /// Its name there.
    pub name: &'static str,
    /// How many variables.
    pub n: usize,
    /// How many residuals.
    pub m: usize,
    /// The standard starting point.
    pub start: Start,
    /// The published values of local minima, the least first, to the digits that are published.
    /// The second of Bard and of Kowalik and Osborne is only approached, at infinity.
    pub minima: &'static [f64],
}

/// A starting point of any length.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// These numbers, over and over.
    Repeat(&'static [f64]),
    /// `x_j` from `j`, counted from 1, and `n`.
    Formula(fn(f64, f64) -> f64),
}

impl Mgh {
    /// Function `number` with `n` variables and `m` residuals, any that the paper allows for it;
    /// `minima` is empty.
    ///
    /// # Panics
    /// If the paper has no function of this number.
    pub fn sized(number: usize, n: usize, m: usize) -> Mgh {
        let known = INSTANCES.iter().find(|p| p.number == number);
        Mgh { n, m, minima: &[], ..*known.unwrap_or_else(|| panic!("functions 1 to 35: there is no {number}")) }
    }

    /// The standard starting point.
    pub fn start(&self) -> Vec<f64> {
        match self.start {
            Start::Repeat(pattern) => pattern.iter().copied().cycle().take(self.n).collect(),
            Start::Formula(entry) => (1..=self.n).map(|j| entry(j as f64, self.n as f64)).collect(),
        }
    }
}

impl Residuals for Mgh {
    fn len(&self) -> usize {
        self.m
    }
    fn residuals<F: Real>(&self, x: &[F], r: &mut [F]) {
        assert_eq!((x.len(), r.len()), (self.n, self.m), "{self}: the lengths of x and r");
        table::residuals(self.number, x, r);
    }
}

impl Objective for Mgh {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let mut r = vec![F::zero(); self.m];
        self.residuals(x, &mut r);
        F::sum_of_squares(&r)
    }
}

impl fmt::Display for Mgh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} n={}", self.name, self.n)
    }
}

/// The residuals with their numbers, counted from 1 as in the paper.
fn numbered<F>(r: &mut [F]) -> impl Iterator<Item = (f64, &mut F)> {
    r.iter_mut().enumerate().map(|(i, r)| ((i + 1) as f64, r))
}
