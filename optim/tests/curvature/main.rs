//! Curvature from Hessian-vector products, against dense eigenvalues.

mod condition;
mod estimate;
mod lanczos;
mod operator;
mod power;

use ad::objective;
use optim::curvature::{Operator, at};
use optim::problem::HessVec;

/// A dense symmetric matrix, `n` rows one after the other.
struct Dense(Vec<f64>);

impl Dense {
    fn order(&self) -> usize {
        self.0.len().isqrt()
    }
    fn operator(&self) -> Operator<'_> {
        let n = self.order();
        Operator::new(n, move |v, hv| {
            for (hv, row) in hv.iter_mut().zip(self.0.chunks(n)) {
                *hv = row.iter().zip(v).map(|(a, v)| a * v).sum();
            }
        })
    }
    /// Ascending, by a dense factorization.
    fn eigenvalues(&self) -> Vec<f64> {
        optim_linalg::symmetric_eigen(&self.0).unwrap().values
    }
    fn diagonal(&self) -> Vec<f64> {
        (0..self.order()).map(|i| self.0[i * (self.order() + 1)]).collect()
    }
}

/// Numbers in `(-0.5, 0.5)` (Knuth's linear congruential generator).
fn numbers(n: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5
    };
    (0..n).map(|_| next()).collect()
}

/// `(M + M') / 2`, of both signs.
fn indefinite(n: usize, seed: u64) -> Dense {
    let m = numbers(n * n, seed);
    Dense((0..n * n).map(|k| 0.5 * (m[k] + m[k % n * n + k / n])).collect())
}

/// `M M' / n + 0.1 I`.
fn positive_definite(n: usize, seed: u64) -> Dense {
    let m = numbers(n * n, seed);
    let row = |i: usize| &m[i * n..(i + 1) * n];
    let product = |i, j| row(i).iter().zip(row(j)).map(|(a, b)| a * b).sum::<f64>() / n as f64;
    Dense((0..n * n).map(|k| product(k / n, k % n) + if k / n == k % n { 0.1 } else { 0.0 }).collect())
}

/// A diagonal operator.
fn diagonal(d: &[f64]) -> Operator<'_> {
    Operator::new(d.len(), move |v, hv| hv.iter_mut().zip(d).zip(v).for_each(|((hv, d), v)| *hv = d * v))
}

/// Rosenbrock's Hessian at the minimum, `[[802, -400], [-400, 200]]`, by exact products.
fn rosenbrock<R>(use_it: impl FnOnce(&Operator) -> R) -> R {
    let f = objective!(|x| (x[1] - x[0] * x[0]).powi(2) * 100.0 + (x[0] - 1.0).powi(2));
    let dynamic: &dyn HessVec = &f;
    use_it(&at(dynamic, &[1.0, 1.0]))
}

/// Its eigenvalues, from 40 digits.
const LARGEST: f64 = 1_001.600_639_232_512_4;
const SMALLEST: f64 = 0.399_360_767_487_633_05;

/// `|H y - value y|`.
fn residual(h: &Operator, value: f64, y: &[f64]) -> f64 {
    let hy = h.product(y).unwrap();
    hy.iter().zip(y).map(|(hy, y)| (hy - value * y).powi(2)).sum::<f64>().sqrt()
}
