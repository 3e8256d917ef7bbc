//! Roots of functions of one variable.

mod brent;
mod newton;

pub use brent::brent;
pub use newton::newton;

use core::fmt;

/// Where a root search ended, and why.
///
/// ```
/// let root = optim::scalar::newton(|x| x * x - 2.0, 1.0);
/// assert!(root.success());
/// assert!((root.x - 2f64.sqrt()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use]
pub struct Root {
    /// The best point found.
    pub x: f64,
    /// The value there.
    pub f: f64,
    /// Steps taken.
    pub iterations: usize,
    /// Evaluations of `f` (or of `f` with its derivative).
    pub evaluations: usize,
    /// Why it ended.
    pub status: RootStatus,
}

impl Root {
    /// Whether `x` is a root as far as the arithmetic can tell.
    pub fn success(&self) -> bool {
        matches!(self.status, RootStatus::Exact | RootStatus::Resolved)
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Root { x, f: value, evaluations, status, .. } = self;
        write!(f, "x = {x}, f = {value:e}, {status} after {evaluations} evaluations")
    }
}

/// Why a root search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RootStatus {
    /// `f(x) = 0` exactly.
    Exact,
    /// The bracket or the step is as small as floating point resolves.
    Resolved,
    /// The sign changes where `|f|` is large: a jump or a pole, not a root.
    Jump,
    /// The budget of iterations ran out.
    Budget,
    /// A derivative of exactly zero: Newton's step does not exist.
    ZeroSlope,
    /// A value or derivative that is not finite.
    NonFinite,
}

impl fmt::Display for RootStatus {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            RootStatus::Exact => "exact root",
            RootStatus::Resolved => "root to rounding",
            RootStatus::Jump => "sign change without a root",
            RootStatus::Budget => "iteration budget spent",
            RootStatus::ZeroSlope => "slope 0, no Newton step",
            RootStatus::NonFinite => "value or slope not finite",
        })
    }
}
