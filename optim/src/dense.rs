//! The little dense linear algebra that a 2 x 2 example needs.

/// Solves `A x = b` by elimination with partial pivoting; `None` if `A` is singular.
///
/// ```
/// let x = optim::dense::solve(vec![vec![2.0, 0.0], vec![0.0, -4.0]], vec![8.0, 12.0]);
/// assert_eq!(x, Some(vec![4.0, -3.0]));
/// ```
///
/// # Panics
/// If `A` is not square or `b` has another length.
pub fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    assert!(a.len() == n && a.iter().all(|row| row.len() == n), "A must have {n} rows of length {n}");
    for k in 0..n {
        let pivot = (k..n).max_by(|&i, &j| a[i][k].abs().total_cmp(&a[j][k].abs()))?;
        if a[pivot][k] == 0.0 || !a[pivot][k].is_finite() {
            return None;
        }
        a.swap(k, pivot);
        b.swap(k, pivot);
        let (above, below) = a.split_at_mut(k + 1);
        for (i, row) in below.iter_mut().enumerate() {
            let factor = row[k] / above[k][k];
            for (x, pivot) in row[k..].iter_mut().zip(&above[k][k..]) {
                *x -= factor * pivot;
            }
            b[k + 1 + i] -= factor * b[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| a[k][j] * b[j]).sum();
        b[k] = (b[k] - known) / a[k][k];
    }
    Some(b)
}

/// The eigenvalues of a symmetric matrix, descending, by cyclic Jacobi rotations (Jacobi 1846;
/// Golub & Van Loan, sec. 8.5). `None` if an entry is not finite.
///
/// ```
/// let e = optim::dense::symmetric_eigenvalues(vec![vec![0.0, 1.0], vec![1.0, 0.0]]).unwrap();
/// assert!((e[0] - 1.0).abs() < 1e-15 && (e[1] + 1.0).abs() < 1e-15);
/// ```
///
/// # Panics
/// If the matrix is not square.
pub fn symmetric_eigenvalues(mut a: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = a.len();
    assert!(a.iter().all(|row| row.len() == n), "the matrix must have {n} rows of length {n}");
    if a.iter().flatten().any(|x| !x.is_finite()) {
        return None;
    }
    for _ in 0..60 {
        let mut rotated = false;
        for p in 0..n {
            for q in p + 1..n {
                // two roots, since the product of the diagonal entries may overflow
                let scale = a[p][p].abs().sqrt() * a[q][q].abs().sqrt();
                if a[p][q].abs() <= f64::EPSILON * 1e-3 * scale || a[p][q] == 0.0 {
                    continue;
                }
                rotated = true;
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let (c, s) = (1.0 / t.hypot(1.0), t / t.hypot(1.0));
                for row in a.iter_mut() {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (above, below) = a.split_at_mut(q);
                for (x, y) in above[p].iter_mut().zip(&mut below[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
            }
        }
        if !rotated {
            break;
        }
    }
    let mut eigenvalues: Vec<f64> = (0..n).map(|i| a[i][i]).collect();
    eigenvalues.sort_by(|x, y| y.total_cmp(x));
    Some(eigenvalues)
}
