//! Replaying a program: it is laid out once, then run at many points.

mod add;
mod code;
mod execute;
mod layout;
mod loops;
mod sums;
mod terms;

pub(crate) use code::Code;
pub use execute::Memory;
