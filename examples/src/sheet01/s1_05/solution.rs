//! φ(α) = f(x₀ + αp) and its derivatives along the line, and the root of φ′.

use super::{Minimiser, Parts, Point};

const START: Point = [1.0, 0.0];
const DIRECTION: Point = [-1.0, 1.0];

fn f([x1, x2]: Point) -> f64 {
    (x1 + x2 * x2).powi(2)
}

// AD comes in here: the gradient and the Hessian below become derivatives of `f`.
fn gradient([x1, x2]: Point) -> Point {
    let inner = x1 + x2 * x2;
    [2.0 * inner, 4.0 * x2 * inner]
}

fn hessian([x1, x2]: Point) -> [Point; 2] {
    [[2.0, 4.0 * x2], [4.0 * x2, 4.0 * x1 + 12.0 * x2 * x2]]
}

fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

fn at(alpha: f64) -> Point {
    [
        START[0] + alpha * DIRECTION[0],
        START[1] + alpha * DIRECTION[1],
    ]
}

/// Descent means a negative slope at 0; a lower value somewhere on the line proves nothing.
fn is_descent(gradient: Point, direction: Point) -> bool {
    dot(gradient, direction) < 0.0
}

fn phi(alpha: f64) -> f64 {
    f(at(alpha))
}

fn phi_prime(alpha: f64) -> f64 {
    dot(gradient(at(alpha)), DIRECTION)
}

fn phi_second(alpha: f64) -> f64 {
    let h = hessian(at(alpha));
    dot(h.map(|row| dot(row, DIRECTION)), DIRECTION)
}

/// φ is strictly convex, so Newton's method on φ′ = 0 finds the only minimiser.
fn minimisers() -> Vec<Minimiser> {
    let mut alpha = 0.0;
    for _ in 0..20 {
        alpha -= phi_prime(alpha) / phi_second(alpha);
    }
    vec![(alpha, phi(alpha))]
}

/// φ″ is a parabola in α: its vertex follows from three values.
fn least_curvature() -> f64 {
    let (left, middle, right) = (phi_second(-1.0), phi_second(0.0), phi_second(1.0));
    let (a, b) = (0.5 * (left + right) - middle, 0.5 * (right - left));
    middle - b * b / (4.0 * a)
}

pub fn solution() -> Parts {
    Parts {
        slope_at_start: || phi_prime(0.0),
        is_descent,
        minimisers,
        phi,
        phi_prime,
        phi_second,
        least_curvature,
    }
}
