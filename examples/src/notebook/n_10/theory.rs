//! Both functions by hand: gradients, Hessians, and what a difference gives without rounding.

use super::Point;
use crate::objectives::Quadratic;
use crate::runner::prelude::*;
use crate::runner::target::Target;

/// A function with a point and a direction.
#[derive(Clone, Debug)]
pub struct Place {
    /// The quadratic; its b is the negative of the notebook's.
    pub f: Quadratic,
    pub x: Point,
    pub v: Point,
}

impl From<Place> for Value {
    fn from(at: Place) -> Value {
        (at.x, at.v).into()
    }
}

/// Which of the two functions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    Quadratic,
    Companion,
}

impl From<Of> for Value {
    fn from(of: Of) -> Value {
        of.name().into()
    }
}

impl Of {
    pub const BOTH: [Of; 2] = [Of::Quadratic, Of::Companion];

    pub fn name(self) -> &'static str {
        match self {
            Of::Quadratic => "quadratic",
            Of::Companion => "x₁⁴ + x₁ cos x₂",
        }
    }

    pub fn gradient(self, at: &Place, x: Point) -> Point {
        match self {
            Of::Quadratic => [0, 1].map(|i| at.f.a[i][0] * x[0] + at.f.a[i][1] * x[1] - at.f.b[i]),
            Of::Companion => [4.0 * x[0].powi(3) + x[1].cos(), -x[0] * x[1].sin()],
        }
    }

    pub fn hessian(self, at: &Place) -> [Point; 2] {
        let x = at.x;
        match self {
            Of::Quadratic => [0, 1].map(|i| [at.f.a[i][0], at.f.a[i][1]]),
            Of::Companion => [[12.0 * x[0] * x[0], -x[1].sin()], [-x[1].sin(), -x[0] * x[1].cos()]],
        }
    }

    pub fn hess_vec(self, at: &Place) -> Point {
        self.hessian(at).map(|row| row[0] * at.v[0] + row[1] * at.v[1])
    }

    /// (∇f(x + hv) − ∇f(x))/h in a form that does not cancel: Hv itself for the quadratic.
    pub fn quotient(self, at: &Place, h: f64) -> Point {
        let ([x, y], [v, w]) = (at.x, at.v);
        let half = (0.5 * h * w).sin() / (0.5 * h);
        match self {
            Of::Quadratic => self.hess_vec(at),
            Of::Companion => [
                4.0 * v * (3.0 * x * x + 3.0 * x * h * v + h * h * v * v) - (y + 0.5 * h * w).sin() * half,
                -v * (y + h * w).sin() - x * (y + 0.5 * h * w).cos() * half,
            ],
        }
    }

    /// How much rounding may add: the gradients are off by a few ulp of their terms, and so is x + hv.
    pub fn rounding(self, at: &Place, h: f64) -> f64 {
        let terms = match self {
            Of::Quadratic => norm(at.f.b.iter().copied()),
            Of::Companion => norm(self.gradient(at, at.x)),
        };
        let curvature = norm(self.hessian(at).into_iter().flatten());
        4.0 * f64::EPSILON * (terms + curvature * (norm(at.x) + h * norm(at.v))) / h
    }
}

/// |v|.
pub fn norm(v: impl IntoIterator<Item = f64>) -> f64 {
    v.into_iter().fold(0.0, f64::hypot)
}

/// |approximate − exact| / |exact|.
pub fn relative(approximate: Point, exact: Point) -> f64 {
    norm([0, 1].map(|i| approximate[i] - exact[i])) / norm(exact)
}

/// The exact product, to a handful of roundings of its size.
pub fn product(of: Of, at: &Place) -> Target {
    let exact = of.hess_vec(at);
    near(exact, abs(8.0 * f64::EPSILON * norm(exact)))
}

/// The stored functions, point and direction.
pub fn stored() -> Place {
    let r = reference("N.10");
    let pair = |key: &str| [r.vec(key)[0], r.vec(key)[1]];
    let b = r.vec("b").into_iter().map(|b| -b).collect();
    Place { f: Quadratic { a: r.matrix("Q"), b }, x: pair("x"), v: pair("v") }
}

/// The stored place, or drawn ones.
pub fn places(ctx: &Context) -> Vec<Place> {
    let Some(mut rng) = ctx.rng() else { return vec![stored()] };
    let mut draw = || {
        let [p, q, s] = [4.0, 1.0, 2.0].map(|mean| mean + rng.uniform(-0.5, 0.5));
        Place {
            f: Quadratic { a: vec![vec![p, q], vec![q, s]], b: rng.uniforms(2, -3.0, 3.0) },
            x: [rng.uniform(0.5, 1.0), rng.uniform(-2.0, 2.0)],
            v: [rng.uniform(1.0, 2.0), rng.uniform(-1.0, 1.0)],
        }
    };
    (0..5).map(|_| draw()).collect()
}

/// The stored steps with the relative errors on the companion, largest first.
pub fn stored_errors() -> Vec<(f64, f64)> {
    let table = reference("N.10").get("companion").get("fd_rel_err_by_h");
    let keys = reference("N.10").get("companion").keys("fd_rel_err_by_h");
    let mut errors: Vec<(f64, f64)> = keys.iter().map(|h| (h.parse().expect("a step"), table.num(h))).collect();
    errors.sort_by(|a, b| b.0.total_cmp(&a.0));
    errors
}
