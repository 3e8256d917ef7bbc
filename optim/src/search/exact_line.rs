//! Exact minimisation along the direction: Newton's method on `phi'`, in a bracket.

use super::{Advance, Ray, Search, Stuck, direction};
use crate::descent::{Descent, Length};
use crate::observe::{Trial, Verdict};
use crate::problem::{HessVec, Oracle, Point};
use crate::vector::dot;

const TRIALS: usize = 60;
/// What is left of the slope at a minimiser.
const TOLERANCE: f64 = 1e-10;

/// The first minimiser that doubled steps bracket, until `|phi'(a)| <= 1e-10 |phi'(0)|`. The
/// curvature `d'H d` comes by one Hessian-vector product a trial.
///
/// ```
/// use optim::{descent::Steepest, search::ExactLine, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Steepest.search(ExactLine::default()).minimize(&f, &[3.0])?;
/// assert!(report.success() && report.iterations == 1);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExactLine {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Option<(f64, f64)>,
}

impl<P: HessVec + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for ExactLine {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let (direction, first) = match direction(problem, descent, at, self.last) {
            Ok(found) => found,
            Err(stuck) => return stuck,
        };
        let curvature = |x: &[f64]| dot(&direction, &problem.hess_vec(x, &direction));
        let mut ray = Ray::new(problem, at, &direction, watch);
        let slope0 = ray.slope;
        let newton = -slope0 / curvature(&at.x);
        let mut a = if newton > 0.0 && newton.is_finite() { newton } else { first };
        let (mut low, mut high) = (0.0, f64::INFINITY);
        for _ in 0..TRIALS {
            if !ray.moves(a) {
                return ray.stuck(Stuck::Rounding);
            }
            let (point, slope) = match ray.look(a) {
                Ok(Some((point, t))) => (point, t.slope),
                Ok(None) => {
                    high = a;
                    a = 0.5 * (low + high);
                    continue;
                }
                Err(reason) => return ray.stuck(reason),
            };
            let narrow = high - low <= 4.0 * f64::EPSILON * a;
            if point.f <= at.f && (slope.abs() <= TOLERANCE * slope0.abs() || narrow) {
                ray.tell(a, point.f, Some(slope), Verdict::Accepted);
                self.last = Some((a, slope0));
                return Advance::To { point, size: a };
            }
            ray.tell(a, point.f, Some(slope), Verdict::Rejected);
            if slope < 0.0 && point.f <= at.f {
                low = a
            } else {
                high = a
            }
            if low >= f64::MAX / 4.0 {
                return ray.stuck(Stuck::Unbounded);
            }
            let newton = a - slope / curvature(&point.x);
            a = if newton > low && newton < high && newton.is_finite() && (high.is_finite() || newton <= 4.0 * a) {
                newton
            } else if high.is_finite() {
                0.5 * (low + high)
            } else {
                2.0 * low
            };
        }
        let reason = if high.is_finite() { Stuck::Rounding } else { ray.endless(low) };
        ray.stuck(reason)
    }
    fn reset(&mut self) {
        self.last = None;
    }
}
