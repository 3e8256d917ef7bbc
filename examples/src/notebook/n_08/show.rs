//! Tables, plots and notes of N.8.

use super::{
    Ends, INDEFINITE, LANCZOS_STEPS, Parts, STEPS, gradient, quadratic, solution, start, stored_bias, vectors,
};
use crate::counting::Counting;
use crate::matrix::times;
use crate::numerics::norm;
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use ad::{Engine, OnGraph};
use optim::curvature::Reorthogonalise;

pub fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
    let stored = Context { seed: None, ..ctx.clone() };
    let (f, [x, v, _, q]) = (quadratic(&stored), vectors(&stored));
    let product = |v: &[f64]| solution::exact(&f, &x, v);
    let ends = (p.extremes)(&product, &q, 50);
    let [loose, orthogonal] = [(60, Reorthogonalise::None), (50, Reorthogonalise::Full)]
        .map(|(steps, how)| solution::by_library(&product, &q, steps, how).history().expect("T is finite"));
    let lambda = reference("N.8").get("power").num("lambda_exact_hp");
    let power = (p.power)(&p.at_minimum, &start(), 10);
    let by_difference = |v: &[f64]| (p.difference)(&gradient, &[1.0; 2], v, 1e-5);
    let rough = (p.power)(&by_difference, &start(), 10);
    Exhibit::new()
        .formula("(∇f(x + hv) − ∇f(x))/h = Hv + (h/2) D³f[v, v] + O(h²)")
        .formula("exactly: the ε-part of ∇f at the dual numbers x + vε, one reverse sweep")
        .formula("power method: v ← Hv/|Hv|, λ ≈ vᵀHv; the error falls by (λ₂/λ₁)² a product")
        .formula("Lanczos: βₖ qₖ₊₁ = Hqₖ − αₖ qₖ − βₖ₋₁ qₖ₋₁; the eigenvalues of T = QᵀHQ approach those of H")
        .table(ways(p, &stored))
        .table(power_table(&power, &rough, lambda))
        .table(bias_table(p))
        .table(lanczos_table(&ends, &loose))
        .plot(power_plot(&power, &rough, lambda))
        .plot(bias_plot(p))
        .plot(lanczos_plot(&ends, &(p.power)(&product, &q, 100)))
        .plot(copies_plot(&loose, &orthogonal))
        .note("a product by a finite difference costs O(n), and its eigenvalue agrees to 1e-4.", cost_note(p, &rough))
        .note(
            "the product is verified on a random positive definite quadratic.",
            format!(
                "its gradient is affine, so a difference has no truncation error at all: {} here, at any step that \
                 rounding allows ({} with h = 1). On Rosenbrock's function the same code is off by {} at h = 1e-5.",
                round_number((p.difference_error)(&f, &x, &v, 1e-5), 2),
                round_number((p.difference_error)(&f, &x, &v, 1.0), 2),
                round_number((p.bias)(&start(), 1e-5), 3),
            ),
        )
        .note(
            "the eigenvalue is |Hv|.",
            format!(
                "that loses the sign: of diag({}, {}) it gives {}, the Rayleigh quotient {}.",
                INDEFINITE[0][0],
                INDEFINITE[1][1],
                sign_lost(),
                round_number((p.power)(&indefinite, &[1.0, 1.0], 61)[60], 6),
            ),
        )
        .note("one step of Lanczos gives both the largest and the smallest eigenvalue.", one_step_note(p, &ends))
}

fn indefinite(v: &[f64]) -> Vec<f64> {
    times(&INDEFINITE.map(|row| row.to_vec()).to_vec(), v)
}

/// |Hv| after 60 products from (1, 1).
fn sign_lost() -> String {
    let v = (0..60).fold(vec![1.0, 1.0], |v: Vec<f64>, _| {
        let hv = indefinite(&v);
        solution::scaled(1.0 / norm(&hv), &hv)
    });
    round_number(norm(&indefinite(&v)), 6)
}

fn cost_note(p: &Parts, rough: &[f64]) -> String {
    let (value, products) = (p.largest)(&start());
    format!(
        "it costs two gradients, whatever those cost. The bias is no rounding but (h/2) D³f[u, u, u]/λ = {}: with \
         h = 1e-5 the eigenvalue is {}, exactly it is {}, after {products} exact products. 1e-4 hides that.",
        round_number((p.predicted_bias)(&start(), 1e-5), 4),
        round_number(rough[rough.len() - 1], 8),
        round_number(value, 14),
    )
}

fn one_step_note(p: &Parts, ends: &[Ends]) -> String {
    let two = (p.extremes)(&p.at_minimum, &reference("N.8").vec("lanczos_q0"), 2);
    let at = |k: usize| format!("{} and {} after {k}", round_number(ends[k - 1].0, 5), round_number(ends[k - 1].1, 7));
    format!(
        "one step gives one number, here {}, hence the condition 1. The notebook takes two steps in two dimensions, \
         where T is the whole matrix ({} and {}). In 50 dimensions: {}.",
        round_number(two[0].0, 4),
        round_number(two[1].0, 6),
        round_number(two[1].1, 8),
        [5, 20, 50].map(at).join(", "),
    )
}

/// Error and counted cost of a product, way by way.
fn ways(p: &Parts, stored: &Context) -> Table {
    let (f, [x, v, ..]) = (quadratic(stored), vectors(stored));
    let (av, rosenbrock) = (times(&f.a, &v), [802.0 * 0.6 - 400.0 * 0.8, -400.0 * 0.6 + 200.0 * 0.8]);
    let error = |hv: &[f64], exact: &[f64]| {
        let apart: Vec<f64> = hv.iter().zip(exact).map(|(a, b)| a - b).collect();
        short(norm(&apart) / norm(exact), 2)
    };
    let header = ["way", "relative error, quadratic", "relative error, Rosenbrock", "gradients", "evaluations of f"];
    let mut table = Table::new("Hv for the quadratic, n = 50, and at Rosenbrock's minimum", header);
    for h in [1e-3, 1e-5, 1e-8] {
        let counted = Counting::new(&f);
        let gradients = Counted::new(|x: &[f64]| OnGraph.gradient(&counted, x).1);
        let hv = (p.difference)(&|x| gradients.call(x), &x, &v, h);
        let small = (p.difference)(&gradient, &[1.0; 2], &[0.6, 0.8], h);
        table = table.row([
            cell(format!("difference, h = {h:e}")),
            error(&hv, &av),
            error(&small, &rosenbrock),
            cell(gradients.calls()),
            cell(counted.evaluations()),
        ]);
    }
    let (complex, exact) = (Counting::new(Rosenbrock), Counting::new(Rosenbrock));
    let step: Vec<_> = [0.6, 0.8].iter().map(|v| ad::ComplexStep::new(1.0, 1e-20 * v)).collect();
    let small: Vec<f64> = OnGraph.gradient(&complex, &step).1.iter().map(|g| g.im() / 1e-20).collect();
    let by_complex = error(&(p.complex_step)(&f, &x, &v, 1e-20), &av);
    let small_exact = OnGraph.hess_vec(&exact, &[1.0; 2], &[0.6, 0.8]);
    table
        .row([
            cell("complex step, h = 1e-20"),
            by_complex,
            error(&small, &rosenbrock),
            cell("1, of complex numbers"),
            cell(complex.evaluations()),
        ])
        .row([
            cell("forward over reverse"),
            error(&(p.exact)(&f, &x, &v), &av),
            error(&small_exact, &rosenbrock),
            cell("1, of dual numbers"),
            cell(exact.evaluations()),
        ])
}

fn power_table(power: &[f64], rough: &[f64], lambda: f64) -> Table {
    let header = ["products", "Rayleigh quotient", "relative error", "by differences, h = 1e-5", "relative error"];
    (0..6).fold(Table::new("Power method at Rosenbrock's minimum", header), |table, k| {
        let error = |value: f64| short(value / lambda - 1.0, 3);
        table.row([cell(k + 1), cell(power[k]), error(power[k]), cell(rough[k]), error(rough[k])])
    })
}

fn bias_table(p: &Parts) -> Table {
    let header = ["h", "relative error of λ", "(h/2) D³f[u, u, u]/λ", "stored"];
    let steps = STEPS.into_iter().chain([("1e-07", 1e-7), ("1e-08", 1e-8), ("1e-10", 1e-10)]);
    steps.fold(Table::new("λ by differences", header), |table, (key, h)| {
        let (measured, predicted) = ((p.bias)(&start(), h), (p.predicted_bias)(&start(), h));
        table.row([short(h, 1), short(measured, 4), short(predicted, 4), short(stored_bias(key), 4)])
    })
}

/// The smallest and largest eigenvalue of T, and how many are as large.
fn lanczos_table(ends: &[Ends], loose: &[Vec<f64>]) -> Table {
    let header = [
        "steps",
        "smallest",
        "largest",
        "largest/smallest",
        "eigenvalues of T equal to its largest, not reorthogonalised",
    ];
    let table = Table::new("Lanczos on A, n = 50", header);
    LANCZOS_STEPS.into_iter().chain([60]).fold(table, |table, k| {
        let (low, high) = ends[k.min(50) - 1];
        let times = cell(solution::count_largest(&loose[k - 1]));
        table.row([cell(k), short(low, 12), short(high, 13), short(high / low, 6), times])
    })
}

/// Relative errors; what is exact lies below the axis.
fn errors(label: &str, values: impl IntoIterator<Item = f64>, of: f64) -> Series {
    let point = |(k, value): (usize, f64)| ((k + 1) as f64, (value / of - 1.0).abs());
    Series::line(label, values.into_iter().enumerate().map(point)).dots()
}

fn power_plot(power: &[f64], rough: &[f64], lambda: f64) -> Plot {
    Plot::new("power method at Rosenbrock's minimum: λ = 1001.6006...")
        .x("products")
        .y("relative error of λ")
        .log_y()
        .series(errors("exact products", power.iter().copied(), lambda))
        .series(errors("differences, h = 1e-5", rough.iter().copied(), lambda))
}

fn bias_plot(p: &Parts) -> Plot {
    let hs = logspace(-11.0, -2.0, 37);
    let slope = (p.predicted_bias)(&start(), 1.0).abs();
    let bias = Series::line("measured", hs.iter().map(|h| (*h, (p.bias)(&start(), *h).abs())));
    Plot::new("error of λ by differences of the gradient")
        .x("step h")
        .y("relative error of λ")
        .log_log()
        .series(Series { stroke: crate::plot::Stroke::None, ..bias.dots() })
        .series(Series::graph("(h/2) |D³f[u, u, u]|/λ", [1e-11, 1e-2], |h| slope * h).dashed())
        .series(Series::graph("rounding, ε/h", [1e-11, 1e-4], |h| f64::EPSILON / h).dashed())
}

/// How the ends of the spectrum of A are approached.
fn lanczos_plot(ends: &[Ends], power: &[f64]) -> Plot {
    let [low, high] = [0, 1].map(|end| reference("N.8").vec("A_eig_minmax")[end]);
    Plot::new("ends of the spectrum of A, n = 50")
        .x("products")
        .y("relative error")
        .log_y()
        .series(errors("Lanczos, largest", ends.iter().map(|k| k.1), high))
        .series(errors("Lanczos, smallest", ends.iter().map(|k| k.0), low))
        .series(errors("power method, largest", power.iter().copied(), high))
}

/// How many eigenvalues of T are the largest of A.
fn copies_plot(loose: &[Vec<f64>], orthogonal: &[Vec<f64>]) -> Plot {
    let largest = reference("N.8").vec("A_eig_minmax")[1];
    let found = |values: &Vec<f64>| values.iter().filter(|value| (*value / largest - 1.0).abs() < 1e-9).count();
    let line = |label: &str, history: &[Vec<f64>]| {
        Series::line(label, history.iter().enumerate().map(|(k, values)| ((k + 1) as f64, found(values) as f64))).dots()
    };
    Plot::new("the largest eigenvalue of A, counted among those of T")
        .x("steps of Lanczos")
        .y("times found, to 1e-9")
        .y_range(0.0, 4.0)
        .series(line("not reorthogonalised", loose))
        .series(line("reorthogonalised", orthogonal))
}
