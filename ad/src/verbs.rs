//! The verbs that choose an engine. They speak f64, so that a literal argument needs no type;
//! the verbs of [`forward`](crate::forward) and of [`Engine`] are generic over the number, for
//! a derivative inside an objective.

use ad_core::error::same_length;
use ad_core::{Number, Objective, Residuals, Tagged};
use ad_forward::{Dual, DualVec, HyperDual, Taylor};
use ad_reverse::{Engine, OnTape, Workspace};
use std::cell::Cell;
use std::thread::LocalKey;

/// Up to this many variables forward mode beats the tape for products with the Hessian and for Hessians:
/// the crossover measured over a network, a dense function and Rosenbrock's (benches, program `graph`).
/// For gradients it is four.
const SECOND_FORWARD_UP_TO: usize = 2;

/// The memory of one gradient serves the next one of the same thread.
type Spare<T> = LocalKey<Cell<Option<Box<Workspace<T>>>>>;
thread_local! {
    static GRADIENTS: Cell<Option<Box<Workspace<f64>>>> = const { Cell::new(None) };
    static PRODUCTS: Cell<Option<Box<Workspace<Dual<f64>>>>> = const { Cell::new(None) };
}

/// Runs `f` with the thread's workspace; a call inside a call, or at the end of the thread, has its own.
fn on_warm_memory<T: Number, R>(spare: &'static Spare<T>, f: impl FnOnce(&mut Workspace<T>) -> R) -> R {
    let mut workspace = spare.try_with(Cell::take).ok().flatten().unwrap_or_default();
    let result = f(&mut workspace);
    if workspace.may_be_kept() {
        // at the end of the thread there is nowhere to keep it, which is no fault
        let _ = spare.try_with(|spare| spare.set(Some(workspace)));
    }
    result
}

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
    let mut gradient = vec![0.0; x.len()];
    (gradient_into(f, x, &mut gradient), gradient)
}

/// Writes `grad f(x)` to `gradient` and returns `f(x)`: as [`gradient`], and from the second call of a
/// thread on without an allocation.
///
/// ```
/// use ad::objective;
/// let (f, mut g) = (objective!(|x| x[0] * x[1]), [0.0; 2]);
/// assert_eq!((ad::gradient_into(&f, &[2.0, 3.0], &mut g), g), (6.0, [3.0, 2.0]));
/// ```
///
/// # Panics
/// If `gradient` and `x` differ in length.
pub fn gradient_into<O: Objective>(f: &O, x: &[f64], gradient: &mut [f64]) -> f64 {
    same_length("the gradient", gradient.len(), x.len());
    fn forward<O: Objective, const N: usize>(f: &O, x: [f64; N], gradient: &mut [f64]) -> f64 {
        let y = f.value(&DualVec::variables(x));
        gradient.copy_from_slice(&y.eps);
        y.re
    }
    match *x {
        [a] => forward(f, [a], gradient),
        [a, b] => forward(f, [a, b], gradient),
        [a, b, c] => forward(f, [a, b, c], gradient),
        [a, b, c, d] => forward(f, [a, b, c, d], gradient),
        _ => on_warm_memory(&GRADIENTS, |workspace| workspace.value_and_gradient(f, x, gradient)),
    }
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
    let mut product = vec![0.0; x.len()];
    hess_vec_into(f, x, v, &mut product);
    product
}

/// Writes `H v` to `product`: as [`hess_vec`], and for more than a few variables without an allocation
/// from the second call of a thread on.
///
/// ```
/// use ad::objective;
/// let (f, mut hv) = (objective!(|x| x[0] * x[0] * x[1]), [0.0; 2]);
/// ad::hess_vec_into(&f, &[1.0, 2.0], &[1.0, 0.0], &mut hv);
/// assert_eq!(hv, [4.0, 2.0]);
/// ```
///
/// # Panics
/// If `v` or `product` has not the length of `x`.
pub fn hess_vec_into<O: Objective>(f: &O, x: &[f64], v: &[f64], product: &mut [f64]) {
    same_length("the product", product.len(), x.len());
    if x.len() <= SECOND_FORWARD_UP_TO {
        product.copy_from_slice(&ad_forward::hess_vec(f, x, v));
    } else {
        on_warm_memory(&PRODUCTS, |workspace| workspace.hess_vec(f, x, v, product));
    }
}

/// The Hessian of `f` at `x`, `n` rows of length `n`.
///
/// ```
/// use ad::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad::hessian(&f, &[1.0, 2.0]), vec![vec![4.0, 2.0], vec![2.0, 0.0]]);
/// ```
pub fn hessian<O: Objective>(f: &O, x: &[f64]) -> Vec<Vec<f64>> {
    if x.len() <= SECOND_FORWARD_UP_TO { ad_forward::hessian(f, x) } else { OnTape.hessian(f, x) }
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
    OnTape.jacobian(f, x)
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
    OnTape.vjp(f, x, w)
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
/// The closure is written in place, for it has to serve every tag of its [`Tagged`] number; a
/// function `f` of any number goes in as `|x| f(x)`. For a derivative inside a derivative, or at
/// another number than f64, there is [`forward::derivative`](crate::forward::derivative).
///
/// ```
/// assert_eq!(ad::derivative(|x| x.sin(), 1.0), (1f64.sin(), 1f64.cos()));
/// ```
pub fn derivative(f: impl for<'t> FnOnce(Tagged<'t, Dual<f64>>) -> Tagged<'t, Dual<f64>>, x: f64) -> (f64, f64) {
    ad_forward::derivative(f, x)
}

/// `(f(x), f'(x), f''(x))`.
///
/// ```
/// assert_eq!(ad::second_derivative(|x| x.powi(3), 2.0), (8.0, 12.0, 12.0));
/// ```
pub fn second_derivative(
    f: impl for<'t> FnOnce(Tagged<'t, HyperDual<f64>>) -> Tagged<'t, HyperDual<f64>>,
    x: f64,
) -> (f64, f64, f64) {
    ad_forward::second_derivative(f, x)
}

/// The Taylor coefficients `f^(k)(x)/k!` for `k < N`.
///
/// ```
/// assert_eq!(ad::taylor::<3>(|t| t.recip(), 1.0), [1.0, -1.0, 1.0]);
/// ```
pub fn taylor<const N: usize>(
    f: impl for<'t> FnOnce(Tagged<'t, Taylor<f64, N>>) -> Tagged<'t, Taylor<f64, N>>,
    x: f64,
) -> [f64; N] {
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
