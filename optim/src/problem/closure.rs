//! Plain closures, differentiated by recording each call.

use super::{Gradient, HessVec, Hessian, Value};
use crate::error::expect_length;
use ad::Scalar;

/// A closure over [`Scalar`] as a problem, with all exact derivatives.
///
/// ```
/// use ad::Scalar;
/// use optim::problem::{Closure, Gradient};
/// let center = vec![1.0, 2.0];
/// let f = Closure::new(|x| x.iter().zip(&center).map(|(x, c)| (*x - *c).powi(2)).sum());
/// let mut g = [0.0; 2];
/// assert_eq!((f.value_and_gradient(&[3.0, 2.0], &mut g), g), (4.0, [4.0, 0.0]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Closure<F>(F);

impl<F: Fn(&[Scalar]) -> Scalar> Closure<F> {
    /// The closure as a problem.
    ///
    /// ```
    /// use optim::{descent::Newton, problem::Closure, Recipe};
    /// let f = Closure::new(|x| x[0].cosh() + x[1] * x[1]);
    /// assert!(Newton::default().minimize(&f, &[3.0, 1.0])?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn new(f: F) -> Self {
        Closure(f)
    }
}

impl<F: Fn(&[Scalar]) -> Scalar> Value for Closure<F> {
    fn value(&self, x: &[f64]) -> f64 {
        Scalar::evaluate(&self.0, x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        Scalar::diagnose(&self.0, x).or_else(|| Scalar::diagnose_second(&self.0, x))
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> Gradient for Closure<F> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let (value, gradient) = Scalar::gradient(&self.0, x);
        expect_length("the gradient g", g.len(), x.len());
        g.copy_from_slice(&gradient);
        value
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> HessVec for Closure<F> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        expect_length("the product hv", hv.len(), x.len());
        hv.copy_from_slice(&Scalar::hess_vec(&self.0, x, v));
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> Hessian for Closure<F> {}
