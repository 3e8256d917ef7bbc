//! Elimination over any number: `P A = L U` with partial pivoting on the primal values
//! (Golub & Van Loan, sec. 3.4), so that the pivots are those of the plain matrix at every order.

use ad_core::Number;
use ad_core::num_traits::Float;
use core::iter;

/// The factors of a square matrix: `U` on and above the diagonal, `L` without its ones below it.
pub(crate) struct Lu<T> {
    factors: Vec<Vec<T>>,
    /// Row `i` of the factors is row `order[i]` of the matrix.
    order: Vec<usize>,
}

impl<T: Number> Lu<T> {
    /// Factors the matrix with the given columns. A singular one gives infinite or NaN solutions.
    pub(crate) fn of_columns(columns: &[Vec<T>]) -> Self {
        let n = columns.len();
        let mut factors: Vec<Vec<T>> = (0..n).map(|i| columns.iter().map(|column| column[i]).collect()).collect();
        let mut order: Vec<usize> = (0..n).collect();
        for k in 0..n {
            let size = |row: &Vec<T>| Float::abs(row[k]);
            let pivot = (k + 1..n).fold(k, |best, i| if size(&factors[i]) > size(&factors[best]) { i } else { best });
            factors.swap(k, pivot);
            order.swap(k, pivot);
            let (above, below) = factors.split_at_mut(k + 1);
            let pivot = &above[k];
            for row in below {
                row[k] = row[k] / pivot[k];
                for j in k + 1..n {
                    row[j] = row[j] - row[k] * pivot[j];
                }
            }
        }
        Lu { factors, order }
    }

    /// `x` with `A x = b`.
    pub(crate) fn solve(&self, b: &[T]) -> Vec<T> {
        let mut x: Vec<T> = self.order.iter().map(|&i| b[i]).collect();
        for i in 0..x.len() {
            x[i] = (0..i).fold(x[i], |rest, j| rest - self.factors[i][j] * x[j]);
        }
        for i in (0..x.len()).rev() {
            let rest = (i + 1..x.len()).fold(x[i], |rest, j| rest - self.factors[i][j] * x[j]);
            x[i] = rest / self.factors[i][i];
        }
        x
    }

    /// `x` with `A' x = b`.
    pub(crate) fn solve_transposed(&self, b: &[T]) -> Vec<T> {
        let mut z = b.to_vec();
        for i in 0..z.len() {
            let rest = (0..i).fold(z[i], |rest, j| rest - self.factors[j][i] * z[j]);
            z[i] = rest / self.factors[i][i];
        }
        for i in (0..z.len()).rev() {
            z[i] = (i + 1..z.len()).fold(z[i], |rest, j| rest - self.factors[j][i] * z[j]);
        }
        let mut x = z.clone();
        iter::zip(&self.order, z).for_each(|(&i, z)| x[i] = z);
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ad_forward::Dual;

    /// Needs two exchanges of rows; small integers, so that every step is exact.
    const A: [[f64; 3]; 3] = [[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [4.0, 0.0, 2.0]];
    const X: [f64; 3] = [3.0, -1.0, 2.0];

    fn columns<T: Number>(a: impl Fn(usize, usize) -> T) -> Vec<Vec<T>> {
        (0..3).map(|j| (0..3).map(|i| a(i, j)).collect()).collect()
    }
    fn times<T: Number>(a: impl Fn(usize, usize) -> T, x: [T; 3]) -> Vec<T> {
        (0..3).map(|i| (0..3).fold(T::zero(), |sum, j| sum + a(i, j) * x[j])).collect()
    }

    #[test]
    fn solves_both_ways_with_exchanges() {
        let lu = Lu::of_columns(&columns(|i, j| A[i][j]));
        assert_eq!(lu.solve(&times(|i, j| A[i][j], X)), X);
        assert_eq!(lu.solve_transposed(&times(|i, j| A[j][i], X)), X);
    }

    #[test]
    fn derivatives_pass_through() {
        let a = |i: usize, j: usize| Dual::new(A[i][j], (i + 2 * j) as f64);
        let x = [Dual::new(3.0, 1.0), Dual::new(-1.0, 0.5), Dual::new(2.0, -2.0)];
        let lu = Lu::of_columns(&columns(a));
        for solved in [lu.solve(&times(a, x)), lu.solve_transposed(&times(|i, j| a(j, i), x))] {
            for (got, expected) in solved.iter().zip(x) {
                assert!((got.re - expected.re).abs() < 1e-14 && (got.eps - expected.eps).abs() < 1e-14, "{got}");
            }
        }
    }

    #[test]
    fn singular_and_undefined_matrices_give_no_finite_solution() {
        for bad in [[[1.0, 2.0], [2.0, 4.0]], [[f64::NAN, 1.0], [1.0, 1.0]], [[0.0, 0.0], [0.0, 0.0]]] {
            let lu = Lu::of_columns(&[vec![bad[0][0], bad[1][0]], vec![bad[0][1], bad[1][1]]]);
            assert!(lu.solve(&[1.0, 1.0]).iter().all(|x: &f64| !x.is_finite()));
            assert!(lu.solve_transposed(&[1.0, 1.0]).iter().any(|x: &f64| !x.is_finite()));
        }
        assert_eq!(Lu::<f64>::of_columns(&[]).solve(&[]), []);
    }
}
