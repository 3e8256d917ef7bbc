//! Stationary points by Newton's method on `grad f = 0`, and what kind they are.

use crate::error::all_finite;
use crate::{Error, dense};
use ad::Objective;
use core::fmt;

const BUDGET: usize = 100;

/// A point with its derivatives, the path to it, and its kind.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Stationary {
    /// The last point.
    pub x: Vec<f64>,
    /// `f(x)`.
    pub value: f64,
    /// `grad f(x)`.
    pub gradient: Vec<f64>,
    /// The Hessian at `x`.
    pub hessian: Vec<Vec<f64>>,
    /// Its eigenvalues, descending; empty if it is not finite.
    pub eigenvalues: Vec<f64>,
    /// Every iterate, the start first.
    pub path: Vec<Vec<f64>>,
    /// What the eigenvalues say, if the gradient is zero to rounding.
    pub kind: Kind,
}

/// What kind of point it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// All eigenvalues positive.
    Minimum,
    /// All eigenvalues negative.
    Maximum,
    /// Eigenvalues of both signs.
    Saddle,
    /// An eigenvalue that is zero to rounding, and no two of opposite signs: second derivatives do not decide.
    Degenerate,
    /// The gradient is not zero: Newton's method did not arrive.
    NotStationary,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Kind::Minimum => "minimum",
            Kind::Maximum => "maximum",
            Kind::Saddle => "saddle",
            Kind::Degenerate => "degenerate",
            Kind::NotStationary => "not stationary",
        })
    }
}

impl Kind {
    /// The kind that the eigenvalues of a Hessian tell.
    ///
    /// ```
    /// use optim::stationary::Kind;
    /// assert_eq!(Kind::of(&[2.0, -4.0]), Kind::Saddle);
    /// ```
    pub fn of(eigenvalues: &[f64]) -> Kind {
        let largest = eigenvalues.iter().fold(0.0f64, |m, e| m.max(e.abs()));
        let zero = 8.0 * f64::EPSILON * eigenvalues.len() as f64 * largest;
        let positive = eigenvalues.iter().filter(|&&e| e > zero).count();
        let negative = eigenvalues.iter().filter(|&&e| e < -zero).count();
        match (positive, negative) {
            (p, n) if p > 0 && n > 0 => Kind::Saddle,
            (p, _) if p == eigenvalues.len() && p > 0 => Kind::Minimum,
            (_, n) if n == eigenvalues.len() && n > 0 => Kind::Maximum,
            _ => Kind::Degenerate,
        }
    }
}

/// Newton's method on `grad f = 0` from `x0`, with exact gradient and Hessian. Full steps: it goes
/// to the stationary point, whatever its kind, and reaches that of a quadratic in one step.
///
/// ```
/// use ad::objective;
/// use optim::stationary::{Kind, newton};
/// let f = objective!(|x| x[0] * 8.0 + x[1] * 12.0 + x[0] * x[0] - x[1] * x[1] * 2.0);
/// let found = newton(&f, &[100.0, -7.5])?;
/// assert_eq!((found.x.as_slice(), found.kind), (&[-4.0, 3.0][..], Kind::Saddle));
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If a coordinate of the start is not finite.
pub fn newton<O: Objective>(f: &O, x0: &[f64]) -> Result<Stationary, Error> {
    all_finite("the start", x0)?;
    let mut path = vec![x0.to_vec()];
    let mut x = x0.to_vec();
    let mut scale = 0.0f64;
    loop {
        let (value, gradient) = ad::gradient(f, &x);
        let hessian = ad::hessian(f, &x);
        let size = gradient.iter().fold(0.0f64, |m, g| m.max(g.abs()));
        scale = scale.max(size).max(1.0);
        let step = dense::solve(hessian.clone(), gradient.iter().map(|g| -g).collect());
        let next: Option<Vec<f64>> = step.map(|step| x.iter().zip(step).map(|(x, s)| x + s).collect());
        match next {
            Some(next) if path.len() <= BUDGET && size > 0.0 && next != x && next.iter().all(|x| x.is_finite()) => {
                path.push(next.clone());
                x = next;
            }
            _ => {
                let eigenvalues = dense::symmetric_eigenvalues(hessian.clone()).unwrap_or_default();
                let arrived = size <= 64.0 * f64::EPSILON * scale && value.is_finite();
                let kind = if arrived { Kind::of(&eigenvalues) } else { Kind::NotStationary };
                return Ok(Stationary { x, value, gradient, hessian, eigenvalues, path, kind });
            }
        }
    }
}
