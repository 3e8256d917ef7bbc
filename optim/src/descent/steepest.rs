//! Steepest descent: `-grad f` (Cauchy 1847).

use super::heading::unit_length;
use super::{Descent, Length};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{dot, scaled};

/// The direction `-grad f`.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steepest, Recipe};
/// let f = objective!(|x| x[0] * x[0] + x[1] * x[1] * 3.0);
/// assert!(Steepest.minimize(&f, &[1.0, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Steepest;

impl<P: Gradient + ?Sized> Descent<P> for Steepest {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = scaled(-size, &at.g);
        size * dot(&at.g, &at.g)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, last: Option<(f64, f64)>) -> f64 {
        first_length(at, last, dot(&at.g, &at.g))
    }
}

/// A first length is at most so many times the last one: beyond, a search would not find back to what
/// the digits of `f` resolve.
const GROWTH: f64 = 1e6;

/// The first length of a direction whose own length means nothing: a step of length 1 at the very
/// first, later the one that changes `f` by as much as the last step did (Nocedal & Wright 2006,
/// eq. 3.60).
pub(super) fn first_length(at: &Point, last: Option<(f64, f64)>, fall: f64) -> f64 {
    match last {
        Some((size, slope)) if fall > 0.0 => (size * (-slope / fall).min(GROWTH)).clamp(f64::MIN_POSITIVE, f64::MAX),
        _ => unit_length(at),
    }
}
