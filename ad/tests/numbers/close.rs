//! approx compares every coefficient, each with the tolerance of the plain float below.

use crate::by_hand::by_hand;
use ad::{Dual, DualVec, HyperDual, MultiDual, Plain, Taylor};
use approx::{AbsDiffEq, RelativeEq, UlpsEq};

/// `a` is close to itself and `b`, and `c` differs from it in one coefficient.
#[track_caller]
fn check<T: AbsDiffEq<Epsilon = f64> + RelativeEq + UlpsEq + Copy + std::fmt::Debug>(a: T, near: T, others: &[T]) {
    assert!(
        a.abs_diff_eq(&near, 1e-9) && a.relative_eq(&near, 0.0, 1e-9) && a.ulps_eq(&near, 0.0, 4),
        "{a:?} {near:?}"
    );
    approx::assert_relative_eq!(a, near);
    approx::assert_ulps_eq!(a, near);
    approx::assert_abs_diff_eq!(a, near);
    for other in others {
        assert!(!a.abs_diff_eq(other, 1e-9), "{a:?} {other:?}");
        assert!(!a.relative_eq(other, 1e-9, 1e-9), "{a:?} {other:?}");
        assert!(!a.ulps_eq(other, 1e-9, 4), "{a:?} {other:?}");
        assert!(a.abs_diff_eq(other, 1.0) && a.relative_eq(other, 1.0, 0.0), "{a:?} {other:?}");
    }
}

const UP: f64 = 1.0 + f64::EPSILON;

#[test]
fn a_difference_in_any_coefficient_counts() {
    check(Plain(1.0), Plain(UP), &[Plain(1.5)]);
    check(Dual::new(1.0, 2.0), Dual::new(UP, 2.0), &[Dual::new(1.0, 2.5), Dual::new(1.5, 2.0)]);
    let others = [[2.5, 3.0], [2.0, 3.5]].map(|eps| DualVec::new(1.0, eps));
    check(DualVec::new(1.0, [2.0, 3.0]), DualVec::new(UP, [2.0, 3.0]), &others);
    let hyper = |[a, b, c, d]: [f64; 4]| HyperDual::new(a, b, c, d);
    let others = [[1.0, 2.5, 3.0, 4.0], [1.0, 2.0, 3.5, 4.0], [1.0, 2.0, 3.0, 4.5]].map(hyper);
    check(hyper([1.0, 2.0, 3.0, 4.0]), hyper([UP, 2.0, 3.0, 4.0]), &others);
    let series = [[1.0, 2.5, 3.0], [1.0, 2.0, 3.5]].map(Taylor::new);
    check(Taylor::new([1.0, 2.0, 3.0]), Taylor::new([UP, 2.0, 3.0]), &series);
    let multi = MultiDual::<f64, 4>::variable(1.0, &[0]);
    check(multi, multi * UP, &[multi + MultiDual::variable(0.0, &[1]) * 0.5]);
    let nested = |e| Dual::new(Dual::new(1.0, 2.0), Dual::new(3.0, e));
    check(nested(1.0), nested(UP), &[nested(1.5)]);
}

by_hand! {
    /// A handle is its value; its derivatives are the list's.
    #[test]
    fn handles_compare_their_values() {
        let list = List::<f64>::new();
        check(list.variable(1.0), list.variable(UP), &[list.variable(1.5)]);
        let list = List::<Dual<f64>>::new();
        let at = |x, v| list.variable(Dual::new(x, v));
        check(at(1.0, 2.0), at(UP, 2.0), &[at(1.0, 2.5)]);
    }
}

#[test]
fn equal_values_with_different_tangents_are_equal_but_not_close() {
    let (a, b) = (Dual::new(1.0, 2.0), Dual::new(1.0, 3.0));
    assert!(a == b && !a.relative_eq(&b, 1e-6, 1e-6));
    let (a, b) = (Dual::new(1.0, f64::NAN), Dual::new(1.0, f64::NAN));
    assert!(a == b && !a.abs_diff_eq(&b, 1.0), "NaN is close to nothing");
}

#[test]
fn default_tolerances_are_those_of_the_float_below() {
    assert_eq!(Dual::<f32>::default_epsilon(), f32::EPSILON);
    assert_eq!(Dual::<Dual<f64>>::default_epsilon(), f64::EPSILON);
    assert_eq!(Taylor::<f32, 3>::default_max_relative(), f32::EPSILON);
    assert_eq!(HyperDual::<f64>::default_max_ulps(), f64::default_max_ulps());
}
