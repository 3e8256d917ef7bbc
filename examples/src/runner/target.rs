//! What a measured value is held against: exactly equal, near, or inside a range.
//!
//! A number m is *near* e when `|m - e| <= abs + rel |e|`, entry by entry.

use super::value::{Value, round_number, show_number};
use serde::Serialize;
use serde::ser::Serializer;
use std::fmt;

/// A tolerance `abs + rel |expected|`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tol {
    /// Absolute part.
    pub abs: f64,
    /// Part relative to the expected entry.
    pub rel: f64,
}

/// An absolute tolerance.
pub fn abs(abs: f64) -> Tol {
    Tol { abs, rel: 0.0 }
}

/// A tolerance relative to each expected entry (an expected zero must be met exactly).
pub fn rel(rel: f64) -> Tol {
    Tol { abs: 0.0, rel }
}

/// `n` units of rounding, 2⁻⁵², relative to each expected entry.
pub fn eps(n: f64) -> Tol {
    rel(n * f64::EPSILON)
}

impl Tol {
    fn scaled(self, by: f64) -> Tol {
        Tol { abs: self.abs * by, rel: self.rel * by }
    }
}

/// The expectation of a check.
#[derive(Clone, Debug)]
pub enum Target {
    /// Equal, bit for bit up to the sign of zero; NaN equals NaN.
    Exact(Value),
    /// Every entry near.
    Near(Value, Tol),
    /// A measured number between two measured-by-theory ends: approximate.
    Between(f64, f64),
    /// A measured number at least this large: exact.
    AtLeast(f64),
    /// A measured number at most this large: exact.
    AtMost(f64),
}

/// Equal; never scaled by `--tol-scale`.
pub fn exact(expected: impl Into<Value>) -> Target {
    Target::Exact(expected.into())
}

/// Near within a tolerance, which `--tol-scale` multiplies.
pub fn near(expected: impl Into<Value>, tol: Tol) -> Target {
    Target::Near(expected.into(), tol)
}

/// Inside `[low, high]`; `--tol-scale` multiplies the half width.
pub fn between(low: f64, high: f64) -> Target {
    Target::Between(low, high)
}

/// At least `low`; never scaled.
pub fn at_least(low: f64) -> Target {
    Target::AtLeast(low)
}

/// At most `high`; never scaled. For an error that a tolerance bounds, use [`near`].
pub fn at_most(high: f64) -> Target {
    Target::AtMost(high)
}

/// How far a measurement is from its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Distance in units of the bound: the target is met up to 1.
    pub ratio: f64,
    /// The bound in force at the worst entry.
    pub bound: f64,
}

impl Gap {
    /// Whether the target is met; a NaN never meets it.
    pub fn met(self) -> bool {
        self.ratio <= 1.0
    }

    fn new(distance: f64, bound: f64) -> Gap {
        let ratio = if distance == 0.0 {
            0.0
        } else if distance.is_nan() || bound == 0.0 {
            f64::INFINITY
        } else {
            distance / bound
        };
        Gap { ratio, bound }
    }

    fn worst(self, other: Gap) -> Gap {
        if (other.ratio, other.bound) > (self.ratio, self.bound) { other } else { self }
    }
}

impl Target {
    /// The same target with its tolerance multiplied; exact targets are left alone.
    pub fn scaled(self, by: f64) -> Target {
        match self {
            Target::Near(expected, tol) => Target::Near(expected, tol.scaled(by)),
            Target::Between(low, high) => {
                let (middle, half) = (0.5 * (low + high), 0.5 * (high - low) * by);
                if by == 1.0 { self } else { Target::Between(middle - half, middle + half) }
            }
            _ => self,
        }
    }

    /// How far `measured` is from this target.
    pub fn gap(&self, measured: &Value) -> Gap {
        match self {
            Target::Exact(expected) => distance(measured, expected, abs(0.0)),
            Target::Near(expected, tol) => distance(measured, expected, *tol),
            Target::Between(low, high) => inside(measured, *low, *high),
            Target::AtLeast(low) => inside(measured, *low, f64::INFINITY),
            Target::AtMost(high) => inside(measured, f64::NEG_INFINITY, *high),
        }
    }

    /// The expected value, or a range in words.
    pub fn expected(&self) -> Value {
        match self {
            Target::Exact(expected) | Target::Near(expected, _) => expected.clone(),
            Target::Between(low, high) => Value::Text(format!("{} .. {}", Value::Number(*low), Value::Number(*high))),
            Target::AtLeast(low) => Value::Text(format!("at least {}", Value::Number(*low))),
            Target::AtMost(high) => Value::Text(format!("at most {}", Value::Number(*high))),
        }
    }

    /// The bound to print next to a measurement with this gap.
    pub fn bound(&self, gap: Gap) -> Bound {
        match self {
            Target::Exact(_) => Bound::Exact,
            Target::Near(..) => Bound::Distance(gap.bound),
            Target::Between(low, high) => Bound::Range(*low, *high),
            Target::AtLeast(end) | Target::AtMost(end) => Bound::End(*end),
        }
    }
}

fn inside(measured: &Value, low: f64, high: f64) -> Gap {
    match measured {
        Value::Number(x) if (low..=high).contains(x) => Gap::new(0.0, 0.0),
        Value::Number(x) => Gap::new((low - x).max(x - high), 0.0),
        _ => Gap::new(f64::NAN, 0.0),
    }
}

fn distance(measured: &Value, expected: &Value, tol: Tol) -> Gap {
    match (measured, expected) {
        (Value::Number(m), Value::Number(e)) => {
            let bound = tol.abs + tol.rel * e.abs();
            let same = m == e || (m.is_nan() && e.is_nan());
            Gap::new(if same { 0.0 } else { (m - e).abs() }, bound)
        }
        (Value::List(m), Value::List(e)) if m.len() == e.len() => {
            m.iter().zip(e).map(|(m, e)| distance(m, e, tol)).reduce(Gap::worst).unwrap_or(Gap::new(0.0, tol.abs))
        }
        (m, e) if m == e => Gap::new(0.0, 0.0),
        _ => Gap::new(f64::NAN, 0.0),
    }
}

/// The bound of a check as it is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// No deviation is allowed.
    Exact,
    /// Largest allowed distance from the expected value.
    Distance(f64),
    /// Allowed range.
    Range(f64, f64),
    /// One end of a half-open range.
    End(f64),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Exact => f.write_str("0 (exact)"),
            Bound::Distance(d) => f.write_str(&round_number(*d, 3)),
            Bound::Range(low, high) => write!(f, "[{}, {}]", show_number(*low), show_number(*high)),
            Bound::End(end) => write!(f, "{}", Value::Number(*end)),
        }
    }
}

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Bound::Exact => Value::Number(0.0),
            Bound::Distance(d) | Bound::End(d) => Value::Number(*d),
            Bound::Range(low, high) => Value::from([*low, *high]),
        }
        .serialize(to)
    }
}
