//! The whole package in forty lines: write a function once, then ask for what you need.
//!
//! `cargo run --release -p examples --example quickstart`

use ad::{Graph, Objective, Real};

/// Rosenbrock's valley, (1 − x)² + 100 (y − x²)². Over `Real` it can be evaluated at any number.
struct Rosenbrock;

impl Objective for Rosenbrock {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
    }
}

/// Prints every kind of derivative, and draws a graph.
pub fn main() {
    let x = [-1.2, 1.0];
    let (value, gradient) = ad::gradient(&Rosenbrock, &x);
    println!("f = {value:.1}, gradient = {gradient:.1?}"); // f = 24.2, gradient = [-215.6, -88.0]
    println!("Hessian = {:.0?}", ad::hessian(&Rosenbrock, &x)); // [[1330, 480], [480, 200]]
    println!("Hessian · (1, 1) = {:.0?}", ad::hess_vec(&Rosenbrock, &x, &[1.0, 1.0])); // [1810, 680]

    // Taylor coefficients f⁽ᵏ⁾/k!: of a function of one number, and of f along a line.
    println!("eᵗ at 0: {:.4?}", ad::taylor::<5>(|t| t.exp(), 0.0)); // 1, 1, 1/2, 1/6, 1/24
    let along = ad::forward::taylor_along::<_, _, 5>(&Rosenbrock, &x, &[1.0, 0.0]);
    println!("f(x + t, y): {along:.1?}"); // 24.2, -215.6, 665, -480, 100: all of the polynomial

    // The same function on a graph: one reverse sweep, and the picture of it.
    let g = Graph::new();
    let (a, b) = (g.variable(x[0]).label("x"), g.variable(x[1]).label("y"));
    let f = Rosenbrock.value(&[a, b]).label("f");
    f.backward();
    println!("f = {f}\nx = {a}\ny = {b}\n{}", f.tree());
    println!("as SVG: {} bytes; `f.save_svg(path)` writes it", f.picture().svg().len());
}
