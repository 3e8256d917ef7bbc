//! S1.12, your solution: replace each `todo!()` below, then run `cargo run -- check S1.12`.
//!
//! Use the crate's `ad::Graph` (its documentation has an example), or a tape of your own:
//! `nanograd.rs` among these sources is one in a hundred lines.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{NODES, Parts, Place, Point, Swept};

/// (a) `(f, ∇f)` at x by reverse accumulation: build d = x₂x₃, e = x₁ + (−d)², f = relu(e/d), then
/// sweep back from f. With relu′(0) = 0. Where x₂x₃ = 0 let floating point have its way.
fn reverse(x: Point) -> Swept {
    todo!()
}

/// (a) Value and adjoint of each of d, −d, (−d)², e, e/d, f.
fn nodes(x: Point) -> [(f64, f64); NODES.len()] {
    todo!()
}

/// (a) f, x₁, x₂, x₃ after the sweep, each as `Var(v=45.0667, grad=1.0000)`.
fn printed(x: Point) -> [String; 4] {
    todo!()
}

/// (b) ∇f after one backward sweep, and after another one on the same graph.
fn swept_twice(x: Point) -> [Point; 2] {
    todo!()
}

/// (c) `(f, ∇f)` by dual numbers: one forward pass a variable.
fn forward(x: Point) -> Swept {
    todo!()
}

/// (c) `(f, ∇f)` by the formula that you get with pencil and paper.
fn by_hand(x: Point) -> Swept {
    todo!()
}

/// (d) What kind of point x is: undefined, at a kink, or smooth.
fn place(x: Point) -> Place {
    todo!()
}

/// (d) At a kink: the limit of ∇f from the side where f is positive.
fn one_sided(x: Point) -> Point {
    todo!()
}

/// (e) Start with y = x and repeat y ← y + y. The number of nodes, and dy/dx.
fn diamond(levels: usize) -> (usize, f64) {
    todo!()
}

/// (e) Start with y = x and repeat y ← y + x. The derivative dy/dx, also for a million steps.
fn chain(length: usize) -> f64 {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts { reverse, nodes, printed, swept_twice, forward, by_hand, place, one_sided, diamond, chain }
}
