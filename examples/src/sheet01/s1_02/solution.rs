//! Taylor expansions by series arithmetic: the function itself, run on `a + t`, is its expansion.

use super::{Function, Parts};
use crate::objectives::cos_of_reciprocal;
use ad::taylor;

/// (a) cos(1/x) ≈ c₀ + c₁ dx + c₂ dx²: three coefficients are carried through 1/x and cos.
fn cos_of_reciprocal_about(a: f64) -> [f64; 3] {
    taylor(cos_of_reciprocal, a)
}

/// (b) cos x ≈ c₀ + c₁ dx + c₂ dx² + c₃ dx³, about any point.
fn cos_about(a: f64) -> [f64; 4] {
    taylor(|x| x.cos(), a)
}

/// (c) The same about 1.
fn cos_about_one() -> [f64; 4] {
    cos_about(1.0)
}

/// R(dx) = f(a + dx) − Σ cₖ dxᵏ, the sum by Horner's rule.
fn remainder(f: Function, coefficients: &[f64], a: f64, dx: f64) -> f64 {
    let polynomial = coefficients.iter().rev().fold(0.0, |sum, c| sum * dx + c);
    f(a + dx) - polynomial
}

/// R(dx) / R(dx/2): for an expansion of order n, R = O(dxⁿ⁺¹) and the ratio tends to 2ⁿ⁺¹.
fn ratio_on_halving(remainder: Function, dx: f64) -> f64 {
    remainder(dx) / remainder(dx / 2.0)
}

pub fn solution() -> Parts {
    Parts { cos_of_reciprocal_about, cos_about, cos_about_one, remainder, ratio_on_halving }
}
