//! The same run by hand-written derivatives and Cramer's rule: what the checks compare with.

use super::{Matrix, Point, Row};
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use ad::Objective;

/// ∇f.
pub fn gradient([x, y]: Point) -> Point {
    [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)]
}

/// ∇²f.
pub fn hessian([x, y]: Point) -> Matrix {
    [[2.0 - 400.0 * (y - x * x) + 800.0 * x * x, -400.0 * x], [-400.0 * x, 200.0]]
}

/// A slip: ∂²f/∂x₁² without 800x₁².
pub fn incomplete(x: Point) -> Matrix {
    let mut h = hessian(x);
    h[0][0] -= 800.0 * x[0] * x[0];
    h
}

/// Whether ∇²f is positive definite: its determinant is 400 − 80000(x₂ − x₁²).
pub fn definite([x, y]: Point) -> bool {
    y < x * x + 1.0 / 200.0
}

fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// How far d is from the direction that is due, in units of the terms of Hd + g.
pub fn residual(x: Point, d: Point, newton: bool) -> f64 {
    let (g, h) = (gradient(x), hessian(x));
    let [rest, size] = match newton {
        true => [[0, 1].map(|i| dot(h[i], d) + g[i]), [0, 1].map(|i| dot(h[i].map(f64::abs), d.map(f64::abs)))],
        false => [[0, 1].map(|i| d[i] + g[i]), g],
    };
    rest[0].hypot(rest[1]) / size[0].hypot(size[1])
}

/// A point of the run, and how it was reached.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub row: Row,
    pub length: f64,
    pub newton: bool,
}

/// The start, and the point after each of so many steps.
pub fn run(start: Point, steps: usize) -> Vec<State> {
    let row = |x: Point| (x, Rosenbrock.value(&x), dot(gradient(x), gradient(x)).sqrt());
    let mut states = vec![State { row: row(start), length: f64::NAN, newton: true }];
    for _ in 0..steps {
        let (x, f, norm) = states[states.len() - 1].row;
        if norm == 0.0 {
            break;
        }
        let (g, [[a, b], [_, c]], newton) = (gradient(x), hessian(x), definite(x));
        let det = a * c - b * b;
        let d = if newton { [(b * g[1] - c * g[0]) / det, (b * g[0] - a * g[1]) / det] } else { g.map(|g| -g) };
        let along = |alpha: f64| [x[0] + alpha * d[0], x[1] + alpha * d[1]];
        let accepted = |alpha: &f64| Rosenbrock.value(&along(*alpha)) <= f + 1e-4 * alpha * dot(g, d);
        let length = (0..60).map(|k| 0.5f64.powi(k)).find(accepted).unwrap_or(0.0);
        states.push(State { row: row(along(length)), length, newton });
    }
    states
}

/// How many steps of a path miss one of the strong Wolfe conditions with c₁ = 10⁻⁴, c₂ = 0.9.
pub fn wolfe_misses(path: &[Point]) -> usize {
    let misses = |pair: &&[Point]| {
        let s = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
        let [before, after] = [0, 1].map(|k| dot(gradient(pair[k]), s));
        let fall = Rosenbrock.value(&pair[1]) - Rosenbrock.value(&pair[0]);
        fall > 1e-4 * before || after.abs() > 0.9 * before.abs()
    };
    path.windows(2).filter(misses).count()
}

/// The stored start.
pub fn main_start() -> Point {
    let x = reference("N.2").vec("x0");
    [x[0], x[1]]
}

/// The stored start, one where the Hessian is indefinite, and the one that is in common use; or
/// drawn ones.
pub fn starts(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..5).map(|_| [rng.uniform(-1.5, 1.5), rng.uniform(-0.5, 1.5)]).collect(),
        None => {
            let other = reference("N.2").get("start_that_exercises_the_fallback").vec("x0");
            vec![main_start(), [other[0], other[1]], [-1.2, 1.0]]
        }
    }
}

/// The stored row after k steps.
pub fn stored_row(x: Point, k: usize) -> Option<Row> {
    let rows = reference("N.2").items("rows");
    let row = rows.get(k).filter(|_| x == main_start())?;
    let at = row.vec("x");
    Some(([at[0], at[1]], row.num("f"), row.num("gnorm")))
}

/// How many steps are compared: 18 from the stored start, elsewhere up to 8 that begin with a gradient
/// above 10⁻². Later ones may turn on rounding.
pub fn compared(x: Point) -> usize {
    let early = || run(x, 7).iter().take_while(|s| s.row.2 > 1e-2).count();
    if x == main_start() { 18 } else { early() }
}

/// These lengths, as stored or by formulas.
pub fn lengths(x: Point) -> Vec<f64> {
    if x == main_start() {
        reference("N.2").items("rows")[1..=compared(x)].iter().map(|row| row.num("alpha")).collect()
    } else {
        run(x, compared(x))[1..].iter().map(|state| state.length).collect()
    }
}

/// Starts and numbers of steps whose rows are compared.
pub fn checked_rows(ctx: &Context) -> Vec<(Point, usize)> {
    let until = |x: Point| if x == main_start() { 20 } else { compared(x).max(1) };
    starts(ctx).into_iter().flat_map(|x| (0..until(x)).map(move |k| (x, k))).collect()
}
