//! Digamma and its derivatives, the polygamma functions `psi^(n)(x)`.
//!
//! Large arguments take the asymptotic series (Abramowitz & Stegun 6.3.18, 6.4.11), smaller ones
//! are shifted up by the recurrence (6.3.5, 6.4.6), negative ones reflected (6.3.7, 6.4.7).
//! Digamma cancels in that scheme below 5, so there it is a rational function on [1, 3] with its
//! zero as a factor in two words.

use super::double::Double;
use super::polynomial::polynomial;
use core::f64::consts::PI;
use num_traits::Float;

/// Bernoulli's numbers B_2, B_4, ..
const BERNOULLI: [f64; 10] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
    43867.0 / 798.0,
    -174611.0 / 330.0,
];

/// `B_2k / 2k`.
const DIGAMMA_TAIL: [f64; 8] = {
    let mut tail = [0.0; 8];
    let mut k = 0;
    while k < tail.len() {
        tail[k] = BERNOULLI[k] / (2.0 * (k as f64 + 1.0));
        k += 1;
    }
    tail
};

/// `psi(x)`: -inf at +0, +inf at -0, NaN at the negative integers.
#[inline]
pub(crate) fn digamma(x: f64) -> f64 {
    if x >= 10.0 {
        let r = 1.0 / x;
        let w = r * r;
        Float::ln(x) - (0.5 * r + w * polynomial(&DIGAMMA_TAIL, w))
    } else {
        digamma_below_10(x)
    }
}

fn digamma_below_10(x: f64) -> f64 {
    if x >= 5.0 {
        shifted_digamma(x)
    } else if x > 3.0 {
        let (mut z, mut sum) = (x, 0.0);
        while z > 3.0 {
            z -= 1.0;
            sum += 1.0 / z;
        }
        sum + middle_digamma(z, 0.0)
    } else if x >= 1.0 {
        middle_digamma(x, 0.0)
    } else if x > 0.0 {
        let z = Double::sum(1.0, x);
        middle_digamma(z.hi, z.lo) - 1.0 / x
    } else {
        let Some(cot) = cot_pi(x) else { return f64::NAN };
        let z = Double::sum(1.0, -x);
        (if z.hi <= 3.0 { middle_digamma(z.hi, z.lo) } else { digamma(z.hi) }) - PI * cot
    }
}

/// `psi` on [5, 10) from [10, 11): `psi(y) - sum 1/(x + k)`, where
/// `ln y = ln 10.5 + 2 artanh(t)`, `t = (y - 10.5)/(y + 10.5)`, keeps what cancels in two words.
fn shifted_digamma(x: f64) -> f64 {
    const LN: Double = Double { hi: 2.3513752571634776, lo: 7.035472405308644e-17 };
    const ARTANH: [f64; 6] = [2.0, 2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0, 2.0 / 9.0, 2.0 / 11.0];
    let (mut y, mut sum) = (x, 0.0);
    let mut middle = 10.5;
    while y < 10.0 {
        sum += 1.0 / y;
        y += 1.0;
        middle -= 1.0;
    }
    let above = x - middle;
    let t = above / (21.0 + above);
    let r = 1.0 / y;
    let w = r * r;
    LN.hi + (LN.lo + (t * polynomial(&ARTANH, t * t) - w * polynomial(&DIGAMMA_TAIL, w) - 0.5 * r - sum))
}

/// `psi(z + lo)` on [1, 3] as `(z - z0) (0.90625 + P(z - 1)/Q(z - 1))`: interpolation of
/// `psi(z)/(z - z0)` at Chebyshev nodes, relative error below 3e-19 before rounding.
fn middle_digamma(z: f64, lo: f64) -> f64 {
    const ZERO: Double = Double { hi: 1.4616321449683622, lo: 9.549995429965697e-17 };
    const P: [f64; 8] = [
        0.3441301375034054,
        -0.06682216593375084,
        -0.5497104000088613,
        -0.360514273260521,
        -0.09372966493221777,
        -0.010811631354001696,
        -0.0005046327209934067,
        -6.645200790260004e-06,
    ];
    const Q: [f64; 8] = [
        1.0,
        2.2894571233542136,
        1.9022022748824643,
        0.7470495002328587,
        0.14810832904594673,
        0.014396602345897333,
        0.0006000004112100302,
        7.3778476243478865e-06,
    ];
    let t = z - 1.0;
    ((z - ZERO.hi) - (ZERO.lo - lo)) * (0.90625 + polynomial(&P, t) / polynomial(&Q, t))
}

/// `psi^(n)(x) = (-1)^(n+1) n! sum_k (x + k)^-(n+1)` for `n >= 1`, digamma for `n = 0`;
/// NaN at the negative integers.
#[inline]
pub(crate) fn polygamma(n: u32, x: f64) -> f64 {
    match n {
        0 => digamma(x),
        1 if x >= 10.0 => zeta_2_tail(1.0 / x),
        _ => shifted_polygamma(n, x),
    }
}

fn shifted_polygamma(n: u32, x: f64) -> f64 {
    if x > 0.0 {
        let factorial = (2..=n).fold(1.0, |f, k| f * k as f64);
        let zeta = if n == 1 { zeta_2(x) } else { zeta(n, x) };
        return if n % 2 == 1 { factorial * zeta } else { -factorial * zeta };
    }
    let Some(cot) = cot_pi(x) else { return f64::NAN };
    let mirrored = shifted_polygamma(n, 1.0 - x);
    let slope = if n == 1 { -PI * PI * (1.0 + cot * cot) } else { pi_cot_derivative(n, cot) };
    (if n.is_multiple_of(2) { mirrored } else { -mirrored }) - slope
}

/// `sum_k (x + k)^-2`, from the small end.
fn zeta_2(x: f64) -> f64 {
    let mut steps = if x < 10.0 { (11.0 - x) as i32 } else { 0 };
    let mut sum = zeta_2_tail(1.0 / (x + steps as f64));
    while steps > 0 {
        steps -= 1;
        let z = x + steps as f64;
        sum += 1.0 / (z * z);
    }
    sum
}

/// `sum_k (1/r + k)^-2` for `r` up to 0.1.
#[inline]
fn zeta_2_tail(r: f64) -> f64 {
    let w = r * r;
    r + (0.5 * w + r * w * polynomial(&BERNOULLI, w))
}

/// `sum_k (x + k)^-s`, `s = n + 1`, from the small end; the tail by Euler and Maclaurin,
/// `y^-n (1/n + 1/(2y) + sum_j B_2j/(2j)! s(s+1)..(s+2j-2) y^-2j)`.
fn zeta(n: u32, x: f64) -> f64 {
    let s = n as f64 + 1.0;
    let steps = Float::max(Float::ceil(10.0 + n as f64 - x), 0.0);
    let r = 1.0 / (x + steps);
    let w = r * r;
    let mut tail = BERNOULLI;
    let mut factor = 0.5 * s;
    for (j, b) in tail.iter_mut().enumerate() {
        *b *= factor;
        let even = 2.0 * (j as f64 + 1.0);
        factor *= (s + even - 1.0) * (s + even) / ((even + 1.0) * (even + 2.0));
    }
    let power = |base: f64, n: u32| (1..n).fold(base, |p, _| p * base);
    let mut sum = power(r, n) * (1.0 / n as f64 + (0.5 * r + w * polynomial(&tail, w)));
    let mut k = steps;
    while k > 0.0 {
        k -= 1.0;
        sum += 1.0 / power(x + k, n + 1);
    }
    sum
}

/// `cot(pi x)` for `x <= 0`, exact in the reduction; infinite at zero, `None` at the negative
/// integers, for NaN and for -inf.
fn cot_pi(x: f64) -> Option<f64> {
    const PI_LO: f64 = 1.2246467991473532e-16;
    let f = if x > -0.5 { x } else { x - Float::round(x) };
    if f.is_nan() || (f == 0.0 && x != 0.0) {
        return None;
    }
    // pi g = p + d, and the slope of tan and cot is ±(1 + their square)
    let scaled = |g: f64| (PI * g, Float::mul_add(PI, g, -(PI * g)) + PI_LO * g);
    Some(if Float::abs(f) < 1e-8 {
        1.0 / f / PI
    } else if Float::abs(f) <= 0.25 {
        let (p, d) = scaled(f);
        let cot = 1.0 / Float::tan(p);
        cot - d * (1.0 + cot * cot)
    } else {
        let (p, d) = scaled(0.5 - Float::abs(f));
        let tan = Float::tan(p);
        Float::copysign(1.0, f) * (tan + d * (1.0 + tan * tan))
    })
}

/// `d^n/dx^n pi cot(pi x) = pi^(n+1) P_n(cot)` with `P_0 = c`, `P_{n+1} = -(1 + c²) P_n'`: all
/// terms of one sign, so nothing cancels.
fn pi_cot_derivative(n: u32, cot: f64) -> f64 {
    let mut p = [0.0; 66];
    assert!((n as usize) < p.len() - 1, "derivatives of digamma above order {} are not offered left of 0", p.len() - 2);
    p[1] = 1.0;
    for k in 0..n as usize {
        let mut next = [0.0; 66];
        for (i, &a) in p.iter().enumerate().take(k + 2).skip(1) {
            next[i - 1] -= i as f64 * a;
            next[i + 1] -= i as f64 * a;
        }
        p = next;
    }
    let scale = (0..n).fold(PI, |s, _| s * PI);
    // only powers of one parity are there: Horner in c², which an infinite c passes without NaN
    let odd = n.is_multiple_of(2);
    let square = cot * cot;
    let rest = (odd as usize..n as usize).step_by(2).rev();
    let sum = rest.fold(p[n as usize + 1], |h, i| h * square + p[i]);
    scale * if odd { sum * cot } else { sum }
}
