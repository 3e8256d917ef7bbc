//! The verbs that choose an engine.

use ad_core::{Number, Objective, Residuals};
use ad_reverse::{Engine, OnGraph};

/// Up to this many variables a gradient is one forward evaluation.
const FORWARD_UP_TO: usize = 8;

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
pub fn gradient<T: Number, O: Objective>(f: &O, x: &[T]) -> (T, Vec<T>) {
    if x.len() <= FORWARD_UP_TO { ad_forward::gradient(f, x) } else { OnGraph.gradient(f, x) }
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
pub fn hess_vec<T: Number, O: Objective>(f: &O, x: &[T], v: &[T]) -> Vec<T> {
    if x.len() <= FORWARD_UP_TO { ad_forward::hess_vec(f, x, v) } else { OnGraph.hess_vec(f, x, v) }
}

/// The Hessian of `f` at `x`, `n` rows of length `n`.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad::hessian(&f, &[1.0, 2.0]), vec![vec![4.0, 2.0], vec![2.0, 0.0]]);
/// ```
pub fn hessian<T: Number, O: Objective>(f: &O, x: &[T]) -> Vec<Vec<T>> {
    if x.len() <= FORWARD_UP_TO { ad_forward::hessian(f, x) } else { OnGraph.hessian(f, x) }
}

/// `(r(x), J)` with `J[i][j] = dr_i/dx_j`: reverse mode for fewer rows than columns beyond a
/// handful, else forward mode.
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
pub fn jacobian<T: Number, R: Residuals>(f: &R, x: &[T]) -> (Vec<T>, Vec<Vec<T>>) {
    if x.len() <= FORWARD_UP_TO { ad_forward::jacobian(f, x) } else { OnGraph.jacobian(f, x) }
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
pub fn vjp<T: Number, R: Residuals>(f: &R, x: &[T], w: &[T]) -> (Vec<T>, Vec<T>) {
    OnGraph.vjp(f, x, w)
}
