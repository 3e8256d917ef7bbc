//! nalgebra: products, norms and factorizations against the same over slices.

use crate::on_slices::{agree, cholesky, eliminate, forward_substitution, rows};
use ad_core::{Number, Real, objective};
use ad_forward::Dual;
use ad_reverse::Scalar;
use nalgebra::{DMatrix, DVector, Matrix2, RowVector3, Vector2, Vector3};

const DATA: [[f64; 3]; 4] = [[0.3, -1.2, 2.0], [1.5, 0.4, -0.7], [-0.6, 2.2, 0.1], [0.9, -0.8, 1.1]];

/// A zero where the first pivot would be, and rows in no order.
const SQUARE: [f64; 16] = [0.0, 2.0, -1.0, 0.5, 1.0, -0.25, 3.0, 1.5, -4.0, 1.25, 0.75, 2.0, 2.5, 1.0, -0.5, -3.0];
const RIGHT: [f64; 4] = [1.0, -2.0, 0.5, 3.0];

fn square(x: &[Scalar]) -> DMatrix<Scalar> {
    let n = x.len().isqrt();
    DMatrix::from_row_slice(n, n, x)
}
fn right(n: usize) -> DVector<Scalar> {
    DVector::from_row_slice(&RIGHT[..n]).map(Scalar::from)
}

/// `-ln p` of the data for a normal distribution of mean `x[..3]` and covariance `1 + B Bᵀ`, where
/// the rest of `x` is the lower triangle of `B`.
#[test]
fn a_likelihood_by_cholesky() {
    fn oracle<F: Real>(x: &[F]) -> F {
        let b = |i: usize, k: usize| if k <= i { x[3 + i * (i + 1) / 2 + k] } else { F::zero() };
        let covariance = |i, j| (0..3).map(|k| b(i, k) * b(j, k)).sum::<F>() + f64::from(u8::from(i == j));
        let l = cholesky(&(0..3).map(|i| (0..3).map(|j| covariance(i, j)).collect()).collect::<Vec<Vec<F>>>());
        let squares = |d: &[f64; 3]| {
            let away: Vec<F> = (0..3).map(|i| -x[i] + d[i]).collect();
            F::sum_of_squares(&forward_substitution(&l, &away))
        };
        let determinant = (0..3).map(|i| l[i][i].sq().ln()).sum::<F>();
        (DATA.iter().map(squares).sum::<F>() + determinant * DATA.len() as f64) * 0.5
    }
    let likelihood = |x: &[Scalar]| {
        let mean = Vector3::from_column_slice(&x[..3]);
        let mut b = DMatrix::zeros(3, 3);
        let mut entries = x[3..].iter();
        for i in 0..3 {
            for k in 0..=i {
                b[(i, k)] = *entries.next().expect("six entries");
            }
        }
        let covariance = &b * b.transpose() + DMatrix::identity(3, 3);
        let factor = covariance.cholesky().expect("positive definite");
        let squares = DATA.iter().map(|d| {
            let away = Vector3::from(*d).map(Scalar::from) - mean;
            factor.l().solve_lower_triangular(&away).expect("no zero on the diagonal").norm_squared()
        });
        (squares.sum::<Scalar>() + factor.ln_determinant() * DATA.len() as f64) * 0.5
    };
    agree(likelihood, &objective!(oracle), &[0.1, -0.4, 0.8, 1.2, -0.3, 0.7, 0.5, 1.1, -0.9]);
}

/// `|A⁻¹ b|²` for the matrix whose entries are all variables.
fn solution<F: Real>(x: &[F]) -> F {
    let b = RIGHT[..x.len().isqrt()].iter().map(|&b| F::lit(b)).collect::<Vec<_>>();
    F::sum_of_squares(&eliminate(rows(x), &b).0)
}

#[test]
fn systems_by_lu() {
    let f = |x: &[Scalar]| square(x).lu().solve(&right(4)).expect("regular").norm_squared();
    agree(f, &objective!(solution), &SQUARE);
}

#[test]
fn systems_by_qr() {
    let f = |x: &[Scalar]| square(x).qr().solve(&right(4)).expect("regular").norm_squared();
    agree(f, &objective!(solution), &SQUARE);
}

/// By a formula up to three rows, by LU beyond.
#[test]
fn inverses_and_determinants_of_every_size() {
    fn determinant<F: Real>(x: &[F]) -> F {
        eliminate(rows(x), &vec![F::zero(); x.len().isqrt()]).1
    }
    for n in 2..=4 {
        let x: Vec<f64> = SQUARE.chunks(4).take(n).flat_map(|row| &row[..n]).copied().collect();
        agree(|x| square(x).determinant(), &objective!(determinant), &x);
        let f = |x: &[Scalar]| (square(x).try_inverse().expect("regular") * right(n)).norm_squared();
        agree(f, &objective!(solution), &x);
    }
}

/// Jacobi's formula where a value is zero and its derivative is not: nothing is skipped.
#[test]
fn zeros_vary() {
    let gradient = |x: [f64; 4]| Scalar::gradient(|x| square(x).lu().determinant(), &x);
    assert_eq!(gradient([0.0, 1.0, 2.0, 3.0]), (-2.0, vec![3.0, -2.0, -1.0, 0.0]));
    assert_eq!(gradient([2.0, 0.0, 0.0, 3.0]), (6.0, vec![3.0, 0.0, 0.0, 2.0]));
}

#[test]
fn singular_matrices_are_seen_by_value() {
    let f = |x: &[Scalar]| {
        let a = Matrix2::new(x[0], x[1], x[0] * 2.0, x[1] * 2.0);
        assert!(a.try_inverse().is_none() && a.lu().solve(&Vector2::new(x[0], x[1])).is_none());
        assert!((a * a.transpose() - Matrix2::identity()).cholesky().is_none(), "not positive definite");
        x[0]
    };
    assert_eq!(Scalar::gradient(f, &[1.0, 3.0]).1, [1.0, 0.0]);
}

#[test]
fn norms() {
    let f = |x: &[Scalar]| Vector3::from_column_slice(x).norm();
    assert_eq!(Scalar::gradient(f, &[2.0, 3.0, 6.0]), (7.0, vec![2.0 / 7.0, 3.0 / 7.0, 6.0 / 7.0]));
    assert_eq!(Scalar::gradient(f, &[0.0; 3]), (0.0, vec![0.0; 3]), "the subgradient of least norm");
    fn oracle<F: Real>(x: &[F]) -> F {
        x[0] / F::norm2(x)
    }
    let f = |x: &[Scalar]| Vector3::from_column_slice(x).normalize().x;
    agree(f, &objective!(oracle), &[2.0, 3.0, 6.0]);
}

/// Arithmetic asks for nothing that the other numbers do not have.
#[test]
fn products_of_dual_numbers() {
    let x = Dual::variable(3.0);
    let a = Matrix2::new(x, 1.0.into(), 0.0.into(), x * x);
    let y = a * Vector2::new(x, 2.0.into()) * Dual::from(2.0);
    let y = y.dot(&y);
    // 4 (x² + 2)² + 16 x⁴
    assert_eq!((y.re, y.eps), (4.0 * 121.0 + 16.0 * 81.0, 16.0 * 3.0 * 11.0 + 64.0 * 27.0));
}

#[test]
fn products_with_a_number() {
    let row = RowVector3::new(1.0, 2.0, 3.0).map(Scalar::from);
    let f = |x: &[Scalar]| (row * x[0] / x[1]).dot(&row) + (row * Scalar::from(2.0)).sum() * x[0];
    assert_eq!(Scalar::gradient(f, &[3.0, 2.0]), (57.0, vec![19.0, -10.5]));
}

/// An eigenvalue `l` with unit vector `v` has the gradient `v vᵀ` by the entries of the matrix.
#[test]
fn separate_eigenvalues() {
    let symmetric = |x: &[Scalar]| DMatrix::from_fn(3, 3, |i, j| x[i * 3 + j] + x[j * 3 + i]).symmetric_eigen();
    let x = [0.5, 1.0, -0.3, 0.2, -1.5, 0.7, 0.1, -0.4, 2.0];
    for k in 0..3 {
        let at = symmetric(&x.map(Scalar::from));
        let v: Vec<f64> = at.eigenvectors.column(k).iter().map(|v| v.primal()).collect();
        let gradient = Scalar::gradient(|x| symmetric(x).eigenvalues[k], &x).1;
        for (i, got) in gradient.iter().enumerate() {
            let expected = 2.0 * v[i / 3] * v[i % 3];
            assert!((got - expected).abs() < 1e-13, "{got} is not {expected}");
        }
    }
}
