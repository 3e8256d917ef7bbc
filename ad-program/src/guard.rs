//! What can be learnt of values, and the guard that it still holds.

use core::num::FpCategory;

/// A question about one or two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Relation {
    Less,
    LessEqual,
    /// As [`Less`](Relation::Less) of the exchanged numbers, but another answer to what their order is.
    Greater,
    Equal,
    Nan,
    Finite,
    Infinite,
    Normal,
    /// The sign bit is set.
    Negative,
    /// The sign bits are equal.
    SameSign,
    /// The same kind of number as the second.
    SameClass,
    /// The same integer when the fraction is cut off.
    SameInteger,
    /// The same number, bit by bit.
    SameBits,
}

impl Relation {
    pub fn arity(self) -> usize {
        match self {
            Relation::Nan | Relation::Finite | Relation::Infinite | Relation::Normal | Relation::Negative => 1,
            _ => 2,
        }
    }
    #[inline(always)]
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Relation::Less => a < b,
            Relation::LessEqual => a <= b,
            Relation::Greater => a > b,
            Relation::Equal => a == b,
            Relation::Nan => a.is_nan(),
            Relation::Finite => a.is_finite(),
            Relation::Infinite => a.is_infinite(),
            Relation::Normal => a.is_normal(),
            Relation::Negative => a.is_sign_negative(),
            Relation::SameSign => a.is_sign_negative() == b.is_sign_negative(),
            Relation::SameClass => class(a) == class(b),
            // what has no integer differs from what has one
            Relation::SameInteger => a.trunc() == b.trunc() || (a.is_nan() && b.is_nan()),
            Relation::SameBits => a.to_bits() == b.to_bits(),
        }
    }
    pub fn name(self) -> &'static str {
        match self {
            Relation::Less => "<",
            Relation::LessEqual => "<=",
            Relation::Greater => ">",
            Relation::Equal => "==",
            Relation::Nan => "is_nan",
            Relation::Finite => "is_finite",
            Relation::Infinite => "is_infinite",
            Relation::Normal => "is_normal",
            Relation::Negative => "is_sign_negative",
            Relation::SameSign => "same sign as",
            Relation::SameClass => "same class as",
            Relation::SameInteger => "same integer as",
            Relation::SameBits => "same bits as",
        }
    }
    /// The question in words.
    pub fn words(self, operands: &[String]) -> String {
        match operands {
            [a, b] => format!("{a} {} {b}", self.name()),
            [a] => format!("{a}.{}()", self.name()),
            _ => self.name().to_owned(),
        }
    }
}

fn class(x: f64) -> FpCategory {
    x.classify()
}
