//! Newton's method with the diagonal of the Hessian: `d_i = -g_i / h_i` (Becker & LeCun 1988).

use super::heading::Heading;
use super::precondition::{Diagonal, Given, Jacobi, Preconditioner, Products};
use super::{Descent, Length};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{all_finite, scaled};

/// The direction `-M^-1 g` with the diagonal matrix of [`Jacobi`]: a descent direction whatever the
/// signs of the curvatures. A curvature that is not finite makes no model.
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
    diagonal: Jacobi<S>,
    heading: Heading,
}

impl Default for DiagonalNewton {
    /// With the diagonal by products.
    fn default() -> Self {
        Products.into()
    }
}

impl<S> From<S> for DiagonalNewton<S> {
    /// With the diagonal from this source.
    fn from(source: S) -> Self {
        DiagonalNewton { diagonal: source.into(), heading: Heading::default() }
    }
}

impl<F: FnMut(&[f64], &mut [f64])> DiagonalNewton<Given<F>> {
    /// With this diagonal, `(x, h)`, written to `h`.
    ///
    /// ```
    /// use optim::{descent::DiagonalNewton, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = DiagonalNewton::given(|x: &[f64], h: &mut [f64]| h[0] = x[0].cosh()).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn given(diagonal: F) -> Self {
        Given(diagonal).into()
    }
}

impl<P: Gradient + ?Sized, S: Diagonal<P>> Descent<P> for DiagonalNewton<S> {
    type Size = Length;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        let made = self.diagonal.prepare(problem, at);
        let direction = scaled(-1.0, &Preconditioner::<P>::solve(&self.diagonal, &at.g));
        self.heading = Heading::along(direction, &at.g);
        made && all_finite(&self.heading.d)
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
}
