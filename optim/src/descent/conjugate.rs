//! Nonlinear conjugate gradients: `d = -g + beta d_last`.

use super::heading::Heading;
use super::{Descent, Length, steepest::first_length};
use crate::observe::Update;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot, minus, norm, scaled};

/// The formula of `beta`.
///
/// ```
/// use optim::{descent::{Beta, ConjugateGradient}, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = ConjugateGradient::with(Beta::PolakRibierePlus).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Beta {
    /// `max(0, y'g / g_last'g_last)` (Polak & Ribiere 1969; Powell 1984).
    PolakRibierePlus,
    /// `g'g / g_last'g_last` (Fletcher & Reeves 1964).
    FletcherReeves,
    /// `(y - 2 d y'y / d'y)'g / d'y`, bounded below (Hager & Zhang 2005, eq. 1.3, 1.5).
    #[default]
    HagerZhang,
}

/// Conjugate gradients. The direction falls back to `-g` where it would not descend, or where
/// successive gradients are far from orthogonal (Powell 1977).
///
/// ```
/// use ad::objective;
/// use optim::{descent::ConjugateGradient, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(ConjugateGradient::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConjugateGradient {
    beta: Beta,
    heading: Heading,
    /// The gradient before.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    before: Option<Vec<f64>>,
}

impl ConjugateGradient {
    /// With this formula.
    ///
    /// ```
    /// use optim::{descent::{Beta, ConjugateGradient}, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ConjugateGradient::with(Beta::FletcherReeves).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn with(beta: Beta) -> Self {
        ConjugateGradient { beta, ..Self::default() }
    }

    fn beta(&self, before: &[f64], g: &[f64]) -> f64 {
        let (y, d) = (minus(g, before), &self.heading.d);
        match self.beta {
            Beta::FletcherReeves => dot(g, g) / dot(before, before),
            Beta::PolakRibierePlus => (dot(&y, g) / dot(before, before)).max(0.0),
            Beta::HagerZhang => {
                let dy = dot(d, &y);
                let beta = (dot(&y, g) - 2.0 * dot(&y, &y) * dot(d, g) / dy) / dy;
                beta.max(-1.0 / (norm(d) * norm(before).min(0.01)))
            }
        }
    }
}

impl<P: Gradient + ?Sized> Descent<P> for ConjugateGradient {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        let beta = self.before.as_ref().map_or(0.0, |before| self.beta(before, &at.g));
        let mut direction = scaled(-1.0, &at.g);
        if beta != 0.0 && beta.is_finite() {
            add(&mut direction, beta, &self.heading.d);
        }
        self.heading = Heading::along(direction, &at.g);
        let Heading { d, slope } = &self.heading;
        if !slope.is_finite() || *slope > -1e-10 * norm(d) * norm(&at.g) {
            self.heading = Heading::downhill(&at.g);
        }
        true
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, last: Option<(f64, f64)>) -> f64 {
        first_length(at, last, -self.heading.slope)
    }
    fn learn(&mut self, from: &Point, _: &Point) -> Update {
        self.before = Some(from.g.clone());
        Update::None
    }
    fn reset(&mut self) -> bool {
        self.before.take().is_some()
    }
}
