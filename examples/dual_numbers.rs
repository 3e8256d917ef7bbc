//! Dual numbers as the sheet writes them: v + gε with ε² = 0.
//!
//! Seed the variable with tangent 1, compute as usual, read the derivative off. Nested, the tangent
//! has a tangent: higher derivatives.
//!
//! `cargo run --release -p examples --example dual_numbers`

use ad::Dual;

/// Prints the sheet's tests, its forward accumulation, and what goes beyond it.
pub fn main() {
    let eps = Dual::new(0.0, 1.0);
    println!("ε · ε            = {}", eps * eps);
    println!("1 / (1 + ε)      = {}", 1.0 / (1.0 + eps));
    println!("(1 + 2ε)(3 − 4ε) = {}", (1.0 + 2.0 * eps) * (3.0 - 4.0 * eps));

    // Forward accumulation of log(a·b + max(a, 2)) by a: a carries the tangent 1, b carries 0.
    let (a, b) = (Dual::new(3.0, 1.0), Dual::new(2.0, 0.0));
    let product = a * b;
    let larger = a.max(2.0.into());
    let f = (product + larger).ln();
    println!("a·b              = {product}");
    println!("max(a, 2)        = {larger}");
    println!("log of the sum   = {f}");
    assert_eq!(f.to_string(), "Dual(v=2.1972, g=0.3333)");

    // By b: only the seeds change.
    let (a, b) = (Dual::constant(3.0), Dual::variable(2.0));
    println!("log, by b        = {}", (a * b + a.max(2.0.into())).ln());

    // A dual number over dual numbers: f, f′, f″ of x³ at 2.
    let x = Dual::variable(Dual::variable(2.0));
    let cube = x * x * x;
    println!("x³ at 2          = {cube}");
    assert_eq!((cube.re.re, cube.re.eps, cube.eps.eps), (8.0, 12.0, 12.0));
}
