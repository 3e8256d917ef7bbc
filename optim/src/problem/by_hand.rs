//! Derivatives by hand: closures in place of an engine.

use super::{Gradient, HessVec, Hessian, Value};

/// A function from closures. See [`by_hand`].
///
/// ```
/// use optim::problem::{HessVec, by_hand};
/// let f = by_hand(|x| x[0].powi(3))
///     .gradient(|x, g| {
///         g[0] = 3.0 * x[0].powi(2);
///         x[0].powi(3)
///     })
///     .hess_vec(|x, v, hv| hv[0] = 6.0 * x[0] * v[0]);
/// let mut hv = [0.0];
/// f.hess_vec_into(&[2.0], &[1.0], &mut hv);
/// assert_eq!(hv, [12.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ByHand<F, G = (), H = ()> {
    value: F,
    gradient: G,
    hess_vec: H,
}

/// A function from its value alone; [`gradient`](ByHand::gradient) and
/// [`hess_vec`](ByHand::hess_vec) add what is known.
///
/// ```
/// use optim::problem::{Gradient, by_hand};
/// let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
///     g[0] = 2.0 * x[0];
///     x[0] * x[0]
/// });
/// let mut g = [0.0];
/// assert_eq!((f.value_and_gradient(&[3.0], &mut g), g), (9.0, [6.0]));
/// ```
pub fn by_hand<F: Fn(&[f64]) -> f64>(value: F) -> ByHand<F> {
    ByHand { value, gradient: (), hess_vec: () }
}

impl<F> ByHand<F> {
    /// Adds the value with the gradient: `(x, g)`, the value returned, every entry of the gradient written (`g`
    /// comes with NaNs from a run, so that one that is left out is noticed).
    ///
    /// ```
    /// use optim::problem::{Gradient, by_hand};
    /// let f = by_hand(|x| x[0].powi(3)).gradient(|x, g| {
    ///     g[0] = 3.0 * x[0].powi(2);
    ///     x[0].powi(3)
    /// });
    /// let mut g = [0.0];
    /// assert_eq!((f.value_and_gradient(&[2.0], &mut g), g), (8.0, [12.0]));
    /// ```
    pub fn gradient<G: Fn(&[f64], &mut [f64]) -> f64>(self, gradient: G) -> ByHand<F, G> {
        ByHand { value: self.value, gradient, hess_vec: () }
    }
}
impl<F, G> ByHand<F, G> {
    /// Adds Hessian-vector products: `(x, v, hv)`, the product written to `hv`.
    ///
    /// ```
    /// use optim::problem::{HessVec, by_hand};
    /// let f = by_hand(|x| x[0].powi(3))
    ///     .gradient(|x, g| {
    ///         g[0] = 3.0 * x[0].powi(2);
    ///         x[0].powi(3)
    ///     })
    ///     .hess_vec(|x, v, hv| hv[0] = 6.0 * x[0] * v[0]);
    /// let mut hv = [0.0];
    /// f.hess_vec_into(&[2.0], &[1.0], &mut hv);
    /// assert_eq!(hv, [12.0]);
    /// ```
    pub fn hess_vec<H: Fn(&[f64], &[f64], &mut [f64])>(self, hess_vec: H) -> ByHand<F, G, H> {
        ByHand { value: self.value, gradient: self.gradient, hess_vec }
    }
}

impl<F: Fn(&[f64]) -> f64, G, H> Value for ByHand<F, G, H> {
    fn value(&self, x: &[f64]) -> f64 {
        (self.value)(x)
    }
}
impl<F: Fn(&[f64]) -> f64, G: Fn(&[f64], &mut [f64]) -> f64, H> Gradient for ByHand<F, G, H> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        (self.gradient)(x, g)
    }
}
impl<F, G, H> HessVec for ByHand<F, G, H>
where
    F: Fn(&[f64]) -> f64,
    G: Fn(&[f64], &mut [f64]) -> f64,
    H: Fn(&[f64], &[f64], &mut [f64]),
{
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        (self.hess_vec)(x, v, hv);
    }
}
impl<F, G, H> Hessian for ByHand<F, G, H>
where
    F: Fn(&[f64]) -> f64,
    G: Fn(&[f64], &mut [f64]) -> f64,
    H: Fn(&[f64], &[f64], &mut [f64]),
{
}
