//! BFGS: an approximation of the inverse Hessian from all steps (Broyden, Fletcher, Goldfarb,
//! Shanno 1970; Nocedal & Wright 2006, eq. 6.17).

use super::heading::{Heading, SHARE, Secant, unit_length};
use super::{Descent, Length};
use crate::observe::Update;
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{add, dot, scaled};

/// BFGS. The first step is scaled to length 1 at most (to `1.5e-8 |x|` far out), and the matrix by `s'y / y'y`
/// before its first update. A pair whose curvature `s'y` is below a fifth of what the matrix foretells, `s'B s`, is
/// damped (Powell 1978); before there is a matrix, a pair of no positive curvature is skipped.
///
/// It keeps a dense matrix: with many variables take [`Lbfgs`](crate::descent::Lbfgs).
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
    heading: Heading,
}

impl Bfgs {
    fn times(&self, v: &[f64]) -> Vec<f64> {
        if self.inverse.is_empty() { v.to_vec() } else { self.inverse.chunks(v.len()).map(|row| dot(row, v)).collect() }
    }

    /// The pair of a step, damped if it shows too little curvature and there is a matrix to damp it with.
    fn lesson(&self, from: &Point, to: &Point) -> (Secant, Update) {
        let (pair, d) = (Secant::between(from, to), &self.heading.d);
        // the step went along d = -H g, hence B s = -a g with s = a d
        let a = dot(&pair.s, d) / dot(d, d);
        let expected = -a * dot(&pair.s, &from.g);
        if self.inverse.is_empty() || !(expected > 0.0 && pair.curvature < SHARE * expected) {
            return (pair, Update::Taken);
        }
        (pair.damped(&scaled(-a, &from.g)), Update::Damped)
    }
}

impl<P: Gradient + ?Sized> Descent<P> for Bfgs {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.heading = Heading::along(scaled(-1.0, &self.times(&at.g)), &at.g);
        if !self.heading.falls() {
            self.inverse.clear();
            self.heading = Heading::downhill(&at.g);
        }
        true
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.heading.step(size, step)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        if self.inverse.is_empty() { unit_length(at) } else { 1.0 }
    }
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        let n = to.x.len();
        let (pair, update) = self.lesson(from, to);
        if !pair.is_safe() {
            return Update::Skipped;
        }
        let Secant { s, y, curvature } = pair;
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
            return Update::Skipped;
        }
        update
    }
    fn reset(&mut self) -> bool {
        let had = !self.inverse.is_empty();
        self.inverse.clear();
        had
    }
}
