//! Recording: a number that writes down what is done to it, and guards for what is learnt of it.

mod compare;
mod recorder;
mod sums;
mod symbol;

pub use recorder::Recorder;
pub use symbol::{Outcome, Symbol};
