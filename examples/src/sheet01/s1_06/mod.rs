//! S1.6: the Jacobian of f: ℝⁿ → ℝᵐ by forward differences, in n + 1 evaluations; and exactly.

use crate::convergence::{forward_difference_series, stored_steps};
use crate::counting::Counting;
use crate::matrix::{Matrix, largest_difference, transposed};
use crate::objectives::ThreeToTwo;
use crate::runner::prelude::*;
use ad::{Engine, OnGraph, Real, Residuals};

mod scaffold;
mod solution;

pub(super) use solution::forward_difference;

/// f: ℝⁿ → ℝᵐ, a black box.
pub(super) type VectorFunction<'f> = &'f dyn Fn(&[f64]) -> Vec<f64>;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    forward_difference: fn(f: VectorFunction, x: &[f64], h: f64) -> Matrix,
    forward_mode: fn(x: &[f64]) -> Matrix,
    reverse_mode: fn(x: &[f64]) -> Matrix,
    complex_step: fn(x: &[f64], h: f64) -> Matrix,
    best_step: fn() -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct DifferenceJacobian;

const DIFFERENCE: &str = "forward difference: J and its Taylor error";
const EVALUATIONS: &str = "n + 1 evaluations";
const BEST: &str = "error at the best step";
const FORWARD: &str = "forward mode: J[i][j] = ∂fᵢ/∂xⱼ, m×n";
const REVERSE: &str = "reverse mode = forward mode";
const COMPLEX: &str = "complex step of length 1e-20";

impl Exercise for DifferenceJacobian {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.6",
        title: "Jacobian by forward differences",
        stars: 1,
        task: "Let f be a black box with n inputs and m outputs.\n\n\
               (a) Compute its Jacobian J[i][j] = ∂fᵢ/∂xⱼ, m rows and n columns, by forward differences of step h. \
               How many evaluations of f are needed, n + 1 or n·m?\n\n\
               (b) At which h is the error least?\n\n\
               (c) For f(x) = (x₁² x₂ + sin x₃, e^(x₁x₃) − x₂x₃) at x = (1, 2, ½), compute J exactly: by forward \
               mode, by reverse mode, and by complex steps. How many passes does each take?",
        hints: &[
            "One evaluation of f gives all m components: moving xⱼ alone gives the whole column j.",
            "f(x) is in all n columns. Evaluate it once, before the loop.",
            "The quotient is f′ + (h/2) f″ + ..., and the rounding of f enters as ε|f|/h: balance the two.",
            "`ad::jvp(f, x, eⱼ)` is column j of J, `ad::vjp(f, x, eᵢ)` is row i.",
            "f(x + ih) = f(x) + ih f′(x) + O(h²): the imaginary part over h has no difference in it.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let x = point();
        let exact_to = if ctx.seed.is_none() { eps(4.0) } else { abs(32.0 * f64::EPSILON) };
        let exact_why = "a few elementary functions, each within an ulp";
        vec![
            ctx.check(DIFFERENCE, "the quotient's Taylor series up to h⁴, and rounding 8ε/h of f and x + h").each(
                steps(),
                |h| (p.forward_difference)(&f, &x, *h),
                |h| near(forward_difference_series(f, &x, *h), abs(8.0 * f64::EPSILON / h + h.powi(4))),
            ),
            ctx.check(EVALUATIONS, "a count, for f: ℝⁿ → ℝ²").each(
                [3, 1, 2, 4, 5],
                |n| {
                    let f = Counted::new(|x: &[f64]| vec![x.iter().sum::<f64>(), x.iter().product()]);
                    (p.forward_difference)(&|x| f.call(x), &vec![1.0; *n], 0.125);
                    f.calls()
                },
                |n| exact(n + 1),
            ),
            ctx.check(BEST, "theory: 2√(ε|f f″|/2) ≈ 5e-8 at the best step; the rounding is one draw").that(
                || {
                    largest_difference(
                        &(solution::solution().forward_difference)(&f, &x, (p.best_step)()),
                        &jacobian(&x),
                    )
                },
                between(1e-9, 1e-7),
            ),
            ctx.check(FORWARD, exact_why).each(points(ctx), |x| (p.forward_mode)(x), |x| near(jacobian(x), exact_to)),
            ctx.check(REVERSE, "the same slopes, multiplied and added once").each(
                points(ctx),
                |x| (p.reverse_mode)(x),
                |x| exact(ad::forward::jacobian(&ThreeToTwo, x).1),
            ),
            ctx.check(COMPLEX, "truncation h² is far below rounding").each(
                points(ctx),
                |x| (p.complex_step)(x, 1e-20),
                |x| near(jacobian(x), exact_to),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                DIFFERENCE,
                "the transposed J, a row a variable",
                Parts { forward_difference: |f, x, h| transposed(&(ours().forward_difference)(f, x, h)), ..ours() },
            ),
            twin(
                DIFFERENCE,
                "a backward difference",
                Parts { forward_difference: |f, x, h| (ours().forward_difference)(f, x, -h), ..ours() },
            ),
            twin(
                EVALUATIONS,
                "f(x) evaluated anew for every column",
                Parts {
                    forward_difference: |f, x, h| {
                        (1..x.len()).for_each(|_| drop(f(x)));
                        (ours().forward_difference)(f, x, h)
                    },
                    ..ours()
                },
            ),
            twin(
                BEST,
                "the best step of central differences, ε^⅓",
                Parts { best_step: || f64::EPSILON.cbrt(), ..ours() },
            ),
            twin(BEST, "the smaller the better", Parts { best_step: || 1e-12, ..ours() }),
            twin(
                FORWARD,
                "the transposed J: 3×2 is not 2×3",
                Parts { forward_mode: |x| transposed(&(ours().forward_mode)(x)), ..ours() },
            ),
            twin(
                REVERSE,
                "both rows with the same output seeded",
                Parts { reverse_mode: |x| vec![ad::vjp(&ThreeToTwo, x, &[1.0, 0.0]).1; 2], ..ours() },
            ),
            twin(
                COMPLEX,
                "the step of a difference quotient, too long here",
                Parts { complex_step: |x, _| (ours().complex_step)(x, 1e-4), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        let x = point();
        let j = (p.forward_mode)(&x);
        Exhibit::new()
            .formula("J[i][j] = ∂fᵢ/∂xⱼ ≈ (fᵢ(x + heⱼ) − fᵢ(x))/h = ∂fᵢ/∂xⱼ + (h/2) ∂²fᵢ/∂xⱼ² + O(h²)")
            .formula("error ≈ (h/2)|f″| + ε|f|/h, least near h = √(2ε|f/f″|)")
            .formula("forward mode: column j = J eⱼ, n passes;  reverse mode: row i = eᵢᵀJ, m passes")
            .formula("complex step: Im f(x + iheⱼ)/h = J eⱼ + O(h²), without a difference")
            .table(methods(p, &x))
            .table(labelled("The Jacobian, m×n = 2×3", ["", "x₁", "x₂", "x₃"], &["f₁", "f₂"], &j))
            .table(labelled("The sheet's layout, n×m = 3×2", ["", "f₁", "f₂"], &["x₁", "x₂", "x₃"], &transposed(&j)))
            .plot(error_plot(p, &x, ctx))
            .note(
                "J is n×m with the entries ∂fᵢ/∂xⱼ in its formula, and ∂fⱼ/∂xᵢ in its matrix.",
                format!(
                    "the two are transposes of each other. The usual Jacobian is m×n, here 2×3: ∂f₁/∂x₂ = {} stands in \
                     row 1, column 2, where the sheet has ∂f₂/∂x₁ = {}.",
                    j[0][1],
                    round_number(j[1][0], 5)
                ),
            )
    }
}

/// A way to the Jacobian, by evaluations that are counted.
type Method<'m> = &'m dyn Fn(&Counting<ThreeToTwo>) -> Matrix;

/// Error against the exact Jacobian, and evaluations counted, method by method.
fn methods(p: &Parts, x: &[f64]) -> Table {
    let header = ["method", "h", "largest error", "evaluations of f"];
    let row = |table: Table, name: &str, h: Option<f64>, computed: Method| {
        let f = Counting::new(ThreeToTwo);
        let error = largest_difference(&computed(&f), &jacobian(x));
        table.row([cell(name), h.map_or(cell("none"), |h| short(h, 3)), short(error, 3), cell(f.evaluations())])
    };
    let table = steps().into_iter().fold(Table::new("Largest error of an entry, and cost", header), |table, h| {
        row(table, "forward difference", Some(h), &|f| (p.forward_difference)(&|x| values(f, x), x, h))
    });
    let table = row(table, "complex step", Some(1e-20), &|f| solution::complex_step(f, x, 1e-20));
    let exact: [(&str, Method); 4] = [
        ("forward mode, a column a pass", &|f| solution::forward_mode(f, x)),
        ("forward mode, all columns at once", &|f| ad::jacobian(f, x).1),
        ("reverse mode, a row a pass", &|f| solution::reverse_mode(f, x)),
        ("reverse mode, one recording, two sweeps", &|f| OnGraph.jacobian_by_rows(f, x).1),
    ];
    exact.into_iter().fold(table, |table, (name, computed)| row(table, name, None, computed))
}

/// A matrix with named rows and columns.
fn labelled<const N: usize>(title: &str, header: [&str; N], rows: &[&str], j: &Matrix) -> Table {
    rows.iter().zip(j).fold(Table::new(title, header), |table, (name, row)| {
        table.row([cell(*name)].into_iter().chain(row.iter().map(|&entry| cell(entry))))
    })
}

/// The error of each entry against the step.
fn error_plot(p: &Parts, x: &[f64], ctx: &Context) -> Plot {
    let hs = logspace(-15.0, -1.0, ctx.pick(57, 15));
    let exact = jacobian(x);
    let quotients: Vec<(f64, Matrix)> = hs.iter().map(|&h| (h, (p.forward_difference)(&f, x, h))).collect();
    let plot = Plot::new("error of the forward difference, entry by entry")
        .x("step h")
        .y("|error|")
        .log_log()
        .vertical((p.best_step)(), "√ε");
    let entries = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)];
    let plot = entries.into_iter().fold(plot, |plot, (i, k)| {
        let label = format!("∂f{}/∂x{}", ["₁", "₂"][i], ["₁", "₂", "₃"][k]);
        plot.series(Series::line(label, quotients.iter().map(|(h, j)| (*h, (j[i][k] - exact[i][k]).abs()))))
    });
    plot.series(Series::graph("2h = (h/2) ∂²f₁/∂x₁²", [1e-10, 1e-1], |h| 2.0 * h).dashed())
        .series(Series::graph("ε|f₁|/h", [1e-15, 1e-6], |h| f64::EPSILON * f(x)[0] / h).dashed())
}

/// The exercise's f, at any number.
fn f<F: Real>(x: &[F]) -> Vec<F> {
    values(&ThreeToTwo, x)
}

fn values<F: Real>(f: &impl Residuals, x: &[F]) -> Vec<F> {
    let mut y = vec![F::zero(); f.len()];
    f.residuals(x, &mut y);
    y
}

/// The Jacobian: stored at the stored point, elsewhere differentiated by hand.
fn jacobian(x: &[f64]) -> Matrix {
    if x == point() {
        return reference("S1.6").matrix("J_standard_m_by_n");
    }
    let exponential = (x[0] * x[2]).exp();
    vec![vec![2.0 * x[0] * x[1], x[0].powi(2), x[2].cos()], vec![x[2] * exponential, -x[2], x[0] * exponential - x[1]]]
}

fn point() -> Vec<f64> {
    reference("S1.6").vec("x")
}

/// The stored point, or drawn ones.
fn points(ctx: &Context) -> Vec<Vec<f64>> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| rng.uniforms(3, -1.0, 2.0)).collect(),
        None => vec![point()],
    }
}

/// The stored steps, from large to small.
fn steps() -> Vec<f64> {
    stored_steps(&reference("S1.6").keys("forward_difference"))
}
