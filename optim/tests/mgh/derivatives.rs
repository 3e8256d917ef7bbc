//! Every way to the derivatives of a problem against every other: `∇f = 2 J'r` and
//! `∇²f = 2 (J'J + sum_i r_i ∇²r_i)`, forward and on the graph.
//!
//! The ways differ by the order of their sums, so an entry is judged by the sum of the magnitudes of
//! the terms it is made of, not by itself: it may be nearly nothing. The worst measured are 3.4
//! ulps of that for gradients (Watson) and 7.7 for Hessians (Broyden banded); 4 and 8 are allowed.

use crate::problems::{INSTANCES, Mgh};
use crate::published::{Published, pairs};
use ad::{Engine, Objective, OnGraph, Real, Residuals, forward};

/// One residual as an objective.
struct Component<'a>(&'a Mgh, usize);
impl Objective for Component<'_> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let mut r = vec![F::zero(); self.0.m];
        self.0.residuals(x, &mut r);
        r[self.1]
    }
}

fn unit(n: usize, j: usize) -> Vec<f64> {
    (0..n).map(|i| if i == j { 1.0 } else { 0.0 }).collect()
}

/// `(r, columns of J)`, one jvp a column.
fn residuals_and_columns(problem: &Mgh, x: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let column = |j| ad::jvp(problem, x, &unit(problem.n, j));
    (column(0).0, (0..problem.n).map(|j| column(j).1).collect())
}

/// The sum of `terms` and of their magnitudes.
fn sums(terms: impl Iterator<Item = f64>) -> (f64, f64) {
    terms.fold((0.0, 0.0), |(sum, magnitude), term| (sum + term, magnitude + term.abs()))
}

/// The start, the best point, and the way between at a third.
fn points() -> Vec<(&'static Mgh, Vec<f64>)> {
    let three = |(problem, published): (&'static Mgh, Published)| {
        let between = problem.start().iter().zip(&published.x_best).map(|(a, b)| a + (b - a) / 3.0).collect();
        [problem.start(), between, published.x_best].map(|x| (problem, x))
    };
    let points: Vec<_> = pairs().into_iter().flat_map(three).collect();
    assert_eq!(points.len(), 3 * INSTANCES.len());
    points
}

/// Whether `entry` is `sum` but for `ulps` roundings of a term of this magnitude.
fn close((sum, magnitude): (f64, f64), entry: f64, ulps: f64) -> bool {
    (entry - sum).abs() <= ulps * f64::EPSILON * magnitude
}

#[test]
fn gradients_are_twice_jacobian_transposed_times_residuals() {
    for (problem, x) in points() {
        let (r, columns) = residuals_and_columns(problem, &x);
        let twice: Vec<f64> = r.iter().map(|r| 2.0 * r).collect();
        let (value, gradient) = ad::gradient(problem, &x);
        let (value_on_graph, on_graph) = OnGraph.gradient(problem, &x);
        assert_eq!([value, value_on_graph], [problem.value(&x); 2], "{problem} at {x:?}");
        let (r_by_vjp, by_vjp) = ad::vjp(problem, &x, &twice);
        assert_eq!(r_by_vjp, r, "{problem} at {x:?}");
        for j in 0..problem.n {
            let expected = sums(twice.iter().zip(&columns[j]).map(|(r, slope)| r * slope));
            // the tape multiplies slopes before it adds, so up to 31 products round once more
            for (entry, ulps) in [(on_graph[j], 4.0), (gradient[j], 8.0), (by_vjp[j], 8.0)] {
                assert!(close(expected, entry, ulps), "{problem} at {x:?}, {j}: {entry} for {expected:?}");
            }
        }
    }
}

#[test]
fn hessians_are_gauss_newton_and_curvature() {
    for (problem, x) in points() {
        let (n, (r, columns)) = (problem.n, residuals_and_columns(problem, &x));
        let curvature: Vec<_> = (0..problem.m).map(|i| ad::hessian(&Component(problem, i), &x)).collect();
        let (h, on_graph) = (forward::hessian(problem, &x), OnGraph.hessian(problem, &x));
        for k in 0..n {
            let column = forward::hess_vec(problem, &x, &unit(n, k));
            let column_on_graph = OnGraph.hess_vec(problem, &x, &unit(n, k));
            for j in 0..n {
                assert_eq!((h[j][k], on_graph[j][k]), (h[k][j], column_on_graph[j]), "{problem} at {x:?}, {j} {k}");
                let expected = sums(
                    (0..problem.m).flat_map(|i| [2.0 * columns[j][i] * columns[k][i], 2.0 * r[i] * curvature[i][j][k]]),
                );
                // The mirror image is there for symmetry, which on the graph holds to rounding.
                for entry in [h[j][k], column[j], on_graph[j][k], on_graph[k][j]] {
                    assert!(close(expected, entry, 8.0), "{problem} at {x:?}, {j} {k}: {entry} for {expected:?}");
                }
            }
        }
    }
}
