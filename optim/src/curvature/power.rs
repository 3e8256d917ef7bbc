//! The power method: `v <- H v / |H v|` turns to the eigenvector of the largest modulus.

use super::{Operator, finite, start, unit};
use crate::Error;
use crate::error::{at_least, positive};
use crate::vector::{dot, norm, plus};
use core::fmt;

/// An eigenvalue by the power method.
///
/// ```
/// use optim::curvature::{Operator, power_method};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// let found = power_method(&h, &[1.0, 1.0], 1e-9, 100)?;
/// assert!(found.residual <= 1e-9 * found.value && found.vector[1] > 0.99);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Power {
    /// The last Rayleigh quotient `v'H v`, with its sign.
    pub value: f64,
    /// The unit vector `v` that it belongs to.
    pub vector: Vec<f64>,
    /// `|H v - value v|`: an eigenvalue of `H` is no farther from `value` than this.
    pub residual: f64,
    /// The Rayleigh quotients of all iterates, one a product; the first is that of the start.
    pub history: Vec<f64>,
    /// Why it ended.
    pub status: PowerStatus,
}

impl Power {
    /// Whether `value` is an eigenvalue to the tolerance.
    ///
    /// ```
    /// use optim::curvature::{Operator, power_method};
    /// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
    /// assert!(power_method(&h, &[1.0, 1.0], 1e-9, 100)?.success());
    /// assert!(!power_method(&h, &[1.0, 1.0], 1e-9, 3)?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn success(&self) -> bool {
        self.status == PowerStatus::Converged
    }
}

/// Why a power method ended.
///
/// ```
/// use optim::curvature::{Operator, PowerStatus, power_method};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// assert_eq!(power_method(&h, &[1.0, 1.0], 1e-9, 3)?.status, PowerStatus::Budget);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PowerStatus {
    /// The residual is at most the tolerance times `|value|`.
    Converged,
    /// `H v = 0`: the eigenvalue 0 is exact, and says nothing of the others.
    Null,
    /// The budget of products ran out, as it does if two eigenvalues of the largest modulus differ in sign.
    Budget,
}

impl fmt::Display for PowerStatus {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            PowerStatus::Converged => "eigenvalue to the tolerance",
            PowerStatus::Null => "H v = 0",
            PowerStatus::Budget => "product budget spent",
        })
    }
}

/// The eigenvalue of largest modulus by the power method from `v0`, until the residual is at most
/// `tolerance |value|` or `budget` products are spent (Golub & Van Loan 2013, sec. 8.2.1).
///
/// The estimate is the Rayleigh quotient, whose error falls by `(l2 / l1)^2` a step and which keeps
/// the sign that `|H v|` loses. A start without a part along the eigenvector leads to another
/// eigenvalue. Rounding leaves a residual of a few `1e-16 |H|`, so a smaller tolerance is never met.
///
/// ```
/// use optim::curvature::{Operator, power_method};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (-5.0 * v[0], 2.0 * v[1]));
/// let found = power_method(&h, &[1.0, 1.0], 1e-12, 100)?;
/// assert!(found.success() && (found.value + 5.0).abs() < 1e-13);
/// assert!((found.history[0] + 1.5).abs() < 1e-15); // the Rayleigh quotient of the start
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `v0` is zero, not finite or of another length than the operator's order, the tolerance is not
/// positive, the budget is 0, or a product is not finite.
pub fn power_method(h: &Operator, v0: &[f64], tolerance: f64, budget: usize) -> Result<Power, Error> {
    positive("the tolerance", tolerance)?;
    at_least(1, "the budget of products", budget)?;
    at_least(1, "the order of the operator", h.order())?;
    let mut v = start(h.order(), v0)?;
    let mut history = Vec::new();
    loop {
        let hv = h.product(&v)?;
        let value = finite("the Rayleigh quotient", dot(&v, &hv))?;
        history.push(value);
        let residual = norm(&plus(&hv, -value, &v));
        let Some((_, next)) = unit(&hv) else {
            return Ok(Power { value, vector: v, residual, history, status: PowerStatus::Null });
        };
        let converged = residual <= tolerance * value.abs();
        if converged || history.len() >= budget {
            let status = if converged { PowerStatus::Converged } else { PowerStatus::Budget };
            return Ok(Power { value, vector: v, residual, history, status });
        }
        v = next;
    }
}
