//! The framework: checks, exercises, their registry, and the printed forms of a run.

pub mod check;
pub mod console;
pub mod context;
pub mod exercise;
pub mod exhibit;
pub mod guard;
pub mod reference;
pub mod registry;
pub mod run;
pub mod target;
pub mod value;

/// Everything that an exercise needs, in one line.
pub mod prelude {
    pub use super::check::Check;
    pub use super::context::{Context, SplitMix64};
    pub(crate) use super::exercise::from_files;
    pub use super::exercise::{Exercise, Meta, Twin};
    pub use super::exhibit::{Exhibit, Graph, Table, cell, short};
    pub use super::reference::{Entry, reference};
    pub use super::target::{Tol, abs, at_least, at_most, between, eps, exact, near, rel};
    pub use super::value::{Value, round_number};
    pub use crate::numerics::{Counted, linspace, log_slope, logspace};
    pub use crate::plot::{Contours, Plot, Series};
}
