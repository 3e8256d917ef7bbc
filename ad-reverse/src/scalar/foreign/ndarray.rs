//! ndarray: products and sums want what every number has; a number as an operand wants a mark.

use crate::Scalar;
use ndarray::ScalarOperand;

/// A [`Scalar`] on the right of an array: `array * x`, `array += x` (feature `ndarray`).
///
/// The rest is there without it: `dot`, `sum`, `mapv`, `array * 2.0`. As with ndarray's own
/// complex numbers there is no `x * array`. `array.mapv(Scalar::from)` makes constants of an array
/// of f64. Arrays of dual numbers have all but this operand.
///
/// ```
/// use ad_reverse::Scalar;
/// use ndarray::{ArrayView1, array};
/// let a = array![[2.0, 1.0], [1.0, 4.0]].mapv(Scalar::from);
/// let quadratic = |x: &[Scalar]| {
///     let v = ArrayView1::from(x);
///     v.dot(&a.dot(&v)) + (&v * x[0]).sum()
/// };
/// assert_eq!(Scalar::gradient(quadratic, &[1.0, 3.0]), (48.0, vec![15.0, 27.0]));
/// ```
impl ScalarOperand for Scalar {}
