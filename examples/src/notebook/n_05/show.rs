//! What N.5 shows: gaps of five methods, radius and ratio, and the library's rules beside the notebook's.

use super::{Model, Parts, counts, problem, solved, steps_to};
use crate::numerics::norm;
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use crate::watched::{Run, watched};
use optim::Recipe;
use optim::descent::{Cauchy, Dogleg, Exact, Steihaug};
use optim::stop::{Combine, Evaluations};

/// The library's Cauchy, dogleg or Steihaug with its own rules for the radius, on Rosenbrock's function.
pub fn library_rules(model: Model, trials: usize) -> Run {
    let stop = solved().or(Evaluations(trials + 1));
    let start = [-1.2, 1.0];
    match model {
        Model::Cauchy => watched(Cauchy::default().stop(stop), &Rosenbrock, &start),
        Model::Dogleg => watched(Dogleg::default().stop(stop), &Rosenbrock, &start),
        Model::Steihaug => watched(Steihaug::default().stop(stop), &Rosenbrock, &start),
    }
}

pub fn exhibit(p: &Parts) -> Exhibit {
    let (least, kappa) = (reference("N.5").num("f_star"), reference("N.5").num("kappa"));
    let (cauchy, dogleg, steihaug) =
        ((p.cauchy_run)(350), (p.newton_run)(Model::Dogleg), (p.newton_run)(Model::Steihaug));
    let (descent, conjugate) = ((p.gradient_descent)(350), (p.conjugate_gradients)());
    let gaps = |values: &[f64]| -> Vec<f64> { values.iter().map(|f| f - least).collect() };
    let methods = [
        ("Cauchy", gaps(&cauchy.values())),
        ("gradient descent", gaps(&descent)),
        ("dogleg", gaps(&dogleg.values())),
        ("Steihaug", gaps(&steihaug.values())),
        ("conjugate gradients", gaps(&conjugate)),
    ];
    let table = methods.iter().fold(
        Table::new(
            "f − f* on the quadratic",
            ["method", "after 5 steps", "after 50 steps", "steps to 1e-6", "steps to 1e-10"],
        ),
        |table, (name, gaps)| {
            let after = |k: usize| gaps.get(k).map_or(cell("-"), |gap| short(*gap, 4));
            let needed = [1e-6, 1e-10].map(|gap| {
                let found = gaps.iter().position(|g| *g < gap);
                found.map_or(cell("more than 350"), cell)
            });
            table.row([cell(*name), after(5), after(50)].into_iter().chain(needed))
        },
    );
    let models = [Model::Cauchy, Model::Dogleg, Model::Steihaug];
    let companions: Vec<(Model, Run)> = models.into_iter().map(|m| (m, (p.on_rosenbrock)(m, 2_000))).collect();
    let [dogleg_run, steihaug_run] = [&companions[1].1, &companions[2].1];
    let quadratic = counts(&cauchy);
    let rosenbrock = counts(dogleg_run);
    let [gap_cauchy, gap_descent] = [0, 1].map(|k: usize| methods[k].1[50]);
    Exhibit::new()
        .formula("Cauchy: p = −t g, t = min(Δ/‖g‖, gᵀg/gᵀBg), and t = Δ/‖g‖ where gᵀBg ≤ 0")
        .formula("ρ = (f(x) − f(x + p)) / (−gᵀp − ½pᵀBp); taken if ρ > 0.1; Δ/2 if ρ < ¼, 2Δ if ρ > ¾ at the border")
        .formula(format!(
            "inside the radius f − f* shrinks by ((κ − 1)/(κ + 1))² = {} a Cauchy step at worst, κ = {}",
            round_number(((kappa - 1.0) / (kappa + 1.0)).powi(2), 4),
            round_number(kappa, 4)
        ))
        .table(table)
        .table(by_rules(&companions))
        .plot(
            methods.iter().fold(
                Plot::new("½xᵀAx − bᵀx, n = 10: gap to the minimum")
                    .x("step")
                    .y("f − f*, or the rounding of f*")
                    .log_log()
                    .y_range(1e-15, 1e2)
                    .horizontal(1e-6, "1e-6"),
                |plot, (name, gaps)| {
                    let shown = gaps.iter().take(201).map(|gap| gap.max(f64::EPSILON * least.abs()));
                    plot.series(line(name, &shown.collect::<Vec<_>>()))
                },
            ),
        )
        .plot(
            Plot::new("radius")
                .x("trial")
                .y("Δ")
                .log_y()
                .series(line("Cauchy, quadratic", &sizes(&cauchy, 30)))
                .series(line("dogleg, Rosenbrock", &sizes(dogleg_run, 100)).dots())
                .series(line("Steihaug, Rosenbrock", &sizes(steihaug_run, 100)).dashed()),
        )
        .plot(
            Plot::new("how much of the promise came true")
                .x("trial")
                .y("ρ")
                .series(line("Cauchy, quadratic", &ratios(&cauchy, 30)))
                .series(line("dogleg, Rosenbrock", &ratios(dogleg_run, 100)).dots())
                .series(line("Steihaug, Rosenbrock", &ratios(steihaug_run, 100)).dashed())
                .y_range(-10.0, 4.0)
                .horizontal(0.1, "taken above 0.1"),
        )
        .note(
            "after 50 steps the trust region is within 1e-6 of the minimum; else a warning is printed.",
            format!(
                "it is printed: the gap is {} (gradient descent: {}). A Cauchy step is steepest descent with an exact \
                 step, and needs {} steps to 1e-6, gradient descent {}; the dogleg {}, Steihaug {}, conjugate gradients {}.",
                round_number(gap_cauchy, 5),
                round_number(gap_descent, 5),
                steps_to(1e-6, &cauchy.values()),
                steps_to(1e-6, &descent),
                steps_to(1e-6, &dogleg.values()),
                steps_to(1e-6, &steihaug.values()),
                steps_to(1e-6, &conjugate),
            ),
        )
        .note(
            "this problem tests the ratio test and the radius update.",
            format!(
                "f is its own model, so ρ = 1 up to {} in 50 steps: {} of {} trials are rejected, the radius is halved {} \
                 times. On Rosenbrock's function the dogleg has {} of {} trials rejected, {} halvings and {} doublings.",
                round_number(ratios(&cauchy, 50).iter().fold(0.0, |m, rho| (rho - 1.0).abs().max(m)), 2),
                quadratic[1],
                quadratic[0],
                quadratic[2],
                rosenbrock[1],
                rosenbrock[0],
                rosenbrock[2],
                rosenbrock[3],
            ),
        )
        .note(
            "a step is at the border if |‖p‖ − Δ| < 1e-10.",
            format!(
                "that is a test of absolute size: with Δ = 1e7 and g = A(1, 2, …, 10) − b the step to the border has \
                 |‖p‖ − Δ| = {}. A relative test has no such limit.",
                round_number(off_border(p, 1e7), 2)
            ),
        )
}

/// How far the norm of a step to the border is from the radius: rounding alone.
fn off_border(p: &Parts, radius: f64) -> f64 {
    let x: Vec<f64> = (1..=10).map(f64::from).collect();
    let (_, g) = ad::gradient(&problem(), &x);
    (norm(&(p.cauchy)(&g, &vec![0.0; g.len()], radius)) - radius).abs()
}

fn sizes(run: &Run, most: usize) -> Vec<f64> {
    run.seen.trials.iter().map(|trial| trial.size).take(most).collect()
}

fn ratios(run: &Run, most: usize) -> Vec<f64> {
    run.seen.trials.iter().filter_map(|trial| trial.ratio).take(most).collect()
}

fn line(name: &str, values: &[f64]) -> Series {
    Series::line(name, values.iter().enumerate().map(|(k, v)| (k as f64, *v)))
}

/// The notebook's rules and the library's on Rosenbrock's function.
fn by_rules(companions: &[(Model, Run)]) -> Table {
    let heads =
        ["model", "rules", "trials", "rejected", "halved or less", "enlarged", "products", "Hessians", "f", "‖∇f‖"];
    let row = |table: Table, model: &str, rules: &str, run: &Run| {
        let asked = run.report.counts;
        let ends = [short(run.report.f, 3), short(norm(&run.report.g), 3)];
        let counted = [asked.hess_vecs, asked.hessians].map(cell);
        table.row([cell(model), cell(rules)].into_iter().chain(counts(run).map(cell)).chain(counted).chain(ends))
    };
    let mut table = Table::new("Rosenbrock from (−1.2, 1) until ‖∇f‖ < 1e-8, 2000 trials at most", heads);
    for (model, run) in companions {
        table = row(table, model.key(), "the notebook's", run);
        table = row(table, model.key(), "the library's", &library_rules(*model, 2_000));
    }
    let exact = watched(Exact::default().stop(solved().or(Evaluations(2_001))), &Rosenbrock, &[-1.2, 1.0]);
    row(table, "exact", "the library's", &exact)
}
