//! The loop, one step at a time. A run is a value and holds no reference to the problem.

use super::{Method, Report, Status};
use crate::Error;
use crate::descent::Descent;
use crate::error::all_finite;
use crate::observe::{Control, Observer, Step};
use crate::problem::{Counts, Gradient, Oracle, Point};
use crate::search::{Advance, Search, Stuck};
use crate::stop::{Standard, Stop, View};
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
///
/// With the feature `serde` a run can be saved and goes on as if it had not been, bit for bit. The
/// observers are not saved: a run is read back as one that nobody watches, see
/// [`observe`](Run::observe). Closures, as stops or schedules, cannot be saved.
#[cfg_attr(
    feature = "serde",
    doc = r#"
```
use ad::objective;
use optim::{descent::Lbfgs, method::Run, search::StrongWolfe, stop::Standard, Recipe};
let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
let mut run = Lbfgs::default().method().start(&f, &[-1.2, 1.0])?;
for _ in 0..5 {
    run.step(&f);
}
let text = serde_json::to_string(&run)?;
let mut copy: Run<Lbfgs, StrongWolfe, Standard> = serde_json::from_str(&text)?;
while run.step(&f).is_none() && copy.step(&f).is_none() {}
assert_eq!(run.report(), copy.report());
# Ok::<(), Box<dyn std::error::Error>>(())
```
"#
)]
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(bound(
        serialize = "D: serde::Serialize, S: serde::Serialize, T: serde::Serialize",
        deserialize = "D: serde::Deserialize<'de>, S: serde::Deserialize<'de>, T: serde::Deserialize<'de>, O: Default"
    ))
)]
pub struct Run<D, S, T = Standard, O = ()> {
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
        Ok(Run::from_point(method, at, oracle.counts()))
    }

    /// From a point with its value and gradient.
    pub(super) fn from_point(method: Method<D, S, T, O>, at: Point, counts: Counts) -> Self {
        let status = (!at.is_finite()).then_some(Status::NonFinite);
        Run { method, best: at.clone(), at, before: None, iteration: 0, counts, elapsed: Duration::ZERO, status }
    }

    /// From another start, with all that the method has learnt: the matrix of BFGS, the radius of a
    /// trust region, the place in a schedule. Steps, counts and time begin at 0.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, Recipe};
    /// let f = objective!(|x| x[0].sq() + (x[1] - 1.0).sq() * 50.0);
    /// let mut first = Bfgs::default().method().start(&f, &[5.0, 5.0])?;
    /// while first.step(&f).is_none() {}
    /// let mut second = first.clone().restart(&f, &[-7.0, 3.0])?;
    /// while second.step(&f).is_none() {}
    /// assert!(second.report().success() && second.report().iterations < first.report().iterations);
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a coordinate of the start is not finite or there are not as many as before.
    pub fn restart<P: Gradient + ?Sized>(self, problem: &P, x0: &[f64]) -> Result<Self, Error> {
        let (got, expected) = (x0.len(), self.at.x.len());
        if got != expected {
            return Err(Error::Length { what: "the start", got, expected });
        }
        Run::start(self.method, problem, x0)
    }

    /// Goes on until another stop; if a stop or an observer ended the run, it is open again.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, stop::{standard, Iterations}, Recipe};
    /// let f = objective!(|x| x[0].cosh());
    /// let mut run = Bfgs::default().stop(Iterations(2)).start(&f, &[9.0])?;
    /// while run.step(&f).is_none() {}
    /// let mut run = run.stop(standard());
    /// while run.step(&f).is_none() {}
    /// assert!(run.report().success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn stop<T2: Stop>(self, stop: T2) -> Run<D, S, T2, O> {
        use Status::{Budget, Converged, SmallStep, Stopped};
        let stopped = |s: &Status| matches!(s, Converged { .. } | SmallStep { .. } | Budget { .. } | Stopped { .. });
        let Run { method, at, before, best, iteration, counts, elapsed, status } = self;
        let status = status.filter(|s| !stopped(s));
        Run { method: method.stop(stop), at, before, best, iteration, counts, elapsed, status }
    }

    /// Watched by this one as well from here on.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, observe::History, Recipe};
    /// let f = objective!(|x| x[0].cosh());
    /// let mut history = History::default();
    /// let mut run = Bfgs::default().method().start(&f, &[9.0])?;
    /// run.step(&f);
    /// let mut run = run.observe(&mut history);
    /// run.step(&f);
    /// assert_eq!(history.f, [run.at().f]);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn observe<O2: Observer>(self, observer: O2) -> Run<D, S, T, (O, O2)> {
        let Run { method, at, before, best, iteration, counts, elapsed, status } = self;
        Run { method: method.observe(observer), at, before, best, iteration, counts, elapsed, status }
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
