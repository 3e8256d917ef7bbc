//! The verbs of forward mode: seed tangents, evaluate once, read the derivative off.

use crate::{Dual, DualVec, HyperDual, MultiDual, Taylor};
use ad_core::error::same_length;
use ad_core::{Number, Objective, Residuals, Tagged};
use alloc::{vec, vec::Vec};
use core::array;

/// How many tangents travel together through one evaluation.
const CHUNK: usize = 8;

/// `(f(x), f'(x))`.
///
/// The closure is written in place, for it has to serve every tag of its [`Tagged`] number; a
/// function `f` of any number goes in as `|x| f(x)`. A number of an outer derivative comes in by
/// [`Tagged::constant`].
///
/// ```
/// let (value, slope) = ad_forward::derivative(|x| x.sin(), 1.0);
/// assert_eq!((value, slope), (1f64.sin(), 1f64.cos()));
/// ```
pub fn derivative<T: Number>(f: impl for<'t> FnOnce(Tagged<'t, Dual<T>>) -> Tagged<'t, Dual<T>>, x: T) -> (T, T) {
    let y = Tagged::call(f, Dual::variable(x));
    (y.re, y.eps)
}

/// `(f(x), f'(x), f''(x))`.
///
/// ```
/// assert_eq!(ad_forward::second_derivative(|x| x.powi(3), 2.0), (8.0, 12.0, 12.0));
/// ```
pub fn second_derivative<T: Number>(
    f: impl for<'t> FnOnce(Tagged<'t, HyperDual<T>>) -> Tagged<'t, HyperDual<T>>,
    x: T,
) -> (T, T, T) {
    let y = Tagged::call(f, HyperDual::variable(x));
    (y.re, y.e1, y.e12)
}

/// The Taylor coefficients `f^(k)(x)/k!` for `k < N`.
///
/// ```
/// let c = ad_forward::taylor::<_, 3>(|t| t.exp(), 0.0);
/// assert_eq!(c, [1.0, 1.0, 0.5]);
/// ```
pub fn taylor<T: Number, const N: usize>(
    f: impl for<'t> FnOnce(Tagged<'t, Taylor<T, N>>) -> Tagged<'t, Taylor<T, N>>,
    x: T,
) -> [T; N] {
    *Tagged::call(f, Taylor::variable(x)).coefficients()
}

/// `(f(x), grad f(x))`, eight partial derivatives an evaluation.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0] * x[1].exp());
/// assert_eq!(ad_forward::gradient(&f, &[2.0, 0.0]), (2.0, vec![1.0, 2.0]));
/// ```
pub fn gradient<T: Number, O: Objective>(f: &O, x: &[T]) -> (T, Vec<T>) {
    gradient_from(f, x, T::one())
}

/// `(f(x), seed grad f(x))`.
pub(crate) fn gradient_from<T: Number, O: Objective>(f: &O, x: &[T], seed: T) -> (T, Vec<T>) {
    let mut gradient = vec![T::zero(); x.len()];
    let mut start = 0;
    loop {
        let y = f.value(&seeded(x, start, seed));
        gradient[start.min(x.len())..].iter_mut().zip(y.eps).for_each(|(entry, eps)| *entry = eps);
        start += CHUNK;
        if start >= x.len() {
            return (y.re, gradient);
        }
    }
}

/// `x` with tangents `seed` in the directions `start..start + CHUNK`.
fn seeded<T: Number>(x: &[T], start: usize, seed: T) -> Vec<DualVec<T, CHUNK>> {
    let lanes = |j: usize| array::from_fn(|k| if j == start + k { seed } else { T::zero() });
    x.iter().enumerate().map(|(j, &x)| DualVec::new(x, lanes(j))).collect()
}

/// `(r(x), J v)`, the derivative of `r` in the direction `v`.
///
/// ```
/// use ad_core::{objective, Single};
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(ad_forward::jvp(&Single(&f), &[2.0, 3.0], &[1.0, -1.0]), (vec![6.0], vec![1.0]));
/// ```
///
/// # Panics
/// If `v` and `x` differ in length.
pub fn jvp<T: Number, R: Residuals>(f: &R, x: &[T], v: &[T]) -> (Vec<T>, Vec<T>) {
    same_length("the direction v", v.len(), x.len());
    let x: Vec<_> = x.iter().zip(v).map(|(&x, &v)| Dual::new(x, v)).collect();
    let mut y = vec![Dual::constant(T::zero()); f.len()];
    f.residuals(&x, &mut y);
    y.iter().map(|y| (y.re, y.eps)).unzip()
}

/// `(r(x), J)` with `J[i][j] = dr_i/dx_j`: `m` rows of length `n`.
///
/// ```
/// use ad_core::{objective, Single};
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(ad_forward::jacobian(&Single(&f), &[2.0, 3.0]).1, vec![vec![3.0, 2.0]]);
/// ```
pub fn jacobian<T: Number, R: Residuals>(f: &R, x: &[T]) -> (Vec<T>, Vec<Vec<T>>) {
    let mut rows = vec![vec![T::zero(); x.len()]; f.len()];
    let mut y = vec![DualVec::<T, CHUNK>::constant(T::zero()); f.len()];
    let mut start = 0;
    loop {
        y.fill(DualVec::constant(T::zero()));
        f.residuals(&seeded(x, start, T::one()), &mut y);
        for (row, y) in rows.iter_mut().zip(&y) {
            row[start.min(x.len())..].iter_mut().zip(y.eps).for_each(|(entry, eps)| *entry = eps);
        }
        start += CHUNK;
        if start >= x.len() {
            return (y.iter().map(|y| y.re).collect(), rows);
        }
    }
}

/// `H v` with the Hessian `H` of `f` at `x`, without forming `H`.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad_forward::hess_vec(&f, &[1.0, 2.0], &[1.0, 0.0]), vec![4.0, 2.0]);
/// ```
///
/// # Panics
/// If `v` and `x` differ in length.
pub fn hess_vec<T: Number, O: Objective>(f: &O, x: &[T], v: &[T]) -> Vec<T> {
    same_length("the direction v", v.len(), x.len());
    hess_vec_from(f, x, v, 0)
}

/// As [`hess_vec`], but only the entries `first..n` are computed; those before it stay 0.
///
/// The dual vector is the inner number, so that its lanes stay together in memory.
fn hess_vec_from<T: Number, O: Objective>(f: &O, x: &[T], v: &[T], first: usize) -> Vec<T> {
    let mut product = vec![T::zero(); x.len()];
    for start in (first..x.len()).step_by(CHUNK) {
        let lines = seeded(x, start, T::one()).into_iter().zip(v).map(|(x, &v)| Dual::new(x, DualVec::constant(v)));
        let y = f.value(&lines.collect::<Vec<_>>());
        product[start..].iter_mut().zip(y.eps.eps).for_each(|(entry, eps)| *entry = eps);
    }
    product
}

/// The Hessian of `f` at `x`, exactly symmetric: `n` rows of length `n`.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad_forward::hessian(&f, &[1.0, 2.0]), vec![vec![4.0, 2.0], vec![2.0, 0.0]]);
/// ```
pub fn hessian<T: Number, O: Objective>(f: &O, x: &[T]) -> Vec<Vec<T>> {
    // Row j from the diagonal on; what is left of it is the column above it.
    let mut h: Vec<Vec<T>> = Vec::with_capacity(x.len());
    for j in 0..x.len() {
        let v: Vec<_> = (0..x.len()).map(|i| T::indicator(i == j)).collect();
        let right = hess_vec_from(f, x, &v, j);
        h.push(h.iter().map(|above| above[j]).chain(right[j..].iter().copied()).collect());
    }
    h
}

/// The mixed second derivative `u' H v` by one hyper-dual evaluation.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0] * x[0] * x[1]);
/// assert_eq!(ad_forward::second_directional(&f, &[1.0, 2.0], &[1.0, 0.0], &[0.0, 1.0]), 2.0);
/// ```
///
/// # Panics
/// If `u`, `v` and `x` differ in length.
pub fn second_directional<T: Number, O: Objective>(f: &O, x: &[T], u: &[T], v: &[T]) -> T {
    same_length("the direction u", u.len(), x.len());
    same_length("the direction v", v.len(), x.len());
    let x: Vec<_> = (0..x.len()).map(|i| HyperDual::new(x[i], u[i], v[i], T::zero())).collect();
    f.value(&x).e12
}

/// The first `N` Taylor coefficients of `t -> f(x + t v)`.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(ad_forward::taylor_along::<_, _, 3>(&f, &[2.0, 3.0], &[1.0, 1.0]), [6.0, 5.0, 1.0]);
/// ```
///
/// # Panics
/// If `v` and `x` differ in length.
pub fn taylor_along<T: Number, O: Objective, const N: usize>(f: &O, x: &[T], v: &[T]) -> [T; N] {
    same_length("the direction v", v.len(), x.len());
    let line = |i: usize| Taylor::new(array::from_fn(|k| [x[i], v[i]].get(k).copied().unwrap_or_else(T::zero)));
    *f.value(&(0..x.len()).map(line).collect::<Vec<_>>()).coefficients()
}

/// The mixed partial derivative `d^k f / dx_i dx_j ...` for the listed variables, of any order
/// `k <= 8`: a variable named twice is differentiated by twice.
///
/// ```
/// use ad_core::objective;
/// let f = objective!(|x| x[0].powi(3) * x[1].exp());
/// // d³f / dx0² dx1 = 6 x0 e^x1
/// assert_eq!(ad_forward::mixed_partial(&f, &[2.0, 0.0], &[0, 1, 0]), 12.0);
/// ```
///
/// # Panics
/// If a listed variable does not exist, or more than eight are listed.
pub fn mixed_partial<T: Number, O: Objective>(f: &O, x: &[T], variables: &[usize]) -> T {
    fn with_tangents<T: Number, O: Objective, const M: usize>(f: &O, x: &[T], variables: &[usize]) -> T {
        let seeded = |(i, &x): (usize, &T)| {
            let tangents = variables.iter().enumerate().filter(|&(_, &v)| v == i).map(|(k, _)| k);
            MultiDual::<T, M>::variable(x, &tangents.collect::<Vec<_>>())
        };
        let y = f.value(&x.iter().enumerate().map(seeded).collect::<Vec<_>>());
        y.coefficients()[(1 << variables.len()) - 1]
    }
    if let Some(i) = variables.iter().find(|&&i| i >= x.len()) {
        panic!("variable {i} of a function of {n} variables: list indices below {n}", n = x.len());
    }
    match variables.len() {
        0..=2 => with_tangents::<T, O, 4>(f, x, variables),
        3..=4 => with_tangents::<T, O, 16>(f, x, variables),
        5..=6 => with_tangents::<T, O, 64>(f, x, variables),
        7..=8 => with_tangents::<T, O, 256>(f, x, variables),
        order => panic!("a mixed partial of order {order}: at most 8 are offered, or nest the numbers yourself"),
    }
}
