//! How a run ended.

use crate::search::Stuck;
use core::fmt;

/// An alias, since what is read back borrows nothing from the text.
pub(super) type Name = &'static str;

/// How a run ended, with the numbers that say so. Only [`Converged`](Status::Converged) is success.
///
/// ```
/// use optim::{descent::Bfgs, stop::Iterations, Recipe, Status};
/// let f = ad::objective!(|x| x[0].cosh());
/// match Bfgs::default().stop(Iterations(2)).minimize(&f, &[9.0])?.status {
///     Status::Budget { test, limit } => assert_eq!((test, limit), ("iterations", 2.0)),
///     other => panic!("{other}"),
/// }
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Status {
    /// A test of convergence is met.
    Converged {
        /// Which test.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        test: Name,
        /// What it measured.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        value: f64,
        /// What it allows.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        tolerance: f64,
    },
    /// The gradient is zero, but the method knows nothing of the curvature or saw it negative.
    Stationary,
    /// The steps or changes became small; that proves no minimum.
    SmallStep {
        /// Which test.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        test: Name,
        /// What it measured.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        value: f64,
        /// What it allows.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        tolerance: f64,
    },
    /// Steps became so short that they do not lower `f`, or do not move the point any more. Where `f` is smooth
    /// and its gradient right, what is left to gain is below the rounding of `f`; a kink, a jump or a wrong
    /// gradient ends so too, with a gradient that is large.
    PrecisionExhausted {
        /// The largest gradient entry.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        gradient: f64,
    },
    /// `f` falls without end.
    Unbounded,
    /// `f` grows without end: the steps are too long.
    Diverged {
        /// The lowest value seen.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        from: f64,
        /// The last value.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        to: f64,
    },
    /// A budget is spent.
    Budget {
        /// Which budget.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        test: Name,
        /// How much it was.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        limit: f64,
    },
    /// Somebody stopped the run.
    Stopped {
        /// Who.
        #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
        by: Name,
    },
    /// The value or gradient at the point is not finite.
    NonFinite,
    /// The search found no acceptable step.
    SearchFailed(Stuck),
}

impl Status {
    /// Whether a test of convergence is met.
    ///
    /// ```
    /// use optim::Status;
    /// assert!(Status::Converged { test: "gradient", value: 1e-9, tolerance: 1e-8 }.success());
    /// assert!(!Status::Stationary.success());
    /// ```
    pub fn success(&self) -> bool {
        matches!(self, Status::Converged { .. })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Status::Converged { test, value, tolerance } => {
                write!(f, "converged: {test} {value:.3e} <= {tolerance:.3e}")
            }
            Status::Stationary => f.write_str("stationary: the gradient is zero, which may be a saddle"),
            Status::SmallStep { test, value, tolerance } => {
                write!(f, "small step: {test} {value:.3e} <= {tolerance:.3e}, no proof of a minimum")
            }
            Status::PrecisionExhausted { gradient } => {
                write!(
                    f,
                    "precision exhausted: no step lowers f beyond its rounding, largest gradient entry {gradient:.3e}"
                )
            }
            Status::Unbounded => f.write_str("unbounded: f falls without end"),
            Status::Diverged { from, to } => {
                write!(f, "diverged: f grew from {from:.3e} to {to:.3e}, take a smaller rate")
            }
            Status::Budget { test, limit } => write!(f, "budget spent: {limit} {test}"),
            Status::Stopped { by } => write!(f, "stopped by {by}"),
            Status::NonFinite => f.write_str("the value or gradient is not finite"),
            Status::SearchFailed(reason) => write!(f, "the search found no acceptable step: {reason}"),
        }
    }
}
