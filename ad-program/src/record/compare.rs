//! What looks at a value: each question guards its own answer.

use super::Symbol;
use crate::guard::Relation;
use ad_core::approx::{AbsDiffEq, RelativeEq, UlpsEq};
use ad_core::num_traits::{Float, ToPrimitive};
use ad_core::{Number, grow_number};
use core::cmp::Ordering;
use core::num::FpCategory;

impl PartialEq for Symbol<'_> {
    fn eq(&self, other: &Self) -> bool {
        Symbol::learn(Relation::Equal, &[*self, *other])
    }
}
impl PartialOrd for Symbol<'_> {
    /// Guards as little as says the order: one comparison, or two that failed.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (a, b) = (*self, *other);
        match a.value().partial_cmp(&b.value()) {
            Some(order) => {
                match order {
                    Ordering::Less => Symbol::learn(Relation::Less, &[a, b]),
                    Ordering::Equal => Symbol::learn(Relation::Equal, &[a, b]),
                    Ordering::Greater => Symbol::learn(Relation::Greater, &[a, b]),
                };
                Some(order)
            }
            None => {
                Symbol::learn(Relation::LessEqual, &[a, b]);
                Symbol::learn(Relation::LessEqual, &[b, a]);
                None
            }
        }
    }
    fn lt(&self, other: &Self) -> bool {
        Symbol::learn(Relation::Less, &[*self, *other])
    }
    fn le(&self, other: &Self) -> bool {
        Symbol::learn(Relation::LessEqual, &[*self, *other])
    }
    fn gt(&self, other: &Self) -> bool {
        Symbol::learn(Relation::Less, &[*other, *self])
    }
    fn ge(&self, other: &Self) -> bool {
        Symbol::learn(Relation::LessEqual, &[*other, *self])
    }
}

impl Float for Symbol<'_> {
    grow_number!(@constants nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
    grow_number!(@functions [fn]);
    fn is_nan(self) -> bool {
        Symbol::learn(Relation::Nan, &[self])
    }
    fn is_infinite(self) -> bool {
        Symbol::learn(Relation::Infinite, &[self])
    }
    fn is_finite(self) -> bool {
        Symbol::learn(Relation::Finite, &[self])
    }
    fn is_normal(self) -> bool {
        Symbol::learn(Relation::Normal, &[self])
    }
    fn is_sign_negative(self) -> bool {
        Symbol::learn(Relation::Negative, &[self])
    }
    fn is_sign_positive(self) -> bool {
        !self.is_sign_negative()
    }
    fn classify(self) -> FpCategory {
        Symbol::learn(Relation::SameClass, &[self, Symbol::constant(self.value())]);
        self.value().classify()
    }
    fn integer_decode(self) -> (u64, i16, i8) {
        self.primal().integer_decode()
    }
}

/// Integers guard the number without its fraction, floats every bit.
impl ToPrimitive for Symbol<'_> {
    fn to_i64(&self) -> Option<i64> {
        self.truncated().to_i64()
    }
    fn to_u64(&self) -> Option<u64> {
        self.truncated().to_u64()
    }
    fn to_i128(&self) -> Option<i128> {
        self.truncated().to_i128()
    }
    fn to_u128(&self) -> Option<u128> {
        self.truncated().to_u128()
    }
    fn to_f64(&self) -> Option<f64> {
        Some(self.primal())
    }
}
impl Symbol<'_> {
    fn truncated(self) -> f64 {
        let integer = self.value().trunc();
        Symbol::learn(Relation::SameInteger, &[self, Symbol::constant(integer)]);
        integer
    }
}

/// By the values, as differences and comparisons of symbols: the outcome is guarded.
impl AbsDiffEq for Symbol<'_> {
    type Epsilon = f64;
    fn default_epsilon() -> f64 {
        f64::default_epsilon()
    }
    fn abs_diff_eq(&self, other: &Self, epsilon: f64) -> bool {
        Float::abs(*self - *other) <= Symbol::constant(epsilon)
    }
}
impl RelativeEq for Symbol<'_> {
    fn default_max_relative() -> f64 {
        f64::default_max_relative()
    }
    fn relative_eq(&self, other: &Self, epsilon: f64, max_relative: f64) -> bool {
        let larger = Float::max(Float::abs(*self), Float::abs(*other));
        self == other
            || (!self.is_infinite() && !other.is_infinite())
                && (self.abs_diff_eq(other, epsilon)
                    || Float::abs(*self - *other) <= larger * Symbol::constant(max_relative))
    }
}
impl UlpsEq for Symbol<'_> {
    fn default_max_ulps() -> u32 {
        f64::default_max_ulps()
    }
    fn ulps_eq(&self, other: &Self, epsilon: f64, max_ulps: u32) -> bool {
        self.abs_diff_eq(other, epsilon) || self.primal().ulps_eq(&other.primal(), epsilon, max_ulps)
    }
}
