//! What is written down: two terms of a sum, or what stands in their place; and how coefficients are
//! multiplied and added.

use ad_core::Number;
use ad_core::rules::table::{Add, Mul};

/// The index of no variable: that of a constant, and of the second term of one.
pub(super) const NONE: u32 = u32::MAX;
/// In the first index of a record: it continues the record before, whose adjoint is its own too.
pub(super) const LINK: u32 = 1 << 31;
/// In place of the first index: a variable, whose adjoint is kept.
pub(super) const VARIABLE: u32 = LINK - 1;
/// In place of the first index: the last component of the vector rule with the number of the second.
pub(super) const BLOCK: u32 = LINK - 2;
/// From here on an index is none.
pub(super) const SPECIAL: u32 = BLOCK;

/// `dv = di dx_i + dj dx_j`, 24 bytes at f64; [`LINK`]ed, `dv += dv_before`.
#[derive(Clone, Copy)]
pub(super) struct Record<T> {
    pub i: u32,
    pub j: u32,
    pub di: T,
    pub dj: T,
}

/// `a b` of two coefficients, or of an adjoint and a coefficient, by plain products: where that is not
/// finite, the caller does it again by strong ones.
#[inline(always)]
pub(super) fn mul<T: Number>(a: T, b: T) -> T {
    T::apply_plainly(Mul {}, [a, b])
}

/// `a + b`, likewise.
#[inline(always)]
pub(super) fn add<T: Number>(a: T, b: T) -> T {
    T::apply_plainly(Add {}, [a, b])
}
