//! The search in a few lines, and the descent that uses it. The library's own search is the same:
//! any descent along a direction can be combined with `Armijo`.

use super::{DECREASE, FIRST, Parts, Point, SHRINK, Trial, Watched};
use crate::objectives::Bowl;
use crate::runner::prelude::Counted;
use ad::Objective;
use optim::descent::{Descent, Length, Steepest};
use optim::method::Method;
use optim::observe::{self, History, OnTrial};
use optim::problem::{self, Gradient, Oracle};
use optim::search::Armijo;
use optim::stop::Iterations;

/// One reverse sweep gives the gradient; the slope along p = −∇f is −|∇f|².
fn direction(x: Point) -> (Point, f64) {
    let (_, g) = ad::gradient(&Bowl, &x);
    let p = [-g[0], -g[1]];
    (p, g[0] * p[0] + g[1] * p[1])
}

fn plus(x: Point, alpha: f64, p: Point) -> Point {
    [x[0] + alpha * p[0], x[1] + alpha * p[1]]
}

fn bound(value: f64, slope: f64, alpha: f64) -> f64 {
    value + DECREASE * alpha * slope
}

/// An infinite or undefined trial does not hold either.
fn holds(trial: f64, bound: f64) -> bool {
    trial <= bound
}

/// Every trial; the last one is accepted. Sixty halvings reach below rounding.
pub fn backtrack(phi: impl Fn(f64) -> f64, value: f64, slope: f64) -> Vec<Trial> {
    let (mut trials, mut alpha) = (Vec::new(), FIRST);
    while trials.len() < 60 {
        let trial = phi(alpha);
        trials.push((alpha, trial));
        if holds(trial, bound(value, slope, alpha)) {
            break;
        }
        alpha *= SHRINK;
    }
    trials
}

fn trials(x: Point) -> Vec<Trial> {
    let (p, slope) = direction(x);
    backtrack(|alpha| Bowl.value(&plus(x, alpha, p)), Bowl.value(&x), slope)
}

/// All that the questions about the descent ask for.
struct Descended {
    path: Vec<Point>,
    lengths: Vec<f64>,
    evaluations: usize,
}

fn descend(start: Point, steps: usize) -> Descended {
    let f = Counted::new(|x: Point| Bowl.value(&x));
    let (mut x, mut path, mut lengths) = (start, vec![start], Vec::new());
    for _ in 0..steps {
        let (p, slope) = direction(x);
        if slope == 0.0 {
            break; // stationary: no direction descends, and no length is too long
        }
        let trials = backtrack(|alpha| f.call(plus(x, alpha, p)), f.call(x), slope);
        let (alpha, _) = trials[trials.len() - 1];
        x = plus(x, alpha, p);
        path.push(x);
        lengths.push(alpha);
    }
    Descended { path, lengths, evaluations: f.calls() }
}

/// −∇f as it is. The library's `Steepest` scales its first length by 1/|∇f|; the default is 1.
struct Downhill;
impl<P: Gradient + ?Sized> Descent<P> for Downhill {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, _: &problem::Point) -> bool {
        true
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &problem::Point, size: f64, step: &mut Vec<f64>) -> f64 {
        Steepest.propose(problem, at, size, step)
    }
}

/// Observers see every trial and every step.
pub fn watched<D: Descent<Bowl, Size = Length>>(descent: D, start: Point, steps: usize) -> Watched {
    let (mut trials, mut first, mut history) = (Vec::new(), 0, History::default());
    let each = OnTrial(|trial: &observe::Trial| trials.push((trial.size, trial.f)));
    let method = Method::of(descent, Armijo::default().decrease(DECREASE).shrink(SHRINK)).stop(Iterations(steps));
    let report = method.observe(each).observe(&mut history).minimize(&Bowl, &start).expect("the start is finite");
    if let Some(&alpha) = history.size.first() {
        first = 1 + trials.iter().position(|trial| trial.0 == alpha).expect("an accepted length was tried");
    }
    trials.truncate(first);
    Watched { first: trials, lengths: history.size, counts: report.counts }
}

pub fn solution() -> Parts {
    Parts {
        direction,
        trials,
        bound,
        holds,
        lengths: |start, steps| descend(start, steps).lengths,
        path: |start, steps| descend(start, steps).path,
        values: |start, steps| descend(start, steps).path.iter().map(|x| Bowl.value(x)).collect(),
        falls: |values| values.is_sorted_by(|before, after| after < before),
        evaluations: |start, steps| descend(start, steps).evaluations,
        steps_taken: |start| descend(start, 100).lengths.len(),
        by_library: |start, steps| watched(Downhill, start, steps),
    }
}
