//! The plainest steps inside a radius: along the gradient, and Powell's dogleg.

use super::ball::{cauchy_radius, to_surface};
use super::line_newton::is_definite;
use super::{Descent, Radius};
use crate::problem::{HessVec, Hessian, Oracle, Point};
use crate::vector::{dot, minus, norm, plus, scaled};
use optim_linalg::modified_solve;

/// The minimiser of the model along `-g`: one Hessian-vector product a point.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Cauchy, Recipe};
/// let f = objective!(|x| x[0] * x[0] + x[1] * x[1] * 3.0);
/// assert!(Cauchy::default().minimize(&f, &[1.0, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cauchy {
    /// `H g`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    product: Vec<f64>,
}

/// `-t g` with the `t` that minimises the model inside the radius.
fn cauchy_step(g: &[f64], hg: &[f64], radius: f64) -> Vec<f64> {
    let (square, curvature) = (dot(g, g), dot(g, hg));
    let border = radius / norm(g);
    scaled(-if curvature > 0.0 { border.min(square / curvature) } else { border }, g)
}

impl<P: HessVec + ?Sized> Descent<P> for Cauchy {
    type Size = Radius;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.product = problem.hess_vec(&at.x, &at.g);
        crate::vector::all_finite(&self.product)
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = cauchy_step(&at.g, &self.product, size);
        let t = norm(step) / norm(&at.g);
        t * (dot(&at.g, &at.g) - 0.5 * (t * dot(&at.g, &self.product)))
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        cauchy_radius(&at.g, &self.product)
    }
}

/// Powell's dogleg (1970): from Cauchy's point straight to Newton's, as far as the radius allows.
/// Where the Hessian is indefinite Newton's point is that of its modified factorization.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Dogleg, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(Dogleg::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Dogleg {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    hessian: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    newton: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    product: Vec<f64>,
}

impl Dogleg {
    fn times(&self, v: &[f64]) -> Vec<f64> {
        self.hessian.chunks(v.len().max(1)).map(|row| dot(row, v)).collect()
    }
}

impl<P: Hessian + ?Sized> Descent<P> for Dogleg {
    type Size = Radius;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.hessian = problem.hessian(&at.x);
        self.product = self.times(&at.g);
        match modified_solve(&self.hessian, &scaled(-1.0, &at.g), 1e-10) {
            Some((newton, _)) => self.newton = newton,
            None => return false,
        }
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        let promised = |s: &[f64]| -dot(&at.g, s) - 0.5 * dot(s, &self.times(s));
        let cauchy = cauchy_step(&at.g, &self.product, size);
        let dogleg = if norm(&self.newton) <= size {
            self.newton.clone()
        } else if norm(&cauchy) >= size * (1.0 - 1e-12) {
            cauchy.clone()
        } else {
            let leg = minus(&self.newton, &cauchy);
            plus(&cauchy, to_surface(&cauchy, &leg, size).min(1.0), &leg)
        };
        // with negative curvature the second leg may climb
        *step = if promised(&dogleg) >= promised(&cauchy) { dogleg } else { cauchy };
        promised(step)
    }
    fn is_convex(&mut self, problem: &Oracle<P>, at: &Point) -> Option<bool> {
        is_definite(problem, at)
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        cauchy_radius(&at.g, &self.product)
    }
}
