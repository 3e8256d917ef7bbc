//! The Hessian as the Jacobian of the gradient: by forward differences, and exactly.

use super::Parts;
use crate::matrix::{Matrix, largest_difference, transposed, unit};
use crate::objectives::Rosenbrock;
use crate::sheet01::s1_06;
use ad::{ComplexStep, Dual, Engine, OnGraph};

/// Column j is (∇f(x + heⱼ) − ∇f(x))/h: the Jacobian of the gradient, n + 1 gradients (S1.6).
fn forward_difference(gradient: s1_06::VectorFunction, x: &[f64], h: f64) -> Matrix {
    s1_06::forward_difference(gradient, x, h)
}

/// How far H is from symmetric: max |hᵢⱼ − hⱼᵢ|.
fn asymmetry(h: &Matrix) -> f64 {
    largest_difference(h, &transposed(h))
}

/// The nearest symmetric matrix, (H + Hᵀ)/2.
fn symmetrised(h: &Matrix) -> Matrix {
    let mean = |(a, b): (&f64, &f64)| 0.5 * (a + b);
    let rows = h.iter().zip(transposed(h));
    rows.map(|(row, column)| row.iter().zip(&column).map(mean).collect()).collect()
}

/// Exactly: column j is Heⱼ, a tangent carried through a reverse sweep (forward over reverse).
fn exact(x: &[f64]) -> Matrix {
    from_products(&|v| OnGraph.hess_vec(&Rosenbrock, x, v), x.len())
}

/// The matrix of v ↦ Hv.
pub fn from_products(product: &dyn Fn(&[f64]) -> Vec<f64>, n: usize) -> Matrix {
    transposed(&(0..n).map(|j| product(&unit(n, j))).collect())
}

/// Complex step on the gradient: column j is Im ∇f(x + iheⱼ)/h.
pub fn complex_step(gradient: &dyn Fn(&[ComplexStep]) -> Vec<ComplexStep>, x: &[f64], h: f64) -> Matrix {
    let column = |e: Vec<f64>| -> Vec<f64> {
        let moved: Vec<_> = x.iter().zip(e).map(|(&x, e)| ComplexStep::new(x, h * e)).collect();
        gradient(&moved).iter().map(|g| g.im() / h).collect()
    };
    transposed(&(0..x.len()).map(|j| column(unit(x.len(), j))).collect())
}

/// The error's first term, (h/2) ∂³f/∂xᵢ∂xⱼ² in entry ij: the next Taylor coefficient of the
/// gradient along eⱼ. The third derivatives are tangents of Heⱼ when x moves along eⱼ.
fn leading_error(x: &[f64], h: f64) -> Matrix {
    let column = |e: Vec<f64>| -> Vec<f64> {
        let moved: Vec<_> = x.iter().zip(&e).map(|(&x, &e)| Dual::new(x, e)).collect();
        let direction: Vec<_> = e.iter().map(|&e| Dual::constant(e)).collect();
        ad::forward::hess_vec(&Rosenbrock, &moved, &direction).iter().map(|third| h / 2.0 * third.eps).collect()
    };
    transposed(&(0..x.len()).map(|j| column(unit(x.len(), j))).collect())
}

/// Truncation Ch and rounding ε|∇f|/h balance at √(ε|∇f|/C).
fn best_step(x: &[f64]) -> f64 {
    let largest = |entries: &[f64]| entries.iter().fold(0.0f64, |m, e| m.max(e.abs()));
    let gradient = largest(&ad::gradient(&Rosenbrock, x).1);
    let truncation = largest(&leading_error(x, 1.0).concat());
    (f64::EPSILON * gradient / truncation).sqrt()
}

pub fn solution() -> Parts {
    Parts {
        forward_difference,
        asymmetry,
        symmetrised,
        exact,
        complex_step: |x, h| complex_step(&|z| ad::forward::gradient(&Rosenbrock, z).1, x, h),
        leading_error,
        best_step,
    }
}
