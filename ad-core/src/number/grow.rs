//! `grow_number!`: everything that a number type needs beyond [`Number`](crate::Number).

/// Grows `num_traits::Float`, `FloatConst`, `NumAssign`, `Sum`, `Product`, the operators (with
/// f64 on both sides), comparisons, approx's traits, [`Real`](crate::Real) and inherent methods
/// from an implementation of [`Number`](crate::Number).
///
/// ```text
/// grow_number!([T: Number] Dual<T>; inner T; compare |x| x.re; coefficients |x| [x.re, x.eps]);
/// ```
/// * in brackets the generics, then the type, then the type whose `Epsilon` approx compares with;
/// * `compare`: the part that `==` and `<` see;
/// * `coefficients`: everything that approx's traits compare, as something iterable.
///
/// More forms leave out what a type implements by hand: `@without_real` the trait `Real`;
/// `@without_approx`, which has neither `inner` nor `coefficients`, approx's traits as well; and
/// `@arithmetic` everything by which a value is seen: comparisons, `Float` and `ToPrimitive`.
#[macro_export]
macro_rules! grow_number {
    ([$($g:tt)*] $S:ty; inner $T:ty; compare |$x:ident| $part:expr; coefficients |$c:ident| $list:expr) => {
        $crate::grow_number!(@without_real [$($g)*] $S; inner $T; compare |$x| $part; coefficients |$c| $list);
        impl<$($g)*> $crate::Real for $S {}
    };
    (@without_real [$($g:tt)*] $S:ty; inner $T:ty; compare |$x:ident| $part:expr; coefficients |$c:ident| $list:expr) => {
        $crate::grow_number!(@without_approx [$($g)*] $S; compare |$x| $part);
        $crate::grow_number!(@approx [$($g)*] $S; $T; |$c| $list);
    };
    (@without_approx [$($g:tt)*] $S:ty; compare |$x:ident| $part:expr) => {
        $crate::grow_number!(@arithmetic [$($g)*] $S);

        // Comparisons see the primal value only, so that the branch taken is the plain one.
        impl<$($g)*> PartialEq for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn eq(&self, other: &Self) -> bool {
                ({ let $x = self; $part }) == ({ let $x = other; $part })
            }
        }
        impl<$($g)*> PartialOrd for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                { let $x = self; $part }.partial_cmp(&{ let $x = other; $part })
            }
        }
        impl<$($g)*> $crate::num_traits::Float for $S {
            $crate::grow_number!(@constants nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
            $crate::grow_number!(@seen [Float by value] |$x| $part;
                is_nan: bool, is_infinite: bool, is_finite: bool, is_normal: bool, is_sign_positive: bool,
                is_sign_negative: bool, classify: core::num::FpCategory, integer_decode: (u64, i16, i8));
            $crate::grow_number!(@functions [fn]);
        }
        /// Reads the value only: what comes out is detached from every derivative.
        impl<$($g)*> $crate::num_traits::ToPrimitive for $S {
            $crate::grow_number!(@seen [ToPrimitive by reference] |$x| $part;
                to_i64: Option<i64>, to_u64: Option<u64>, to_f64: Option<f64>);
        }
    };
    (@arithmetic [$($g:tt)*] $S:ty) => {
        $crate::grow_number!(@operator [$($g)*] $S; Add add AddAssign add_assign);
        $crate::grow_number!(@operator [$($g)*] $S; Sub sub SubAssign sub_assign);
        $crate::grow_number!(@operator [$($g)*] $S; Mul mul MulAssign mul_assign);
        $crate::grow_number!(@operator [$($g)*] $S; Div div DivAssign div_assign);
        $crate::grow_number!(@operator [$($g)*] $S; Rem rem RemAssign rem_assign);
        $crate::grow_number!(@scale [$($g)*] $S);
        impl<$($g)*> core::ops::Neg for $S {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn neg(self) -> Self {
                <Self as $crate::Number>::apply($crate::rules::table::Neg {}, [self])
            }
        }

        $crate::grow_number!(@num_traits [$($g)*] $S);
        /// The functions of `num_traits::Float`, without an import.
        impl<$($g)*> $S {
            $crate::grow_number!(@functions [pub fn]);
            $crate::grow_number!(@unary [pub fn] sq Square relu Relu logistic Logistic softplus Softplus);
        }
    };

    // ---- the functions of Float, once for the trait and once as inherent methods
    (@functions [$vis:vis fn]) => {
        $crate::grow_number!(@unary [$vis fn]
            floor Floor ceil Ceil round Round trunc Trunc fract Fract abs Abs signum Signum
            recip Recip sqrt Sqrt cbrt Cbrt exp Exp exp2 Exp2 exp_m1 ExpM1
            ln Ln log2 Log2 log10 Log10 ln_1p Ln1p
            sin Sin cos Cos tan Tan asin Asin acos Acos atan Atan
            sinh Sinh cosh Cosh tanh Tanh asinh Asinh acosh Acosh atanh Atanh
            to_degrees ToDegrees to_radians ToRadians);
        $crate::grow_number!(@binary [$vis fn]
            log Log max Max min Min abs_sub AbsSub hypot Hypot atan2 Atan2 copysign Copysign);
        /// `self * a + b`, the value with one rounding.
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn mul_add(self, a: Self, b: Self) -> Self {
            <Self as $crate::Number>::apply($crate::rules::table::MulAdd {}, [self, a, b])
        }
        /// `self^n` for an integer `n`.
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn powi(self, n: i32) -> Self {
            <Self as $crate::Number>::apply($crate::rules::table::Powi { n }, [self])
        }
        /// `self^y`. An exponent without derivative part is a constant exponent, so that
        /// integral ones are differentiable at negative bases.
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn powf(self, y: Self) -> Self {
            match $crate::Number::as_constant(y).and_then(|c| $crate::num_traits::ToPrimitive::to_f64(&c)) {
                Some(c) => <Self as $crate::Number>::apply($crate::rules::table::ConstPower { a: 1.0, c, k: 0.0 }, [self]),
                None => <Self as $crate::Number>::apply($crate::rules::table::Powf {}, [self, y]),
            }
        }
        /// `self` limited to `[min, max]`; slope 1 inside and on both ends.
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn clamp(self, min: Self, max: Self) -> Self {
            <Self as $crate::Number>::apply($crate::rules::table::Clamp {}, [self, min, max])
        }
        /// Sine and cosine.
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn sin_cos(self) -> (Self, Self) {
            (self.sin(), self.cos())
        }
    };
    (@unary [$vis:vis fn] $($f:ident $V:ident)*) => { $(
        #[doc = concat!("`", stringify!($f), "`; see [`", stringify!($V), "`](", stringify!($crate), "::rules::table::", stringify!($V), ").")]
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn $f(self) -> Self {
            <Self as $crate::Number>::apply($crate::rules::table::$V {}, [self])
        }
    )* };
    (@binary [$vis:vis fn] $($f:ident $V:ident)*) => { $(
        #[doc = concat!("`", stringify!($f), "` of two numbers.")]
        #[cfg_attr(not(debug_assertions), inline(always))]
        $vis fn $f(self, other: Self) -> Self {
            <Self as $crate::Number>::apply($crate::rules::table::$V {}, [self, other])
        }
    )* };
    (@constants $($c:ident)*) => { $(
        #[inline]
        fn $c() -> Self {
            <Self as $crate::Number>::lift($crate::num_traits::Float::$c())
        }
    )* };
    // What is asked of a number is asked of the part that comparisons see: the part may leave a guard.
    (@seen [$Trait:ident by value] |$x:ident| $part:expr; $($t:ident: $Answer:ty),*) => { $(
        #[inline]
        fn $t(self) -> $Answer {
            $crate::num_traits::$Trait::$t({ let $x = self; $part })
        }
    )* };
    (@seen [$Trait:ident by reference] |$x:ident| $part:expr; $($t:ident: $Answer:ty),*) => { $(
        fn $t(&self) -> $Answer {
            $crate::num_traits::$Trait::$t(&{ let $x = self; $part })
        }
    )* };

    // ---- operators
    (@operator [$($g:tt)*] $S:ty; $Op:ident $op:ident $OpAssign:ident $op_assign:ident) => {
        impl<$($g)*> core::ops::$Op for $S {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, other: Self) -> Self {
                <Self as $crate::Number>::apply($crate::rules::table::$Op {}, [self, other])
            }
        }
        impl<$($g)*> core::ops::$OpAssign for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op_assign(&mut self, other: Self) {
                *self = core::ops::$Op::$op(*self, other);
            }
        }
        impl<$($g)*> core::ops::$OpAssign<f64> for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op_assign(&mut self, other: f64) {
                *self = core::ops::$Op::$op(*self, other);
            }
        }
        $crate::grow_number!(@mixed $Op $op [$($g)*] $S);
    };
    // A product with a constant goes through `scale`, which a number may know to do cheaply.
    (@mixed Mul mul [$($g:tt)*] $S:ty) => {};
    (@mixed $Op:ident $op:ident [$($g:tt)*] $S:ty) => {
        impl<$($g)*> core::ops::$Op<f64> for $S {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, other: f64) -> Self {
                core::ops::$Op::$op(self, <Self as $crate::Number>::lit(other))
            }
        }
        impl<$($g)*> core::ops::$Op<$S> for f64 {
            type Output = $S;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, other: $S) -> $S {
                core::ops::$Op::$op(<$S as $crate::Number>::lit(self), other)
            }
        }
    };
    (@scale [$($g:tt)*] $S:ty) => {
        impl<$($g)*> core::ops::Mul<f64> for $S {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn mul(self, other: f64) -> Self {
                $crate::Number::scale(self, other)
            }
        }
        impl<$($g)*> core::ops::Mul<$S> for f64 {
            type Output = $S;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn mul(self, other: $S) -> $S {
                $crate::Number::scale(other, self)
            }
        }
    };

    // ---- num-traits beside Float
    (@num_traits [$($g:tt)*] $S:ty) => {
        impl<$($g)*> From<f64> for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn from(c: f64) -> Self {
                <Self as $crate::Number>::lit(c)
            }
        }
        impl<$($g)*> $crate::num_traits::Zero for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn zero() -> Self {
                <Self as $crate::Number>::lift($crate::num_traits::Zero::zero())
            }
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn is_zero(&self) -> bool {
                *self == <Self as $crate::num_traits::Zero>::zero()
            }
        }
        impl<$($g)*> $crate::num_traits::One for $S {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn one() -> Self {
                <Self as $crate::Number>::lift($crate::num_traits::One::one())
            }
        }
        impl<$($g)*> $crate::num_traits::Num for $S {
            type FromStrRadixErr = <<Self as $crate::Number>::Base as $crate::num_traits::Num>::FromStrRadixErr;
            fn from_str_radix(s: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
                $crate::num_traits::Num::from_str_radix(s, radix).map(<Self as $crate::Number>::lift)
            }
        }
        /// Makes a constant.
        impl<$($g)*> $crate::num_traits::NumCast for $S {
            fn from<U: $crate::num_traits::ToPrimitive>(u: U) -> Option<Self> {
                $crate::num_traits::NumCast::from(u).map(<Self as $crate::Number>::lift)
            }
        }
        /// Makes a constant.
        impl<$($g)*> $crate::num_traits::FromPrimitive for $S {
            fn from_i64(n: i64) -> Option<Self> {
                $crate::num_traits::NumCast::from(n)
            }
            fn from_u64(n: u64) -> Option<Self> {
                $crate::num_traits::NumCast::from(n)
            }
            fn from_f64(c: f64) -> Option<Self> {
                Some(<Self as $crate::Number>::lit(c))
            }
        }
        impl<$($g)*> $crate::num_traits::FloatConst for $S {
            $crate::grow_number!(@float_consts E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3
                FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 LN_10 LN_2 LOG10_E LOG2_E PI SQRT_2 TAU LOG10_2 LOG2_10);
        }
        $crate::grow_number!(@fold [$($g)*] $S; Sum sum Zero zero +);
        $crate::grow_number!(@fold [$($g)*] $S; Product product One one *);
    };
    (@float_consts $($c:ident)*) => { $(
        fn $c() -> Self {
            <Self as $crate::Number>::lift($crate::num_traits::FloatConst::$c())
        }
    )* };
    // The first term starts the fold, so that a graph records no addition to 0.
    (@fold [$($g:tt)*] $S:ty; $Fold:ident $fold:ident $Unit:ident $unit:ident $op:tt) => {
        impl<$($g)*> core::iter::$Fold for $S {
            fn $fold<I: Iterator<Item = Self>>(terms: I) -> Self {
                terms.reduce(|a, b| a $op b).unwrap_or_else(<Self as $crate::num_traits::$Unit>::$unit)
            }
        }
        impl<'fold, $($g)*> core::iter::$Fold<&'fold $S> for $S {
            fn $fold<I: Iterator<Item = &'fold Self>>(terms: I) -> Self {
                terms.copied().$fold()
            }
        }
    };

    // ---- approx compares every coefficient
    (@approx [$($g:tt)*] $S:ty; $T:ty; |$c:ident| $list:expr) => {
        impl<$($g)*> $crate::approx::AbsDiffEq for $S
        where
            $T: $crate::approx::AbsDiffEq,
            <$T as $crate::approx::AbsDiffEq>::Epsilon: Copy,
        {
            type Epsilon = <$T as $crate::approx::AbsDiffEq>::Epsilon;
            fn default_epsilon() -> Self::Epsilon {
                <$T as $crate::approx::AbsDiffEq>::default_epsilon()
            }
            fn abs_diff_eq(&self, other: &Self, epsilon: Self::Epsilon) -> bool {
                $crate::grow_number!(@all |$c| $list, self, other, |a, b| a.abs_diff_eq(&b, epsilon))
            }
        }
        impl<$($g)*> $crate::approx::RelativeEq for $S
        where
            $T: $crate::approx::RelativeEq,
            <$T as $crate::approx::AbsDiffEq>::Epsilon: Copy,
        {
            fn default_max_relative() -> Self::Epsilon {
                <$T as $crate::approx::RelativeEq>::default_max_relative()
            }
            fn relative_eq(&self, other: &Self, epsilon: Self::Epsilon, max_relative: Self::Epsilon) -> bool {
                $crate::grow_number!(@all |$c| $list, self, other, |a, b| a.relative_eq(&b, epsilon, max_relative))
            }
        }
        impl<$($g)*> $crate::approx::UlpsEq for $S
        where
            $T: $crate::approx::UlpsEq,
            <$T as $crate::approx::AbsDiffEq>::Epsilon: Copy,
        {
            fn default_max_ulps() -> u32 {
                <$T as $crate::approx::UlpsEq>::default_max_ulps()
            }
            fn ulps_eq(&self, other: &Self, epsilon: Self::Epsilon, max_ulps: u32) -> bool {
                $crate::grow_number!(@all |$c| $list, self, other, |a, b| a.ulps_eq(&b, epsilon, max_ulps))
            }
        }
    };
    (@all |$x:ident| $list:expr, $left:ident, $right:ident, |$a:ident, $b:ident| $close:expr) => {{
        let left = { let $x = $left; $list }.into_iter();
        let right = { let $x = $right; $list }.into_iter();
        left.zip(right).all(|($a, $b)| $close)
    }};
}
