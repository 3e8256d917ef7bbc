//! An objective is written over every number, so it cannot hold the number of an outer derivative.
use ad::{Dual, Objective, objective};
fn main() {
    let x = Dual::variable(2.0);
    let inner = objective!([x: Dual<f64> = x] |y| y[0] + x); //~ E0308|E0277 => let inner = objective!([x: Dual<f64> = x] |y| y[0] + x.re);
    assert_eq!(inner.value(&[1.0]), 3.0);
}
