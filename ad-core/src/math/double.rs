//! A number in two words, `hi + lo` with `|lo| <= ulp(hi)/2`: about 106 bits where one word
//! cancels (Dekker 1971, Knuth TAOCP 4.2.2, Joldes, Muller & Popescu 2017).

use core::ops::{Add, Div, Mul, Neg};
use num_traits::Float;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Double {
    pub hi: f64,
    pub lo: f64,
}

impl Double {
    pub const ZERO: Double = Double { hi: 0.0, lo: 0.0 };
    pub const ONE: Double = Double { hi: 1.0, lo: 0.0 };

    /// `a + b` exactly.
    #[inline]
    pub fn sum(a: f64, b: f64) -> Double {
        let hi = a + b;
        let b_seen = hi - a;
        Double { hi, lo: (a - (hi - b_seen)) + (b - b_seen) }
    }

    /// `a b` exactly, short of underflow: by halves of 26 bits (Dekker 1971), which cost less than
    /// a fused product where the hardware has none.
    #[inline]
    pub fn product(a: f64, b: f64) -> Double {
        let hi = a * b;
        if cfg!(target_feature = "fma") {
            return Double { hi, lo: Float::mul_add(a, b, -hi) };
        }
        let ((a, a_lo), (b, b_lo)) = (halves(a), halves(b));
        Double { hi, lo: ((a * b - hi) + (a * b_lo + a_lo * b)) + a_lo * b_lo }
    }

    /// `1 / self`, by one division and one Newton step.
    #[inline]
    pub fn recip(self) -> Double {
        let q = 1.0 / self.hi;
        let p = Double::product(q, self.hi);
        Double::sum(q, q * (((1.0 - p.hi) - p.lo) - q * self.lo))
    }

    #[inline]
    pub fn round(self) -> f64 {
        self.hi + self.lo
    }

    /// `x^n` for `n >= 1`, from the leading bit of `n` on: squares, and products with `x`.
    #[inline(always)]
    pub fn power(x: f64, n: u64) -> Double {
        let (mut hi, mut lo) = (x, 0.0);
        for bit in (0..n.ilog2()).rev() {
            let square = Double::product(hi, hi);
            (hi, lo) = (square.hi, square.lo + 2.0 * hi * lo);
            if n >> bit & 1 == 1 {
                let product = Double::product(hi, x);
                (hi, lo) = (product.hi, product.lo + lo * x);
            }
        }
        Double::sum(hi, lo)
    }
}

/// `a = hi + lo` with 26 bits in each.
#[inline]
fn halves(a: f64) -> (f64, f64) {
    let hi = f64::from_bits((a.to_bits() + (1 << 26)) & !((1 << 27) - 1));
    (hi, a - hi)
}

impl From<f64> for Double {
    #[inline]
    fn from(hi: f64) -> Double {
        Double { hi, lo: 0.0 }
    }
}

impl Neg for Double {
    type Output = Double;
    #[inline]
    fn neg(self) -> Double {
        Double { hi: -self.hi, lo: -self.lo }
    }
}

impl Add for Double {
    type Output = Double;
    #[inline]
    fn add(self, other: Double) -> Double {
        let (hi, lo) = (Double::sum(self.hi, other.hi), Double::sum(self.lo, other.lo));
        let carried = Double::sum(hi.hi, hi.lo + lo.hi);
        Double::sum(carried.hi, carried.lo + lo.lo)
    }
}

impl Mul for Double {
    type Output = Double;
    #[inline]
    fn mul(self, other: Double) -> Double {
        let p = Double::product(self.hi, other.hi);
        Double::sum(p.hi, p.lo + (self.hi * other.lo + self.lo * other.hi))
    }
}

impl Div for Double {
    type Output = Double;
    fn div(self, other: Double) -> Double {
        let first = self.hi / other.hi;
        let rest = self + -(other * first.into());
        let second = rest.hi / other.hi;
        let rest = rest + -(other * second.into());
        Double::sum(first, second) + (rest.hi / other.hi).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_one_word_loses() {
        let third = Double::ONE / 3.0.into();
        let back = third * 3.0.into() + (-1.0).into();
        assert!(back.round().abs() < 1e-31, "{back:?}");
        assert_eq!((Double::sum(1e16, 1.0) + (-1e16).into()).round(), 1.0);
        assert_eq!(Double::power(3.0, 33).round(), 5559060566555523.0);
    }
}
