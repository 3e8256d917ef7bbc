//! The functions of the exercises, each written once over any [`Real`]: the same source runs on
//! plain numbers, duals, series, graph nodes and the complex step.

use ad::{Objective, Real};

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
