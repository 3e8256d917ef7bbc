//! What all searches for a minimum by values share: counts, the best point, the end.

use crate::Error;
use crate::error::{all_finite, positive};
use core::fmt;

/// Where a search for a minimum ended, and why.
///
/// ```
/// let found = optim::scalar::golden_section(|x| (x - 1.0).powi(2), 0.0, 3.0, 1e-6)?;
/// assert!(found.success() && found.bracket.0 <= 1.0 && 1.0 <= found.bracket.1);
/// assert_eq!(found.f, (found.x - 1.0).powi(2));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use]
pub struct Minimum {
    /// The lowest point seen.
    pub x: f64,
    /// The value there.
    pub f: f64,
    /// What is left of the interval; a unimodal function has its minimum in it, up to the rounding of its values.
    pub bracket: (f64, f64),
    /// How often the bracket was made smaller.
    pub iterations: usize,
    /// Evaluations of `f`.
    pub evaluations: usize,
    /// Why it ended.
    pub status: MinimumStatus,
}

impl Minimum {
    /// Whether a minimum is in the bracket, seen from both sides, and the bracket as small as asked for.
    ///
    /// ```
    /// use optim::scalar::golden_section;
    /// assert!(golden_section(|x| x.abs(), -1.0, 2.0, 1e-6)?.success());
    /// assert!(!golden_section(|x| x, -1.0, 2.0, 1e-6)?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn success(&self) -> bool {
        self.status == MinimumStatus::Found
    }
}

impl fmt::Display for Minimum {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Minimum { x, f: value, bracket, evaluations, status, .. } = self;
        write!(f, "x = {x}, f = {value:e}, {status} after {evaluations} evaluations, in [{}, {}]", bracket.0, bracket.1)
    }
}

/// Why a search for a minimum ended.
///
/// ```
/// use optim::scalar::{MinimumStatus, golden_section};
/// assert_eq!(golden_section(|x| x, -1.0, 2.0, 1e-6)?.status, MinimumStatus::AtEnd);
/// assert_eq!(golden_section(|_| 1.0, -1.0, 2.0, 1e-6)?.status, MinimumStatus::Flat);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MinimumStatus {
    /// The bracket is as small as asked for, or as floating point resolves, and the values rise to both sides.
    Found,
    /// The bracket is that small and still has an end of the interval: no value rises towards it.
    AtEnd,
    /// All values are equal.
    Flat,
    /// The values do not rise as far as the steps go, or fall to minus infinity.
    NoRise,
    /// The budget of evaluations ran out.
    Budget,
    /// A value that is NaN or infinite.
    NonFinite,
}

impl fmt::Display for MinimumStatus {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            MinimumStatus::Found => "minimum",
            MinimumStatus::AtEnd => "lowest at an end of the interval",
            MinimumStatus::Flat => "all values equal",
            MinimumStatus::NoRise => "no rise",
            MinimumStatus::Budget => "evaluation budget spent",
            MinimumStatus::NonFinite => "value not finite",
        })
    }
}

/// A search under way.
pub(super) struct Search<F> {
    f: F,
    tolerance: f64,
    interval: (f64, f64),
    pub(super) bracket: (f64, f64),
    /// The lowest point seen.
    pub(super) best: (f64, f64),
    highest: f64,
    pub(super) evaluations: usize,
    pub(super) iterations: usize,
}

impl<F: Fn(f64) -> f64> Search<F> {
    /// In an interval, until the bracket is no longer than the tolerance.
    pub(super) fn within(f: F, a: f64, b: f64, tolerance: f64) -> Result<Self, Error> {
        all_finite("the interval [a, b]", &[a, b])?;
        positive("the length of the interval", (b - a).abs())?;
        positive("the tolerance", tolerance)?;
        Ok(Search { tolerance, ..Search::everywhere(f, (a.min(b), a.max(b))) })
    }

    /// From a bracket, in no interval.
    pub(super) fn everywhere(f: F, bracket: (f64, f64)) -> Self {
        let (best, highest) = ((bracket.0, f64::NAN), f64::NAN);
        Search { f, tolerance: 0.0, interval: bracket, bracket, best, highest, evaluations: 0, iterations: 0 }
    }

    /// `f(x)`, or the status that ends the search.
    pub(super) fn at(&mut self, x: f64) -> Result<f64, MinimumStatus> {
        let value = (self.f)(x);
        self.note(x, value);
        match value {
            f64::NEG_INFINITY => Err(MinimumStatus::NoRise),
            _ if value.is_finite() => Ok(value),
            _ => Err(MinimumStatus::NonFinite),
        }
    }

    /// Three points of which the middle one is the lowest: no end of the interval is lower.
    pub(super) fn bracketed(&mut self, points: [(f64, f64); 3]) {
        self.interval = (f64::NEG_INFINITY, f64::INFINITY);
        for (x, value) in points {
            self.note(x, value);
        }
    }

    fn note(&mut self, x: f64, value: f64) {
        self.evaluations += 1;
        if self.best.1.is_nan() || value < self.best.1 {
            self.best = (x, value);
        }
        self.highest = self.highest.max(value);
    }

    pub(super) fn width(&self) -> f64 {
        self.bracket.1 - self.bracket.0
    }

    /// The length at which the bracket is small enough: the tolerance, or a few units of rounding.
    pub(super) fn resolution(&self) -> f64 {
        self.tolerance.max(8.0 * f64::EPSILON * self.bracket.0.abs().max(self.bracket.1.abs()))
    }

    pub(super) fn resolved(&self) -> bool {
        self.width() <= self.resolution()
    }

    pub(super) fn flat(&self) -> bool {
        self.evaluations > 1 && self.best.1 == self.highest
    }

    pub(super) fn finish(self, ended: Result<(), MinimumStatus>) -> Minimum {
        let at_end = self.bracket.0 == self.interval.0 || self.bracket.1 == self.interval.1;
        let status = match ended {
            Err(status) => status,
            Ok(()) if self.flat() => MinimumStatus::Flat,
            Ok(()) if at_end => MinimumStatus::AtEnd,
            Ok(()) => MinimumStatus::Found,
        };
        let Search { best: (x, f), bracket, iterations, evaluations, .. } = self;
        Minimum { x, f, bracket, iterations, evaluations, status }
    }
}
