//! What the descents along a line share: a direction with its slope, and what a step teaches.

use crate::problem::Point;
use crate::vector::{dot, minus, norm, plus, scaled};

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

/// How long a first step is where no length means anything: 1, or what moves a point so far out noticeably.
pub(crate) fn unit_step(x: &[f64]) -> f64 {
    (f64::EPSILON.sqrt() * norm(x)).max(1.0)
}

/// The first length along a direction as long as the gradient: 1 at most, and no longer a step than [`unit_step`].
pub(super) fn unit_length(at: &Point) -> f64 {
    1f64.min(unit_step(&at.x) / norm(&at.g))
}

/// A pair is damped whose curvature is below this share of what the model foretells (Powell 1978).
pub(super) const SHARE: f64 = 0.2;

/// `s = x_new - x`, `y = g_new - g` and the curvature `s'y`.
pub(super) struct Secant {
    pub s: Vec<f64>,
    pub y: Vec<f64>,
    pub curvature: f64,
}

impl Secant {
    pub fn between(from: &Point, to: &Point) -> Self {
        let (s, y) = (minus(&to.x, &from.x), minus(&to.g, &from.g));
        Secant { curvature: dot(&s, &y), s, y }
    }

    /// Whether the curvature is positive beyond rounding.
    pub fn is_safe(&self) -> bool {
        let Secant { s, y, curvature } = self;
        *curvature > f64::EPSILON * norm(s) * norm(y) && (1.0 / curvature).is_finite()
    }

    /// `y` pulled towards `B s`, the change that the model foretells, until `s'y` is a fifth of
    /// `s'B s` (Powell 1978; Nocedal & Wright 2006, procedure 18.2).
    pub fn damped(self, foretold: &[f64]) -> Self {
        let expected = dot(&self.s, foretold);
        let theta = (1.0 - SHARE) * expected / (expected - self.curvature);
        let y = plus(&scaled(theta, &self.y), 1.0 - theta, foretold);
        Secant { curvature: dot(&self.s, &y), s: self.s, y }
    }
}
