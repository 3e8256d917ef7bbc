//! The little linear algebra that several exercises share: lists of rows.

use crate::numerics::dot;

/// A list of rows of one length.
pub type Matrix = Vec<Vec<f64>>;

/// The transpose; of a list of columns, the matrix.
///
/// ```
/// use examples::matrix::transposed;
/// assert_eq!(transposed(&vec![vec![1.0, 2.0]]), vec![vec![1.0], vec![2.0]]);
/// ```
///
/// # Panics
/// If the rows differ in length.
pub fn transposed(m: &Matrix) -> Matrix {
    let columns = m.first().map_or(0, Vec::len);
    assert!(m.iter().all(|row| row.len() == columns), "a matrix has rows of one length");
    (0..columns).map(|j| m.iter().map(|row| row[j]).collect()).collect()
}

/// The matrix times a vector.
///
/// ```
/// use examples::matrix::times;
/// assert_eq!(times(&vec![vec![1.0, 2.0], vec![0.0, 3.0]], &[4.0, 5.0]), [14.0, 15.0]);
/// ```
pub fn times(m: &Matrix, v: &[f64]) -> Vec<f64> {
    m.iter().map(|row| dot(row, v)).collect()
}

/// The unit vector `eⱼ` of length `n`; `j` counts from 0.
///
/// ```
/// use examples::matrix::unit;
/// assert_eq!(unit(3, 1), vec![0.0, 1.0, 0.0]);
/// ```
pub fn unit(n: usize, j: usize) -> Vec<f64> {
    (0..n).map(|k| f64::from(k == j)).collect()
}

/// `max |aᵢⱼ − bᵢⱼ|`; a NaN anywhere is NaN, so that it cannot hide.
///
/// ```
/// use examples::matrix::largest_difference;
/// assert_eq!(largest_difference(&vec![vec![1.0, 2.0]], &vec![vec![1.0, 5.0]]), 3.0);
/// ```
///
/// # Panics
/// If the shapes differ.
pub fn largest_difference(a: &Matrix, b: &Matrix) -> f64 {
    let shape = |m: &Matrix| m.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(shape(a), shape(b), "a difference needs two matrices of one shape");
    let differences = a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| (a - b).abs());
    differences.fold(0.0, |worst, next| if next > worst || next.is_nan() { next } else { worst })
}
