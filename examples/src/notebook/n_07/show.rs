//! Tables, plots, tapes and notes of N.7.

use super::cases::{coin, largest_adjoint};
use super::{Parts, STEPS, Scaler, Step, dynamic, fits, rates, scale, solution};
use crate::drawing::drawing;
use crate::objectives::ScalarFits;
use crate::runner::prelude::*;
use ad::{Base, bf16, f16};

/// The numbers of the stored example: w, x, y.
const CHAIN: (f64, f64, f64) = (1.0, 1e-4, -1e-4);

pub fn exhibit(p: &Parts) -> Exhibit {
    let stored = Context::default();
    let (w, x, y) = CHAIN;
    let (trained, unscaled) = (
        (p.train)(&fits(), &[1.0, 12.0], &rates(), STEPS, dynamic()),
        (p.train_unscaled)(&fits(), &[1.0, 12.0], &rates(), STEPS),
    );
    Exhibit::new()
        .formula("f16: ±(1 + m/1024) · 2^(e − 15) for e = 1..30, subnormal ±m · 2⁻²⁴ for e = 0, infinite for e = 31")
        .formula("L̄ = S in place of 1:  every adjoint, hence the gradient, is S times itself")
        .formula("overflow: S = S/2 and skip the step;  after a row of good steps: S = 2S")
        .table(conversions(p))
        .table(floats(p))
        .table(training(&trained, &unscaled))
        .plot(rounding_plot())
        .plot(chance_plot(p, &stored))
        .plot(real_plot(&trained))
        .plot(error_plot(&trained, &unscaled))
        .graph(drawing("The tape in f16, swept from 1: the adjoint of w underflows", &solution::picture(w, x, y, 1.0)))
        .graph(drawing("The same tape swept from S = 32768", &solution::picture(w, x, y, scale())))
        .note("3e-5 is below the least normal number of f16, so it is rounded to zero.", rounding_note(p))
        .note("the scaled and unscaled gradient matches that of f32: they differ by less than 1e-6.", tolerance_note(p))
        .note(
            "the scale starts at 2¹⁵ and doubles every 2000 steps; a step overflows in 5% of cases.",
            scaler_note(p, &stored, &trained),
        )
}

fn rounding_note(p: &Parts) -> String {
    let bits = (p.to_f16)(3e-5);
    let value = (p.decode)(bits);
    format!(
        "it is {}: f16(3e-5) = {} (bits {bits}), relative error {}. Zero are numbers up to 2⁻²⁵ = {}, such as f16(2e-8) = {}.",
        (p.kind)(bits),
        round_number(value, 8),
        round_number((value / 3e-5 - 1.0).abs(), 2),
        round_number(2f64.powi(-25), 3),
        (p.decode)((p.to_f16)(2e-8)),
    )
}

fn tolerance_note(p: &Parts) -> String {
    let wide = f64::from(3e-5f32);
    let relative = |g: f64| round_number((g / wide - 1.0).abs(), 2);
    let plain = (p.through_f16)(3e-5, 1.0);
    format!(
        "1e-6 is {}% of 3e-5, so the f16 that was never scaled matches as well (it differs by {}). Relative errors: {} \
         not scaled, {} scaled.",
        round_number(100.0 * 1e-6 / 3e-5, 2),
        round_number((plain - wide).abs(), 2),
        relative(plain),
        relative((p.through_f16)(3e-5, scale())),
    )
}

fn scaler_note(p: &Parts, stored: &Context, trained: &[Step]) -> String {
    let flips = coin(stored);
    let last = |trajectory: Vec<f64>| trajectory[trajectory.len() - 1];
    let overflows: Vec<String> = (0..trained.len()).filter(|k| trained[*k].overflow).map(|k| k.to_string()).collect();
    format!(
        "in 100 steps that scale is only halved, from 32768 to {}; what the notebook runs starts at 1024 with an \
         interval of 20 and ends at {}. No gradient is looked at, a coin decides. On the tape of the training steps {} \
         overflow: the gradient itself is not finite there.",
        last((p.trajectory)(32768.0, 2000, &flips)),
        last((p.trajectory)(1024.0, 20, &flips)),
        overflows.join(", "),
    )
}

fn conversions(p: &Parts) -> Table {
    let header = ["x", "f16", "bits", "kind", "relative error", "bf16", "relative error of bf16"];
    reference("N.7").items("conversions").iter().fold(Table::new("Rounding to 16 bits", header), |table, entry| {
        let x = entry.num("x");
        let bits = (p.to_f16)(x);
        let (narrow, wide) = ((p.decode)(bits), f64::from(bf16::from_bits((p.to_bf16)(x))));
        let error = |value: f64| short((value / x - 1.0).abs(), 2);
        let cells = [cell(x), short(narrow, 8), cell(u32::from(bits)), cell((p.kind)(bits)), error(narrow)];
        table.row(cells.into_iter().chain([short(wide, 8), error(wide)]))
    })
}

/// The gradient of the chain, by the number on the tape.
fn floats(p: &Parts) -> Table {
    let (w, x, y) = CHAIN;
    let (f, exact) = (ScalarFits { x: vec![x], y: vec![y] }, reference("N.7").get("chain_example").num("exact_grad_w"));
    let rows = [
        ("f64", 1.0, solution::on_tape::<f64>(&f, &[w], 1.0)),
        ("f32", 1.0, solution::on_tape::<f32>(&f, &[w], 1.0)),
        ("bf16", 1.0, (p.gradient_bf16)(&f, &[w])),
        ("f16", 1.0, (p.gradient_f16)(&f, &[w])),
        ("f16", 1024.0, (p.scaled_gradient)(&f, &[w], 1024.0)),
        ("f16", scale(), (p.scaled_gradient)(&f, &[w], scale())),
        ("f16", 65536.0, (p.scaled_gradient)(&f, &[w], 65536.0)),
    ];
    let header = ["number on the tape", "loss scale S", "gradient", "relative error"];
    rows.into_iter().fold(
        Table::new("∂L/∂w = 2e-8 of L = ½(wx − y)², w = 1, x = 1e-4, y = −1e-4", header),
        |table, (number, scale, g)| {
            table.row([cell(number), cell(scale), short(g[0], 10), short((g[0] / exact - 1.0).abs(), 2)])
        },
    )
}

fn training(trained: &[Step], unscaled: &[Step]) -> Table {
    let header = ["", "w₁ (→ −1)", "w₂ (→ −0.5)", "steps skipped", "smallest S", "largest S"];
    let row = |table: Table, name: &str, run: &[Step]| {
        let scales = || run.iter().map(|step| step.scale);
        let w = &run[run.len() - 1].w;
        table.row([
            cell(name),
            short(w[0], 6),
            short(w[1], 6),
            cell(run.iter().filter(|step| step.overflow).count()),
            cell(scales().fold(f64::MAX, f64::min)),
            cell(scales().fold(0.0, f64::max)),
        ])
    };
    let title = format!("{STEPS} steps of gradient descent on Σ ½(wᵢxᵢ − yᵢ)², x = (1e-4, 8), gradients in f16");
    let table = Table::new(title, header);
    let table = row(table, "dynamic scale from 1024, interval 5", trained);
    let constant = solution::train(&fits(), &[1.0, 12.0], &rates(), STEPS, Scaler::constant(64.0));
    row(row(table, "constant scale 64", &constant), "not scaled", unscaled)
}

/// The relative error of rounding: the number lines of both floats.
fn rounding_plot() -> Plot {
    let xs = logspace(-8.5, 5.5, 281);
    let error = |round: fn(f64) -> f64| move |x: f64| (round(x) / x - 1.0).abs();
    let scatter = |label: &str, round: fn(f64) -> f64| Series {
        stroke: crate::plot::Stroke::None,
        ..Series::graph(label, xs.clone(), error(round)).dots()
    };
    Plot::new("f16: zero, subnormal, normal, infinite")
        .x("x")
        .y("relative error of rounding")
        .log_log()
        .y_range(1e-6, 10.0)
        .series(scatter("f16", |x| f16::nearest(x).into()))
        .series(scatter("bf16", |x| bf16::nearest(x).into()))
        .vertical(2f64.powi(-25), "2⁻²⁵")
        .vertical(2f64.powi(-14), "2⁻¹⁴")
        .vertical(65504.0, "65504")
}

/// The scale against the step, and the steps that overflow.
fn chance_plot(p: &Parts, stored: &Context) -> Plot {
    let flips = coin(stored);
    let run = |initial: f64, interval: usize| (p.trajectory)(initial, interval, &flips);
    let line = |label: &str, scales: &[f64]| {
        Series::line(label, scales.iter().enumerate().map(|(k, scale)| (k as f64, *scale)))
    };
    let (told, played) = (run(32768.0, 2000), run(1024.0, 20));
    let marks = (p.skipped)(&played).into_iter().map(|k| (k as f64, played[k]));
    Plot::new("loss scale with overflows by chance")
        .x("step")
        .y("S")
        .log_y()
        .series(line("from 1024, interval 20", &played))
        .series(line("from 32768, interval 2000", &told).dashed())
        .series(Series::scatter("overflow", marks.collect::<Vec<_>>()))
}

fn real_plot(trained: &[Step]) -> Plot {
    let steps = || trained.iter().enumerate();
    let overflows = steps().filter(|(_, step)| step.overflow).map(|(k, step)| (k as f64, step.scale));
    let before = |k: usize| if k == 0 { 12.0 } else { trained[k - 1].w[1] };
    let adjoint = |k: usize, scale: f64| largest_adjoint(scale, before(k));
    Plot::new("loss scale with overflows found in the gradient")
        .x("step")
        .y("S")
        .log_y()
        .series(Series::line("S", steps().map(|(k, step)| (k as f64, step.scale))))
        .series(Series::line("largest adjoint", steps().map(|(k, step)| (k as f64, adjoint(k, step.scale)))).dashed())
        .series(Series::scatter("gradient not finite", overflows))
        .horizontal(65504.0, "largest f16")
}

/// How far the weights are from −1 and −1/2.
fn error_plot(trained: &[Step], unscaled: &[Step]) -> Plot {
    let error = |label: &str, run: &[Step], i: usize, of: f64| {
        Series::line(label, run.iter().enumerate().map(move |(k, step)| ((k + 1) as f64, (step.w[i] / of - 1.0).abs())))
    };
    Plot::new("training with gradients in f16")
        .x("step")
        .y("relative error of a weight")
        .log_y()
        .series(error("w₁, scaled", trained, 0, -1.0))
        .series(error("w₂, scaled", trained, 1, -0.5))
        .series(error("w₁, not scaled", unscaled, 0, -1.0).dashed())
}
