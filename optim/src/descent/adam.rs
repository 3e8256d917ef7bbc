//! Adam: running means of the gradient and of its square, without the bias of their start at 0
//! (Kingma & Ba 2015).

use super::adagrad::quotient;
use super::momentum::share;
use super::{Descent, Rate};
use crate::error::not_negative;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot};

/// `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g²`, step
/// `-rate (m / (1 - b1^k)) / (sqrt(v / (1 - b2^k)) + eps)`; `b1 = 0.9`, `b2 = 0.999`, `eps = 1e-8`.
///
/// The first step is the rate times the sign of `-g`, however long the gradient is.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Adam, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 100.0);
/// let report = Adam::default().rate(0.01).minimize(&f, &[2.0, 0.0])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-7);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Adam {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    betas: (f64, f64),
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    epsilon: f64,
    /// `m` and `v`; empty at first.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    mean: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    square: Vec<f64>,
    /// `b1^k` and `b2^k`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    powers: (f64, f64),
}

impl Default for Adam {
    fn default() -> Self {
        Adam { betas: (0.9, 0.999), epsilon: 1e-8, mean: Vec::new(), square: Vec::new(), powers: (1.0, 1.0) }
    }
}

impl Adam {
    /// The shares of the means before, of the gradient and of its square.
    ///
    /// ```
    /// use optim::{descent::Adam, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Adam::default().betas(0.8, 0.99).rate(0.1).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If one is not in `[0, 1)`.
    pub fn betas(self, first: f64, second: f64) -> Self {
        Adam { betas: (share("the first beta", first), share("the second beta", second)), ..self }
    }
    /// What is added to the root.
    ///
    /// ```
    /// use optim::{descent::Adam, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Adam::default().epsilon(1e-10).rate(0.1).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is negative or not finite.
    pub fn epsilon(self, epsilon: f64) -> Self {
        Adam { epsilon: not_negative("epsilon", epsilon), ..self }
    }
}

impl<P: Gradient + ?Sized> Descent<P> for Adam {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        let (b1, b2) = self.betas;
        self.mean.resize(at.g.len(), 0.0);
        self.square.resize(at.g.len(), 0.0);
        self.mean.iter_mut().zip(&at.g).for_each(|(m, g)| *m = b1 * *m + (1.0 - b1) * g);
        self.square.iter_mut().zip(&at.g).for_each(|(v, g)| *v = b2 * *v + (1.0 - b2) * g * g);
        self.powers = (self.powers.0 * b1, self.powers.1 * b2);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        let (p1, p2) = self.powers;
        let entry = |(m, v): (&f64, &f64)| quotient(-size * (m / (1.0 - p1)), (v / (1.0 - p2)).sqrt() + self.epsilon);
        *step = self.mean.iter().zip(&self.square).map(entry).collect();
        -dot(&at.g, step)
    }
    fn reset(&mut self) -> bool {
        self.square.clear();
        self.powers = (1.0, 1.0);
        !core::mem::take(&mut self.mean).is_empty()
    }
}

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019): Adam's step `- rate decay x`,
/// `decay = 0.01`.
///
/// It draws the point to 0, so it rests where the two balance, not where the gradient is zero.
///
/// ```
/// use ad::objective;
/// use optim::{descent::AdamW, stop::Iterations, Recipe};
/// let flat = objective!(|x| x[0] * 0.0);
/// let mut run = AdamW::default().decay(0.5).rate(0.1).stop(Iterations(2)).start(&flat, &[1.0])?;
/// while run.step(&flat).is_none() {}
/// assert_eq!(run.at().x, [0.95 - 0.05 * 0.95]);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AdamW {
    adam: Adam,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    decay: f64,
}

impl Default for AdamW {
    fn default() -> Self {
        AdamW { adam: Adam::default(), decay: 0.01 }
    }
}

impl AdamW {
    /// As [`Adam::betas`].
    ///
    /// ```
    /// use optim::{descent::AdamW, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = AdamW::default().betas(0.8, 0.99).rate(0.1).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If one is not in `[0, 1)`.
    pub fn betas(self, first: f64, second: f64) -> Self {
        AdamW { adam: self.adam.betas(first, second), ..self }
    }
    /// As [`Adam::epsilon`].
    ///
    /// ```
    /// use optim::{descent::AdamW, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = AdamW::default().epsilon(1e-10).rate(0.1).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is negative or not finite.
    pub fn epsilon(self, epsilon: f64) -> Self {
        AdamW { adam: self.adam.epsilon(epsilon), ..self }
    }
    /// The share of `x` that is taken off at rate 1.
    ///
    /// ```
    /// use optim::{descent::AdamW, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = AdamW::default().decay(0.0).rate(0.1).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is negative or not finite.
    pub fn decay(self, decay: f64) -> Self {
        AdamW { decay: not_negative("the decay", decay), ..self }
    }
}

impl<P: Gradient + ?Sized> Descent<P> for AdamW {
    type Size = Rate;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.adam.prepare(problem, at)
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.adam.propose(problem, at, size, step);
        add(step, -size * self.decay, &at.x);
        -dot(&at.g, step)
    }
    fn reset(&mut self) -> bool {
        Descent::<P>::reset(&mut self.adam)
    }
}
