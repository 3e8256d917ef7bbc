//! What N.3 shows: the runs side by side, their costs, and the pairs that the absolute test leaves out.

use super::solution::TwoLoop;
use super::{Pair, Parts, Rule, minimise, stored_pair};
use crate::matrix::times;
use crate::numerics::{dot, norm, plus};
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use crate::watched::Run;
use ad::Objective;
use optim::dense::symmetric_eigenvalues;
use optim::method::Method;
use optim::search::StrongWolfe;

/// The notebook's cap on gradient descent.
const CAP: usize = 10_000;

pub fn exhibit(p: &Parts) -> Exhibit {
    let (absolute, relative, library) = ((p.lbfgs)(Rule::Absolute), (p.lbfgs)(Rule::Relative), (p.library)());
    let (capped, descent) = ((p.gradient_descent)(CAP), (p.gradient_descent)(super::ALL_STEPS));
    let wolfe = minimise(Method::of(TwoLoop::new(5, Rule::Relative), StrongWolfe::default()), 1_000);
    let runs = [
        ("gradient descent, capped", "Armijo", &capped),
        ("gradient descent", "Armijo", &descent),
        ("L-BFGS, yᵀs > 1e-10", "Armijo", &absolute),
        ("L-BFGS, yᵀs > 1e-12 ‖y‖ ‖s‖", "Armijo", &relative),
        ("L-BFGS, first trial 1", "strong Wolfe", &wolfe),
        ("L-BFGS, the library's: first step of length 1", "strong Wolfe", &library),
    ];
    let heads = ["method", "search", "steps", "points", "gradients", "f", "‖∇f‖"];
    let table = runs.iter().fold(
        Table::new("Rosenbrock from (−1.5, 0.5), m = 5", heads),
        |table, (name, search, Run { report, .. })| {
            let counts = [report.iterations, report.counts.points, report.counts.gradients];
            let ends = [short(report.f, 3), short(norm(&report.g), 3)];
            table.row([cell(*name), cell(*search)].into_iter().chain(counts.map(cell)).chain(ends))
        },
    );
    let scipy = reference("N.3").get("rosenbrock").get("scipy_lbfgsb");
    let counts = ["nit", "nfev", "nfev"].map(|key| cell(scipy.num(key)));
    let ends = ["f", "gnorm"].map(|key| short(scipy.num(key), 3));
    let table = table.row([cell("L-BFGS-B of scipy"), cell("strong Wolfe")].into_iter().chain(counts).chain(ends));
    let pair = stored_pair();
    let g = reference("N.3").vec("g_test");
    let direction = (p.two_loop)(std::slice::from_ref(&pair), &g);
    let by_matrix = times(&(p.inverse_bfgs)(&pair), &g);
    let compared = (0..g.len()).fold(
        Table::new("One pair: the two loops and the matrix", ["i", "gᵢ", "(Hg)ᵢ by loops", "(Hg)ᵢ by H", "difference"]),
        |table, i| {
            let entries = [g[i], direction[i], by_matrix[i]].map(|x| short(x, 10));
            table.row([cell(i + 1)].into_iter().chain(entries).chain([short(direction[i] - by_matrix[i], 2)]))
        },
    );
    let tail = tail(&absolute);
    let pairs = tail.iter().rev().take(6).rev().fold(
        Table::new(
            "The last pairs of the run with the absolute test",
            ["step", "yᵀs", "cosine", "yᵀs > 1e-10", "‖∇f‖ after it"],
        ),
        |table, (k, pair)| {
            let (s, y) = pair;
            let after = gradient_norm(&absolute.seen.x[k - 1]);
            let kept = if (p.keeps)(Rule::Absolute, pair) { "kept" } else { "left out" };
            table.row([
                cell(*k),
                short(dot(s, y), 3),
                short(dot(s, y) / norm(s) / norm(y), 3),
                cell(kept),
                short(after, 3),
            ])
        },
    );
    let left_out = tail.iter().filter(|(_, pair)| !(p.keeps)(Rule::Absolute, pair)).count();
    Exhibit::new()
        .formula("q ← g; newest to oldest: a = sᵀq/yᵀs, q ← q − a y; q ← γq; oldest to newest: q ← q + (a − yᵀq/yᵀs) s")
        .formula("H⁺ = (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ, ρ = 1/yᵀs, γ = yᵀs/yᵀy")
        .formula("H⁺ = H + (1 + ρ yᵀHy) ρssᵀ − ρ(Hy sᵀ + s yᵀH): H⁺y = s")
        .table(table)
        .table(compared)
        .table(pairs)
        .plot(by_step(&[("yᵀs > 1e-10", &absolute), ("yᵀs > 1e-12 ‖y‖ ‖s‖", &relative), ("strong Wolfe", &wolfe)]))
        .plot(by_points(&[("gradient descent", &descent), ("L-BFGS", &relative)]))
        .plot(paths(&descent, &relative))
        .note(
            "the direction equals that of the rank-one BFGS update, and d·g < 0 is verified.",
            format!(
                "the update of BFGS has rank {}: the eigenvalues of H − γI are {}. What the cell tests is dᵀg > 0 \
                 (here {}), which says nothing of the update; the two directions differ by {} at most.",
                (p.update_rank)(&pair),
                Value::from(update_eigenvalues(p, &pair)),
                round_number(dot(&direction, &g), 6),
                round_number(plus(&direction, -1.0, &by_matrix).iter().fold(0.0, |m, d| d.abs().max(m)), 2),
            ),
        )
        .note(
            "L-BFGS is about 400 times as fast as gradient descent: 25 iterations to 10,000.",
            format!(
                "gradient descent was cut off at {CAP} with ‖∇f‖ = {}. To ‖∇f‖ < 1e-10 it takes {} steps and {} points, \
                 L-BFGS {} steps and {} points: {} times the points.",
                round_number(norm(&capped.report.g), 3),
                descent.report.iterations,
                descent.report.counts.points,
                absolute.report.iterations,
                absolute.report.counts.points,
                descent.report.counts.points / absolute.report.counts.points,
            ),
        )
        .note(
            "a pair is kept if yᵀs > 1e-10.",
            format!(
                "near the minimum every pair is that small: the last {left_out} pairs are left out, H stands still, and \
                 ‖∇f‖ falls by the same factor {} in each step. With the cosine tested all pairs are kept, and {} steps do \
                 in place of {}.",
                round_number(last_factor(&absolute), 3),
                relative.report.iterations,
                absolute.report.iterations,
            ),
        )
}

fn gradient(x: &[f64]) -> Vec<f64> {
    ad::gradient(&Rosenbrock, x).1
}

fn gradient_norm(x: &[f64]) -> f64 {
    norm(&gradient(x))
}

/// The factor between the last two gradients.
fn last_factor(run: &Run) -> f64 {
    let x = &run.seen.x[run.seen.x.len() - 2..];
    gradient_norm(&x[0]) / gradient_norm(&x[1])
}

/// The pairs of a run, each with the number of its step.
fn tail(run: &Run) -> Vec<(usize, Pair)> {
    let pair = |(k, x): (usize, &[Vec<f64>])| {
        (k + 2, (plus(&x[1], -1.0, &x[0]), plus(&gradient(&x[1]), -1.0, &gradient(&x[0]))))
    };
    run.seen.x.windows(2).enumerate().map(pair).collect()
}

/// The eigenvalues of H − γI, rounded.
fn update_eigenvalues(p: &Parts, pair: &Pair) -> Vec<String> {
    let (s, y) = pair;
    let mut update = (p.inverse_bfgs)(pair);
    (0..update.len()).for_each(|i| update[i][i] -= dot(s, y) / dot(y, y));
    symmetric_eigenvalues(update).expect("the update is finite").iter().map(|e| round_number(*e, 3)).collect()
}

/// (steps or points, value) along a run, the start included.
fn curve(run: &Run, across: impl Fn(usize) -> f64, value: impl Fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
    run.path().iter().enumerate().map(|(k, x)| (across(k), value(x))).collect()
}

/// Every step of L-BFGS.
fn by_step(runs: &[(&str, &Run)]) -> Plot {
    let plot = Plot::new("L-BFGS: the absolute test slows the end").x("step").y("‖∇f‖").log_y();
    runs.iter().fold(plot, |plot, (name, run)| {
        plot.series(Series::line(*name, curve(run, |k| k as f64, gradient_norm)).dots())
    })
}

/// What a value costs, on logarithmic axes.
fn by_points(runs: &[(&str, &Run)]) -> Plot {
    let plot = Plot::new("f against its cost").x("points evaluated").y("f").log_log().y_range(1e-25, 1e4);
    runs.iter().fold(plot, |plot, (name, run)| {
        let across = |k: usize| if k == 0 { 1.0 } else { run.seen.points[k - 1] as f64 };
        plot.series(Series::line(*name, thinned(curve(run, across, |x| Rosenbrock.value(x)))))
    })
}

/// The points whose abscissa grows by 2% at least, and the last.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let last = points.last().copied();
    let mut at = 0.0;
    let mut kept: Vec<_> = points
        .into_iter()
        .filter(|p| {
            p.0 > 1.02 * at && {
                at = p.0;
                true
            }
        })
        .collect();
    kept.extend(last.filter(|last| kept.last() != Some(last)));
    kept
}

fn paths(descent: &Run, lbfgs: &Run) -> Plot {
    let f = |x: f64, y: f64| Rosenbrock.value(&[x, y]);
    let path = |run: &Run, points: usize| -> Vec<_> { run.path().iter().take(points).map(|x| (x[0], x[1])).collect() };
    let levels = [0.25, 1.0, 4.0, 16.0, 64.0, 256.0, 1024.0];
    Plot::new("Rosenbrock: paths in the valley")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new((-2.0, 2.0), (-1.0, 2.5), 200, f).levels_at(levels))
        .series(Series::line("gradient descent, 100 steps", path(descent, 101)))
        .series(Series::line("L-BFGS", path(lbfgs, usize::MAX)).dots())
        .point(1.0, 1.0, "minimum")
}
