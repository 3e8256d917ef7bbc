//! Powers and all their partial derivatives: `a x^n`, `a x^(c-k)`, `d^(i+j) x^y / dx^i dy^j`.

use super::double::Double;
use core::f64::consts::{FRAC_1_SQRT_2, LN_2};
use num_traits::Float;

/// `a x^n`, and 0 for `a = 0` whatever `x` is. Short products go one way in magnitude, so they
/// cannot over- or underflow before the result does; longer ones take the mantissa in two words.
pub(crate) fn monomial(a: f64, x: f64, n: i64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    match n {
        0 => return a,
        1 => return a * x,
        2 => return a * x * x,
        3 => return a * x * x * x,
        -1 => return a / x,
        -2 => return a / x / x,
        _ => {}
    }
    if x == 0.0 || !x.is_finite() || n.unsigned_abs() > 1 << 20 {
        return a * Float::powf(x, n as f64);
    }
    let (mantissa, exponent) = libm::frexp(x);
    let (mantissa, exponent) =
        if Float::abs(mantissa) < FRAC_1_SQRT_2 { (mantissa * 2.0, exponent - 1) } else { (mantissa, exponent) };
    if n.unsigned_abs() > 500 {
        return a * Float::powf(x, n as f64);
    }
    let power = Double::from(mantissa).powi(n.unsigned_abs());
    let power = if n < 0 { Double::ONE / power } else { power };
    libm::ldexp((power * a.into()).round(), exponent * n as i32)
}

/// `x^y`; through `monomial` for small integral `y`, where the standard library is less exact.
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    const_power(1.0, x, y, 0.0)
}

/// `a x^(c - k)` with the exponent in two words, and 0 for `a = 0` whatever `x` is.
pub(crate) fn const_power(a: f64, x: f64, c: f64, k: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    if !c.is_finite() {
        return a * Float::powf(x, c - k);
    }
    let p = Double::sum(c, -k);
    if p.hi == 0.0 && p.lo == 0.0 {
        return a;
    }
    if p.lo == 0.0 && Float::abs(p.hi) <= 64.0 && Float::fract(p.hi) == 0.0 {
        return monomial(a, x, p.hi as i64);
    }
    let v = Float::powf(x, p.hi);
    let inside = x != 0.0 && x.is_finite();
    // x^(hi + lo) = x^hi (1 + lo ln x)
    let correction = if p.lo == 0.0 || !inside { 0.0 } else { p.lo * Float::ln(Float::abs(x)) };
    if inside && x > 0.0 && (v < 1e-280 || v.is_infinite()) {
        // the power leaves the normal range, the product with `a` perhaps not
        let half = Float::powf(x, 0.5 * p.hi);
        return (a * half) * (half * (1.0 + correction));
    }
    if correction == 0.0 { a * v } else { a * (v + v * correction) }
}

/// `d^(i+j) x^y / dx^i dy^j = x^(y-i) P_i(ln x)` with `P_0 = L^j`,
/// `P_{t+1} = (y - t) P_t + P_t'`; the polynomial in two words, because it cancels.
///
/// At `x = 0` the y-derivatives are 0 for `y > i`, and `-inf` times the power's limit otherwise.
pub(crate) fn pow_partial(x: f64, y: f64, i: u32, j: u32) -> f64 {
    if j == 0 {
        let falling = (0..i).fold(1.0, |a, t| a * (y - t as f64));
        return const_power(falling, x, y, i as f64);
    }
    if x == 0.0 && y > i as f64 {
        return 0.0;
    }
    let ln = Float::ln(x);
    if i == 0 && j == 1 {
        return const_power(1.0, x, y, 0.0) * ln;
    }
    if !ln.is_finite() || !y.is_finite() {
        return const_power(1.0, x, y, i as f64) * ln;
    }
    if Float::abs(y) > 1e150 && ln != 0.0 {
        // The polynomial may overflow, but the power is 0 or infinite: the leading term decides.
        return const_power(Float::powi(Float::signum(y), i as i32) * Float::powi(ln, j as i32), x, y, i as f64);
    }
    let degree = j as usize;
    let mut p = [Double::ZERO; 32];
    assert!(degree < p.len(), "derivatives of x^y above order {} in y are not offered", p.len() - 1);
    p[degree] = Double::ONE;
    for t in 0..i {
        let factor = Double::sum(y, -(t as f64));
        for m in 0..=degree {
            let derivative = if m < degree { p[m + 1] * ((m + 1) as f64).into() } else { Double::ZERO };
            p[m] = p[m] * factor + derivative;
        }
    }
    if ln == 0.0 {
        return p[0].round();
    }
    let horner = |l: Double| p[..=degree].iter().rev().fold(Double::ZERO, |h, &a| h * l + a).round();
    let magnitude = p[..=degree].iter().rev().fold(0.0, |h, a| h * Float::abs(ln) + Float::abs(a.hi));
    let mut value = horner(ln.into());
    if Float::abs(value) < 0.3 * magnitude && x > f64::MIN_POSITIVE {
        value = horner(ln_double(x));
    }
    const_power(value, x, y, i as f64)
}

const LN_2_DOUBLE: Double = Double { hi: LN_2, lo: 2.3190468138462996e-17 };

/// `e^x` in two words for moderate `x`.
fn exp_double(x: f64) -> Double {
    let k = Float::round(x / LN_2);
    let r = Double::from(x) + LN_2_DOUBLE * (-k).into();
    let (mut sum, mut term) = (Double::ONE, Double::ONE);
    for n in 1..26 {
        term = term * r / (n as f64).into();
        sum = sum + term;
    }
    let scale = Float::powf(2.0, k);
    Double { hi: sum.hi * scale, lo: sum.lo * scale }
}

/// `ln x` in two words for normal `x > 0`: one Newton step `ln m = l + (m e^-l - 1)`.
fn ln_double(x: f64) -> Double {
    let (mantissa, exponent) = libm::frexp(x);
    let l = Float::ln(mantissa);
    let step = exp_double(-l) * mantissa.into() + (-1.0).into();
    LN_2_DOUBLE * (exponent as f64).into() + l.into() + step
}
