//! S1.5: exact line search on f(x) = (x₁ + x₂²)², whose line function is φ(α) = (α² − α + 1)².

use crate::numerics::linspace;
use crate::runner::prelude::*;
use optim::observe::{Trial, Verdict};

mod scaffold;
mod solution;

/// A point of the plane.
type Point = [f64; 2];
/// A 2×2 matrix, a list of rows.
type Matrix = [[f64; 2]; 2];
/// A minimiser along the line, and the value there.
type Minimiser = (f64, f64);
/// A root, and how many evaluations it took.
type Found = (f64, usize);

/// What a search of the library did along the line.
#[derive(Clone, Debug)]
struct Searched {
    name: &'static str,
    /// The accepted step length.
    alpha: f64,
    trials: Vec<Trial>,
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient_at_start: fn() -> Point,
    slope_at_start: fn() -> f64,
    is_descent: fn(gradient: Point, direction: Point) -> bool,
    minimisers: fn() -> Vec<Minimiser>,
    by_newton: fn(start: f64) -> Found,
    by_brent: fn(low: f64, high: f64) -> Found,
    by_grid: fn(steps: &[f64]) -> Found,
    by_searches: fn() -> Vec<Searched>,
    phi: fn(f64) -> f64,
    phi_prime: fn(f64) -> f64,
    phi_second: fn(f64) -> f64,
    least_curvature: fn() -> f64,
    hessian: fn(Point) -> Matrix,
}

/// The exercise.
#[derive(Debug)]
pub struct ExactLineSearch;

const GRADIENT: &str = "∇f(x₀)";
const SLOPE: &str = "φ′(0) = ∇f(x₀)·p";
const DESCENT: &str = "descent means a negative slope";
const MINIMISERS: &str = "all minimisers along the line";
const NEWTON: &str = "the root of φ′ by Newton's method";
const BRENT: &str = "the root of φ′ by Brent's method";
const COST: &str = "roots are cheap: at most 20 evaluations";
const GRID: &str = "a grid finds the nearest grid point";
const SEARCHES: &str = "every search of the library descends, the exact one to 1/2";
const PHI: &str = "φ on the line";
const PHI_PRIME: &str = "φ′ on the line";
const PHI_SECOND: &str = "φ″ on the line";
const LEAST: &str = "φ″ is at least 3";
const NOT_CONVEX: &str = "f itself is not convex";

impl Exercise for ExactLineSearch {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.5",
        title: "Exact line search on (x₁ + x₂²)²",
        stars: 1,
        task: "Let f(x) = (x₁ + x₂²)², x₀ = (1, 0), p = (-1, 1), and φ(α) = f(x₀ + αp).\n\n\
               (a) Is p a descent direction at x₀?\n\n\
               (b) Find all minimisers of f along the line, and plot φ with them marked. Seek the root of φ′ by \
               Newton's and by Brent's method, and compare with the best point of a grid. What do the searches of \
               an optimizer take along p: backtracking, the strong Wolfe conditions, Hager and Zhang's, the exact one?\n\n\
               (c) Give the first and the second derivative of φ. How small can φ″ get?\n\n\
               (d) φ is convex. Is f?",
        hints: &[
            "The slope of φ at 0 is a directional derivative: φ′(0) = ∇f(x₀)·p.",
            "Along the line x₁ = 1 − α and x₂ = α, so φ(α) = (α² − α + 1)².",
            "Write φ once, generic over the number. Then φ at a dual number gives φ′, at a hyper-dual number φ″.",
            "α² − α + 1 has no real root, so φ′(α) = 2(2α − 1)(α² − α + 1) has only one.",
            "Complete the square in φ″(α) = 12α² − 12α + 6.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.5");
        let integers = "small integers: exact in binary64";
        let few_roundings = "a handful of products and sums, each rounded once";
        let by_slope = "solving φ′ = 0 is good to a few ulp; comparing values is not";
        let best = || near(r.num("alpha_star"), abs(1e-12));
        vec![
            ctx.check(GRADIENT, integers).that(|| (p.gradient_at_start)(), exact(r.vec("gradient_x0"))),
            ctx.check(SLOPE, integers).that(|| (p.slope_at_start)(), exact(r.num("directional_derivative"))),
            ctx.check(DESCENT, "a truth value").each(
                gradients_and_directions(ctx),
                |[g, d]| (p.is_descent)(*g, *d),
                |[g, d]| exact(g[0] * d[0] + g[1] * d[1] < 0.0),
            ),
            ctx.check(MINIMISERS, by_slope)
                .that(|| (p.minimisers)(), near(vec![(r.num("alpha_star"), r.num("phi_star"))], abs(1e-12))),
            ctx.check(NEWTON, by_slope).each(starts(ctx), |a| (p.by_newton)(*a).0, |_| best()),
            ctx.check(BRENT, by_slope).each(brackets(ctx), |(a, b)| (p.by_brent)(*a, *b).0, |_| best()),
            ctx.check(COST, "digits double in each step near the root; halving takes 52 steps to get there").each(
                brackets(ctx),
                |(a, b)| (p.by_newton)(*a).1.max((p.by_brent)(*a, *b).1),
                |_| at_most(20.0),
            ),
            ctx.check(GRID, "one of the given numbers, after one evaluation each").each(
                shifts(ctx),
                |shift| (p.by_grid)(&grid(*shift)),
                |shift| {
                    let stored = r.get("seed_grid");
                    let best = if *shift == 0.0 { stored.num("alpha") } else { nearest(&grid(*shift), 0.5) };
                    exact((best, stored.num("n")))
                },
            ),
            ctx.check(SEARCHES, "slope at most 1e-10 |φ′(0)| and φ″ = 3 there; Armijo's condition with c = 1e-4").that(
                || {
                    let searched = (p.by_searches)();
                    let falls = |s: &Searched| phi_of(s.alpha) <= 1.0 - 2e-4 * s.alpha;
                    let exact = searched.iter().find(|s| s.name == "exact").map_or(f64::NAN, |s| s.alpha);
                    (exact, vec![searched.len() as f64, searched.iter().filter(|s| falls(s)).count() as f64])
                },
                near((r.num("alpha_star"), vec![4.0, 4.0]), abs(1e-10)),
            ),
            ctx.check(PHI, few_roundings).each(
                line(ctx),
                |a| (p.phi)(*a),
                |a| near((a * a - a + 1.0).powi(2), eps(16.0)),
            ),
            ctx.check(PHI_PRIME, few_roundings).each(
                line(ctx),
                |a| (p.phi_prime)(*a),
                |a| near(2.0 * (2.0 * a - 1.0) * (a * a - a + 1.0), eps(16.0)),
            ),
            ctx.check(PHI_SECOND, "terms up to 50 cancel down to 3").each(
                line(ctx),
                |a| (p.phi_second)(*a),
                |a| near(12.0 * (a - 0.5).powi(2) + r.num("phi_second_star"), eps(64.0)),
            ),
            ctx.check(LEAST, "the vertex of a parabola, found by a root")
                .that(|| (p.least_curvature)(), near(r.num("phi_second_star"), abs(1e-12))),
            ctx.check(NOT_CONVEX, integers).that(
                || (p.hessian)(point(&r.get("f_not_convex"), "point")),
                exact(r.get("f_not_convex").matrix("hessian")),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(GRADIENT, "∂f/∂x₂ without the factor x₂", Parts { gradient_at_start: || [2.0, 4.0], ..ours() }),
            twin(SLOPE, "p with the wrong sign", Parts { slope_at_start: || 2.0, ..ours() }),
            twin(
                DESCENT,
                "a zero slope counts as descent",
                Parts { is_descent: |g, d| g[0] * d[0] + g[1] * d[1] <= 0.0, ..ours() },
            ),
            twin(
                MINIMISERS,
                "a grid of step 0.3 instead of a root",
                Parts { minimisers: || vec![(0.6, 0.5776)], ..ours() },
            ),
            twin(
                MINIMISERS,
                "the end of the interval listed too",
                Parts { minimisers: || vec![(0.5, 0.5625), (2.0, 9.0)], ..ours() },
            ),
            twin(
                NEWTON,
                "three steps, then stop",
                Parts { by_newton: |start| ((0..3).fold(start, |a, _| newton_step(a)), 3), ..ours() },
            ),
            twin(BRENT, "the middle of the bracket", Parts { by_brent: |low, high| (0.5 * (low + high), 1), ..ours() }),
            twin(COST, "plain bisection", Parts { by_brent: bisection, ..ours() }),
            twin(GRID, "the first step at which φ rises again", Parts { by_grid: first_rise, ..ours() }),
            twin(
                SEARCHES,
                "a step of length 1 whatever it leads to",
                Parts {
                    by_searches: || {
                        let ours = (solution::solution().by_searches)();
                        ours.into_iter().map(|s| Searched { alpha: 1.0, ..s }).collect()
                    },
                    ..ours()
                },
            ),
            twin(PHI, "x₂ not squared", Parts { phi: |_| 1.0, ..ours() }),
            twin(
                PHI_PRIME,
                "chain rule without the inner derivative",
                Parts { phi_prime: |a| 2.0 * (a * a - a + 1.0), ..ours() },
            ),
            twin(PHI_SECOND, "the sheet's 12α² − 4α + 6", Parts { phi_second: sheet_phi_second, ..ours() }),
            twin(LEAST, "the sheet's formula at 1/2", Parts { least_curvature: || sheet_phi_second(0.5), ..ours() }),
            twin(
                NOT_CONVEX,
                "x₁ + x₂² taken as a constant factor",
                Parts { hessian: |x| [[2.0, 4.0 * x[1]], [4.0 * x[1], 8.0 * x[1] * x[1]]], ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let (alpha, value) = (p.minimisers)()[0];
        let slope = (p.slope_at_start)();
        let hessian = (p.hessian)([-1.0, 0.0]);
        let table = [-2.0, -1.0, 0.0, 0.5, 1.0, 2.0]
            .into_iter()
            .fold(Table::new("Along the line", ["α", "φ(α)", "φ′(α)", "φ″(α)"]), |table, a| {
                table.row([a, (p.phi)(a), (p.phi_prime)(a), (p.phi_second)(a)].map(cell))
            });
        Exhibit::new()
            .formula("φ(α) = ((1 − α) + α²)² = (α² − α + 1)²")
            .formula("φ′(α) = 2(2α − 1)(α² − α + 1)")
            .formula("φ″(α) = 12α² − 12α + 6 = 12(α − ½)² + 3 ≥ 3: φ is strictly convex")
            .formula(format!("f is not convex: ∇²f(−1, 0) = {}", Value::from(hessian)))
            .table(table)
            .table(seeking(p))
            .table(searches(p))
            .plot(
                Plot::new("φ(α) = f(x₀ + αp): value and slope at the start, and the minimiser")
                    .x("step α")
                    .y("φ")
                    .y_range(-1.0, 10.0)
                    .series(Series::graph("φ", linspace(-2.0, 2.0, 201), p.phi))
                    .series(Series::graph("tangent at 0", [-2.0, 0.5], |a| (p.phi)(0.0) + slope * a).dashed())
                    .point(0.0, (p.phi)(0.0), "start")
                    .point(alpha, value, format!("minimiser α = {alpha}, φ = {value}")),
            )
            .plot(
                Plot::new("second derivative along the line")
                    .x("step α")
                    .y("φ″")
                    .y_range(0.0, 40.0)
                    .series(Series::graph("φ″", linspace(-2.0, 2.0, 201), p.phi_second))
                    .series(
                        Series::graph("the sheet: 12α² − 4α + 6", linspace(-2.0, 2.0, 201), sheet_phi_second).dashed(),
                    )
                    .point(0.5, (p.phi_second)(0.5), "least curvature 3"),
            )
            .plot(trials(p))
            .note(
                "φ″(α) ≥ 0 is equivalent to 2(6α² − 2α + 3) ≥ 0.",
                format!(
                    "φ″(α) = 6(2α² − 2α + 1); at α = 1/2 the sheet's expression is {}, φ″ is {}.",
                    sheet_phi_second(0.5),
                    (p.phi_second)(0.5)
                ),
            )
            .note(
                "f(x₀ + p/2) < f(x₀), hence p is a descent direction.",
                format!(
                    "a lower value at a finite step proves nothing (α − α² is lower at 2 than at 0, yet rises at 0); \
                     the reason is φ′(0) = {slope} < 0."
                ),
            )
            .note(
                "the minimiser is found by searching a grid of step 0.05.",
                format!(
                    "the search returns {}, and only because 1/2 is a grid point: on the grid moved by 0.02 it returns \
                     {}. φ′(α) = 0 gives {alpha}.",
                    (p.by_grid)(&grid(0.0)).0,
                    round_number((p.by_grid)(&grid(0.02)).0, 6),
                ),
            )
    }
}

/// The ways to the minimiser, their errors, and what they cost.
fn seeking(p: &Parts) -> Table {
    let ways = [
        ("Newton on φ′ = 0 from 0", (p.by_newton)(0.0), "φ′ with φ″"),
        ("Newton on φ′ = 0 from −2", (p.by_newton)(-2.0), "φ′ with φ″"),
        ("Brent on φ′ = 0 in [−2, 2]", (p.by_brent)(-2.0, 2.0), "φ′"),
        ("best of the sheet's grid", (p.by_grid)(&grid(0.0)), "φ"),
        ("best of the grid moved by 0.02", (p.by_grid)(&grid(0.02)), "φ"),
    ];
    ways.into_iter().fold(
        Table::new("Seeking the minimiser", ["method", "α", "error", "evaluations", "of"]),
        |table, (method, (alpha, evaluations), of)| {
            table.row([cell(method), short(alpha, 6), short(alpha - 0.5, 2), cell(evaluations), cell(of)])
        },
    )
}

/// φ, written out.
fn phi_of(alpha: f64) -> f64 {
    (alpha * alpha - alpha + 1.0).powi(2)
}

/// What the searches tried and took.
fn searches(p: &Parts) -> Table {
    let table = Table::new("One step of the library's searches along p", ["search", "trial", "α", "φ(α)", "φ′(α)", ""]);
    (p.by_searches)().iter().fold(table, |table, searched| {
        searched.trials.iter().enumerate().fold(table, |table, (k, trial)| {
            let slope = trial.slope.map_or(cell("not asked for"), |slope| short(slope, 3));
            let word = if trial.verdict == Verdict::Accepted { "accepted" } else { "rejected" };
            table.row([cell(searched.name), cell(k + 1), short(trial.size, 6), short(trial.f, 6), slope, cell(word)])
        })
    })
}

/// The trials on φ, with the line of Armijo's condition.
fn trials(p: &Parts) -> Plot {
    let plot = Plot::new("what the searches tried")
        .x("step α")
        .y("φ")
        .series(Series::graph("φ", linspace(0.0, 1.6, 161), p.phi))
        .series(Series::graph("the Armijo line, c = 1e-4", [0.0, 1.6], |a| 1.0 - 2e-4 * a).dashed());
    (p.by_searches)().into_iter().fold(plot, |plot, searched| {
        plot.series(Series::scatter(searched.name, searched.trials.iter().map(|trial| (trial.size, trial.f))))
    })
}

/// What the sheet takes φ″ to be.
fn sheet_phi_second(alpha: f64) -> f64 {
    2.0 * (6.0 * alpha * alpha - 2.0 * alpha + 3.0)
}

/// The sheet's grid from −2 to 2, moved: its step is what rounding leaves of (−2 + 0.05) − (−2).
fn grid(shift: f64) -> Vec<f64> {
    let step = (-2.0 + 0.05) - -2.0;
    (0..81).map(|k| -2.0 + f64::from(k) * step + shift).collect()
}

fn nearest(steps: &[f64], to: f64) -> f64 {
    steps.iter().copied().min_by(|a, b| (a - to).abs().total_cmp(&(b - to).abs())).unwrap_or(f64::NAN)
}

/// A step of Newton's method on φ′ = 0.
fn newton_step(a: f64) -> f64 {
    a - 2.0 * (2.0 * a - 1.0) * (a * a - a + 1.0) / (12.0 * a * (a - 1.0) + 6.0)
}

/// Halves the bracket sixty times by the sign of φ′.
fn bisection(low: f64, high: f64) -> Found {
    let halve = |(low, high): (f64, f64), _| {
        let middle = 0.5 * (low + high);
        if middle < 0.5 { (middle, high) } else { (low, middle) }
    };
    ((0..60).fold((low, high), halve).1, 60)
}

/// The first step at which φ is larger than before, hence one too far.
fn first_rise(steps: &[f64]) -> Found {
    let phi = |a: f64| (a * a - a + 1.0).powi(2);
    let rise = steps.windows(2).find(|pair| phi(pair[1]) > phi(pair[0]));
    (rise.map_or(f64::NAN, |pair| pair[1]), steps.len())
}

/// Steps along the line: a grid, or drawn.
fn line(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(41, -2.0, 2.0),
        None => linspace(-2.0, 2.0, ctx.pick(17, 5)),
    }
}

/// Brackets of the minimiser; the left ends are starts for Newton's method.
fn brackets(ctx: &Context) -> Vec<(f64, f64)> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| (rng.uniform(-2.0, 0.4), rng.uniform(0.6, 2.0))).collect(),
        None => vec![(-2.0, 2.0), (0.0, 2.0), (-0.3, 0.7)],
    }
}

/// Starts on both sides of the minimiser.
fn starts(ctx: &Context) -> Vec<f64> {
    brackets(ctx).into_iter().flat_map(|(a, b)| [a, b]).collect()
}

/// How far the sheet's grid is moved.
fn shifts(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(10, -0.02, 0.02),
        None => vec![0.0, 0.02, -0.01],
    }
}

/// A stored point.
fn point(entry: &Entry, key: &str) -> Point {
    let x = entry.vec(key);
    [x[0], x[1]]
}

/// Pairs of a gradient and a direction; one pair is orthogonal.
fn gradients_and_directions(ctx: &Context) -> Vec<[Point; 2]> {
    let r = reference("S1.5");
    let stored = [point(&r, "gradient_x0"), point(&r, "p")];
    let mut pairs = vec![stored, [[1.0, 2.0], [3.0, 1.0]], [[1.0, 1.0], [1.0, -1.0]]];
    if let Some(mut rng) = ctx.rng() {
        pairs.extend((0..20).map(|_| {
            let mut draw = || [rng.uniform(-1.0, 1.0), rng.uniform(-1.0, 1.0)];
            [draw(), draw()]
        }));
    }
    pairs
}
