//! The loop, one step at a time. A run is a value and holds no reference to the problem.

use super::{Method, Report, Status};
use crate::Error;
use crate::descent::Descent;
use crate::error::all_finite;
use crate::observe::{Control, Observer, Step};
use crate::problem::{Counts, Gradient, Oracle, Point};
use crate::search::{Advance, Search, Stuck};
use crate::stop::{Stop, View};
use crate::vector::norm_inf;
use std::time::{Duration, Instant};

/// A rise of `f` beyond all return, in units of the lowest value, 1 at least.
const DIVERGED: f64 = 1e30;

/// A run of a method.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Lbfgs, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// let mut run = Lbfgs::default().method().start(&f, &[-1.2, 1.0])?;
/// while run.step(&f).is_none() {
///     assert!(run.at().f.is_finite());
/// }
/// assert!(run.report().success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Run<D, S, T, O> {
    method: Method<D, S, T, O>,
    at: Point,
    before: Option<Point>,
    best: Point,
    iteration: usize,
    counts: Counts,
    elapsed: Duration,
    status: Option<Status>,
}

impl<D, S, T, O> Run<D, S, T, O> {
    pub(super) fn start<P>(method: Method<D, S, T, O>, problem: &P, x0: &[f64]) -> Result<Self, Error>
    where
        P: Gradient + ?Sized,
    {
        all_finite("the start", x0)?;
        let oracle = Oracle::new(problem, Counts::default(), &[]);
        let at = oracle.point(x0.to_vec());
        let status = (!at.is_finite()).then_some(Status::NonFinite);
        let counts = oracle.counts();
        Ok(Run { method, best: at.clone(), at, before: None, iteration: 0, counts, elapsed: Duration::ZERO, status })
    }

    /// Where the run stands.
    pub fn at(&self) -> &Point {
        &self.at
    }

    /// What was found so far.
    pub fn report(&self) -> Report {
        let Point { x, f, g } = self.best.clone();
        let status = self.status.unwrap_or(Status::Stopped { by: "nobody: the run goes on" });
        Report { x, f, g, iterations: self.iteration, counts: self.counts, status }
    }

    /// Takes one step, or says how the run has ended.
    pub fn step<P>(&mut self, problem: &P) -> Option<Status>
    where
        P: Gradient + ?Sized,
        D: Descent<P>,
        S: Search<P, D>,
        T: Stop,
        O: Observer,
    {
        let begun = Instant::now();
        if self.status.is_none() {
            self.status = self.tested().or_else(|| self.moved(problem));
            self.elapsed += begun.elapsed();
        }
        self.status
    }

    /// What the stop says. What lies above the lowest point seen is no minimum found, so there the
    /// lowest point must pass the test as well: a method that goes uphill may cross a saddle, or
    /// diverge until a gradient is small beside `f`.
    fn tested(&mut self) -> Option<Status>
    where
        T: Stop,
    {
        let test = |at, before| {
            let Run { iteration, counts, elapsed, .. } = *self;
            self.method.stop.test(&View { iteration, at, before, counts, elapsed })
        };
        let status = test(&self.at, self.before.as_ref())?;
        if !status.success() || self.at == self.best {
            return Some(status);
        }
        if self.at.f > self.best.f + 10.0 * f64::EPSILON * self.best.f.abs().max(1.0) {
            return test(&self.best, None);
        }
        self.best = self.at.clone();
        Some(status)
    }

    /// One step of the search; after a failure once more from a fresh memory.
    fn moved<P>(&mut self, problem: &P) -> Option<Status>
    where
        P: Gradient + ?Sized,
        D: Descent<P>,
        S: Search<P, D>,
        O: Observer,
    {
        let oracle = Oracle::new(problem, self.counts, &self.at.x);
        let Method { descent, search, observer, .. } = &mut self.method;
        let mut advance = search.advance(&oracle, descent, &self.at, &mut |trial| observer.trial(trial));
        if let Advance::Stuck { best: None, .. } = advance
            && descent.reset()
        {
            search.reset();
            advance = search.advance(&oracle, descent, &self.at, &mut |trial| observer.trial(trial));
        }
        self.counts = oracle.counts();
        let (point, size) = match advance {
            Advance::To { point, size } => (point, size),
            // a lower point is progress, though it is not the one that was looked for
            Advance::Stuck { best: Some(point), reason: Stuck::Trials | Stuck::Rounding } => {
                descent.reset();
                search.reset();
                (point, 0.0)
            }
            Advance::Stuck { reason, best } => {
                if let Some(best) = best.filter(|best| best.f < self.best.f) {
                    self.best = best;
                }
                let gradient = norm_inf(&self.at.g);
                return Some(match reason {
                    _ if gradient == 0.0 => Status::Stationary,
                    Stuck::Rounding => Status::PrecisionExhausted { gradient },
                    Stuck::Unbounded => Status::Unbounded,
                    reason => Status::SearchFailed(reason),
                });
            }
        };
        if !point.is_finite() {
            return Some(Status::NonFinite);
        }
        descent.learn(&self.at, &point);
        self.before = Some(core::mem::replace(&mut self.at, point));
        self.iteration += 1;
        let best = (self.best.f, norm_inf(&self.best.g));
        if self.at.f < best.0 || self.at.f == best.0 && norm_inf(&self.at.g) < best.1 {
            self.best = self.at.clone();
        }
        let (from, to) = (self.best.f, self.at.f);
        let diverged = to - from > DIVERGED * from.abs().max(1.0);
        let step = Step { iteration: self.iteration, at: &self.at, size, counts: self.counts };
        match observer.step(&step) {
            _ if diverged => Some(Status::Diverged { from, to }),
            Control::Stop => Some(Status::Stopped { by: "an observer" }),
            Control::Continue => None,
        }
    }
}
