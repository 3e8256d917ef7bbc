//! Root finding and optimization with exact derivatives.
//!
//! * [`minimize_fn`] and [`minimize`]: a minimum of a closure or a [`problem`], by a method that suits its size.
//! * [`scalar`]: roots and minima in one variable, with or without derivatives.
//! * [`check`]: whether derivatives written by hand are right.
//! * [`mod@line`]: exact minimisation along a line.
//! * [`stationary`]: Newton's method on `grad f = 0`, and the kind of point it reaches.
//! * [`curvature`]: eigenvalues, condition, diagonal and trace of a Hessian from its products with vectors.
//! * [`loss_scale`]: a loss scale for narrow floats that finds its size.
//! * [`descent`]: directions, models and first-order updates; [`search`]es and [`schedule`]s size them; [`stop`]s end
//!   a run, [`observe`]rs watch it; [`method`] puts them together.
//!
//! The feature `serde` saves runs, `progress` brings a progress bar.
//!
//! ```
//! use ad::objective;
//! let f = objective!(|x| (x[0] - 3.0).powi(2) + x[1].powi(2));
//! let found = optim::stationary::newton(&f, &[9.0, 9.0])?;
//! assert_eq!(found.x, [3.0, 0.0]);
//! # Ok::<(), optim::Error>(())
//! ```
#![forbid(unsafe_code)]

pub mod check;
mod choose;
pub mod curvature;
pub mod dense;
pub mod descent;
mod error;
#[cfg(feature = "serde")]
mod exact;
pub mod line;
pub mod loss_scale;
pub mod method;
pub mod observe;
pub mod problem;
pub mod scalar;
pub mod schedule;
pub mod search;
pub mod stationary;
pub mod stop;
mod vector;

pub use choose::{minimize, minimize_fn};
pub use error::Error;
pub use method::{Recipe, Report, Status};

/// The README's quickstart, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
