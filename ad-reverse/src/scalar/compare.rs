//! What looks at a [`Scalar`]: where a program is recorded each question guards its own answer.

use super::Scalar;
use super::list::{List, symbol};
use ad_core::num_traits::{Float, ToPrimitive};
use ad_core::{Number, Truth, grow_number};
use ad_program::{Outcome, Symbol};
use core::cmp::Ordering;
use core::num::FpCategory;
use core::ops::{BitAnd, BitOr, Not};

/// The answer to a question about scalars: asked of the symbols of a program, or of the values.
macro_rules! look {
    ([$($x:expr),+] => |[$($name:ident),+]| $answer:expr) => {{
        let list = $crate::scalar::list::List::of("a comparison", &[$($x),+]);
        match list.as_ref().and_then(|list| list.recorder()) {
            Some(recorder) => {
                $(let $name = $crate::scalar::list::symbol(recorder, $x);)+
                $answer
            }
            None => {
                $(let $name = $x.value.re;)+
                $answer
            }
        }
    }};
}
pub(super) use look;

impl Scalar {
    /// An operation on the symbols of a program; none where no program is recorded.
    pub(super) fn symbolic(
        operation: &'static str,
        x: &[Self],
        apply: impl for<'r> FnOnce(&[Symbol<'r>]) -> Symbol<'r>,
    ) -> Option<Self> {
        let list = List::of(operation, x)?;
        let recorder = list.recorder()?;
        let x: Vec<_> = x.iter().map(|&x| symbol(recorder, x)).collect();
        Some(list.symbolic(apply(&x)))
    }
}

impl PartialEq for Scalar {
    fn eq(&self, other: &Self) -> bool {
        look!([*self, *other] => |[a, b]| a == b)
    }
}
impl PartialOrd for Scalar {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        look!([*self, *other] => |[a, b]| a.partial_cmp(&b))
    }
    fn lt(&self, other: &Self) -> bool {
        look!([*self, *other] => |[a, b]| a < b)
    }
    fn le(&self, other: &Self) -> bool {
        look!([*self, *other] => |[a, b]| a <= b)
    }
    fn gt(&self, other: &Self) -> bool {
        look!([*self, *other] => |[a, b]| a > b)
    }
    fn ge(&self, other: &Self) -> bool {
        look!([*self, *other] => |[a, b]| a >= b)
    }
}

macro_rules! tests {
    ($($test:ident -> $answer:ty),+) => { $(
        fn $test(self) -> $answer {
            look!([self] => |[x]| Float::$test(x))
        }
    )+ };
}
impl Float for Scalar {
    grow_number!(@constants nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
    grow_number!(@functions [fn]);
    tests!(
        is_nan -> bool, is_infinite -> bool, is_finite -> bool, is_normal -> bool, is_sign_positive -> bool,
        is_sign_negative -> bool, classify -> FpCategory, integer_decode -> (u64, i16, i8)
    );
}

/// Reads the value only: what comes out is detached from every derivative.
impl ToPrimitive for Scalar {
    fn to_i64(&self) -> Option<i64> {
        look!([*self] => |[x]| x.to_i64())
    }
    fn to_u64(&self) -> Option<u64> {
        look!([*self] => |[x]| x.to_u64())
    }
    fn to_f64(&self) -> Option<f64> {
        look!([*self] => |[x]| x.to_f64())
    }
}

/// The outcome of a comparison of [`Scalar`]s, for [`Number::choose`]: known, but where a program is recorded.
///
/// ```
/// use ad_core::{Number, Real};
/// use ad_reverse::Scalar;
/// let relu = |x: &[Scalar]| Scalar::select(x[0].above(0.0.into()), x[0], 0.0.into());
/// assert_eq!(Scalar::record(relu, &[1.0])?.evaluate(&[-1.0])?, [0.0]); // no guard
/// # Ok::<(), ad_program::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Answer(pub(super) Scalar);

impl Answer {
    pub(super) fn of(
        operation: &'static str,
        x: &[Scalar],
        open: impl for<'r> FnOnce(&[Symbol<'r>]) -> Outcome<'r>,
        known: bool,
    ) -> Self {
        Scalar::symbolic(operation, x, |x| open(x).symbol()).map_or_else(|| known.into(), Answer)
    }
    /// Of answers, by what is known of them or by the operation on open ones.
    fn joined(
        x: &[Answer],
        open: impl for<'r> FnOnce(&[Outcome<'r>]) -> Outcome<'r>,
        known: impl FnOnce(&[bool]) -> bool,
    ) -> Self {
        let numbers: Vec<Scalar> = x.iter().map(|x| x.0).collect();
        Scalar::symbolic("an answer", &numbers, |x| {
            open(&x.iter().map(|&x| Outcome::of(x)).collect::<Vec<_>>()).symbol()
        })
        .map_or_else(|| known(&x.iter().map(|x| x.0.value.re == 1.0).collect::<Vec<_>>()).into(), Answer)
    }
}
impl From<bool> for Answer {
    fn from(answer: bool) -> Self {
        Answer(Scalar::constant(f64::indicator(answer)))
    }
}
impl Truth for Answer {
    fn known(self) -> Option<bool> {
        self.0.as_constant().map(|c| c == 1.0)
    }
}
impl Not for Answer {
    type Output = Self;
    fn not(self) -> Self {
        Answer::joined(&[self], |x| !x[0], |x| !x[0])
    }
}
impl BitAnd for Answer {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Answer::joined(&[self, other], |x| x[0] & x[1], |x| x[0] & x[1])
    }
}
impl BitOr for Answer {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Answer::joined(&[self, other], |x| x[0] | x[1], |x| x[0] | x[1])
    }
}
