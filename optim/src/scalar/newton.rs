//! Newton's method with the exact derivative: `x <- x - f(x)/f'(x)`.

use super::{Root, RootStatus};
use ad::{Dual, Tagged};

const BUDGET: usize = 200;

/// A root of `f` by Newton's method from `x0`, the derivative by one dual evaluation a step.
///
/// Quadratic near a simple root; may fail far from one, and then says so. The best point seen
/// (least `|f|`) is returned.
///
/// ```
/// let root = optim::scalar::newton(|x| x.cos() - x, 1.0);
/// assert!((root.x - 0.7390851332151607).abs() < 1e-15);
/// ```
pub fn newton(f: impl for<'t> Fn(Tagged<'t, Dual<f64>>) -> Tagged<'t, Dual<f64>>, x0: f64) -> Root {
    iterate(|x| ad::derivative(&f, x), x0)
}

/// `x <- x - value / slope` until the steps no longer shrink.
pub(super) fn iterate(mut value_and_slope: impl FnMut(f64) -> (f64, f64), x0: f64) -> Root {
    let mut best = Root { x: x0, f: f64::NAN, iterations: 0, evaluations: 0, status: RootStatus::Budget };
    let mut x = x0;
    let mut last_step = f64::INFINITY;
    for iteration in 0..=BUDGET {
        let (value, slope) = value_and_slope(x);
        best.evaluations += 1;
        best.iterations = iteration;
        if !value.is_finite() || !slope.is_finite() {
            return Root { status: RootStatus::NonFinite, ..best };
        }
        // once the steps no longer shrink at rounding level, the last point is as good as any
        let step = value / slope;
        let rounding = 4.0 * f64::EPSILON * x.abs();
        if best.f.is_nan() || value.abs() <= best.f.abs() {
            best = Root { x, f: value, ..best };
        }
        if value == 0.0 {
            return Root { status: RootStatus::Exact, ..best };
        }
        if slope == 0.0 {
            // two values of a secant are equal at last
            let status = if last_step <= rounding { RootStatus::Resolved } else { RootStatus::ZeroSlope };
            return Root { status, ..best };
        }
        if step.abs() <= rounding && (step.abs() >= last_step || x - step == x) {
            return Root { status: RootStatus::Resolved, ..best };
        }
        last_step = step.abs();
        x -= step;
    }
    best
}
