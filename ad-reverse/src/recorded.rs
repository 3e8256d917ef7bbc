//! What the recording numbers share: products that are known to be zero record nothing.

use ad_core::Number;

/// Whether the product of `a` and `b` is NaN and their strong product is not.
pub(crate) fn hides_zero<T: Number>(a: T, b: T) -> bool {
    (a * b).is_nan() && !a.chain(b).is_nan()
}

/// `chain` and `push_forward` of [`Number`] for a recording number, given its value and how a constant
/// is made.
macro_rules! recorded_products {
    (|$x:ident| $value:expr; $constant:expr) => {
        $crate::recorded::recorded_products!(|$x| $value; $constant; |_, _| None);
    };
    // a number that may also be that of a program, where no value decides, says so by `$open`
    (|$x:ident| $value:expr; $constant:expr; $open:expr) => {
        fn chain(self, tangent: Self) -> Self {
            let open: fn(Self, Self) -> Option<Self> = $open;
            if let Some(product) = open(self, tangent) {
                return product;
            }
            let value = |$x: Self| $value;
            let hides_zero = $crate::recorded::hides_zero(value(self), value(tangent));
            if hides_zero || self.is_strong_zero() || tangent.is_strong_zero() {
                $constant(ad_core::num_traits::Zero::zero())
            } else {
                self * tangent
            }
        }
        /// By the definition at once: a product that is zero records nothing.
        fn push_forward<R: ad_core::rules::Rule<N>, const N: usize, const M: usize>(
            rule: R,
            x: [Self; N],
            y: Self,
            tangents: [[Self; M]; N],
        ) -> [Self; M] {
            Self::strong_sums(ad_core::rules::partials(rule, x, y), tangents)
        }
    };
}
pub(crate) use recorded_products;
