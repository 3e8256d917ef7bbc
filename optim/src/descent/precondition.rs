//! Preconditioners: matrices `M` near the Hessian, positive definite, that are easy to solve with.
//!
//! Conjugate gradients on `M^-1 H` need as many products as that has clusters of eigenvalues.

use crate::problem::{Gradient, HessVec, Oracle, Point};
use crate::vector::{all_finite, norm_inf};

/// A symmetric positive definite matrix `M` at a point, and the solution of `M z = r`.
///
/// ```
/// use optim::descent::{Preconditioner, Steihaug};
/// use optim::problem::{HessVec, Oracle, Point};
/// use optim::Recipe;
///
/// /// The inverse of a fixed diagonal.
/// #[derive(Clone)]
/// struct Weights(Vec<f64>);
/// impl<P: HessVec + ?Sized> Preconditioner<P> for Weights {
///     fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
///         true
///     }
///     fn solve(&self, r: &[f64]) -> Vec<f64> {
///         r.iter().zip(&self.0).map(|(r, w)| r / w).collect()
///     }
/// }
/// let f = ad::objective!(|x| x[0].sq() + x[1].sq() * 1e4 + x[2].sq() * 1e8);
/// let method = Steihaug::default().preconditioned(Weights(vec![2.0, 2e4, 2e8])).method();
/// assert!(method.minimize(&f, &[1.0, 1.0, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Preconditioner<P: ?Sized> {
    /// Takes in a point; `false` if no matrix can be made of it.
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool;
    /// `z` with `M z = r`.
    fn solve(&self, r: &[f64]) -> Vec<f64>;
}

/// No preconditioner: `M = I`.
///
/// ```
/// use optim::{descent::Steihaug, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// assert!(Steihaug::default().minimize(&f, &[1.0])?.success()); // this one
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Identity;
impl<P: ?Sized> Preconditioner<P> for Identity {
    fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
        true
    }
    fn solve(&self, r: &[f64]) -> Vec<f64> {
        r.to_vec()
    }
}

/// Where the diagonal of the Hessian comes from: [`Products`], or [`Given`] by a closure.
///
/// ```
/// use optim::descent::{Diagonal, DiagonalNewton, Jacobi, Products, Steihaug};
/// use optim::Recipe;
/// let f = ad::objective!(|x| x[0].sq() + x[1].sq() * 1e6);
/// // one source of diagonals for both methods
/// fn both<S: Diagonal<F> + Clone, F: optim::problem::HessVec>(s: S, f: &F) -> [optim::Report; 2] {
///     let newton = DiagonalNewton::from(s.clone()).minimize(f, &[9.0, 9.0]);
///     let steihaug = Steihaug::default().preconditioned(Jacobi::from(s)).minimize(f, &[9.0, 9.0]);
///     [newton.unwrap(), steihaug.unwrap()]
/// }
/// assert!(both(Products, &f).iter().all(|report| report.success()));
/// ```
pub trait Diagonal<P: ?Sized> {
    /// Writes the diagonal at the point to `h`.
    fn diagonal(&mut self, problem: &Oracle<P>, at: &Point, h: &mut [f64]);
}

/// The diagonal from `n` Hessian-vector products with the unit vectors.
///
/// ```
/// use optim::{descent::{DiagonalNewton, Products}, Recipe};
/// let f = ad::objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 1e6);
/// let report = DiagonalNewton::from(Products).minimize(&f, &[9.0, 9.0])?;
/// assert!(report.success() && report.counts.hess_vecs == 2 * report.iterations);
/// # Ok::<(), optim::Error>(())
/// ```
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

/// The diagonal from a closure `(x, h)`.
///
/// ```
/// use optim::{descent::{DiagonalNewton, Given}, Recipe};
/// let f = ad::objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 1e6);
/// let known = Given(|_: &[f64], h: &mut [f64]| h.copy_from_slice(&[2.0, 2e6]));
/// assert_eq!(DiagonalNewton::from(known).minimize(&f, &[9.0, 9.0])?.counts.hess_vecs, 0);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Given<F>(pub F);
impl<P: Gradient + ?Sized, F: FnMut(&[f64], &mut [f64])> Diagonal<P> for Given<F> {
    fn diagonal(&mut self, _: &Oracle<P>, at: &Point, h: &mut [f64]) {
        (self.0)(&at.x, h);
    }
}

/// Curvatures below this share of the largest are raised to it: they are lost in its rounding.
const FLOOR: f64 = f64::EPSILON;

/// The diagonal of the Hessian, `M_i = max(|h_i|, u max_j |h_j|)`, `u = 2^-52`, 1 where all are zero:
/// positive whatever the signs of the curvatures. A curvature that is not finite makes no matrix.
///
/// ```
/// use optim::{descent::{Jacobi, Steihaug}, Recipe};
/// let f = ad::objective!(|x| x[0].sq() + x[1].sq() * 1e3 + x[2].sq() * 1e6);
/// let plain = Steihaug::default().minimize(&f, &[1.0, 1.0, 1.0])?;
/// let scaled = Steihaug::default().preconditioned(Jacobi::default()).minimize(&f, &[1.0, 1.0, 1.0])?;
/// assert!(scaled.success() && scaled.iterations < plain.iterations);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Jacobi<S = Products> {
    source: S,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    diagonal: Vec<f64>,
}

impl Default for Jacobi {
    /// With the diagonal by products.
    fn default() -> Self {
        Products.into()
    }
}

impl<S> From<S> for Jacobi<S> {
    /// With the diagonal from this source.
    fn from(source: S) -> Self {
        Jacobi { source, diagonal: Vec::new() }
    }
}

impl<P: ?Sized, S: Diagonal<P>> Preconditioner<P> for Jacobi<S> {
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        let h = &mut self.diagonal;
        h.clear();
        h.resize(at.x.len(), f64::NAN); // what a source leaves out is noticed
        self.source.diagonal(problem, at, h);
        let finite = all_finite(h);
        let floor = match norm_inf(h) {
            0.0 => 1.0,
            largest => (FLOOR * largest).max(f64::MIN_POSITIVE),
        };
        h.iter_mut().for_each(|h| *h = h.abs().max(floor));
        finite
    }
    fn solve(&self, r: &[f64]) -> Vec<f64> {
        r.iter().zip(&self.diagonal).map(|(r, m)| r / m).collect()
    }
}
