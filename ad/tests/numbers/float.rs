//! `num_traits::Float`, complete: every method has the value that f64 has.

use crate::types::{Variable, for_every_number, same};
use num_traits::{Float, FloatConst};
use std::any::type_name;

const POINTS: [f64; 18] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    0.0,
    -0.0,
    5e-324,
    -1e-310,
    1e-200,
    0.3,
    -0.3,
    0.5,
    1.0,
    -1.0,
    -2.5,
    3.0,
    710.0,
    1e200,
    -1e300,
];

/// A value that is not the standard library's own: the same to a few ulp, as that one is.
fn close(a: f64, b: f64) -> bool {
    same(a, b) || (a - b).abs() <= 16.0 * f64::EPSILON * b.abs() || (a - b).abs() <= 16.0 * 5e-324
}

#[track_caller]
fn assert_value<T>(name: &str, at: &[f64], got: f64, expected: f64, equal: fn(f64, f64) -> bool) {
    assert!(equal(got, expected), "{}: {name}{at:?} is {got:e}, not {expected:e}", type_name::<T>());
}

#[test]
fn functions_of_one_number() {
    fn check<T: Variable>() {
        for x in POINTS {
            macro_rules! check {
                ($equal:ident: $($f:ident)*) => { $(
                    assert_value::<T>(stringify!($f), &[x], Float::$f(T::variable(x)).primal(), Float::$f(x), $equal);
                    assert_value::<T>(stringify!($f), &[x], Float::$f(T::lift(x)).primal(), Float::$f(x), $equal);
                )* };
            }
            check!(same: floor ceil round trunc abs signum recip sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p);
            check!(same: sin cos tan asin acos atan sinh cosh to_degrees to_radians);
            check!(close: tanh asinh acosh atanh);
            if x.is_finite() {
                check!(same: fract);
            }
            let (s, c) = Float::sin_cos(T::variable(x));
            assert!(same(s.primal(), x.sin()) && same(c.primal(), x.cos()), "sin_cos({x})");
            assert!(same((-T::variable(x)).primal(), -x), "neg({x})");
            for n in [-3, -1, 0, 1, 2, 5, 37] {
                assert_value::<T>(
                    "powi",
                    &[x, n.into()],
                    Float::powi(T::variable(x), n).primal(),
                    x.powi(n),
                    |a, b| close(a, b) || a.abs() < 1e-300 || (a / b - 1.0).abs() < 1e-14,
                );
            }
        }
    }
    for_every_number!(check);
}

#[test]
fn functions_of_two_and_three_numbers() {
    fn check<T: Variable>() {
        for (x, y) in POINTS.into_iter().flat_map(|x| POINTS.map(|y| (x, y))) {
            let (a, b) = (T::variable(x), T::lift(y));
            macro_rules! check {
                ($equal:ident: $($f:ident)*) => { $(
                    assert_value::<T>(stringify!($f), &[x, y], Float::$f(a, b).primal(), Float::$f(x, y), $equal);
                    assert_value::<T>(stringify!($f), &[y, x], Float::$f(b, a).primal(), Float::$f(y, x), $equal);
                )* };
            }
            check!(same: hypot atan2 copysign);
            check!(close: powf);
            // f64's own choose either of two zeros; a tie belongs to the second argument
            let larger = if x > y || y.is_nan() { x } else { y };
            assert_value::<T>("max", &[x, y], Float::max(a, b).primal(), larger, same);
            let smaller = if x < y || y.is_nan() { x } else { y };
            assert_value::<T>("min", &[x, y], Float::min(a, b).primal(), smaller, same);
            assert_value::<T>("log", &[x, y], Float::log(a, b).primal(), x.ln() / y.ln(), same);
            assert_value::<T>(
                "abs_sub",
                &[x, y],
                Float::abs_sub(a, b).primal(),
                if x <= y { 0.0 } else { x - y },
                same,
            );
            assert_value::<T>("mul_add", &[x, y], Float::mul_add(a, b, a).primal(), x.mul_add(y, x), same);
            assert_value::<T>("rem", &[x, y], (a % b).primal(), x % y, same);
        }
    }
    for_every_number!(check);
}

#[test]
fn constants_and_tests() {
    fn check<T: Variable>() {
        macro_rules! constants {
            ($Trait:ident: $($c:ident)*) => { $(
                assert_eq!(<T as $Trait>::$c().as_constant().map(f64::to_bits), Some(<f64 as $Trait>::$c().to_bits()), stringify!($c));
            )* };
        }
        constants!(Float: infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
        constants!(FloatConst: E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6);
        constants!(FloatConst: FRAC_PI_8 LN_10 LN_2 LOG10_E LOG2_E PI SQRT_2 TAU LOG10_2 LOG2_10);
        assert!(<T as Float>::nan().is_nan());
        assert_eq!((T::zero().as_constant(), T::one().as_constant()), (Some(0.0), Some(1.0)));
        for x in POINTS {
            macro_rules! tests {
                ($($t:ident)*) => { $( assert_eq!(Float::$t(T::variable(x)), Float::$t(x), concat!(stringify!($t), "({})"), x); )* };
            }
            tests!(is_nan is_infinite is_finite is_normal is_subnormal is_sign_positive is_sign_negative classify);
            if !x.is_nan() {
                tests!(integer_decode);
            }
            assert_eq!((T::variable(x).is_zero(), T::variable(x).is_one()), (x == 0.0, x == 1.0));
        }
    }
    for_every_number!(check);
}

#[test]
fn comparisons_see_the_value_only() {
    fn check<T: Variable>() {
        for (x, y) in POINTS.into_iter().flat_map(|x| POINTS.map(|y| (x, y))) {
            let (a, b) = (T::variable(x), T::lift(y));
            assert_eq!((a == b, a < b, a >= b), (x == y, x < y, x >= y));
            assert_eq!((a.partial_cmp(&b), b.partial_cmp(&a)), (x.partial_cmp(&y), y.partial_cmp(&x)));
        }
    }
    for_every_number!(check);
}

/// `f64::clamp` panics where the bounds cross or are NaN; a number is NaN there.
#[test]
fn clamp_never_panics() {
    fn check<T: Variable>() {
        for x in POINTS {
            for (low, high) in [(1.0, -1.0), (f64::NAN, 1.0), (0.0, f64::NAN), (-1.0, 1.0), (0.5, 0.5)] {
                let y = Float::clamp(T::variable(x), T::lift(low), T::lift(high)).primal();
                let expected = if low.partial_cmp(&high).is_none_or(|order| order.is_gt()) {
                    f64::NAN // no such interval
                } else if x < low {
                    low
                } else if x > high {
                    high
                } else {
                    x
                };
                assert_value::<T>("clamp", &[x, low, high], y, expected, same);
            }
        }
        let x = T::variable(1.0);
        let inside = T::parts(Float::clamp(x, T::lift(-1.0), T::lift(1.0)), x);
        assert!(inside == [1.0, 1.0] || inside == [1.0], "{inside:?}: the ends belong to the inside");
    }
    for_every_number!(check);
}
