//! What products `H v` tell of a symmetric matrix that nobody writes down: eigenvalues, condition,
//! diagonal, trace.
//!
//! An [`Operator`] is a product with a vector, of the Hessian of a problem [`at`] a point or of one's
//! own; it counts how often it is asked. [`power_method`] and [`lanczos`] show their way to an
//! eigenvalue, [`extreme_eigenvalues`] and [`condition_number`] give the answer; [`hessian_diagonal`]
//! costs `n` products, [`estimate_diagonal`] and [`hutchinson_trace`] as many as one can afford.
//!
//! ```
//! use ad::objective;
//! use optim::curvature::{Condition, at, condition_number};
//! let f = objective!(|x| (x[1] - x[0] * x[0]).powi(2) * 100.0 + (x[0] - 1.0).powi(2));
//! let h = at(&f, &[1.0, 1.0]);
//! let found = condition_number(&h, 1e-10, 100, 1)?;
//! assert!(matches!(found.condition, Condition::PositiveDefinite(k) if (k - 2508.0096).abs() < 1e-3));
//! assert_eq!(h.products(), 2);
//! # Ok::<(), optim::Error>(())
//! ```

mod estimate;
mod extreme;
mod lanczos;
mod operator;
mod power;
mod random;

pub use estimate::{DiagonalEstimate, TraceEstimate, estimate_diagonal, hessian_diagonal, hutchinson_trace};
pub use extreme::{Condition, Conditioning, Extremes, condition_number, extreme_eigenvalues};
pub use lanczos::{Lanczos, Reorthogonalise, Ritz, lanczos};
pub use operator::{Operator, at};
pub use power::{Power, PowerStatus, power_method};

use crate::Error;
use crate::vector::{norm, norm_inf, scaled};

/// `v / |v|` as a start: of the right length, finite and not zero.
fn start(order: usize, v: &[f64]) -> Result<Vec<f64>, Error> {
    operator::fits("the start vector", order, v)?;
    unit(v).map(|(_, v)| v).ok_or(Error::NotPositive { what: "the norm of the start vector", value: 0.0 })
}

/// `|v|` and `v / |v|`, without overflow or underflow; `None` if `v` is zero.
fn unit(v: &[f64]) -> Option<(f64, Vec<f64>)> {
    let largest = norm_inf(v);
    if largest == 0.0 {
        return None;
    }
    // a quotient for each entry: the reciprocal of a subnormal number is infinite
    let near_one: Vec<f64> = v.iter().map(|v| v / largest).collect();
    let length = norm(&near_one);
    Some((largest * length, scaled(1.0 / length, &near_one)))
}

/// A number that entries of finite vectors made, or an error if it overflowed.
fn finite(what: &'static str, value: f64) -> Result<f64, Error> {
    crate::error::all_finite(what, &[value])?;
    Ok(value)
}
