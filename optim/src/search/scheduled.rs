//! Every step as it comes, sized by a schedule of rates.

use super::{Advance, Search, Stuck};
use crate::descent::{Descent, Multiplier};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};
use crate::schedule::Schedule;
use crate::vector::plus;

const TRIALS: usize = 60;

/// The rates of a [`Schedule`]; no step is judged by the value it leads to.
///
/// A step to a point whose value or gradient is not finite is tried again at half the rate, and so
/// on; the schedule itself goes on unchanged. If the gradient ahead is not finite, the one at the
/// point is taken.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steepest, schedule::Inverse, search::Scheduled, Recipe};
/// let f = objective!(|x| x[0] - x[0].ln());
/// let report = Steepest.search(Scheduled::new(Inverse { first: 2.0, decay: 0.01 })).minimize(&f, &[0.1])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-7);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Scheduled<S> {
    schedule: S,
    /// The number of the next step.
    step: usize,
}

impl<S: Schedule> Scheduled<S> {
    /// By this schedule, from its beginning. A number is a constant rate.
    ///
    /// ```
    /// use optim::{descent::Adam, search::Scheduled, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Adam::default().search(Scheduled::new(0.1)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn new(schedule: S) -> Self {
        Scheduled { schedule, step: 0 }
    }
}

impl<P, D, S> Search<P, D> for Scheduled<S>
where
    P: Gradient + ?Sized,
    D: Descent<P, Size: Multiplier>,
    S: Schedule,
{
    /// # Panics
    /// If the schedule gives a rate that is negative or not finite.
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let rate = self.schedule.rate(self.step);
        let ok = rate >= 0.0 && rate.is_finite();
        assert!(ok, "the schedule gives step {} the rate {rate}: rates are finite and not negative", self.step);
        let advance = take(rate, problem, descent, at, watch);
        self.step += usize::from(matches!(advance, Advance::To { .. }));
        advance
    }
}

/// The step of this size, or of the first of its halves that leads to a finite point.
pub(super) fn take<P, D>(
    mut size: f64,
    problem: &Oracle<P>,
    descent: &mut D,
    at: &Point,
    watch: &mut dyn FnMut(&Trial),
) -> Advance
where
    P: Gradient + ?Sized,
    D: Descent<P>,
{
    let mut tell = |size, f, verdict| watch(&Trial { size, f, slope: None, ratio: None, verdict });
    let mut ahead = descent.evaluation_point(at).map(|x| problem.point(x));
    if let Some(point) = ahead.take_if(|point| !point.is_finite()) {
        tell(size, point.f, Verdict::NotFinite);
    }
    if !descent.prepare(problem, ahead.as_ref().unwrap_or(at)) {
        return Advance::Stuck { reason: Stuck::NoModel, best: None };
    }
    let mut step = Vec::new();
    for _ in 0..TRIALS {
        descent.propose(problem, at, size, &mut step);
        let point = problem.point(plus(&at.x, 1.0, &step));
        if point.is_finite() {
            tell(size, point.f, Verdict::Accepted);
            return Advance::To { point, size };
        }
        tell(size, point.f, Verdict::NotFinite);
        size *= 0.5;
    }
    Advance::Stuck { reason: Stuck::Trials, best: None }
}
