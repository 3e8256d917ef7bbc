//! Plain floats, the complex step and arrays through serde_json.
#![cfg(feature = "serde")]

use ad_core::{Plain, sequence};
use serde_json::{from_str, to_string};

fn read<const N: usize>(json: &str) -> Result<[f64; N], String> {
    sequence::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|e| e.to_string())
}

#[test]
fn a_plain_float_is_its_number() {
    for x in [0.1, -0.0, 5e-324, f64::MAX, 1.0 / 3.0] {
        let json = to_string(&Plain(x)).expect("a finite number");
        assert_eq!(json, to_string(&x).expect("a finite number"));
        assert_eq!(from_str::<Plain<f64>>(&json).expect("what was written").0.to_bits(), x.to_bits());
    }
    assert!(from_str::<Plain<f64>>("\"1\"").is_err());
}

#[test]
fn arrays_have_a_length_that_is_checked() {
    assert_eq!(read::<3>("[1.5, -2.0, 3]"), Ok([1.5, -2.0, 3.0]));
    assert_eq!(read::<0>("[]"), Ok([]));
    let error = |json, text: &str| {
        let error = read::<3>(json).expect_err("it is malformed");
        assert!(error.starts_with(text), "{json}: {error}");
    };
    error("[]", "invalid length 0, expected a sequence of length 3");
    error("[1, 2]", "invalid length 2, expected a sequence of length 3");
    error("[1, 2, 3, 4, \"five\"]", "invalid length 5, expected a sequence of length 3");
    error("[1, 2, null]", "invalid type: null, expected f64");
    error("{\"re\": 1}", "invalid type: map, expected a sequence of length 3");
    error("[1, 2, 3", "EOF while parsing");
}

#[test]
fn long_arrays_come_back() {
    let long: [f64; 100] = std::array::from_fn(|k| (k as f64).sin());
    let mut json = serde_json::Serializer::new(Vec::new());
    sequence::serialize(&long, &mut json).expect("finite numbers");
    let json = String::from_utf8(json.into_inner()).expect("JSON");
    assert_eq!(read::<100>(&json), Ok(long));
}

#[cfg(feature = "complex-step")]
#[test]
fn a_complex_step_is_a_pair() {
    use ad_core::ComplexStep;
    let z = ComplexStep::new(0.1, 1e-200).sin();
    let json = to_string(&z).expect("finite parts");
    let back: ComplexStep = from_str(&json).expect("what was written");
    assert_eq!((back.re(), back.im()), (z.re(), z.im()));
    let error = from_str::<ComplexStep>("[1.0]").expect_err("one part only").to_string();
    assert!(error.starts_with("invalid length 1, expected a tuple of size 2"), "{error}");
}
