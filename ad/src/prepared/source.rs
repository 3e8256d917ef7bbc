//! What can be prepared: an objective, or a plain closure.

use crate::{Objective, OnGraph, Plain, Scalar, Single};
use ad_core::error::same_length;
use ad_program::{Error, Program};

/// A function that can be recorded, and differentiated without.
///
/// Every [`Objective`] is one, and [`Closure`].
///
/// ```
/// use ad::{objective, prepared::Source};
/// assert_eq!(objective!(|x| x[0].sq()).record(&[1.0])?.evaluate(&[3.0])?, [9.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Source {
    /// Whether a value is cheaper than its replay.
    const VALUE_IS_PLAIN: bool;
    /// Up to this many variables forward mode is ahead of a replay.
    const FORWARD_UP_TO: usize;
    /// After so many derivatives a program has a chance to pay.
    const PATIENCE: usize;
    /// And from so many operations on: a smaller one is no faster than the tape.
    const LEAST: usize;
    /// The function as its comparisons come out at `x`.
    ///
    /// # Errors
    /// If it has too many operations.
    fn record(&self, x: &[f64]) -> Result<Program, Error>;
    /// `f(x)`.
    fn value(&self, x: &[f64]) -> f64;
    /// Writes `grad f(x)` and returns `f(x)`.
    fn gradient_into(&self, x: &[f64], gradient: &mut [f64]) -> f64;
    /// Writes `H v`.
    fn hess_vec_into(&self, x: &[f64], v: &[f64], product: &mut [f64]);
    /// The Hessian, row by row.
    fn hessian(&self, x: &[f64]) -> Vec<Vec<f64>>;
    /// Which operation first made the value or a derivative not finite, if one did.
    fn diagnose(&self, x: &[f64]) -> Option<String>;
}

impl<O: Objective> Source for O {
    const VALUE_IS_PLAIN: bool = true;
    const FORWARD_UP_TO: usize = 4;
    const PATIENCE: usize = 512;
    const LEAST: usize = 256;
    fn record(&self, x: &[f64]) -> Result<Program, Error> {
        Program::record(self, x)
    }
    fn value(&self, x: &[f64]) -> f64 {
        Objective::value(self, &x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0
    }
    fn gradient_into(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        crate::gradient_into(self, x, gradient)
    }
    fn hess_vec_into(&self, x: &[f64], v: &[f64], product: &mut [f64]) {
        crate::hess_vec_into(self, x, v, product);
    }
    fn hessian(&self, x: &[f64]) -> Vec<Vec<f64>> {
        crate::hessian(self, x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        let first = OnGraph.diagnose(&Single(self), x).map(|(_, why)| why);
        first.or_else(|| OnGraph.diagnose_second(self, x))
    }
}

/// A plain closure over [`Scalar`]; see [`Prepared::closure`](super::Prepared::closure).
///
/// ```
/// use ad::{Prepared, Scalar, prepared::Source};
/// assert_eq!(Prepared::closure(|x: &[Scalar]| x[0].sq()).source().value(&[3.0]), 9.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Closure<F>(pub(super) F);

impl<F: Fn(&[Scalar]) -> Scalar> Source for Closure<F> {
    const VALUE_IS_PLAIN: bool = false;
    const FORWARD_UP_TO: usize = 0;
    const PATIENCE: usize = 64;
    const LEAST: usize = 0;
    fn record(&self, x: &[f64]) -> Result<Program, Error> {
        Scalar::record(&self.0, x)
    }
    fn value(&self, x: &[f64]) -> f64 {
        Scalar::evaluate(&self.0, x)
    }
    fn gradient_into(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let (value, got) = Scalar::gradient(&self.0, x);
        same_length("the gradient", gradient.len(), got.len());
        gradient.copy_from_slice(&got);
        value
    }
    fn hess_vec_into(&self, x: &[f64], v: &[f64], product: &mut [f64]) {
        product.copy_from_slice(&Scalar::hess_vec(&self.0, x, v));
    }
    fn hessian(&self, x: &[f64]) -> Vec<Vec<f64>> {
        Scalar::hessian(&self.0, x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        Scalar::diagnose(&self.0, x).or_else(|| Scalar::diagnose_second(&self.0, x))
    }
}
