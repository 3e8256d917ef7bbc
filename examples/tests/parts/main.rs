//! The parts of the runner that need no exercise.

mod numerics;
mod registry;
mod source;
mod value;
