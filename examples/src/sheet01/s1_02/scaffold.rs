//! S1.2, your solution: replace each `todo!()` below, then run `cargo run -- check S1.2`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Function, Parts};

/// (a) The coefficients [c₀, c₁, c₂] of cos(1/x) ≈ c₀ + c₁ dx + c₂ dx², dx = x − a, a ≠ 0.
fn cos_of_reciprocal_about(a: f64) -> [f64; 3] {
    todo!()
}

/// (b) The coefficients [c₀, c₁, c₂, c₃] of cos x about any point a.
fn cos_about(a: f64) -> [f64; 4] {
    todo!()
}

/// (c) The same about 1.
fn cos_about_one() -> [f64; 4] {
    todo!()
}

/// (d) The remainder R(dx): f(a + dx) minus the polynomial with these coefficients.
fn remainder(f: Function, coefficients: &[f64], a: f64, dx: f64) -> f64 {
    todo!()
}

/// (d) By which factor the remainder falls when dx is halved.
fn ratio_on_halving(remainder: Function, dx: f64) -> f64 {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { cos_of_reciprocal_about, cos_about, cos_about_one, remainder, ratio_on_halving }
}
