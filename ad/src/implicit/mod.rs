//! Functions defined by an equation: `y(x)` with `F(x, y) = 0`, differentiated without
//! differentiating the solver.
//!
//! By the implicit function theorem `dy/dx = -F_y^-1 F_x` at the solution. The partials of `F`
//! are taken at whatever number reads the derivative, so the solver runs on f64 alone and `y(x)`
//! is one operation in every engine and every order.
//!
//! | `y` | defined by | |
//! |---|---|---|
//! | a number | an equation `F(x, y) = 0` | [`root`] |
//! | a number | `argmin_y g(x, y)` | [`root`] of [`Stationary`] |
//! | a vector | equations `F(x, y) = 0` | [`system`] |
//! | a vector | `argmin_y g(x, y)` | [`argmin`] |

mod system;

pub use system::{Optimality, System, argmin, system};

use ad_core::error::same_length;
use ad_core::rules::{Linear, VectorRule};
use ad_core::{Number, Objective, Real};
use std::rc::Rc;

/// The root `y(x_1, .., x_N)` of an equation, as a rule. See [`root`].
#[derive(Debug)]
pub struct Root<E, S, const N: usize> {
    name: &'static str,
    // behind a counter, since whoever records it keeps a clone for each use
    equation: Rc<E>,
    solve: Rc<S>,
}
impl<E, S, const N: usize> Clone for Root<E, S, N> {
    fn clone(&self) -> Self {
        Root { equation: Rc::clone(&self.equation), solve: Rc::clone(&self.solve), ..*self }
    }
}

/// `y(x)` with `equation([x_1, .., x_N, y]) = 0`, where `solve(x)` finds `y` at f64 by any means.
///
/// ```
/// use ad::{Dual, implicit, objective};
/// // Kepler: E - e sin E = M, the anomaly E as a function of M and e
/// let kepler = objective!(|z| z[2] - z[1] * z[2].sin() - z[0]);
/// fn solve(&[m, e]: &[f64; 2]) -> f64 {
///     (0..50).fold(m, |y, _| y - (y - e * y.sin() - m) / (1.0 - e * y.cos()))
/// }
/// let anomaly = implicit::root("anomaly", kepler, solve);
///
/// let slope = anomaly.at([Dual::variable(1.0), Dual::constant(0.3)]).eps;
/// let y = solve(&[1.0, 0.3]);
/// assert!((slope - 1.0 / (1.0 - 0.3 * y.cos())).abs() < 1e-15);
/// ```
///
/// Where `F_y = 0` the root is not a function of `x` and the slopes are infinite or NaN.
pub fn root<E, S, const N: usize>(name: &'static str, equation: E, solve: S) -> Root<E, S, N>
where
    E: Objective + 'static,
    S: Fn(&[f64; N]) -> f64 + 'static,
{
    Root { name, equation: Rc::new(equation), solve: Rc::new(solve) }
}

impl<E, S, const N: usize> Root<E, S, N>
where
    E: Objective + 'static,
    S: Fn(&[f64; N]) -> f64 + 'static,
{
    /// The root at any number.
    pub fn at<T: Number>(&self, x: [T; N]) -> T {
        T::apply_vector(self, &x)[0]
    }
}

impl<E, S, const N: usize> VectorRule for Root<E, S, N>
where
    E: Objective + 'static,
    S: Fn(&[f64; N]) -> f64 + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }
    fn inputs(&self) -> usize {
        N
    }
    fn outputs(&self) -> usize {
        1
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        same_length("the argument of a root", x.len(), N);
        y[0] = (self.solve)(&core::array::from_fn(|k| x[k]));
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        let (_, partials) = ad_forward::gradient(&*self.equation, &[x, y].concat());
        Linear::rows(vec![(0..N).map(|k| -(partials[k] / partials[N])).collect()])
    }
}

/// The equation `dg/dy = 0` of a minimiser in the last variable: with [`root`] it makes
/// `argmin_y g(x, y)` a differentiable function of `x`.
///
/// ```
/// use ad::{Dual, implicit, objective};
/// // argmin_y (y - x)² + y⁴/2: at the minimiser 2 (y - x) + 2 y³ = 0
/// let g = objective!(|z| (z[1] - z[0]).sq() + z[1].powi(4) * 0.5);
/// let solve = |&[x]: &[f64; 1]| (0..60).fold(x, |y: f64, _| y - (y - x + y.powi(3)) / (1.0 + 3.0 * y * y));
/// let best = implicit::root("best", implicit::Stationary(g), solve);
/// let y = best.at([Dual::variable(2.0)]);
/// assert_eq!(y.re, 1.0);
/// assert_eq!(y.eps, 0.25); // dy/dx = 1 / (1 + 3 y²)
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stationary<G>(pub G);
impl<G: Objective> Objective for Stationary<G> {
    fn value<F: Real>(&self, z: &[F]) -> F {
        let (_, gradient) = ad_forward::gradient(&self.0, z);
        gradient.last().copied().unwrap_or_else(F::zero)
    }
}
