//! The secant method: Newton's with the slope of the last two points.

use super::newton::iterate;
use super::{Root, RootStatus};

/// A root of `f` by the secant method from `x0` and `x1` (Kochenderfer & Wheeler 2019, sec. 6.3):
/// `x <- x - f(x) (x - x') / (f(x) - f(x'))` with the point `x'` before.
///
/// Of order 1.618 near a simple root with one value a step; may fail far from one, and then says so.
/// The best point seen (least `|f|`) is returned. Two equal values end it as
/// [`RootStatus::ZeroSlope`], and so do two equal points.
///
/// ```
/// let root = optim::scalar::secant(|x| x.cos() - x, 0.0, 1.0);
/// assert!(root.success() && (root.x - 0.7390851332151607).abs() < 2e-16);
/// ```
pub fn secant(f: impl Fn(f64) -> f64, x0: f64, x1: f64) -> Root {
    let f0 = f(x0);
    if f0 == 0.0 {
        return Root { x: x0, f: f0, iterations: 0, evaluations: 1, status: RootStatus::Exact };
    }
    let mut last = (x0, f0);
    let along = |x: f64| {
        let fx = f(x);
        let slope = if x == last.0 { 0.0 } else { (fx - last.1) / (x - last.0) };
        last = (x, fx);
        (fx, slope)
    };
    let found = iterate(along, x1);
    let root = Root { evaluations: found.evaluations + 1, ..found };
    let better = f0.is_finite() && (root.f.is_nan() || f0.abs() < root.f.abs());
    if better { Root { x: x0, f: f0, ..root } } else { root }
}
