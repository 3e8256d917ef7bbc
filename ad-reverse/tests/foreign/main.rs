//! Closures over the matrices of other libraries.

mod arrays;
mod field;
mod matrices;
mod on_slices;
mod stale;
