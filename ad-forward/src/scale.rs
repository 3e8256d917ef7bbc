//! The product with a constant as a rule, so that tangents are pushed through it like any other.

use ad_core::Number;
use ad_core::rules::{Op, Rule};

/// `c x` with slope `c`.
#[derive(Clone, Copy)]
pub(crate) struct Scale(pub f64);

impl Rule<1> for Scale {
    const READS_VALUE: bool = false;
    /// A product, so that a NaN value does not poison the slope.
    #[inline(always)]
    fn op(&self) -> Op {
        Op::Mul {}
    }
    #[inline(always)]
    fn value(&self, [x]: [f64; 1]) -> f64 {
        self.0 * x
    }
    #[inline(always)]
    fn slopes<T: Number>(&self, _: [T; 1], _: T) -> [T; 1] {
        [T::lit(self.0)]
    }
}
