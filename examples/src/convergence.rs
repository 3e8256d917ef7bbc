//! How the error of a difference quotient depends on its step.

use crate::matrix::{Matrix, transposed};
use ad::Taylor;

/// Steps that are the keys of a reference table, from large to small.
///
/// ```
/// use examples::convergence::stored_steps;
/// assert_eq!(stored_steps(&["1e-06", "0.1"]), [0.1, 1e-6]);
/// ```
///
/// # Panics
/// If a key is not a number.
pub fn stored_steps(keys: &[&str]) -> Vec<f64> {
    let step = |key: &&str| key.parse().unwrap_or_else(|_| panic!("\"{key}\" is not a step"));
    let mut steps: Vec<f64> = keys.iter().map(step).collect();
    steps.sort_by(|a, b| b.total_cmp(a));
    steps
}

/// A Taylor series to order 4.
pub type Series = Taylor<f64, 5>;

/// What the forward differences `(gᵢ(x + heⱼ) − gᵢ(x))/h` are without rounding, up to `O(h⁴)`:
/// with the Taylor coefficients `cₖ` of `gᵢ` along `eⱼ`, entry `ij` is `c₁ + c₂h + c₃h² + c₄h³`.
///
/// ```
/// use examples::convergence::forward_difference_series;
/// let quotient = forward_difference_series(|x| vec![x[0] * x[0]], &[3.0], 0.5);
/// assert_eq!(quotient, vec![vec![6.5]]); // 2x + h
/// ```
pub fn forward_difference_series(g: impl Fn(&[Series]) -> Vec<Series>, x: &[f64], h: f64) -> Matrix {
    let column = |j: usize| -> Vec<f64> {
        let line = |k: usize| if k == j { Series::variable(x[k]) } else { Series::constant(x[k]) };
        let along = g(&(0..x.len()).map(line).collect::<Vec<_>>());
        along.iter().map(|g| g.coefficients()[1..].iter().rev().fold(0.0, |sum, c| sum * h + c)).collect()
    };
    transposed(&(0..x.len()).map(column).collect())
}
