//! Objectives written once, each with its gradient coded by hand in plain scalar Rust: the
//! reference, and the mark of what plain code reaches.

mod counted;
mod dense;
mod gmm;
mod mlp;
mod rosenbrock;

pub use counted::operations;
pub use dense::Dense;
pub use gmm::Gmm;
pub use mlp::Mlp;
pub use rosenbrock::{Chained, Rosenbrock};

use ad::{Objective, Real};
use std::ops::{Add, Mul, Sub};

/// What the objectives are written over: less than [`Real`], so that peers join by a newtype.
pub trait Scalar:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// `e^self`.
    fn exp(self) -> Self;
    /// `tanh self`.
    fn tanh(self) -> Self;
    /// `ln self`.
    fn ln(self) -> Self;
}
impl<T: Real> Scalar for T {
    #[inline(always)]
    fn exp(self) -> Self {
        ad_core::num_traits::Float::exp(self)
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        ad_core::num_traits::Float::tanh(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        ad_core::num_traits::Float::ln(self)
    }
}

/// A benchmark problem.
pub trait Problem {
    /// What the table calls it.
    fn name(&self) -> String;
    /// How many variables.
    fn n(&self) -> usize;
    /// `f(x)`.
    fn eval<S: Scalar>(&self, x: &[S]) -> S;
    /// `f(x)` with the library's calls for sums of many terms, where it takes such sums.
    #[inline]
    fn eval_with_calls<F: Real>(&self, x: &[F]) -> F {
        self.eval(x)
    }
    /// Writes the gradient, returns the value.
    fn by_hand(&self, x: &[f64], gradient: &mut [f64]) -> f64;
}

/// A [`Problem`] as the library's [`Objective`].
pub struct Ours<'a, P>(pub &'a P);
impl<P: Problem> Objective for Ours<'_, P> {
    #[inline]
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.0.eval(x)
    }
}

/// The same [`with calls`](Problem::eval_with_calls).
pub struct WithCalls<'a, P>(pub &'a P);
impl<P: Problem> Objective for WithCalls<'_, P> {
    #[inline]
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.0.eval_with_calls(x)
    }
}
