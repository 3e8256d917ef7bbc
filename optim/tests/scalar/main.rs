//! Roots in one variable.

mod brent;
mod newton;
