//! Polynomials.

/// `sum c_k x^k`: even and odd powers side by side, half the latency of Horner's rule.
#[inline]
pub(crate) fn polynomial<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (0.0, 0.0);
    for pair in c.chunks(2).rev() {
        even = even * square + pair[0];
        if let [_, c] = pair {
            odd = odd * square + c;
        }
    }
    even + x * odd
}
