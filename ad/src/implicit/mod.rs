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

use ad_core::rules::{Op, Rule};
use ad_core::{Number, Objective, Real};

/// The root `y(x_1, .., x_N)` of an equation, as a rule. See [`root`].
#[derive(Debug)]
pub struct Root<'a, E, S> {
    name: &'static str,
    equation: &'a E,
    solve: &'a S,
}
impl<E, S> Clone for Root<'_, E, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E, S> Copy for Root<'_, E, S> {}

/// `y(x)` with `equation([x_1, .., x_N, y]) = 0`, where `solve(x)` finds `y` at f64 by any means.
///
/// ```
/// use ad::{Dual, HyperDual, implicit, objective};
/// // Kepler: E - e sin E = M, the anomaly E as a function of M and e
/// let kepler = objective!(|z| z[2] - z[1] * z[2].sin() - z[0]);
/// let solve = |&[m, e]: &[f64; 2]| optim_free_newton(m, e);
/// let anomaly = implicit::root("anomaly", &kepler, &solve);
///
/// let slope = anomaly.at([Dual::variable(1.0), Dual::constant(0.3)]).eps;
/// let y = solve(&[1.0, 0.3]);
/// assert!((slope - 1.0 / (1.0 - 0.3 * y.cos())).abs() < 1e-15);
/// # fn optim_free_newton(m: f64, e: f64) -> f64 {
/// #     (0..50).fold(m, |y, _| y - (y - e * y.sin() - m) / (1.0 - e * y.cos()))
/// # }
/// ```
///
/// Where `F_y = 0` the root is not a function of `x` and the slopes are infinite or NaN.
pub fn root<'a, E, S, const N: usize>(name: &'static str, equation: &'a E, solve: &'a S) -> Root<'a, E, S>
where
    E: Objective,
    S: Fn(&[f64; N]) -> f64,
{
    Root { name, equation, solve }
}

impl<E, S> Root<'_, E, S> {
    /// The root at any number.
    pub fn at<T: Number, const N: usize>(self, x: [T; N]) -> T
    where
        Self: Rule<N>,
    {
        T::apply(self, x)
    }
}

impl<E: Objective, S: Fn(&[f64; N]) -> f64, const N: usize> Rule<N> for Root<'_, E, S> {
    fn op(&self) -> Op {
        Op::Custom { name: self.name }
    }
    fn value(&self, x: [f64; N]) -> f64 {
        (self.solve)(&x)
    }
    fn slopes<T: Number>(&self, x: [T; N], y: T) -> [T; N] {
        let mut at = x.to_vec();
        at.push(y);
        let (_, partials) = ad_forward::gradient(self.equation, &at);
        core::array::from_fn(|k| -(partials[k] / partials[N]))
    }
}

/// The equation `dg/dy = 0` of a minimiser in the last variable: with [`root`] it makes
/// `argmin_y g(x, y)` a differentiable function of `x`.
///
/// ```
/// use ad::{Dual, implicit, objective};
/// // argmin_y (y - x)² + y⁴/2: at the minimiser 2 (y - x) + 2 y³ = 0
/// let g = objective!(|z| (z[1] - z[0]).sq() + z[1].powi(4) * 0.5);
/// let equation = implicit::Stationary(g);
/// let solve = |&[x]: &[f64; 1]| (0..60).fold(x, |y: f64, _| y - (y - x + y.powi(3)) / (1.0 + 3.0 * y * y));
/// let best = implicit::root("best", &equation, &solve);
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
