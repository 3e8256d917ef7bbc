//! How far a number is from the correctly rounded one.

/// The smallest positive f64.
const TINY: f64 = f64::from_bits(1);

/// The distance of an f64 of the size of `x` to the next one.
pub fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if x < f64::MIN_POSITIVE { TINY } else { f64::from_bits(x.to_bits() & f64::INFINITY.to_bits()) * f64::EPSILON }
}

/// The error of `got` in ulps of `want`; infinite for a wrong NaN or a wrong infinity.
///
/// An overflow against the largest f64 is one ulp. Below 1e-290 results pass through
/// subnormal numbers: there an absolute error of 32 of them counts as none.
pub fn error(got: f64, want: f64) -> f64 {
    if got == want || got.is_nan() && want.is_nan() {
        0.0
    } else if got.is_finite() && want.is_finite() {
        let distance = (got - want).abs();
        if want.abs() < 1e-290 && distance <= 32.0 * TINY { 0.0 } else { distance / ulp(want) }
    } else if (got.abs() == f64::MAX || want.abs() == f64::MAX) && got.signum() == want.signum() && !got.is_nan() {
        1.0
    } else {
        f64::INFINITY
    }
}

/// The error of `got` in units of `eps scale`, for a sum whose terms of total size `scale` cancel.
pub fn error_of_sum(got: f64, want: f64, scale: f64) -> f64 {
    let plain = error(got, want);
    if plain.is_finite() && scale.is_finite() { plain.min((got - want).abs() / ulp(scale)) } else { plain }
}

#[test]
fn counts_ulps() {
    assert_eq!(error(1.0 + f64::EPSILON, 1.0), 1.0);
    assert_eq!(error(3.0, 4.0), 1.0 / (4.0 * f64::EPSILON));
    assert_eq!(error(f64::MAX, f64::INFINITY), 1.0);
    assert_eq!(error(-f64::MAX, f64::INFINITY), f64::INFINITY);
    assert_eq!(error(f64::NAN, 1.0), f64::INFINITY);
    assert_eq!(error(f64::MAX, f64::NAN), f64::INFINITY);
    assert_eq!(error(f64::NAN, f64::INFINITY), f64::INFINITY);
    assert_eq!(error(33.0 * TINY, 0.0), 33.0);
    assert_eq!(error(32.0 * TINY, 0.0), 0.0);
    assert_eq!(error_of_sum(1e-16, 0.0, 1.0), 1e-16 / f64::EPSILON);
    assert_eq!(error_of_sum(f64::NAN, 0.0, 1.0), f64::INFINITY);
}
