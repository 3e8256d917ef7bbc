//! Gradients by the complex step: formulas of their own, to check the exact ones with.

use super::{Gradient, HessVec, Hessian, Value};
use ad::{ComplexStep, Dual, Objective, Plain};

/// An objective whose gradient is `Im f(x + ih e_k) / h` with `h = 1e-20`: `n` evaluations, exact to
/// rounding, by arithmetic that shares no rule with the engines. Hessian-vector products are the
/// same of a directional derivative.
///
/// ```
/// use ad::objective;
/// use optim::problem::{ByComplexStep, Gradient};
/// let f = objective!(|x| x[0].exp() * x[1]);
/// let mut g = [0.0; 2];
/// assert_eq!(ByComplexStep(&f).value_and_gradient(&[0.0, 2.0], &mut g), 2.0);
/// assert_eq!(g, [2.0, 1.0]);
/// ```
///
/// # Panics
/// Where the objective meets a function that is not analytic, such as `abs`.
#[derive(Clone, Copy, Debug)]
pub struct ByComplexStep<'a, O>(pub &'a O);

const H: f64 = 1e-20;

/// `x + ih e_k`.
fn stepped(x: &[f64], k: usize) -> impl Iterator<Item = ComplexStep> {
    x.iter().enumerate().map(move |(i, &x)| ComplexStep::new(x, if i == k { H } else { 0.0 }))
}

impl<O: Objective> Value for ByComplexStep<'_, O> {
    fn value(&self, x: &[f64]) -> f64 {
        self.0.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0
    }
}
impl<O: Objective> Gradient for ByComplexStep<'_, O> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        for (k, g) in g.iter_mut().enumerate() {
            *g = self.0.value(&stepped(x, k).collect::<Vec<_>>()).im() / H;
        }
        Value::value(self, x)
    }
}
impl<O: Objective> HessVec for ByComplexStep<'_, O> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        for (k, hv) in hv.iter_mut().enumerate() {
            let along = stepped(x, k).zip(v).map(|(x, &v)| Dual::new(x, v.into()));
            *hv = self.0.value(&along.collect::<Vec<_>>()).eps.im() / H;
        }
    }
}
impl<O: Objective> Hessian for ByComplexStep<'_, O> {}
