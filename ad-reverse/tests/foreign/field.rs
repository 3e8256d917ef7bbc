//! `Scalar` as a real field: what no factorization shows.

use ad_core::num_traits::Signed;
use ad_reverse::Scalar;
use core::f64::consts;
use nalgebra::{ComplexField, RealField, SimdValue, convert, convert_unchecked, try_convert};

#[test]
fn constants_are_those_of_f64() {
    let pairs: [(Scalar, f64); 15] = [
        (RealField::pi(), consts::PI),
        (RealField::two_pi(), consts::TAU),
        (RealField::frac_pi_2(), consts::FRAC_PI_2),
        (RealField::frac_pi_3(), consts::FRAC_PI_3),
        (RealField::frac_pi_4(), consts::FRAC_PI_4),
        (RealField::frac_pi_6(), consts::FRAC_PI_6),
        (RealField::frac_pi_8(), consts::FRAC_PI_8),
        (RealField::frac_1_pi(), consts::FRAC_1_PI),
        (RealField::frac_2_pi(), consts::FRAC_2_PI),
        (RealField::frac_2_sqrt_pi(), consts::FRAC_2_SQRT_PI),
        (RealField::e(), consts::E),
        (RealField::log2_e(), consts::LOG2_E),
        (RealField::log10_e(), consts::LOG10_E),
        (RealField::ln_2(), consts::LN_2),
        (RealField::ln_10(), consts::LN_10),
    ];
    assert!(pairs.iter().all(|&(got, expected)| got == expected.into()), "{pairs:?}");
    let ends: [Option<Scalar>; 2] = [RealField::min_value(), RealField::max_value()];
    assert_eq!(ends, [Some(f64::MIN.into()), Some(f64::MAX.into())]);
}

/// Value and slope of a function that generic code calls.
fn slope(f: impl Fn(Scalar) -> Scalar, x: f64) -> (f64, f64) {
    let (value, gradient) = Scalar::gradient(|x| f(x[0]), &[x]);
    (value, gradient[0])
}

/// What is written out one by one; a function that is handed on by its name has no room for a mistake.
#[test]
fn the_parts_of_a_real_number() {
    assert_eq!(slope(ComplexField::real, -3.0), (-3.0, 1.0));
    assert_eq!(slope(ComplexField::from_real, -3.0), (-3.0, 1.0));
    assert_eq!(slope(ComplexField::conjugate, -3.0), (-3.0, 1.0));
    assert_eq!(slope(ComplexField::imaginary, -3.0), (0.0, 0.0));
    assert_eq!(slope(ComplexField::modulus, -3.0), (3.0, -1.0));
    assert_eq!(slope(ComplexField::norm1, -3.0), (3.0, -1.0));
    assert_eq!(slope(ComplexField::modulus_squared, -3.0), (9.0, -6.0));
    assert_eq!(slope(ComplexField::argument, -3.0), (consts::PI, 0.0));
    assert_eq!(slope(ComplexField::argument, 3.0), (0.0, 0.0));
    assert_eq!(slope(|x| x.to_exp().0, -3.0), (3.0, -1.0));
    assert_eq!(slope(|x| x.to_exp().1, -3.0), (-1.0, 0.0));
    assert_eq!(slope(|x| x.to_exp().0, -0.0), (-0.0, 1.0));
    assert_eq!(slope(|x| x.scale(x), 3.0), (9.0, 6.0));
    assert_eq!(slope(|x| Scalar::from(2.0).unscale(x), 2.0), (1.0, -0.5));
    assert_eq!(slope(|x| ComplexField::sin_cos(x).0, 0.0), (0.0, 1.0));
    assert_eq!(slope(|x| ComplexField::sin_cos(x).1, 0.0), (1.0, 0.0));
    assert_eq!(slope(ComplexField::sinc, 0.0), (1.0, 0.0));
    assert_eq!(slope(|x| ComplexField::powi(x, 3), 2.0), (8.0, 12.0));
    assert_eq!(slope(|x| x.powc(3.0.into()), -2.0), (-8.0, 12.0));
    assert_eq!(slope(|x| x.try_sqrt().expect("a root"), 4.0), (2.0, 0.25));
    assert!(Scalar::from(-1.0).try_sqrt().is_none() && Scalar::from(f64::NAN).try_sqrt().is_none());
    assert!(ComplexField::is_finite(&Scalar::from(1.0)) && !ComplexField::is_finite(&Scalar::from(f64::INFINITY)));
    assert!(RealField::is_sign_positive(&Scalar::from(0.0)) && RealField::is_sign_negative(&Scalar::from(-0.0)));
}

#[test]
fn signs() {
    let sign = |x: f64| (Signed::is_positive(&Scalar::from(x)), Signed::is_negative(&Scalar::from(x)));
    assert_eq!([2.0, -2.0, f64::INFINITY].map(sign), [(true, false), (false, true), (true, false)]);
    assert_eq!(slope(|x| Signed::abs(&x), -3.0), (3.0, -1.0));
    assert_eq!(slope(|x| Signed::signum(&x), -3.0), (-1.0, 0.0));
    assert_eq!(slope(|x| Signed::abs_sub(&x, &1.0.into()), 3.0), (2.0, 1.0));
}

#[test]
fn a_number_that_varies_is_no_float() {
    let f = |x: &[Scalar]| {
        assert_eq!(try_convert::<Scalar, f64>(x[0]), None);
        assert_eq!(try_convert::<Scalar, f32>(x[0]), None);
        assert_eq!(try_convert::<Scalar, Scalar>(x[0]), Some(x[0]));
        let detached: f64 = convert_unchecked(x[0]);
        x[0] * detached
    };
    assert_eq!(Scalar::gradient(f, &[3.0]), (9.0, vec![3.0]));
    let constant: Scalar = convert(0.5f64);
    assert_eq!((try_convert::<_, f64>(constant), try_convert::<_, f32>(constant)), (Some(0.5), Some(0.5)));
    assert_eq!(convert::<f32, Scalar>(0.5), constant);
}

#[test]
fn one_lane() {
    let mut x = Scalar::splat(2.0.into());
    x.replace(0, x.extract(0) * 3.0);
    assert_eq!((x.select(true, 1.0.into()), x.select(false, 1.0.into())), (6.0.into(), 1.0.into()));
    assert_eq!(x.map_lanes(|x| x + 1.0), 7.0.into());
    assert_eq!(x.zip_map_lanes(2.0.into(), |x, y| x / y), 3.0.into());
}

#[test]
#[should_panic(expected = "the len is 1 but the index is 1")]
fn no_second_lane() {
    Scalar::from(2.0).extract(1);
}

#[test]
fn tolerances_are_numbers_as_well() {
    use ad_core::approx::{AbsDiffEq, RelativeEq, UlpsEq};
    let (a, b) = (Scalar::from(100.0), Scalar::from(100.0 + 1e-7));
    assert!(a.abs_diff_eq(&b, 1e-6.into()) && !a.abs_diff_eq(&b, 1e-8.into()));
    assert!(a.relative_eq(&b, 0.0.into(), 1e-8.into()) && !a.relative_eq(&b, 0.0.into(), 1e-10.into()));
    assert!(!a.ulps_eq(&b, 0.0.into(), 4) && a.ulps_eq(&(a * (1.0 + f64::EPSILON)), 0.0.into(), 4));
    assert_eq!(Scalar::default_epsilon(), f64::EPSILON.into());
    assert_eq!(Scalar::default_max_relative(), f64::EPSILON.into());
    assert_eq!(Scalar::default_max_ulps(), f64::default_max_ulps());
}
