//! Derivatives by finite differences, to compare with exact ones: the same methods run on them.

use super::{Gradient, HessVec, Hessian, Value};
use std::cell::RefCell;

/// A function whose derivatives are differences of its values, whatever exact ones it has.
///
/// The steps are the usual compromise between truncation and rounding: `u^(1/2) max(1, |x_i|)`
/// forward, `u^(1/3) max(1, |x_i|)` central, with `u = 2^-52` (Nocedal & Wright 2006, sec. 8.1).
/// A gradient costs `n + 1` values, or `2n + 1`; a Hessian-vector product two gradients.
///
/// ```
/// use ad::objective;
/// use optim::problem::{FiniteDifference, Gradient};
/// let f = objective!(|x| x[0].exp() * x[1]);
/// let approximate = FiniteDifference::central(&f);
/// let mut g = [0.0; 2];
/// approximate.value_and_gradient(&[0.0, 2.0], &mut g);
/// assert!((g[0] - 2.0).abs() < 1e-9 && g[0] != 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct FiniteDifference<'a, P: ?Sized> {
    of: &'a P,
    central: bool,
    /// The point that is moved coordinate by coordinate.
    moved: RefCell<Vec<f64>>,
}

impl<'a, P: Value + ?Sized> FiniteDifference<'a, P> {
    /// Forward differences, of first order.
    pub fn forward(of: &'a P) -> Self {
        FiniteDifference { of, central: false, moved: RefCell::default() }
    }
    /// Central differences, of second order.
    pub fn central(of: &'a P) -> Self {
        FiniteDifference { of, central: true, moved: RefCell::default() }
    }
    fn step(&self, x: f64) -> f64 {
        let relative = if self.central { f64::EPSILON.cbrt() } else { f64::EPSILON.sqrt() };
        relative * x.abs().max(1.0)
    }
}

impl<P: Value + ?Sized> Value for FiniteDifference<'_, P> {
    fn value(&self, x: &[f64]) -> f64 {
        self.of.value(x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        self.of.diagnose(x)
    }
}
impl<P: Value + ?Sized> Gradient for FiniteDifference<'_, P> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let value = self.of.value(x);
        // taken out, so that a function that minimises inside finds no borrow
        let mut at = self.moved.take();
        at.clear();
        at.extend_from_slice(x);
        for i in 0..x.len() {
            let mut along = |h: f64| {
                at[i] = x[i] + h;
                let there = (at[i], self.of.value(&at));
                at[i] = x[i];
                there
            };
            let h = self.step(x[i]);
            let (right, above) = along(h);
            let (left, below) = if self.central { along(-h) } else { (x[i], value) };
            g[i] = (above - below) / (right - left);
        }
        self.moved.replace(at);
        value
    }
}
impl<P: Value + ?Sized> HessVec for FiniteDifference<'_, P> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        let largest = v.iter().fold(0.0f64, |m, v| m.max(v.abs()));
        if largest == 0.0 {
            return hv.fill(0.0);
        }
        let size = x.iter().fold(1.0f64, |m, x| m.max(x.abs()));
        let h = f64::EPSILON.powf(0.25) * size / largest;
        let gradient = |h: f64, g: &mut [f64]| {
            let at: Vec<f64> = x.iter().zip(v).map(|(x, v)| x + h * v).collect();
            self.value_and_gradient(&at, g);
        };
        let mut below = vec![0.0; x.len()];
        gradient(h, hv);
        gradient(-h, &mut below);
        hv.iter_mut().zip(below).for_each(|(above, below)| *above = (*above - below) / (2.0 * h));
    }
}
impl<P: Value + ?Sized> Hessian for FiniteDifference<'_, P> {}
