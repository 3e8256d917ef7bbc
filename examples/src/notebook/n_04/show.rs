//! Tables, plots and notes of N.4, drawn from the solution.

use super::{
    Parts, Point, central_error, complex_error, complex_steps, evaluations, forward_error, real, relative, rounding,
    size, steps, stored_point, theory,
};
use crate::counting::Counting;
use crate::objectives::SinExpSquare;
use crate::runner::prelude::*;

/// A slip: x₃² differentiated to x₃.
pub fn dropped(x: Point) -> Point {
    let g = theory::gradient(x);
    [g[0], g[1], 0.5 * g[2]]
}

pub fn exhibit(p: &Parts) -> Exhibit {
    let x = stored_point();
    let h = steps();
    let errors: Vec<f64> = h.iter().map(|&h| central_error(p, x, h)).collect();
    let (best, least) = (p.best)(&h, &errors);
    let (truncation, noise) = (p.orders)(&h, &errors);
    let recommended = (p.third_derivatives)(x).map(|third| (p.best_step)(real(x), third));
    let complex = |h: f64| round_number(complex_error(p, x, h), 2);
    Exhibit::new()
        .formula("∇f(x) = (cos x₁, e^x₂ x₃², 2e^x₂ x₃)")
        .formula("(f(x + heᵢ) − f(x − heᵢ)) / 2h = ∂ᵢf + h²/6 ∂ᵢ³f + O(h⁴), rounding up to about u|f|/h, u = 2⁻⁵³")
        .formula("least sum: h³ = 3u |f / ∂ᵢ³f|")
        .formula("Im f(x + iheᵢ) / h = ∂ᵢf − h²/6 ∂ᵢ³f + O(h⁴), without subtraction")
        .formula(format!(
            "fitted slopes {} and {}; least error {} at h = {}",
            round_number(truncation, 4),
            round_number(noise, 3),
            round_number(least, 2),
            round_number(best, 2),
        ))
        .table(sweep(p, x))
        .table(complex_sweep(p, x))
        .table(costs(p, x))
        .table(candidates(p, x))
        .plot(whole(p, x, best))
        .plot(by_coordinate(p, x, recommended[0]))
        .plot(complex_plot(p, x))
        .note(
            "the best step is about 6·10⁻⁶.",
            format!(
                "ε^(1/3) = {} is right for |f| = |f‴|. By coordinate it is {} and {}, and for x₃, in which f is a \
                 square, any long step: the error of ∂₃f at h = 0.1 is {}. The best of the 60, {}, is one draw of \
                 rounding.",
                round_number(f64::EPSILON.cbrt(), 3),
                round_number(recommended[0], 3),
                round_number(recommended[1], 3),
                round_number((p.central_errors)(x, 0.1)[2], 2),
                round_number(best, 3),
            ),
        )
        .note(
            "(c) the complex step is accurate independently of h.",
            format!(
                "from about 10⁻⁸ down to 10⁻³⁰⁸. Above, its error is of the order h²/6: {} at 10⁻⁶, {} at 10⁻⁴. \
                 Below, h itself has few digits left: {} at 10⁻³¹⁰, {} at 10⁻³²⁰. And f must be analytic: no |x|, \
                 max or comparison.",
                complex(1e-6),
                complex(1e-4),
                complex(1e-310),
                complex(1e-320),
            ),
        )
}

fn sweep(p: &Parts, x: Point) -> Table {
    let exact = (p.gradient)(x)[0];
    let heads = ["h", "∂₁f exact", "central ∂₁f", "central, error of ∇f", "forward, error", "complex step, error"];
    let table = Table::new("(b) Relative errors of ∇f; ∂₁f as an example", heads);
    steps().into_iter().step_by(4).fold(table, |table, h| {
        table.row([
            short(h, 3),
            cell(exact),
            short((p.central)(&real, x, h)[0], 12),
            short(central_error(p, x, h), 3),
            short(forward_error(p, x, h), 3),
            short(complex_error(p, x, h), 3),
        ])
    })
}

fn complex_sweep(p: &Parts, x: Point) -> Table {
    let heads = ["h", "relative error of ∇f", "reference"];
    complex_steps().into_iter().fold(Table::new("(c) The complex step", heads), |table, (h, stored)| {
        table.row([short(h, 3), short(complex_error(p, x, h), 3), short(stored, 3)])
    })
}

fn costs(p: &Parts, x: Point) -> Table {
    let f = Counting::new(SinExpSquare);
    ad::gradient(&f, &x);
    let ours = relative((p.gradient)(x), x);
    let least = |error: fn(&Parts, Point, f64) -> f64| {
        let tried = steps().into_iter().map(|h| (h, error(p, x, h)));
        tried.min_by(|a, b| a.1.total_cmp(&b.1)).expect("a step")
    };
    let (forward, central) = (least(forward_error), least(central_error));
    let counts = evaluations(p);
    Table::new(
        "What one gradient costs, each method at its best",
        ["method", "evaluations of f", "h", "relative error"],
    )
    .row([cell("AD"), cell(f.evaluations()), cell("none"), short(ours, 2)])
    .row([cell("complex step"), cell(counts[2]), short(1e-100, 1), short(complex_error(p, x, 1e-100), 2)])
    .row([cell("central differences"), cell(counts[1]), short(central.0, 3), short(central.1, 2)])
    .row([cell("forward differences"), cell(counts[0]), short(forward.0, 3), short(forward.1, 2)])
}

/// What a check says of gradients that were written by hand.
fn candidates(p: &Parts, x: Point) -> Table {
    let g = theory::gradient(x);
    let central = (p.central)(&real, x, 6e-6);
    let table = Table::new("Checking a gradient with h = 6·10⁻⁶", ["gradient", "difference", "accepted"]);
    [("right", g), ("a factor 2 dropped", dropped(x)), ("a sign turned", [-g[0], g[1], g[2]])].into_iter().fold(
        table,
        |table, (name, candidate)| {
            let verdict = if (p.accepts)(candidate, x) { "yes" } else { "no" };
            table.row([cell(name), short((p.relative_error)(central, candidate), 3), cell(verdict)])
        },
    )
}

fn whole(p: &Parts, x: Point, best: f64) -> Plot {
    let truncation = |h: f64| theory::norm(theory::central(x, h)) / size(x);
    let noise = |h: f64| 0.5 * f64::EPSILON * real(x) / (h * size(x));
    let against = |h: f64| (p.relative_error)((p.central)(&real, x, h), dropped(x));
    Plot::new("relative error of the gradient against the step")
        .x("step h")
        .y("relative error")
        .log_log()
        .y_range(1e-14, 1e2)
        .series(Series::graph("central", steps(), |h| central_error(p, x, h)).dots())
        .series(Series::graph("forward", steps(), |h| forward_error(p, x, h)))
        .series(Series::graph("a gradient without the factor 2", steps(), against))
        .series(Series::graph("h²/6 |f‴|", [1e-6, 1e-1], truncation).dashed())
        .series(Series::graph("u|f|/h", [1e-15, 1e-4], noise).dashed())
        .vertical(best, format!("best, h = {}", round_number(best, 2)))
}

fn by_coordinate(p: &Parts, x: Point, recommended: f64) -> Plot {
    let coordinate = |i: usize, name: &str| Series::graph(name, steps(), |h| (p.central_errors)(x, h)[i]);
    Plot::new("central differences by coordinate: no truncation in the third")
        .x("step h")
        .y("error")
        .log_log()
        .y_range(1e-17, 1e1)
        .series(coordinate(0, "∂₁f"))
        .series(coordinate(1, "∂₂f"))
        .series(coordinate(2, "∂₃f"))
        .series(Series::graph("bound of rounding", [1e-15, 0.1], |h| rounding(x, h) * size(x)).dashed())
        .vertical(recommended, format!("theory, h = {}", round_number(recommended, 2)))
}

fn complex_plot(p: &Parts, x: Point) -> Plot {
    let steps = logspace(-321.0, -1.0, 321);
    let law = |h: f64| theory::norm(theory::complex_step(x, h)) / size(x);
    Plot::new("complex step: relative error of the gradient; an error of 0 leaves a gap")
        .x("step h")
        .y("relative error")
        .log_log()
        .y_range(1e-17, 1.0)
        .series(Series::scatter("complex step", steps.iter().map(|&h| (h, complex_error(p, x, h)))))
        .series(Series::graph("h²/6 |f‴|", logspace(-8.0, -1.0, 29), law).dashed())
        .vertical(f64::MIN_POSITIVE, "smallest normal number")
        .horizontal(f64::EPSILON, "ε")
}
