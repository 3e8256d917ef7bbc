//! AdaGrad: every coordinate has the rate that its gradients leave it (Duchi, Hazan & Singer 2011).

use super::{Descent, Rate};
use crate::error::not_negative;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::dot;

/// `G += g²`, step `-rate g / (sqrt G + eps)`, `eps = 1e-10`: in a constant gradient the `k`-th step
/// is `rate / sqrt k`.
///
/// ```
/// use ad::objective;
/// use optim::{descent::AdaGrad, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] + 2.0).sq() * 1e4);
/// let report = AdaGrad::default().rate(1.0).minimize(&f, &[3.0, 3.0])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-7);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AdaGrad {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    epsilon: f64,
    /// The sums of squares; empty at first.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    squares: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

impl Default for AdaGrad {
    fn default() -> Self {
        AdaGrad { epsilon: 1e-10, squares: Vec::new(), g: Vec::new() }
    }
}

impl AdaGrad {
    /// What is added to the root.
    ///
    /// ```
    /// use optim::{descent::AdaGrad, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = AdaGrad::default().epsilon(1e-12).rate(1.0).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is negative or not finite.
    pub fn epsilon(self, epsilon: f64) -> Self {
        AdaGrad { epsilon: not_negative("epsilon", epsilon), ..self }
    }
}

/// `-rate g / (sqrt squares + eps)`.
pub(super) fn by_roots(rate: f64, g: &[f64], squares: &[f64], epsilon: f64) -> Vec<f64> {
    g.iter().zip(squares).map(|(g, s)| quotient(-rate * g, s.sqrt() + epsilon)).collect()
}

/// `a / b`, and no step where there is no gradient: `0 / 0 = 0`.
pub(super) fn quotient(a: f64, b: f64) -> f64 {
    if a == 0.0 { 0.0 } else { a / b }
}

impl<P: Gradient + ?Sized> Descent<P> for AdaGrad {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.squares.resize(at.g.len(), 0.0);
        self.squares.iter_mut().zip(&at.g).for_each(|(s, g)| *s += g * g);
        self.g.clone_from(&at.g);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = by_roots(size, &self.g, &self.squares, self.epsilon);
        -dot(&at.g, step)
    }
    fn reset(&mut self) -> bool {
        !core::mem::take(&mut self.squares).is_empty()
    }
}
