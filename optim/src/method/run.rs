//! The loop, one step at a time. A run is a value and holds no reference to the problem.

use super::{Method, Report, Status};
use crate::Error;
use crate::descent::Descent;
use crate::error::all_finite;
use crate::observe::{Control, Observer, Step, Trial, Verdict};
use crate::problem::{Counts, Gradient, Oracle, Point, Value};
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
while run.step(&f).is_none() {}
while copy.step(&f).is_none() {}
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
    pub(super) method: Method<D, S, T, O>,
    pub(super) at: Point,
    pub(super) before: Option<Point>,
    pub(super) best: Point,
    /// `f` and the largest gradient entry at the start.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub(super) start: (f64, f64),
    pub(super) iteration: usize,
    pub(super) counts: Counts,
    pub(super) elapsed: Duration,
    pub(super) status: Option<Status>,
    pub(super) diagnosis: Option<String>,
}

/// What tells no two values of `f` apart.
fn rounding(at: &Point) -> f64 {
    16.0 * f64::EPSILON * at.f.abs()
}

/// Whether a point is lower; where only rounding tells two values apart, the gradient decides.
fn better(new: &Point, old: &Point) -> bool {
    let rounding = rounding(old);
    new.f < old.f - rounding || new.f <= old.f + rounding && norm_inf(&new.g) <= norm_inf(&old.g)
}

/// What made an answer not finite: the operation, if the problem knows, else which answer it is.
fn diagnosed<P: Value + ?Sized>(problem: &P, fault: Option<(Vec<f64>, String)>) -> Option<String> {
    let (x, answer) = fault?;
    problem.diagnose(&x).or_else(|| {
        let shown: Vec<_> = x.iter().take(4).enumerate().map(|(i, x)| format!("x[{i}] = {x}")).collect();
        let rest = if x.len() > 4 { ", .." } else { "" };
        Some(format!("{answer} at {}{rest}", shown.join(", ")))
    })
}

impl<D, S, T, O> Run<D, S, T, O> {
    pub(super) fn start<P>(method: Method<D, S, T, O>, problem: &P, x0: &[f64]) -> Result<Self, Error>
    where
        P: Gradient + ?Sized,
    {
        all_finite("the start", x0)?;
        let oracle = Oracle::of(problem);
        let at = oracle.point(x0.to_vec());
        let diagnosis = diagnosed(problem, oracle.fault());
        Ok(Run { diagnosis, ..Run::from_point(method, at, oracle.counts()) })
    }

    /// From a point with its value and gradient.
    pub(super) fn from_point(method: Method<D, S, T, O>, at: Point, counts: Counts) -> Self {
        let status = (!at.is_finite() || !crate::vector::all_finite(&at.x)).then_some(Status::NonFinite);
        let (best, start) = (at.clone(), (at.f, norm_inf(&at.g)));
        let (before, iteration, elapsed, diagnosis) = (None, 0, Duration::ZERO, None);
        Run { method, at, before, best, start, iteration, counts, elapsed, status, diagnosis }
    }

    /// Where the run stands.
    ///
    /// ```
    /// use optim::{descent::Steepest, search::Fixed, Recipe};
    /// let f = ad::objective!(|x| x[0].sq());
    /// let mut run = Steepest.search(Fixed(0.25)).start(&f, &[2.0])?;
    /// run.step(&f);
    /// assert_eq!((run.at().x[0], run.at().f, run.at().g[0]), (1.0, 1.0, 2.0));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn at(&self) -> &Point {
        &self.at
    }

    /// What was found so far.
    ///
    /// ```
    /// use optim::{descent::Steepest, search::Fixed, Recipe};
    /// let f = ad::objective!(|x| x[0].sq());
    /// let mut run = Steepest.search(Fixed(1.5)).start(&f, &[2.0])?; // too long a step
    /// run.step(&f);
    /// assert_eq!((run.at().f, run.report().f), (16.0, 4.0)); // the best point is the start
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn report(&self) -> Report {
        let Point { x, f, g } = self.best.clone();
        let status = self.status.unwrap_or(Status::Stopped { by: "nobody: the run goes on" });
        let (iterations, counts, diagnosis) = (self.iteration, self.counts, self.diagnosis.clone());
        Report { x, f, g, iterations, counts, status, diagnosis, method: None }
    }

    /// Takes one step, or says how the run has ended.
    ///
    /// ```
    /// use optim::{descent::Newton, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut run = Newton::default().method().start(&f, &[3.0])?;
    /// let status = loop {
    ///     if let Some(status) = run.step(&f) {
    ///         break status;
    ///     }
    /// };
    /// assert!(status.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
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
        if status.success() && self.at.f > self.best.f + rounding(&self.best) {
            // what lies above the lowest point is no minimum found: the run goes on if that one is none
            return self.method.stop.test(&at(&self.best));
        }
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
        let (mut finite, mut not_finite) = (false, false);
        let mut watch = |trial: &Trial| {
            let bad = trial.verdict == Verdict::NotFinite;
            (finite, not_finite) = (finite || !bad, not_finite || bad);
            oracle.judged(trial);
            observer.trial(trial);
        };
        let mut advance = search.advance(&oracle, descent, &self.at, &mut watch);
        if let Advance::Stuck { best: None, .. } = advance
            && descent.reset()
        {
            search.reset();
            advance = search.advance(&oracle, descent, &self.at, &mut watch);
        }
        self.counts = oracle.counts();
        let fault = oracle.fault();
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
                // a model that is not finite here, or trials that were not finite there
                let fault = fault.filter(|(x, _)| reason != Stuck::NoModel || *x == self.at.x);
                self.diagnosis = diagnosed(problem, fault);
                let gradient = norm_inf(&self.at.g);
                return Some(match reason {
                    _ if gradient == 0.0 => Status::Stationary,
                    Stuck::Rounding | Stuck::Trials if not_finite && !finite => Status::SearchFailed(Stuck::NotFinite),
                    Stuck::Rounding => Status::PrecisionExhausted { gradient },
                    Stuck::Unbounded => Status::Unbounded,
                    reason => Status::SearchFailed(reason),
                });
            }
        };
        if !point.is_finite() {
            self.diagnosis = diagnosed(problem, fault);
            return Some(Status::NonFinite);
        }
        let update = descent.learn(&self.at, &point);
        self.before = Some(core::mem::replace(&mut self.at, point));
        self.iteration += 1;
        if better(&self.at, &self.best) && self.at.f <= self.start.0 {
            self.best = self.at.clone();
        }
        let (from, to) = (self.best.f, self.at.f);
        let diverged = to - from > DIVERGED * from.abs().max(1.0);
        let step = Step { iteration: self.iteration, at: &self.at, size, update, counts: self.counts };
        match observer.step(&step) {
            _ if diverged => Some(Status::Diverged { from, to }),
            Control::Stop => Some(Status::Stopped { by: "an observer" }),
            Control::Continue => None,
        }
    }
}
