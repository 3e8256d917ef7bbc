//! Momentum: a step keeps a share `beta` of the step before.
//!
//! Polyak: `x_new = x - a grad f(x) + beta (x - x_before)`; Nesterov takes the gradient ahead, at
//! `y = x + beta (x - x_before)`: `x_new = y - a grad f(y)`.

use super::{Descent, Rate};
use crate::observe::Update;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot, minus, plus, scaled};

/// A share of what was, in `[0, 1)`.
pub(super) fn share(name: &str, value: f64) -> f64 {
    assert!((0.0..1.0).contains(&value), "{name} is {value}: it must be at least 0 and below 1");
    value
}

/// The heavy ball (Polyak 1964), `beta = 0.9`.
///
/// On a quadratic with curvatures in `[m, L]` it is stable for `a < 2 (1 + beta) / L`, and with
/// `a = 4 / (sqrt L + sqrt m)²`, `beta = ((sqrt L - sqrt m) / (sqrt L + sqrt m))²` the distance
/// shrinks by `sqrt beta` a step.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Momentum, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 10.0);
/// let report = Momentum::default().beta(0.5).rate(0.05).minimize(&f, &[9.0, 9.0])?;
/// assert!(report.success() && (report.x[1] + 2.0).abs() < 1e-8);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Momentum {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    beta: f64,
    /// The step before; empty at first.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

impl Default for Momentum {
    fn default() -> Self {
        Momentum { beta: 0.9, last: Vec::new(), g: Vec::new() }
    }
}

impl Momentum {
    /// The share of the step before.
    ///
    /// ```
    /// use optim::{descent::Momentum, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Momentum::default().beta(0.5).rate(0.2).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not in `[0, 1)`.
    pub fn beta(self, beta: f64) -> Self {
        Momentum { beta: share("beta", beta), ..self }
    }
}

/// `-rate g + beta last`, and the decrease that the slope at `at` promises.
fn push(at: &Point, g: &[f64], rate: f64, beta: f64, last: &[f64], step: &mut Vec<f64>) -> f64 {
    *step = scaled(-rate, g);
    add(step, beta, last);
    -dot(&at.g, step)
}

impl<P: Gradient + ?Sized> Descent<P> for Momentum {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.g.clone_from(&at.g);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        push(at, &self.g, size, self.beta, &self.last, step)
    }
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        self.last = minus(&to.x, &from.x);
        Update::None
    }
    fn reset(&mut self) -> bool {
        !core::mem::take(&mut self.last).is_empty()
    }
}

/// Nesterov's accelerated gradient (1983): `beta = 0.9`, or [growing](Nesterov::growing).
///
/// A step asks for two gradients: ahead, where the slope is taken, and at the new point, so that
/// every point reported has the value and the gradient of that very point.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Nesterov, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 10.0);
/// let report = Nesterov::default().beta(0.5).rate(0.05).minimize(&f, &[9.0, 9.0])?;
/// assert!(report.success() && (report.x[1] + 2.0).abs() < 1e-8);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Nesterov {
    /// `None` while it grows.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    beta: Option<f64>,
    /// Steps since the start or the last reset.
    steps: usize,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

impl Default for Nesterov {
    fn default() -> Self {
        Nesterov { beta: Some(0.9), steps: 0, last: Vec::new(), g: Vec::new() }
    }
}

impl Nesterov {
    /// The share of the step before.
    ///
    /// ```
    /// use optim::{descent::Nesterov, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Nesterov::default().beta(0.5).rate(0.2).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not in `[0, 1)`.
    pub fn beta(self, beta: f64) -> Self {
        Nesterov { beta: Some(share("beta", beta)), ..self }
    }

    /// `beta = (k - 1) / (k + 2)` in step `k`, for convex functions of unknown strength: with a rate
    /// `a <= 1/L`, `f(x_k) - f* <= 2 |x_0 - x*|² / (a (k + 1)²)` (Su, Boyd & Candes 2016, eq. 3).
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Nesterov, stop::Iterations, Recipe};
    /// let f = objective!(|x| x[0].sq() * 0.5 + x[1].sq() * 0.0005);
    /// let report = Nesterov::growing().rate(1.0).stop(Iterations(50)).minimize(&f, &[0.0, 1.0])?;
    /// assert!(report.f <= 2.0 / (51.0 * 51.0));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn growing() -> Self {
        Nesterov { beta: None, ..Self::default() }
    }

    /// The share in this step.
    fn share(&self) -> f64 {
        let k = self.steps as f64;
        self.beta.unwrap_or(k / (k + 3.0))
    }
}

impl<P: Gradient + ?Sized> Descent<P> for Nesterov {
    type Size = Rate;
    fn evaluation_point(&self, at: &Point) -> Option<Vec<f64>> {
        let ahead = plus(&at.x, self.share(), &self.last);
        (!self.last.is_empty() && ahead != at.x).then_some(ahead)
    }
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.g.clone_from(&at.g);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        push(at, &self.g, size, self.share(), &self.last, step)
    }
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        self.last = minus(&to.x, &from.x);
        self.steps += 1;
        Update::None
    }
    fn reset(&mut self) -> bool {
        self.steps = 0;
        !core::mem::take(&mut self.last).is_empty()
    }
}
