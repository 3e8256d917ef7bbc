//! N.7, your solution: replace each `todo!()` below, then run `cargo run -- check N.7`.
//!
//! `ad::f16` and `ad::bf16` are numbers like f64: `f16::nearest(x)` rounds (`use ad::Base`), `.to_bits()`
//! and `.into()` lead back. `Graph::<f16>::new()` is a tape of them; `OnGraph.vjp(&Single(f), w, &[seed])`
//! (`use ad::{Engine, OnGraph, Single}`) is a reverse sweep that begins with `seed` in place of 1.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Parts, Run, Scaler};
use crate::objectives::ScalarFits;

/// (a) The bits of the f16 nearest to x.
fn to_f16(x: f64) -> u16 {
    todo!()
}

/// (a) The bits of the bf16 nearest to x.
fn to_bf16(x: f64) -> u16 {
    todo!()
}

/// (a) The number that the bits of an f16 stand for, by hand: sign, exponent, fraction.
fn decode(bits: u16) -> f64 {
    todo!()
}

/// (a) "zero", "subnormal", "normal", "infinite" or "NaN".
fn kind(bits: u16) -> &'static str {
    todo!()
}

/// (a) ∇f(w) by a reverse sweep in f16, not scaled.
fn gradient_f16(f: &ScalarFits, w: &[f64]) -> Vec<f64> {
    todo!()
}

/// (a) ∇f(w) by a reverse sweep in bf16, not scaled.
fn gradient_bf16(f: &ScalarFits, w: &[f64]) -> Vec<f64> {
    todo!()
}

/// (b) For L = ½(wx − y)² on a tape in f16, swept from S: the adjoints of w and of r = wx − y.
fn adjoints(w: f64, x: f64, y: f64, scale: f64) -> (f64, f64) {
    todo!()
}

/// (b) ∇f(w) by a reverse sweep in f16 that begins with S, divided by S in f64. What overflows is
/// infinite or NaN.
fn scaled_gradient(f: &ScalarFits, w: &[f64], scale: f64) -> Vec<f64> {
    todo!()
}

/// (b) g times S, rounded to f16, divided by S in f64.
fn through_f16(g: f64, scale: f64) -> f64 {
    todo!()
}

/// (c) Whether a gradient must not be used.
fn overflowed(gradient: &[f64]) -> bool {
    todo!()
}

/// (c) Whether the scaled gradient at w overflows in f16.
fn overflows(f: &ScalarFits, w: &[f64], scale: f64) -> bool {
    todo!()
}

/// (c) Adapts the scale: halves it at an overflow, not below 1; doubles it after `interval` good
/// steps in a row. Returns whether the step is to be taken.
fn update(scaler: &mut Scaler, overflow: bool) -> bool {
    todo!()
}

/// (c) The scale at the start and after each step.
fn trajectory(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64> {
    todo!()
}

/// (c) The same by `optim::loss_scale::LossScaler`.
fn by_library(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64> {
    todo!()
}

/// (c) The steps, counted from 0, after which the scale is smaller.
fn skipped(trajectory: &[f64]) -> Vec<usize> {
    todo!()
}

/// (c) Gradient descent with scaled gradients in f16, a rate for each weight, weights in f64. A step
/// whose gradient overflows is not taken.
fn train(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize, scaler: Scaler) -> Run {
    todo!()
}

/// (c) The same without a scale.
fn train_unscaled(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize) -> Run {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        to_f16,
        to_bf16,
        decode,
        kind,
        gradient_f16,
        gradient_bf16,
        adjoints,
        scaled_gradient,
        through_f16,
        overflowed,
        overflows,
        update,
        trajectory,
        by_library,
        skipped,
        train,
        train_unscaled,
    }
}
