//! The Jacobian of f: ℝⁿ → ℝᵐ, J[i][j] = ∂fᵢ/∂xⱼ: m rows, n columns. Differences, and three exact ways.

use super::{Parts, VectorFunction};
use crate::matrix::{Matrix, transposed, unit};
use crate::objectives::ThreeToTwo;
use ad::{ComplexStep, Residuals};

/// Column j is (f(x + heⱼ) − f(x))/h. f(x) is shared and every evaluation yields all m components:
/// n + 1 evaluations, however large m is.
pub fn forward_difference(f: VectorFunction, x: &[f64], h: f64) -> Matrix {
    let base = f(x);
    let column = |j: usize| -> Vec<f64> {
        let mut moved = x.to_vec();
        moved[j] += h;
        f(&moved).iter().zip(&base).map(|(there, here)| (there - here) / h).collect()
    };
    transposed(&(0..x.len()).map(column).collect())
}

/// Forward mode: column j is J eⱼ, one evaluation on dual numbers.
pub fn forward_mode(f: &impl Residuals, x: &[f64]) -> Matrix {
    transposed(&(0..x.len()).map(|j| ad::jvp(f, x, &unit(x.len(), j)).1).collect())
}

/// Reverse mode: row i is eᵢᵀJ, one sweep. Fewer passes than forward mode because m < n.
pub fn reverse_mode(f: &impl Residuals, x: &[f64]) -> Matrix {
    (0..f.len()).map(|i| ad::vjp(f, x, &unit(f.len(), i)).1).collect()
}

/// Complex step: column j is Im f(x + iheⱼ)/h. No difference is formed, so h may be 1e-20.
pub fn complex_step(f: &impl Residuals, x: &[f64], h: f64) -> Matrix {
    let column = |j: usize| -> Vec<f64> {
        let moved = x.iter().enumerate().map(|(k, &x)| ComplexStep::new(x, if k == j { h } else { 0.0 }));
        let mut y = vec![ComplexStep::default(); f.len()];
        f.residuals(&moved.collect::<Vec<_>>(), &mut y);
        y.iter().map(|y| y.im() / h).collect()
    };
    transposed(&(0..x.len()).map(column).collect())
}

/// Truncation h|f″|/2 and rounding ε|f|/h balance at √(2ε|f/f″|): √ε where f and f″ are of size 1.
fn best_step() -> f64 {
    f64::EPSILON.sqrt()
}

pub fn solution() -> Parts {
    Parts {
        forward_difference,
        forward_mode: |x| forward_mode(&ThreeToTwo, x),
        reverse_mode: |x| reverse_mode(&ThreeToTwo, x),
        complex_step: |x, h| complex_step(&ThreeToTwo, x, h),
        best_step,
    }
}
