//! The vector form: `y(x)` in `R^m` with `m` equations, as one vector rule.
//!
//! `J v = -F_y^-1 (F_x v)` and `J'w = -F_x' (F_y^-T w)`: one factorization of the `m x m` matrix
//! `F_y`; `F_x` itself is never formed, a dual evaluation gives `F_x v` and a reverse sweep `F_x' z`.

use crate::lu::Lu;
use ad_core::rules::{Linear, VectorRule};
use ad_core::{Number, Objective, Real, Residuals};
use ad_reverse::{Engine, OnTape};
use std::rc::Rc;

/// The solution `y(x)` of a system of equations, as a rule. See [`system`] and [`argmin`].
#[derive(Debug)]
pub struct System<E, S> {
    name: &'static str,
    inputs: usize,
    // behind a counter, since a graph keeps a clone for each use
    equations: Rc<E>,
    solve: Rc<S>,
}
impl<E, S> Clone for System<E, S> {
    fn clone(&self) -> Self {
        System { equations: Rc::clone(&self.equations), solve: Rc::clone(&self.solve), ..*self }
    }
}

/// `y(x)` with `F(x, y) = 0`: as many equations as unknowns, `m`, each a component of `equations`
/// at `[x_1, .., x_n, y_1, .., y_m]`; `solve(x, y)` writes the solution to `y` at f64 by any means.
///
/// The derivatives are those of the exact solution at the `y` that `solve` writes: they are as
/// accurate as it. Where `F_y` is singular they are infinite or NaN.
///
/// ```
/// use ad::{Objective, Real, Residuals, VectorRule, implicit};
/// /// A circle of radius x0 and a line of slope x1 through the origin.
/// struct CircleAndLine;
/// impl Residuals for CircleAndLine {
///     fn len(&self) -> usize { 2 }
///     fn residuals<F: Real>(&self, z: &[F], out: &mut [F]) {
///         let (radius, slope, y) = (z[0], z[1], &z[2..]);
///         out[0] = y[0].sq() + y[1].sq() - radius.sq();
///         out[1] = y[1] - slope * y[0];
///     }
/// }
/// let meet = implicit::system("meet", 2, CircleAndLine, |x: &[f64], y: &mut [f64]| {
///     y[0] = x[0] / x[1].hypot(1.0); // or by iteration: nobody differentiates this
///     y[1] = x[1] * y[0];
/// });
///
/// /// How far right they meet.
/// struct Right<R>(R);
/// impl<R: VectorRule> Objective for Right<R> {
///     fn value<F: Real>(&self, x: &[F]) -> F { self.0.at(x)[0] }
/// }
/// let (value, gradient) = ad::gradient(&Right(meet), &[5.0, 0.75]);
/// assert_eq!(value, 4.0);
/// assert!((gradient[0] - 0.8).abs() < 1e-15 && (gradient[1] + 1.92).abs() < 1e-15);
/// ```
pub fn system<E, S>(name: &'static str, inputs: usize, equations: E, solve: S) -> System<E, S>
where
    E: Residuals + 'static,
    S: Fn(&[f64], &mut [f64]) + 'static,
{
    System { name, inputs, equations: Rc::new(equations), solve: Rc::new(solve) }
}

/// `y(x) = argmin_y g(x, y)` in `R^m`, with `g` at `[x_1, .., x_n, y_1, .., y_m]`: the [`system`]
/// of the equations `dg/dy = 0`; `solve(x, y)` writes the minimiser to `y` at f64 by any means.
///
/// ```
/// use ad::{Dual, VectorRule, implicit, objective};
/// // argmin_y (y0 - x0)² + (y1 - y0)² + y1²: y = (2/3, 1/3) x0
/// let g = objective!(|z| (z[1] - z[0]).sq() + (z[2] - z[1]).sq() + z[2].sq());
/// let best = implicit::argmin("best", 1, 2, g, |x: &[f64], y: &mut [f64]| {
///     (y[0], y[1]) = (2.0 * x[0] / 3.0, x[0] / 3.0);
/// });
/// let y = best.at(&[Dual::variable(6.0)]);
/// assert_eq!((y[0].re, y[1].re), (4.0, 2.0));
/// assert!(f64::abs(y[0].eps - 2.0 / 3.0) < 1e-15 && f64::abs(y[1].eps - 1.0 / 3.0) < 1e-15);
/// ```
pub fn argmin<G, S>(name: &'static str, inputs: usize, variables: usize, g: G, solve: S) -> System<Optimality<G>, S>
where
    G: Objective + 'static,
    S: Fn(&[f64], &mut [f64]) + 'static,
{
    system(name, inputs, Optimality { of: g, variables }, solve)
}

/// The equations `dg/dz_k = 0` of a minimiser in the last `variables` of `z`.
///
/// ```
/// use ad::{Residuals, implicit::Optimality, objective};
/// let g = objective!(|z| z[0] * z[1].sq() + z[2]);
/// let mut out = [0.0; 2];
/// Optimality { of: g, variables: 2 }.residuals(&[3.0, 5.0, 7.0], &mut out);
/// assert_eq!(out, [30.0, 1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Optimality<G> {
    /// What is minimised, `g(x, y)`.
    pub of: G,
    /// The length of `y`.
    pub variables: usize,
}
impl<G: Objective> Residuals for Optimality<G> {
    fn len(&self) -> usize {
        self.variables
    }
    fn residuals<F: Real>(&self, z: &[F], out: &mut [F]) {
        let (_, gradient) = ad_forward::gradient(&self.of, z);
        out.copy_from_slice(&gradient[z.len() - self.variables..]);
    }
}

impl<E, S> VectorRule for System<E, S>
where
    E: Residuals + 'static,
    S: Fn(&[f64], &mut [f64]) + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }
    fn inputs(&self) -> usize {
        self.inputs
    }
    fn outputs(&self) -> usize {
        self.equations.len()
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        (self.solve)(x, y);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        let (n, m) = (x.len(), y.len());
        let z = [x, y].concat();
        let along = |k: usize| -> Vec<T> { (0..n + m).map(|i| T::indicator(i == n + k)).collect() };
        let column = |k| ad_forward::jvp(&*self.equations, &z, &along(k)).1;
        let lu = Lu::of_columns(&(0..m).map(column).collect::<Vec<_>>());
        let at = Rc::new((z, lu));
        let same = Rc::clone(&at);
        Linear::both(
            move |v, out| {
                let (z, lu) = &*at;
                let direction = [v, &vec![T::zero(); m]].concat();
                let (_, change) = ad_forward::jvp(&*self.equations, z, &direction);
                out.iter_mut().zip(lu.solve(&change)).for_each(|(out, dy)| *out = -dy);
            },
            move |w, out| {
                let (z, lu) = &*same;
                let (_, row) = OnTape.vjp(&*self.equations, z, &lu.solve_transposed(w));
                out.iter_mut().zip(row).for_each(|(out, dx)| *out = -dx);
            },
        )
    }
}
