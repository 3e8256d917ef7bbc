//! What N.9 shows: the paths over contour lines, the losses, and the cycle that clipping ends in.

use super::{CLIP, CURVATURES, Parts, Point, RATE, STEPS, last, loss, losses, rises, stored_start};
use crate::runner::prelude::*;

pub fn exhibit(p: &Parts) -> Exhibit {
    let start = stored_start();
    let (raw, clipped, region) = ((p.raw)(start, STEPS), (p.clipped)(start, STEPS), (p.trust_region)(start));
    let (by_gradient, stable) = ((p.clipped_gradient)(start, CLIP, STEPS), (p.stable)(start, 2_000));
    let [low, high] = (p.long_run)(start, 100_000);
    let runs = [
        ("raw, η = 0.05", &raw),
        ("update clipped at 0.5", &clipped),
        ("gradient clipped at 0.5", &by_gradient),
        ("η = 0.019, update clipped at 0.5", &stable),
        ("trust region, first radius 0.5", &region),
    ];
    let table = runs.iter().fold(
        Table::new("From (5, 5)", ["run", "steps", "loss at the end", "steps in which it rises", "longest update"]),
        |table, (name, path)| {
            let end = short(loss(&last(path)), 6);
            table.row([cell(*name), cell(path.len() - 1), end, cell(rises(&losses(path))), short(longest(path), 4)])
        },
    );
    let first_rise = losses(&clipped).windows(2).position(|pair| pair[1] > pair[0]).map_or(0, |k| k + 1);
    let cycle = &(p.clipped)(start, 2_000)[1_999..];
    Exhibit::new()
        .formula("raw: θᵢ ← (1 − ηλᵢ)θᵢ, so θ₁ = 5 · (−4)ᵏ and θ₂ = 5 · 0.95ᵏ")
        .formula("clipped: θ ← θ − η∇f(θ) · min(1, 0.5/‖η∇f(θ)‖)")
        .formula("with θ₂ = 0 and 0.1 ≤ a ≤ 0.4 the clipped step leads from θ₁ = a to a − 0.5 and back: a cycle")
        .table(table)
        .plot(paths(&raw, &clipped, &region))
        .plot(
            [("raw", &raw), ("update clipped", &clipped), ("gradient clipped at 0.5", &by_gradient)]
                .into_iter()
                .fold(
                    Plot::new("loss: nothing blows up, and nothing arrives, by clipping").x("step").y("loss").log_y(),
                    |plot, (name, path)| plot.series(curve(name, path)),
                )
                .series(curve(&format!("trust region: {} after step {}", loss(&last(&region)), region.len() - 1), &region).dots())
                .y_range(1e-4, 1e12),
        )
        .plot(
            Plot::new("a longer run: clipping keeps what the rate decides")
                .x("step")
                .y("loss")
                .log_y()
                .y_range(1e-4, 1e4)
                .series(curve("η = 0.05, clipped", &(p.clipped)(start, 500)))
                .series(curve("η = 0.019, clipped", &stable[..501]))
                .horizontal(0.5 * CURVATURES[0] * (CLIP / 2.0).powi(2), "θ₁ = ±0.25: 3.125"),
        )
        .note(
            "clipping behaves like a trust region.",
            format!(
                "a trust region compares the loss before and after, and never lets it rise; the clipped run rises in \
                 {} of {STEPS} steps, first in step {first_rise}. The trust region has the loss {} after {} steps.",
                rises(&losses(&clipped)),
                round_number(loss(&last(&region)), 2),
                region.len() - 1,
            ),
        )
        .note(
            "the run passes if the clipped loss is finite and below the first one.",
            format!(
                "that accepts a run which never converges: in the last 200 of 100,000 steps the loss is between {} and \
                 {}, since θ₁ jumps from {} to {} and back. The rate {RATE} is above 2/λ = {}; with 0.019 the loss is {} \
                 after 2000 steps.",
                round_number(low, 6),
                round_number(high, 6),
                round_number(cycle[0][0], 5),
                round_number(cycle[1][0], 5),
                (p.largest_rate)(),
                round_number(loss(&last(&stable)), 3),
            ),
        )
        .note(
            "gradients are clipped.",
            format!(
                "what is clipped is the update, η∇f. The gradient clipped at the same 0.5 moves at most {} a step: the \
                 loss after {STEPS} steps is {}, with the update clipped it is {}.",
                round_number(longest(&by_gradient), 4),
                round_number(loss(&last(&by_gradient)), 6),
                round_number(loss(&last(&clipped)), 6),
            ),
        )
}

/// The length of the longest step.
fn longest(path: &[Point]) -> f64 {
    path.windows(2).map(|x| (x[1][0] - x[0][0]).hypot(x[1][1] - x[0][1])).fold(0.0, f64::max)
}

fn curve(name: &str, path: &[Point]) -> Series {
    Series::line(name, path.iter().enumerate().map(|(k, x)| (k as f64, loss(x))))
}

fn paths(raw: &[Point], clipped: &[Point], region: &[Point]) -> Plot {
    let xy = |path: &[Point]| path.iter().map(|x| (x[0], x[1])).collect::<Vec<_>>();
    let f = |x, y| loss(&[x, y]);
    Plot::new("½(100θ₁² + θ₂²): the raw run leaves the picture")
        .x("θ₁")
        .y("θ₂")
        .contours(Contours::new((-6.0, 6.0), (-1.0, 6.0), 200, f).levels_at([1.0, 10.0, 50.0, 200.0, 500.0, 1000.0]))
        .series(Series::line("raw, two steps", xy(&raw[..3])).dashed())
        .series(Series::line("update clipped", xy(clipped)).dots())
        .series(Series::line("trust region", xy(region)).dots())
        .point(0.0, 0.0, "minimum")
}
