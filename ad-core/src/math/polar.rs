//! hypot's and atan2's families: cosines and reciprocal powers of `x + iy`, scaled by
//! `h = hypot(x, y)` so that nothing overflows on the way.

use super::double::Double;
use num_traits::Float;

/// `x / hypot(x, y)`, 0 at the origin; the hypotenuse may be known.
#[inline(always)]
pub(crate) fn over_hypot(x: f64, y: f64, h: Option<f64>) -> f64 {
    match h {
        Some(h) if h > 1e-290 && h < 1e290 => x / h,
        _ => careful_over_hypot(x, y),
    }
}

fn careful_over_hypot(x: f64, y: f64) -> f64 {
    let h = Float::hypot(x, y);
    if h == 0.0 {
        0.0
    } else if h.is_finite() {
        x / h
    } else if x.is_finite() && y.is_finite() {
        careful_over_hypot(0.25 * x, 0.25 * y)
    } else if x.is_infinite() && y.is_finite() {
        Float::signum(x)
    } else if x.is_finite() && y.is_infinite() {
        0.0
    } else {
        f64::NAN
    }
}

/// Real and imaginary part of `(x + iy)^-n`.
#[inline(always)]
pub(crate) fn recip_power(x: f64, y: f64, n: u32) -> (f64, f64) {
    let squares = x * x + y * y;
    if n == 1 && squares > 1e-200 && squares < 1e200 {
        let r = 1.0 / squares;
        return (x * r, -y * r);
    }
    careful_recip_power(x, y, n)
}

/// `cos(n t)/h^n` and `-sin(n t)/h^n`, from linear factors `(x - r y)/h` with `r` in two words,
/// so that no digit is lost beside a zero.
fn careful_recip_power(x: f64, y: f64, n: u32) -> (f64, f64) {
    let h = Float::hypot(x, y);
    if h.is_infinite() {
        if x.is_infinite() || y.is_infinite() {
            return if x.is_nan() || y.is_nan() { (f64::NAN, f64::NAN) } else { (0.0, 0.0) };
        }
        let (re, im) = careful_recip_power(0.25 * x, 0.25 * y, n);
        let shrink = Float::powi(0.25, n as i32);
        return (re * shrink, im * shrink);
    }
    let (c, s) = (x / h, y / h);
    // (a - r b)/h, scaled so that the exact product neither overflows nor underflows
    let linear = |a: f64, b: f64, r: Double| {
        let k = if h > 1e150 {
            Float::powi(2.0, -600)
        } else if h < 1e-150 {
            Float::powi(2.0, 500)
        } else {
            1.0
        };
        let (a, b) = (a * k, b * k);
        let rb = Double::product(r.hi, b);
        let difference = Double::sum(a, -rb.hi);
        (difference.hi + (difference.lo - rb.lo - r.lo * b)) / (h * k)
    };
    const SQRT_3: Double = Double { hi: 1.7320508075688772, lo: 1.0035084221806903e-16 };
    const ONE_PLUS_SQRT_2: Double = Double { hi: 2.414213562373095, lo: 1.2537167179050217e-16 };
    const SQRT_2_MINUS_1: Double = Double { hi: 0.41421356237309503, lo: 1.4349369327986523e-17 };
    let both_signs = |a: f64, b: f64, r: Double| linear(a, b, r) * linear(a, b, -r);
    let (mut re, mut im) = match n {
        0 => (1.0, 0.0),
        1 => (c, s),
        2 => (both_signs(x, y, Double::ONE), 2.0 * c * s),
        3 => (c * both_signs(x, y, SQRT_3), -s * both_signs(y, x, SQRT_3)),
        4 => (
            both_signs(x, y, ONE_PLUS_SQRT_2) * both_signs(x, y, SQRT_2_MINUS_1),
            4.0 * c * s * both_signs(x, y, Double::ONE),
        ),
        _ => (1..n).fold((c, s), |(re, im), _| (re * c - im * s, im * c + re * s)),
    };
    for _ in 0..n {
        re /= h;
        im /= h;
    }
    (re, -im)
}

/// The n-th derivative of `1/(1 + x²) = Im 1/(x - i)`, which is `(-1)^n n! Im (x - i)^-(n+1)`.
#[inline]
pub(crate) fn recip_one_plus_square(n: u32, x: f64) -> f64 {
    (1..=n).fold(recip_power(x, -1.0, n + 1).1, |im, k| -im * k as f64)
}
