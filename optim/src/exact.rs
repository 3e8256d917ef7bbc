//! Floats that survive every format: `#[serde(with = "crate::exact")]`.
//!
//! Finite numbers are numbers; infinities, for which JSON has no number, are the strings "inf" and
//! "-inf", and NaN is "NaN:" with its bits in hexadecimal.

use optim_linalg::Inertia;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

pub(crate) fn serialize<T: Encode, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    value.encode().serialize(to)
}
pub(crate) fn deserialize<'de, T: Encode, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::decode(T::Code::deserialize(from)?).map_err(D::Error::custom)
}

/// A value and what is written for it.
pub(crate) trait Encode: Sized {
    type Code: Serialize + DeserializeOwned;
    fn encode(&self) -> Self::Code;
    fn decode(code: Self::Code) -> Result<Self, String>;
}

/// What is written for a float.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Float {
    Finite(f64),
    Other(String),
}

impl Encode for f64 {
    type Code = Float;
    fn encode(&self) -> Float {
        match self {
            x if x.is_finite() => Float::Finite(*x),
            x if x.is_nan() => Float::Other(format!("NaN:{:016x}", x.to_bits())),
            x => Float::Other(x.to_string()),
        }
    }
    fn decode(code: Float) -> Result<f64, String> {
        let text = match code {
            Float::Finite(x) => return Ok(x),
            Float::Other(text) => text,
        };
        let nan = || u64::from_str_radix(text.strip_prefix("NaN:")?, 16).ok().map(f64::from_bits);
        match text.as_str() {
            "inf" => Ok(f64::INFINITY),
            "-inf" => Ok(f64::NEG_INFINITY),
            _ => nan().filter(|x| x.is_nan()).ok_or_else(|| format!("{text:?} is no number")),
        }
    }
}
impl<T: Encode> Encode for Vec<T> {
    type Code = Vec<T::Code>;
    fn encode(&self) -> Self::Code {
        self.iter().map(T::encode).collect()
    }
    fn decode(code: Self::Code) -> Result<Self, String> {
        code.into_iter().map(T::decode).collect()
    }
}
impl<T: Encode> Encode for Option<T> {
    type Code = Option<T::Code>;
    fn encode(&self) -> Self::Code {
        self.as_ref().map(T::encode)
    }
    fn decode(code: Self::Code) -> Result<Self, String> {
        code.map(T::decode).transpose()
    }
}
impl<A: Encode, B: Encode> Encode for (A, B) {
    type Code = (A::Code, B::Code);
    fn encode(&self) -> Self::Code {
        (self.0.encode(), self.1.encode())
    }
    fn decode(code: Self::Code) -> Result<Self, String> {
        Ok((A::decode(code.0)?, B::decode(code.1)?))
    }
}

impl Encode for Inertia {
    type Code = (usize, usize, usize);
    fn encode(&self) -> Self::Code {
        (self.positive, self.negative, self.zero)
    }
    fn decode((positive, negative, zero): Self::Code) -> Result<Self, String> {
        Ok(Inertia { positive, negative, zero })
    }
}

/// The names of tests: each is kept once for the life of the program.
static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Encode for &'static str {
    type Code = String;
    fn encode(&self) -> String {
        self.to_string()
    }
    fn decode(name: String) -> Result<Self, String> {
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(names.get(name.as_str()).copied().unwrap_or_else(|| {
            let name: &'static str = name.leak();
            names.insert(name);
            name
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Floats(#[serde(with = "super")] Vec<(f64, Option<f64>)>);

    #[test]
    fn every_bit_survives() {
        let values = [0.1, -0.0, 5e-324, f64::MAX, 1.0 / 3.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN];
        let payload = f64::from_bits(0x7ff8_0000_dead_beef);
        let all: Vec<_> = values.into_iter().chain([payload]).map(|x| (x, Some(x))).chain([(1.0, None)]).collect();
        let text = serde_json::to_string(&Floats(all.clone())).unwrap();
        let Floats(back) = serde_json::from_str(&text).unwrap();
        let bits =
            |v: &[(f64, Option<f64>)]| v.iter().map(|(a, b)| (a.to_bits(), b.map(f64::to_bits))).collect::<Vec<_>>();
        assert_eq!(bits(&back), bits(&all), "{text}");
        // what the check is for: the format alone loses them
        assert!(serde_json::from_str::<f64>(&serde_json::to_string(&f64::INFINITY).unwrap()).is_err());
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for text in [r#"[["one",null]]"#, r#"[["NaN:3ff0000000000000",null]]"#, r#"[["NaN",null]]"#] {
            assert!(serde_json::from_str::<Floats>(text).is_err(), "{text}");
        }
    }
}
