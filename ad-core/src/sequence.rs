//! Arrays of any length for serde, as sequences whose length is checked when they are read.
//! (Feature `serde`; serde's own arrays are tuples of at most 32.)
//!
//! Number types name it in their derive: `#[serde(with = "ad_core::sequence")]`.
//!
//! ```
//! let mut json = serde_json::Deserializer::from_str("[1.0, 2.0]");
//! let read: Result<[f64; 3], _> = ad_core::sequence::deserialize(&mut json);
//! assert!(read.unwrap_err().to_string().starts_with("invalid length 2, expected a sequence of length 3"));
//! ```

use core::array;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Writes `array` as a sequence.
///
/// ```
/// let mut json = serde_json::Serializer::new(Vec::new());
/// ad_core::sequence::serialize(&[1.0, 2.5], &mut json)?;
/// assert_eq!(json.into_inner(), b"[1.0,2.5]");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Serialize, S: Serializer, const N: usize>(array: &[T; N], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(array)
}

/// Reads a sequence of exactly `N` entries.
///
/// ```
/// let mut json = serde_json::Deserializer::from_str("[1.0, 2.5]");
/// assert_eq!(ad_core::sequence::deserialize::<f64, _, 2>(&mut json)?, [1.0, 2.5]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// If the sequence has another length, which the error names beside `N`, and those of the deserializer.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>, const N: usize>(
    from: D,
) -> Result<[T; N], D::Error> {
    from.deserialize_seq(Exactly(PhantomData))
}

struct Exactly<T, const N: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for Exactly<T, N> {
    type Value = [T; N];
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a sequence of length {N}")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<[T; N], A::Error> {
        let mut array = array::from_fn(|_| None);
        for (length, entry) in array.iter_mut().enumerate() {
            *entry = Some(entries.next_element()?.ok_or_else(|| A::Error::invalid_length(length, &self))?);
        }
        let mut length = N;
        while entries.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        if length > N {
            return Err(A::Error::invalid_length(length, &self));
        }
        Ok(array.map(|entry| entry.expect("every entry was read above")))
    }
}
