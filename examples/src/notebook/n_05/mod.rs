//! N.5: a trust region with Cauchy's point, next to dogleg, Steihaug, and searches along a line.

use crate::matrix::{Matrix, times};
use crate::numerics::{dot, norm, plus};
use crate::objectives::Quadratic;
use crate::runner::prelude::*;
use crate::watched::Run;
use ad::Objective;
use optim::observe::Verdict;
use optim::stop::{Stop, when};

mod scaffold;
mod show;
mod solution;

/// The model's minimiser inside the radius, or how near one comes to it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Model {
    /// Along −g.
    Cauchy,
    /// From Cauchy's point towards Newton's.
    Dogleg,
    /// Conjugate gradients up to the border.
    Steihaug,
}

impl Model {
    fn key(self) -> &'static str {
        match self {
            Model::Cauchy => "cauchy",
            Model::Dogleg => "dogleg",
            Model::Steihaug => "steihaug",
        }
    }
}

impl From<Model> for Value {
    fn from(model: Model) -> Value {
        model.key().into()
    }
}

/// ½xᵀAx − bᵀx with A = tridiag(−1, 2, −1) and b = (1, …, 1), n = 10.
fn problem() -> Quadratic {
    let entry = |i: usize, j: usize| match i.abs_diff(j) {
        0 => 2.0,
        1 => -1.0,
        _ => 0.0,
    };
    Quadratic { a: (0..10).map(|i| (0..10).map(|j| entry(i, j)).collect()).collect(), b: vec![1.0; 10] }
}

/// ‖∇f‖ < 1e-8.
fn solved() -> impl Stop {
    when("‖∇f‖ < 1e-8", |view| norm(&view.at.g) < 1e-8)
}

/// Multiplies a vector by B.
type Product<'a> = &'a dyn Fn(&[f64]) -> Vec<f64>;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    cauchy: fn(g: &[f64], bg: &[f64], radius: f64) -> Vec<f64>,
    steihaug: fn(g: &[f64], b: Product, radius: f64) -> Vec<f64>,
    promised: fn(g: &[f64], p: &[f64], bp: &[f64]) -> f64,
    judge: fn(rho: f64, at_border: bool, radius: f64) -> (bool, f64),
    cauchy_run: fn(trials: usize) -> Run,
    newton_run: fn(Model) -> Run,
    gradient_descent: fn(steps: usize) -> Vec<f64>,
    conjugate_gradients: fn() -> Vec<f64>,
    on_rosenbrock: fn(Model, trials: usize) -> Run,
}

/// The exercise.
#[derive(Debug)]
pub struct TrustRegions;

const CAUCHY: &str = "Cauchy's point is best along −g inside the radius";
const STEIHAUG: &str = "Steihaug's point is Newton's, or at the border and below Cauchy's";
const PROMISED: &str = "the model of a quadratic is the quadratic: ρ = 1";
const JUDGE: &str = "the ratio test and the radius update";
const CAUCHY_RUN: &str = "50 Cauchy steps, and how many to a gap of 1e-6";
const NEWTON_RUN: &str = "dogleg and Steihaug arrive in at most ten steps";
const DESCENT: &str = "50 steps of gradient descent, and how many to a gap of 1e-6";
const CONJUGATE: &str = "conjugate gradients need five steps";
const ROSENBROCK: &str = "on Rosenbrock's function trials are rejected";

impl Exercise for TrustRegions {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.5",
        title: "Trust region against line search",
        stars: 2,
        task: "A trust region takes the step p with ‖p‖ ≤ Δ that makes the model m(p) = f + gᵀp + ½pᵀBp small, B = ∇²f.\n\n\
               (a) Give Cauchy's point, the minimiser of m along −g inside the radius, and Steihaug's: conjugate \
               gradients on Bp = −g, up to the border. B may be indefinite, and is known by its products with \
               vectors.\n\n\
               (b) Write the ratio ρ of the fall of f to that of m, and the rules: a step is taken if ρ > 0.1; Δ is \
               halved if ρ < 0.25 and doubled if ρ > 0.75 and the step ends at the border.\n\n\
               (c) Take 50 such steps on ½xᵀAx − bᵀx with A = tridiag(−1, 2, −1), b = (1, …, 1), n = 10, from 0 with \
               Δ = 1, and 50 of gradient descent with backtracking. How many does each need until f − f* < 1e-6? \
               Compare with the dogleg, Steihaug's steps and conjugate gradients.\n\n\
               (d) f is quadratic: which of the rules are never used? Run all three on Rosenbrock's function \
               from (-1.2, 1).",
        hints: &[
            "m(−tg) = f − t gᵀg + ½t² gᵀBg: a parabola in t, which opens upwards if gᵀBg > 0.",
            "The step is −min(Δ/‖g‖, gᵀg/gᵀBg) g, and −(Δ/‖g‖) g without positive curvature.",
            "Inside the radius a Cauchy step is steepest descent with an exact line search: the gap shrinks by \
             ((κ − 1)/(κ + 1))² a step, whatever the radius.",
            "Conjugate gradients end when the Krylov space is spanned: b and A are the same read backwards, so it \
             has half the dimension.",
            "A search of your own implements `optim::search::Search`: ask the descent for a step of this radius, \
             judge it, tell `watch`, and return it or try again.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.5");
        let (stored, armijo) = (r.get("cauchy"), r.get("gd_backtracking"));
        vec![
            ctx.check(CAUCHY, "a length and two quotients").each(
                cases(ctx),
                |(b, (g, radius))| (p.cauchy)(g, &times(b, g), *radius),
                |(b, (g, radius))| near(cauchy_point(b, g, *radius), rel(1e-14)),
            ),
            ctx.check(STEIHAUG, "two steps of conjugate gradients: residual, length and model to rounding").each(
                cases(ctx),
                |(b, (g, radius))| {
                    let step = (p.steihaug)(g, &|v| times(b, v), *radius);
                    let model = |p: &[f64]| dot(g, p) + 0.5 * dot(p, &times(b, p));
                    let inside = norm(&step) < *radius * (1.0 - 1e-9);
                    let residual = norm(&plus(g, 1.0, &times(b, &step))) / norm(g);
                    let off = if inside { residual } else { norm(&step) / radius - 1.0 };
                    let rise = model(&step) - model(&cauchy_point(b, g, *radius));
                    [off, rise.max(0.0)]
                },
                |_| near([0.0, 0.0], abs(1e-9)),
            ),
            ctx.check(PROMISED, "the values of f carry its rounding; ρ = 1 ± 1e-8 is asked for").each(
                steps(ctx),
                |(x, step)| {
                    let (f, (value, g)) = (problem(), ad::gradient(&problem(), x));
                    (value - f.value(&plus(x, 1.0, step))) / (p.promised)(&g, step, &times(&f.a, step))
                },
                |_| near(1.0, abs(1e-8)),
            ),
            ctx.check(JUDGE, "multiples of a radius by powers of two").each(
                judgements(),
                |((rho, radius), at_border)| (p.judge)(*rho, *at_border, *radius),
                |((rho, radius), at_border)| {
                    let factor = if *rho < 0.25 {
                        0.5
                    } else if *rho > 0.75 && *at_border {
                        2.0
                    } else {
                        1.0
                    };
                    exact((*rho > 0.1, factor * radius))
                },
            ),
            ctx.check(CAUCHY_RUN, format!("{}; a count exactly", r.why())).that(
                || {
                    let run = (p.cauchy_run)(250);
                    let radii: Vec<f64> = run.seen.trials.iter().map(|trial| trial.size).take(50).collect();
                    let values = run.values();
                    ((values[..=50].to_vec(), radii), steps_to(1e-6, &values))
                },
                near(
                    (
                        (stored.vec("f_history_50"), stored.vec("radius_50")[..50].to_vec()),
                        stored.num("steps_to_gap_1e-6"),
                    ),
                    r.tol(),
                ),
            ),
            ctx.check(NEWTON_RUN, "six steps; a gap below 1e-10, and ρ = 1 ± 1e-8").each(
                [Model::Dogleg, Model::Steihaug],
                |model| {
                    let run = (p.newton_run)(*model);
                    let exact_model =
                        run.seen.trials.iter().all(|t| t.ratio.is_some_and(|rho| (rho - 1.0).abs() < 1e-8));
                    (run.values(), vec![run.report.f - r.num("f_star") < 1e-10, exact_model])
                },
                |model| near((r.get(model.key()).vec("f_history"), vec![true; 2]), r.tol()),
            ),
            ctx.check(DESCENT, "binary fractions: the values are exact up to the last steps").that(
                || {
                    let values = (p.gradient_descent)(200);
                    (values[..=50].to_vec(), steps_to(1e-6, &values))
                },
                near((armijo.vec("f_history_50"), armijo.num("steps_to_gap_1e-6")), r.tol()),
            ),
            ctx.check(CONJUGATE, r.get("cg").text("why_5"))
                .that(|| (p.conjugate_gradients)(), near(r.get("cg").vec("f_history"), r.tol())),
            ctx.check(
                ROSENBROCK,
                "trials, rejections, halvings and doublings are counted; Cauchy: f after 2000 trials",
            )
            .each(
                [Model::Cauchy, Model::Dogleg, Model::Steihaug],
                |model| {
                    let run = (p.on_rosenbrock)(*model, TRIALS);
                    let f = if *model == Model::Cauchy { after(&run, TRIALS) } else { 0.0 };
                    (counts(&run).to_vec(), f)
                },
                |model| {
                    let stored = r.get("rosenbrock_companion").get(model.key());
                    let counts = ["iterations", "rejected", "shrinks", "expansions"].map(|key| stored.num(key));
                    let f = if *model == Model::Cauchy { stored.num("f") } else { 0.0 };
                    near((counts.to_vec(), f), rel(1e-6))
                },
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                CAUCHY,
                "always to the border",
                Parts { cauchy: |g, _, radius| g.iter().map(|x| -radius / norm(g) * x).collect(), ..ours() },
            ),
            twin(
                CAUCHY,
                "negative curvature not looked at",
                Parts {
                    cauchy: |g, bg, radius| {
                        let t = (dot(g, g) / dot(g, bg)).min(radius / norm(g));
                        g.iter().map(|x| -t * x).collect()
                    },
                    ..ours()
                },
            ),
            twin(
                STEIHAUG,
                "Cauchy's point",
                Parts { steihaug: |g, b, radius| (solution::solution().cauchy)(g, &b(g), radius), ..ours() },
            ),
            twin(
                STEIHAUG,
                "the border not looked at",
                Parts { steihaug: |g, b, _| (solution::solution().steihaug)(g, b, 1e6), ..ours() },
            ),
            twin(PROMISED, "the ½ forgotten", Parts { promised: |g, p, bp| -dot(g, p) - dot(p, bp), ..ours() }),
            twin(
                JUDGE,
                "doubled inside the radius as well",
                Parts { judge: |rho, _, radius| (solution::solution().judge)(rho, true, radius), ..ours() },
            ),
            twin(
                JUDGE,
                "every fall of f is taken",
                Parts {
                    judge: |rho, border, radius| (rho > 0.0, (solution::solution().judge)(rho, border, radius).1),
                    ..ours()
                },
            ),
            twin(
                CAUCHY_RUN,
                "dogleg steps instead",
                Parts { cauchy_run: |_| padded((solution::solution().newton_run)(Model::Dogleg)), ..ours() },
            ),
            twin(
                NEWTON_RUN,
                "Cauchy steps, whatever the model",
                Parts { newton_run: |_| (solution::solution().cauchy_run)(60), ..ours() },
            ),
            twin(DESCENT, "the constant step 1/4", Parts { gradient_descent: constant_step, ..ours() }),
            twin(
                CONJUGATE,
                "gradient descent, called conjugate",
                Parts { conjugate_gradients: || (solution::solution().gradient_descent)(5), ..ours() },
            ),
            twin(
                ROSENBROCK,
                "the library's own rules for the radius",
                Parts { on_rosenbrock: show::library_rules, ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// Nocedal & Wright 2006, eq. 4.11 and 4.12.
fn cauchy_point(b: &Matrix, g: &[f64], radius: f64) -> Vec<f64> {
    let (length, curvature) = (norm(g), dot(g, &times(b, g)));
    let tau = if curvature <= 0.0 { 1.0 } else { (length.powi(3) / (radius * curvature)).min(1.0) };
    g.iter().map(|x| -tau * radius / length * x).collect()
}

/// The first step after which f is within `gap` of its minimum −55.
fn steps_to(gap: f64, values: &[f64]) -> f64 {
    let least = reference("N.5").num("f_star");
    values.iter().position(|f| f - least < gap).map_or(f64::NAN, |k| k as f64)
}

/// So many trials are looked at: the last step of a run may go beyond them.
const TRIALS: usize = 2_000;

/// Trials, rejected ones, and how often the radius was made smaller and larger.
fn counts(run: &Run) -> [f64; 4] {
    let trials = &run.seen.trials[..run.seen.trials.len().min(TRIALS)];
    let rejected = trials.iter().filter(|trial| trial.verdict == Verdict::Rejected).count();
    let changes = |test: fn(f64, f64) -> bool| trials.windows(2).filter(|t| test(t[0].size, t[1].size)).count();
    [trials.len(), rejected, changes(|a, b| b < a), changes(|a, b| b > a)].map(|n| n as f64)
}

/// f after so many trials.
fn after(run: &Run, trials: usize) -> f64 {
    run.values()[run.seen.trials.iter().take(trials).filter(|trial| trial.verdict == Verdict::Accepted).count()]
}

/// A slip's run, with its last value repeated up to 50 steps.
fn padded(mut run: Run) -> Run {
    run.seen.f.resize(50, run.report.f);
    run
}

/// A slip: gradient descent without a search.
fn constant_step(steps: usize) -> Vec<f64> {
    let f = problem();
    let step = |x: &Vec<f64>| Some(plus(x, -0.25, &ad::gradient(&f, x).1));
    std::iter::successors(Some(vec![0.0; 10]), step).take(steps + 1).map(|x| f.value(&x)).collect()
}

/// A symmetric matrix, a gradient and a radius.
type Case = (Matrix, (Vec<f64>, f64));

/// Convex and indefinite models, radii on both sides of the unconstrained step.
fn cases(ctx: &Context) -> Vec<Case> {
    let g = vec![3.0, -4.0];
    let bowl = vec![vec![2.0, 0.0], vec![0.0, 4.0]];
    let saddle = vec![vec![1.0, 0.0], vec![0.0, -2.0]];
    let mut cases: Vec<Case> = [0.5, 1.0, 10.0]
        .iter()
        .flat_map(|r| [(bowl.clone(), (g.clone(), *r)), (saddle.clone(), (g.clone(), *r))])
        .collect();
    if let Some(mut rng) = ctx.rng() {
        cases.extend((0..20).map(|_| {
            let [a, b, c] = [0, 1, 2].map(|_| rng.uniform(-2.0, 2.0));
            (vec![vec![a, b], vec![b, c]], (rng.uniforms(2, 0.1, 2.0), rng.uniform(0.1, 2.0)))
        }));
    }
    cases
}

/// Points and steps in ten dimensions.
fn steps(ctx: &Context) -> Vec<(Vec<f64>, Vec<f64>)> {
    let mut rng = ctx.rng().unwrap_or(SplitMix64(0));
    (0..10).map(|_| (rng.uniforms(10, -3.0, 3.0), rng.uniforms(10, -1.0, 1.0))).collect()
}

/// Ratios on all sides of the thresholds, with a radius, at the border and inside.
fn judgements() -> Vec<((f64, f64), bool)> {
    let ratios = [-3.0, 0.0, 0.05, 0.1, 0.11, 0.2, 0.25, 0.5, 0.75, 0.76, 1.0, 1.5];
    ratios.iter().flat_map(|rho| [((*rho, 1.0), true), ((*rho, 3.0), false)]).collect()
}
