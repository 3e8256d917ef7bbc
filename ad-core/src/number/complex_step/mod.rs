//! The complex step: `f'(x) = Im f(x + ih) / h + O(h²)` for analytic `f`, without cancellation,
//! so that `h` may be 1e-200 (Lyness & Moler 1967; Squire & Trapp 1998).
//!
//! It has formulas of its own, not the table's slopes: an independent check of them. Each formula
//! is the complex function itself, not its first two terms, so that a long step shows its O(h²);
//! and each keeps the relative accuracy of both parts where `h²` is far below rounding: no `1 + z`
//! loses the imaginary part, no quotient `h/x` vanishes that a later product needs.

mod arithmetic;
mod elementary;
mod special;

use super::{Level, Number, Tagged};
use crate::error::Error;
use crate::rules::{Op, Rule, VectorRule, plain_value, undefined};
use alloc::vec::Vec;
use core::fmt;
use num_complex::Complex;
#[allow(unused_imports, reason = "f64 has these methods itself where std is linked")]
use num_traits::Float;

/// `x + ih` in an objective.
///
/// * Every analytic function of `num_traits::Float` and [`Special`](crate::Special) is offered, for
///   steps from 1e-300 to about 0.1. `h f'` has to be a normal number: 1e-20 is short enough
///   for all digits, and leaves room for slopes down to 1e-287.
/// * Slopes of functions of `Float` are within 2 ulps of the exact ones, those of `Special` within
///   40 away from the roots of the slope (measured on the oracle's points); beside a root the
///   error is of that size relative to the terms that cancel there.
/// * A function that is not analytic (`abs`, `max`, `round`, ...) panics at a number with an
///   imaginary part and names itself; use a dual number there. Of constants every function is known.
/// * Comparisons, [`detach`](crate::Real::detach) and [`select`](crate::Real::select) see the real part.
/// * The real part keeps the real domain: where the real function is NaN, as `ln` and `sqrt` of
///   a negative number, both parts are.
/// * At the ends of the domain and at poles (`sqrt` and `ln` at 0, `asin` at 1, `1/x` at 0) the value
///   is the real one and the slope the signed infinity, as for every other number of this
///   workspace; a step from beside such a point has to be short against the distance to it.
///   Where a function has no derivative at all (`hypot` at the origin, `ln_gamma` at -1) it is NaN.
///
/// ```
/// use ad_core::{ComplexStep, Special};
/// let h = 1e-200;
/// let y = ComplexStep::new(1.0, h).sin();
/// assert_eq!(y.im() / h, 1f64.cos());
/// let slope = ComplexStep::derivative(|z| z.erf(), 0.5, h);
/// assert!((slope - 0.8787825789354448).abs() < 4e-16);
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
    /// // a long step is wrong by h²/6 f'''
    /// let error = ComplexStep::derivative(|z| z.exp(), 0.0, 1e-2) - 1.0;
    /// assert!((error / (-1e-4 / 6.0) - 1.0).abs() < 1e-4);
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
    type Truth = bool;
    fn lift(c: f64) -> Self {
        ComplexStep::new(c, 0.0)
    }
    fn primal(self) -> f64 {
        self.0.re
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let y = rule.value(x.map(Number::primal));
        if x.iter().all(|x| x.0.im == 0.0) {
            return Self::lift(y);
        }
        let operation = rule.op();
        let analytic = formula(operation, &x.map(|x| x.0), y);
        let w = analytic.unwrap_or_else(|| panic!("{}", Error::NotAnalytic { operation: operation.name() }));
        if undefined(rule, y) { Self::poison() } else { ComplexStep(w) }
    }
    /// No function but the table's has a formula at complex numbers.
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        if x.iter().any(|x| x.0.im != 0.0) {
            panic!("{}", Error::NotAnalytic { operation: rule.name() });
        }
        plain_value(rule, x)
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

/// The function at complex arguments whose real parts have the real value `y`; `None` if it is
/// not offered.
fn formula(op: Op, x: &[Complex<f64>], y: f64) -> Option<Complex<f64>> {
    let mut w = arithmetic::formula(op, x, y)
        .or_else(|| elementary::formula(op, x, y))
        .or_else(|| special::formula(op, x, y))?;
    if x.iter().any(|z| z.re.is_infinite()) {
        w.re = y;
    }
    Some(match x {
        &[z] => end_slope(op, z.re, y).map_or(w, |slope| Complex::new(y, slope * z.im)),
        _ => w,
    })
}

/// The slope at `x` where the real function ends with a vertical tangent or has a pole.
fn end_slope(op: Op, x: f64, y: f64) -> Option<f64> {
    let up = f64::INFINITY;
    let power = |a: f64, n: f64| (x == 0.0 && n < 1.0 && n != 0.0).then(|| a * n * x.powf(n - 1.0));
    match op {
        Op::Powi { n } => power(1.0, n.into()),
        Op::Monomial { a, n } => power(a, n as f64),
        Op::ConstPower { a, c, k } => power(a, c - k),
        Op::Recip {} => power(1.0, -1.0),
        Op::Sqrt {} | Op::Cbrt {} | Op::Ln {} | Op::Log2 {} | Op::Log10 {} | Op::OnePlusLn {} => {
            (x == 0.0).then_some(up)
        }
        Op::XLogX {} | Op::RecipCbrt {} => (x == 0.0).then_some(-up),
        Op::Ln1p {} => (x == -1.0).then_some(up),
        Op::Asin {} | Op::Atanh {} => (x.abs() == 1.0).then_some(up),
        Op::Acos {} => (x.abs() == 1.0).then_some(-up),
        Op::Acosh {} => (x == 1.0).then_some(up),
        Op::LnGamma {} if x.is_finite() && y.is_infinite() && x <= 0.0 => {
            Some(if x == 0.0 { -1.0 / x } else { f64::NAN })
        }
        Op::Digamma {} => (x == 0.0).then_some(up),
        _ => None,
    }
}
