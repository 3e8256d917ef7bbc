//! Newton's method with the diagonal of the Hessian: `d_i = -g_i / h_i` (Becker & LeCun 1988).

use super::heading::Heading;
use super::{Descent, Length};
use crate::problem::{Gradient, HessVec, Oracle, Point};
use crate::vector::{all_finite, norm_inf};

/// Curvatures below this share of the largest are raised to it: they are lost in its rounding.
const FLOOR: f64 = f64::EPSILON;

/// Where the diagonal of the Hessian comes from.
pub trait Diagonal<P: ?Sized> {
    /// Writes the diagonal at the point to `h`.
    fn diagonal(&mut self, problem: &Oracle<P>, at: &Point, h: &mut [f64]);
}

/// From `n` Hessian-vector products with the unit vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Products;
impl<P: HessVec + ?Sized> Diagonal<P> for Products {
    fn diagonal(&mut self, problem: &Oracle<P>, at: &Point, h: &mut [f64]) {
        let mut unit = vec![0.0; h.len()];
        for i in 0..h.len() {
            unit[i] = 1.0;
            h[i] = problem.hess_vec(&at.x, &unit)[i];
            unit[i] = 0.0;
        }
    }
}

/// From a closure `(x, h)`.
#[derive(Clone, Copy, Debug)]
pub struct Given<F>(pub F);
impl<P: Gradient + ?Sized, F: FnMut(&[f64], &mut [f64])> Diagonal<P> for Given<F> {
    fn diagonal(&mut self, _: &Oracle<P>, at: &Point, h: &mut [f64]) {
        (self.0)(&at.x, h);
    }
}

/// The direction `-g_i / max(|h_i|, u max_j |h_j|)`, `u = 2^-52`: a descent direction whatever
/// the signs of the curvatures; `-g` where they are all zero. A curvature that is not finite makes no model.
///
/// ```
/// use ad::objective;
/// use optim::{descent::DiagonalNewton, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 1e6);
/// let report = DiagonalNewton::default().minimize(&f, &[9.0, 9.0])?;
/// assert!(report.success() && report.iterations == 1);
/// let given = DiagonalNewton::given(|_: &[f64], h: &mut [f64]| h.copy_from_slice(&[2.0, 2e6]));
/// assert_eq!(given.minimize(&f, &[9.0, 9.0])?.counts.hess_vecs, 0);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DiagonalNewton<S = Products> {
    source: S,
    heading: Heading,
}

impl Default for DiagonalNewton {
    /// With the diagonal by products.
    fn default() -> Self {
        DiagonalNewton { source: Products, heading: Heading::default() }
    }
}

impl<F: FnMut(&[f64], &mut [f64])> DiagonalNewton<Given<F>> {
    /// With this diagonal, `(x, h)`, written to `h`.
    pub fn given(diagonal: F) -> Self {
        DiagonalNewton { source: Given(diagonal), heading: Heading::default() }
    }
}

impl<P: Gradient + ?Sized, S: Diagonal<P>> Descent<P> for DiagonalNewton<S> {
    type Size = Length;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        let mut h = vec![0.0; at.x.len()];
        self.source.diagonal(problem, at, &mut h);
        let floor = match norm_inf(&h) {
            0.0 => 1.0,
            largest => (FLOOR * largest).max(f64::MIN_POSITIVE),
        };
        let direction = at.g.iter().zip(&h).map(|(g, h)| -g / h.abs().max(floor)).collect();
        self.heading = Heading::along(direction, &at.g);
        all_finite(&h) && all_finite(&self.heading.d)
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
}
