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
}

/// Every coordinate finite, or an error that names the first that is not.
pub(crate) fn all_finite(what: &'static str, x: &[f64]) -> Result<(), Error> {
    match x.iter().enumerate().find(|(_, x)| !x.is_finite()) {
        Some((index, &value)) => Err(Error::NotFinite { what, index, value }),
        None => Ok(()),
    }
}
