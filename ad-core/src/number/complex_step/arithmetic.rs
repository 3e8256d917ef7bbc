//! Sums, products, powers and roots, and what is built of them in the plane of two arguments.
//!
//! A power is `z^c = m^c (cos cθ + i sin cθ)` of the polar form `z = m e^(iθ)`, and two arguments
//! `X, Y` are turned into `X + jY = H e^(jΘ)` with the complex length `H` and angle `Θ`.

use super::elementary::{atan, cos, exp, ln, sin};
use crate::Number;
use crate::rules::Op;
use num_complex::Complex;
#[allow(unused_imports, reason = "f64 has these methods itself where std is linked")]
use num_traits::Float;

pub(super) type C = Complex<f64>;

pub(super) fn formula(op: Op, x: &[C], y: f64) -> Option<C> {
    Some(match (op, x) {
        (Op::Neg {}, &[z]) => -z,
        (Op::Add {}, &[z, w]) => z + w,
        (Op::Sub {}, &[z, w]) => z - w,
        (Op::Mul {}, &[z, w]) => mul(z, w),
        (Op::Div {}, &[z, w]) if w.re == 0.0 => C::new(y, (1.0 / w.re).chain(z.im) - (y / w.re).chain(w.im)),
        (Op::Div {}, &[z, w]) => div(z, w),
        (Op::MulAdd {}, &[z, w, v]) => {
            C::new(z.re.mul_add(w.re, v.re) - z.im.chain(w.im), z.re.chain(w.im) + z.im.chain(w.re) + v.im)
        }
        (Op::Recip {}, &[z]) => recip(z),
        (Op::ToDegrees {}, &[z]) => C::new(y, z.im.to_degrees()),
        (Op::ToRadians {}, &[z]) => C::new(y, z.im.to_radians()),
        (Op::Square {}, &[z]) => mul(z, z),
        (Op::OneMinusSquare {}, &[z]) => C::new((1.0 - z.re) * (1.0 + z.re) + z.im * z.im, -2.0 * z.re * z.im),
        (Op::Powi { n }, &[z]) => powi(z, n.into()),
        (Op::Monomial { a, n }, &[z]) => powi(z, n as f64) * a,
        (Op::ConstPower { a, c, k }, &[z]) => power(z, c - k) * a,
        (Op::Powf {}, &[z, w]) => powf(z, w, y),
        (Op::PowPartial { i: 1, j: 0 }, &[z, w]) => mul(w, powf(z, w - 1.0, y)),
        (Op::PowPartial { i: 0, j: 1 }, &[z, w]) => mul(ln(z), powf(z, w, y)),
        (Op::Sqrt {}, &[z]) => sqrt(z),
        (Op::Cbrt {}, &[z]) => cbrt(z),
        (Op::RecipCbrt {}, &[z]) => recip(cbrt(z)),
        (Op::Hypot {}, &[x, y]) => Polar::of(x, y).length,
        (Op::Atan2 {}, &[y_, x_]) => Polar::of(x_, y_).turn + y,
        (Op::OverHypot {}, &[x, y]) => Polar::of(x, y).cos_sin(1).0,
        (Op::RecipPowerRe { n }, &[x, y]) => Polar::of(x, y).recip_power(n).0,
        (Op::RecipPowerIm { n }, &[x, y]) => Polar::of(x, y).recip_power(n).1,
        // (x - i)^-(n+1), whose imaginary part is the n-th derivative up to (-1)^n n!
        (Op::RecipOnePlusSquare { n }, &[z]) => {
            let minus_one = C::new(-1.0, 0.0);
            (1..=n).fold(Polar::of(z, minus_one).recip_power(n + 1).1, |im, k| -im * f64::from(k))
        }
        (Op::RecipHypot1 { n: 0 }, &[z]) => recip(Polar::of(C::new(1.0, 0.0), z).length),
        _ => return None,
    })
}

/// The product; exact zeros are strong in the imaginary part, as in every product of slopes.
pub(super) fn mul(z: C, w: C) -> C {
    C::new(z.re * w.re - z.im.chain(w.im), z.re.chain(w.im) + z.im.chain(w.re))
}

/// The quotient by the larger part of the denominator (Smith 1962): with `q` the real part, `q w`
/// leaves `Im z - q Im w` for the imaginary one.
pub(super) fn div(z: C, w: C) -> C {
    if w.im == 0.0 {
        return z / w.re;
    }
    if w.re.abs() < w.im.abs() {
        return div(C::new(z.im, -z.re), C::new(w.im, -w.re));
    }
    let r = w.im / w.re;
    let q = (z.re + z.im * r) / (w.re + w.im * r);
    C::new(q, z.im / w.re - times_ratio(q, w.im, w.re))
}

pub(super) fn recip(z: C) -> C {
    div(C::new(1.0, 0.0), z)
}

/// `f b/a`, with neither overflow nor underflow on the way.
pub(super) fn times_ratio(f: f64, b: f64, a: f64) -> f64 {
    if a.abs() >= 1.0 && b.abs() < 1.0 { f * b / a } else { f * (b / a) }
}

/// `f θ` for the angle `θ` of `z`, right of the imaginary axis.
pub(super) fn times_angle(f: f64, z: C) -> f64 {
    if z.im.abs() < 1e-9 * z.re { times_ratio(f, z.im, z.re) } else { f * z.im.atan2(z.re) }
}

/// `z^c` for `Re z >= 0`.
fn power(z: C, c: f64) -> C {
    let m = z.re.hypot(z.im).powf(c);
    if (c * z.im).abs() < 1e-9 * z.re {
        // sin cθ = cθ to all digits, where θ itself may underflow; the slope may be finite where m is not
        let rise = if m.is_finite() { times_ratio(m, z.im, z.re) } else { z.re.powf(c - 1.0).chain(z.im) };
        C::new(m, c * rise)
    } else {
        let angle = c * z.im.atan2(z.re);
        C::new(m * angle.cos(), m * angle.sin())
    }
}

/// `z^n` for an integer `n`.
fn powi(z: C, n: f64) -> C {
    if n == 0.0 {
        C::new(1.0, 0.0)
    } else if n == 1.0 {
        z
    } else if n == 2.0 {
        mul(z, z)
    } else if n == -1.0 {
        recip(z)
    } else if z.re >= 0.0 {
        power(z, n)
    } else {
        power(-z, n) * if n % 2.0 == 0.0 { 1.0 } else { -1.0 }
    }
}

/// `z^w = z^c e^(i d ln z)` for `w = c + id`; `y` is the real power.
fn powf(z: C, w: C, y: f64) -> C {
    if z.re == 0.0 {
        let along_z = if w.re == 0.0 { 0.0 } else { w.re * z.re.powf(w.re - 1.0) };
        let along_w = if w.re > 0.0 { 0.0 } else { f64::NEG_INFINITY };
        return C::new(y, along_z.chain(z.im) + along_w.chain(w.im));
    }
    let fixed = if w.re.fract() == 0.0 { powi(z, w.re) } else { power(z, w.re) };
    if w.im == 0.0 {
        fixed
    } else if z.re > 0.0 {
        mul(fixed, exp(mul(C::new(0.0, w.im), ln(z))))
    } else {
        C::new(y, f64::NAN)
    }
}

/// The root of positive real part: `s + i b/(2s)` with `s² = (|z| + a)/2` for `a >= 0`.
pub(super) fn sqrt(z: C) -> C {
    let (m, a) = (z.re.hypot(z.im), z.re.abs());
    let s = if a > 1.0 { 0.5 * m + 0.5 * a } else { 0.5 * (m + a) }.sqrt();
    let t = 0.5 * (z.im / s);
    if z.re >= 0.0 { C::new(s, t) } else { C::new(t.abs(), s.copysign(z.im)) }
}

/// Odd, as the real root.
fn cbrt(z: C) -> C {
    if z.re < 0.0 {
        return -cbrt(-z);
    }
    let (m, angle) = (z.re.hypot(z.im).cbrt(), z.im.atan2(z.re) / 3.0);
    if z.im.abs() < 1e-9 * z.re {
        C::new(m, times_ratio(m, z.im, z.re) / 3.0)
    } else {
        C::new(m * angle.cos(), m * angle.sin())
    }
}

/// `X + jY = H e^(jΘ)` for complex `X = x + iξ` and `Y = y + iη`, from the polar form `r e^(jθ)` of
/// the real parts: turned by `-θ`, the number is `r (1 + i(q + jp))`, with `p` and `q` below.
struct Polar {
    /// `H = sqrt(X² + Y²)`
    length: C,
    /// `Θ - θ = atan(ip / (1 + iq))`
    turn: C,
    /// `cos θ + j sin θ`
    real: C,
}
impl Polar {
    /// NaN at the origin, where `H` and `Θ` have no derivative.
    fn of(x: C, y: C) -> Polar {
        let r = x.re.hypot(y.re);
        let real = C::new(x.re / r, y.re / r);
        let along = |x: f64, y: f64| real.re.chain(x) + real.im.chain(y);
        let (p, q) = (along(y.im / r, -x.im / r), along(x.im / r, y.im / r));
        // H² = r² (A + iB) with B = 2q, which may underflow where r q does not
        let m = x.im.hypot(y.im) / r;
        let s = sqrt(C::new((1.0 - m) * (1.0 + m), 2.0 * q)).re;
        let turn = atan(div(C::new(0.0, p), C::new(1.0, q)));
        Polar { length: C::new(r * s, along(x.im, y.im) / s), turn, real }
    }

    /// `cos nΘ` and `sin nΘ`.
    fn cos_sin(&self, n: u32) -> (C, C) {
        let real = (1..n).fold(self.real, |power, _| mul(power, self.real));
        let turn = self.turn * f64::from(n);
        let (cos, sin) = (cos(turn), sin(turn));
        (cos * real.re - sin * real.im, cos * real.im + sin * real.re)
    }

    /// The two parts of `(X + jY)^-n`.
    fn recip_power(&self, n: u32) -> (C, C) {
        let (cos, sin) = self.cos_sin(n);
        let length = powi(self.length, -f64::from(n));
        (mul(length, cos), -mul(length, sin))
    }
}
