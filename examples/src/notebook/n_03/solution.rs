//! The inverse Hessian is never formed: two loops over the last pairs (s, y) apply it to the
//! gradient. As a descent of our own it runs under the library's line searches.

use super::{Pair, Parts, Rule, minimise};
use crate::matrix::{Matrix, unit};
use crate::numerics::{dot, norm, plus};
use crate::watched::Run;
use optim::dense::symmetric_eigenvalues;
use optim::descent::{Descent, Lbfgs, Length};
use optim::method::Method;
use optim::observe::Update;
use optim::problem::{Oracle, Point};
use optim::search::{Armijo, StrongWolfe};

/// Hg for the H of the pairs, oldest first (Nocedal 1980): with ρ = 1/yᵀs,
/// newest to oldest a = ρ sᵀq, q ← q − a y; then q ← γq; oldest to newest q ← q + (a − ρ yᵀq) s.
fn two_loop(pairs: &[Pair], g: &[f64]) -> Vec<f64> {
    let mut q = g.to_vec();
    let mut kept = Vec::new();
    for (s, y) in pairs.iter().rev() {
        let a = dot(s, &q) / dot(y, s);
        q = plus(&q, -a, y);
        kept.push(a);
    }
    if let Some(newest) = pairs.last() {
        q.iter_mut().for_each(|q| *q *= gamma(newest));
    }
    for ((s, y), a) in pairs.iter().zip(kept.into_iter().rev()) {
        let b = dot(y, &q) / dot(y, s);
        q = plus(&q, a - b, s);
    }
    q
}

/// γ = yᵀs / yᵀy, the size of the inverse Hessian along y.
fn gamma((s, y): &Pair) -> f64 {
    dot(y, s) / dot(y, y)
}

/// What one pair makes of H = γI: H + (1 + yᵀHy/yᵀs) ssᵀ/yᵀs − (H y sᵀ + s yᵀH)/yᵀs.
fn inverse_bfgs(pair: &Pair) -> Matrix {
    let (s, y) = pair;
    let (n, gamma, ys) = (s.len(), gamma(pair), dot(y, s));
    let gain = (1.0 + gamma * dot(y, y) / ys) / ys;
    let entry = |i: usize, j: usize| {
        let identity = unit(n, i)[j] * gamma;
        identity + gain * s[i] * s[j] - gamma * (y[i] * s[j] + s[i] * y[j]) / ys
    };
    (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect()
}

/// The rank of H − γI, by its eigenvalues.
fn update_rank(pair: &Pair) -> usize {
    let mut update = inverse_bfgs(pair);
    (0..update.len()).for_each(|i| update[i][i] -= gamma(pair));
    let values = symmetric_eigenvalues(update).expect("the update is finite");
    let largest = values.iter().fold(0f64, |m, v| m.max(v.abs()));
    values.iter().filter(|v| v.abs() > 1e-10 * largest).count()
}

/// The pair's curvature is positive: by its size, or by the cosine of s and y.
fn keeps(rule: Rule, (s, y): &Pair) -> bool {
    match rule {
        Rule::Absolute => dot(y, s) > 1e-10,
        Rule::Relative => dot(y, s) > 1e-12 * norm(y) * norm(s),
    }
}

/// The two loops as a descent: the direction −Hg, and what a step teaches.
pub(super) struct TwoLoop {
    memory: usize,
    rule: Rule,
    pairs: Vec<Pair>,
    direction: Vec<f64>,
}

impl TwoLoop {
    /// Without a memory it is gradient descent.
    pub(super) fn new(memory: usize, rule: Rule) -> Self {
        TwoLoop { memory, rule, pairs: Vec::new(), direction: Vec::new() }
    }
}

impl<P: ?Sized> Descent<P> for TwoLoop {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        self.direction = two_loop(&self.pairs, &at.g).iter().map(|h| -h).collect();
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = self.direction.iter().map(|d| size * d).collect();
        -size * dot(&at.g, &self.direction)
    }
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        let pair = (plus(&to.x, -1.0, &from.x), plus(&to.g, -1.0, &from.g));
        if self.memory == 0 || !keeps(self.rule, &pair) {
            return Update::Skipped;
        }
        if self.pairs.len() == self.memory {
            self.pairs.remove(0);
        }
        self.pairs.push(pair);
        Update::Taken
    }
}

/// Armijo's search from 1, halving: the same for both.
fn lbfgs(rule: Rule) -> Run {
    minimise(Method::of(TwoLoop::new(5, rule), Armijo::default()), 1_000)
}

fn gradient_descent(steps: usize) -> Run {
    minimise(Method::of(TwoLoop::new(0, Rule::Absolute), Armijo::default()), steps)
}

/// The library's, with a search that sees to yᵀs > 0.
fn library() -> Run {
    minimise(Method::of(Lbfgs::default().memory(5), StrongWolfe::default()), 1_000)
}

pub fn solution() -> Parts {
    Parts { two_loop, inverse_bfgs, update_rank, keeps, lbfgs, gradient_descent, library }
}
