//! Exact minimisation along a line: a root of `phi'(a) = grad f(x + a p) . p`, not a search by
//! values, which resolves only half of the digits.

use crate::Error;
use crate::error::all_finite;
use ad::{HyperDual, Objective};

const BUDGET: usize = 200;

/// `phi`, `phi'` and `phi''` at one step length.
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

/// What an exact line search found.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct LineMinimum {
    /// The minimiser.
    pub at: LinePoint,
    /// Every point tried, in order.
    pub trials: Vec<LinePoint>,
    /// Whether the slope is zero to rounding and the curvature not negative; false if no
    /// bracket was found (`phi` falls without end), or a value is not finite.
    pub success: bool,
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

/// The first minimiser of `f` along `x + a p`, `a > 0`: steps are doubled until the slope turns,
/// then Newton on `phi' = 0`, kept inside the bracket by bisection.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| (x[0] + x[1] * x[1]).powi(2));
/// let found = optim::line::exact(&f, &[1.0, 0.0], &[-1.0, 1.0])?;
/// assert!(found.success);
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
    let mut low = start;
    let mut high = None;
    let mut next = 1.0;
    while trials.len() < BUDGET {
        let at = along(f, x, p, next)?;
        trials.push(at);
        // beyond a non-finite value there is nothing to find: treat it as a rise
        if at.slope < 0.0 && at.value.is_finite() {
            low = at;
        } else {
            high = Some(at.alpha);
        }
        let resolved = high.is_some_and(|high| high - low.alpha <= 2.0 * f64::EPSILON * high);
        if at.slope == 0.0 || resolved {
            return Ok(LineMinimum { at, success: at.value.is_finite() && at.curvature >= 0.0, trials });
        }
        let newton = at.alpha - at.slope / at.curvature;
        next = match high {
            None => 2.0 * next,
            Some(high) if newton > low.alpha && newton < high && newton != at.alpha => newton,
            Some(high) => 0.5 * (low.alpha + high),
        };
    }
    Ok(LineMinimum { at: low, success: false, trials })
}
