//! What every differentiable number is: a `num_traits::Float` that can apply a [`Rule`].
//!
//! A number type is a handful of functions, [`lift`](Number::lift), [`primal`](Number::primal),
//! [`apply`](Number::apply) and the strong product [`chain`](Number::chain);
//! [`grow_number!`](crate::grow_number) grows all of `num_traits::Float`, the operators and the
//! comparisons from them.

mod base;
#[cfg(feature = "complex-step")]
mod complex_step;
mod grow;
#[cfg(feature = "half")]
mod half;
mod plain;
mod real;
pub mod sums;
mod tagged;

#[cfg(feature = "complex-step")]
pub use complex_step::ComplexStep;
pub use plain::Plain;
pub use real::Real;
pub use tagged::{Level, Tagged};

use crate::rules::{Given, Rule, VectorRule, partials, plain_value, undefined, undefined_slope};
use alloc::vec::Vec;
use core::fmt::{Debug, Display};
use num_traits::{Float, FloatConst, Zero};

/// A plain floating-point type at the bottom of a number: f64, f32, with feature `half` also the
/// 16-bit f16 and bf16. All of its numbers are f64 numbers too.
pub trait Base: Number<Base = Self> + FloatConst + Display + Into<f64> {
    /// The number nearest to `c`, ties to the one with an even last bit: one rounding, whatever
    /// the format; beyond its largest number infinity, below its smallest one zero.
    ///
    /// ```
    /// use ad_core::Base;
    /// assert_eq!(f32::nearest(0.1), 0.1f32);
    /// assert_eq!(f32::nearest(1e39), f32::INFINITY);
    /// ```
    fn nearest(c: f64) -> Self;

    /// Whether a value rounded to this type can stand for the f64 value that it came from: not
    /// where it lost digits, overflowed or vanished at the ends of a narrower range.
    ///
    /// ```
    /// use ad_core::Base;
    /// assert!(f32::nearest(1e-30).is_representative() && !f32::nearest(1e-40).is_representative());
    /// assert!(1e-310f64.is_representative());
    /// ```
    #[inline(always)]
    fn is_representative(self) -> bool {
        self.is_normal()
    }
}

/// The outcome of a comparison of numbers; see [`Number::Truth`].
///
/// ```
/// use ad_core::{Number, Truth};
/// fn both<T: Truth>(a: T, b: T) -> T { a & b }
/// assert!(!both(2f64.above(1.0), 1f64.above(2.0)));
/// ```
pub trait Truth:
    Copy + From<bool> + core::ops::Not<Output = Self> + core::ops::BitAnd<Output = Self> + core::ops::BitOr<Output = Self>
{
    /// What it is, if that is known once and for all.
    ///
    /// ```
    /// use ad_core::Truth;
    /// assert_eq!(Truth::known(true), Some(true));
    /// ```
    fn known(self) -> Option<bool>;
}
impl Truth for bool {
    #[inline(always)]
    fn known(self) -> Option<bool> {
        Some(self)
    }
}

/// A number that derivative rules can be read at: a plain float, a dual number, a series, a node.
///
/// ```
/// use ad_core::{Number, rules::table::Sin};
/// fn sine<T: Number>(x: T) -> T { T::apply(Sin {}, [x]) }
/// assert_eq!(sine(0.5f64), 0.5f64.sin());
/// ```
pub trait Number: Float + Debug {
    /// The plain float underneath every layer of derivative.
    type Base: Base;

    /// The outcome of a comparison: bool, or an operation where numbers are recorded.
    type Truth: Truth;

    /// Whether a look at the value leaves a trace, as it does where a program is recorded, at every level
    /// above as well: then nothing is looked at to spare work.
    ///
    /// ```
    /// use ad_core::{Number, Plain};
    /// assert!(!f64::RECORDED && !<Plain<f32>>::RECORDED);
    /// ```
    const RECORDED: bool = false;

    /// The constant `c`: every derivative part exactly zero.
    fn lift(c: Self::Base) -> Self;

    /// The value, without any derivative part. Comparisons see nothing else.
    fn primal(self) -> Self::Base;

    /// `rule(x)` with the derivative parts that follow from the rule's slopes.
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self;

    /// As [`apply`](Number::apply), with the value from [`Rule::value_given`]: `known` is what the
    /// rule names, at this number.
    ///
    /// ```
    /// use ad_core::{Number, rules::table::Monomial};
    /// let (x, y) = (1.5f64, 1.5f64.powi(9));
    /// let slope = f64::apply_given(Monomial { a: 9.0, n: 8 }, [x], y);
    /// assert!((slope / (9.0 * y / x) - 1.0).abs() < 1e-15);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply_given<R: Rule<N>, const N: usize>(rule: R, x: [Self; N], known: Self) -> Self {
        if Self::RECORDED {
            return Self::apply(rule, x);
        }
        let known = known.primal();
        if known.is_representative() {
            Self::apply(Given { rule, known: known.into() }, x)
        } else {
            Self::apply(rule, x)
        }
    }

    /// `rule(x)` for a rule with vectors as argument and result, with the derivative parts that
    /// follow from its [`Linearized`](crate::rules::Linearized) derivative.
    ///
    /// The default is right for plain floats. A number with derivative parts that does not
    /// override it takes constants only: it panics rather than drop a derivative.
    ///
    /// # Panics
    /// If `x` has not the length that the rule takes.
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        plain_value(rule, x)
    }

    /// The strong product of a partial slope with a tangent or adjoint: exactly zero where
    /// *either* factor is exactly zero, coefficient by coefficient, even if the other is
    /// infinite or NaN; the ordinary product elsewhere.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert_eq!(f64::INFINITY.chain(0.0), 0.0);
    /// assert_eq!(2.0.chain(3.0), 6.0);
    /// ```
    fn chain(self, tangent: Self) -> Self;

    /// The slopes of `rule` at `x`, with `y = rule(x)`: read at this number, except where it is too
    /// narrow to compute with. 16-bit floats read them at f64 and round once.
    ///
    /// ```
    /// use ad_core::{Number, rules::table::Square};
    /// assert_eq!(f64::slopes(Square {}, [3.0], 9.0), [6.0]);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn slopes<R: Rule<N>, const N: usize>(rule: R, x: [Self; N], y: Self) -> [Self; N] {
        rule.slopes(x, y)
    }

    /// `rule(x)` with plain products in place of strong ones: what is NaN here may be none by
    /// [`apply`](Number::apply). For who looks at the result and then does it again.
    ///
    /// ```
    /// use ad_core::{Number, rules::table::Mul};
    /// assert_eq!(f64::apply_plainly(Mul {}, [2.0, 3.0]), 6.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply_plainly<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        Self::apply(rule, x)
    }

    /// The sums of [`push_forward`](Number::push_forward) with plain products.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn plain_sums<const N: usize, const M: usize>(slopes: [Self; N], tangents: [[Self; M]; N]) -> [Self; M] {
        let mut sums = tangents[0];
        for j in 0..M {
            sums[j] = slopes[0] * tangents[0][j];
            for k in 1..N {
                sums[j] = sums[j] + slopes[k] * tangents[k][j];
            }
        }
        sums
    }

    /// `M` tangents pushed through `rule` at `x`, with `y = rule(x)`: lane by lane the sum over
    /// `k` of `slope_k.chain(tangents[k])`, the slopes being those of [`partials`](crate::rules::partials).
    ///
    /// Only a product whose primal is NaN can hide a strong zero, and only a NaN `y` poisons its
    /// slopes: so plain products do unless their sum or `y` is NaN, with one test for all.
    ///
    /// ```
    /// use ad_core::{Number, rules::table::Mul};
    /// assert_eq!(f64::push_forward(Mul {}, [2.0, 3.0], 6.0, [[1.0, 0.0], [0.0, 1.0]]), [3.0, 2.0]);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_forward<R: Rule<N>, const N: usize, const M: usize>(
        rule: R,
        x: [Self; N],
        y: Self,
        tangents: [[Self; M]; N],
    ) -> [Self; M] {
        if Self::RECORDED {
            return Self::strong_sums(partials(rule, x, y), tangents);
        }
        let slopes = Self::slopes(rule, x, y);
        let sums = Self::plain_sums(slopes, tangents);
        let any_nan = if M == 1 {
            y.is_nan() | sums[0].is_nan()
        } else {
            // One NaN makes the total NaN; in two halves, for the vector unit.
            let mut total = [y.primal(), Self::Base::zero()];
            for j in 0..M {
                total[j % 2] = total[j % 2] + sums[j].primal();
            }
            (total[0] + total[1]).is_nan()
        };
        if any_nan {
            let slopes = if undefined(rule, y) { [undefined_slope(y); N] } else { slopes };
            if M <= 2 {
                // copies: what the call sees lives in memory, and few tangents have room in registers
                Self::strong_sums(slopes.map(|s| s), tangents.map(|t| t.map(|t| t)))
            } else {
                Self::strong_sums(slopes, tangents)
            }
        } else {
            sums
        }
    }

    /// The sums of [`push_forward`](Number::push_forward) by their definition, product by product.
    /// Out of line: it is rare, and every rule shares it.
    #[inline(always)]
    fn strong_sums<const N: usize, const M: usize>(slopes: [Self; N], tangents: [[Self; M]; N]) -> [Self; M] {
        many_strong_sums(slopes, tangents)
    }

    /// The value, if every derivative part is exactly zero; `None` for a number that varies.
    fn as_constant(self) -> Option<Self::Base>;

    /// The number with its derivative dropped, at every level: [`Real::detach`], where a number is no
    /// [`Real`] one.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert_eq!(2f64.detached(), 2.0);
    /// ```
    #[inline]
    fn detached(self) -> Self {
        Self::lift(self.primal())
    }

    /// NaN in the value and in every derivative part: nothing is known.
    fn poison() -> Self;

    /// The constant `c`, from an f64.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert_eq!(f32::lit(0.1), 0.1f32);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lit(c: f64) -> Self {
        Self::lift(Self::Base::nearest(c))
    }

    /// 1 if `condition` holds, else 0.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn indicator(condition: bool) -> Self {
        if condition { Self::one() } else { Self::zero() }
    }

    /// `self > other`, by the values.
    ///
    /// These comparisons give a [`Truth`](Number::Truth), for [`choose`](Number::choose): where numbers are
    /// recorded both sides stay open, while a `bool` is one branch.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert!(2f64.above(1.0) && !1f64.above(1.0) && !f64::NAN.above(1.0));
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn above(self, other: Self) -> Self::Truth {
        (self > other).into()
    }

    /// `self >= other`, by the values.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert!(2f64.at_least(2.0) && !f64::NAN.at_least(0.0));
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn at_least(self, other: Self) -> Self::Truth {
        (self >= other).into()
    }

    /// Whether the value is NaN.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert!(f64::NAN.undefined() && !f64::INFINITY.undefined());
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn undefined(self) -> Self::Truth {
        self.is_nan().into()
    }

    /// Whether the signs of the values are equal, those of zeros and NaN too.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert!(2f64.same_sign(0.0) && !2f64.same_sign(-0.0));
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn same_sign(self, other: Self) -> Self::Truth {
        (self.is_sign_negative() == other.is_sign_negative()).into()
    }

    /// `a` if `condition` holds, else `b`.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert_eq!(f64::choose(2f64.above(1.0), 5.0, 6.0), 5.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn choose(condition: Self::Truth, a: Self, b: Self) -> Self {
        if condition.known().expect("a number with open truths chooses by itself") { a } else { b }
    }

    /// 1 if `condition` holds, else 0.
    ///
    /// ```
    /// use ad_core::Number;
    /// assert_eq!(f64::one_if(2f64.above(1.0)), 1.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn one_if(condition: Self::Truth) -> Self {
        Self::choose(condition, Self::one(), Self::zero())
    }

    /// `c x` for a constant `c`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn scale(self, c: f64) -> Self {
        self * Self::lit(c)
    }

    /// Whether the value and every derivative part are exactly zero. (`is_zero` of num-traits
    /// sees the value only.)
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn is_strong_zero(self) -> bool {
        self.as_constant().is_some_and(|c| c.is_zero())
    }

    /// Whether the value and every derivative part are finite. (`is_finite` of num-traits sees
    /// the value only.)
    fn is_finite_all(self) -> bool;
}

#[cold]
#[inline(never)]
fn many_strong_sums<T: Number, const N: usize, const M: usize>(slopes: [T; N], tangents: [[T; M]; N]) -> [T; M] {
    let mut sums = tangents[0];
    for j in 0..M {
        sums[j] = slopes[0].chain(tangents[0][j]);
        for k in 1..N {
            sums[j] = sums[j] + slopes[k].chain(tangents[k][j]);
        }
    }
    sums
}
