//! S1.7: the Hessian by forward differences of the gradient, its error term, and exactly.

use super::s1_06::VectorFunction;
use crate::convergence::{forward_difference_series, stored_steps};
use crate::counting::Counting;
use crate::matrix::{Matrix, largest_difference};
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use ad::{ComplexStep, Engine, OnGraph};

mod scaffold;
mod solution;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    forward_difference: fn(gradient: VectorFunction, x: &[f64], h: f64) -> Matrix,
    leading_error: fn(x: &[f64], h: f64) -> Matrix,
    best_step: fn(x: &[f64]) -> f64,
    asymmetry: fn(h: &Matrix) -> f64,
    symmetrised: fn(h: &Matrix) -> Matrix,
    exact: fn(x: &[f64]) -> Matrix,
    complex_step: fn(x: &[f64], h: f64) -> Matrix,
}

/// The exercise.
#[derive(Debug)]
pub struct DifferenceHessian;

const DIFFERENCE: &str = "forward difference: H and its Taylor error";
const EVALUATIONS: &str = "n + 1 gradients";
const LEADING: &str = "leading error: −1440h and −200h in column 1, 0 in column 2";
const BEST: &str = "error at the best step";
const ASYMMETRY: &str = "asymmetry 200h of the difference";
const SYMMETRISED: &str = "(H + Hᵀ)/2";
const EXACT: &str = "forward over reverse: the exact Hessian";
const COMPLEX: &str = "complex step of length 1e-20 on the gradient";

impl Exercise for DifferenceHessian {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.7",
        title: "Hessian by forward differences of the gradient",
        stars: 2,
        task: "Let the gradient of f: ℝⁿ → ℝ be a black box.\n\n\
               (a) Approximate the Hessian by forward differences of the gradient. How many gradients are needed?\n\n\
               (b) Derive the leading error of every entry. Evaluate it for Rosenbrock's function \
               (1 − x₁)² + 100 (x₂ − x₁²)² at (−1.2, 1), and find the step at which the error is least.\n\n\
               (c) The Hessian is symmetric. Is the approximation? Symmetrise it. Does that reduce the error?\n\n\
               (d) Compute the Hessian exactly, and by complex steps.",
        hints: &[
            "The Hessian is the Jacobian of the gradient, so S1.6 applies: move xⱼ, get column j.",
            "Expand ∂f/∂xᵢ along eⱼ: the quotient is f_ij + (h/2) f_ijj + ..., the third derivative twice along eⱼ.",
            "For Rosenbrock's function f₁₁₁ = 2400x₁ and f₁₁₂ = −400; all other third derivatives are 0.",
            "Entry (2,1) has the error (h/2) f₂₁₁, entry (1,2) has (h/2) f₁₂₂: their difference is the asymmetry.",
            "`OnGraph.hess_vec(&f, x, eⱼ)` is column j, exactly.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let x = point();
        let products = "a few products and sums of exact slopes";
        let rounding = "rounding: ε|H|/2 from x + h and 4ε|∇f| from the gradients, over h";
        let difference = |h: f64| (solution::solution().forward_difference)(&gradient, &x, h);
        vec![
            ctx.check(DIFFERENCE, format!("the series of the quotient ends at h²; {rounding}")).each(
                steps(),
                |h| (p.forward_difference)(&gradient, &x, *h),
                |h| {
                    near(forward_difference_series(|x| ad::forward::gradient(&Rosenbrock, x).1, &x, *h), abs(noise(*h)))
                },
            ),
            ctx.check(EVALUATIONS, "a count, for f: ℝⁿ → ℝ").each(
                [2, 1, 3, 4, 5],
                |n| {
                    let gradient = Counted::new(<[f64]>::to_vec);
                    (p.forward_difference)(&|x| gradient.call(x), &vec![1.0; *n], 0.125);
                    gradient.calls()
                },
                |n| exact(n + 1),
            ),
            ctx.check(LEADING, products).each(
                points(ctx),
                |x| (p.leading_error)(x, 1.0),
                |x| near(third_derivatives(x), eps(8.0)),
            ),
            ctx.check(BEST, "theory: 2√(1440 ε|∇f|) ≈ 2e-5 at the best step; the rounding is one draw")
                .that(|| largest_difference(&difference((p.best_step)(&x)), &hessian(&x)), between(1e-6, 5e-5)),
            ctx.check(ASYMMETRY, rounding).each(
                steps(),
                |h| (p.asymmetry)(&difference(*h)),
                |h| near(200.0 * h, abs(noise(*h))),
            ),
            ctx.check(SYMMETRISED, "a sum rounded once and halved exactly").each(
                steps(),
                |h| (p.symmetrised)(&difference(*h)),
                |h| {
                    let d = difference(*h);
                    let mean = 0.5 * (d[0][1] + d[1][0]);
                    exact([[d[0][0], mean], [mean, d[1][1]]])
                },
            ),
            ctx.check(EXACT, products).each(points(ctx), |x| (p.exact)(x), |x| near(hessian(x), rounded(x))),
            ctx.check(COMPLEX, "truncation h² is far below rounding").each(
                points(ctx),
                |x| (p.complex_step)(x, 1e-20),
                |x| near(hessian(x), rounded(x)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                DIFFERENCE,
                "a backward difference: the error changes its sign",
                Parts { forward_difference: |g, x, h| (ours().forward_difference)(g, x, -h), ..ours() },
            ),
            twin(
                EVALUATIONS,
                "the gradient at x evaluated anew for every column",
                Parts {
                    forward_difference: |g, x, h| {
                        (1..x.len()).for_each(|_| drop(g(x)));
                        (ours().forward_difference)(g, x, h)
                    },
                    ..ours()
                },
            ),
            twin(
                LEADING,
                "the ½ of the second Taylor term lost",
                Parts { leading_error: |x, h| (ours().leading_error)(x, 2.0 * h), ..ours() },
            ),
            twin(
                BEST,
                "√ε, as if ∇f and f‴ were of size 1e-4",
                Parts { best_step: |_| 1e-4 * f64::EPSILON.sqrt(), ..ours() },
            ),
            twin(BEST, "the step ε^⅓ of central differences", Parts { best_step: |_| f64::EPSILON.cbrt(), ..ours() }),
            twin(ASYMMETRY, "\"a Hessian is symmetric\"", Parts { asymmetry: |_| 0.0, ..ours() }),
            twin(
                SYMMETRISED,
                "the upper triangle copied to the lower",
                Parts { symmetrised: |h| vec![h[0].clone(), vec![h[0][1], h[1][1]]], ..ours() },
            ),
            twin(
                EXACT,
                "the 2 of (1 − x₁)² lost in h₁₁",
                Parts {
                    exact: |x| {
                        let mut h = (ours().exact)(x);
                        h[0][0] -= 2.0;
                        h
                    },
                    ..ours()
                },
            ),
            twin(
                COMPLEX,
                "the imaginary part not divided by the step",
                Parts {
                    complex_step: |x, h| {
                        let entries = |row: Vec<f64>| row.iter().map(|entry| entry * h).collect();
                        (ours().complex_step)(x, h).into_iter().map(entries).collect()
                    },
                    ..ours()
                },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        let (x, coarse) = (point(), (p.forward_difference)(&gradient, &point(), 0.1));
        let best = (p.best_step)(&x);
        let leading: Vec<Vec<String>> =
            (p.leading_error)(&x, 1.0).iter().map(|row| row.iter().map(|e| round_number(*e, 6)).collect()).collect();
        let error = |h: &Matrix| round_number(largest_difference(h, &hessian(&x)), 3);
        let mean = (p.symmetrised)(&coarse);
        Exhibit::new()
            .formula("∂f/∂xᵢ (x + heⱼ) = f_i + h f_ij + (h²/2) f_ijj + (h³/6) f_ijjj + ...")
            .formula("(∂f/∂xᵢ (x + heⱼ) − ∂f/∂xᵢ (x))/h = f_ij + (h/2) f_ijj + O(h²) + rounding of about ε|∇f|/h")
            .formula(format!(
                "f₁₁₁ = 2400x₁ = −2880, f₂₁₁ = −400, f₁₂₂ = f₂₂₂ = 0:  error of column 1: {}h and {}h, of column 2: {} and {}",
                leading[0][0], leading[1][0], leading[0][1], leading[1][1]
            ))
            .formula("least error 2√(1440 ε|∇f|) at h = √(ε|∇f|/1440), where |∇f| = 215.6")
            .table(entries(p, &x))
            .table(methods(p, &x))
            .plot(error_plot(p, &x, best, ctx))
            .note(
                "the forward differences are asked for; no error term and no solution is given.",
                format!(
                    "the leading error is (h/2) f_ijj: {}h in h₁₁ and {}h in h₂₁. At h = 0.1 the result is not symmetric \
                     (h₁₂ = {}, h₂₁ = {}); symmetrising leaves the largest error at {} (before: {}).",
                    leading[0][0],
                    leading[1][0],
                    round_number(coarse[0][1], 6),
                    round_number(coarse[1][0], 6),
                    error(&mean),
                    error(&coarse),
                ),
            )
    }
}

/// Each entry exactly, by difference, and the error against its leading term.
fn entries(p: &Parts, x: &[f64]) -> Table {
    let h = 1e-4;
    let (exact, difference) = ((p.exact)(x), (p.forward_difference)(&gradient, x, h));
    let leading = (p.leading_error)(x, h);
    let header = ["entry", "exact (AD)", "difference, h = 1e-4", "error", "(h/2) f_ijj"];
    [(0, 0), (1, 0), (0, 1), (1, 1)].into_iter().fold(
        Table::new("The Hessian at (−1.2, 1), entry by entry", header),
        |table, (i, j)| {
            let (d, e) = (difference[i][j], exact[i][j]);
            let entry = format!("h{}{}", ["₁", "₂"][i], ["₁", "₂"][j]);
            table.row([cell(entry), cell(e), short(d, 12), short(d - e, 5), short(leading[i][j], 5)])
        },
    )
}

/// Error, asymmetry and counted cost, method by method.
fn methods(p: &Parts, x: &[f64]) -> Table {
    let header = [
        "method",
        "h",
        "largest error",
        "after (H + Hᵀ)/2",
        "asymmetry",
        "evaluations of f",
        "gradients",
        "products Hv",
    ];
    let row = |table: Table, name: &str, h: Option<f64>, computed: &Matrix, counts: [usize; 3]| {
        let error = |m: &Matrix| short(largest_difference(m, &hessian(x)), 3);
        let step = h.map_or(cell("none"), |h| short(h, 3));
        let quality = [error(computed), error(&(p.symmetrised)(computed)), short((p.asymmetry)(computed), 3)];
        table.row([cell(name), step].into_iter().chain(quality).chain(counts.map(cell)))
    };
    let table = steps().into_iter().fold(Table::new("Largest error of an entry, and cost", header), |table, h| {
        let f = Counting::new(Rosenbrock);
        let gradient = Counted::new(|x: &[f64]| OnGraph.gradient(&f, x).1);
        let difference = (p.forward_difference)(&|x| gradient.call(x), x, h);
        row(table, "forward difference", Some(h), &difference, [f.evaluations(), gradient.calls(), 0])
    });
    let f = Counting::new(Rosenbrock);
    let gradient = Counted::new(|z: &[ComplexStep]| ad::forward::gradient(&f, z).1);
    let stepped = solution::complex_step(&|z| gradient.call(z), x, 1e-20);
    let table =
        row(table, "complex step on the gradient", Some(1e-20), &stepped, [f.evaluations(), gradient.calls(), 0]);
    let f = Counting::new(Rosenbrock);
    let product = Counted::new(|v: &[f64]| OnGraph.hess_vec(&f, x, v));
    let exact = solution::from_products(&|v| product.call(v), x.len());
    row(table, "forward over reverse, a product a column", None, &exact, [f.evaluations(), 0, product.calls()])
}

/// Largest error and asymmetry against the step.
fn error_plot(p: &Parts, x: &[f64], best: f64, ctx: &Context) -> Plot {
    let hs = logspace(-13.0, -1.0, ctx.pick(49, 13));
    let exact = hessian(x);
    let differences: Vec<(f64, Matrix)> = hs.iter().map(|&h| (h, (p.forward_difference)(&gradient, x, h))).collect();
    let measured = |label: &str, measure: &dyn Fn(&Matrix) -> f64| {
        Series::scatter(label, differences.iter().map(|(h, d)| (*h, measure(d))))
    };
    let size = gradient(x)[0].abs();
    Plot::new("differences of the Rosenbrock gradient")
        .x("step h")
        .y("error")
        .log_log()
        .series(measured("largest error", &|d| largest_difference(d, &exact)))
        .series(measured("asymmetry", &p.asymmetry))
        .series(Series::graph("1440h", [1e-10, 1e-1], |h| 1440.0 * h).dashed())
        .series(Series::graph("200h", [1e-10, 1e-1], |h| 200.0 * h).dashed())
        .series(Series::graph("ε|∇f|/h", [1e-13, 1e-6], |h| f64::EPSILON * size / h).dashed())
        .vertical(best, format!("best step {}", round_number(best, 2)))
}

/// ∇f, by one reverse sweep.
fn gradient(x: &[f64]) -> Vec<f64> {
    OnGraph.gradient(&Rosenbrock, x).1
}

/// What rounding may do to a difference of step h at the stored point.
fn noise(h: f64) -> f64 {
    (1330.0 / 2.0 + 4.0 * 215.6) * f64::EPSILON / h
}

/// The Hessian: stored at the stored point, elsewhere differentiated by hand.
fn hessian(x: &[f64]) -> Matrix {
    if x == point() {
        return reference("S1.7").get("instance").matrix("hessian_exact");
    }
    let mixed = -400.0 * x[0];
    vec![vec![1200.0 * x[0] * x[0] - 400.0 * x[1] + 2.0, mixed], vec![mixed, 200.0]]
}

/// Half the third derivatives, f_ijj/2 in entry ij; stored, or differentiated by hand.
fn third_derivatives(x: &[f64]) -> Matrix {
    let r = reference("S1.7").get("third_derivatives");
    let f_111 = if x == point() { r.num("f_111") } else { 2400.0 * x[0] };
    let rows = [[f_111, r.num("f_122")], [r.num("f_112"), r.num("f_222")]];
    rows.map(|row| row.map(|third| third / 2.0).to_vec()).to_vec()
}

/// The stored tolerance; away from the stored point the terms of h₁₁ may cancel.
fn rounded(x: &[f64]) -> Tol {
    if x == point() { reference("S1.7").tol() } else { abs(8.0 * f64::EPSILON * 5600.0) }
}

fn point() -> Vec<f64> {
    reference("S1.7").get("instance").vec("x")
}

/// The stored point, or drawn ones.
fn points(ctx: &Context) -> Vec<Vec<f64>> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| rng.uniforms(2, -2.0, 2.0)).collect(),
        None => vec![point()],
    }
}

/// The stored steps, from large to small.
fn steps() -> Vec<f64> {
    stored_steps(&reference("S1.7").keys("sweep"))
}
