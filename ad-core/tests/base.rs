//! Plain floats as numbers: the strong product, constants, poison; what errors say.

use ad_core::error::same_length;
use ad_core::{Error, Number, Plain, Real};

#[test]
fn the_strong_product_is_zero_where_a_factor_is() {
    const HUGE: [f64; 6] = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MAX, -1.0, 0.0];
    for other in HUGE {
        for zero in [0.0, -0.0] {
            assert_eq!((zero.chain(other), other.chain(zero)), (0.0, 0.0), "{zero} {other}");
            assert_eq!((zero as f32).chain(other as f32), 0.0);
            assert_eq!(Plain(zero).chain(Plain(other)).0, 0.0);
        }
    }
    assert_eq!((2.0.chain(-3.0), f64::INFINITY.chain(-2.0)), (-6.0, f64::NEG_INFINITY));
    assert!(f64::NAN.chain(1.0).is_nan() && 1.0.chain(f64::NAN).is_nan());
    // an underflow is no structural zero, and its infinity none either
    assert_eq!(1e-200.chain(1e-200), 0.0);
    assert_eq!(5e-324.chain(f64::INFINITY), f64::INFINITY);
}

#[test]
fn every_plain_float_is_a_constant() {
    assert_eq!((2.5.as_constant(), 2.5f32.as_constant(), Plain(2.5).as_constant()), (Some(2.5), Some(2.5), Some(2.5)));
    assert!(f64::poison().is_nan() && f32::poison().is_nan() && Plain::<f64>::poison().0.is_nan());
    assert!(1.0.is_finite_all() && !f64::INFINITY.is_finite_all() && !Plain(f64::NAN).is_finite_all());
    assert_eq!((f64::indicator(true), f64::indicator(false), 3.0.scale(2.0)), (1.0, 0.0, 6.0));
    assert!((-0.0).is_strong_zero() && !5e-324.is_strong_zero() && !f64::NAN.is_strong_zero());
    assert_eq!((f32::lit(0.1), f64::lit(0.1), 7.0.detach()), (0.1f32, 0.1, 7.0));
}

/// Every error says what is wrong with which numbers, and what to do.
#[test]
fn errors_say_what_to_change() {
    let text = |e: Error| e.to_string();
    assert_eq!(
        text(Error::Length { what: "the direction v", got: 2, expected: 3 }),
        "the direction v has length 2, but 3 is needed: pass 3 numbers"
    );
    assert!(text(Error::TwoGraphs { operation: "mul" }).contains("`mul` belong to two different graphs"));
    assert!(text(Error::NoAdjoint).contains("call backward()") && text(Error::NoTangent).contains("call forward()"));
    assert!(text(Error::NotAnalytic { operation: "abs" }).contains("`abs` has no complex-step formula"));
    #[cfg(feature = "std")]
    io_errors_name_the_path();
}

#[cfg(feature = "std")]
fn io_errors_name_the_path() {
    let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
    let write = Error::Write { path: "there/x.svg".into(), source: missing };
    assert!(std::error::Error::source(&write).is_some());
    assert!(write.to_string().starts_with("cannot write there/x.svg: "));
}

#[test]
fn equal_lengths_pass() {
    same_length("v", 0, 0);
    same_length("v", 7, 7);
}
