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

/// The eigenvalues of a symmetric matrix, descending. `None` if an entry is not finite.
///
/// ```
/// let e = optim::dense::symmetric_eigenvalues(vec![vec![0.0, 1.0], vec![1.0, 0.0]]).unwrap();
/// assert!((e[0] - 1.0).abs() < 1e-15 && (e[1] + 1.0).abs() < 1e-15);
/// ```
///
/// # Panics
/// If the matrix is not square.
pub fn symmetric_eigenvalues(a: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = a.len();
    assert!(a.iter().all(|row| row.len() == n), "the matrix must have {n} rows of length {n}");
    let mut values = optim_linalg::symmetric_eigen(&a.concat())?.values;
    values.reverse();
    Some(values)
}
