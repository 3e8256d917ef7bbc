//! The inputs of the checks of N.7, stored or drawn, and what is expected of them.

use super::scale;
use crate::runner::prelude::*;
use ad::f16;

/// The bits of the f16 nearest to x > 0: stored, or searched among all f16.
pub fn f16_bits(x: f64) -> f64 {
    let stored = reference("N.7").items("conversions").into_iter().find(|entry| entry.num("x") == x);
    stored.map_or_else(|| nearest_bits(x, |bits| f16::from_bits(bits).into()), |entry| entry.num("f16_bits"))
}

/// The same for bf16.
pub fn bf16_bits(x: f64) -> f64 {
    let stored = reference("N.7").items("conversions").into_iter().find(|entry| entry.num("x") == x);
    let value = |bits: u16| f64::from(f32::from_bits(u32::from(bits) << 16));
    stored.map_or_else(|| nearest_bits(x, value), |entry| entry.num("bf16_bits"))
}

/// The pattern whose value is nearest to x > 0: of the two around it, found by halving.
fn nearest_bits(x: f64, value: impl Fn(u16) -> f64) -> f64 {
    let (mut low, mut high) = (0u16, 0x7bff);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        (low, high) = if value(middle) <= x { (middle, high) } else { (low, middle) };
    }
    f64::from(if x - value(low) <= value(high) - x { low } else { high })
}

pub fn kind_by_size(size: f64) -> &'static str {
    let f16 = reference("N.7").get("f16");
    match size {
        0.0 => "zero",
        _ if size < f16.num("min_normal") => "subnormal",
        _ if size <= f16.num("max") => "normal",
        _ if size.is_nan() => "NaN",
        _ => "infinite",
    }
}

pub fn start(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => vec![rng.uniform(0.5, 1.0), rng.uniform(5.0, 12.0)],
        None => vec![1.0, 12.0],
    }
}

/// The largest adjoint on the tape of [`fits`], the seed among them.
pub fn largest_adjoint(scale: f64, w: f64) -> f64 {
    let residual = (8.0 * w + 4.0).abs();
    scale * (8.0 * residual).max(1.0)
}

/// Pairs of a scale and a large weight whose largest adjoint is not too near to the threshold.
pub fn scales_and_weights(ctx: &Context) -> Vec<[f64; 2]> {
    let weights = match ctx.rng() {
        Some(mut rng) => rng.uniforms(5, -2.0, 20.0),
        None => vec![12.0, 1.0, -0.5, -0.4],
    };
    let all = (0..20).flat_map(|k| weights.iter().map(move |w| [2f64.powi(k), *w]));
    all.filter(|[scale, w]| (largest_adjoint(*scale, *w) / 65520.0 - 1.0).abs() > 0.01).collect()
}

/// A power of two that makes a gradient 2x² about 1.
pub fn scale_for(x: f64) -> f64 {
    if x == 1e-4 { scale() } else { 2f64.powi((-2.0 * x.log2()).floor().min(15.0) as i32) }
}

/// Stored inputs of the chain, or drawn ones from `low` to 0.5.
pub fn inputs(ctx: &Context, stored: &[f64], low: f64) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(20, low.ln(), 0.5f64.ln()).into_iter().map(f64::exp).collect(),
        None => stored.to_vec(),
    }
}

/// The stored numbers, or drawn ones over the range of f16.
pub fn numbers(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(200, -26.0, 15.9).into_iter().map(f64::exp2).collect(),
        None => reference("N.7").items("conversions").iter().map(|entry| entry.num("x")).collect(),
    }
}

/// Bit patterns of f16: those stored with the ends of each kind, or drawn.
pub fn patterns(ctx: &Context) -> Vec<usize> {
    let ends = [0, 1, 1023, 1024, 31743, 31744, 32256, 0x8001, 0xbc00];
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(200, 0.0, 65536.0).into_iter().map(|bits| bits as usize).chain(ends).collect(),
        None => {
            let stored = reference("N.7").items("conversions");
            stored.iter().map(|entry| entry.num("f16_bits") as usize).chain(ends).collect()
        }
    }
}

/// Which of 100 steps overflow by chance, one in twenty.
pub fn coin(ctx: &Context) -> Vec<bool> {
    let uniforms = match ctx.rng() {
        Some(mut rng) => rng.uniforms(100, 0.0, 1.0),
        None => reference("N.7").vec("uniforms"),
    };
    uniforms.iter().map(|u| *u < 0.05).collect()
}

/// The scale from 1024 with an interval of 20: stored, or counted: 1024 times two to the number of
/// whole intervals without an overflow, less that of overflows.
pub fn expected_trajectory(ctx: &Context) -> Vec<f64> {
    if ctx.seed.is_none() {
        return reference("N.7").vec("scale_trajectory_init1024_interval20");
    }
    let after = |steps: usize| {
        let overflows = coin(ctx);
        let rows = overflows[..steps].split(|overflow| *overflow).map(|row| row.len() / 20).sum::<usize>();
        let halvings = overflows[..steps].iter().filter(|overflow| **overflow).count();
        1024.0 * 2f64.powi(rows as i32 - halvings as i32)
    };
    (0..=100).map(after).collect()
}
