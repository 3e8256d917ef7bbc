//! Equality to the last bit, where any NaN is like another.

/// Numbers at which an identity of the reals may fail.
#[allow(dead_code, reason = "not every test needs every name")]
pub const STRANGE: [f64; 13] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.3,
    -2.5,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MAX,
    f64::MIN_POSITIVE,
    -5e-324,
    1e16,
];

/// Whether two numbers are the same.
pub fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// Fails unless the lists are the same.
#[track_caller]
pub fn assert_same(a: &[f64], b: &[f64], what: &str) {
    assert!(a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| same(a, b)), "{what}: {a:?}, not {b:?}");
}
