//! The method that suits a problem by its size, for whoever does not want to choose.

use crate::descent::{Exact, Lbfgs, Steihaug};
use crate::problem::{Closure, Hessian};
use crate::{Error, Recipe, Report};
use ad::Scalar;

/// Up to this many variables the Hessian is formed and its eigenvectors are taken.
const EXACT_UP_TO: usize = 50;
/// Up to this many, Newton's equations are solved by Hessian-vector products; beyond, the iterates
/// of conjugate gradients that a step keeps take more room than they are worth.
const PRODUCTS_UP_TO: usize = 5_000;

/// A local minimum of `problem` near `x0`, by a method for its size: Newton's in a trust region,
/// with the exact Hessian up to 50 variables and with Hessian-vector products up to 5000, else
/// limited-memory BFGS. [`Report::method`] says which. It stops as [`standard`](crate::stop::standard).
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| (x[0] - 3.0).powi(2) + x[1].powi(4));
/// let report = optim::minimize(&f, &[0.0, 1.0])?;
/// assert!(report.success() && (report.x[0] - 3.0).abs() < 1e-8);
/// assert_eq!(report.method, Some("Newton, exact in a trust region"));
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If a coordinate of the start is not finite. How the run ended is [`Report::status`].
pub fn minimize<P: Hessian + ?Sized>(problem: &P, x0: &[f64]) -> Result<Report, Error> {
    let (method, report) = match x0.len() {
        0..=EXACT_UP_TO => ("Newton, exact in a trust region", Exact::default().minimize(problem, x0)),
        n if n <= PRODUCTS_UP_TO => {
            ("Newton, by conjugate gradients in a trust region", Steihaug::default().minimize(problem, x0))
        }
        _ => ("limited-memory BFGS", Lbfgs::default().minimize(problem, x0)),
    };
    Ok(Report { method: Some(method), ..report? })
}

/// [`minimize`] for a plain closure.
///
/// ```
/// let f = |x: &[ad::Scalar]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
/// let report = optim::minimize_fn(f, &[-1.2, 1.0])?;
/// assert!(report.x.iter().all(|x| (x - 1.0).abs() < 1e-6));
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// As [`minimize`].
///
/// # Panics
/// If the closure uses a [`Scalar`] of another call, or panics itself.
pub fn minimize_fn<F: Fn(&[Scalar]) -> Scalar>(f: F, x0: &[f64]) -> Result<Report, Error> {
    minimize(&Closure::of(f), x0)
}
