//! RMSProp: the gradient over the root of its running mean square (Tieleman & Hinton 2012, lecture 6e).

use super::adagrad::by_roots;
use super::momentum::share;
use super::{Descent, Rate};
use crate::error::not_negative;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::dot;

/// `v = rho v + (1 - rho) g²`, step `-rate g / (sqrt v + eps)`; `rho = 0.9`, `eps = 1e-8`.
///
/// In a constant gradient the steps tend to `rate`, from `rate / sqrt(1 - rho)` at first; near a
/// minimum they stay of that size, so only a falling rate converges.
///
/// ```
/// use ad::objective;
/// use optim::{descent::RmsProp, schedule::Exponential, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 1e4);
/// let report = RmsProp::default().rate(Exponential { first: 0.1, factor: 0.97 }).minimize(&f, &[2.0, 0.0])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-6);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RmsProp {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    rho: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    epsilon: f64,
    /// The running means of squares; empty at first.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    mean: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

impl Default for RmsProp {
    fn default() -> Self {
        RmsProp { rho: 0.9, epsilon: 1e-8, mean: Vec::new(), g: Vec::new() }
    }
}

impl RmsProp {
    /// The share of the mean before.
    ///
    /// ```
    /// use optim::{descent::RmsProp, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = RmsProp::default().rho(0.95).rate(0.01).stop(Iterations(1000)).minimize(&f, &[3.0])?;
    /// assert!(report.f < 1.001);
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not in `[0, 1)`.
    pub fn rho(self, rho: f64) -> Self {
        RmsProp { rho: share("rho", rho), ..self }
    }
    /// What is added to the root.
    ///
    /// ```
    /// use optim::{descent::RmsProp, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = RmsProp::default().epsilon(1e-10).rate(0.01).stop(Iterations(1000)).minimize(&f, &[3.0])?;
    /// assert!(report.f < 1.001);
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is negative or not finite.
    pub fn epsilon(self, epsilon: f64) -> Self {
        RmsProp { epsilon: not_negative("epsilon", epsilon), ..self }
    }
}

impl<P: Gradient + ?Sized> Descent<P> for RmsProp {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.mean.resize(at.g.len(), 0.0);
        self.mean.iter_mut().zip(&at.g).for_each(|(m, g)| *m = self.rho * *m + (1.0 - self.rho) * g * g);
        self.g.clone_from(&at.g);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = by_roots(size, &self.g, &self.mean, self.epsilon);
        -dot(&at.g, step)
    }
    fn reset(&mut self) -> bool {
        !core::mem::take(&mut self.mean).is_empty()
    }
}
