//! The tape is the library's graph with f16 for its number: every value and every adjoint on it is
//! rounded to 11 bits. The loss scale S is where the reverse sweep begins, in place of 1.

use super::{Parts, Run, Scaler, Step};
use crate::objectives::ScalarFits;
use ad::draw::Picture;
use ad::forward::LossScaled;
use ad::{Base, Engine, Graph, OnGraph, Single, bf16, f16};
use optim::loss_scale::LossScaler;

/// (a) The bits of the nearest f16; ties go to the even one.
pub fn to_f16(x: f64) -> u16 {
    f16::nearest(x).to_bits()
}

/// (a) The number of 16 bits: a sign, 5 of the exponent, 10 of the fraction.
pub fn decode(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

/// (a) What kind of number the bits are.
pub fn kind(bits: u16) -> &'static str {
    match (bits >> 10 & 31, bits & 1023) {
        (0, 0) => "zero",
        (0, _) => "subnormal",
        (31, 0) => "infinite",
        (31, _) => "NaN",
        _ => "normal",
    }
}

/// ∇f by a reverse sweep over a graph of `T`, begun with S and divided by S in f64.
pub fn on_tape<T: Base>(f: &ScalarFits, w: &[f64], scale: f64) -> Vec<f64> {
    let swept = LossScaled::by(w, scale, |w: &[T], seed| {
        let (loss, gradient) = OnGraph.vjp(&Single(f), w, &[seed]);
        (loss[0], gradient)
    });
    swept.gradient
}

/// (b) The tape of L = ½(wx − y)² in f16, swept from S: the adjoints of w and of the residual.
fn adjoints(w: f64, x: f64, y: f64, scale: f64) -> (f64, f64) {
    let graph = Graph::<f16>::new();
    let w = graph.variable(f16::nearest(w));
    let r = w * x - y;
    let swept = graph.backward(&[(r.sq() * 0.5, f16::nearest(scale))]);
    (swept.of(w).into(), swept.of(r).into())
}

/// The same tape, labelled and drawn.
pub fn picture(w: f64, x: f64, y: f64, scale: f64) -> Picture {
    let graph = Graph::<f16>::new();
    let constant = |value: f64, name: &str| graph.constant(f16::nearest(value)).label(name);
    let w = graph.variable(f16::nearest(w)).label("w");
    let r = (w * constant(x, "x") - constant(y, "y")).label("r");
    let loss = (r.sq().label("r²") * 0.5).label("L");
    graph.backward(&[(loss, f16::nearest(scale))]);
    graph.picture(&[loss])
}

/// (b) A number scaled by S, rounded to f16, and divided by S again in f64.
fn through_f16(g: f64, scale: f64) -> f64 {
    decode(to_f16(g * scale)) / scale
}

/// (c) A gradient that is not to be used: S was too large for some adjoint.
pub fn overflowed(gradient: &[f64]) -> bool {
    gradient.iter().any(|g| !g.is_finite())
}

/// (c) Halves S at an overflow, not below 1, and doubles it after `interval` good steps in a row.
/// Returns whether the step is to be taken.
pub fn update(scaler: &mut Scaler, overflow: bool) -> bool {
    if overflow {
        scaler.scale = (scaler.scale / 2.0).max(1.0);
        scaler.in_a_row = 0;
    } else {
        scaler.in_a_row += 1;
        if scaler.in_a_row == scaler.interval {
            scaler.scale *= 2.0;
            scaler.in_a_row = 0;
        }
    }
    !overflow
}

/// (c) S at the start and after each step.
pub fn trajectory(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64> {
    let mut scaler = Scaler { scale, interval, in_a_row: 0 };
    let after = overflows.iter().map(|overflow| {
        update(&mut scaler, *overflow);
        scaler.scale
    });
    [scale].into_iter().chain(after).collect()
}

/// The same by the library.
pub fn by_library(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64> {
    let mut scaler = LossScaler::new(scale).interval(interval);
    let after = overflows.iter().map(|overflow| {
        scaler.update(*overflow);
        scaler.scale()
    });
    [scale].into_iter().chain(after).collect()
}

/// (c) The steps, from 0, after which S is smaller.
fn skipped(trajectory: &[f64]) -> Vec<usize> {
    (0..trajectory.len() - 1).filter(|k| trajectory[k + 1] < trajectory[*k]).collect()
}

/// (c) Gradient descent, a rate for each weight: weights in f64, gradients by a tape in f16.
pub fn train(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize, mut scaler: Scaler) -> Run {
    let mut w = w0.to_vec();
    let step = |_| {
        let scale = scaler.scale;
        let gradient = on_tape::<f16>(f, &w, scale);
        let overflow = overflowed(&gradient);
        if update(&mut scaler, overflow) {
            w.iter_mut().zip(&gradient).zip(rates).for_each(|((w, g), rate)| *w -= rate * g);
        }
        Step { scale, overflow, w: w.clone() }
    };
    (0..steps).map(step).collect()
}

pub fn solution() -> Parts {
    Parts {
        to_f16,
        to_bf16: |x| bf16::nearest(x).to_bits(),
        decode,
        kind,
        gradient_f16: |f, w| on_tape::<f16>(f, w, 1.0),
        gradient_bf16: |f, w| on_tape::<bf16>(f, w, 1.0),
        adjoints,
        scaled_gradient: on_tape::<f16>,
        through_f16,
        overflowed,
        overflows: |f, w, scale| overflowed(&on_tape::<f16>(f, w, scale)),
        update,
        trajectory,
        by_library,
        skipped,
        train,
        train_unscaled: |f, w0, rates, steps| train(f, w0, rates, steps, Scaler::constant(1.0)),
    }
}
