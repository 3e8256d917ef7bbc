//! Vectors as slices.

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The Euclidean norm, without overflow or underflow of the squares.
pub(crate) fn norm(a: &[f64]) -> f64 {
    let plain = dot(a, a).sqrt();
    if plain > 1e-140 && plain < 1e140 {
        return plain;
    }
    let largest = norm_inf(a);
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    largest * a.iter().map(|a| (a / largest) * (a / largest)).sum::<f64>().sqrt()
}

/// The largest magnitude; NaN if an entry is.
pub(crate) fn norm_inf(a: &[f64]) -> f64 {
    // magnitudes are ordered as their bits are, a NaN above infinity: one short chain of integers
    f64::from_bits(a.iter().fold(0, |m, a| m.max(a.abs().to_bits())))
}

/// `x + a d`.
pub(crate) fn plus(x: &[f64], a: f64, d: &[f64]) -> Vec<f64> {
    x.iter().zip(d).map(|(x, d)| x + a * d).collect()
}

/// `x - y`.
pub(crate) fn minus(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x - y).collect()
}

/// `y += a x`.
pub(crate) fn add(y: &mut [f64], a: f64, x: &[f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += a * x);
}

pub(crate) fn scaled(a: f64, x: &[f64]) -> Vec<f64> {
    x.iter().map(|x| a * x).collect()
}

pub(crate) fn all_finite(x: &[f64]) -> bool {
    // without an early end, so that it is vectorised
    x.iter().fold(true, |all, x| all & x.is_finite())
}
