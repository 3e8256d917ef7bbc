//! 16-bit floats: IEEE 754 binary16 (`f16`: 11 bits, up to 65504) and bfloat16 (`bf16`: 8 bits,
//! the range of f32).
//!
//! Every value and every first slope is computed at f64 and rounded once. In two steps, f64 to
//! f32 to 16 bits, the first one must not hide on which side of a tie the number lies, so it
//! rounds to odd: an inexact result takes the neighbour with an odd last bit, and then any
//! rounding to at least two bits less is right (Boldo & Melquiond 2008).

use super::base::plain_float;
use super::{Base, Number, many_strong_sums};
use crate::math::double::Double;
use crate::rules::{Op, Rule};
use ::half::{bf16, f16};
use num_traits::{Float, Zero};

macro_rules! half_float {
    ($F:ident) => {
        impl Number for $F {
            plain_float!($F);
            #[inline]
            fn apply<R: Rule<N>, const N: usize>(rule: R, x: [$F; N]) -> $F {
                let x = x.map(f64::from);
                $F::nearest(match (rule.op(), x.as_slice()) {
                    (Op::MulAdd {}, &[a, b, c]) => sum_to_odd(a * b, c),
                    _ => rule.value(x),
                })
            }
            #[inline]
            fn slopes<R: Rule<N>, const N: usize>(rule: R, x: [$F; N], y: $F) -> [$F; N] {
                let x = x.map(f64::from);
                // y as it was before its rounding, where it counts
                let y = if R::READS_VALUE { rule.value(x) } else { y.into() };
                rule.slopes(x, y).map($F::nearest)
            }
        }
        impl Base for $F {
            #[inline]
            fn nearest(c: f64) -> $F {
                $F::from_f32(round_to_odd(c))
            }
        }
    };
}
half_float!(f16);
half_float!(bf16);

/// `a + b` in f64 where it fits exactly, else the neighbour whose last bit is 1: a fused product
/// and sum, the product of two 16-bit floats being exact.
#[inline]
fn sum_to_odd(a: f64, b: f64) -> f64 {
    let Double { hi, lo } = Double::sum(a, b);
    let bits = hi.to_bits();
    if lo == 0.0 || bits & 1 == 1 || !hi.is_finite() {
        return hi;
    }
    f64::from_bits(if (lo > 0.0) == (hi > 0.0) { bits + 1 } else { bits - 1 })
}

/// `c` in f32 where it fits exactly, else the neighbour, above or below, whose last bit is 1.
#[inline]
fn round_to_odd(c: f64) -> f32 {
    let near = c as f32;
    let (size, near_size) = (Float::abs(c), f64::from(Float::abs(near)));
    if size == near_size || c.is_nan() {
        return near;
    }
    // towards zero, then to the odd one of the two that enclose c
    let bits = if near_size > size { near.to_bits() - 1 } else { near.to_bits() };
    f32::from_bits(bits | 1)
}
