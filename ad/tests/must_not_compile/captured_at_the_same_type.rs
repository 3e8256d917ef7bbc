//! Both levels are duals over f64, and the inner derivative would confuse them: it says 2.
use ad::Tagged;
fn main() {
    let (_, slope) = ad::derivative(
        |x| x * ad::derivative(|y| x + y, 1.0).1, //~ lifetime may not live long enough => |x| x * ad::forward::derivative(|y| Tagged::constant(x) + y, 1.0.into()).1,
        1.0,
    );
    assert_eq!(slope, 1.0);
}
