//! What a check measures: numbers, truth values, text, and lists of them.
//!
//! Shapes are part of a value: a 2×3 matrix never equals its 3×2 transpose.

use serde::{Serialize, Serializer};
use std::fmt;

/// A measured or expected value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was measured (the code is not written, or it panicked).
    Nothing,
    /// A number; NaN and infinities are allowed.
    Number(f64),
    /// A truth value.
    Truth(bool),
    /// Text, compared letter by letter.
    Text(String),
    /// A vector, a matrix (list of rows), or any other nesting.
    List(Vec<Value>),
}

impl Value {
    /// Largest magnitude of all numbers inside (0 without numbers, infinite with a NaN):
    /// orders inputs by size.
    pub fn size(&self) -> f64 {
        match self {
            Value::Number(x) if x.is_nan() => f64::INFINITY,
            Value::Number(x) => x.abs(),
            Value::List(items) => items.iter().map(Value::size).fold(0.0, f64::max),
            _ => 0.0,
        }
    }
}

/// A number as people write it: plain near one, with an exponent far from it.
///
/// The digits are the shortest that read back to the same number.
pub fn show_number(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 || (1e-4..1e9).contains(&size) || !x.is_finite() {
        format!("{}", if x == 0.0 { 0.0 } else { x })
    } else {
        format!("{x:e}")
    }
}

/// A number in at most `digits` significant digits, as people write it.
pub fn round_number(x: f64, digits: usize) -> String {
    if !x.is_finite() || x == 0.0 {
        return show_number(x);
    }
    let rounded: f64 = format!("{x:.*e}", digits.saturating_sub(1)).parse().expect("a formatted number reads back");
    show_number(rounded)
}

/// A list longer than this is shown by its first entries and its last.
const LONG: usize = 20;
const HEAD: usize = 6;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nothing => f.write_str("-"),
            Value::Number(x) => f.write_str(&show_number(*x)),
            Value::Truth(t) => write!(f, "{t}"),
            Value::Text(text) => f.write_str(text),
            Value::List(items) => {
                f.write_str("[")?;
                for (k, item) in items.iter().enumerate() {
                    match k {
                        _ if items.len() <= LONG || k < HEAD || k + 1 == items.len() => {
                            write!(f, "{}{item}", if k == 0 { "" } else { ", " })?;
                        }
                        HEAD => write!(f, ", … {} more …", items.len() - HEAD - 1)?,
                        _ => {}
                    }
                }
                f.write_str("]")
            }
        }
    }
}

/// Finite numbers become JSON numbers, the others the strings "NaN", "inf", "-inf".
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Nothing => to.serialize_none(),
            Value::Number(x) if x.is_finite() => to.serialize_f64(*x),
            Value::Number(x) => to.serialize_str(&x.to_string()),
            Value::Truth(t) => to.serialize_bool(*t),
            Value::Text(text) => to.serialize_str(text),
            Value::List(items) => to.collect_seq(items),
        }
    }
}

macro_rules! value_from {
    ($($from:ty, $x:ident => $to:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($x: $from) -> Self { $to }
        })*
    };
}

value_from! {
    f64, x => Value::Number(x);
    f32, x => Value::Number(x.into());
    i32, x => Value::Number(x.into());
    u32, x => Value::Number(x.into());
    usize, x => Value::Number(x as f64);
    bool, x => Value::Truth(x);
    &str, x => Value::Text(x.to_string());
    String, x => Value::Text(x);
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(items: &[T]) -> Self {
        items.to_vec().into()
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl<A: Into<Value>, B: Into<Value>> From<(A, B)> for Value {
    fn from((a, b): (A, B)) -> Self {
        Value::List(vec![a.into(), b.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_shown_by_their_ends() {
        assert_eq!(Value::from(vec![1usize; 3]).to_string(), "[1, 1, 1]");
        let counted: Vec<usize> = (0..101).collect();
        assert_eq!(Value::from(counted).to_string(), "[0, 1, 2, 3, 4, 5, … 94 more …, 100]");
    }
}
