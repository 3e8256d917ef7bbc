//! The functions that the exercises differentiate: written once, evaluated at every number type.

use ad::{Objective, Real};

/// `eˣ sin x`: `f″ = 2 eˣ cos x`, `f⁗ = −4 f`.
///
/// ```
/// assert_eq!(examples::objectives::exp_sin(0.0), 0.0);
/// ```
pub fn exp_sin<F: Real>(x: F) -> F {
    x.exp() * x.sin()
}

/// `ln x + eˣ + 1/x` on `x > 0`: `f′ = 1/x + eˣ − 1/x²`.
///
/// ```
/// assert_eq!(examples::objectives::ln_exp_recip(1.0), 1f64.exp() + 1.0);
/// ```
pub fn ln_exp_recip<F: Real>(x: F) -> F {
    x.ln() + x.exp() + x.recip()
}

/// `ln(ab + max(a, 2))` of `x = (a, b)` (S1.11). Kink at `a = 2`.
#[derive(Clone, Copy, Debug)]
pub struct LogOfSum;

impl Objective for LogOfSum {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let [a, b] = [x[0], x[1]];
        (a * b + a.max(F::lit(2.0))).ln()
    }
}

/// `max(0, (x₁ + (−x₂x₃)²) / (x₂x₃))` (S1.12). Undefined where `x₂x₃ = 0`, kink where
/// `x₁ = −(x₂x₃)²`.
#[derive(Clone, Copy, Debug)]
pub struct ReluOfQuotient;

impl Objective for ReluOfQuotient {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let d = x[1] * x[2];
        let e = x[0] + (-d).powi(2);
        (e / d).relu()
    }
}

/// S1.1: `8x₁ + 12x₂ + x₁² − 2x₂²`, a saddle over the whole plane.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Saddle.value(&[-4.0, 3.0]), 2.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Saddle;
impl Objective for Saddle {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0] * 8.0 + x[1] * 12.0 + x[0].sq() - x[1].sq() * 2.0
    }
}

/// S1.4: `(x₁ + x₂ − 1)²`, least on a line.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Valley.value(&[3.0, -2.0]), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Valley;
impl Objective for Valley {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] + x[1] - 1.0).sq()
    }
}

/// S1.4: `max(|x| − 1, 0)`, least on an interval, with a kink at both ends of it.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Trough.value(&[-1.5]), 0.5);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Trough;
impl Objective for Trough {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0].abs() - 1.0).relu()
    }
}

/// S1.4: `(x² − 1)²`, least at two points with a hill between them.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::DoubleWell.value(&[0.0]), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DoubleWell;
impl Objective for DoubleWell {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0].sq() - 1.0).sq()
    }
}

/// S1.5: `(x₁ + x₂²)²`, least on a parabola and not convex.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::SquaredParabola.value(&[1.0, 0.0]), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SquaredParabola;
impl Objective for SquaredParabola {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] + x[1].sq()).sq()
    }
}
