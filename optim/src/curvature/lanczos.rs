//! Lanczos' tridiagonalization: in an orthonormal basis `Q` of `v, H v, H² v, ..` the matrix `Q'H Q = T`
//! has three diagonals, and its eigenvalues approach those of `H`, the extreme ones first (Lanczos
//! 1950; Golub & Van Loan 2013, ch. 10).
//!
//! `beta_j q_(j+1) = H q_j - alpha_j q_j - beta_(j-1) q_(j-1)`, `alpha_j = q_j'H q_j`.

use super::{Operator, finite, start, unit};
use crate::Error;
use crate::error::{all_finite, at_least};
use crate::vector::{add, dot};
use optim_linalg::{Eigen, symmetric_eigen};

/// Whether the basis is made orthogonal anew in each step.
///
/// ```
/// use optim::curvature::{Operator, Reorthogonalise, lanczos};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// assert!(lanczos(&h, &[1.0, 1.0], 2, Reorthogonalise::Full)?.invariant);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reorthogonalise {
    /// Against all vectors before, twice: orthogonal to rounding, for `4 n k` operations in step `k`.
    Full,
    /// Not at all: as soon as a Ritz value has converged the basis loses its orthogonality, and copies
    /// of that value appear (Paige 1972). The values remain good, their multiplicity means nothing.
    None,
}

/// An eigenvalue of `T` with what it says of `H`.
///
/// ```
/// use optim::curvature::{Operator, Reorthogonalise, lanczos};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// let ritz = lanczos(&h, &[1.0, 1.0], 1, Reorthogonalise::Full)?.ritz(0);
/// assert!((ritz.value - 4.0).abs() < 1e-14 && (ritz.bound - 2.0).abs() < 1e-14);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ritz {
    /// The Ritz value `theta`.
    pub value: f64,
    /// The Ritz vector `y = Q s`, of length 1 if the basis is orthogonal.
    pub vector: Vec<f64>,
    /// `|H y - theta y|`, computed as `beta_k |s_k|`: some eigenvalue of `H` is no farther from `theta`
    /// than this and the rounding.
    pub bound: f64,
}

/// A tridiagonal matrix and the basis that it stands in.
///
/// ```
/// use optim::curvature::{Operator, Reorthogonalise, lanczos};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// let found = lanczos(&h, &[1.0, 1.0], 2, Reorthogonalise::Full)?;
/// assert!((found.alpha[0] - 4.0).abs() < 1e-14 && (found.beta[0] - 2.0).abs() < 1e-14);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Lanczos {
    /// The diagonal of `T`, one entry a step.
    pub alpha: Vec<f64>,
    /// Beside the diagonal, one entry a step; the last is the length of what is left, 0 if [`invariant`](Self::invariant).
    pub beta: Vec<f64>,
    /// The basis is that of an invariant subspace, and every Ritz value an eigenvalue of `H` to
    /// rounding. A longer run from this start learns nothing more.
    pub invariant: bool,
    /// The columns of `Q`.
    pub basis: Vec<Vec<f64>>,
    eigen: Eigen,
}

impl Lanczos {
    /// The Ritz values, ascending.
    ///
    /// ```
    /// use optim::curvature::{Operator, Reorthogonalise, lanczos};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (v[1], v[0]));
    /// let found = lanczos(&h, &[1.0, 0.0], 2, Reorthogonalise::Full)?;
    /// assert!((found.ritz_values()[0] + 1.0).abs() < 1e-15);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn ritz_values(&self) -> &[f64] {
        &self.eigen.values
    }

    /// The Ritz values after each step, ascending: one after the first, two after the second, ..; those
    /// of a step lie between those of the next.
    ///
    /// ```
    /// use optim::curvature::{Operator, Reorthogonalise, lanczos};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (v[1], v[0]));
    /// let history = lanczos(&h, &[1.0, 0.0], 2, Reorthogonalise::Full)?.history()?;
    /// assert_eq!((&history[0][..], history[1].len()), (&[0.0][..], 2));
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NoEigenvalues`] if the dense iteration fails.
    pub fn history(&self) -> Result<Vec<Vec<f64>>, Error> {
        let after = |k| Ok(eigen(&self.alpha[..k], &self.beta)?.values);
        (1..=self.alpha.len()).map(after).collect()
    }

    /// The Ritz pair of `ritz_values()[i]`.
    ///
    /// ```
    /// use optim::curvature::{Operator, Reorthogonalise, lanczos};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
    /// let found = lanczos(&h, &[1.0, 1.0], 2, Reorthogonalise::Full)?;
    /// assert_eq!(found.ritz(1), found.largest());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If there are not as many.
    pub fn ritz(&self, i: usize) -> Ritz {
        ritz(&self.eigen, &self.beta, &self.basis, i)
    }

    /// The pair of the smallest Ritz value.
    ///
    /// ```
    /// use optim::curvature::{Operator, Reorthogonalise, lanczos};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (v[0], 3.0 * v[1]));
    /// let after_one = lanczos(&h, &[1.0, 1.0], 1, Reorthogonalise::Full)?.smallest();
    /// assert!((after_one.value - 2.0).abs() < 1e-15 && (after_one.bound - 1.0).abs() < 1e-15);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn smallest(&self) -> Ritz {
        self.ritz(0)
    }

    /// The pair of the largest Ritz value.
    ///
    /// ```
    /// use optim::curvature::{Operator, Reorthogonalise, lanczos};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
    /// let largest = lanczos(&h, &[1.0, 1.0], 2, Reorthogonalise::Full)?.largest();
    /// assert!((largest.value - 6.0).abs() < 1e-14 && largest.bound == 0.0);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn largest(&self) -> Ritz {
        self.ritz(self.alpha.len() - 1)
    }
}

/// Lanczos' method from `v0`, of at most `steps` steps, each a product.
///
/// It ends before if the subspace is invariant: `beta_j` is zero to rounding, as after as many steps
/// as `v0` has parts along different eigenvalues.
///
/// ```
/// use optim::curvature::{Operator, Reorthogonalise, lanczos};
/// let h = Operator::new(3, |v, hv| (0..3).for_each(|i| hv[i] = [1.0, 1.0, 5.0][i] * v[i]));
/// let found = lanczos(&h, &[1.0, 2.0, 3.0], 3, Reorthogonalise::Full)?;
/// assert!(found.invariant && found.alpha.len() == 2); // of a double eigenvalue it sees one
/// assert!((found.largest().value - 5.0).abs() < 1e-14);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `v0` is zero, not finite or of another length than the operator's order, `steps` or the order
/// is 0, or a product is not finite.
pub fn lanczos(h: &Operator, v0: &[f64], steps: usize, reorthogonalise: Reorthogonalise) -> Result<Lanczos, Error> {
    at_least(1, "the number of steps", steps)?;
    let mut process = Process::new(h, v0, reorthogonalise)?;
    while process.alpha.len() < steps && !process.invariant {
        process.step()?;
    }
    let eigen = process.eigen()?;
    let Process { alpha, beta, invariant, basis, .. } = process;
    Ok(Lanczos { alpha, beta, invariant, basis, eigen })
}

/// Lanczos' method, step by step.
pub(super) struct Process<'a> {
    h: &'a Operator<'a>,
    reorthogonalise: Reorthogonalise,
    pub(super) alpha: Vec<f64>,
    beta: Vec<f64>,
    basis: Vec<Vec<f64>>,
    next: Vec<f64>,
    pub(super) invariant: bool,
    /// The largest entry of `T` so far: `|H|` as far as it was seen, to a factor of 3.
    pub(super) size: f64,
}

impl<'a> Process<'a> {
    pub(super) fn new(h: &'a Operator<'a>, v0: &[f64], reorthogonalise: Reorthogonalise) -> Result<Self, Error> {
        at_least(1, "the order of the operator", h.order())?;
        let next = start(h.order(), v0)?;
        let (alpha, beta, basis) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Process { h, reorthogonalise, alpha, beta, basis, next, invariant: false, size: 0.0 })
    }

    /// What rounding makes of a zero of the size of `|H|`.
    pub(super) fn rounding(&self) -> f64 {
        16.0 * f64::EPSILON * (self.h.order() as f64).sqrt() * self.size
    }

    pub(super) fn step(&mut self) -> Result<(), Error> {
        let q = core::mem::take(&mut self.next);
        let mut w = self.h.product(&q)?;
        let before = self.beta.last().copied().unwrap_or(0.0);
        if let Some(last) = self.basis.last() {
            add(&mut w, -before, last);
        }
        let alpha = finite("the diagonal of T", dot(&q, &w))?;
        add(&mut w, -alpha, &q);
        self.basis.push(q);
        if self.reorthogonalise == Reorthogonalise::Full {
            // twice is enough (Kahan, in Parlett 1980, sec. 6-9)
            for _ in 0..2 {
                for q in &self.basis {
                    let part = dot(q, &w);
                    add(&mut w, -part, q);
                }
            }
        }
        let (beta, next) = unit(&w).unwrap_or((0.0, w));
        self.alpha.push(alpha);
        self.size = self.size.max(alpha.abs()).max(finite("the entry of T beside the diagonal", beta)?);
        let complete = self.reorthogonalise == Reorthogonalise::Full && self.basis.len() == self.h.order();
        self.invariant = complete || beta <= self.rounding();
        self.beta.push(if self.invariant { 0.0 } else { beta });
        self.next = next;
        Ok(())
    }

    pub(super) fn eigen(&self) -> Result<Eigen, Error> {
        eigen(&self.alpha, &self.beta)
    }

    pub(super) fn bound(&self, eigen: &Eigen, i: usize) -> f64 {
        bound(eigen, &self.beta, i)
    }

    pub(super) fn ritz(&self, eigen: &Eigen, i: usize) -> Ritz {
        ritz(eigen, &self.beta, &self.basis, i)
    }
}

/// The eigenvalues of the tridiagonal matrix.
fn eigen(alpha: &[f64], beta: &[f64]) -> Result<Eigen, Error> {
    let k = alpha.len();
    let mut t = vec![0.0; k * k];
    for j in 0..k {
        t[j * k + j] = alpha[j];
        if j + 1 < k {
            (t[j * k + j + 1], t[(j + 1) * k + j]) = (beta[j], beta[j]);
        }
    }
    let eigen = symmetric_eigen(&t).ok_or(Error::NoEigenvalues { order: k })?;
    all_finite("the Ritz values", &eigen.values)?;
    Ok(eigen)
}

/// The bound of the Ritz pair `i`: `beta_k |s_k|`.
fn bound(eigen: &Eigen, beta: &[f64], i: usize) -> f64 {
    let k = eigen.values.len();
    beta[k - 1] * eigen.vector(i)[k - 1].abs()
}

fn ritz(eigen: &Eigen, beta: &[f64], basis: &[Vec<f64>], i: usize) -> Ritz {
    let mut vector = vec![0.0; basis[0].len()];
    basis.iter().zip(eigen.vector(i)).for_each(|(q, &s)| add(&mut vector, s, q));
    Ritz { value: eigen.values[i], vector, bound: bound(eigen, beta, i) }
}
