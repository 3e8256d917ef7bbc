//! Dense linear algebra for optimizers: slices in, slices out, failure as a value.
//!
//! A crate of its own because faer's generic code is compiled in the crate that calls it. No type
//! of the back end is visible, so another one is a change of this crate alone. Matrices are
//! symmetric and stored in full, `n` rows of length `n` one after the other.
//!
//! ```
//! use optim_linalg::{cholesky_solve, symmetric_eigen};
//! let a = [2.0, 1.0, 1.0, 2.0];
//! let x = cholesky_solve(&a, &[3.0, 3.0]).unwrap();
//! assert!(x.iter().all(|x| (x - 1.0).abs() < 1e-15));
//! let eigen = symmetric_eigen(&a).unwrap();
//! assert!((eigen.values[0] - 1.0).abs() < 1e-15 && (eigen.values[1] - 3.0).abs() < 1e-15);
//! ```
#![forbid(unsafe_code)]

use faer::linalg::solvers::Solve;
use faer::{Mat, MatRef, Side};

/// The eigenvalues of a symmetric matrix, ascending, with orthonormal eigenvectors.
///
/// ```
/// let eigen = optim_linalg::symmetric_eigen(&[0.0, 1.0, 1.0, 0.0]).unwrap();
/// assert!((eigen.values[0] + 1.0).abs() < 1e-15);
/// assert_eq!(eigen.vector(0).len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, ascending.
    pub values: Vec<f64>,
    vectors: Vec<f64>,
}

impl Eigen {
    /// The unit eigenvector of `values[k]`.
    ///
    /// ```
    /// let eigen = optim_linalg::symmetric_eigen(&[2.0, 0.0, 0.0, 3.0]).unwrap();
    /// assert_eq!((eigen.values[1], eigen.vector(1)[1].abs()), (3.0, 1.0));
    /// ```
    ///
    /// # Panics
    /// If there are not as many.
    pub fn vector(&self, k: usize) -> &[f64] {
        let n = self.values.len();
        &self.vectors[k * n..(k + 1) * n]
    }

    /// `Q' v`: the coordinates of `v` in the eigenvectors.
    ///
    /// ```
    /// let eigen = optim_linalg::symmetric_eigen(&[2.0, 0.0, 0.0, 3.0]).unwrap();
    /// assert_eq!(eigen.coordinates(&[5.0, 0.0])[0].abs(), 5.0);
    /// ```
    pub fn coordinates(&self, v: &[f64]) -> Vec<f64> {
        (0..self.values.len()).map(|k| self.vector(k).iter().zip(v).map(|(q, v)| q * v).sum()).collect()
    }

    /// `Q c`: the vector with these coordinates.
    ///
    /// ```
    /// let eigen = optim_linalg::symmetric_eigen(&[2.0, 0.0, 0.0, 3.0]).unwrap();
    /// let v = [1.0, 2.0];
    /// assert_eq!(eigen.combine(&eigen.coordinates(&v)), v);
    /// ```
    pub fn combine(&self, c: &[f64]) -> Vec<f64> {
        let mut v = vec![0.0; self.values.len()];
        for (k, c) in c.iter().enumerate() {
            v.iter_mut().zip(self.vector(k)).for_each(|(v, q)| *v += c * q);
        }
        v
    }
}

fn view(a: &[f64], n: usize) -> MatRef<'_, f64> {
    assert_eq!(a.len(), n * n, "a matrix of {n} rows has {} entries, not {}", n * n, a.len());
    MatRef::from_row_major_slice(a, n, n)
}

/// The order of a matrix with so many entries.
fn order(a: &[f64]) -> usize {
    let n = a.len().isqrt();
    assert_eq!(n * n, a.len(), "{} entries are no square matrix", a.len());
    n
}

/// `x` with `A x = b` by Cholesky's factorization; `None` if `A` is not positive definite or not finite.
///
/// ```
/// assert_eq!(optim_linalg::cholesky_solve(&[4.0], &[8.0]), Some(vec![2.0]));
/// assert_eq!(optim_linalg::cholesky_solve(&[-4.0], &[8.0]), None);
/// ```
///
/// # Panics
/// If `A` is not square or `b` has another length.
pub fn cholesky_solve(a: &[f64], b: &[f64]) -> Option<Vec<f64>> {
    let llt = view(a, b.len()).llt(Side::Lower).ok()?;
    let mut x = Mat::from_fn(b.len(), 1, |i, _| b[i]);
    llt.solve_in_place(&mut x);
    let x: Vec<f64> = (0..b.len()).map(|i| x[(i, 0)]).collect();
    x.iter().all(|x| x.is_finite()).then_some(x)
}

/// Eigenvalues and eigenvectors; `None` if the matrix is not finite or the iteration fails.
///
/// ```
/// assert!(optim_linalg::symmetric_eigen(&[f64::NAN]).is_none());
/// ```
///
/// # Panics
/// If the matrix is not square.
pub fn symmetric_eigen(a: &[f64]) -> Option<Eigen> {
    let n = order(a);
    if a.iter().any(|a| !a.is_finite()) {
        return None;
    }
    // faer has no decomposition of an empty matrix
    if n == 0 {
        return Some(Eigen { values: Vec::new(), vectors: Vec::new() });
    }
    let eigen = view(a, n).self_adjoint_eigen(Side::Lower).ok()?;
    let (u, s) = (eigen.U(), eigen.S());
    let values: Vec<f64> = (0..n).map(|k| s[k]).collect();
    let vectors = (0..n).flat_map(|k| (0..n).map(move |i| u[(i, k)])).collect();
    Some(Eigen { values, vectors })
}

/// How many eigenvalues are positive, negative and zero.
///
/// ```
/// let (_, inertia) = optim_linalg::modified_solve(&[1.0, 0.0, 0.0, -2.0], &[1.0, 1.0], 1e-8).unwrap();
/// assert_eq!((inertia.positive, inertia.negative), (1, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inertia {
    /// Positive eigenvalues.
    pub positive: usize,
    /// Negative eigenvalues.
    pub negative: usize,
    /// Zero eigenvalues.
    pub zero: usize,
}

/// `x` with `(A + E) x = b`, where `E = 0` if `A` is safely positive definite and else makes it so,
/// with the inertia of `A`.
///
/// The factorization is `P A P' = L D L'` with blocks of order 1 and 2 in `D` (Bunch & Kaufman 1977);
/// each eigenvalue of a block is replaced by its magnitude, and by `delta max |D|` at least (Cheng & Higham
/// 1998, with the magnitude in place of the bound, so that a direction of negative curvature is
/// followed downhill by its own length). `None` if `A` or the result is not finite.
///
/// ```
/// let (x, inertia) = optim_linalg::modified_solve(&[2.0, 0.0, 0.0, -4.0], &[2.0, 4.0], 1e-8).unwrap();
/// assert_eq!((x, inertia.negative), (vec![1.0, 1.0], 1));
/// ```
///
/// # Panics
/// If `A` is not square or `b` has another length.
pub fn modified_solve(a: &[f64], b: &[f64], delta: f64) -> Option<(Vec<f64>, Inertia)> {
    let n = b.len();
    let view = view(a, n);
    if a.iter().any(|a| !a.is_finite()) {
        return None;
    }
    let factors = view.lblt(Side::Lower);
    let (l, diagonal, below) = (factors.L(), factors.B_diag(), factors.B_subdiag());
    let forward = factors.P().arrays().0;
    let mut x: Vec<f64> = forward.iter().map(|&i| b[i]).collect();
    for i in 0..n {
        x[i] -= (0..i).map(|j| l[(i, j)] * x[j]).sum::<f64>();
    }
    let largest = (0..n).fold(0.0f64, |m, i| m.max(diagonal[i].abs()).max(below[i].abs()));
    let floor = if largest > 0.0 { delta * largest } else { 1.0 };
    let mut inertia = Inertia::default();
    let mut safe = |eigenvalue: f64| {
        if eigenvalue > 0.0 {
            inertia.positive += 1;
        } else if eigenvalue < 0.0 {
            inertia.negative += 1;
        } else {
            inertia.zero += 1;
        }
        eigenvalue.abs().max(floor)
    };
    let mut k = 0;
    while k < n {
        if k + 1 < n && below[k] != 0.0 {
            // a rotation makes the block diagonal (Golub & Van Loan, sec. 8.5.2)
            let (p, q, r) = (diagonal[k], diagonal[k + 1], below[k]);
            let theta = (q - p) / (2.0 * r);
            let t = if theta >= 0.0 { 1.0 } else { -1.0 } / (theta.abs() + theta.hypot(1.0));
            let (c, s) = (1.0 / t.hypot(1.0), t / t.hypot(1.0));
            let (u, v) = (c * x[k] - s * x[k + 1], s * x[k] + c * x[k + 1]);
            let (u, v) = (u / safe(p - t * r), v / safe(q + t * r));
            (x[k], x[k + 1]) = (c * u + s * v, c * v - s * u);
            k += 2;
        } else {
            x[k] /= safe(diagonal[k]);
            k += 1;
        }
    }
    for i in (0..n).rev() {
        x[i] -= (i + 1..n).map(|j| l[(j, i)] * x[j]).sum::<f64>();
    }
    let mut solution = vec![0.0; n];
    forward.iter().zip(&x).for_each(|(&i, x)| solution[i] = *x);
    solution.iter().all(|x| x.is_finite()).then_some((solution, inertia))
}
