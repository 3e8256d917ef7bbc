//! Steepest descent with Armijo's rule: the plainest minimiser.

use crate::Error;
use crate::error::all_finite;
use ad::Objective;

/// Where a descent ended, and why.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Descended {
    /// The best point.
    pub x: Vec<f64>,
    /// `f(x)`.
    pub value: f64,
    /// `grad f(x)`.
    pub gradient: Vec<f64>,
    /// Accepted steps.
    pub iterations: usize,
    /// Evaluations of `f` alone, beside one gradient an iteration.
    pub evaluations: usize,
    /// Why it ended.
    pub status: DescentStatus,
}

/// Why a descent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DescentStatus {
    /// The largest gradient entry is at most the tolerance.
    Converged,
    /// No step lowers `f` any more: rounding hides what is left.
    PrecisionExhausted,
    /// The budget of iterations ran out.
    Budget,
    /// The value or gradient is not finite.
    NonFinite,
}

/// Steepest descent from `x0` until the largest gradient entry is at most `tolerance`, or
/// `budget` steps are spent. Each step is halved from twice the last one until
/// `f(x - a g) <= f(x) - 1e-4 a |g|²` (Armijo 1966).
///
/// ```
/// use ad::objective;
/// use optim::descent::{DescentStatus, steepest};
/// let f = objective!(|x| (x[0] + x[1] - 1.0).powi(2));
/// let found = steepest(&f, &[3.0, 5.0], 1e-12, 1000)?;
/// assert_eq!(found.status, DescentStatus::Converged);
/// assert!((found.x[0] + found.x[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If a coordinate of the start is not finite.
pub fn steepest<O: Objective>(f: &O, x0: &[f64], tolerance: f64, budget: usize) -> Result<Descended, Error> {
    all_finite("the start", x0)?;
    let mut x = x0.to_vec();
    let (mut alpha, mut iterations, mut evaluations) = (1.0f64, 0, 0);
    loop {
        let (value, gradient) = ad::gradient(f, &x);
        let size = gradient.iter().fold(0.0f64, |m, g| if g.is_nan() { *g } else { m.max(g.abs()) });
        let ended = if !value.is_finite() || !size.is_finite() {
            Some(DescentStatus::NonFinite)
        } else if size <= tolerance {
            Some(DescentStatus::Converged)
        } else if iterations == budget {
            Some(DescentStatus::Budget)
        } else {
            None
        };
        let ended = ended.or_else(|| {
            let square: f64 = gradient.iter().map(|g| g * g).sum();
            alpha = (2.0 * alpha).min(f64::MAX); // an infinite step could not be halved
            loop {
                let trial: Vec<f64> = x.iter().zip(&gradient).map(|(x, g)| x - alpha * g).collect();
                if trial == x {
                    return Some(DescentStatus::PrecisionExhausted);
                }
                evaluations += 1;
                if f.value(&trial) <= value - 1e-4 * alpha * square {
                    x = trial;
                    iterations += 1;
                    return None;
                }
                alpha *= 0.5;
            }
        });
        if let Some(status) = ended {
            return Ok(Descended { x, value, gradient, iterations, evaluations, status });
        }
    }
}
