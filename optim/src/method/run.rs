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
    /// `f` and the largest gradient entry at the start.
    start: (f64, f64),
    iteration: usize,
    counts: Counts,
    elapsed: Duration,
    status: Option<Status>,
    diagnosis: Option<String>,
}

/// Whether a point is lower; where only rounding tells two values apart, the gradient decides.
fn better(new: &Point, old: &Point) -> bool {
    let rounding = 16.0 * f64::EPSILON * old.f.abs();
    new.f < old.f - rounding || new.f <= old.f + rounding && norm_inf(&new.g) <= norm_inf(&old.g)
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
        let diagnosis = status.and_then(|_| problem.diagnose(x0));
        let (best, start, counts) = (at.clone(), (at.f, norm_inf(&at.g)), oracle.counts());
        let (before, iteration, elapsed) = (None, 0, Duration::ZERO);
        Ok(Run { method, at, before, best, start, iteration, counts, elapsed, status, diagnosis })
    }

    /// Where the run stands.
    pub fn at(&self) -> &Point {
        &self.at
    }

    /// What was found so far.
    pub fn report(&self) -> Report {
        let Point { x, f, g } = self.best.clone();
        let status = self.status.unwrap_or(Status::Stopped { by: "nobody: the run goes on" });
        let (iterations, counts, diagnosis) = (self.iteration, self.counts, self.diagnosis.clone());
        Report { x, f, g, iterations, counts, status, diagnosis, method: None }
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
            self.status = self.tested(problem).or_else(|| self.moved(problem));
            self.elapsed += begun.elapsed();
        }
        self.status
    }

    fn tested<P: ?Sized>(&mut self, problem: &P) -> Option<Status>
    where
        D: Descent<P>,
        T: Stop,
    {
        let at = |at| View {
            iteration: self.iteration,
            at,
            before: self.before.as_ref(),
            start_gradient: self.start.1,
            counts: self.counts,
            elapsed: self.elapsed,
        };
        let status = self.method.stop.test(&at(&self.at))?;
        // the point that is returned must stand the test as well, be the last one ever so flat
        let stands = !status.success() || self.method.stop.test(&at(&self.best)).is_some_and(|s| s.success());
        let gradient = norm_inf(&self.best.g);
        if !stands {
            return Some(Status::PrecisionExhausted { gradient });
        }
        // nothing led here, so a gradient of zero says nothing but that
        if status.success() && gradient == 0.0 && self.iteration == 0 && !self.at.x.is_empty() {
            let oracle = Oracle::new(problem, self.counts, &self.at.x);
            let convex = self.method.descent.is_convex(&oracle, &self.at);
            self.counts = oracle.counts();
            return Some(if convex == Some(true) { status } else { Status::Stationary });
        }
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
            self.diagnosis = problem.diagnose(&point.x);
            return Some(Status::NonFinite);
        }
        descent.learn(&self.at, &point);
        self.before = Some(core::mem::replace(&mut self.at, point));
        self.iteration += 1;
        if better(&self.at, &self.best) && self.at.f <= self.start.0 {
            self.best = self.at.clone();
        }
        let step = Step { iteration: self.iteration, at: &self.at, size, counts: self.counts };
        (observer.step(&step) == Control::Stop).then_some(Status::Stopped { by: "an observer" })
    }
}
