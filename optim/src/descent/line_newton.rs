//! Newton's direction for a line search: with a modified factorization, or by truncated conjugate
//! gradients.

use super::heading::Heading;
use super::steihaug::forcing;
use super::{Descent, Length};
use crate::problem::{HessVec, Hessian, Oracle, Point};
use crate::vector::{add, dot, norm, plus, scaled};
use optim_linalg::{Inertia, modified_solve};

/// `d = -(H + E)^-1 g`, `E = 0` where the Hessian is safely positive definite; else its negative
/// eigenvalues, block by block of a symmetric indefinite factorization, are replaced by their magnitudes
/// (Bunch & Kaufman 1977; Cheng & Higham 1998).
///
/// ```
/// use ad::objective;
/// use optim::{descent::Newton, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(Newton::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Newton {
    heading: Heading,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    inertia: Inertia,
}

impl Newton {
    /// The inertia of the last Hessian.
    ///
    /// ```
    /// use optim::{descent::{Descent, Newton}, Recipe};
    /// use optim::problem::{Oracle, Point};
    /// let saddle = ad::objective!(|x| x[0].sq() - x[1].sq());
    /// let (oracle, mut newton) = (Oracle::of(&saddle), Newton::default());
    /// let at = oracle.point(vec![1.0, 1.0]);
    /// newton.prepare(&oracle, &at);
    /// assert_eq!((newton.inertia().positive, newton.inertia().negative), (1, 1));
    /// ```
    pub fn inertia(&self) -> Inertia {
        self.inertia
    }
}

/// Whether the Hessian at a point is positive definite, by the inertia of its factors.
pub(super) fn is_definite<P: Hessian + ?Sized>(problem: &Oracle<P>, at: &Point) -> Option<bool> {
    let (_, inertia) = modified_solve(&problem.hessian(&at.x), &at.g, 1e-10)?;
    Some(inertia.positive == at.x.len())
}

impl<P: Hessian + ?Sized> Descent<P> for Newton {
    type Size = Length;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        match modified_solve(&problem.hessian(&at.x), &scaled(-1.0, &at.g), 1e-10) {
            Some((direction, inertia)) => {
                (self.heading, self.inertia) = (Heading::along(direction, &at.g), inertia);
                true
            }
            None => false,
        }
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
    fn is_convex(&mut self, problem: &Oracle<P>, at: &Point) -> Option<bool> {
        is_definite(problem, at)
    }
}

/// Newton's direction by conjugate gradients, stopped at `min(1/2, sqrt |g|) |g|` or where the
/// curvature is not positive: Hessian-vector products only (Dembo & Steihaug 1983).
///
/// ```
/// use ad::objective;
/// use optim::{descent::TruncatedNewton, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(TruncatedNewton::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TruncatedNewton {
    heading: Heading,
}

impl<P: HessVec + ?Sized> Descent<P> for TruncatedNewton {
    type Size = Length;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        let mut s = vec![0.0; at.x.len()];
        let mut residual = scaled(-1.0, &at.g);
        let mut direction = residual.clone();
        let tolerance = forcing(norm(&at.g));
        for k in 0..2 * at.x.len() + 10 {
            let product = problem.hess_vec(&at.x, &direction);
            let (curvature, square) = (dot(&direction, &product), dot(&residual, &residual));
            if curvature.is_nan() {
                return false;
            }
            if curvature <= f64::EPSILON * dot(&direction, &direction) {
                if k == 0 {
                    // its length is that of the curvature's magnitude, if there is any
                    let scale = if curvature < 0.0 { square / -curvature } else { 1.0 };
                    s = scaled(scale, &direction);
                }
                break;
            }
            let alpha = square / curvature;
            add(&mut s, alpha, &direction);
            add(&mut residual, -alpha, &product);
            let next = dot(&residual, &residual);
            if next.sqrt() <= tolerance {
                break;
            }
            direction = plus(&residual, next / square, &direction);
        }
        self.heading = Heading::along(s, &at.g);
        self.heading.slope < 0.0
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
}
