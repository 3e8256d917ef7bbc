//! What an objective is written over.

use super::{Number, sums};
use crate::error::same_length;
use crate::finite_sum::{FiniteSum, terms};
use crate::rules::Rule;
use crate::rules::table::{Mul, Square};
use alloc::vec::Vec;
use num_traits::FloatConst;

/// What an objective is written over: a [`Number`] that mixes with f64 on its right, with the
/// functions of [`Special`](crate::Special) and sums of many terms.
///
/// The sums are there to be overridden by an engine that knows better.
///
/// ```
/// use ad_core::Real;
/// fn rosenbrock<F: Real>(x: &[F]) -> F {
///     (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
/// }
/// assert_eq!(rosenbrock(&[1.0, 1.0]), 0.0);
/// ```
pub trait Real:
    Number
    + crate::Special
    + FloatConst
    + num_traits::NumAssign
    + num_traits::FromPrimitive
    + core::iter::Sum
    + core::iter::Product
    + for<'a> core::iter::Sum<&'a Self>
    + for<'a> core::iter::Product<&'a Self>
    + core::ops::Add<f64, Output = Self>
    + core::ops::Sub<f64, Output = Self>
    + core::ops::Mul<f64, Output = Self>
    + core::ops::Div<f64, Output = Self>
    + core::ops::AddAssign<f64>
    + core::ops::SubAssign<f64>
    + core::ops::MulAssign<f64>
    + core::ops::DivAssign<f64>
{
    /// The number with its derivative dropped, at every level: a constant of the same value.
    ///
    /// ```
    /// use ad_core::{Number, Real};
    /// assert_eq!(2.0.detach(), 2.0);
    /// ```
    #[inline]
    fn detach(self) -> Self {
        self.detached()
    }

    /// `a` if `condition` holds, else `b`; the derivative follows the chosen one. The condition is a
    /// bool or, so that a recorded program keeps both sides, one of [`above`](Number::above) and its like.
    ///
    /// ```
    /// use ad_core::{Number, Real};
    /// assert_eq!(f64::select(1.0 < 2.0, 3.0, 4.0), 3.0);
    /// assert_eq!(f64::select(1f64.above(2.0), 3.0, 4.0), 4.0);
    /// ```
    #[inline]
    fn select(condition: impl Into<Self::Truth>, a: Self, b: Self) -> Self {
        Self::choose(condition.into(), a, b)
    }

    /// `start + sum_k rule(x_k)`, left to right; without a `start` the first term takes its place,
    /// and without that 0 does. [`dot`](Real::dot), [`affine`](Real::affine),
    /// [`sum_of_squares`](Real::sum_of_squares) and [`log_sum_exp`](Real::log_sum_exp) are made of
    /// it, so that an engine overrides one method to know better in all of them.
    ///
    /// ```
    /// use ad_core::{Real, rules::table::Div};
    /// let quotients = [[1.0, 2.0], [1.0, 4.0]];
    /// assert_eq!(f64::accumulate(Some(3.0), Div {}, quotients.into_iter()), 3.75);
    /// assert_eq!(f64::accumulate(None, Div {}, [].into_iter()), 0.0);
    /// ```
    fn accumulate<R: Rule<N>, const N: usize>(
        start: Option<Self>,
        rule: R,
        operands: impl Iterator<Item = [Self; N]>,
    ) -> Self {
        total(start.into_iter().chain(operands.map(|x| Self::apply(rule, x))))
    }

    /// `sum_i x_i`, left to right; 0 for no terms.
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::sum_of(&[1.0, 2.0, 3.0]), 6.0);
    /// ```
    fn sum_of(x: &[Self]) -> Self {
        total(x.iter().copied())
    }

    /// `sum_i a_i b_i`, left to right; 0 for no terms.
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
    /// ```
    ///
    /// # Panics
    /// If the lengths differ.
    fn dot(a: &[Self], b: &[Self]) -> Self {
        same_length("the second factor of dot", b.len(), a.len());
        Self::accumulate(None, Mul {}, a.iter().zip(b).map(|(&a, &b)| [a, b]))
    }

    /// `c + sum_i w_i x_i`, left to right: one row of an affine map.
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::affine(&[1.0, 2.0], &[3.0, 4.0], 0.5), 11.5);
    /// ```
    ///
    /// # Panics
    /// If the lengths of `w` and `x` differ.
    fn affine(w: &[Self], x: &[Self], c: Self) -> Self {
        same_length("the argument of affine", x.len(), w.len());
        Self::accumulate(Some(c), Mul {}, w.iter().zip(x).map(|(&w, &x)| [w, x]))
    }

    /// `sum_i x_i²`, left to right; 0 for no terms.
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::sum_of_squares(&[3.0, 4.0]), 25.0);
    /// ```
    fn sum_of_squares(x: &[Self]) -> Self {
        Self::accumulate(None, Square {}, x.iter().map(|&x| [x]))
    }

    /// `sum_i term(theta, row_i)`, left to right; 0 for no rows. An engine of reverse mode may forget each
    /// row when its term is differentiated, so that a sum takes the memory of one row.
    ///
    /// ```
    /// use ad_core::{FiniteSum, Real};
    /// struct Products;
    /// impl FiniteSum for Products {
    ///     fn rows(&self) -> usize { 2 }
    ///     fn row(&self, i: usize) -> &[f64] { &[[5.0], [6.0]][i] }
    ///     fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F { theta[0] * row[0] }
    /// }
    /// assert_eq!(f64::finite_sum(&Products, &[2.0]), 22.0);
    /// ```
    fn finite_sum<S: FiniteSum + ?Sized>(sum: &S, theta: &[Self]) -> Self {
        total(terms(sum, theta, &mut Vec::new()))
    }

    /// The Euclidean norm, without overflow or underflow of the squares. At the origin the
    /// gradient is 0, the subgradient of least norm, and second derivatives do not exist (NaN).
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::norm2(&[3.0, 4.0]), 5.0);
    /// assert!((f64::norm2(&[3e200, 4e200]) / 5e200 - 1.0).abs() < 1e-15);
    /// ```
    fn norm2(x: &[Self]) -> Self {
        sums::norm2(x)
    }

    /// `ln sum_i e^(x_i)`, shifted by the largest term so that nothing overflows.
    /// Terms `-inf` have weight 0; if all are, or there are none, the value is `-inf` with
    /// gradient 0. One term `+inf` is the sum; several give `+inf` with gradient NaN in each of them.
    ///
    /// ```
    /// use ad_core::Real;
    /// assert_eq!(f64::log_sum_exp(&[1000.0, 1000.0]), 1000.0 + 2f64.ln());
    /// assert_eq!(f64::log_sum_exp(&[f64::NEG_INFINITY, 0.0]), 0.0);
    /// ```
    fn log_sum_exp(x: &[Self]) -> Self {
        sums::log_sum_exp(x)
    }
}

/// The sum from left to right. The first term starts it: a graph records no addition to 0.
#[inline]
fn total<F: Number>(terms: impl Iterator<Item = F>) -> F {
    terms.reduce(|sum, term| sum + term).unwrap_or_else(F::zero)
}
