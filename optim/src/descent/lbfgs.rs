//! Limited-memory BFGS: the inverse Hessian from the last few steps (Nocedal 1980, two-loop
//! recursion; Nocedal & Wright 2006, alg. 7.4).

use super::heading::{Heading, Secant, unit_length};
use super::{Descent, Length};
use crate::observe::Update;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot, scaled};
use std::collections::VecDeque;

/// `s = x_new - x`, `y = g_new - g`, `1 / s'y`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Pair {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    s: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    y: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    rho: f64,
}

/// L-BFGS. The first step is scaled to length 1 at most (to `1.5e-8 |x|` far out), later ones by `s'y / y'y`; pairs of
/// no positive curvature are skipped.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Lbfgs, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// let report = Lbfgs::default().memory(5).minimize(&f, &[-1.2, 1.0])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-6);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lbfgs {
    memory: usize,
    pairs: VecDeque<Pair>,
    heading: Heading,
}

impl Default for Lbfgs {
    /// With a memory of twenty pairs: on the problems of Moré, Garbow and Hillstrom ten need twice the points.
    fn default() -> Self {
        Lbfgs { memory: 20, pairs: VecDeque::new(), heading: Heading::default() }
    }
}

impl Lbfgs {
    /// How many pairs are kept.
    ///
    /// ```
    /// use optim::{descent::Lbfgs, Recipe};
    /// let f = ad::objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    /// let report = Lbfgs::default().memory(5).minimize(&f, &[-1.2, 1.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is 0: that is [`Steepest`](crate::descent::Steepest).
    pub fn memory(self, memory: usize) -> Self {
        assert!(memory > 0, "the memory is 0: L-BFGS keeps at least one pair");
        Lbfgs { memory, ..self }
    }

    /// `-H g` by the two loops.
    fn direction(&self, g: &[f64]) -> Vec<f64> {
        let mut q = scaled(-1.0, g);
        let mut alphas = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let alpha = pair.rho * dot(&pair.s, &q);
            add(&mut q, -alpha, &pair.y);
            alphas.push(alpha);
        }
        if let Some(pair) = self.pairs.back() {
            let scale = 1.0 / (pair.rho * dot(&pair.y, &pair.y));
            q.iter_mut().for_each(|q| *q *= scale);
        }
        for (pair, alpha) in self.pairs.iter().zip(alphas.into_iter().rev()) {
            let beta = pair.rho * dot(&pair.y, &q);
            add(&mut q, alpha - beta, &pair.s);
        }
        q
    }
}

impl<P: Gradient + ?Sized> Descent<P> for Lbfgs {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.heading = Heading::along(self.direction(&at.g), &at.g);
        if !self.heading.falls() {
            self.pairs.clear();
            self.heading = Heading::downhill(&at.g);
        }
        true
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        if self.pairs.is_empty() { unit_length(at) } else { 1.0 }
    }
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        let pair = Secant::between(from, to);
        if !pair.is_safe() {
            return Update::Skipped;
        }
        let Secant { s, y, curvature } = pair;
        if self.pairs.len() >= self.memory.max(1) {
            self.pairs.pop_front();
        }
        self.pairs.push_back(Pair { s, y, rho: 1.0 / curvature });
        Update::Taken
    }
    fn reset(&mut self) -> bool {
        let had = !self.pairs.is_empty();
        self.pairs.clear();
        had
    }
}
