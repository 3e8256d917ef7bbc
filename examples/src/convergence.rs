//! How an error depends on a step: logarithmic steps, and the largest error of a matrix.

/// `count` steps from `high` down to `low`, evenly spaced on a logarithmic axis.
///
/// ```
/// use examples::convergence::log_spaced;
/// let steps = log_spaced(1e-4, 1e-2, 3);
/// assert!((steps[1] / 1e-3 - 1.0).abs() < 1e-14);
/// ```
///
/// # Panics
/// If `count < 2`, or an end is not positive.
pub fn log_spaced(low: f64, high: f64, count: usize) -> Vec<f64> {
    assert!(count >= 2 && low > 0.0 && high > 0.0, "steps need two positive ends");
    let (low, high) = (low.ln(), high.ln());
    let at = |k: usize| high + (low - high) * k as f64 / (count - 1) as f64;
    (0..count).map(|k| at(k).exp()).collect()
}

/// `max |aᵢⱼ − bᵢⱼ|`; a NaN anywhere is NaN, so that it cannot hide.
///
/// ```
/// use examples::convergence::largest_error;
/// assert_eq!(largest_error(&[vec![1.0, 2.0]], &[vec![1.0, 5.0]]), 3.0);
/// ```
///
/// # Panics
/// If the shapes differ.
pub fn largest_error(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let shape = |m: &[Vec<f64>]| m.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(shape(a), shape(b), "errors need two matrices of one shape");
    let errors = a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| (a - b).abs());
    errors.fold(0.0, |worst, error| if error > worst || error.is_nan() { error } else { worst })
}
