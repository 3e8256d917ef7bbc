//! The one error type of the workspace's differentiation crates.

use thiserror::Error;

/// What went wrong and what to change. Misuse that no program can go on from (a wrong length,
/// two graphs mixed) panics with the same text.
///
/// ```
/// let e = ad_core::Error::Length { what: "the direction v", got: 2, expected: 3 };
/// assert_eq!(e.to_string(), "the direction v has length 2, but 3 is needed: pass 3 numbers");
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A slice of the wrong length.
    #[error("{what} has length {got}, but {expected} is needed: pass {expected} numbers")]
    Length {
        /// Which slice.
        what: &'static str,
        /// Its length.
        got: usize,
        /// The length needed.
        expected: usize,
    },
    /// Two numbers that live on different graphs met in one operation.
    #[error(
        "the operands of `{operation}` belong to two different graphs or tapes: build an expression from the variables of one"
    )]
    TwoGraphs {
        /// The operation.
        operation: &'static str,
    },
    /// A number of one evaluation of a closure was used in another.
    #[error(
        "an operand of `{operation}` is a Scalar of {whence}: a Scalar serves the call of the closure that it was given to; pass values on as f64"
    )]
    OtherEvaluation {
        /// The operation.
        operation: &'static str,
        /// Which evaluation it belongs to.
        whence: &'static str,
    },
    /// An adjoint was asked for before any reverse sweep.
    #[error("no adjoint yet: call backward() on the output, after the last operation and before grad()")]
    NoAdjoint,
    /// A tangent was asked for before any forward sweep.
    #[error("no tangent yet: call forward() on an input, after the last operation and before tangent()")]
    NoTangent,
    /// A function that is not analytic, or not offered, met the complex step.
    #[error("`{operation}` has no complex-step formula (it is not analytic, or not offered): use a dual number")]
    NotAnalytic {
        /// The operation.
        operation: &'static str,
    },
    /// A picture or report could not be written. (Feature `std`.)
    #[cfg(feature = "std")]
    #[error("cannot write {path}: {source}")]
    Write {
        /// Where to.
        path: std::string::String,
        /// Why not.
        source: std::io::Error,
    },
}

/// Panics with [`Error::Length`] unless `got == expected`.
///
/// ```should_panic
/// ad_core::error::same_length("the direction v", 2, 3);
/// ```
#[track_caller]
#[inline]
pub fn same_length(what: &'static str, got: usize, expected: usize) {
    if got != expected {
        panic!("{}", Error::Length { what, got, expected });
    }
}
