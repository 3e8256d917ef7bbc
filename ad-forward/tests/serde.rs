//! Derivative numbers through serde_json: what is written, what comes back, what is refused.
#![cfg(feature = "serde")]

use ad_forward::{Dual, DualVec, HyperDual, MultiDual, Taylor};
use serde_json::{from_str, to_string};
use std::fmt::Debug;

/// Writes `x`, compares the text, reads it back and compares every part.
fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned + Debug>(x: T, json: &str) {
    assert_eq!(to_string(&x).expect("finite numbers"), json);
    let back: T = from_str(json).expect("what was written");
    assert_eq!(format!("{back:?}"), format!("{x:?}"));
}

/// What the error says about malformed text.
fn refused<T: serde::de::DeserializeOwned + Debug>(json: &str, text: &str) {
    let error = from_str::<T>(json).expect_err("it is malformed").to_string();
    assert!(error.contains(text), "{json}: {error}");
}

#[test]
fn parts_with_names_are_fields() {
    round_trip(Dual::new(0.1, -3.0), r#"{"re":0.1,"eps":-3.0}"#);
    round_trip(HyperDual::new(1.0, 2.0, 3.0, -0.0), r#"{"re":1.0,"e1":2.0,"e2":3.0,"e12":-0.0}"#);
    round_trip(DualVec::new(2.0, [5e-324, 1e300]), r#"{"re":2.0,"eps":[5e-324,1e+300]}"#);
    let nested = Dual::new(Dual::new(1.0, 2.0), Dual::new(3.0, 4.0));
    round_trip(nested, r#"{"re":{"re":1.0,"eps":2.0},"eps":{"re":3.0,"eps":4.0}}"#);
    round_trip(DualVec::<f64, 0>::constant(1.0), r#"{"re":1.0,"eps":[]}"#);
}

#[test]
fn coefficients_are_a_sequence() {
    round_trip(Taylor::new([1.0, 0.5, 0.25]), "[1.0,0.5,0.25]");
    round_trip(MultiDual::<f64, 4>::variable(2.0, &[0, 1]).sq(), "[4.0,4.0,4.0,2.0]");
    round_trip(Taylor::new([Dual::new(1.0, 2.0)]), r#"[{"re":1.0,"eps":2.0}]"#);
    // what comes back computes on
    let t: Taylor<f64, 3> = from_str("[0.0, 1.0, 0.0]").expect("three coefficients");
    assert_eq!(t.exp().coefficients(), &[1.0, 1.0, 0.5]);
    let m: MultiDual<f64, 4> = from_str("[2.0, 1.0, 1.0, 0.0]").expect("four coefficients");
    assert_eq!((m * m * m).coefficients(), &[8.0, 12.0, 12.0, 12.0]);
}

#[test]
fn malformed_numbers_are_refused() {
    refused::<Dual<f64>>(r#"{"re":1.0}"#, "missing field `eps`");
    refused::<Dual<f64>>(r#"{"re":1.0,"eps":2.0,"e12":0.0}"#, "unknown field `e12`, expected `re` or `eps`");
    refused::<Dual<f64>>(r#"{"re":1.0,"re":1.0,"eps":2.0}"#, "duplicate field `re`");
    refused::<Dual<f64>>("1.0", "expected struct Dual");
    refused::<HyperDual<f64>>(r#"{"re":1.0,"e1":2.0,"e2":3.0}"#, "missing field `e12`");
    refused::<DualVec<f64, 3>>(r#"{"re":1.0,"eps":[1.0,2.0]}"#, "invalid length 2, expected a sequence of length 3");
    refused::<DualVec<f64, 1>>(r#"{"re":1.0,"eps":[1.0,2.0]}"#, "invalid length 2, expected a sequence of length 1");
    refused::<Taylor<f64, 3>>("[1.0]", "invalid length 1, expected a sequence of length 3");
    refused::<MultiDual<f64, 2>>("[1.0, 2.0, 3.0, 4.0]", "invalid length 4, expected a sequence of length 2");
    refused::<Taylor<f64, 2>>("[1.0, \"x\"]", "invalid type: string \"x\", expected f64");
}

/// JSON has no NaN and no infinity: they are written as null, and null is no number, so that
/// reading says so. Formats that have them keep them.
#[test]
fn json_loses_what_is_not_finite_loudly() {
    let json = to_string(&Dual::new(0.0, f64::INFINITY)).expect("JSON writes null");
    assert_eq!(json, r#"{"re":0.0,"eps":null}"#);
    refused::<Dual<f64>>(&json, "invalid type: null, expected f64");
    assert_eq!(to_string(&Taylor::new([f64::NAN])).expect("JSON writes null"), "[null]");
}

/// 16-bit floats are written as half writes them: by their bits, NaN included.
#[cfg(feature = "half")]
#[test]
fn sixteen_bits_are_written_as_bits() {
    use ad_core::{Plain, bf16, f16};
    round_trip(Dual::new(f16::from_f32(1.0), f16::INFINITY), r#"{"re":15360,"eps":31744}"#);
    round_trip(Dual::new(Plain(bf16::ONE), Plain(bf16::NAN)), r#"{"re":16256,"eps":32704}"#);
    refused::<Dual<f16>>(r#"{"re":1.5,"eps":0}"#, "floating point `1.5`, expected u16");
}
