//! xᵀQx is convex for positive semidefinite Q: the definition, the identity that proves it, and
//! the derivatives 2Qx and 2Q.

use super::{Parts, Segment};
use crate::matrix::Matrix;
use crate::objectives::QuadraticForm;
use ad::{Engine, Objective, OnGraph};

fn f(q: &Matrix, x: &[f64]) -> f64 {
    QuadraticForm(q.clone()).value(x)
}

/// y + α(x − y): the point of the segment from y (α = 0) to x (α = 1).
fn point(Segment { x, y, alpha }: &Segment) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| y + alpha * (x - y)).collect()
}

/// Left side of the definition: f(y + α(x − y)) − αf(x) − (1 − α)f(y), at most 0 if f is convex.
fn gap(q: &Matrix, s: &Segment) -> f64 {
    f(q, &point(s)) - s.alpha * f(q, &s.x) - (1.0 - s.alpha) * f(q, &s.y)
}

/// What the gap equals for every symmetric Q: −α(1 − α)(x − y)ᵀQ(x − y).
///
/// Proof: with z = αx + (1 − α)y, multiply out zᵀQz = α²xᵀQx + 2α(1 − α)xᵀQy + (1 − α)²yᵀQy and use
/// α² − α = (1 − α)² − (1 − α) = −α(1 − α). The sign of (x − y)ᵀQ(x − y) decides.
fn identity(q: &Matrix, s: &Segment) -> f64 {
    let difference: Vec<f64> = s.x.iter().zip(&s.y).map(|(x, y)| x - y).collect();
    -s.alpha * (1.0 - s.alpha) * f(q, &difference)
}

/// Whether the segment disproves convexity: a gap above what rounding the three values explains.
fn disproves_convexity(q: &Matrix, s: &Segment) -> bool {
    let rounding = 1e-12 * (1.0 + f(q, &s.x).abs() + f(q, &s.y).abs());
    gap(q, s) > rounding
}

/// For Q = diag(1, −1) f falls away from 0 along the second axis: 0 lies above its neighbours' chord.
fn counterexample() -> Segment {
    Segment { x: vec![0.0, 1.0], y: vec![0.0, -1.0], alpha: 0.5 }
}

/// 2Qx, by one reverse sweep.
pub fn gradient(f: &impl Objective, x: &[f64]) -> Vec<f64> {
    OnGraph.gradient(f, x).1
}

/// 2Q, forward over reverse: a Hessian-vector product a column. It is constant, so any x will do.
pub fn hessian(f: &impl Objective, x: &[f64]) -> Matrix {
    OnGraph.hessian(f, x)
}

pub fn solution() -> Parts {
    Parts {
        f,
        gap,
        identity,
        disproves_convexity,
        counterexample,
        gradient: |q, x| gradient(&QuadraticForm(q.clone()), x),
        hessian: |q, x| hessian(&QuadraticForm(q.clone()), x),
    }
}
