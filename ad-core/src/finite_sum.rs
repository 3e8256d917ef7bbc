//! Sums over data: `f(theta) = sum_i term(theta, row_i)`.
//!
//! The term is generic in its number and so are its rows: an engine may evaluate one row after the
//! other and forget each, because no number of a row can be kept beyond its term.

use crate::{Objective, Real};
use alloc::vec::Vec;

/// A sum of one term over the rows of a table, which may differ in length:
/// `f(theta) = sum_i term(theta, row_i)`.
///
/// ```
/// use ad_core::{FiniteSum, Objective, Real, Sum};
/// /// Squared distances of a line `theta_0 + theta_1 t` from points `(t, y)`.
/// struct Line([[f64; 2]; 3]);
/// impl FiniteSum for Line {
///     fn rows(&self) -> usize { self.0.len() }
///     fn row(&self, i: usize) -> &[f64] { &self.0[i] }
///     fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
///         (theta[0] + theta[1] * row[0] - row[1]).sq()
///     }
/// }
/// let f = Sum::of(Line([[0.0, 1.0], [1.0, 3.0], [2.0, 4.0]]));
/// assert_eq!(f.value(&[1.0, 2.0]), 1.0);
/// ```
///
/// A number of one row cannot reach the next:
///
/// ```compile_fail
/// use ad_core::{FiniteSum, Real};
/// struct Leaky(std::cell::RefCell<Vec<Box<dyn std::any::Any>>>);
/// impl FiniteSum for Leaky {
///     fn rows(&self) -> usize { 2 }
///     fn row(&self, _: usize) -> &[f64] { &[] }
///     fn term<F: Real>(&self, theta: &[F], _: &[F]) -> F {
///         self.0.borrow_mut().push(Box::new(theta[0] * theta[0]));
///         theta[0]
///     }
/// }
/// ```
pub trait FiniteSum {
    /// How many rows there are.
    fn rows(&self) -> usize;

    /// Row `i < rows()`, of any length.
    fn row(&self, i: usize) -> &[f64];

    /// The term of one row, whose numbers are constants. An engine may evaluate it more than once: it
    /// must depend on its arguments only.
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F;
}

impl<S: FiniteSum + ?Sized> FiniteSum for &S {
    fn rows(&self) -> usize {
        (**self).rows()
    }
    fn row(&self, i: usize) -> &[f64] {
        (**self).row(i)
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        (**self).term(theta, row)
    }
}

/// A finite sum as an [`Objective`], by [`Real::finite_sum`]; 0 for no rows.
///
/// ```
/// use ad_core::{FiniteSum, Objective, Real, Sum};
/// struct Powers;
/// impl FiniteSum for Powers {
///     fn rows(&self) -> usize { 2 }
///     fn row(&self, i: usize) -> &[f64] { [&[2.0][..], &[3.0, 1.0]][i] }
///     fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F { F::dot(&theta[..row.len()], row) }
/// }
/// assert_eq!(Sum::of(Powers).value(&[1.0, 10.0]), 15.0);
/// let powers = Powers;
/// assert_eq!(Sum::of(&powers).value(&[1.0, 10.0]), 15.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sum<S> {
    sum: S,
}

impl<S: FiniteSum> Sum<S> {
    /// The objective that sums `term` over all rows. See [`Sum`].
    pub fn of(sum: S) -> Self {
        Sum { sum }
    }
}

impl<S: FiniteSum> Objective for Sum<S> {
    fn value<F: Real>(&self, theta: &[F]) -> F {
        F::finite_sum(&self.sum, theta)
    }
}

/// The terms of all rows in their order, each evaluated when it is asked for; the numbers of a row become
/// constants in `row`, a list that is used again. For engines that do something between the rows.
///
/// ```
/// use ad_core::{FiniteSum, Real, finite_sum::terms};
/// struct Products;
/// impl FiniteSum for Products {
///     fn rows(&self) -> usize { 3 }
///     fn row(&self, i: usize) -> &[f64] { &[[5.0], [6.0], [7.0]][i] }
///     fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F { theta[0] * row[0] }
/// }
/// assert_eq!(terms(&Products, &[2.0], &mut Vec::new()).collect::<Vec<_>>(), [10.0, 12.0, 14.0]);
/// ```
pub fn terms<F: Real, S: FiniteSum + ?Sized>(sum: &S, theta: &[F], row: &mut Vec<F>) -> impl Iterator<Item = F> {
    (0..sum.rows()).map(move |i| {
        row.clear();
        row.extend(sum.row(i).iter().map(|&c| F::lit(c)));
        sum.term(theta, row)
    })
}
