//! Clipping: what a gradient or an update is at most (Pascanu, Mikolov & Bengio 2013).

use super::{Descent, Multiplier, Rate};
use crate::method::{Method, Recipe};
use crate::observe::Update;
use crate::problem::{Oracle, Point};
use crate::schedule::Schedule;
use crate::search::Scheduled;
use crate::vector::{dot, norm, scaled};

/// The most that is let through.
///
/// ```
/// use optim::{descent::{Clip, ClipUpdate, Steepest}, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = ClipUpdate::new(Steepest, Clip::Norm(0.25)).rate(0.5).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Clip {
    /// Vectors longer than this are shortened to it; their direction stays.
    Norm(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] f64),
    /// Entries beyond `±` this are set to it.
    Value(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] f64),
}

impl Clip {
    /// Itself, with a limit that makes sense.
    fn checked(self) -> Self {
        let (Clip::Norm(limit) | Clip::Value(limit)) = self;
        crate::error::limit("the limit of clipping", limit);
        self
    }

    /// The vector, clipped.
    ///
    /// ```
    /// use optim::descent::Clip;
    /// assert_eq!(Clip::Norm(5.0).apply(&[30.0, -40.0]), [3.0, -4.0]);
    /// assert_eq!(Clip::Value(5.0).apply(&[30.0, -4.0]), [5.0, -4.0]);
    /// ```
    ///
    /// # Panics
    /// If the limit is negative or not a number.
    pub fn apply(self, v: &[f64]) -> Vec<f64> {
        match self.checked() {
            Clip::Norm(limit) => match norm(v) {
                length if length > limit => scaled(limit / length, v),
                _ => v.to_vec(),
            },
            Clip::Value(limit) => v.iter().map(|v| v.clamp(-limit, limit)).collect(),
        }
    }
}

/// A descent that sees clipped gradients. Its steps are sized by a schedule: a line search would
/// undo the clipping.
///
/// ```
/// use ad::objective;
/// use optim::{descent::{Clip, ClipGradient, Momentum, Steepest}, Recipe};
/// let f = objective!(|x| (x[0].sq() * 50.0).exp());
/// let report = ClipGradient::new(Steepest, Clip::Norm(1.0)).rate(0.01).minimize(&f, &[1.0])?;
/// assert!(report.success());
/// assert!(ClipGradient::new(Momentum::default(), Clip::Value(1.0)).minimize(&f, &[1.0])?.f < 1.001);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ClipGradient<D> {
    descent: D,
    clip: Clip,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

/// A descent whose steps are clipped. Its steps are sized by a schedule: a line search would
/// stretch them again.
///
/// ```
/// use ad::objective;
/// use optim::{descent::{Clip, ClipUpdate, Steepest}, stop::Iterations, Recipe};
/// let f = objective!(|x| x[0].sq() * 50.0);
/// let short = ClipUpdate::new(Steepest, Clip::Norm(0.25));
/// assert_eq!(short.rate(0.01).stop(Iterations(2)).minimize(&f, &[1.0])?.x, [0.5]);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ClipUpdate<D> {
    descent: D,
    clip: Clip,
}

impl<D> ClipGradient<D> {
    /// This descent with gradients clipped so.
    ///
    /// ```
    /// use optim::{descent::{Clip, ClipGradient, Steepest}, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ClipGradient::new(Steepest, Clip::Value(1.0)).rate(0.5).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If the limit is negative or not a number.
    pub fn new(descent: D, clip: Clip) -> Self {
        ClipGradient { descent, clip: clip.checked(), g: Vec::new() }
    }
    /// With a rate or a schedule of rates.
    ///
    /// ```
    /// use optim::{descent::{Clip, ClipGradient, Steepest}, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ClipGradient::new(Steepest, Clip::Value(1.0)).rate(0.5).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn rate<S: Schedule>(self, schedule: S) -> Method<Self, Scheduled<S>> {
        Method::of(self, Scheduled::new(schedule))
    }
}
impl<D> ClipUpdate<D> {
    /// This descent with steps clipped so.
    ///
    /// ```
    /// use optim::{descent::{Clip, ClipUpdate, Steepest}, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ClipUpdate::new(Steepest, Clip::Norm(0.25)).rate(0.5).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If the limit is negative or not a number.
    pub fn new(descent: D, clip: Clip) -> Self {
        ClipUpdate { descent, clip: clip.checked() }
    }
    /// With a rate or a schedule of rates.
    ///
    /// ```
    /// use optim::{descent::{Clip, ClipUpdate, Steepest}, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ClipUpdate::new(Steepest, Clip::Norm(0.25)).rate(0.5).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn rate<S: Schedule>(self, schedule: S) -> Method<Self, Scheduled<S>> {
        Method::of(self, Scheduled::new(schedule))
    }
}

/// With the rate of the descent.
impl<D: Recipe<Search = Scheduled<f64>>> Recipe for ClipGradient<D> {
    type Search = Scheduled<f64>;
    fn method(self) -> Method<Self, Scheduled<f64>> {
        let Method { descent, search, .. } = self.descent.method();
        Method::of(ClipGradient { descent, clip: self.clip, g: self.g }, search)
    }
}
/// With the rate of the descent.
impl<D: Recipe<Search = Scheduled<f64>>> Recipe for ClipUpdate<D> {
    type Search = Scheduled<f64>;
    fn method(self) -> Method<Self, Scheduled<f64>> {
        let Method { descent, search, .. } = self.descent.method();
        Method::of(ClipUpdate { descent, clip: self.clip }, search)
    }
}

/// What clipping leaves to the descent.
macro_rules! forwarded {
    () => {
        fn evaluation_point(&self, at: &Point) -> Option<Vec<f64>> {
            self.descent.evaluation_point(at)
        }
        fn learn(&mut self, from: &Point, to: &Point) -> Update {
            self.descent.learn(from, to)
        }
        fn reset(&mut self) -> bool {
            self.descent.reset()
        }
        fn is_convex(&mut self, problem: &Oracle<P>, at: &Point) -> Option<bool> {
            self.descent.is_convex(problem, at)
        }
    };
}

impl<P: ?Sized, D: Descent<P, Size: Multiplier>> Descent<P> for ClipGradient<D> {
    type Size = Rate;
    forwarded!();
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.g = self.clip.apply(&at.g);
        self.descent.prepare(problem, &Point { x: at.x.clone(), f: at.f, g: self.g.clone() })
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.descent.propose(problem, &Point { x: at.x.clone(), f: at.f, g: self.g.clone() }, size, step);
        -dot(&at.g, step)
    }
}

impl<P: ?Sized, D: Descent<P, Size: Multiplier>> Descent<P> for ClipUpdate<D> {
    type Size = Rate;
    forwarded!();
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.descent.prepare(problem, at)
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.descent.propose(problem, at, size, step);
        *step = self.clip.apply(step);
        -dot(&at.g, step)
    }
}
