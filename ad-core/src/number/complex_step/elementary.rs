//! Exponential, circular and hyperbolic functions and their inverses, by their real and imaginary
//! parts in terms of real functions (Abramowitz & Stegun 4.3.55-4.5.51); the inverse sines after
//! Kahan (1987), the inverse tangents by `ln_1p`.

use super::arithmetic::{C, div, mul, recip, sqrt, times_angle};
use crate::Number;
use crate::math::hyperbolic;
use crate::rules::Op;
use core::f64::consts::{LN_2, LOG2_E, LOG10_E};
#[allow(unused_imports, reason = "f64 has these methods itself where std is linked")]
use num_traits::Float;

pub(super) fn formula(op: Op, x: &[C], y: f64) -> Option<C> {
    Some(match (op, x) {
        (Op::Exp {}, &[z]) => exp(z),
        (Op::Exp2 {}, &[z]) => polar(z.re.exp2(), z.im * LN_2),
        // e^a cos b - 1 = (e^a - 1) cos b - 2 sin²(b/2)
        (Op::ExpM1 {}, &[z]) => {
            let s = (0.5 * z.im).sin();
            C::new(z.re.exp_m1() * z.im.cos() - 2.0 * s * s, exp(z).im)
        }
        (Op::Ln {}, &[z]) => ln(z),
        (Op::Log2 {}, &[z]) => anchored(y, z, |z| ln(z) * LOG2_E),
        (Op::Log10 {}, &[z]) => anchored(y, z, |z| ln(z) * LOG10_E),
        (Op::Ln1p {}, &[z]) => ln_1p(z),
        // no derivative along the base at these
        (Op::Log {}, &[z, b]) if z.re == 0.0 || b.re == 0.0 || b.re == 1.0 => {
            C::new(y, (f64::INFINITY / b.re.ln()).chain(z.im) + f64::NAN.chain(b.im))
        }
        (Op::Log {}, &[z, b]) => div(ln(z), ln(b)),
        (Op::OnePlusLn {}, &[z]) => anchored(y, z, ln),
        (Op::XLogX {}, &[z]) => xlogy(z, z, y),
        (Op::XLogY {}, &[z, w]) => xlogy(z, w, y),

        (Op::Sin {}, &[z]) => sin(z),
        (Op::Cos {}, &[z]) => cos(z),
        // tan(a + ib) = (tan a + i tanh b) / (1 - i tan a tanh b)
        (Op::Tan {}, &[z]) => {
            let (t, u) = (z.re.tan(), z.im.tanh());
            div(C::new(t, u), C::new(1.0, -t * u))
        }
        (Op::Asin {}, &[z]) => asin(z),
        (Op::Acos {}, &[z]) => {
            let (s, t) = (sqrt(1.0 - z), sqrt(1.0 + z));
            C::new(2.0 * s.re.atan2(t.re), hyperbolic::asinh(t.re * s.im - t.im * s.re))
        }
        (Op::Atan {}, &[z]) => atan(z),

        (Op::Sinh {}, &[z]) => C::new(z.re.sinh() * z.im.cos(), z.re.cosh() * z.im.sin()),
        (Op::Cosh {}, &[z]) => cosh(z),
        (Op::Tanh {}, &[z]) => tanh(z),
        (Op::Sech2 { n: 0 }, &[z]) => sech2(z),
        // asinh z = i asin(-iz)
        (Op::Asinh {}, &[z]) => {
            let w = asin(C::new(z.im, -z.re));
            C::new(-w.im, w.re)
        }
        (Op::Acosh {}, &[z]) => {
            let (s, t) = (sqrt(z - 1.0), sqrt(z + 1.0));
            C::new(hyperbolic::asinh(s.re * t.re + s.im * t.im), 2.0 * s.im.atan2(t.re))
        }
        // atanh z = -i atan(iz)
        (Op::Atanh {}, &[z]) => {
            let w = atan(C::new(-z.im, z.re));
            C::new(w.im, -w.re)
        }

        (Op::Logistic {} | Op::LogisticN { n: 0 }, &[z]) => logistic(z),
        (Op::LogisticN { n: 1 }, &[z]) => sech2(z * 0.5) * 0.25,
        (Op::Softplus {}, &[z]) => softplus(z),
        (Op::LogSigmoid {}, &[z]) => -softplus(-z),
        (Op::Sinc {} | Op::SincN { n: 0 }, &[z]) => sinc(0, z),
        (Op::SincN { n: 1 }, &[z]) => sinc(1, z),
        _ => return None,
    })
}

/// `f(z)` with the better known real value `y` at `Re z`: the formula tells what the step changes.
pub(super) fn anchored(y: f64, z: C, f: impl Fn(C) -> C) -> C {
    let (w, real) = (f(z), f(C::new(z.re, 0.0)));
    C::new(if y.is_finite() { y + (w.re - real.re) } else { y }, w.im)
}

fn polar(m: f64, angle: f64) -> C {
    C::new(m * angle.cos(), m * angle.sin())
}

pub(super) fn exp(z: C) -> C {
    polar(z.re.exp(), z.im)
}

/// `ln |z| + iθ`; near the unit circle `2 ln |z| = ln_1p((a - 1)(a + 1) + b²)`.
pub(super) fn ln(z: C) -> C {
    let m = z.re.hypot(z.im);
    let near = m != z.re && m > 0.5 && m < 2.0;
    let re = if near { 0.5 * ((z.re - 1.0) * (z.re + 1.0) + z.im * z.im).ln_1p() } else { m.ln() };
    C::new(re, z.im.atan2(z.re))
}

fn ln_1p(z: C) -> C {
    if z.re > -0.5 && z.re < 1.0 {
        C::new(0.5 * (z.re * (2.0 + z.re) + z.im * z.im).ln_1p(), z.im.atan2(1.0 + z.re))
    } else {
        ln(1.0 + z)
    }
}

/// `z ln w`, `y` at the real parts.
fn xlogy(z: C, w: C, y: f64) -> C {
    let log = ln(w);
    if w.re == 0.0 {
        return C::new(y, f64::NEG_INFINITY.chain(z.im) + (z.re / w.re).chain(w.im));
    }
    C::new(z.re * log.re - z.im * log.im, z.im * log.re + times_angle(z.re, w))
}

pub(super) fn sin(z: C) -> C {
    C::new(z.re.sin() * z.im.cosh(), z.re.cos() * z.im.sinh())
}

pub(super) fn cos(z: C) -> C {
    C::new(z.re.cos() * z.im.cosh(), -z.re.sin() * z.im.sinh())
}

fn cosh(z: C) -> C {
    C::new(z.re.cosh() * z.im.cos(), z.re.sinh() * z.im.sin())
}

/// `1/cosh²`, which underflows long before `cosh` overflows.
fn sech2(z: C) -> C {
    if z.re.abs() > 400.0 {
        return C::new(0.0, 0.0);
    }
    let s = recip(cosh(z));
    mul(s, s)
}

/// `(sinh 2a + i sin 2b) / (cosh 2a + cos 2b)`, both multiplied by `2e` with `e = e^(-2|a|)`.
fn tanh(z: C) -> C {
    let a = z.re.abs();
    let e = (-2.0 * a).exp();
    let s = z.im.sin();
    let below = (1.0 + e) * (1.0 + e) - 4.0 * e * s * s;
    C::new((-(-4.0 * a).exp_m1() / below).copysign(z.re), 2.0 * e * (2.0 * z.im).sin() / below)
}

fn asin(z: C) -> C {
    let (s, t) = (sqrt(1.0 - z), sqrt(1.0 + z));
    C::new(z.re.atan2(s.re * t.re - s.im * t.im), hyperbolic::asinh(s.re * t.im - s.im * t.re))
}

pub(super) fn atan(z: C) -> C {
    let b = z.im.abs();
    let m = z.re.hypot(1.0 - b);
    let (large, small) = if z.re.abs() > b { (z.re, b) } else { (b, z.re) };
    let re = 0.5 * (2.0 * z.re).atan2((1.0 - large) * (1.0 + large) - small * small);
    C::new(re, (0.25 * (4.0 * b / m / m).ln_1p()).copysign(z.im))
}

/// `1 / (1 + e^-z)`, in terms of `e = e^-|a|` so that both tails keep their digits.
fn logistic(z: C) -> C {
    let e = (-z.re.abs()).exp();
    let s = (0.5 * z.im).sin();
    let below = (1.0 + e) * (1.0 + e) - 4.0 * e * s * s;
    let re = if z.re >= 0.0 { 1.0 + e * z.im.cos() } else { e * (z.im.cos() + e) };
    C::new(re / below, e * z.im.sin() / below)
}

/// `ln(1 + e^z)`, on the right `z + ln(1 + e^-z)`.
fn softplus(z: C) -> C {
    if z.re >= 0.0 { z + ln_1p(exp(-z)) } else { ln_1p(exp(z)) }
}

/// `sin z / z` and its derivative, by the power series near 0.
fn sinc(n: u32, z: C) -> C {
    if z.re.hypot(z.im) < 2.0 {
        // sum of (-z²)^k / (2k+1)!, whose derivative is -z times the sum of (-z²)^k (2k+2) / (2k+3)!
        let square = -mul(z, z);
        let sum = (0..14).rev().fold(C::new(0.0, 0.0), |sum, k| {
            let (even, shift) = (2.0 * f64::from(k), 2.0 * f64::from(n));
            let coefficient = if n == 0 { 1.0 } else { 1.0 / 3.0 };
            C::new(coefficient, 0.0) + mul(sum, square) / ((even + 2.0) * (even + 3.0 + shift))
        });
        return if n == 0 { sum } else { -mul(z, sum) };
    }
    let y = div(sin(z), z);
    if n == 0 { y } else { div(cos(z) - y, z) }
}
