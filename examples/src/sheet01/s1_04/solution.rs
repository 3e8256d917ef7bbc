//! For minimisers x, y of a convex f with minimum f*, and 0 ≤ α ≤ 1:
//! f* ≤ f(αx + (1 − α)y) ≤ αf(x) + (1 − α)f(y) = f*, so the combination is a minimiser as well.

use super::{Instance, Parts};
use ad::Objective;
use optim::Recipe;
use optim::descent::Steepest;
use optim::search::Armijo;
use optim::stop::{Combine, GradientBelow, Iterations};

const TOLERANCE: f64 = 1e-12;
const BUDGET: usize = 1000;

/// Which minimiser is found depends on the start.
fn minimiser(f: Instance, start: &[f64]) -> Vec<f64> {
    steepest_descent(f, start, BUDGET)
}

pub(super) fn steepest_descent(f: Instance, start: &[f64], budget: usize) -> Vec<f64> {
    let stop = GradientBelow(TOLERANCE).or(Iterations(budget));
    Steepest.search(Armijo::default()).stop(stop).minimize(&f, start).expect("the start is finite").x
}

/// Σₖ wₖ xₖ, with weights wₖ ≥ 0 that add up to 1.
fn combination(weights: &[f64], points: &[Vec<f64>]) -> Vec<f64> {
    let coordinate = |i: usize| weights.iter().zip(points).map(|(w, x)| w * x[i]).sum();
    (0..points[0].len()).map(coordinate).collect()
}

/// How far f at the combination is above the chord: never, if f is convex.
fn excess(f: Instance, alpha: f64, x: &[f64], y: &[f64]) -> f64 {
    let weights = [alpha, 1.0 - alpha];
    let between = combination(&weights, &[x.to_vec(), y.to_vec()]);
    f.value(&between) - (alpha * f.value(x) + (1.0 - alpha) * f.value(y))
}

fn gradient(f: Instance, x: &[f64]) -> Vec<f64> {
    ad::gradient(&f, x).1
}

/// A square of an affine function is convex, and so is the larger of two convex functions.
/// (x² − 1)² is not: its second derivative at 0 is −4.
fn is_convex(f: Instance) -> bool {
    match f {
        Instance::Valley | Instance::Trough => true,
        Instance::DoubleWell => false,
    }
}

/// One start on each side of the hill, near enough not to be thrown over it by the first step.
fn counterexample() -> [f64; 2] {
    [-1.25, 1.25].map(|start| minimiser(Instance::DoubleWell, &[start])[0])
}

pub fn solution() -> Parts {
    Parts { minimiser, combination, excess, gradient, is_convex, counterexample }
}
