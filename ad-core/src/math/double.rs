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
    pub fn sum(a: f64, b: f64) -> Double {
        let hi = a + b;
        let b_seen = hi - a;
        Double { hi, lo: (a - (hi - b_seen)) + (b - b_seen) }
    }

    /// `a b` exactly, short of underflow.
    pub fn product(a: f64, b: f64) -> Double {
        let hi = a * b;
        Double { hi, lo: Float::mul_add(a, b, -hi) }
    }

    pub fn round(self) -> f64 {
        self.hi + self.lo
    }

    /// `self^n` by repeated squaring.
    pub fn powi(self, n: u64) -> Double {
        let (mut power, mut square, mut n) = (Double::ONE, self, n);
        while n > 0 {
            if n & 1 == 1 {
                power = power * square;
            }
            n >>= 1;
            if n > 0 {
                square = square * square;
            }
        }
        power
    }
}

impl From<f64> for Double {
    fn from(hi: f64) -> Double {
        Double { hi, lo: 0.0 }
    }
}

impl Neg for Double {
    type Output = Double;
    fn neg(self) -> Double {
        Double { hi: -self.hi, lo: -self.lo }
    }
}

impl Add for Double {
    type Output = Double;
    fn add(self, other: Double) -> Double {
        let (hi, lo) = (Double::sum(self.hi, other.hi), Double::sum(self.lo, other.lo));
        let carried = Double::sum(hi.hi, hi.lo + lo.hi);
        Double::sum(carried.hi, carried.lo + lo.lo)
    }
}

impl Mul for Double {
    type Output = Double;
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
        assert_eq!(Double::from(3.0).powi(33).round(), 5559060566555523.0);
    }
}
