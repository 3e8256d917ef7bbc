//! S1.10, your solution: replace each `todo!()` below, then run `cargo run -- check S1.10`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Edge, Parts, Point};
use ad::draw::Picture;

/// (a) The values of x, y, c1 = y², c2 = c1 + x, c3 = sin c2 at the point (x, y).
fn values(at: Point) -> [f64; 5] {
    todo!()
}

/// (a) The edges y→c1, c1→c2, x→c2, c2→c3, in this order, each with its local partial there.
fn partials(at: Point) -> Vec<Edge> {
    todo!()
}

/// (b) The tangents of the five nodes where (x, y) moves in the given direction.
fn tangents(at: Point, direction: Point) -> [f64; 5] {
    todo!()
}

/// (c) The adjoints of the five nodes: the derivatives of c3 by each of them.
fn adjoints(at: Point) -> [f64; 5] {
    todo!()
}

/// (d) In any graph: the sum, over all paths from one node to another, of the products of the
/// partials along the path; 1 from a node to itself.
fn sum_over_paths(edges: &[Edge], from: &str, to: &str) -> f64 {
    todo!()
}

/// (e) The Hessian of f at the point, row by row.
fn hessian(at: Point) -> [Point; 2] {
    todo!()
}

/// (f) The drawing, with labels, after a forward sweep from y and a reverse sweep from c3.
fn picture(at: Point) -> Picture {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { values, partials, tangents, adjoints, sum_over_paths, hessian, picture }
}
