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

/// How a value is written: digits of a number (all if absent), and how long a list may be before
/// it is shown by its first entries and its last.
#[derive(Clone, Copy)]
struct Form {
    digits: Option<usize>,
    long: usize,
    head: usize,
}

const FULL: Form = Form { digits: None, long: 20, head: 6 };

struct Shown<'a>(&'a Value, Form);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown(value, form) = *self;
        match value {
            Value::Nothing => f.write_str("-"),
            Value::Number(x) => f.write_str(&form.digits.map_or_else(|| show_number(*x), |d| round_number(*x, d))),
            Value::Truth(t) => write!(f, "{t}"),
            Value::Text(text) => f.write_str(text),
            Value::List(items) => {
                f.write_str("[")?;
                for (k, item) in items.iter().enumerate() {
                    match k {
                        _ if items.len() <= form.long || k < form.head || k + 1 == items.len() => {
                            write!(f, "{}{}", if k == 0 { "" } else { ", " }, Shown(item, form))?;
                        }
                        _ if k == form.head => write!(f, ", … {} more …", items.len() - form.head - 1)?,
                        _ => {}
                    }
                }
                f.write_str("]")
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(self, FULL).fmt(f)
    }
}

impl Value {
    /// The text if it has at most `limit` letters; else with numbers of six digits, then with
    /// lists of more than four entries shortened, whichever is the first to fit; else cut off.
    pub fn brief(&self, limit: usize) -> String {
        let rounded = Form { digits: Some(6), ..FULL };
        let short = Form { long: 4, head: 3, ..rounded };
        let mut texts = [FULL, rounded, short].map(|form| Shown(self, form).to_string()).into_iter();
        let cut = texts.as_slice()[2].chars().take(limit).chain(" …".chars()).collect();
        texts.find(|text| text.chars().count() <= limit).unwrap_or(cut)
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
