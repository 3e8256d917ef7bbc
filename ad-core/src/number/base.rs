//! Plain floats are numbers without a derivative part.

use super::{Base, Number, Real, many_strong_sums};
use crate::rules::{Op, Rule};
use num_traits::{Float, Zero};

/// The functions that f64 and every other plain float share.
macro_rules! plain_float {
    ($F:ty) => {
        type Base = $F;
        type Truth = bool;
        #[inline(always)]
        fn lift(c: $F) -> $F {
            c
        }
        #[inline(always)]
        fn primal(self) -> $F {
            self
        }
        // One test on the common path: only a NaN product can hide a strong zero.
        #[inline(always)]
        fn chain(self, tangent: $F) -> $F {
            let product = self * tangent;
            if product.is_nan() && (self.is_zero() || tangent.is_zero()) { <$F>::zero() } else { product }
        }
        // In line and without branches for one tangent: a call would have its arguments stored
        // before the test, and the optimizer can prove that a sum needs neither.
        #[inline(always)]
        fn strong_sums<const N: usize, const M: usize>(slopes: [$F; N], tangents: [[$F; M]; N]) -> [$F; M] {
            if M > 1 {
                return many_strong_sums(slopes, tangents);
            }
            let mut sums = tangents[0];
            for k in 0..N {
                let (s, t) = (slopes[k], tangents[k][0]);
                let hides_a_zero = (s * t).is_nan() & (s.is_zero() | t.is_zero());
                let product = if hides_a_zero { <$F>::zero() } else { s * t };
                sums[0] = if k == 0 { product } else { sums[0] + product };
            }
            sums
        }
        #[inline(always)]
        fn as_constant(self) -> Option<$F> {
            Some(self)
        }
        #[inline(always)]
        fn poison() -> $F {
            <$F>::NAN
        }
        #[inline(always)]
        fn is_finite_all(self) -> bool {
            // as `is_finite`, by one operation less
            self.to_bits() << 1 < Self::INFINITY.to_bits() << 1
        }
    };
}
#[cfg(feature = "half")]
pub(super) use plain_float;

impl Number for f64 {
    plain_float!(f64);
    #[inline(always)]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [f64; N]) -> f64 {
        rule.value(x)
    }
}
impl Real for f64 {}
impl Base for f64 {
    #[inline(always)]
    fn nearest(c: f64) -> f64 {
        c
    }
    #[inline(always)]
    fn is_representative(self) -> bool {
        true
    }
}

impl Number for f32 {
    plain_float!(f32);
    /// Arithmetic in f32, functions through f64: one rounding from the table's own value.
    #[inline(always)]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [f32; N]) -> f32 {
        match (rule.op(), x.as_slice()) {
            (Op::Neg {}, &[a]) => -a,
            (Op::Add {}, &[a, b]) => a + b,
            (Op::Sub {}, &[a, b]) => a - b,
            (Op::Mul {}, &[a, b]) => a * b,
            (Op::Div {}, &[a, b]) => a / b,
            (Op::MulAdd {}, &[a, b, c]) => Float::mul_add(a, b, c),
            _ => Self::nearest(rule.value(x.map(f64::from))),
        }
    }
}
impl Base for f32 {
    #[inline(always)]
    fn nearest(c: f64) -> f32 {
        c as f32
    }
}
