//! Into and out of a number: constants in, values out.

use crate::types::{Variable, for_every_number};
use num_traits::{FromPrimitive, NumCast};

#[test]
fn what_comes_in_is_a_constant() {
    fn check<T: Variable>() {
        let constants = [
            NumCast::from(3.5f64),
            NumCast::from(3.5f32),
            FromPrimitive::from_f64(3.5),
            FromPrimitive::from_f32(3.5),
            Some(T::lit(3.5)),
            Some(T::lift(3.5)),
            T::from_str_radix("3.5", 10).ok(),
        ];
        for c in constants {
            assert_eq!(c.and_then(T::as_constant), Some(3.5));
        }
        let whole = [
            NumCast::from(-3i8),
            NumCast::from(-3i64),
            FromPrimitive::from_i8(-3),
            FromPrimitive::from_i32(-3),
            FromPrimitive::from_i64(-3),
            FromPrimitive::from_isize(-3),
            T::from_str_radix("-11", 2).ok(),
        ];
        for c in whole {
            assert_eq!(c.and_then(T::as_constant), Some(-3.0));
        }
        let counts: [Option<T>; 4] =
            [NumCast::from(7u8), FromPrimitive::from_u64(7), FromPrimitive::from_usize(7), T::from_u32(7)];
        for c in counts {
            assert_eq!(c.and_then(T::as_constant), Some(7.0));
        }
        assert!(T::from_str_radix("three", 10).is_err());
        let from_another: T = NumCast::from(T::variable(2.0)).expect("a value");
        assert_eq!(from_another.as_constant(), Some(2.0), "a cast detaches");
    }
    for_every_number!(check);
}

#[test]
fn what_comes_out_is_the_value() {
    fn check<T: Variable>() {
        let x = T::variable(-3.75);
        assert_eq!((x.to_f64(), x.to_f32(), x.to_i64(), x.to_i32()), (Some(-3.75), Some(-3.75), Some(-3), Some(-3)));
        assert_eq!((x.to_u64(), x.to_u8()), (None, None));
        assert_eq!((T::variable(7.9).to_usize(), T::variable(1e30).to_i64()), (Some(7), None));
        assert_eq!(x.detach().as_constant(), Some(-3.75));
    }
    for_every_number!(check);
}

#[test]
fn a_variable_is_not_a_constant() {
    fn check<T: Variable>() {
        let x = T::variable(2.0);
        let expected = if T::parts(x, x).len() == 1 { Some(2.0) } else { None };
        assert_eq!(x.as_constant(), expected, "{}", std::any::type_name::<T>());
        assert!(!T::variable(0.0).is_strong_zero() || expected.is_some());
        assert!(T::lift(0.0).is_strong_zero() && !T::lift(1.0).is_strong_zero());
        assert!(x.is_finite_all() && !T::poison().is_finite_all() && T::poison().is_nan());
    }
    for_every_number!(check);
}

/// A finite value with an infinite slope.
#[test]
fn is_finite_all_sees_the_slopes() {
    let x = ad::Dual::variable(0.0).sqrt();
    assert!(num_traits::Float::is_finite(x) && !ad::Number::is_finite_all(x));
    let x = ad::Taylor::<f64, 2>::variable(0.0).sqrt();
    assert!(num_traits::Float::is_finite(x) && !ad::Number::is_finite_all(x));
    let x = ad::HyperDual::new(1.0, 0.0, 0.0, f64::NAN);
    assert!(num_traits::Float::is_finite(x) && !ad::Number::is_finite_all(x));
}
