//! Stationary points by Newton's method on `grad f = 0`, and what kind they are.

use crate::error::all_finite;
use crate::{Error, dense};
use ad::Objective;
use core::fmt;

const BUDGET: usize = 100;

/// A point with its derivatives, the path to it, and its kind.
///
/// ```
/// let f = ad::objective!(|x| x[0].sq() - x[1].sq());
/// let found = optim::stationary::newton(&f, &[3.0, 4.0])?;
/// assert_eq!((found.x, found.eigenvalues, found.path.len()), (vec![0.0, 0.0], vec![2.0, -2.0], 2));
/// # Ok::<(), optim::Error>(())
/// ```
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
    /// What the eigenvalues say, if the gradient is zero to rounding (see [`newton`]).
    pub kind: Kind,
}

/// What kind of point it is.
///
/// ```
/// use optim::stationary::{Kind, newton};
/// assert_eq!(newton(&ad::objective!(|x| x[0].cos()), &[0.1])?.kind, Kind::Maximum);
/// # Ok::<(), optim::Error>(())
/// ```
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
    /// Newton's method did not arrive: the Hessian was singular, a value was not finite, or the
    /// steps did not end.
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
        Kind::beyond(0.0, eigenvalues)
    }

    /// As [`of`](Kind::of), where eigenvalues up to `uncertain` tell nothing.
    fn beyond(uncertain: f64, eigenvalues: &[f64]) -> Kind {
        let rounding = 8.0 * f64::EPSILON * eigenvalues.len() as f64 * largest(eigenvalues);
        let zero = uncertain.max(rounding);
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
/// It has arrived when the next step, or the gradient, is no larger than rounding makes it:
/// `|s| <= 64 u (|x| + longest step)` or `|g_i| <= 64 u sum_j |H_ij| |x_j|` for every `i`, with
/// `u = 2^-52`. Where the next step would change the Hessian by as much as an eigenvalue (as at the
/// minimum of `x^4`, which Newton's method only creeps up to), that eigenvalue counts as zero.
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
    let mut longest = 0.0f64;
    loop {
        let (value, gradient) = ad::gradient(f, &x);
        let hessian = ad::hessian(f, &x);
        let finite = value.is_finite() && gradient.iter().chain(hessian.iter().flatten()).all(|d| d.is_finite());
        // a gradient of zero needs no step, so a singular Hessian does no harm there
        let step = if largest(&gradient) == 0.0 {
            Some(vec![0.0; x.len()])
        } else {
            dense::solve(hessian.clone(), gradient.iter().map(|g| -g).collect())
        };
        let step = step.filter(|step| finite && step.iter().all(|s| s.is_finite()));
        let next = step.as_ref().map(|step| x.iter().zip(step).map(|(x, s)| x + s).collect::<Vec<f64>>());
        let arrived = step.is_some_and(|step| {
            longest = longest.max(largest(&step));
            let negligible = 64.0 * f64::EPSILON * (largest(&x) + longest);
            largest(&step) <= negligible || is_rounding(&gradient, &hessian, &x)
        });
        let going_on = next.as_ref().filter(|next| !arrived && path.len() <= BUDGET && **next != x);
        if let Some(next) = going_on {
            x.clone_from(next);
            path.push(x.clone());
            continue;
        }
        let eigenvalues = dense::symmetric_eigenvalues(hessian.clone()).unwrap_or_default();
        let kind = match next.filter(|_| arrived) {
            Some(next) => Kind::beyond(4.0 * change(&hessian, &ad::hessian(f, &next)), &eigenvalues),
            None => Kind::NotStationary,
        };
        return Ok(Stationary { x, value, gradient, hessian, eigenvalues, path, kind });
    }
}

fn largest(v: &[f64]) -> f64 {
    v.iter().fold(0.0, |m, x| m.max(x.abs()))
}

/// Whether the gradient is what rounding leaves of the products `H_ij x_j`.
fn is_rounding(gradient: &[f64], hessian: &[Vec<f64>], x: &[f64]) -> bool {
    let products = |row: &Vec<f64>| row.iter().zip(x).map(|(h, x)| (h * x).abs()).sum::<f64>();
    gradient.iter().zip(hessian).all(|(g, row)| g.abs() <= 64.0 * f64::EPSILON * products(row))
}

/// The largest difference between two matrices; infinite if it is not a number.
fn change(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let differences = a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| (a - b).abs());
    differences.fold(0.0, |m, d| if d.is_nan() { f64::INFINITY } else { m.max(d) })
}
