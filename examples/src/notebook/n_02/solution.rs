//! Newton's method with a fallback: where Cholesky's factorization fails there is no model to
//! minimise, and the step goes along −∇f. The library's `Newton` modifies the Hessian instead.

use super::{Matrix, Parts, Point, Row};
use crate::notebook::n_01::backtrack;
use crate::objectives::Rosenbrock;
use ad::Objective;
use optim::Recipe;
use optim::descent::Newton;
use optim::observe::History;
use optim::search::{Armijo, Search, StrongWolfe};
use optim::stop::{Combine, GradientBelow, Iterations};

/// One dual number over one reverse sweep a column.
fn hessian(x: Point) -> Matrix {
    let h = ad::hessian(&Rosenbrock, &x);
    [[h[0][0], h[0][1]], [h[1][0], h[1][1]]]
}

/// Solves Hd = −g by H = LLᵀ; else −g, and `false`.
fn direction(g: Point, h: Matrix) -> (Point, bool) {
    let l11 = h[0][0].sqrt();
    let l21 = h[1][0] / l11;
    let l22 = (h[1][1] - l21 * l21).sqrt();
    if !(l11 > 0.0 && l22 > 0.0) {
        return ([-g[0], -g[1]], false); // a root of no positive number: H is not positive definite
    }
    let y = [-g[0] / l11, (-g[1] + l21 * g[0] / l11) / l22];
    let d2 = y[1] / l22;
    ([(y[0] - l21 * d2) / l11, d2], true)
}

/// A point of the run, and how it was reached.
struct State {
    x: Point,
    f: f64,
    gradient: f64,
    length: f64,
    newton: bool,
}

/// The start, and the point after each step; at a stationary point no more.
fn run(hessian: fn(Point) -> Matrix, start: Point, steps: usize) -> Vec<State> {
    let at = |x: Point, length, newton| {
        let (f, g) = ad::gradient(&Rosenbrock, &x);
        (State { x, f, gradient: g[0].hypot(g[1]), length, newton }, [g[0], g[1]])
    };
    let (first, mut g) = at(start, f64::NAN, true);
    let mut states = vec![first];
    while let Some(&State { x, f, gradient, .. }) = states.last()
        && states.len() <= steps
        && gradient > 0.0
    {
        let (d, newton) = direction(g, hessian(x));
        let along = |alpha: f64| [x[0] + alpha * d[0], x[1] + alpha * d[1]];
        let trials = backtrack(|alpha| Rosenbrock.value(&along(alpha)), f, g[0] * d[0] + g[1] * d[1]);
        let (alpha, _) = trials[trials.len() - 1];
        let (state, next) = at(along(alpha), alpha, newton);
        states.push(state);
        g = next;
    }
    states
}

pub fn rows_with(hessian: fn(Point) -> Matrix, start: Point, steps: usize) -> Vec<Row> {
    run(hessian, start, steps).into_iter().map(|s| (s.x, s.f, s.gradient)).collect()
}

fn rows(start: Point, steps: usize) -> Vec<Row> {
    rows_with(hessian, start, steps)
}

fn steps_until(start: Point, gradient: f64) -> usize {
    run(hessian, start, 50).iter().take_while(|s| s.gradient >= gradient).count()
}

/// For each step that ends with a gradient below 10⁻³, short of 0: C = |gₖ| / |gₖ₋₁|².
pub fn constants(rows: &[Row]) -> Vec<f64> {
    let usable = rows.windows(2).filter(|pair| (f64::MIN_POSITIVE..1e-3).contains(&pair[1].2));
    usable.map(|pair| pair[1].2 / (pair[0].2 * pair[0].2)).collect()
}

/// For the same steps, with the errors e against (1, 1): p in eₖ/eₖ₋₁ = (eₖ₋₁/eₖ₋₂)ᵖ.
pub fn orders(rows: &[Row]) -> Vec<f64> {
    let error = |row: &Row| (row.0[0] - 1.0).hypot(row.0[1] - 1.0);
    let usable = rows.windows(3).filter(|three| (f64::MIN_POSITIVE..1e-3).contains(&three[2].2));
    let order = |three: &[Row]| {
        let [a, b, c] = [0, 1, 2].map(|k| error(&three[k]));
        (c / b).ln() / (b / a).ln()
    };
    usable.map(order).collect()
}

/// The library's Newton with a search of one's choice: its points and lengths.
pub fn watched<S: Search<Rosenbrock, Newton>>(search: S, start: Point, steps: usize) -> (Vec<Point>, Vec<f64>) {
    let mut history = History::default();
    let method = Newton::default().search(search).stop(GradientBelow(1e-12).or(Iterations(steps)));
    let _ = method.observe(&mut history).minimize(&Rosenbrock, &start).expect("the start is finite");
    let points = history.x.iter().map(|x| [x[0], x[1]]);
    ([start].into_iter().chain(points).collect(), history.size)
}

pub fn solution() -> Parts {
    Parts {
        hessian,
        direction,
        rows,
        lengths: |start, steps| run(hessian, start, steps)[1..].iter().map(|s| s.length).collect(),
        fallbacks: |start| run(hessian, start, 50).iter().filter(|s| !s.newton).count(),
        steps_until,
        minimum: |start| run(hessian, start, 50).pop().expect("the start at least").x,
        constants: |start| constants(&rows(start, 50)),
        orders: |start| orders(&rows(start, 50)),
        by_library: |start, steps| watched(Armijo::default(), start, steps).1,
        by_wolfe: |start| watched(StrongWolfe::default(), start, 50).0,
    }
}
