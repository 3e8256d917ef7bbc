//! Error function, gamma and Bessel functions at complex arguments.
//!
//! * `erf` and its kin: `f(a + ib) = f(a) + c int_0^b i g(a + it) dt` for the bell curve `g`, by its
//!   Taylor series, whose coefficients follow from `g' = -w z g`;
//! * `ln Gamma`, digamma: recurrence up to `Re z >= 16`, then Stirling's series; reflection left of 0
//!   (Abramowitz & Stegun 6.1.17, 6.1.40, 6.3.5, 6.3.7, 6.3.18);
//! * `J0`, `J1`: Bessel's integral (9.1.18) by the midpoint rule, which for a periodic integrand is
//!   exact up to `J72`; beyond 25 Hankel's series (9.2.5, 9.2.9).

use super::arithmetic::{C, div, mul, recip, sqrt, times_angle};
use super::elementary::{anchored, cos, ln, sin};
use crate::rules::Op;
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, FRAC_2_SQRT_PI, FRAC_PI_2, PI};
#[allow(unused_imports, reason = "f64 has these methods itself where std is linked")]
use num_traits::Float;

const ZERO: C = C::new(0.0, 0.0);
const ONE: C = C::new(1.0, 0.0);
/// `1/sqrt(2 pi)`
const DENSITY: f64 = 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;

pub(super) fn formula(op: Op, x: &[C], y: f64) -> Option<C> {
    let &[z] = x else { return None };
    Some(match op {
        Op::Erf {} => bell_integral(2.0, z) * FRAC_2_SQRT_PI + y,
        Op::Erfc {} => bell_integral(2.0, z) * -FRAC_2_SQRT_PI + y,
        Op::NormCdf {} => bell_integral(1.0, z) * DENSITY + y,
        Op::Gauss { n } => bell_derivative(n, 2.0, z),
        Op::NormPdf { n } => bell_derivative(n, 1.0, z) * DENSITY,
        Op::LnGamma {} => ln_gamma_change(z) + y,
        Op::Digamma {} | Op::Polygamma { n: 0 } => anchored(y, z, digamma),
        Op::Polygamma { n: 1 } => trigamma(z),
        Op::BesselJ0 {} | Op::BesselJ0N { n: 0 } => anchored(y, z, |z| bessel(0, z)),
        Op::BesselJ1 {} | Op::BesselJ1N { n: 0 } => anchored(y, z, |z| bessel(1, z)),
        Op::BesselJ0N { n: 1 } => anchored(y, z, |z| -bessel(1, z)),
        Op::BesselJ1N { n: 1 } => anchored(y, z, |z| bessel(0, z) - div(bessel(1, z), z)),
        _ => return None,
    })
}

/// `e^(-w z²/2)`, with the square of the real part in two words.
fn bell(w: f64, z: C) -> C {
    let square = z.re * z.re;
    let rest = z.re.mul_add(z.re, -square);
    let m = (-0.5 * w * square).exp() * (0.5 * w * (z.im * z.im - rest)).exp();
    let angle = -w * z.re * z.im;
    C::new(m * angle.cos(), m * angle.sin())
}

/// The n-th derivative of the bell curve: `g_(k+1) = -w (z g_k + k g_(k-1))`.
fn bell_derivative(n: u32, w: f64, z: C) -> C {
    if z.re.abs() > 60.0 {
        return ZERO;
    }
    let (mut before, mut now) = (ZERO, bell(w, z));
    for k in 0..n {
        (before, now) = (now, (mul(z, now) + before * f64::from(k)) * -w);
    }
    now
}

/// `int g` from `Re z` to `z`, in pieces so short that no term of the series exceeds the first.
fn bell_integral(w: f64, z: C) -> C {
    let (a, b) = (z.re.abs(), z.im.abs());
    if a > b + 60.0 {
        return ZERO;
    }
    if b > 60.0 {
        return C::new(f64::NAN, f64::NAN); // e^(b²) overflows
    }
    let pieces = (w * b * (1.0 + a + b)).ceil().max(1.0);
    let step = C::new(0.0, z.im / pieces);
    (0..pieces as u32).fold(ZERO, |sum, piece| sum + bell_piece(w, z.re + step * f64::from(piece), step))
}

/// `int g` from `p` to `p + step`: with `t_k = g_k step^k`, `(k+1) t_(k+1) = -w (p step t_k + step² t_(k-1))`.
fn bell_piece(w: f64, p: C, step: C) -> C {
    let (linear, square) = (mul(p, step), mul(step, step));
    let (mut before, mut now, mut sum) = (ZERO, bell(w, p), ZERO);
    for k in 1..26 {
        let k = f64::from(k);
        sum += now / k;
        (before, now) = (now, (mul(linear, now) + mul(square, before)) * (-w / k));
    }
    mul(sum, step)
}

/// Bernoulli's numbers `B_2, B_4, ...`.
const BERNOULLI: [f64; 8] =
    [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0, -3617.0 / 510.0];

/// `z, z + 1, ..` up to but not including the first of real part 16 or more, and that one.
fn climb(z: C) -> (impl Iterator<Item = C>, C) {
    let n = (16.0 - z.re).ceil().max(0.0);
    ((0..n as u32).map(move |k| z + f64::from(k)), z + n)
}

/// `sum of B_2k / d_k r^k`, by Horner's scheme.
fn stirling(d: impl Fn(f64) -> f64, r: C) -> C {
    let pairs = BERNOULLI.iter().enumerate().rev();
    pairs.fold(ZERO, |sum, (k, &b)| mul(sum + b / d(2.0 * (k as f64 + 1.0)), r))
}

/// `ln Gamma(z) - ln |Gamma(Re z)|`: every logarithm enters by its change, so that none cancels.
fn ln_gamma_change(z: C) -> C {
    if z.re < 0.0 {
        // ln pi - ln |sin pi z| - ln Gamma(1 - z), and |sin pi z|² = sin² pi a + sinh² pi b
        let s = sin_cos_pi(z).0;
        let t = (PI * z.im).sinh() / sin_cos_pi(C::new(z.re, 0.0)).0.re;
        let angle = (s.im * s.re.signum()).atan2(s.re.abs());
        return -C::new(0.5 * (t * t).ln_1p(), angle) - ln_gamma_change(1.0 - z);
    }
    let ln_change = |z: C| C::new(0.5 * (z.im / z.re).powi(2).ln_1p(), z.im.atan2(z.re));
    let series = |z: C| {
        let r = recip(z);
        mul(stirling(|k| k * (k - 1.0), mul(r, r)), z)
    };
    let (below, top) = climb(z);
    let product = C::new(
        (top.re - 0.5) * ln_change(top).re - times_angle(top.im, top),
        top.im * ln(top).re + times_angle(top.re - 0.5, top),
    );
    let above = product - C::new(0.0, z.im) + (series(top) - series(C::new(top.re, 0.0)));
    below.fold(above, |sum, z| sum - ln_change(z))
}

fn digamma(z: C) -> C {
    if z.re < 0.0 {
        let (s, c) = sin_cos_pi(z);
        return digamma(1.0 - z) - div(c, s) * PI;
    }
    let (below, top) = climb(z);
    let r = recip(top);
    ln(top) - r * 0.5 - stirling(|k| k, mul(r, r)) - below.fold(ZERO, |sum, z| sum + recip(z))
}

fn trigamma(z: C) -> C {
    if z.re < 0.0 {
        let r = recip(sin_cos_pi(z).0) * PI;
        return mul(r, r) - trigamma(1.0 - z);
    }
    let (below, top) = climb(z);
    let r = recip(top);
    let square = mul(r, r);
    let above = r + square * 0.5 + mul(r, stirling(|_| 1.0, square));
    below.map(recip).fold(above, |sum, r| sum + mul(r, r))
}

/// `sin pi z` and `cos pi z` up to a common sign.
fn sin_cos_pi(z: C) -> (C, C) {
    let w = C::new(z.re - z.re.round(), z.im) * PI;
    (sin(w), cos(w))
}

/// `J_order`, for order 0 and 1.
fn bessel(order: u32, z: C) -> C {
    if z.re < 0.0 {
        return if order == 0 { bessel(0, -z) } else { -bessel(1, -z) };
    }
    if z.re.hypot(z.im) > 25.0 { hankel(order, z) } else { bessel_integral(order, z) }
}

/// The mean of `cos(z sin t)`, of `sin(z sin t) sin t`, over a quarter of the circle.
fn bessel_integral(order: u32, z: C) -> C {
    const POINTS: u32 = 18;
    let sum = (0..POINTS).fold(ZERO, |sum, k| {
        let s = ((f64::from(k) + 0.5) * FRAC_PI_2 / f64::from(POINTS)).sin();
        sum + if order == 0 { cos(z * s) } else { sin(z * s) * s }
    });
    sum / f64::from(POINTS)
}

/// `sqrt(2/(pi z)) (P cos χ - Q sin χ)` with `P + iQ = sum of a_k (i/z)^k` and `χ = z - (order/2 + 1/4) pi`.
fn hankel(order: u32, z: C) -> C {
    let r = recip(z);
    let mu = 4.0 * f64::from(order * order);
    let (mut term, mut parts) = (ONE, [ONE, ZERO]);
    for k in 1..25u32 {
        let odd = f64::from(2 * k - 1);
        term = mul(term, r) * ((mu - odd * odd) / (8.0 * f64::from(k)));
        let sign = if k % 4 < 2 { 1.0 } else { -1.0 };
        parts[k as usize % 2] += term * sign;
    }
    let (s, c) = (sin(z), cos(z));
    let (cos_chi, sin_chi) = if order == 0 { (c + s, s - c) } else { (s - c, -(s + c)) };
    let wave = (mul(parts[0], cos_chi) - mul(parts[1], sin_chi)) * FRAC_1_SQRT_2;
    mul(sqrt(r * FRAC_2_PI), wave)
}
