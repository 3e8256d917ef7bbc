//! One generic function, evaluated at every number type: the number decides what comes out.
//!
//! f(x) = ln(1 + x²) sin x, at x = 1. A derivative is never written; each type carries its own along.
//!
//! `cargo run --release -p examples --example write_once`

use ad::{ComplexStep, Dual, DualVec, Graph, HyperDual, Plain, Real, Taylor};

fn f<F: Real>(x: F) -> F {
    (x.sq() + 1.0).ln() * x.sin()
}

/// Each number type with what it yields.
pub fn rows() -> Vec<(&'static str, &'static str, String)> {
    let x = 1.0;
    let dual = Dual::variable(x);
    let nested = Dual::variable(dual);
    let graph = Graph::new();
    let node = graph.variable(x);
    let y = f(node);
    y.backward();
    let graph_of_duals = Graph::new();
    let over_dual = graph_of_duals.variable(Dual::variable(x));
    let slope = f(over_dual).backward().of(over_dual);
    let h = 1e-200;
    vec![
        ("f64", "value", f(x).to_string()),
        ("Plain<f32>", "value in single precision", f(Plain(1f32)).to_string()),
        ("Dual<f64>", "f, f′", f(dual).to_string()),
        ("Dual<Plain<f32>>", "the same in single precision", f(Dual::variable(Plain(1f32))).to_string()),
        ("DualVec<f64, 2>", "f, two directional derivatives", f(DualVec::new(x, [1.0, -2.0])).to_string()),
        ("HyperDual<f64>", "f, f′, f′, f″", f(HyperDual::variable(x)).to_string()),
        ("Dual<Dual<f64>>", "f″, by nesting", format!("{:.4}", f(nested).eps.eps)),
        ("Taylor<f64, 5>", "f, f′, f″/2, f‴/6, f⁗/24", f(Taylor::<f64, 5>::variable(x)).to_string()),
        ("Node", "f and the adjoint of x", format!("{y}, {node}")),
        ("Node<Dual<f64>>", "f′, f″: forward over reverse", slope.to_string()),
        ("ComplexStep", "f′ = Im f(x + ih)/h, h = 1e-200", format!("{:.4}", f(ComplexStep::new(x, h)).im() / h)),
    ]
}

/// Prints the table.
pub fn main() {
    println!("f(x) = ln(1 + x²) sin x at x = 1");
    for (number, yields, result) in rows() {
        println!("{number:<17} {yields:<32} {result}");
    }
}
