//! S1.5: exact line search on f(x) = (x₁ + x₂²)², whose line function is φ(α) = (α² − α + 1)².

use crate::runner::prelude::*;

mod scaffold;
mod solution;

/// A point of the plane.
type Point = [f64; 2];
/// A minimiser along the line, and the value there.
type Minimiser = (f64, f64);

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    slope_at_start: fn() -> f64,
    is_descent: fn(gradient: Point, direction: Point) -> bool,
    minimisers: fn() -> Vec<Minimiser>,
    phi: fn(f64) -> f64,
    phi_prime: fn(f64) -> f64,
    phi_second: fn(f64) -> f64,
    least_curvature: fn() -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct ExactLineSearch;

const SLOPE: &str = "φ′(0) = ∇f(x₀)·p";
const DESCENT: &str = "descent means a negative slope";
const MINIMISERS: &str = "all minimisers along the line";
const PHI: &str = "φ on the line";
const PHI_PRIME: &str = "φ′ on the line";
const PHI_SECOND: &str = "φ″ on the line";
const LEAST: &str = "φ″ is at least 3";

impl Exercise for ExactLineSearch {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.5",
        title: "Exact line search on (x₁ + x₂²)²",
        stars: 1,
        task: "Let f(x) = (x₁ + x₂²)², x₀ = (1, 0), p = (-1, 1), and φ(α) = f(x₀ + αp).\n\n\
               (a) Is p a descent direction at x₀?\n\n\
               (b) Find all minimisers of f along the line, and plot φ with them marked.\n\n\
               (c) Give the first and the second derivative of φ. How small can φ″ get?",
        hints: &[
            "The slope of φ at 0 is a directional derivative: φ′(0) = ∇f(x₀)·p.",
            "Along the line x₁ = 1 − α and x₂ = α, so φ(α) = (α² − α + 1)².",
            "α² − α + 1 has no real root, so φ′(α) = 2(2α − 1)(α² − α + 1) has only one.",
            "Complete the square in φ″(α) = 12α² − 12α + 6.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    fn solution() -> Parts {
        solution::solution()
    }

    fn scaffold() -> Parts {
        scaffold::scaffold()
    }

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.5");
        let few_roundings = "a handful of products and sums, each rounded once";
        let line = || line_inputs(ctx);
        let one = |(alpha, value)| vec![(alpha, value)];
        vec![
            ctx.check(SLOPE, "small integers: exact in binary64").that(
                || (p.slope_at_start)(),
                exact(r.num("directional_derivative")),
            ),
            ctx.check(DESCENT, "a truth value").each(
                gradients_and_directions(ctx),
                |[g, d]| (p.is_descent)(*g, *d),
                |[g, d]| exact(g[0] * d[0] + g[1] * d[1] < 0.0),
            ),
            ctx.check(
                MINIMISERS,
                "solving φ′ = 0 is good to a few ulp; comparing values is not",
            )
            .that(
                || (p.minimisers)(),
                near(one((r.num("alpha_star"), r.num("phi_star"))), abs(1e-12)),
            ),
            ctx.check(PHI, few_roundings).each(
                line(),
                |a| (p.phi)(*a),
                |a| near((a * a - a + 1.0).powi(2), eps(16.0)),
            ),
            ctx.check(PHI_PRIME, few_roundings).each(
                line(),
                |a| (p.phi_prime)(*a),
                |a| near(2.0 * (2.0 * a - 1.0) * (a * a - a + 1.0), eps(16.0)),
            ),
            ctx.check(PHI_SECOND, "terms up to 50 cancel down to 3")
                .each(
                    line(),
                    |a| (p.phi_second)(*a),
                    |a| {
                        near(
                            12.0 * (a - 0.5).powi(2) + r.num("phi_second_star"),
                            eps(64.0),
                        )
                    },
                ),
            ctx.check(LEAST, "a vertex computed from three exact values")
                .that(
                    || (p.least_curvature)(),
                    near(r.num("phi_second_star"), abs(1e-12)),
                ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                SLOPE,
                "p with the wrong sign",
                Parts {
                    slope_at_start: || 2.0,
                    ..ours()
                },
            ),
            twin(
                DESCENT,
                "a zero slope counts as descent",
                Parts {
                    is_descent: |g, d| g[0] * d[0] + g[1] * d[1] <= 0.0,
                    ..ours()
                },
            ),
            twin(
                MINIMISERS,
                "a grid of step 0.3 instead of a root",
                Parts {
                    minimisers: || vec![(0.6, 0.5776)],
                    ..ours()
                },
            ),
            twin(
                PHI,
                "x₂ not squared",
                Parts {
                    phi: |_| 1.0,
                    ..ours()
                },
            ),
            twin(
                PHI_PRIME,
                "chain rule without the inner derivative",
                Parts {
                    phi_prime: |a| 2.0 * (a * a - a + 1.0),
                    ..ours()
                },
            ),
            twin(
                PHI_SECOND,
                "the sheet's 12α² − 4α + 6",
                Parts {
                    phi_second: sheet_phi_second,
                    ..ours()
                },
            ),
            twin(
                LEAST,
                "the sheet's formula at 1/2",
                Parts {
                    least_curvature: || sheet_phi_second(0.5),
                    ..ours()
                },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let (alpha, value) = (p.minimisers)()[0];
        let slope = (p.slope_at_start)();
        let line = || linspace(-2.0, 2.0, 201);
        let table = [-2.0, -1.0, 0.0, 0.5, 1.0, 2.0].into_iter().fold(
            Table::new("Along the line", ["α", "φ(α)", "φ′(α)", "φ″(α)"]),
            |table, a| {
                let (phi, first, second) = ((p.phi)(a), (p.phi_prime)(a), (p.phi_second)(a));
                table.row([cell(a), cell(phi), cell(first), cell(second)])
            },
        );
        let grid = reference("S1.5").get("seed_grid");
        let seeking = Table::new("Seeking the minimiser", ["method", "α", "error"])
            .row([cell("Newton on φ′ = 0"), cell(alpha), cell(alpha - 0.5)])
            .row([
                cell("best of 81 grid points (the sheet)"),
                cell(grid.num("alpha")),
                short(grid.num("alpha") - 0.5, 2),
            ]);
        Exhibit::new()
            .formula("φ(α) = ((1 − α) + α²)² = (α² − α + 1)²")
            .formula("φ′(α) = 2 (2α − 1)(α² − α + 1)")
            .formula("φ″(α) = 12α² − 12α + 6 = 12 (α − ½)² + 3 ≥ 3")
            .table(table)
            .table(seeking)
            .plot(
                Plot::new("φ(α) = f(x₀ + αp), its start and minimiser")
                    .x("step α")
                    .y("φ")
                    .y_range(-2.0, 10.0)
                    .series(Series::graph("φ", line(), p.phi))
                    .series(
                        Series::graph("tangent at 0", [-2.0, 0.5], |a| (p.phi)(0.0) + slope * a)
                            .dashed(),
                    )
                    .point(0.0, (p.phi)(0.0), "start")
                    .point(alpha, value, format!("minimiser α = {alpha}, φ = {value}")),
            )
            .plot(
                Plot::new("second derivative along the line")
                    .x("step α")
                    .y("φ″")
                    .y_range(-6.0, 40.0)
                    .series(Series::graph("φ″", line(), p.phi_second))
                    .series(Series::graph("the sheet: 12α² − 4α + 6", line(), sheet_phi_second).dashed())
                    .point(0.5, (p.phi_second)(0.5), "least curvature 3"),
            )
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
                    "a lower value at a finite step proves nothing (α − α² is lower at 2 than at 0, \
                     yet rises at 0); the reason is φ′(0) = {slope} < 0."
                ),
            )
            .note(
                "the minimiser is found by searching a grid of step 0.05.",
                format!(
                    "the search returns {}, and only because 1/2 is a grid point; φ′(α) = 0 \
                     gives {alpha}.",
                    grid.num("alpha")
                ),
            )
    }
}

/// What the sheet takes φ″ to be.
fn sheet_phi_second(alpha: f64) -> f64 {
    2.0 * (6.0 * alpha * alpha - 2.0 * alpha + 3.0)
}

/// Steps to try: a grid, or drawn.
fn line_inputs(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(41, -2.0, 2.0),
        None => linspace(-2.0, 2.0, ctx.pick(17, 5)),
    }
}

/// Pairs of a gradient and a direction; one pair is orthogonal.
fn gradients_and_directions(ctx: &Context) -> Vec<[Point; 2]> {
    let r = reference("S1.5");
    let point = |key: &str| [r.vec(key)[0], r.vec(key)[1]];
    let stored = [point("gradient_x0"), point("p")];
    let mut pairs = vec![stored, [[1.0, 2.0], [3.0, 1.0]], [[1.0, 1.0], [1.0, -1.0]]];
    if let Some(mut rng) = ctx.rng() {
        pairs.extend((0..20).map(|_| {
            let mut draw = || [rng.uniform(-1.0, 1.0), rng.uniform(-1.0, 1.0)];
            [draw(), draw()]
        }));
    }
    pairs
}
