//! Watching a run. Observers see every trial and every step; they never change a result.

use crate::problem::{Counts, Point};

/// What became of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next point.
    Accepted,
    /// Another size was tried.
    Rejected,
    /// The value or gradient was not finite.
    NotFinite,
}

/// One trial of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The step length or the radius.
    pub size: f64,
    /// The value there.
    pub f: f64,
    /// `phi'` there, for a search along a line that asked for it.
    pub slope: Option<f64>,
    /// What became of it.
    pub verdict: Verdict,
}

/// The state after an accepted step.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// How many steps were accepted.
    pub iteration: usize,
    /// Where the run stands.
    pub at: &'a Point,
    /// The size of the last step.
    pub size: f64,
    /// What was asked of the problem so far.
    pub counts: Counts,
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Go on.
    Continue,
    /// Stop here.
    Stop,
}

/// Somebody who watches.
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

/// A closure that sees the steps.
#[derive(Clone, Copy, Debug)]
pub struct OnStep<F>(pub F);
impl<F: FnMut(&Step) -> Control> Observer for OnStep<F> {
    fn step(&mut self, step: &Step) -> Control {
        (self.0)(step)
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

/// Every accepted step: value, gradient norm and size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// `f` after each step.
    pub f: Vec<f64>,
    /// The largest gradient entry after each step.
    pub gradient: Vec<f64>,
    /// The size of each step.
    pub size: Vec<f64>,
    /// The points.
    pub x: Vec<Vec<f64>>,
    /// Points evaluated so far, after each step.
    pub points: Vec<usize>,
}
impl Observer for &mut History {
    fn step(&mut self, step: &Step) -> Control {
        self.f.push(step.at.f);
        self.gradient.push(crate::vector::norm_inf(&step.at.g));
        self.size.push(step.size);
        self.x.push(step.at.x.clone());
        self.points.push(step.counts.points);
        Control::Continue
    }
}
