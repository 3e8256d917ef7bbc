//! S1.1, your solution: replace each `todo!()` below, then run `cargo run -- check S1.1`.
//!
//! The function itself is there: `crate::objectives::Saddle`.
#![allow(unused_variables, reason = "the bodies are yours to write")]

use super::{Matrix, Parts, Point};
use crate::plot::Plot;

/// (a) ∇f(x), by reverse mode.
fn gradient(x: Point) -> Point {
    todo!()
}

/// (a) The Hessian of f at x, a list of rows, by hyper-dual numbers.
fn hessian(x: Point) -> Matrix {
    todo!()
}

/// (b) ∇f(x) − ∇²f(x) x: what does it tell if this is the same at every x?
fn affine_rest(x: Point) -> Point {
    todo!()
}

/// (b) The determinant of the Hessian.
fn determinant() -> f64 {
    todo!()
}

/// (c) The iterates of Newton's method on ∇f = 0, `start` first.
fn newton_path(start: Point) -> Vec<Point> {
    todo!()
}

/// (c) The stationary point, and the value of f there.
fn stationary_point() -> (Point, f64) {
    todo!()
}

/// (d) The eigenvalues of the Hessian at the stationary point, the larger first.
fn eigenvalues() -> Vec<f64> {
    todo!()
}

/// (d) "minimum", "maximum" or "saddle".
fn kind() -> String {
    todo!()
}

/// (d) f − f(x*) at the point that lies t from the stationary point x* along the first axis.
fn along_x1(t: f64) -> f64 {
    todo!()
}

/// (d) f − f(x*) at the point that lies t from the stationary point x* along the second axis.
fn along_x2(t: f64) -> f64 {
    todo!()
}

/// (d) What a trust region makes of f from `start`: the report's status as text, and the points.
fn minimised(start: Point) -> (String, Vec<Point>) {
    todo!()
}

/// (e) The two x₂ at which f(x₁, x₂) = f(x*), first that on the rising line.
fn level_lines(x1: f64) -> [f64; 2] {
    todo!()
}

/// (e) Contour lines on [-10, 10]², 400×400 samples and 20 levels, with a title and both axes
/// named: `Plot::new(..).x(..).y(..).contours(..)`. The colour bar comes with them.
fn contour_plot() -> Plot {
    todo!()
}

/// Hands your functions to the checks; nothing to write here.
pub fn scaffold() -> Parts {
    Parts {
        gradient,
        hessian,
        affine_rest,
        determinant,
        newton_path,
        stationary_point,
        eigenvalues,
        kind,
        along_x1,
        along_x2,
        minimised,
        level_lines,
        contour_plot,
    }
}
