//! Clipping bounds the length of an update, so nothing blows up; but nobody asks whether the loss
//! fell, so a rate that is too large stays too large. A trust region asks, and resizes its radius.

use super::{CLIP, Parts, Point, RATE, STABLE_RATE, path, ravine};
use crate::watched::watched;
use ad::Objective;
use optim::descent::{Clip, ClipGradient, Exact, Steepest};
use optim::search::TrustRegion;
use optim::stop::{Iterations, when};
use optim::{Recipe, dense};

fn gradient(x: Point) -> Point {
    let (_, g) = ad::gradient(&ravine(), &x);
    [g[0], g[1]]
}

/// Shortened to the limit if it is longer; the direction stays.
fn clip(update: Point, limit: f64) -> Point {
    let length = update[0].hypot(update[1]);
    if length > limit { update.map(|u| u * (limit / length)) } else { update }
}

/// θ ← θ + clip(−η∇f(θ)), again and again: the path, its start included. No limit is an infinite one.
fn descend(start: Point, rate: f64, limit: f64, steps: usize) -> Vec<Point> {
    let f = ravine();
    let step = |x: &Point| {
        let (_, g) = ad::gradient(&f, x);
        let update = clip([-rate * g[0], -rate * g[1]], limit);
        Some([x[0] + update[0], x[1] + update[1]])
    };
    std::iter::successors(Some(start), step).take(steps + 1).collect()
}

/// Gradient descent multiplies the coordinate of curvature λ by 1 − ηλ: it shrinks if ηλ < 2.
fn largest_rate() -> f64 {
    let hessian = ad::hessian(&ravine(), &[0.0, 0.0]);
    2.0 / dense::symmetric_eigenvalues(hessian).expect("the Hessian is finite")[0]
}

fn is_monotone(losses: &[f64]) -> bool {
    losses.is_sorted_by(|before, after| after <= before)
}

/// The smallest and the largest of the last losses.
fn long_run(start: Point, steps: usize) -> [f64; 2] {
    let path = descend(start, RATE, CLIP, steps);
    let losses = path[path.len().saturating_sub(200)..].iter().map(|x| ravine().value(x));
    losses.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], loss| [low.min(loss), high.max(loss)])
}

/// Clips the gradient in place of the update: the library's, with the path as an observer sees it.
fn clipped_gradient(start: Point, limit: f64, steps: usize) -> Vec<Point> {
    let method = ClipGradient::new(Steepest, Clip::Norm(limit)).rate(RATE).stop(Iterations(steps));
    path(&watched(method, &ravine(), &start))
}

/// The minimiser of the model inside the radius, which grows where the model foretells the loss.
fn trust_region(start: Point) -> Vec<Point> {
    let at_rest = when("the loss is gone", |view| view.at.f <= 1e-30);
    let method = Exact::default().search(TrustRegion::radius(CLIP)).stop(at_rest);
    path(&watched(method, &ravine(), &start))
}

pub fn solution() -> Parts {
    Parts {
        gradient,
        clip,
        raw: |start, steps| descend(start, RATE, f64::INFINITY, steps),
        clipped: |start, steps| descend(start, RATE, CLIP, steps),
        is_monotone,
        largest_rate,
        long_run,
        stable: |start, steps| descend(start, STABLE_RATE, CLIP, steps),
        clipped_gradient,
        trust_region,
    }
}
