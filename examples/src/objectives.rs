//! The objectives of the exercises, each written once over every number type.

use ad::{Objective, Real};

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
