//! The complex step: `f'(x) = Im f(x + ih) / h + O(h²)` for analytic `f`, without cancellation,
//! so that `h` may be 1e-200 (Lyness & Moler 1967; Squire & Trapp 1998).
//!
//! It has formulas of its own, not the table's slopes: an independent check of them.

use super::{Level, Number, Tagged};
use crate::error::Error;
use crate::rules::{Op, Rule, VectorRule};
use alloc::vec::Vec;
use core::fmt;
use num_complex::Complex;
#[allow(unused_imports, reason = "f64 has these methods itself where std is linked")]
use num_traits::Float;

/// `x + ih` in an objective.
///
/// A function that is not analytic (`abs`, `max`, `round`, ...) panics; comparisons see the real
/// part. The real part keeps the real domain: `ln` and `sqrt` of a negative number are NaN.
///
/// ```
/// use ad_core::ComplexStep;
/// let h = 1e-200;
/// let y = ComplexStep::new(1.0, h).sin();
/// assert_eq!(y.im() / h, 1f64.cos());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ComplexStep(Complex<f64>);

impl ComplexStep {
    /// `x + ih`.
    pub fn new(x: f64, h: f64) -> Self {
        ComplexStep(Complex::new(x, h))
    }
    /// The real part, `f(x)` up to `O(h²)`.
    pub fn re(self) -> f64 {
        self.0.re
    }
    /// The imaginary part, `h f'(x)` up to `O(h³)`.
    pub fn im(self) -> f64 {
        self.0.im
    }
    /// `f'(x)` by a complex step of length `h`.
    ///
    /// ```
    /// use ad_core::ComplexStep;
    /// assert_eq!(ComplexStep::derivative(|z| z.exp(), 0.0, 1e-100), 1.0);
    /// ```
    pub fn derivative(
        f: impl for<'t> FnOnce(Tagged<'t, ComplexStep>) -> Tagged<'t, ComplexStep>,
        x: f64,
        h: f64,
    ) -> f64 {
        Tagged::call(f, ComplexStep::new(x, h)).im() / h
    }
}

impl Number for ComplexStep {
    type Base = f64;
    fn lift(c: f64) -> Self {
        ComplexStep::new(c, 0.0)
    }
    fn primal(self) -> f64 {
        self.0.re
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        ComplexStep(analytic(rule.op(), &x.map(|x| x.0)))
    }
    /// No function but the table's has a formula at complex numbers.
    fn apply_vector<R: VectorRule>(rule: &R, _: &[Self]) -> Vec<Self> {
        panic!("{}", Error::NotAnalytic { operation: rule.name() })
    }
    fn chain(self, tangent: Self) -> Self {
        if self.is_strong_zero() || tangent.is_strong_zero() { Self::lift(0.0) } else { self * tangent }
    }
    fn as_constant(self) -> Option<f64> {
        (self.0.im == 0.0).then_some(self.0.re)
    }
    fn poison() -> Self {
        ComplexStep::new(f64::NAN, f64::NAN)
    }
    fn is_finite_all(self) -> bool {
        self.0.is_finite()
    }
}
impl Level for ComplexStep {
    type Inner = f64;
    fn constant(c: f64) -> Self {
        ComplexStep::new(c, 0.0)
    }
}
crate::grow_number!([] ComplexStep; inner f64; compare |x| x.0.re; coefficients |x| [x.0.re, x.0.im]);

impl fmt::Display for ComplexStep {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The function at complex arguments.
fn analytic(op: Op, x: &[Complex<f64>]) -> Complex<f64> {
    let real_domain = |z: Complex<f64>, lowest: f64, w: Complex<f64>| {
        if z.re < lowest { Complex::new(f64::NAN, f64::NAN) } else { w }
    };
    match (op, x) {
        (Op::Neg {}, &[z]) => -z,
        (Op::Add {}, &[z, w]) => z + w,
        (Op::Sub {}, &[z, w]) => z - w,
        (Op::Mul {}, &[z, w]) => z * w,
        (Op::Div {}, &[z, w]) => z * recip(w),
        (Op::MulAdd {}, &[z, w, v]) => z * w + v,
        (Op::Recip {}, &[z]) => recip(z),
        (Op::Square {}, &[z]) => z * z,
        (Op::Powi { n }, &[z]) => powi(z, n as i64),
        (Op::ConstPower { a, c, k }, &[z]) if c.fract() == 0.0 => powi(z, (c - k) as i64) * a,
        (Op::ConstPower { a, c, k }, &[z]) => real_domain(z, 0.0, (z.ln() * (c - k)).exp() * a),
        (Op::Powf {}, &[z, w]) => real_domain(z, 0.0, (z.ln() * w).exp()),
        // sqrt z = s + i b/(2s), s² = (|z| + a)/2
        (Op::Sqrt {}, &[z]) => {
            let s = ((z.re.hypot(z.im) + z.re) / 2.0).sqrt();
            real_domain(z, 0.0, Complex::new(s, z.im / (2.0 * s)))
        }
        (Op::Exp {}, &[z]) => z.exp(),
        (Op::Ln {}, &[z]) => real_domain(z, 0.0, Complex::new(z.re.hypot(z.im).ln(), z.im.atan2(z.re))),
        (Op::Sin {}, &[z]) => Complex::new(z.re.sin() * z.im.cosh(), z.re.cos() * z.im.sinh()),
        (Op::Cos {}, &[z]) => Complex::new(z.re.cos() * z.im.cosh(), -z.re.sin() * z.im.sinh()),
        (Op::Sinh {}, &[z]) => Complex::new(z.re.sinh() * z.im.cos(), z.re.cosh() * z.im.sin()),
        (Op::Cosh {}, &[z]) => Complex::new(z.re.cosh() * z.im.cos(), z.re.sinh() * z.im.sin()),
        // tan(a + ib) = (tan a + i tanh b) / (1 - i tan a tanh b), and tanh alike
        (Op::Tan {}, &[z]) => {
            let (t, u) = (z.re.tan(), z.im.tanh());
            Complex::new(t, u) * recip(Complex::new(1.0, -t * u))
        }
        (Op::Tanh {}, &[z]) => {
            let (t, u) = (z.re.tanh(), z.im.tan());
            Complex::new(t, u) * recip(Complex::new(1.0, t * u))
        }
        _ => panic!("{}", Error::NotAnalytic { operation: op.name() }),
    }
}

/// `1/z` scaled by the larger part (Smith 1962).
fn recip(z: Complex<f64>) -> Complex<f64> {
    if z.re.abs() >= z.im.abs() {
        let r = z.im / z.re;
        let d = z.re + z.im * r;
        Complex::new(1.0 / d, -r / d)
    } else {
        let r = z.re / z.im;
        let d = z.re * r + z.im;
        Complex::new(r / d, -1.0 / d)
    }
}

fn powi(z: Complex<f64>, n: i64) -> Complex<f64> {
    let power = num_traits::pow::pow(z, n.unsigned_abs() as usize);
    if n < 0 { recip(power) } else { power }
}
