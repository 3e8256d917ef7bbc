//! Powers and all their partial derivatives: `a x^n`, `a x^(c-k)`, `d^(i+j) x^y / dx^i dy^j`.

use super::double::Double;
use core::f64::consts::{FRAC_1_SQRT_2, LN_2};
use num_traits::Float;

/// Whether products, quotients and squares with another such number stay far from over- and underflow.
#[inline(always)]
fn is_moderate(x: f64) -> bool {
    let size = Float::abs(x);
    size > 1e-140 && size < 1e140
}

/// Whether the 16th power of a number and its two words stay in range.
#[inline(always)]
fn is_short(x: f64) -> bool {
    let size = Float::abs(x);
    size > 1e-18 && size < 1e18
}

/// `a / b`, as `a r` if `r = 1/b` is known and has all its digits.
#[inline(always)]
pub(crate) fn quotient(a: f64, b: f64, r: Option<f64>) -> f64 {
    match r {
        Some(r) if is_moderate(b) => a * r,
        _ => a / b,
    }
}

/// `x^n`: plain products where they stay within 2 ulps.
#[inline(always)]
pub(crate) fn powi(x: f64, n: i32) -> f64 {
    match n {
        0 => 1.0,
        1 => x,
        2 => x * x,
        3 => x * x * x,
        4 => (x * x) * (x * x),
        -1 => 1.0 / x,
        -2 => (1.0 / x) * (1.0 / x),
        5..=16 if is_short(x) => Double::power(x, n as u64).round(),
        _ => careful_monomial(1.0, x, n as i64),
    }
}

/// `x^y`: the same whether the exponent is a constant or a variable.
#[inline]
pub(crate) fn powf(x: f64, y: f64) -> f64 {
    const_power(1.0, x, y, 0.0, None)
}

/// `a x^n`, and 0 for `a = 0` whatever `x` is; if `p = x^(n+1)` is known, at most by one division.
#[inline(always)]
pub(crate) fn monomial(a: f64, x: f64, n: i64, p: Option<f64>) -> f64 {
    match (n, p) {
        _ if a == 0.0 => 0.0,
        // Short products go one way in magnitude: they cannot leave the range before the result does.
        (0, _) => a,
        (1, _) => a * x,
        (2, _) => a * x * x,
        (3, _) => a * x * x * x,
        (-2, Some(p)) if is_moderate(p) => a * p * p,
        (_, Some(p)) if is_moderate(p) && is_moderate(x) => a * (p / x),
        (-1, _) => a / x,
        (-2, _) => a / x / x,
        _ => careful_monomial(a, x, n),
    }
}

/// `a x^n` with the power in two words.
#[inline]
fn careful_monomial(a: f64, x: f64, n: i64) -> f64 {
    if n.unsigned_abs() <= 16 && is_short(x) {
        let power = Double::power(x, n.unsigned_abs());
        let power = if n < 0 { power.recip() } else { power };
        (power * a.into()).round()
    } else {
        scaled_monomial(a, x, n)
    }
}

/// The same over the whole range: the power of the mantissa in two words, and the exponent apart.
#[inline(never)]
fn scaled_monomial(a: f64, x: f64, n: i64) -> f64 {
    if x == 0.0 || !x.is_finite() || n.unsigned_abs() > 500 {
        return a * Float::powf(x, n as f64);
    }
    let (mantissa, exponent) = libm::frexp(x);
    let (mantissa, exponent) =
        if Float::abs(mantissa) < FRAC_1_SQRT_2 { (mantissa * 2.0, exponent - 1) } else { (mantissa, exponent) };
    let power = Double::power(mantissa, n.unsigned_abs());
    let power = if n < 0 { Double::ONE / power } else { power };
    libm::ldexp((power * a.into()).round(), exponent * n as i32)
}

/// `a x^(c - k)` with the exponent in two words, and 0 for `a = 0` whatever `x` is. If the
/// function `p` is known whose slope this is, it is `(c - k + 1) p / x`.
#[inline]
pub(crate) fn const_power(a: f64, x: f64, c: f64, k: f64, p: Option<f64>) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    match p {
        Some(p) if is_moderate(p) && is_moderate(x) => (c - (k - 1.0)) * (p / x),
        _ => careful_power(a, x, c, k),
    }
}

fn careful_power(a: f64, x: f64, c: f64, k: f64) -> f64 {
    if !c.is_finite() {
        return a * Float::powf(x, c - k);
    }
    let p = Double::sum(c, -k);
    if p.hi == 0.0 && p.lo == 0.0 {
        return a;
    }
    if p.lo == 0.0 && Float::abs(p.hi) <= 64.0 && Float::fract(p.hi) == 0.0 {
        return monomial(a, x, p.hi as i64, None);
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

/// `d^(i+j) x^y / dx^i dy^j`, the first ones from `p = x^y` if it is known.
#[inline(always)]
pub(crate) fn pow_partial(x: f64, y: f64, i: u32, j: u32, p: Option<f64>) -> f64 {
    match (i, j, p) {
        (1, 0, Some(p)) if is_moderate(p) && is_moderate(x) => y * (p / x),
        (0, 1, Some(p)) if is_moderate(p) && x > 0.0 => p * Float::ln(x),
        _ => careful_pow_partial(x, y, i, j),
    }
}

/// `d^(i+j) x^y / dx^i dy^j = x^(y-i) P_i(ln x)` with `P_0 = L^j`,
/// `P_{t+1} = (y - t) P_t + P_t'`; the polynomial in two words, because it cancels.
///
/// At `x = 0` the y-derivatives are 0 for `y > i`, and `-inf` times the power's limit otherwise.
fn careful_pow_partial(x: f64, y: f64, i: u32, j: u32) -> f64 {
    if j == 0 {
        let falling = (0..i).fold(1.0, |a, t| a * (y - t as f64));
        return if falling == 0.0 { 0.0 } else { careful_power(falling, x, y, i as f64) };
    }
    if x == 0.0 && y > i as f64 {
        return 0.0;
    }
    let ln = Float::ln(x);
    if i == 0 && j == 1 {
        return careful_power(1.0, x, y, 0.0) * ln;
    }
    if !ln.is_finite() || !y.is_finite() {
        return careful_power(1.0, x, y, i as f64) * ln;
    }
    if Float::abs(y) > 1e150 && ln != 0.0 {
        // The polynomial may overflow, but the power is 0 or infinite: the leading term decides.
        return careful_power(Float::powi(Float::signum(y), i as i32) * Float::powi(ln, j as i32), x, y, i as f64);
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
    careful_power(value, x, y, i as f64)
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
