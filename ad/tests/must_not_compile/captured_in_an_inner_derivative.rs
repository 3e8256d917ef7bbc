//! The inner variable is one level above the outer one: `x` has to be lifted.
use ad::{Dual, forward::derivative};
fn main() {
    let outer = |x: Dual<f64>| {
        let inner = |y| x + y; //~ E0308|E0277 => let inner = |y| Dual::constant(x) + y;
        x * derivative(inner, x).1
    };
    assert_eq!(derivative(outer, 1.0).1, 1.0);
}
