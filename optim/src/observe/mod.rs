//! Watching a run. Observers see every trial and every step; they never change a result.
//!
//! What keeps something is watched by reference, `.observe(&mut history)`, and looked at afterwards.

#[cfg(feature = "progress")]
mod progress;
mod trace;

#[cfg(feature = "progress")]
pub use progress::Progress;
pub use trace::Trace;

use crate::problem::{Counts, Point};

/// What became of a trial.
///
/// ```
/// use optim::{descent::Steepest, observe::{OnTrial, Trial, Verdict}, search::Armijo, Recipe};
/// let f = ad::objective!(|x| x[0] - x[0].ln());
/// let mut undefined = 0;
/// let watch = OnTrial(|trial: &Trial| undefined += usize::from(trial.verdict == Verdict::NotFinite));
/// let report = Steepest.search(Armijo::default()).observe(watch).minimize(&f, &[9.0])?;
/// assert_eq!(undefined, report.counts.not_finite);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Verdict {
    /// It is the next point.
    Accepted,
    /// Another size was tried.
    Rejected,
    /// The value or gradient was not finite.
    NotFinite,
}

/// One trial of a search.
///
/// ```
/// use optim::{descent::Exact, observe::{OnTrial, Trial}, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let mut worst = f64::INFINITY;
/// let watch = OnTrial(|trial: &Trial| worst = worst.min(trial.ratio.unwrap_or(f64::NAN)));
/// assert!(Exact::default().observe(watch).minimize(&f, &[3.0])?.success());
/// assert!(worst > 0.5); // Newton's model foretells this function well
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Trial {
    /// The step length or the radius.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub size: f64,
    /// The value there.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub f: f64,
    /// `phi'` there, for a search along a line that asked for it.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub slope: Option<f64>,
    /// `rho`, how much of the promised decrease came true, in a trust region.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub ratio: Option<f64>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What a descent did with the last step when it learnt from it.
///
/// ```
/// use optim::{descent::Lbfgs, observe::{History, Update}, search::Armijo, Recipe};
/// let f = ad::objective!(|x| x[0].sin() + (x[0] * 0.1).sq());
/// let mut history = History::default();
/// let _ = Lbfgs::default().search(Armijo::default()).observe(&mut history).minimize(&f, &[1.0])?;
/// assert_eq!(history.updates[0], Update::Skipped); // from a hill, along which the curvature is negative
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Update {
    /// It keeps no model of the curvature.
    #[default]
    None,
    /// The pair of step and gradient change entered the model.
    Taken,
    /// It entered the model, pulled towards it so that the curvature is safely positive.
    Damped,
    /// It was left out: it shows no safely positive curvature.
    Skipped,
}

/// The state after an accepted step.
///
/// ```
/// use optim::{descent::Bfgs, observe::{Control, OnStep, Step}, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let tell = |step: &Step| {
///     println!("{}: f = {}, {} points", step.iteration, step.at.f, step.counts.points);
///     Control::Continue
/// };
/// assert!(Bfgs::default().observe(OnStep(tell)).minimize(&f, &[3.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// How many steps were accepted.
    pub iteration: usize,
    /// Where the run stands.
    pub at: &'a Point,
    /// The size of the last step.
    pub size: f64,
    /// What the descent did with it.
    pub update: Update,
    /// What was asked of the problem so far.
    pub counts: Counts,
}

/// Whether to go on.
///
/// ```
/// use optim::{descent::Bfgs, observe::{Control, OnStep, Step}, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().observe(OnStep(|_: &Step| Control::Stop)).minimize(&f, &[3.0])?;
/// assert_eq!(report.iterations, 1);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Go on.
    Continue,
    /// Stop here.
    Stop,
}

/// Somebody who watches.
///
/// ```
/// use optim::{descent::Bfgs, observe::{Control, Observer, Step}, Recipe};
/// /// Keeps the largest step.
/// #[derive(Default)]
/// struct Largest(f64);
/// impl Observer for Largest {
///     fn step(&mut self, step: &Step) -> Control {
///         self.0 = self.0.max(step.size);
///         Control::Continue
///     }
/// }
/// let (f, mut largest) = (ad::objective!(|x| x[0].cosh()), Largest::default());
/// let _ = Bfgs::default().observe(&mut largest).minimize(&f, &[3.0])?;
/// assert!(largest.0 > 0.0);
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Observer {
    /// A trial was made.
    fn trial(&mut self, trial: &Trial) {
        let _ = trial;
    }
    /// A step was accepted.
    fn step(&mut self, step: &Step) -> Control {
        let _ = step;
        Control::Continue
    }
}

impl Observer for () {}

impl<O: Observer + ?Sized> Observer for &mut O {
    fn trial(&mut self, trial: &Trial) {
        (**self).trial(trial);
    }
    fn step(&mut self, step: &Step) -> Control {
        (**self).step(step)
    }
}

/// A closure that sees the steps, and may stop the run.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Bfgs, observe::{Control, OnStep, Step}, Recipe, Status};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// let watch = |step: &Step| if step.at.f < 1.0 { Control::Stop } else { Control::Continue };
/// let report = Bfgs::default().observe(OnStep(watch)).minimize(&f, &[-1.2, 1.0])?;
/// assert!(report.f < 1.0 && matches!(report.status, Status::Stopped { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OnStep<F>(pub F);
impl<F: FnMut(&Step) -> Control> Observer for OnStep<F> {
    fn step(&mut self, step: &Step) -> Control {
        (self.0)(step)
    }
}

/// A closure that sees the trials.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Bfgs, observe::{OnTrial, Trial}, Recipe};
/// let f = objective!(|x| x[0].cosh());
/// let mut trials = 0;
/// let report = Bfgs::default().observe(OnTrial(|_: &Trial| trials += 1)).minimize(&f, &[3.0])?;
/// assert_eq!(trials + 1, report.counts.points);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OnTrial<F>(pub F);
impl<F: FnMut(&Trial)> Observer for OnTrial<F> {
    fn trial(&mut self, trial: &Trial) {
        (self.0)(trial);
    }
}

impl<A: Observer, B: Observer> Observer for (A, B) {
    fn trial(&mut self, trial: &Trial) {
        self.0.trial(trial);
        self.1.trial(trial);
    }
    fn step(&mut self, step: &Step) -> Control {
        let both = [self.0.step(step), self.1.step(step)];
        if both.contains(&Control::Stop) { Control::Stop } else { Control::Continue }
    }
}

/// Every accepted step, value, gradient norm and size, and every trial on the way.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Bfgs, observe::{History, Update}, Recipe};
/// let f = objective!(|x| x[0].cosh());
/// let mut history = History::default();
/// let report = Bfgs::default().observe(&mut history).minimize(&f, &[3.0])?;
/// assert_eq!((history.f.len(), history.x.last()), (report.iterations, Some(&report.x)));
/// assert_eq!(history.trials.len(), report.iterations + report.counts.rejected);
/// assert!(history.updates.iter().all(|&update| update == Update::Taken));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct History {
    /// `f` after each step.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub f: Vec<f64>,
    /// The largest gradient entry after each step.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub gradient: Vec<f64>,
    /// The size of each step.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub size: Vec<f64>,
    /// The points.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub x: Vec<Vec<f64>>,
    /// Points evaluated so far, after each step.
    pub points: Vec<usize>,
    /// What the descent did with each step.
    pub updates: Vec<Update>,
    /// Every trial of every search.
    pub trials: Vec<Trial>,
}
impl Observer for History {
    fn trial(&mut self, trial: &Trial) {
        self.trials.push(*trial);
    }
    fn step(&mut self, step: &Step) -> Control {
        self.f.push(step.at.f);
        self.gradient.push(crate::vector::norm_inf(&step.at.g));
        self.size.push(step.size);
        self.x.push(step.at.x.clone());
        self.points.push(step.counts.points);
        self.updates.push(step.update);
        Control::Continue
    }
}
