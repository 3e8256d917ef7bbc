//! The inner variable is one level above the outer one: `x` has to be lifted.
use ad::{Tagged, forward::derivative};
fn main() {
    let (_, slope) = derivative(
        |x| {
            let inner = derivative(|y| x + y, x); //~ E0308|E0277 => let inner = derivative(|y| Tagged::constant(x) + y, x);
            x * inner.1
        },
        1.0,
    );
    assert_eq!(slope, 1.0);
}
