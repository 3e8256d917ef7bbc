//! When to stop: tests on the gradient, the value, the step; budgets; combinations.

use crate::error::limit;
use crate::method::Status;
use crate::problem::{Counts, Point};
use crate::vector::{minus, norm_inf};
use std::time::Duration;

/// What a stop can look at.
///
/// ```
/// use optim::{descent::Bfgs, stop::when, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(when("low", |view| view.at.f < 2.0)).minimize(&f, &[9.0])?;
/// assert!(report.f < 2.0 && report.status == Status::Stopped { by: "low" });
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Accepted steps.
    pub iteration: usize,
    /// Where the run stands.
    pub at: &'a Point,
    /// Where it stood before the last step.
    pub before: Option<&'a Point>,
    /// The largest gradient entry at the start.
    pub start_gradient: f64,
    /// What was asked so far.
    pub counts: Counts,
    /// Time since the run began.
    pub elapsed: Duration,
}

/// A test that ends a run.
///
/// ```
/// use optim::{descent::Bfgs, stop::{Stop, View}, Recipe, Status};
/// struct Patience(usize);
/// impl Stop for Patience {
///     fn test(&self, view: &View) -> Option<Status> {
///         (view.iteration == self.0).then_some(Status::Stopped { by: "patience" })
///     }
/// }
/// let f = ad::objective!(|x| x[0].cosh());
/// assert_eq!(Bfgs::default().stop(Patience(3)).minimize(&f, &[9.0])?.iterations, 3);
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Stop {
    /// How the run has ended, if it has.
    fn test(&self, view: &View) -> Option<Status>;
}

impl<S: Stop + ?Sized> Stop for &S {
    fn test(&self, view: &View) -> Option<Status> {
        (**self).test(view)
    }
}

/// The largest gradient entry is at most `tolerance max(1, |f| / max(1, |x|))`, with the largest entry of
/// `x` (Dennis & Schnabel 1983, sec. 7.2), and below the tolerance itself or a hundredth of that at the start:
/// converged. (The second part matters where `|f|` grows without end.)
///
/// ```
/// use optim::{descent::Bfgs, stop::GradientBelow, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(GradientBelow(1e-6)).minimize(&f, &[9.0])?;
/// assert!(matches!(report.status, Status::Converged { test: "gradient", .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GradientBelow(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] pub f64);
impl Stop for GradientBelow {
    /// # Panics
    /// If the tolerance is negative or not a number.
    fn test(&self, view: &View) -> Option<Status> {
        let absolute = tolerance_of(self.0);
        // the change of ln f over a relative change of x, where both are large
        let scale = view.at.f.abs() / norm_inf(&view.at.x).max(1.0);
        let (value, tolerance) = (norm_inf(&view.at.g), absolute * scale.max(1.0));
        let fell = value <= absolute || value <= 0.01 * view.start_gradient;
        (value <= tolerance && fell).then_some(Status::Converged { test: "gradient", value, tolerance })
    }
}

/// The value is at most this: converged.
///
/// ```
/// use optim::{descent::Bfgs, stop::ValueBelow, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(ValueBelow(1.5)).minimize(&f, &[9.0])?;
/// assert!(report.f <= 1.5 && matches!(report.status, Status::Converged { test: "value", .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ValueBelow(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] pub f64);
impl Stop for ValueBelow {
    /// # Panics
    /// If the target is not a number.
    fn test(&self, view: &View) -> Option<Status> {
        assert!(!self.0.is_nan(), "the target value is not a number");
        (view.at.f <= self.0).then_some(Status::Converged { test: "value", value: view.at.f, tolerance: self.0 })
    }
}

/// The last step moved no coordinate by more than `tolerance max(1, |x|)`: a small step is no
/// proof of a minimum.
///
/// ```
/// use optim::{descent::Bfgs, stop::StepBelow, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(StepBelow(1e-3)).minimize(&f, &[9.0])?;
/// assert!(matches!(report.status, Status::SmallStep { test: "step", .. }) && !report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StepBelow(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] pub f64);
impl Stop for StepBelow {
    /// # Panics
    /// If the tolerance is negative or not a number.
    fn test(&self, view: &View) -> Option<Status> {
        let tolerance = tolerance_of(self.0);
        let before = view.before?;
        let moved = minus(&view.at.x, &before.x);
        let (value, tolerance) = (norm_inf(&moved), tolerance * norm_inf(&view.at.x).max(1.0));
        (value <= tolerance).then_some(Status::SmallStep { test: "step", value, tolerance })
    }
}

/// The last step changed the value by at most `tolerance max(1, |f|)`.
///
/// ```
/// use optim::{descent::Bfgs, stop::ChangeBelow, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(ChangeBelow(1e-3)).minimize(&f, &[9.0])?;
/// assert!(matches!(report.status, Status::SmallStep { test: "change of f", .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChangeBelow(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] pub f64);
impl Stop for ChangeBelow {
    /// # Panics
    /// If the tolerance is negative or not a number.
    fn test(&self, view: &View) -> Option<Status> {
        let tolerance = tolerance_of(self.0);
        let (value, tolerance) = ((view.at.f - view.before?.f).abs(), tolerance * view.at.f.abs().max(1.0));
        (value <= tolerance).then_some(Status::SmallStep { test: "change of f", value, tolerance })
    }
}

/// A tolerance that can be met.
fn tolerance_of(tolerance: f64) -> f64 {
    limit("the tolerance", tolerance)
}

/// So many steps at most.
///
/// ```
/// use optim::{descent::Bfgs, stop::Iterations, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(Iterations(2)).minimize(&f, &[9.0])?;
/// assert!(report.iterations == 2 && matches!(report.status, Status::Budget { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Iterations(pub usize);
impl Stop for Iterations {
    fn test(&self, view: &View) -> Option<Status> {
        (view.iteration >= self.0).then_some(Status::Budget { test: "iterations", limit: self.0 as f64 })
    }
}

/// So many points evaluated at most.
///
/// ```
/// use optim::{descent::Bfgs, stop::Evaluations, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(Evaluations(4)).minimize(&f, &[9.0])?;
/// assert!(report.counts.points >= 4 && matches!(report.status, Status::Budget { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evaluations(pub usize);
impl Stop for Evaluations {
    fn test(&self, view: &View) -> Option<Status> {
        (view.counts.points >= self.0).then_some(Status::Budget { test: "evaluations", limit: self.0 as f64 })
    }
}

/// So much time at most.
///
/// ```
/// use optim::{descent::Bfgs, stop::Time, Recipe, Status};
/// use std::time::Duration;
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(Time(Duration::ZERO)).minimize(&f, &[9.0])?;
/// assert!(report.iterations == 0 && matches!(report.status, Status::Budget { test: "seconds", .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Time(pub Duration);
impl Stop for Time {
    fn test(&self, view: &View) -> Option<Status> {
        let limit = self.0.as_secs_f64();
        (view.elapsed >= self.0).then_some(Status::Budget { test: "seconds", limit })
    }
}

/// A test of one's own. See [`when`].
///
/// ```
/// use optim::{descent::Bfgs, stop::when, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(when("low", |view| view.at.f < 2.0)).minimize(&f, &[9.0])?;
/// assert!(report.f < 2.0 && report.status == Status::Stopped { by: "low" });
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct When<F> {
    name: &'static str,
    test: F,
}

/// Stops when `test` says so, in the name of `name`.
///
/// ```
/// use optim::stop::{Combine, GradientBelow, when};
/// let stop = when("far enough", |view| view.at.x[0] > 10.0).or(GradientBelow(1e-8));
/// ```
pub fn when<F: Fn(&View) -> bool>(name: &'static str, test: F) -> When<F> {
    When { name, test }
}

impl<F: Fn(&View) -> bool> Stop for When<F> {
    fn test(&self, view: &View) -> Option<Status> {
        (self.test)(view).then_some(Status::Stopped { by: self.name })
    }
}

/// Whichever is met first. See [`Combine::or`].
///
/// ```
/// use optim::{descent::Bfgs, stop::{Combine, GradientBelow, Iterations}, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(GradientBelow(1e-6).or(Iterations(2))).minimize(&f, &[9.0])?;
/// assert!(matches!(report.status, Status::Budget { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Or<A, B>(pub A, pub B);
impl<A: Stop, B: Stop> Stop for Or<A, B> {
    fn test(&self, view: &View) -> Option<Status> {
        self.0.test(view).or_else(|| self.1.test(view))
    }
}

/// Both at once; the second one's word is reported. See [`Combine::and`].
///
/// ```
/// use optim::{descent::Bfgs, stop::{Combine, GradientBelow, StepBelow}, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(StepBelow(1e-2).and(GradientBelow(1e-2))).minimize(&f, &[9.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct And<A, B>(pub A, pub B);
impl<A: Stop, B: Stop> Stop for And<A, B> {
    fn test(&self, view: &View) -> Option<Status> {
        self.0.test(view).and_then(|_| self.1.test(view))
    }
}

/// Combinations of stops.
///
/// ```
/// use optim::{descent::Bfgs, stop::{Combine, GradientBelow, Iterations}, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(GradientBelow(1e-6).or(Iterations(2))).minimize(&f, &[9.0])?;
/// assert!(matches!(report.status, Status::Budget { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Combine: Stop + Sized {
    /// This or that.
    fn or<B: Stop>(self, other: B) -> Or<Self, B> {
        Or(self, other)
    }
    /// This and that.
    fn and<B: Stop>(self, other: B) -> And<Self, B> {
        And(self, other)
    }
}
impl<S: Stop> Combine for S {}

/// What a method stops by if nothing else is said: a gradient below 1e-8, 10,000 steps or
/// 100,000 points.
///
/// ```
/// use optim::stop::{Standard, standard};
/// let stop: Standard = standard();
/// assert_eq!(stop.0.0, 1e-8);
/// ```
pub type Standard = Or<GradientBelow, Or<Iterations, Evaluations>>;

/// [`Standard`].
///
/// ```
/// use optim::{descent::Bfgs, stop::standard, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().stop(standard()).minimize(&f, &[9.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
pub fn standard() -> Standard {
    GradientBelow(1e-8).or(Iterations(10_000).or(Evaluations(100_000)))
}
