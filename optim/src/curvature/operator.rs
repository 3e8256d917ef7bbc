//! A symmetric matrix known by its products alone.

use crate::Error;
use crate::error::all_finite;
use crate::problem::HessVec;
use core::cell::Cell;
use core::fmt;

/// A symmetric operator on `R^n`, which counts its products.
///
/// Symmetry is taken for granted by all that is built on it and is not checked here:
/// [`check::hess_vec`](crate::check::hess_vec) does.
///
/// ```
/// use optim::curvature::Operator;
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (v[1], v[0]));
/// assert_eq!(h.product(&[1.0, 2.0])?, [2.0, 1.0]);
/// # Ok::<(), optim::Error>(())
/// ```
pub struct Operator<'a> {
    order: usize,
    apply: Box<Product<'a>>,
    products: Cell<usize>,
}

/// The Hessian of `problem` at `x`, exact for every objective. A function that has only its gradient
/// gets products by [`GradientDifference`](crate::problem::GradientDifference), with their error.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// let h = optim::curvature::at(&f, &[1.0, 3.0]);
/// assert_eq!(h.product(&[1.0, 0.0])?, [6.0, 2.0]);
/// assert_eq!((h.order(), h.products()), (2, 1));
/// # Ok::<(), optim::Error>(())
/// ```
pub fn at<'a, P: HessVec + ?Sized>(problem: &'a P, x: &[f64]) -> Operator<'a> {
    let x = x.to_vec();
    Operator::new(x.len(), move |v, hv| problem.hess_vec_into(&x, v, hv))
}

impl<'a> Operator<'a> {
    /// From a closure `(v, hv)` that writes `H v` to `hv`; both have length `n`.
    ///
    /// ```
    /// use optim::curvature::Operator;
    /// let twice = Operator::new(3, |v, hv| (0..3).for_each(|i| hv[i] = 2.0 * v[i]));
    /// assert_eq!(twice.product(&[1.0, 0.0, -1.0])?, [2.0, 0.0, -2.0]);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn new(n: usize, product: impl Fn(&[f64], &mut [f64]) + 'a) -> Self {
        Operator { order: n, apply: Box::new(product), products: Cell::new(0) }
    }

    /// `n`.
    ///
    /// ```
    /// let h = optim::curvature::Operator::new(3, |v, hv| hv.copy_from_slice(v));
    /// assert_eq!(h.order(), 3);
    /// ```
    pub fn order(&self) -> usize {
        self.order
    }

    /// How many products were computed.
    ///
    /// ```
    /// let h = optim::curvature::Operator::new(1, |v, hv| hv.copy_from_slice(v));
    /// let _ = (h.product(&[1.0])?, h.product(&[2.0])?);
    /// assert_eq!(h.products(), 2);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn products(&self) -> usize {
        self.products.get()
    }

    /// `H v`.
    ///
    /// ```
    /// use optim::{Error, curvature::Operator};
    /// let hole = Operator::new(1, |_, hv| hv[0] = f64::NAN);
    /// assert!(matches!(hole.product(&[1.0]), Err(Error::NotFinite { index: 0, .. })));
    /// assert!(matches!(hole.product(&[1.0, 2.0]), Err(Error::Length { got: 2, expected: 1, .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Length`] if `v` has another length than `n`; [`Error::NotFinite`] if `v` or the product
    /// is not finite.
    pub fn product(&self, v: &[f64]) -> Result<Vec<f64>, Error> {
        fits("the vector v", self.order, v)?;
        let mut hv = vec![0.0; self.order];
        (self.apply)(v, &mut hv);
        self.products.set(self.products.get() + 1);
        all_finite("the product H v", &hv)?;
        Ok(hv)
    }
}

/// `(v, hv)`, writes `H v` to `hv`.
type Product<'a> = dyn Fn(&[f64], &mut [f64]) + 'a;

impl fmt::Debug for Operator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Operator").field("order", &self.order).field("products", &self.products).finish_non_exhaustive()
    }
}

/// Of the right length and finite, or an error.
pub(super) fn fits(what: &'static str, expected: usize, v: &[f64]) -> Result<(), Error> {
    if v.len() != expected {
        return Err(Error::Length { what, got: v.len(), expected });
    }
    all_finite(what, v)
}
