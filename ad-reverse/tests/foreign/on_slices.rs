//! The oracle: the same mathematics over slices, generic, on the graph.

use ad_core::num_traits::Float;
use ad_core::{Objective, Real};
use ad_reverse::{Engine, OnGraph, Scalar};

/// How far two ways to compute one vector may lie apart, in roundings of its largest entry.
const ROUNDINGS: f64 = 16.0;

/// `f` has the value, the gradient and the Hessian-vector products of `oracle` at `x`.
#[track_caller]
pub fn agree(f: impl Fn(&[Scalar]) -> Scalar, oracle: &impl Objective, x: &[f64]) {
    let (value, gradient) = Scalar::gradient(&f, x);
    let (expected, slopes) = OnGraph.gradient(oracle, x);
    close(&[value], &[expected]);
    close(&gradient, &slopes);
    assert_eq!(Scalar::evaluate(&f, x), value);
    for k in 0..x.len() {
        let direction: Vec<f64> = (0..x.len()).map(|i| if i == k { 1.0 } else { 0.25 * (i as f64 - 1.5) }).collect();
        close(&Scalar::hess_vec(&f, x, &direction), &OnGraph.hess_vec(oracle, x, &direction));
    }
}

#[track_caller]
fn close(got: &[f64], expected: &[f64]) {
    let largest = expected.iter().fold(0.0, |m: f64, y| m.max(y.abs()));
    assert!(largest > 0.0 && got.len() == expected.len(), "{expected:?}");
    for (a, b) in got.iter().zip(expected) {
        let error = (a - b).abs() / (largest * f64::EPSILON);
        assert!(error <= ROUNDINGS, "{error} roundings: {got:?} is not {expected:?}");
    }
}

/// The factor `L` of `A = L Lᵀ`, row by row (Cholesky).
pub fn cholesky<F: Real>(a: &[Vec<F>]) -> Vec<Vec<F>> {
    let mut l: Vec<Vec<F>> = Vec::new();
    for (i, row) in a.iter().enumerate() {
        let mut new: Vec<F> = Vec::new();
        for j in 0..i {
            let rest = row[j] - F::dot(&new, &l[j][..j]);
            new.push(rest / l[j][j]);
        }
        new.push((row[i] - F::sum_of_squares(&new)).sqrt());
        l.push(new);
    }
    l
}

/// `L⁻¹ b` for a lower triangle `L`.
pub fn forward_substitution<F: Real>(l: &[Vec<F>], b: &[F]) -> Vec<F> {
    let mut y = Vec::new();
    for (row, &b) in l.iter().zip(b) {
        y.push((b - F::dot(&y, &row[..y.len()])) / row[y.len()]);
    }
    y
}

/// `A⁻¹ b` and `det A` by elimination, the largest value of a column being its pivot.
pub fn eliminate<F: Real>(mut a: Vec<Vec<F>>, b: &[F]) -> (Vec<F>, F) {
    let n = a.len();
    let (mut b, mut determinant) = (b.to_vec(), F::one());
    for k in 0..n {
        let size = |i: usize| a[i][k].primal().abs();
        let pivot = (k + 1..n).fold(k, |best, i| if size(i) > size(best) { i } else { best });
        if pivot != k {
            a.swap(pivot, k);
            b.swap(pivot, k);
            determinant = -determinant;
        }
        determinant *= a[k][k];
        for i in k + 1..n {
            let factor = a[i][k] / a[k][k];
            for j in k..n {
                a[i][j] = a[i][j] - factor * a[k][j];
            }
            b[i] = b[i] - factor * b[k];
        }
    }
    for k in (0..n).rev() {
        let known = F::dot(&a[k][k + 1..], &b[k + 1..]);
        b[k] = (b[k] - known) / a[k][k];
    }
    (b, determinant)
}

/// The square matrix whose rows follow each other in `x`.
pub fn rows<F: Real>(x: &[F]) -> Vec<Vec<F>> {
    x.chunks(x.len().isqrt()).map(<[F]>::to_vec).collect()
}
