//! φ(α) = f(x₀ + αp) is itself written once, so its derivatives along the line come from one dual
//! and one hyper-dual number, and its minimiser from a root of φ′.

use super::{Found, Matrix, Minimiser, Parts, Point, Searched};
use crate::objectives::SquaredParabola;
use ad::forward::{derivative, taylor};
use ad::{Engine, Objective, OnGraph, Real, second_derivative};
use optim::descent::{Descent, Length};
use optim::problem::{Gradient, Oracle};
use optim::scalar::{brent, newton};
use optim::search::{Advance, Armijo, ExactLine, HagerZhang, Search, StrongWolfe};

const START: Point = [1.0, 0.0];
const DIRECTION: Point = [-1.0, 1.0];

fn phi<F: Real>(alpha: F) -> F {
    let at = |i: usize| alpha * DIRECTION[i] + START[i];
    SquaredParabola.value(&[at(0), at(1)])
}

/// One dual pass.
fn phi_prime(alpha: f64) -> f64 {
    derivative(|a| phi(a), alpha).1
}

/// One hyper-dual pass.
fn phi_second(alpha: f64) -> f64 {
    second_derivative(|a| phi(a), alpha).2
}

fn gradient_at_start() -> Point {
    let (_, g) = OnGraph.gradient(&SquaredParabola, &START);
    [g[0], g[1]]
}

fn hessian(x: Point) -> Matrix {
    let h = ad::hessian(&SquaredParabola, &x);
    [[h[0][0], h[0][1]], [h[1][0], h[1][1]]]
}

/// Descent means a negative slope at 0; a lower value somewhere on the line proves nothing.
fn is_descent(gradient: Point, direction: Point) -> bool {
    gradient[0] * direction[0] + gradient[1] * direction[1] < 0.0
}

/// φ is strictly convex (see `least_curvature`), so there is one minimiser, and it is a root of φ′.
fn minimisers() -> Vec<Minimiser> {
    let found = optim::line::exact(&SquaredParabola, &START, &DIRECTION).expect("p is a descent direction");
    vec![(found.at.alpha, found.at.value)]
}

/// φ′ at a dual number has φ″ as its tangent: Newton's method needs nothing more.
fn by_newton(start: f64) -> Found {
    let root = newton(|alpha| derivative(|a| phi(a), alpha).1, start);
    (root.x, root.evaluations)
}

fn by_brent(low: f64, high: f64) -> Found {
    let root = brent(phi_prime, low, high).expect("the slope changes its sign in between");
    (root.x, root.evaluations)
}

/// The best of the given steps, as the sheet does it: no better than the grid.
fn by_grid(steps: &[f64]) -> Found {
    let tried = steps.iter().map(|&alpha| (alpha, phi(alpha)));
    let best = tried.min_by(|a, b| a.1.total_cmp(&b.1)).expect("the grid has a step");
    (best.0, steps.len())
}

/// p as a descent of the library, so that every search of it can go along p.
struct Along;
impl<P: Gradient + ?Sized> Descent<P> for Along {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, _: &optim::problem::Point) -> bool {
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &optim::problem::Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = DIRECTION.map(|p| size * p).to_vec();
        -size * at.g.iter().zip(&DIRECTION).map(|(g, p)| g * p).sum::<f64>()
    }
}

/// One step of a search from x₀, with all its trials.
fn step_by(name: &'static str, mut search: impl Search<SquaredParabola, Along>) -> Searched {
    let oracle = Oracle::of(&SquaredParabola);
    let mut trials = Vec::new();
    let at = oracle.point(START.to_vec());
    let alpha = match search.advance(&oracle, &mut Along, &at, &mut |trial| trials.push(*trial)) {
        Advance::To { size, .. } => size,
        Advance::Stuck { .. } => f64::NAN,
    };
    Searched { name, alpha, trials }
}

fn by_searches() -> Vec<Searched> {
    vec![
        step_by("backtracking", Armijo::default()),
        step_by("strong Wolfe", StrongWolfe::default()),
        step_by("Hager and Zhang", HagerZhang::default()),
        step_by("exact", ExactLine::default()),
    ]
}

/// φ″ is a parabola that opens upwards: it is least where φ‴, six times the third Taylor
/// coefficient, is zero.
fn least_curvature() -> f64 {
    let third = newton(|alpha| taylor::<_, 4>(|a| phi(a), alpha)[3], 0.0);
    phi_second(third.x)
}

pub fn solution() -> Parts {
    Parts {
        gradient_at_start,
        slope_at_start: || phi_prime(0.0),
        is_descent,
        minimisers,
        by_newton,
        by_brent,
        by_grid,
        by_searches,
        phi: phi::<f64>,
        phi_prime,
        phi_second,
        least_curvature,
        hessian,
    }
}
