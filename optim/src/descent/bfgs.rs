//! BFGS: an approximation of the inverse Hessian from all steps (Broyden, Fletcher, Goldfarb,
//! Shanno 1970; Nocedal & Wright 2006, eq. 6.17).

use super::{Descent, Length};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot, norm, scaled};

/// BFGS. The first step is scaled to length 1 at most, and the matrix by `s'y / y'y` before its
/// first update; pairs of no positive curvature are skipped.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Bfgs, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(Bfgs::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bfgs {
    /// The inverse Hessian, `n` rows; empty for the identity.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    inverse: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    direction: Vec<f64>,
}

impl Bfgs {
    fn times(&self, v: &[f64]) -> Vec<f64> {
        if self.inverse.is_empty() { v.to_vec() } else { self.inverse.chunks(v.len()).map(|row| dot(row, v)).collect() }
    }
}

impl<P: Gradient + ?Sized> Descent<P> for Bfgs {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.direction = scaled(-1.0, &self.times(&at.g));
        let slope = dot(&self.direction, &at.g);
        if !(slope < 0.0 && slope.is_finite()) {
            self.inverse.clear();
            self.direction = scaled(-1.0, &at.g);
        }
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = scaled(size, &self.direction);
        -size * dot(&at.g, &self.direction)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        if self.inverse.is_empty() { 1f64.min(1.0 / norm(&at.g)) } else { 1.0 }
    }
    fn learn(&mut self, from: &Point, to: &Point) {
        let n = to.x.len();
        let difference = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>();
        let (s, y) = (difference(&to.x, &from.x), difference(&to.g, &from.g));
        let curvature = dot(&s, &y);
        if !(curvature > f64::EPSILON * norm(&s) * norm(&y) && (1.0 / curvature).is_finite()) {
            return;
        }
        if self.inverse.is_empty() {
            let scale = curvature / dot(&y, &y);
            self.inverse = vec![0.0; n * n];
            (0..n).for_each(|i| self.inverse[i * n + i] = scale);
        }
        // H += (1 + y'Hy/s'y) ss'/s'y - (Hy s' + s y'H)/s'y
        let hy = self.times(&y);
        let gain = (1.0 + dot(&y, &hy) / curvature) / curvature;
        for (i, row) in self.inverse.chunks_mut(n).enumerate() {
            add(row, gain * s[i] - hy[i] / curvature, &s);
            add(row, -s[i] / curvature, &hy);
        }
        if self.inverse.iter().any(|h| !h.is_finite()) {
            self.inverse.clear();
        }
    }
    fn reset(&mut self) -> bool {
        let had = !self.inverse.is_empty();
        self.inverse.clear();
        had
    }
}
