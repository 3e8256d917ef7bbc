//! `MultiDual` is `Dual<Dual<..>>` with the depth known at run time.

use ad_core::{Objective, Real, objective};
use ad_forward::{Dual, MultiDual, mixed_partial};

fn everything<F: Real>(x: &[F]) -> F {
    ((x[0].sin() + x[1] * x[1]).exp().atan2(x[0] + 3.0) + x[0].powi(3).tanh()) * (x[1] * 2.0 + 5.0).powf(x[0])
        / x[1].sqrt()
}

#[test]
fn equals_nested_duals_bit_for_bit() {
    let [x, y] = [0.7, 1.3];
    let zero = Dual::constant(0.0);
    let one = Dual::constant(1.0);
    let nested = everything(&[
        Dual::new(Dual::new(Dual::new(x, 1.0), zero), Dual::new(one, zero)),
        Dual::new(Dual::new(Dual::constant(y), one), Dual::new(zero, zero)),
    ]);
    let flat = everything(&[MultiDual::<f64, 8>::variable(x, &[0, 2]), MultiDual::variable(y, &[1])]);
    let parts = [
        nested.re.re.re,
        nested.re.re.eps,
        nested.re.eps.re,
        nested.re.eps.eps,
        nested.eps.re.re,
        nested.eps.re.eps,
        nested.eps.eps.re,
        nested.eps.eps.eps,
    ];
    assert_eq!(flat.coefficients(), &parts);
}

#[test]
fn mixed_partials_do_not_depend_on_the_order_of_the_variables() {
    let f = objective!(everything);
    let (a, b) = (mixed_partial(&f, &[0.7, 1.3], &[0, 1, 0, 1]), mixed_partial(&f, &[0.7, 1.3], &[1, 1, 0, 0]));
    assert!(f64::abs(a - b) <= 1e-12 * f64::abs(a), "{a} {b}");
    assert_eq!(mixed_partial(&f, &[0.7, 1.3], &[]), f.value(&[0.7, 1.3]));
}

#[test]
fn an_eighth_derivative() {
    let f = objective!(|x| (x[0] * 2.0).sin() * x[1].powi(4));
    // d^4/dx^4 sin 2x = 16 sin 2x, d^4/dy^4 y^4 = 24
    let exact = 16.0 * 24.0 * 1f64.sin();
    let got = mixed_partial(&f, &[0.5, 3.0], &[0, 0, 0, 0, 1, 1, 1, 1]);
    assert!(f64::abs(got - exact) <= 1e-14 * exact, "{got} {exact}");
}

#[test]
#[should_panic(expected = "variable 2 of a function of 2 variables")]
fn an_unknown_variable_is_named() {
    mixed_partial(&objective!(|x| x[0] * x[1]), &[1.0, 2.0], &[0, 2]);
}

#[test]
#[should_panic(expected = "at most 8")]
fn nine_is_too_many() {
    mixed_partial(&objective!(|x| x[0] * x[1]), &[1.0, 2.0], &[0; 9]);
}
