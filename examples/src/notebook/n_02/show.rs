//! Tables, plots and notes of N.2, drawn from the solution.

use super::formulas::{main_start, starts, wolfe_misses};
use super::{Parts, Point, Row, solution};
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use ad::Objective;
use optim::search::Armijo;

pub fn exhibit(p: &Parts) -> Exhibit {
    let x = main_start();
    let rows = (p.rows)(x, 50);
    let indefinite = starts(&Context::default())[1];
    let shown = Exhibit::new()
        .formula("∇²f(x) d = −∇f(x),  x ← x + αd")
        .formula("∇²f(x) = (2 − 400(x₂ − x₁²) + 800x₁², −400x₁; −400x₁, 200)")
        .formula("det ∇²f(x) = 400 − 80000(x₂ − x₁²): indefinite where x₂ > x₁² + 1/200")
        .formula("quadratic: Cₖ = |gₖ| / |gₖ₋₁|² stays bounded; order p = ln(eₖ/eₖ₋₁) / ln(eₖ₋₁/eₖ₋₂) → 2")
        .table(steps(p, &rows))
        .table(many_digits())
        .table(comparison(p))
        .plot(contour(p))
        .plot(gradients(p))
        .plot(constants(&rows));
    notes(shown, p, &rows, indefinite)
}

fn notes(shown: Exhibit, p: &Parts, rows: &[Row], indefinite: Point) -> Exhibit {
    let x = main_start();
    let misses = |start: Point| wolfe_misses(&path(p, start));
    let all = starts(&Context::default());
    let [a, b] = [1, 2].map(|k| misses(all[k]));
    let (last, before) = (rows[20].2, rows[19].2);
    let ratio = |scale: f64| round_number((scale * last).ln() / (scale * before).ln(), 5);
    shown
        .note(
            "the search is by Wolfe's conditions, as the title says.",
            format!(
                "only the decrease is tested. From (0, 1) {a} accepted steps miss |φ′(α)| ≤ 0.9 |φ′(0)|, from \
                 (−1.2, 1) {b}, from (−1, 1) {}. Strong Wolfe searches are in the table.",
                misses(x)
            ),
        )
        .note(
            "log |gₖ| / log |gₖ₋₁| should approach 2.",
            format!(
                "it is 2 + log C / log |gₖ₋₁| and depends on units: {} at the last step, and {} for 10⁶ f, whose \
                 steps are the same. What is bounded is C: {}.",
                ratio(1.0),
                ratio(1e6),
                list(&(p.constants)(x)),
            ),
        )
        .note(
            "the last gradients show the order.",
            format!(
                "they are {}, {}, {}: two usable orders, {}, then the digits are exhausted. From (−1.2, 1) the two \
                 are {}: the error turns from step to step, and only more of them would settle at 2.",
                round_number(before, 3),
                round_number(last, 3),
                rows[21].2,
                list(&(p.orders)(x)),
                list(&(p.orders)(all[2])),
            ),
        )
        .note(
            "the fallback takes care of indefinite Hessians.",
            format!(
                "on this path it never runs: {} of {} Hessians are indefinite. From (0, 1), where the Hessian is {}, \
                 {} of {} steps use it.",
                (p.fallbacks)(x),
                rows.len() - 1,
                Value::from((p.hessian)(indefinite)),
                (p.fallbacks)(indefinite),
                (p.lengths)(indefinite, 50).len(),
            ),
        )
        .note(
            "k = 10 with f = 0.14317.",
            format!("that is the state after 11 steps; after 10 steps f = {}.", round_number(rows[10].1, 5)),
        )
}

/// The points of the run.
fn path(p: &Parts, start: Point) -> Vec<Point> {
    (p.rows)(start, 50).into_iter().map(|row| row.0).collect()
}

/// Numbers with four digits.
fn list(numbers: &[f64]) -> String {
    numbers.iter().map(|x| round_number(*x, 4)).collect::<Vec<_>>().join(" and ")
}

fn steps(p: &Parts, rows: &[Row]) -> Table {
    let lengths = (p.lengths)(main_start(), 50);
    let heads = ["after k steps", "x₁", "x₂", "f", "|∇f|", "α", "|gₖ| / |gₖ₋₁|²"];
    rows.iter().enumerate().fold(Table::new("(b) Newton with backtracking from (−1, 1)", heads), |table, (k, row)| {
        let (x, f, gradient) = *row;
        let (alpha, constant) = match k {
            0 => (cell("-"), cell("-")),
            _ if gradient == 0.0 => (cell(lengths[k - 1]), cell("digits exhausted")),
            _ => (cell(lengths[k - 1]), short(gradient / rows[k - 1].2.powi(2), 4)),
        };
        table.row([cell(k), short(x[0], 10), short(x[1], 10), short(f, 8), short(gradient, 8), alpha, constant])
    })
}

/// The stored run with 400 digits: what convergence looks like before rounding ends it.
fn many_digits() -> Table {
    let heads = ["after k steps", "|∇f|", "distance from (1, 1)", "|gₖ| / |gₖ₋₁|²", "order", "log |gₖ| / log |gₖ₋₁|"];
    let table = Table::new("(c) The same run with 400 digits (reference)", heads);
    reference("N.2").items("high_precision").iter().fold(table, |table, row| {
        let keys = ["gnorm", "err", CONSTANT, "order_p=log(e_k/e_{k-1})/log(e_{k-1}/e_{k-2})", "seed_log_ratio"];
        table.row([cell(row.num("k") + 1.0)].into_iter().chain(keys.map(|key| short(row.num(key), 5))))
    })
}

const CONSTANT: &str = "C=g_k/g_{k-1}^2";

fn comparison(p: &Parts) -> Table {
    let heads = [
        "start",
        "steps to |∇f| < 10⁻⁶",
        "of them along −∇f",
        "steps, modified H",
        "steps, strong Wolfe",
        "Wolfe missed",
    ];
    starts(&Context::default()).into_iter().fold(Table::new("Starts and searches", heads), |table, x| {
        let (modified, _) = solution::watched(Armijo::default(), x, 50);
        let until = |path: &[Point]| path.iter().take_while(|x| (gradient_norm(**x)) >= 1e-6).count();
        table.row([
            cell(x.as_slice()),
            cell((p.steps_until)(x, 1e-6)),
            cell((p.fallbacks)(x)),
            cell(wolfe_misses(&path(p, x))),
            cell(until(&modified)),
            cell(until(&(p.by_wolfe)(x))),
        ])
    })
}

fn gradient_norm(x: Point) -> f64 {
    let (_, g) = ad::gradient(&Rosenbrock, &x);
    g[0].hypot(g[1])
}

fn contour(p: &Parts) -> Plot {
    let f = |x1, x2| Rosenbrock.value(&[x1, x2]);
    let plot = Plot::new("Newton's paths in Rosenbrock's valley")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new((-1.5, 1.5), (-0.6, 1.4), 201, f).levels_at(logspace(-1.0, 2.8, 16)));
    let named = ["(−1, 1)", "(0, 1)", "(−1.2, 1)"];
    let plot = starts(&Context::default()).into_iter().zip(named).fold(plot, |plot, (start, name)| {
        let points = path(p, start).into_iter().map(|x| (x[0], x[1]));
        plot.series(Series::line(format!("from {name}"), points).dots())
    });
    plot.point(1.0, 1.0, "minimum")
}

fn gradients(p: &Parts) -> Plot {
    let named = ["(−1, 1)", "(0, 1)", "(−1.2, 1)"];
    let plot = Plot::new("the gradient falls slowly along the valley, then quadratically")
        .x("k")
        .y("|∇f| after k steps")
        .log_y()
        .y_range(1e-14, 1e3)
        .horizontal(1e-6, "");
    starts(&Context::default()).into_iter().zip(named).fold(plot, |plot, (start, name)| {
        let norms = (p.rows)(start, 50).into_iter().enumerate().map(|(k, row)| (k as f64, row.2));
        plot.series(Series::line(format!("from {name}"), norms).dots())
    })
}

fn constants(rows: &[Row]) -> Plot {
    let ours = rows.windows(2).enumerate().skip(14).filter(|(_, pair)| pair[1].2 > 0.0);
    let ours = ours.map(|(k, pair)| ((k + 1) as f64, pair[1].2 / pair[0].2.powi(2)));
    let many = reference("N.2").items("high_precision");
    let many = many.iter().map(|row| (row.num("k") + 1.0, row.num(CONSTANT)));
    Plot::new("Cₖ = |gₖ| / |gₖ₋₁|² from (−1, 1): bounded, with two limits")
        .x("k")
        .y("Cₖ")
        .y_range(0.0, 1.0)
        .series(Series::line("400 digits", many).dashed())
        .series(Series::scatter("binary64", ours))
}
