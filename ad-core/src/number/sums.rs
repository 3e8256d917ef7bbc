//! The definitions of the sums that an engine may take as one operation, for when it wants to look inside.

use crate::Real;
use crate::rules::table::Exp;
use num_traits::{Float, Zero};

/// [`Real::norm2`] by its definition.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::norm2(&[3.0, 4.0]), 5.0);
/// ```
pub fn norm2<F: Real>(x: &[F]) -> F {
    let by_hypot = || x.iter().fold(F::zero(), |h, &x| h.hypot(x));
    if F::RECORDED {
        return by_hypot();
    }
    // Squares are safe where neither they nor their slopes leave the normal range.
    let largest =
        x.iter().map(|x| x.primal().abs()).fold(F::Base::zero(), |a, b| if b > a || b.is_nan() { b } else { a });
    let (tiny, huge) = (F::Base::min_positive_value(), F::Base::max_value());
    if largest > tiny.sqrt().sqrt() && largest < huge.sqrt().sqrt() { F::sum_of_squares(x).sqrt() } else { by_hypot() }
}

/// [`Real::log_sum_exp`] by its definition.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::log_sum_exp(&[1000.0, 1000.0]), 1000.0 + 2f64.ln());
/// ```
pub fn log_sum_exp<F: Real>(x: &[F]) -> F {
    let Some(shift) = largest(x) else {
        return F::neg_infinity();
    };
    if shift == F::neg_infinity() {
        return F::neg_infinity();
    }
    if shift == F::infinity() {
        // One infinite term is the sum; of several, hypot has the value +inf and the slopes NaN.
        let infinite = x.iter().copied().filter(|&x| x == shift);
        return infinite.reduce(|a, b| a.hypot(b)).unwrap_or_else(F::infinity);
    }
    F::accumulate(None, Exp {}, x.iter().map(|&x| [x - shift])).ln() + shift
}

/// The largest value, as a constant; where numbers are recorded which one it is stays open.
fn largest<F: Real>(x: &[F]) -> Option<F> {
    if F::RECORDED {
        let larger = |a: F, b: F| if a.is_nan() || b.is_nan() { a + b } else { a.max(b) };
        return x.iter().copied().reduce(larger).map(F::detach);
    }
    x.iter().map(|x| x.primal()).reduce(|a, b| if b > a || b.is_nan() { b } else { a }).map(F::lift)
}
