//! The definitions of the sums that an engine may take as one operation, for when it wants to look inside.
//!
//! What is safe is chosen by the values. Where numbers are recorded ([`Number::RECORDED`](crate::Number::RECORDED))
//! the largest value stays open, so that the choice holds at other points too.

use crate::Real;
use crate::rules::table::Exp;
use alloc::vec::Vec;
use num_traits::{Float, Zero};

/// [`Real::norm2`] by its definition.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::norm2(&[3.0, 4.0]), 5.0);
/// ```
pub fn norm2<F: Real>(x: &[F]) -> F {
    if !F::RECORDED {
        return norm2_by_values(x);
    }
    let Some(scale) = open_maximum(x.iter().map(|x| x.abs())) else {
        return F::zero();
    };
    if scale > F::zero() && scale < F::infinity() {
        F::sum_of_squares(&x.iter().map(|&x| x / scale).collect::<Vec<_>>()).sqrt() * scale
    } else {
        norm2_by_hypot(x)
    }
}

/// [`norm2`] as it is at these values, for who throws the recording away.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::norm2_by_values(&[3.0, 4.0]), 5.0);
/// ```
pub fn norm2_by_values<F: Real>(x: &[F]) -> F {
    // Squares are safe where neither they nor their slopes leave the normal range.
    let largest =
        x.iter().map(|x| x.primal().abs()).fold(F::Base::zero(), |a, b| if b > a || b.is_nan() { b } else { a });
    let (tiny, huge) = (F::Base::min_positive_value(), F::Base::max_value());
    if largest > tiny.sqrt().sqrt() && largest < huge.sqrt().sqrt() {
        F::sum_of_squares(x).sqrt()
    } else {
        norm2_by_hypot(x)
    }
}

fn norm2_by_hypot<F: Real>(x: &[F]) -> F {
    x.iter().fold(F::zero(), |h, &x| h.hypot(x))
}

/// [`Real::log_sum_exp`] by its definition.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::log_sum_exp(&[1000.0, 1000.0]), 1000.0 + 2f64.ln());
/// ```
pub fn log_sum_exp<F: Real>(x: &[F]) -> F {
    if F::RECORDED { shifted_log_sum_exp(x, open_maximum(x.iter().copied())) } else { log_sum_exp_by_values(x) }
}

/// [`log_sum_exp`] as it is at these values, for who throws the recording away.
///
/// ```
/// use ad_core::sums;
/// assert_eq!(sums::log_sum_exp_by_values(&[1000.0, 1000.0]), 1000.0 + 2f64.ln());
/// ```
pub fn log_sum_exp_by_values<F: Real>(x: &[F]) -> F {
    let largest = x.iter().map(|x| x.primal()).reduce(|a, b| if b > a || b.is_nan() { b } else { a });
    shifted_log_sum_exp(x, largest.map(F::lift))
}

/// With the largest value, a constant.
fn shifted_log_sum_exp<F: Real>(x: &[F], largest: Option<F>) -> F {
    let Some(shift) = largest.filter(|&shift| shift != F::neg_infinity()) else {
        return F::neg_infinity();
    };
    if shift == F::infinity() {
        // One infinite term is the sum; of several, hypot has the value +inf and the slopes NaN.
        let infinite = x.iter().copied().filter(|&x| x == shift);
        return infinite.reduce(|a, b| a.hypot(b)).unwrap_or_else(F::infinity);
    }
    F::accumulate(None, Exp {}, x.iter().map(|&x| [x - shift])).ln() + shift
}

/// The largest value as a constant, NaN if one is; which number it is stays open.
fn open_maximum<F: Real>(x: impl Iterator<Item = F>) -> Option<F> {
    x.reduce(|a, b| if a.is_nan() || b.is_nan() { a + b } else { a.max(b) }).map(F::detach)
}
