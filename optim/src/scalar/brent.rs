//! Brent's method: bisection made fast by secant and inverse quadratic steps
//! (Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4).

use super::{Ends, Root, RootStatus, ends};
use crate::Error;

// a root of high multiplicity takes a few hundred steps, a simple one ten
const BUDGET: usize = 1000;

/// A root of `f` between `a` and `b`, where `f` changes sign. Needs no derivative; never leaves
/// the bracket; ends with the bracket as small as floating point resolves.
///
/// A sign change without a root ends as [`RootStatus::Jump`] if `|f|` beside it is no smaller than at
/// both `a` and `b`, as at a pole. A lower jump looks like a root: look at `Root::f`.
///
/// ```
/// let root = optim::scalar::brent(|x| x * x - 2.0, 0.0, 2.0)?;
/// assert!((root.x - 2f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotFinite`] if `a` or `b` is not finite; [`Error::NoBracket`] if `f(a)` and `f(b)` have
/// the same sign or are not numbers.
pub fn brent(f: impl Fn(f64) -> f64, a: f64, b: f64) -> Result<Root, Error> {
    let (fa, fb) = match ends(&f, a, b)? {
        Ends::Root(root) => return Ok(root),
        Ends::Values(fa, fb) => (fa, fb),
    };
    let largest = fa.abs().max(fb.abs());
    let found = |x, f, iterations, status| Root { x, f, iterations, evaluations: iterations + 2, status };
    // b is the best point, c the other end of the bracket, a the point before b.
    let (mut a, mut fa, mut b, mut fb) = (a, fa, b, fb);
    let (mut c, mut fc) = (a, fa);
    let (mut step, mut before) = (b - a, b - a);
    for iteration in 0..BUDGET {
        if fc.abs() < fb.abs() {
            (a, fa, b, fb, c, fc) = (b, fb, c, fc, b, fb);
        }
        let rounding = 2.0 * f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = 0.5 * c - 0.5 * b;
        if fb == 0.0 {
            return Ok(found(b, fb, iteration, RootStatus::Exact));
        }
        if half.abs() <= rounding {
            let status = if fb.abs() < largest { RootStatus::Resolved } else { RootStatus::Jump };
            return Ok(found(b, fb, iteration, status));
        }
        let interpolate = before.abs() >= rounding && fa.abs() > fb.abs();
        let proposal = if interpolate { interpolated((a, fa), (b, fb), (c, fc)) } else { half };
        // kept only if it stays well inside and shrinks faster than bisection two steps ago
        let inside = proposal * half > 0.0 && proposal.abs() < 1.5 * half.abs() - 0.5 * rounding;
        if interpolate && inside && proposal.abs() < 0.5 * before.abs() {
            (before, step) = (step, proposal);
        } else {
            (before, step) = (half, half);
        }
        (a, fa) = (b, fb);
        b += if step.abs() > rounding { step } else { rounding.copysign(half) };
        fb = f(b);
        if fb.is_nan() {
            return Ok(found(a, fa, iteration + 1, RootStatus::NonFinite));
        }
        if (fb < 0.0) == (fc < 0.0) {
            (c, fc) = (a, fa);
            (before, step) = (b - a, b - a);
        }
    }
    Ok(found(b, fb, BUDGET, RootStatus::Budget))
}

/// The step from `b` to the zero of the secant (two points) or of the inverse parabola (three).
fn interpolated((a, fa): (f64, f64), (b, fb): (f64, f64), (c, fc): (f64, f64)) -> f64 {
    let s = fb / fa;
    let (p, q) = if a == c {
        ((c - b) * s, 1.0 - s)
    } else {
        let (t, r) = (fa / fc, fb / fc);
        (s * ((c - b) * t * (t - r) - (b - a) * (r - 1.0)), (t - 1.0) * (r - 1.0) * (s - 1.0))
    };
    -p / q
}
