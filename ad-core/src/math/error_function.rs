//! The Gaussian with its derivatives, and the normal distribution function.
//!
//! `d^n/dx^n e^(-w x²/2) = P_n(x) e^(-w x²/2)` with `P_{n+1} = -w (x P_n + n P_{n-1})` (the
//! Hermite recurrence, Abramowitz & Stegun 22.7.14). The square is formed in two words,
//! `x² = h + l`, because the exponential turns its absolute error into a relative one:
//! `e^-(h + l) = e^-h (1 - l)`.

use super::double::Double;
use core::f64::consts::FRAC_1_SQRT_2;
use num_traits::Float;

/// The n-th derivative of `e^(-x²)`.
#[inline]
pub(crate) fn gauss(n: u32, x: f64) -> f64 {
    bell(n, x, 2.0, 1.0)
}

/// The n-th derivative of the normal density `e^(-x²/2) / sqrt(2 pi)`.
#[inline]
pub(crate) fn norm_pdf(n: u32, x: f64) -> f64 {
    bell(n, x, 1.0, 0.3989422804014327)
}

/// The n-th derivative of `scale e^(-w x²/2)`, `w` 1 or 2.
#[inline]
fn bell(n: u32, x: f64, w: f64, scale: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if Float::abs(x) > 60.0 {
        return 0.0;
    }
    let square = Double::product(x, x);
    // x² - a without losing the digits that cancel at a root of P_n
    let beside = |a: f64| (square.hi - a) + square.lo;
    let polynomial = match n {
        0 => scale,
        1 => -w * x * scale,
        2 => w * w * beside(1.0 / w) * scale,
        3 => -w * w * w * (x * beside(3.0 / w)) * scale,
        _ => {
            let (mut before, mut now) = (w * w * beside(1.0 / w), -w * w * w * (x * beside(3.0 / w)));
            for k in 3..n {
                (before, now) = (now, -w * (x * now + k as f64 * before));
            }
            now * scale
        }
    };
    let (h, l) = (0.5 * w * square.hi, 0.5 * w * square.lo);
    if h < 690.0 {
        let e = Float::exp(-h);
        return polynomial * (e - e * l);
    }
    // the exponential alone leaves the normal range before the product does
    let e = Float::exp(-0.5 * h);
    (polynomial * e) * (e - e * l)
}

/// `erfc(a)/2` at `a = -x/sqrt 2` in two words: the rounding of `a` would cost `a²` ulps in the
/// left tail. `erfc(a + d) = erfc(a) (1 - d r)` with `r = 2/sqrt(pi) e^(-a²) / erfc(a)`, which
/// lies between `a + sqrt(a² + 4/pi)` and `a + sqrt(a² + 2)` (Abramowitz & Stegun 7.1.13).
pub(crate) fn norm_cdf(x: f64) -> f64 {
    const LO: f64 = -4.833646656726457e-17; // of 1/sqrt 2
    let a = -x * FRAC_1_SQRT_2;
    let v = 0.5 * libm::erfc(a);
    if !(a > 0.5 && a < 30.0) {
        return v;
    }
    let d = Float::mul_add(-x, FRAC_1_SQRT_2, -a) - x * LO;
    v - v * (d * (a + Float::sqrt(a * a + 1.7)))
}
