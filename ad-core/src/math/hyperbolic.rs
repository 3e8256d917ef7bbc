//! tanh's and asinh's families of derivatives, the inverse hyperbolic functions, the smooth steps.

use super::double::Double;
use core::f64::consts::LN_2;
use num_traits::Float;

// The values of libm are within an ulp where the standard library's are off by several.
pub(crate) fn asinh(x: f64) -> f64 {
    libm::asinh(x)
}
#[inline]
pub(crate) fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x < 2.0 {
        let t = x - 1.0;
        Float::ln_1p(t + Float::sqrt(t * (t + 2.0)))
    } else if x < 1e8 {
        Float::ln(x + Float::sqrt(x * x - 1.0))
    } else {
        Float::ln(x) + LN_2
    }
}
#[inline]
pub(crate) fn atanh(x: f64) -> f64 {
    let a = Float::abs(x);
    // 2a/(1-a), for small a as 2a + 2a²/(1-a), whose first term is exact
    let z = if a < 0.5 { 2.0 * a + 2.0 * a * a / (1.0 - a) } else { 2.0 * (a / (1.0 - a)) };
    Float::copysign(0.5 * Float::ln_1p(z), x)
}

/// `tanh x = (1 - e)/(1 + e)` with `e = exp(-2|x|)`, of which [`sech2`] is made too; near 0, where
/// the difference would cancel, the standard library's.
#[inline(always)]
pub(crate) fn tanh(x: f64) -> f64 {
    if Float::abs(x) < 0.35 {
        return Float::tanh(x);
    }
    let e = Float::exp(-2.0 * Float::abs(x));
    Float::copysign((1.0 - e) / (1.0 + e), x)
}

/// The n-th derivative of `1 / (1 + e^-x)`, from `e = exp(-|x|)` so that both tails keep their
/// digits: `1/(1+e)` or `e/(1+e)`, their product, and by `sech²` of the half beyond.
#[inline(always)]
pub(crate) fn logistic(n: u32, x: f64) -> f64 {
    if n > 1 {
        return sech2(n - 1, 0.5 * x) / (1u64 << (n + 1)) as f64;
    }
    let e = Float::exp(-Float::abs(x));
    let (here, there) = if x >= 0.0 { (1.0, e) } else { (e, 1.0) };
    let y = here / (1.0 + e);
    if n == 0 { y } else { y * (there / (1.0 + e)) }
}

/// `ln(1 + e^x) = max(x, 0) + ln(1 + e)` with `e = exp(-|x|)`. With `u` the rounded `1 + e`,
/// `ln(1 + e) = ln u · e/(u - 1)` on the left, where it is all, and `ln u` on the right.
#[inline(always)]
pub(crate) fn softplus(x: f64) -> f64 {
    let e = Float::exp(-Float::abs(x));
    let u = 1.0 + e;
    if x >= 0.0 {
        x + (Float::ln(u) + (e - (u - 1.0)))
    } else if u == 1.0 {
        e
    } else {
        Float::ln(u) * (e / (u - 1.0))
    }
}

/// The n-th derivative of `sech²`: `s = 4e/(1+e)²` with `e = exp(-2|x|)`, times a polynomial in
/// `t = tanh x`.
#[inline(always)]
pub(crate) fn sech2(n: u32, x: f64) -> f64 {
    let e = Float::exp(-2.0 * Float::abs(x));
    let s = 4.0 * e / ((1.0 + e) * (1.0 + e));
    if n == 0 || s == 0.0 || s.is_nan() { s } else { sech2_derivative(n, x, s) }
}

/// The quadratic factors `t² - tanh²(z)` are written at their own zeros,
/// `t - tanh z = tanh(x - z) (1 - t tanh z)`, so that no digit is lost beside them.
fn sech2_derivative(n: u32, x: f64, s: f64) -> f64 {
    let t = Float::tanh(x);
    let beside = |tanh_z: f64, z: Double| {
        let t = Float::abs(t);
        Float::tanh((Float::abs(x) - z.hi) - z.lo) * (1.0 - t * tanh_z) * (t + tanh_z)
    };
    match n {
        1 => -2.0 * t * s,
        // 6 (t² - 1/3) and -24 t (t² - 2/3)
        2 => 6.0 * s * beside(0.5773502691896258, Double { hi: 0.6584789484624084, lo: -4.341125422426011e-17 }),
        3 => -24.0 * t * s * beside(0.816496580927726, Double { hi: 1.1462158347805889, lo: -1.6397318361525947e-17 }),
        // Q_{k+1} = -2 t Q_k + (1 - t²) Q_k'
        _ => s * polynomial_family(n, |_| 2.0, t),
    }
}

/// The n-th derivative of `1/sqrt(1 + x²)`, with `h = hypot(1, x)`; the quadratic factors
/// `a x² - b` are formed with an exact square.
pub(crate) fn recip_hypot1(n: u32, x: f64) -> f64 {
    if x.is_infinite() {
        return 0.0;
    }
    let h = Float::hypot(1.0, x);
    let s = x / h;
    let quadratic = |a: f64, b: f64| {
        if Float::abs(x) < 1e8 {
            let square = Double::product(x, x);
            let scaled = Double::product(a, square.hi);
            (((scaled.hi - b) + scaled.lo + a * square.lo) / h) / h
        } else {
            (a * s) * s
        }
    };
    match n {
        0 => 1.0 / h,
        1 => -((s / h) / h),
        2 => quadratic(2.0, 1.0) / h / h / h,
        3 => -3.0 * (s * quadratic(2.0, 3.0) / h / h / h / h),
        // c^(k) = P_k(s) c^(k+1), P_{k+1} = (1 - s²) P_k' - (k+1) s P_k
        _ => (0..=n).fold(polynomial_family(n, |k| k as f64 + 1.0, s), |p, _| p / h),
    }
}

/// `P_n(t)` of the recurrence `P_0 = 1`, `P_{k+1} = (1 - t²) P_k' - w(k) t P_k`.
fn polynomial_family(n: u32, w: impl Fn(u32) -> f64, t: f64) -> f64 {
    let mut p = [0.0; 64];
    assert!((n as usize) < p.len(), "derivatives above order {} are not offered", p.len() - 1);
    p[0] = 1.0;
    for k in 0..n {
        let mut next = [0.0; 64];
        for (i, &a) in p.iter().enumerate().take(k as usize + 1) {
            let degree = i as f64;
            if i > 0 {
                next[i - 1] += degree * a;
            }
            next[i + 1] -= (degree + w(k)) * a;
        }
        p = next;
    }
    p[..=n as usize].iter().rev().fold(0.0, |h, &a| h * t + a)
}
