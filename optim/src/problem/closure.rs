//! Plain closures, differentiated by recording each call.

use super::{Gradient, HessVec, Hessian, Value};
use crate::error::expect_length;
use ad::{Prepared, Scalar, prepared};
use std::cell::RefCell;

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
///
/// A run that asks for more than a few derivatives replays them from a program: see [`Prepared`]. The closure
/// must depend on its argument only.
#[derive(Clone, Debug)]
pub struct Closure<F>(RefCell<Prepared<prepared::Closure<F>>>);

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
        Closure(RefCell::new(Prepared::closure(f)))
    }
}

impl<F: Fn(&[Scalar]) -> Scalar> Value for Closure<F> {
    fn value(&self, x: &[f64]) -> f64 {
        self.0.borrow_mut().value(x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        let prepared = self.0.borrow();
        let f = prepared.source().function();
        Scalar::diagnose(f, x).or_else(|| Scalar::diagnose_second(f, x))
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> Gradient for Closure<F> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        expect_length("the gradient g", g.len(), x.len());
        self.0.borrow_mut().gradient_into(x, g)
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> HessVec for Closure<F> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        expect_length("the product hv", hv.len(), x.len());
        self.0.borrow_mut().hess_vec_into(x, v, hv);
    }
}
impl<F: Fn(&[Scalar]) -> Scalar> Hessian for Closure<F> {}
