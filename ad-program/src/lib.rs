//! Recorded programs: a function is recorded once, differentiated graph to graph, and replayed.
//!
//! * [`Recorder`] and [`Symbol`]: any objective, written over any number, writes itself down. What looks at
//!   a value is a *guard* on exactly what was learnt.
//! * [`Program`]: the function as its comparisons came out. At a point where one of them comes out
//!   otherwise a replay is an error that names it, never a number from the wrong branch.
//! * `gradient`, `vjp`, `jvp`, `jacobian`, `hess_vec`, `hessian` of a program are programs, made from the
//!   one table of rules.
//!
//! ```
//! use ad_core::objective;
//! use ad_program::Program;
//! let rosenbrock = objective!(|x| (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0);
//! let gradient = Program::record(&rosenbrock, &[0.5, 0.5])?.gradient()?;
//! assert_eq!(gradient.evaluate(&[0.0, 1.0])?, [101.0, -2.0, 200.0]);
//! # Ok::<(), ad_program::Error>(())
//! ```
#![forbid(unsafe_code)]

mod custom;
mod derive;
mod error;
mod graph;
mod guard;
mod program;
mod record;
mod run;
mod strong;

pub use error::{BranchChanged, Error};
pub use program::Program;
pub use record::{Outcome, Recorder, Symbol};
pub use run::Memory;
