//! Tables, plots and notes of N.1, drawn from the solution.

use super::{Parts, Point, longest, start};
use crate::objectives::Bowl;
use crate::runner::prelude::*;
use ad::Objective;

/// Steps of the descent.
const STEPS: usize = 100;

pub fn exhibit(p: &Parts) -> Exhibit {
    let x = start();
    let (d, slope) = (p.direction)(x);
    let least = optim::line::exact(&Bowl, &x, &d).expect("p descends").at;
    Exhibit::new()
        .formula("accept α if f(x + αp) ≤ f(x) + c α ∇f(x)·p,  c = 10⁻⁴; else halve it")
        .formula("p = −∇f(x) = (−2x₁, −20x₂),  ∇f(x)·p = −|∇f(x)|²")
        .formula("f(x + αp) = f(x) − α|p|² + α²(p₁² + 10p₂²), so every α up to (1 − c)|p|²/(p₁² + 10p₂²) is accepted")
        .formula(format!("from (3, 1): up to α = {}; f is least at α = {}", longest(x), least.alpha))
        .formula("exact line searches would gain a factor of at least ((κ − 1)/(κ + 1))² a step, κ = 10")
        .table(trials(p, x))
        .table(descent(p, x))
        .table(costs(p, x))
        .plot(along(p, x))
        .plot(contour(p, x))
        .plot(history(p, x))
        .note(
            "(a) every trial α is to be printed.",
            format!("none is. There are {}; only the last is accepted, see the table.", (p.trials)(x).len()),
        )
        .note(
            "the search asserts that the slope is negative.",
            format!(
                "at the exact minimiser the slope is 0 and the assertion aborts the run. A test before the search \
                 ends it after {} steps. From (3, 1) the slope is {slope}.",
                (p.steps_taken)([0.0, 0.0])
            ),
        )
}

fn trials(p: &Parts, x: Point) -> Table {
    let (value, slope) = (Bowl.value(&x), (p.direction)(x).1);
    let table = Table::new("(a), (b) From (3, 1) along −∇f", ["trial α", "f(x + αp)", "bound", "accepted"]);
    (p.trials)(x).into_iter().fold(table, |table, (alpha, trial)| {
        let bound = (p.bound)(value, slope, alpha);
        table.row([cell(alpha), cell(trial), cell(bound), cell(if (p.holds)(trial, bound) { "yes" } else { "no" })])
    })
}

fn descent(p: &Parts, x: Point) -> Table {
    let (path, values, lengths) = ((p.path)(x, STEPS), (p.values)(x, STEPS), (p.lengths)(x, STEPS));
    let shown = (0..10).chain((10..STEPS).step_by(10)).chain([STEPS]);
    let heads = ["after k steps", "x₁", "x₂", "f", "|∇f|", "next α"];
    shown.fold(Table::new("(c) Gradient descent", heads), |table, k| {
        let gradient = (-(p.direction)(path[k]).1).sqrt();
        let next = lengths.get(k).map_or(cell("-"), |&alpha| cell(alpha));
        let [x1, x2] = path[k];
        table.row([cell(k), short(x1, 8), short(x2, 8), short(values[k], 8), short(gradient, 4), next])
    })
}

fn costs(p: &Parts, x: Point) -> Table {
    let counts = (p.by_library)(x, STEPS).counts;
    Table::new("What 100 steps cost", ["search", "values of f", "gradients"])
        .row([cell("written out: f(x) anew at each step"), cell((p.evaluations)(x, STEPS)), cell(STEPS)])
        .row([cell("the library's: f(x) kept, with each gradient"), cell(counts.values), cell(counts.gradients)])
}

/// φ(α), the line of the condition, and the trials.
fn along(p: &Parts, x: Point) -> Plot {
    let (d, slope) = (p.direction)(x);
    let phi = |alpha: f64| Bowl.value(&[x[0] + alpha * d[0], x[1] + alpha * d[1]]);
    let trials = (p.trials)(x);
    let (alpha, value) = trials[trials.len() - 1];
    let lengths = logspace(-2.0, 0.1, 201);
    let bound = |a| (p.bound)(phi(0.0), slope, a);
    Plot::new("φ(α) = f(x + αp) from (3, 1): trials from the right, down to the first below the line")
        .x("step α")
        .y("φ")
        .log_log()
        .y_range(2.0, 6e3)
        .series(Series::graph("φ", lengths.clone(), phi))
        .series(Series::graph("φ(0) + c α φ′(0)", lengths, bound).dashed())
        .series(Series::scatter("trials", trials.clone()))
        .vertical(longest(x), format!("accepted up to α = {}", round_number(longest(x), 4)))
        .point(alpha, value, format!("accepted, α = {alpha}"))
}

fn contour(p: &Parts, x: Point) -> Plot {
    let levels = logspace(-1.5, 1.7, 17);
    let f = |x1, x2| Bowl.value(&[x1, x2]);
    let path = (p.path)(x, STEPS).into_iter().map(|x| (x[0], x[1]));
    Plot::new("gradient descent on x₁² + 10x₂²")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new((-0.8, 3.4), (-1.2, 1.2), 201, f).levels_at(levels))
        .series(Series::line("iterates", path).dots())
        .point(x[0], x[1], "start")
        .point(0.0, 0.0, "")
}

fn history(p: &Parts, x: Point) -> Plot {
    let values = (p.values)(x, STEPS).into_iter().enumerate().map(|(k, f)| (k as f64, f));
    let rate = (9.0f64 / 11.0).powi(2);
    let worst = |k: f64| Bowl.value(&x) * rate.powf(k);
    Plot::new("f after k steps")
        .x("k")
        .y("f")
        .log_y()
        .series(Series::line("backtracking", values))
        .series(Series::graph("exact line searches, at worst", [0.0, STEPS as f64], worst).dashed())
}
