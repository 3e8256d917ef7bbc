//! Derivatives by finite differences, to compare with exact ones: the same methods run on them.

use super::{Gradient, HessVec, Hessian, Value};
use crate::error::expect_length;
use crate::vector::{norm_inf, plus};

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
#[derive(Clone, Copy, Debug)]
pub struct FiniteDifference<'a, P: ?Sized> {
    of: &'a P,
    central: bool,
}

impl<'a, P: Value + ?Sized> FiniteDifference<'a, P> {
    /// Forward differences, of first order.
    ///
    /// ```
    /// use optim::problem::{FiniteDifference, Gradient};
    /// let (f, mut g) = (ad::objective!(|x| x[0].exp()), [0.0]);
    /// FiniteDifference::forward(&f).value_and_gradient(&[0.0], &mut g);
    /// assert!((g[0] - 1.0).abs() < 1e-7);
    /// ```
    pub fn forward(of: &'a P) -> Self {
        FiniteDifference { of, central: false }
    }
    /// Central differences, of second order.
    ///
    /// ```
    /// use optim::problem::{FiniteDifference, Gradient};
    /// let (f, mut g) = (ad::objective!(|x| x[0].exp()), [0.0]);
    /// FiniteDifference::central(&f).value_and_gradient(&[0.0], &mut g);
    /// assert!((g[0] - 1.0).abs() < 1e-10);
    /// ```
    pub fn central(of: &'a P) -> Self {
        FiniteDifference { of, central: true }
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
        expect_length("the gradient g", g.len(), x.len());
        let value = self.of.value(x);
        let mut at = x.to_vec();
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
        value
    }
}
impl<P: Value + ?Sized> HessVec for FiniteDifference<'_, P> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        difference_of_gradients(self, f64::EPSILON.powf(0.25), x, v, hv);
    }
}
impl<P: Value + ?Sized> Hessian for FiniteDifference<'_, P> {}

/// A function with its own gradient, and Hessian-vector products by central differences of it: two
/// gradients a product, with the step `u^(1/3) max(1, |x|) / |v|`.
///
/// ```
/// use ad::objective;
/// use optim::problem::{GradientDifference, HessVec};
/// let f = objective!(|x| x[0].powi(3) * x[1]);
/// let mut hv = [0.0; 2];
/// GradientDifference(&f).hess_vec_into(&[1.0, 2.0], &[1.0, 0.0], &mut hv);
/// assert!((hv[0] - 12.0).abs() < 1e-8 && (hv[1] - 3.0).abs() < 1e-8);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GradientDifference<'a, P: ?Sized>(pub &'a P);

impl<P: Value + ?Sized> Value for GradientDifference<'_, P> {
    fn value(&self, x: &[f64]) -> f64 {
        self.0.value(x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        self.0.diagnose(x)
    }
}
impl<P: Gradient + ?Sized> Gradient for GradientDifference<'_, P> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        self.0.value_and_gradient(x, g)
    }
}
impl<P: Gradient + ?Sized> HessVec for GradientDifference<'_, P> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        difference_of_gradients(self.0, f64::EPSILON.cbrt(), x, v, hv);
    }
}
impl<P: Gradient + ?Sized> Hessian for GradientDifference<'_, P> {}

/// `(g(x + h v) - g(x - h v)) / 2h` with `h |v|` a fraction `relative` of the point's size.
fn difference_of_gradients<P: Gradient + ?Sized>(of: &P, relative: f64, x: &[f64], v: &[f64], hv: &mut [f64]) {
    let largest = norm_inf(v);
    if largest == 0.0 {
        return hv.fill(0.0);
    }
    let h = relative * norm_inf(x).max(1.0) / largest;
    let mut below = vec![f64::NAN; x.len()]; // an entry that is left out is noticed
    of.value_and_gradient(&plus(x, h, v), hv);
    of.value_and_gradient(&plus(x, -h, v), &mut below);
    hv.iter_mut().zip(below).for_each(|(above, below)| *above = (*above - below) / (2.0 * h));
}
