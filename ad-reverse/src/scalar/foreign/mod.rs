//! The number of plain closures in the matrices of other libraries.
//!
//! They want elements that are `'static`, and [`Scalar`](super::Scalar) is. What they ask for in
//! traits of their own leads to functions that the number has already; no rule stands here.

#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
