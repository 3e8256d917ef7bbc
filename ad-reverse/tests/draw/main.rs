//! Drawings of computational graphs.

mod dot;
mod graphs;
mod layout;
mod svg;
mod table;
mod tree;
