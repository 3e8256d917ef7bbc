//! Bisection: half of the bracket a step, whatever the function.

use super::{Ends, Root, RootStatus, ends};
use crate::Error;

/// A root of `f` between `a` and `b`, where `f` changes sign, by halving (Kochenderfer & Wheeler
/// 2019, sec. 3.7). The bracket is `|b - a| / 2^k` after `k` evaluations inside; ends with two numbers
/// that have none between them.
///
/// A sign change without a root ends as [`RootStatus::Jump`], as with [`brent`](super::brent), which
/// takes a fifth of the evaluations.
///
/// ```
/// let root = optim::scalar::bisection(|x| x * x - 2.0, 1.0, 2.0)?;
/// assert!(root.success() && (root.x - 2f64.sqrt()).abs() < 3e-16);
/// assert_eq!(root.iterations, 52); // 2^-52 is the distance of numbers in [1, 2]
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotFinite`] if `a` or `b` is not finite; [`Error::NoBracket`] if `f(a)` and `f(b)` have
/// the same sign or are not numbers.
pub fn bisection(f: impl Fn(f64) -> f64, a: f64, b: f64) -> Result<Root, Error> {
    let (fa, fb) = match ends(&f, a, b)? {
        Ends::Root(root) => return Ok(root),
        Ends::Values(fa, fb) => (fa, fb),
    };
    let largest = fa.abs().max(fb.abs());
    let (mut low, mut high) = if a < b { ((a, fa), (b, fb)) } else { ((b, fb), (a, fa)) };
    let mut iterations = 0;
    let mut status = RootStatus::Resolved;
    loop {
        // the halves first: a sum of two large ends overflows
        let x = 0.5 * low.0 + 0.5 * high.0;
        if x <= low.0 || x >= high.0 {
            break;
        }
        let fx = f(x);
        iterations += 1;
        if fx.is_nan() {
            status = RootStatus::NonFinite;
            break;
        }
        if (fx < 0.0) == (low.1 < 0.0) && fx != 0.0 {
            low = (x, fx);
        } else {
            high = (x, fx);
        }
        if fx == 0.0 {
            status = RootStatus::Exact;
            break;
        }
    }
    let (x, f) = if low.1.abs() < high.1.abs() { low } else { high };
    if status == RootStatus::Resolved && f.abs() >= largest {
        status = RootStatus::Jump;
    }
    Ok(Root { x, f, iterations, evaluations: iterations + 2, status })
}
