//! Polynomials.

use super::double::Double;

/// `sum c_k x^k`.
#[inline]
pub(crate) fn polynomial<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    let (even, odd) = halves(c, x * x);
    even + x * odd
}

/// The same at `x` in two words, with the second words `low` of the first two coefficients.
#[inline]
pub(crate) fn polynomial_at_double<const N: usize>(c: &[f64; N], low: &[f64; 2], x: Double) -> f64 {
    let (even, odd) = halves(c, x.hi * x.hi);
    even + (x.hi * odd + (x.lo * c[1] + low[0] + x.hi * low[1]))
}

/// Even and odd coefficients as polynomials in `x²`: side by side, half the latency of Horner's rule.
#[inline]
fn halves<const N: usize>(c: &[f64; N], square: f64) -> (f64, f64) {
    let (mut even, mut odd) = (0.0, 0.0);
    for pair in c.chunks(2).rev() {
        even = even * square + pair[0];
        if let [_, c] = pair {
            odd = odd * square + c;
        }
    }
    (even, odd)
}
