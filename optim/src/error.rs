//! What cannot be started at all. How a run *ended* is its status, never an error.

use thiserror::Error;

/// Bad input, with what to change.
///
/// ```
/// let e = optim::scalar::brent(|x| x * x + 1.0, 0.0, 1.0).unwrap_err();
/// assert!(e.to_string().contains("same sign"));
/// ```
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The ends of an interval do not bracket a root.
    #[error(
        "f({a}) = {fa} and f({b}) = {fb} have the same sign or are not numbers: choose ends between which f changes sign"
    )]
    NoBracket {
        /// The left end.
        a: f64,
        /// The right end.
        b: f64,
        /// The value at the left end.
        fa: f64,
        /// The value at the right end.
        fb: f64,
    },
    /// A start or direction with a coordinate that is not finite.
    #[error("coordinate {index} of {what} is {value}: every coordinate must be finite")]
    NotFinite {
        /// Which vector.
        what: &'static str,
        /// Which coordinate.
        index: usize,
        /// Its value.
        value: f64,
    },
    /// A vector of the wrong length.
    #[error("{what} has length {got}, but {expected} is needed")]
    Length {
        /// Which vector.
        what: &'static str,
        /// Its length.
        got: usize,
        /// The length needed.
        expected: usize,
    },
    /// A search along a direction in which the function does not fall.
    #[error("the slope along the direction is {slope}, not negative: take a descent direction")]
    NotDescent {
        /// The slope at the start.
        slope: f64,
    },
    /// Three points that do not bracket a minimum.
    #[error(
        "f({}) = {}, f({}) = {}, f({}) = {} do not bracket a minimum: take a < b < c with f(b) <= f(a) and f(b) <= f(c)",
        points[0].0, points[0].1, points[1].0, points[1].1, points[2].0, points[2].1
    )]
    NoMinimumBracket {
        /// `(x, f(x))` at the three points.
        points: [(f64, f64); 3],
    },
    /// A size that has to be positive and finite.
    #[error("{what} is {value}: it must be positive and finite")]
    NotPositive {
        /// Which size.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A count below the least that makes sense.
    #[error("{what} is {got}, at least {least} is needed")]
    TooFew {
        /// Which count.
        what: &'static str,
        /// What it is.
        got: usize,
        /// What it has to be at least.
        least: usize,
    },
    /// The dense eigenvalue iteration did not converge.
    #[error("the eigenvalues of a dense matrix of order {order} were not found")]
    NoEigenvalues {
        /// The order of the matrix.
        order: usize,
    },
}

/// Positive and finite, or an error.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<(), Error> {
    let good = value > 0.0 && value.is_finite();
    if good { Ok(()) } else { Err(Error::NotPositive { what, value }) }
}

/// The length that is needed, or a panic: a slice to read or write is the caller's mistake, no matter of numbers.
#[track_caller]
pub(crate) fn expect_length(what: &'static str, got: usize, expected: usize) {
    assert!(got == expected, "{}", Error::Length { what, got, expected });
}

/// A setting that is positive and finite, or a panic.
#[track_caller]
pub(crate) fn positive_setting(what: &'static str, value: f64) -> f64 {
    positive(what, value).unwrap_or_else(|refused| panic!("{refused}"));
    value
}

/// A setting that is finite and not negative, or a panic.
#[track_caller]
pub(crate) fn not_negative(what: &str, value: f64) -> f64 {
    assert!(value >= 0.0 && value.is_finite(), "{what} is {value}: it must be finite and not negative");
    value
}

/// A setting that is at least zero (infinity allowed), or a panic.
#[track_caller]
pub(crate) fn limit(what: &'static str, value: f64) -> f64 {
    assert!(value >= 0.0, "{what} is {value}: it must not be negative");
    value
}

/// At least so many, or an error.
pub(crate) fn at_least(least: usize, what: &'static str, got: usize) -> Result<(), Error> {
    if got >= least { Ok(()) } else { Err(Error::TooFew { what, got, least }) }
}

/// Every coordinate finite, or an error that names the first that is not.
pub(crate) fn all_finite(what: &'static str, x: &[f64]) -> Result<(), Error> {
    match x.iter().enumerate().find(|(_, x)| !x.is_finite()) {
        Some((index, &value)) => Err(Error::NotFinite { what, index, value }),
        None => Ok(()),
    }
}
