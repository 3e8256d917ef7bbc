//! N.2: Newton's method with backtracking on Rosenbrock's valley, and what its convergence shows.

use crate::runner::prelude::*;
use formulas::{
    checked_rows, compared, definite, gradient, incomplete, lengths, main_start, residual, starts, stored_row,
    wolfe_misses,
};
use optim::search::{Armijo, StrongWolfe};

mod formulas;
mod scaffold;
mod show;
mod solution;

/// A point of the plane, or a direction in it.
type Point = [f64; 2];
/// A 2×2 matrix, a list of rows.
type Matrix = [[f64; 2]; 2];
/// A point with f and |∇f|.
type Row = (Point, f64, f64);

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    hessian: fn(Point) -> Matrix,
    direction: fn(g: Point, h: Matrix) -> (Point, bool),
    rows: fn(Point, steps: usize) -> Vec<Row>,
    lengths: fn(Point, steps: usize) -> Vec<f64>,
    fallbacks: fn(Point) -> usize,
    steps_until: fn(Point, gradient: f64) -> usize,
    minimum: fn(Point) -> Point,
    constants: fn(Point) -> Vec<f64>,
    orders: fn(Point) -> Vec<f64>,
    by_library: fn(Point, steps: usize) -> Vec<f64>,
    by_wolfe: fn(Point) -> Vec<Point>,
}

/// The exercise.
#[derive(Debug)]
pub struct NewtonOnRosenbrock;

const HESSIAN: &str = "(a) the Hessian by automatic differentiation";
const DIRECTION: &str = "(a) the direction, and whether Cholesky's factorization succeeds";
const ROWS: &str = "(b) x, f and |∇f| after each step";
const LENGTHS: &str = "(b) the accepted lengths";
const FALLBACKS: &str = "(b) how many steps go along −∇f";
const STEPS: &str = "(b) steps until |∇f| < 10⁻⁶";
const MINIMUM: &str = "(b) the minimum, after 50 steps";
const CONSTANTS: &str = "(c) |gₖ| / |gₖ₋₁|² is bounded";
const ORDERS: &str = "(c) the order of convergence is 2";
const LIBRARY: &str = "the library's Newton with backtracking: the same lengths";
const WOLFE: &str = "strong Wolfe conditions hold at each step, up to the minimum";

impl Exercise for NewtonOnRosenbrock {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.2",
        title: "Newton's method on Rosenbrock's valley",
        stars: 1,
        task: "Let f(x) = (1 − x₁)² + 100(x₂ − x₁²)².\n\n\
               (a) Compute the Newton direction d from ∇²f(x) d = −∇f(x) by Cholesky's factorization, and take −∇f(x) \
               where it fails. Where does it fail?\n\n\
               (b) Take 50 steps from (−1, 1) with the backtracking search of N.1; give x, f and |∇f| after each. How \
               many steps are needed, and how many of them fall back? Compare with starts at (0, 1) and (−1.2, 1).\n\n\
               (c) Is the convergence quadratic once |∇f| < 10⁻³? Find a number that shows it.\n\n\
               The title of the notebook's task promises a search by Wolfe's conditions: try one as well.",
        hints: &[
            "ad::hessian(&Rosenbrock, &x) is exact: each column one dual number over one reverse sweep.",
            "H = LLᵀ exists if and only if H is positive definite; else a square root has no positive argument.",
            "det ∇²f = 400 − 80000(x₂ − x₁²): the Hessian is indefinite above a parabola.",
            "Quadratic means |gₖ| ≤ C |gₖ₋₁|². Look at the quotient, not at log |gₖ| / log |gₖ₋₁|, which depends on units.",
            "An order needs three errors: ln(eₖ/eₖ₋₁) / ln(eₖ₋₁/eₖ₋₂). Leave out what is rounding.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.2");
        let main = main_start();
        vec![
            ctx.check(HESSIAN, "terms up to 5000, each rounded a few times, may cancel").each(
                starts(ctx),
                |x| (p.hessian)(*x),
                |&x| near(formulas::hessian(x), abs(1e-11)),
            ),
            ctx.check(DIRECTION, "Hd + g, or d + g, in units of its terms: a few roundings").each(
                starts(ctx),
                |&x| {
                    let (d, newton) = (p.direction)(gradient(x), formulas::hessian(x));
                    (residual(x, d, newton), newton)
                },
                |&x| near((0.0, definite(x)), abs(8.0 * f64::EPSILON)),
            ),
            ctx.check(ROWS, "rounding, enlarged by each step: 10⁻⁹ up to 17 steps from (−1, 1), then 10⁻⁶").each(
                checked_rows(ctx),
                |&(x, k)| values(*(p.rows)(x, k).last().expect("the start at least")),
                |&(x, k)| match stored_row(x, k) {
                    Some(row) => near(values(row), rel(if k <= 17 { 1e-9 } else { 1e-6 })),
                    None => near(values(last(x, k).row), rel(1e-6)),
                },
            ),
            ctx.check(LENGTHS, "powers of 1/2, decided by more than rounding").each(
                starts(ctx),
                |&x| (p.lengths)(x, compared(x)),
                |&x| exact(lengths(x)),
            ),
            ctx.check(FALLBACKS, "a count").each(
                starts(ctx),
                |x| (p.fallbacks)(*x),
                |&x| match x == main {
                    true => exact(r.num("indefinite_hessians_met")),
                    false => exact(formulas::run(x, 50).iter().filter(|s| !s.newton).count()),
                },
            ),
            ctx.check(STEPS, "a count; the gradient falls from 4·10⁻⁶ to 5·10⁻¹² in the last step").each(
                starts(ctx),
                |x| (p.steps_until)(*x, 1e-6),
                |&x| match x == main {
                    true => exact(20usize),
                    false => exact(formulas::run(x, 50).iter().take_while(|s| s.row.2 >= 1e-6).count()),
                },
            ),
            ctx.check(MINIMUM, "quadratic convergence ends in rounding").each(
                starts(ctx),
                |x| (p.minimum)(*x),
                |_| near([1.0, 1.0], abs(1e-12)),
            ),
            ctx.check(CONSTANTS, "with 400 digits it ends in a cycle of 0.77 and 0.292").each(
                0..2usize,
                |k| (p.constants)(main)[*k],
                |_| between(0.1, 1.0),
            ),
            ctx.check(ORDERS, "with 400 digits 2.10 and 1.94 at these steps, then 2.03 and 1.98")
                .that(|| (p.orders)(main), near([2.0, 2.0], abs(0.15))),
            ctx.check(LIBRARY, "powers of 1/2; the same direction wherever H is positive definite")
                .that(|| (p.by_library)(main, compared(main)), exact(lengths(main))),
            ctx.check(WOLFE, "a count of misses; at the last point |∇f| ≤ 10⁻¹², over a curvature of 0.4").each(
                starts(ctx),
                |x| {
                    let path = (p.by_wolfe)(*x);
                    (wolfe_misses(&path), path[path.len() - 1])
                },
                |_| near((0usize, [1.0, 1.0]), abs(1e-11)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::{constants, orders, rows_with, solution as ours, watched};
        let twin = Twin::new;
        vec![
            twin(HESSIAN, "∂²f/∂x₁² without 800x₁²", Parts { hessian: incomplete, ..ours() }),
            twin(
                DIRECTION,
                "Hd = g",
                Parts {
                    direction: |g, h| {
                        let (d, newton) = (ours().direction)(g, h);
                        (d.map(|d| -d), newton)
                    },
                    ..ours()
                },
            ),
            twin(
                DIRECTION,
                "the fallback not reported",
                Parts { direction: |g, h| ((ours().direction)(g, h).0, true), ..ours() },
            ),
            twin(
                ROWS,
                "the rows begin after the first step",
                Parts { rows: |x, steps| (ours().rows)(x, steps + 1).split_off(1), ..ours() },
            ),
            twin(
                LENGTHS,
                "the last trial that failed",
                Parts { lengths: |x, k| (ours().lengths)(x, k).iter().map(|a| (2.0 * a).min(1.0)).collect(), ..ours() },
            ),
            twin(
                FALLBACKS,
                "every step shorter than 1 counted",
                Parts { fallbacks: |x| (ours().lengths)(x, 50).iter().filter(|a| **a < 1.0).count(), ..ours() },
            ),
            twin(
                STEPS,
                "the state after k + 1 steps called k",
                Parts { steps_until: |x, gradient| (ours().steps_until)(x, gradient) - 1, ..ours() },
            ),
            twin(
                MINIMUM,
                "∂²f/∂x₁² without 800x₁²",
                Parts { minimum: |x| rows_with(incomplete, x, 50).pop().expect("the start at least").0, ..ours() },
            ),
            twin(
                CONSTANTS,
                "|gₖ| / |gₖ₋₁|, not squared",
                Parts {
                    constants: |x| {
                        let rows = (ours().rows)(x, 50);
                        let squares: Vec<Row> = rows.iter().map(|row| (row.0, row.1, row.2.sqrt())).collect();
                        constants(&squares)
                    },
                    ..ours()
                },
            ),
            twin(
                ORDERS,
                "∂²f/∂x₁² without 800x₁²",
                Parts { orders: |x| orders(&rows_with(incomplete, x, 50)), ..ours() },
            ),
            twin(
                LIBRARY,
                "another search",
                Parts { by_library: |x, steps| watched(StrongWolfe::default(), x, steps).1, ..ours() },
            ),
            twin(WOLFE, "the decrease alone", Parts { by_wolfe: |x| watched(Armijo::default(), x, 50).0, ..ours() }),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// The numbers of a row.
fn values((x, f, gradient): Row) -> [f64; 4] {
    [x[0], x[1], f, gradient]
}

/// The state after k steps by formulas.
fn last(x: Point, k: usize) -> formulas::State {
    *formulas::run(x, k).last().expect("the start at least")
}
