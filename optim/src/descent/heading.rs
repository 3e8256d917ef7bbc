//! What the descents along a line share: a direction with its slope, and what a step teaches.

use crate::problem::Point;
use crate::vector::{dot, minus, norm, scaled};

/// A direction and the slope of `f` along it.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Heading {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub d: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub slope: f64,
}

impl Heading {
    /// Along `d`, from a point with the gradient `g`.
    pub fn along(d: Vec<f64>, g: &[f64]) -> Self {
        Heading { slope: dot(&d, g), d }
    }

    /// Along `-g`.
    pub fn downhill(g: &[f64]) -> Self {
        Heading::along(scaled(-1.0, g), g)
    }

    /// Whether `f` falls along it, by a slope that is a number.
    pub fn falls(&self) -> bool {
        self.slope < 0.0 && self.slope.is_finite()
    }

    /// Writes the step of this length and returns the decrease that the slope promises.
    pub fn step(&self, length: f64, step: &mut Vec<f64>) -> f64 {
        *step = scaled(length, &self.d);
        -length * self.slope
    }
}

/// The first length along a direction whose own length means nothing: 1 at most, and no longer a step.
pub(super) fn unit_length(g: &[f64]) -> f64 {
    1f64.min(1.0 / norm(g))
}

/// `s = x_new - x`, `y = g_new - g` and `s'y`, if that is safely positive.
pub(super) fn secant_pair(from: &Point, to: &Point) -> Option<(Vec<f64>, Vec<f64>, f64)> {
    let (s, y) = (minus(&to.x, &from.x), minus(&to.g, &from.g));
    let curvature = dot(&s, &y);
    let safe = curvature > f64::EPSILON * norm(&s) * norm(&y) && (1.0 / curvature).is_finite();
    safe.then_some((s, y, curvature))
}
