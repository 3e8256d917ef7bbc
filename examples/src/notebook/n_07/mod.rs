//! N.7: gradients on a tape of 16-bit floats, and the loss scale that keeps them above underflow.

use crate::objectives::ScalarFits;
use crate::runner::prelude::*;
use ad::{Objective, f16};
use cases::{
    bf16_bits, coin, expected_trajectory, f16_bits, inputs, kind_by_size, largest_adjoint, numbers, patterns,
    scale_for, scales_and_weights, start,
};

mod cases;
mod scaffold;
mod show;
mod solution;

/// A loss scale that adapts itself.
#[derive(Clone, Debug)]
pub struct Scaler {
    /// The scale S of the next step.
    scale: f64,
    /// After how many good steps in a row it is doubled.
    interval: usize,
    /// Good steps in a row so far.
    in_a_row: usize,
}

impl Scaler {
    /// A scale that is never doubled.
    fn constant(scale: f64) -> Scaler {
        Scaler { scale, interval: usize::MAX, in_a_row: 0 }
    }
}

/// One step of training: the scale it was tried with, whether that overflowed, the weights after.
#[derive(Clone, Debug)]
pub struct Step {
    scale: f64,
    overflow: bool,
    w: Vec<f64>,
}

/// The steps of a training.
type Run = Vec<Step>;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    to_f16: fn(f64) -> u16,
    to_bf16: fn(f64) -> u16,
    decode: fn(bits: u16) -> f64,
    kind: fn(bits: u16) -> &'static str,
    gradient_f16: fn(f: &ScalarFits, w: &[f64]) -> Vec<f64>,
    gradient_bf16: fn(f: &ScalarFits, w: &[f64]) -> Vec<f64>,
    adjoints: fn(w: f64, x: f64, y: f64, scale: f64) -> (f64, f64),
    scaled_gradient: fn(f: &ScalarFits, w: &[f64], scale: f64) -> Vec<f64>,
    through_f16: fn(g: f64, scale: f64) -> f64,
    overflowed: fn(gradient: &[f64]) -> bool,
    overflows: fn(f: &ScalarFits, w: &[f64], scale: f64) -> bool,
    update: fn(scaler: &mut Scaler, overflow: bool) -> bool,
    trajectory: fn(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64>,
    by_library: fn(scale: f64, interval: usize, overflows: &[bool]) -> Vec<f64>,
    skipped: fn(trajectory: &[f64]) -> Vec<usize>,
    train: fn(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize, scaler: Scaler) -> Run,
    train_unscaled: fn(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize) -> Run,
}

/// The exercise.
#[derive(Debug)]
pub struct MixedPrecision;

const F16: &str = "rounding to f16, bit by bit";
const BF16: &str = "rounding to bf16, bit by bit";
const DECODE: &str = "what the bits of an f16 stand for";
const KIND: &str = "zero, subnormal, normal, infinite";
const UNDERFLOW: &str = "a tape in f16: the gradient 2e-8 underflows to 0";
const RANGE: &str = "a tape in bf16 has the range, with 8 bits";
const ADJOINTS: &str = "the scaled tape, adjoint by adjoint";
const SCALED: &str = "the scaled gradient, divided by S in f64";
const THROUGH: &str = "3e-5 scaled, rounded and unscaled";
const OVERFLOWED: &str = "an infinity or a NaN anywhere is an overflow";
const OVERFLOWS: &str = "the tape overflows where an adjoint leaves the range";
const UPDATE: &str = "halve at an overflow, double after a row of good steps";
const TRAJECTORY: &str = "the scale over 100 steps";
const LIBRARY: &str = "the library's loss scaler goes the same way";
const SKIPPED: &str = "the steps that were skipped";
const TRAIN: &str = "training in f16 with a dynamic scale";
const STUCK: &str = "training in f16 without one does not move the small weight";

impl Exercise for MixedPrecision {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.7",
        title: "Mixed precision and loss scaling",
        stars: 2,
        task: "(a) Which numbers does f16 have (11 bits, least normal number 2⁻¹⁴, largest 65504), and which bf16? \
               Round 3e-5 and 2e-8. Differentiate L = ½(wx − y)² at w = 1, x = 1e-4, y = −1e-4 on a tape whose \
               numbers are f16. What is the gradient, which is 2e-8?\n\n\
               (b) Begin the reverse sweep with S = 2¹⁵ in place of 1 and divide the gradient by S in f64. How exact \
               is it now?\n\n\
               (c) Write a dynamic loss scaler: at an overflow it halves S and skips the step, after an interval \
               without one it doubles S. Run it for 100 steps of which about 5% overflow by chance. Then find the \
               overflows in the gradients themselves, and train with it.",
        hints: &[
            "Below 2⁻¹⁴ the numbers are subnormal: multiples of 2⁻²⁴, with fewer and fewer bits. Half of 2⁻²⁴ rounds to 0.",
            "Write the loss over any number; a graph of f16 rounds every value and every adjoint.",
            "All adjoints are linear in the seed: with S in place of 1 each is S times itself.",
            "Divide by S in a wider float: in f16 the quotient would underflow again.",
            "An overflow is an adjoint beyond 65504: an infinity, and ∞ · 0 or ∞ − ∞ makes it a NaN.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let (r, bits) = (reference("N.7"), "one rounding, to the nearest, ties to even (IEEE 754)");
        let half_ulps = |n: f64, unit: &str| rel(n * reference("N.7").get(unit).num("unit_roundoff"));
        let [w, x, y] = ["w", "x", "y"].map(|key| r.get("chain_example").num(key));
        vec![
            ctx.check(F16, bits).each(numbers(ctx), |x| f64::from((p.to_f16)(*x)), |x| exact(f16_bits(*x))),
            ctx.check(BF16, bits).each(numbers(ctx), |x| f64::from((p.to_bf16)(*x)), |x| exact(bf16_bits(*x))),
            ctx.check(DECODE, "an integer times a power of two").each(
                patterns(ctx),
                |bits| (p.decode)(*bits as u16),
                |bits| exact(f64::from(f16::from_bits(*bits as u16))),
            ),
            ctx.check(KIND, "by the size of the number").each(
                patterns(ctx),
                |bits| (p.kind)(*bits as u16),
                |bits| exact(kind_by_size(f64::from(f16::from_bits(*bits as u16)).abs())),
            ),
            ctx.check(UNDERFLOW, "2e-8 is below 2⁻²⁵; else six roundings to 11 bits").each(
                inputs(ctx, &[x, 0.01, 0.3], 0.01),
                |x| (p.gradient_f16)(&chain(*x), &[1.0])[0],
                |x| if *x < 0.01 { exact(0.0) } else { near(2.0 * x * x, half_ulps(6.0, "f16")) },
            ),
            ctx.check(RANGE, "six roundings to 8 bits").each(
                inputs(ctx, &[x, 0.01, 0.3], 1e-12),
                |x| (p.gradient_bf16)(&chain(*x), &[1.0])[0],
                |x| near(2.0 * x * x, half_ulps(6.0, "bf16")),
            ),
            ctx.check(ADJOINTS, "every rounding is that of IEEE 754").that(
                || (p.adjoints)(w, x, y, scale()),
                exact((
                    r.get("chain_example").num("f16_scaled_grad"),
                    r.get("chain_example").num("f16_scaled_residual"),
                )),
            ),
            ctx.check(SCALED, "stored: bit by bit; else six roundings to 11 bits").each(
                inputs(ctx, &[x], 1e-4),
                |x| (p.scaled_gradient)(&chain(*x), &[1.0], scale_for(*x))[0],
                |x| match ctx.seed {
                    None => exact(r.get("chain_example").num("unscaled_in_f32")),
                    Some(_) => near(2.0 * x * x, half_ulps(6.0, "f16")),
                },
            ),
            ctx.check(THROUGH, "one rounding to f16; S is a power of two")
                .that(|| (p.through_f16)(3e-5, scale()), exact(r.get("seed_b").num("unscaled"))),
            ctx.check(OVERFLOWED, "a truth value").each(
                [
                    vec![1.0, -2.0],
                    vec![f64::INFINITY, 0.0],
                    vec![0.0, f64::NEG_INFINITY],
                    vec![f64::NAN, 1.0],
                    vec![1e300],
                ],
                |g| (p.overflowed)(g),
                |g| exact(g.iter().any(|g| g.is_nan() || g.is_infinite())),
            ),
            ctx.check(OVERFLOWS, "S, S|r| or S|rx| above 65520, 1% apart from it").each(
                scales_and_weights(ctx),
                |[scale, w]| (p.overflows)(&fits(), &[1.0, *w], *scale),
                |[scale, w]| exact(largest_adjoint(*scale, *w) > 65520.0),
            ),
            ctx.check(UPDATE, "powers of two").each(
                [[1024.0, 0.0, 0.0], [1024.0, 2.0, 0.0], [1024.0, 2.0, 1.0], [1024.0, 1.0, 1.0], [1.0, 0.0, 1.0]],
                |[scale, in_a_row, overflow]| {
                    let mut scaler = Scaler { scale: *scale, interval: 3, in_a_row: *in_a_row as usize };
                    let taken = (p.update)(&mut scaler, *overflow == 1.0);
                    vec![f64::from(u8::from(taken)), scaler.scale, scaler.in_a_row as f64]
                },
                |[scale, in_a_row, overflow]| match (*overflow == 1.0, *in_a_row == 2.0) {
                    (true, _) => exact([0.0, (scale / 2.0).max(1.0), 0.0]),
                    (false, true) => exact([1.0, 2.0 * scale, 0.0]),
                    (false, false) => exact([1.0, *scale, in_a_row + 1.0]),
                },
            ),
            ctx.check(TRAJECTORY, "powers of two")
                .that(|| (p.trajectory)(1024.0, 20, &coin(ctx)), exact(expected_trajectory(ctx))),
            ctx.check(LIBRARY, "powers of two")
                .that(|| (p.by_library)(1024.0, 20, &coin(ctx)), exact(expected_trajectory(ctx))),
            ctx.check(SKIPPED, "numbers of steps").that(
                || (p.skipped)(&expected_trajectory(ctx)),
                match ctx.seed {
                    None => exact(r.vec("overflow_steps")),
                    Some(_) => exact((0..100).filter(|k| coin(ctx)[*k]).collect::<Vec<_>>()),
                },
            ),
            ctx.check(TRAIN, "four units of f16: the residual wx − y is known no better").that(
                || end((p.train)(&fits(), &start(ctx), &rates(), STEPS, dynamic())),
                near([-1.0, -0.5], half_ulps(4.0, "f16")),
            ),
            ctx.check(STUCK, "its gradient is 0 in f16")
                .that(|| end((p.train_unscaled)(&fits(), &start(ctx), &rates(), STEPS))[0], exact(start(ctx)[0])),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(F16, "rounded towards zero", Parts { to_f16: towards_zero, ..ours() }),
            twin(BF16, "an f32 cut in half", Parts { to_bf16: |x| ((x as f32).to_bits() >> 16) as u16, ..ours() }),
            twin(
                DECODE,
                "a hidden 1 in subnormals too",
                Parts {
                    decode: |bits| match bits >> 10 & 31 {
                        0 => (1.0 + f64::from(bits & 1023) / 1024.0) * 2f64.powi(-15),
                        _ => solution::decode(bits),
                    },
                    ..ours()
                },
            ),
            twin(
                KIND,
                "\"below the least normal number everything is zero\"",
                Parts {
                    kind: |bits| match solution::kind(bits) {
                        "subnormal" => "zero",
                        kind => kind,
                    },
                    ..ours()
                },
            ),
            twin(
                UNDERFLOW,
                "differentiated in f32, rounded at the end to bf16",
                Parts { gradient_f16: |f, w| solution::on_tape::<ad::bf16>(f, w, 1.0), ..ours() },
            ),
            twin(RANGE, "a tape in f16", Parts { gradient_bf16: |f, w| solution::on_tape::<f16>(f, w, 1.0), ..ours() }),
            twin(
                ADJOINTS,
                "the sweep begun with 1, scaled afterwards",
                Parts {
                    adjoints: |w, x, y, scale| {
                        let (of_w, of_r) = (ours().adjoints)(w, x, y, 1.0);
                        (scale * of_w, scale * of_r)
                    },
                    ..ours()
                },
            ),
            twin(
                SCALED,
                "divided by S in f16",
                Parts {
                    scaled_gradient: |f, w, scale| {
                        let again = |g: f64| solution::decode(solution::to_f16(g));
                        solution::on_tape::<f16>(f, w, scale).into_iter().map(again).collect()
                    },
                    ..ours()
                },
            ),
            twin(
                THROUGH,
                "not scaled at all: within the notebook's 1e-6",
                Parts { through_f16: |g, _| solution::decode(solution::to_f16(g)), ..ours() },
            ),
            twin(OVERFLOWED, "NaN overlooked", Parts { overflowed: |g| g.iter().any(|g| g.is_infinite()), ..ours() }),
            twin(
                OVERFLOWS,
                "the loss looked at, which is never scaled",
                Parts { overflows: |f, w, _| !Objective::value(f, w).is_finite(), ..ours() },
            ),
            twin(
                UPDATE,
                "good steps counted on over an overflow",
                Parts {
                    update: |scaler, overflow| {
                        let before = scaler.in_a_row;
                        let taken = solution::update(scaler, overflow);
                        scaler.in_a_row = if overflow { before } else { scaler.in_a_row };
                        taken
                    },
                    ..ours()
                },
            ),
            twin(
                TRAJECTORY,
                "doubled after one good step too many",
                Parts { trajectory: |scale, n, overflows| solution::trajectory(scale, n + 1, overflows), ..ours() },
            ),
            twin(
                LIBRARY,
                "its standard interval of 2000",
                Parts { by_library: |scale, _, overflows| solution::by_library(scale, 2000, overflows), ..ours() },
            ),
            twin(
                SKIPPED,
                "counted from 1",
                Parts { skipped: |scales| (ours().skipped)(scales).iter().map(|k| k + 1).collect(), ..ours() },
            ),
            twin(
                TRAIN,
                "a constant scale, and no step skipped",
                Parts { train: |f, w0, rates, steps, _| without_skipping(f, w0, rates, steps), ..ours() },
            ),
            twin(
                STUCK,
                "scaled all the same",
                Parts { train_unscaled: |f, w, rates, steps| solution::train(f, w, rates, steps, dynamic()), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// The f16 that is not above x > 0.
fn towards_zero(x: f64) -> u16 {
    let bits = solution::to_f16(x);
    if solution::decode(bits) > x { bits - 1 } else { bits }
}

/// Trains with the first scale of [`dynamic`] and takes every step.
fn without_skipping(f: &ScalarFits, w0: &[f64], rates: &[f64], steps: usize) -> Run {
    let scale = dynamic().scale;
    let mut w = w0.to_vec();
    let step = |_| {
        let gradient = solution::on_tape::<f16>(f, &w, scale);
        w.iter_mut().zip(&gradient).zip(rates).for_each(|((w, g), rate)| *w -= rate * g);
        Step { scale, overflow: solution::overflowed(&gradient), w: w.clone() }
    };
    (0..steps).map(step).collect()
}

fn end(run: Run) -> Vec<f64> {
    run.last().map_or_else(Vec::new, |step| step.w.clone())
}

/// L = ½(wx + x)², whose gradient at w = 1 is 2x².
fn chain(x: f64) -> ScalarFits {
    ScalarFits { x: vec![x], y: vec![-x] }
}

/// The data of the training: a weight with a tiny slope and one with a steep one.
fn fits() -> ScalarFits {
    ScalarFits { x: vec![1e-4, 8.0], y: vec![-1e-4, -4.0] }
}

/// A tenth of the way to the minimum in each step.
fn rates() -> [f64; 2] {
    let x = fits().x;
    [0.1 / (x[0] * x[0]), 0.1 / (x[1] * x[1])]
}

/// The steps of the training.
const STEPS: usize = 120;

/// The scale of the training.
fn dynamic() -> Scaler {
    Scaler { scale: 1024.0, interval: 5, in_a_row: 0 }
}

/// The scale of the stored example.
fn scale() -> f64 {
    reference("N.7").get("seed_b").num("S")
}
