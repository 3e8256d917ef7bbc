//! Functions of one variable: their roots and their minima.
//!
//! Roots: [`bisection`] and [`brent`] inside a bracket, [`secant`] and [`newton`] from a guess. Minima by values
//! alone: [`bracket_minimum`] finds three points around one, [`golden_section`], [`fibonacci`],
//! [`quadratic_fit`] and [`brent_minimum`] close in on it (Kochenderfer & Wheeler 2019, ch. 3).
//!
//! Values tell a minimiser only to about `sqrt(u |f| / f'')`, half of the digits. The root of the exact
//! derivative has them all, and is found in fewer steps:
//!
//! ```
//! use ad::{Real, forward::derivative};
//! use optim::scalar::{brent, brent_minimum, newton};
//! fn f<F: Real>(x: F) -> F {
//!     x.cosh() - x
//! }
//! let exact = 1f64.asinh();
//! let by_values = brent_minimum(f::<f64>, 0.0, 2.0, 1e-14)?;
//! assert!((by_values.x - exact).abs() > 1e-10);
//! let by_slopes = brent(|x| derivative(|x| f(x), x).1, 0.0, 2.0)?;
//! let by_newton = newton(|x| derivative(|x| f(x), x).1, 0.5);
//! assert!((by_slopes.x - exact).abs() < 2e-16 && (by_newton.x - exact).abs() < 2e-16);
//! # Ok::<(), optim::Error>(())
//! ```

mod bisection;
mod bracket;
mod brent;
mod brent_minimum;
mod minimum;
mod newton;
mod parabola;
mod secant;
mod section;

pub use bisection::bisection;
pub use bracket::{Bracket, bracket_minimum};
pub use brent::brent;
pub use brent_minimum::brent_minimum;
pub use minimum::{Minimum, MinimumStatus};
pub use newton::newton;
pub use parabola::quadratic_fit;
pub use secant::secant;
pub use section::{fibonacci, golden_section};

use crate::Error;
use crate::error::all_finite;
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
    ///
    /// ```
    /// assert!(!optim::scalar::newton(|x| x * x + 1.0, 0.7).success());
    /// ```
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
///
/// ```
/// use optim::scalar::{RootStatus, newton};
/// assert_eq!(newton(|x| x * x + 1.0, 0.0).status, RootStatus::ZeroSlope);
/// ```
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
    /// A derivative, or the slope of a secant, of exactly zero: the step does not exist.
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
            RootStatus::ZeroSlope => "slope 0, no step",
            RootStatus::NonFinite => "value or slope not finite",
        })
    }
}

/// What the ends of an interval tell a search for a root.
enum Ends {
    /// One of them is a root.
    Root(Root),
    /// Values of different signs.
    Values(f64, f64),
}

fn ends(f: impl Fn(f64) -> f64, a: f64, b: f64) -> Result<Ends, Error> {
    all_finite("the interval [a, b]", &[a, b])?;
    let (fa, fb) = (f(a), f(b));
    let exact = |x, f| Ok(Ends::Root(Root { x, f, iterations: 0, evaluations: 2, status: RootStatus::Exact }));
    if fa == 0.0 {
        return exact(a, fa);
    }
    if fb == 0.0 {
        return exact(b, fb);
    }
    if (fa < 0.0) == (fb < 0.0) || fa.is_nan() || fb.is_nan() {
        return Err(Error::NoBracket { a, b, fa, fb });
    }
    Ok(Ends::Values(fa, fb))
}
