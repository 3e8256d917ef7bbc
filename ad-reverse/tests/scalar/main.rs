//! The number of plain closures: what it computes, what it keeps apart, what it refuses.

mod misuse;
mod nesting;
mod operations;
mod own_rules;
