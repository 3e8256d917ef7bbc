//! The verbs that choose an engine. They speak f64, so that a literal argument needs no type;
//! the verbs of [`forward`](crate::forward) and of [`Engine`] are generic over the number, for
//! a derivative inside an objective.

use ad_core::{Objective, Residuals};
use ad_forward::{Dual, HyperDual, Taylor};
use ad_reverse::{Engine, OnGraph};

/// Up to this many variables forward mode beats the graph: the smallest crossover measured over
/// a network, a dense function and Rosenbrock's (benches, program `graph`).
const GRADIENT_FORWARD_UP_TO: usize = 30;
/// The same for Hessian-vector products.
const HESS_VEC_FORWARD_UP_TO: usize = 12;
/// The same for Hessians.
const HESSIAN_FORWARD_UP_TO: usize = 18;

/// `(f(x), grad f(x))`: forward mode for few variables, else reverse mode.
///
/// ```
/// use ad::{Objective, Real};
/// struct Rosenbrock;
/// impl Objective for Rosenbrock {
///     fn value<F: Real>(&self, x: &[F]) -> F {
///         (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
///     }
/// }
/// assert_eq!(ad::gradient(&Rosenbrock, &[0.0, 1.0]), (101.0, vec![-2.0, 200.0]));
/// ```
pub fn gradient<O: Objective>(f: &O, x: &[f64]) -> (f64, Vec<f64>) {
    if x.len() <= GRADIENT_FORWARD_UP_TO { ad_forward::gradient(f, x) } else { OnGraph.gradient(f, x) }
}

/// `H v` with the Hessian `H` of `f` at `x`, forward over the engine of [`gradient`].
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad::hess_vec(&f, &[1.0, 2.0], &[1.0, 0.0]), vec![4.0, 2.0]);
/// ```
///
/// # Panics
/// If `v` and `x` differ in length.
pub fn hess_vec<O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Vec<f64> {
    if x.len() <= HESS_VEC_FORWARD_UP_TO { ad_forward::hess_vec(f, x, v) } else { OnGraph.hess_vec(f, x, v) }
}

/// The Hessian of `f` at `x`, `n` rows of length `n`.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad::hessian(&f, &[1.0, 2.0]), vec![vec![4.0, 2.0], vec![2.0, 0.0]]);
/// ```
pub fn hessian<O: Objective>(f: &O, x: &[f64]) -> Vec<Vec<f64>> {
    if x.len() <= HESSIAN_FORWARD_UP_TO { ad_forward::hessian(f, x) } else { OnGraph.hessian(f, x) }
}

/// `(r(x), J)` with `J[i][j] = dr_i/dx_j`: reverse mode for fewer rows than columns, else
/// forward mode.
///
/// ```
/// use ad::{Real, Residuals};
/// struct Polar;
/// impl Residuals for Polar {
///     fn len(&self) -> usize { 2 }
///     fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
///         out[0] = x[0] * x[1].cos();
///         out[1] = x[0] * x[1].sin();
///     }
/// }
/// let (value, j) = ad::jacobian(&Polar, &[2.0, 0.0]);
/// assert_eq!(value, vec![2.0, 0.0]);
/// assert_eq!(j, vec![vec![1.0, 0.0], vec![0.0, 2.0]]);
/// ```
pub fn jacobian<R: Residuals>(f: &R, x: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    OnGraph.jacobian(f, x)
}

/// `(r(x), w' J)`, by one reverse sweep.
///
/// ```
/// use ad::{objective, Single};
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(ad::vjp(&Single(&f), &[2.0, 3.0], &[10.0]), (vec![6.0], vec![30.0, 20.0]));
/// ```
///
/// # Panics
/// If `w` has not one entry a component of `r`.
pub fn vjp<R: Residuals>(f: &R, x: &[f64], w: &[f64]) -> (Vec<f64>, Vec<f64>) {
    OnGraph.vjp(f, x, w)
}

/// `(r(x), J v)`, the derivative of `r` in the direction `v`, by one dual evaluation.
///
/// ```
/// use ad::{objective, Single};
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(ad::jvp(&Single(&f), &[2.0, 3.0], &[1.0, -1.0]), (vec![6.0], vec![1.0]));
/// ```
///
/// # Panics
/// If `v` and `x` differ in length.
pub fn jvp<R: Residuals>(f: &R, x: &[f64], v: &[f64]) -> (Vec<f64>, Vec<f64>) {
    ad_forward::jvp(f, x, v)
}

/// `(f(x), f'(x))`.
///
/// ```
/// assert_eq!(ad::derivative(|x| x.sin(), 1.0), (1f64.sin(), 1f64.cos()));
/// ```
pub fn derivative(f: impl FnOnce(Dual<f64>) -> Dual<f64>, x: f64) -> (f64, f64) {
    ad_forward::derivative(f, x)
}

/// `(f(x), f'(x), f''(x))`.
///
/// ```
/// assert_eq!(ad::second_derivative(|x| x.powi(3), 2.0), (8.0, 12.0, 12.0));
/// ```
pub fn second_derivative(f: impl FnOnce(HyperDual<f64>) -> HyperDual<f64>, x: f64) -> (f64, f64, f64) {
    ad_forward::second_derivative(f, x)
}

/// The Taylor coefficients `f^(k)(x)/k!` for `k < N`.
///
/// ```
/// assert_eq!(ad::taylor::<3>(|t| t.recip(), 1.0), [1.0, -1.0, 1.0]);
/// ```
pub fn taylor<const N: usize>(f: impl FnOnce(Taylor<f64, N>) -> Taylor<f64, N>, x: f64) -> [f64; N] {
    ad_forward::taylor(f, x)
}

/// The mixed partial derivative by the listed variables, of any order up to 8.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0].powi(3) * x[1].exp());
/// assert_eq!(ad::mixed_partial(&f, &[2.0, 0.0], &[0, 1, 0]), 12.0); // 6 x0 e^x1
/// ```
///
/// # Panics
/// If a listed variable does not exist, or more than eight are listed.
pub fn mixed_partial<O: Objective>(f: &O, x: &[f64], variables: &[usize]) -> f64 {
    ad_forward::mixed_partial(f, x, variables)
}
