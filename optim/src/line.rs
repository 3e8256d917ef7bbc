//! Exact minimisation along a line: a root of `phi'(a) = grad f(x + a p) . p`, not a search by
//! values, which resolves only half of the digits.

use crate::Error;
use crate::error::all_finite;
use ad::{HyperDual, Objective};
use core::fmt;

const BUDGET: usize = 200;

/// `phi`, `phi'` and `phi''` at one step length.
///
/// ```
/// let f = ad::objective!(|x| (x[0] + x[1] * x[1]).powi(2));
/// let found = optim::line::exact(&f, &[1.0, 0.0], &[-1.0, 1.0])?;
/// let at = found.at;
/// assert_eq!((at.alpha, at.value, at.slope, at.curvature), (0.5, 0.5625, 0.0, 3.0));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinePoint {
    /// The step length.
    pub alpha: f64,
    /// `phi(alpha) = f(x + alpha p)`.
    pub value: f64,
    /// `phi'(alpha)`.
    pub slope: f64,
    /// `phi''(alpha)`.
    pub curvature: f64,
}

impl LinePoint {
    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.slope.is_finite()
    }
}

/// What an exact line search found.
///
/// ```
/// let f = ad::objective!(|x| (x[0] + x[1] * x[1]).powi(2));
/// let found = optim::line::exact(&f, &[1.0, 0.0], &[-1.0, 1.0])?;
/// assert_eq!(found.trials[0].slope, -2.0);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct LineMinimum {
    /// The minimiser; without one, the farthest point up to which `f` was seen to fall.
    pub at: LinePoint,
    /// Every point tried, in order.
    pub trials: Vec<LinePoint>,
    /// Why it ended.
    pub status: LineStatus,
}

impl LineMinimum {
    /// Whether `at` is a minimiser as far as the arithmetic can tell.
    ///
    /// ```
    /// let f = ad::objective!(|x| (x[0] + x[1] * x[1]).powi(2));
    /// let found = optim::line::exact(&f, &[1.0, 0.0], &[-1.0, 1.0])?;
    /// assert!(found.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn success(&self) -> bool {
        matches!(self.status, LineStatus::Exact | LineStatus::Resolved)
    }
}

/// Why a line search ended.
///
/// ```
/// use optim::line::LineStatus;
/// let f = ad::objective!(|x| -x[0]);
/// assert_eq!(optim::line::exact(&f, &[0.0], &[1.0])?.status, LineStatus::Unbounded);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineStatus {
    /// The slope is exactly zero and the curvature is not negative. A curvature of zero is left
    /// undecided: a flat minimum and a terrace look alike.
    Exact,
    /// The slope changes from negative to positive within rounding of this point.
    Resolved,
    /// `f` falls as far as the steps go.
    Unbounded,
    /// `f` falls up to a point beyond which it is not finite.
    NonFinite,
    /// The budget of trials ran out.
    Budget,
}

impl fmt::Display for LineStatus {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            LineStatus::Exact => "slope 0",
            LineStatus::Resolved => "minimum to rounding",
            LineStatus::Unbounded => "no end of the descent",
            LineStatus::NonFinite => "descent into a value that is not finite",
            LineStatus::Budget => "trial budget spent",
        })
    }
}

/// `phi`, `phi'` and `phi''` of `phi(a) = f(x + a p)`, by one hyper-dual evaluation.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| (x[0] + x[1] * x[1]).powi(2));
/// let at = optim::line::along(&f, &[1.0, 0.0], &[-1.0, 1.0], 0.0)?;
/// assert_eq!((at.value, at.slope, at.curvature), (1.0, -2.0, 6.0));
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `p` and `x` differ in length.
pub fn along<O: Objective>(f: &O, x: &[f64], p: &[f64], alpha: f64) -> Result<LinePoint, Error> {
    if p.len() != x.len() {
        return Err(Error::Length { what: "the direction p", got: p.len(), expected: x.len() });
    }
    let at: Vec<_> = x.iter().zip(p).map(|(&x, &p)| HyperDual::new(x + alpha * p, p, p, 0.0)).collect();
    let y = f.value(&at);
    Ok(LinePoint { alpha, value: y.re, slope: y.e1, curvature: y.e12 })
}

/// The first minimiser of `f` along `x + a p`, `a > 0`, that doubled steps bracket: from 1 they are
/// doubled until the slope turns, then Newton on `phi' = 0`, kept inside the bracket by bisection.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| (x[0] + x[1] * x[1]).powi(2));
/// let found = optim::line::exact(&f, &[1.0, 0.0], &[-1.0, 1.0])?;
/// assert!(found.success());
/// assert_eq!((found.at.alpha, found.at.value), (0.5, 0.5625));
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If the lengths differ, a coordinate is not finite, or `p` is not a descent direction.
pub fn exact<O: Objective>(f: &O, x: &[f64], p: &[f64]) -> Result<LineMinimum, Error> {
    all_finite("the start", x)?;
    all_finite("the direction", p)?;
    let start = along(f, x, p, 0.0)?;
    if start.slope.is_nan() || start.slope >= 0.0 {
        return Err(Error::NotDescent { slope: start.slope });
    }
    let mut trials = vec![start];
    let mut low = start; // falls
    let mut high: Option<LinePoint> = None; // does not fall, or is not finite
    let mut next = 1.0;
    let mut last_step = f64::INFINITY;
    while trials.len() < BUDGET && next <= f64::MAX {
        let at = along(f, x, p, next)?;
        trials.push(at);
        if at.is_finite() && at.slope == 0.0 && at.curvature >= 0.0 {
            return Ok(LineMinimum { at, trials, status: LineStatus::Exact });
        }
        if at.is_finite() && at.slope < 0.0 {
            low = at;
        } else {
            high = Some(at);
        }
        let step = -at.slope / at.curvature;
        let newton = at.alpha + step;
        next = match high {
            None => 2.0 * at.alpha,
            Some(high) if high.alpha - low.alpha <= 2.0 * f64::EPSILON * high.alpha => {
                let (at, status) = match high.is_finite() {
                    true if low.value < high.value => (low, LineStatus::Resolved),
                    true => (high, LineStatus::Resolved),
                    false => (low, LineStatus::NonFinite),
                };
                return Ok(LineMinimum { at, trials, status });
            }
            Some(high) => {
                // once the steps no longer shrink at rounding level, this point is as good as any
                let tiny = step.abs() <= 4.0 * f64::EPSILON * at.alpha;
                if at.curvature > 0.0 && tiny && (step.abs() >= last_step || newton == at.alpha) {
                    return Ok(LineMinimum { at, trials, status: LineStatus::Resolved });
                }
                last_step = step.abs();
                let inside = newton > low.alpha && newton < high.alpha;
                if inside { newton } else { low.alpha + 0.5 * (high.alpha - low.alpha) }
            }
        };
    }
    let status = if high.is_none() { LineStatus::Unbounded } else { LineStatus::Budget };
    Ok(LineMinimum { at: low, trials, status })
}
