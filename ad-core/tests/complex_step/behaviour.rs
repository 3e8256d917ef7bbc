//! What a user of the complex step meets: formulas, steps, ends of domains, constants, refusals.

use ad_core::{ComplexStep, Number, Real, Special, Tagged};

fn slope(f: impl for<'t> Fn(Tagged<'t, ComplexStep>) -> Tagged<'t, ComplexStep>, x: f64) -> f64 {
    ComplexStep::derivative(f, x, 1e-200)
}

#[track_caller]
fn close(got: f64, exact: f64) {
    assert!((got - exact).abs() <= 4.0 * f64::EPSILON * exact.abs(), "{got} is not {exact}");
}

#[test]
fn analytic_functions() {
    let x = 0.7f64;
    close(slope(|z| z.exp(), x), x.exp());
    close(slope(|z| z.ln(), x), 1.0 / x);
    close(slope(|z| z.sqrt(), x), 0.5 / x.sqrt());
    close(slope(|z| z.recip(), x), -1.0 / x / x);
    close(slope(|z| z.sin(), x), x.cos());
    close(slope(|z| z.cos(), x), -x.sin());
    close(slope(|z| z.tan(), x), 1.0 / x.cos().powi(2));
    close(slope(|z| z.sinh(), x), x.cosh());
    close(slope(|z| z.cosh(), x), x.sinh());
    close(slope(|z| z.tanh(), x), 1.0 / x.cosh().powi(2));
    close(slope(|z| z.powi(-3), x), -3.0 * x.powi(-4));
    close(slope(|z| z.powf(2.5.into()), x), 2.5 * x.powf(1.5));
    close(slope(|z| z.powf(z), x), x.powf(x) * (x.ln() + 1.0));
    close(slope(|z| z.mul_add(z, z) * 2.0 - 1.0, x), 4.0 * x + 2.0);
    close(slope(|z| 3.0 / z, x), -3.0 / x / x);
}

/// Around the steps that a division of differences cannot take.
#[test]
fn any_step_gives_the_same_digits() {
    for h in [1e-8, 1e-50, 1e-100, 1e-300] {
        close(
            ComplexStep::derivative(|z| z.exp() / (z.sin().powi(3) + z.cos().powi(3)).sqrt(), 1.5, h),
            4.053427893898621,
        );
    }
}

#[test]
fn outside_the_real_domain_is_nan() {
    assert!(slope(|z| z.ln(), -1.0).is_nan() && slope(|z| z.sqrt(), -1.0).is_nan());
    assert!(slope(|z| z.powf(0.5.into()), -2.0).is_nan());
}

#[test]
fn comparisons_and_branches_see_the_real_part() {
    fn f<F: Real>(z: F) -> F {
        F::select(z > F::one(), z * z, -z)
    }
    assert_eq!((slope(|z| f(z), 3.0), slope(|z| f(z), 0.5)), (6.0, -1.0));
}

#[test]
#[should_panic(expected = "`abs` has no complex-step formula")]
fn abs_is_not_analytic() {
    slope(|z| z.abs(), 1.0);
}

#[test]
#[should_panic(expected = "`max` has no complex-step formula")]
fn max_is_not_analytic() {
    slope(|z| z.max(1.0.into()), 1.0);
}

#[test]
#[should_panic(expected = "use a dual number")]
fn the_refusal_says_what_to_use() {
    slope(|z| z.relu(), 1.0);
}

/// Without an imaginary part there is nothing to differentiate.
#[test]
fn every_function_is_known_of_constants() {
    assert_eq!(slope(|z| z.detach().abs().floor() * z, -2.5), 2.0);
    assert_eq!(slope(|z| z * Tagged::from(-3.0).max(2.0.into()), 1.0), 2.0);
}

#[test]
fn ends_of_domains_and_poles_have_the_real_value_and_an_infinite_slope() {
    type Function = fn(ComplexStep) -> ComplexStep;
    let up = f64::INFINITY;
    let ends: [(Function, f64, f64, f64); 16] = [
        (|z| z.sqrt(), 0.0, 0.0, up),
        (|z| z.cbrt(), 0.0, 0.0, up),
        (|z| z.ln(), 0.0, -up, up),
        (|z| z.log2(), 0.0, -up, up),
        (|z| z.log10(), 0.0, -up, up),
        (|z| z.ln_1p(), -1.0, -up, up),
        (|z| z.asin(), 1.0, 1f64.asin(), up),
        (|z| z.acos(), -1.0, (-1f64).acos(), -up),
        (|z| z.acosh(), 1.0, 0.0, up),
        (|z| z.atanh(), 1.0, up, up),
        (|z| z.xlogx(), 0.0, 0.0, -up),
        (|z| z.powf(0.5.into()), 0.0, 0.0, up),
        (|z| z.recip(), 0.0, up, -up),
        (|z| z.powi(-3), 0.0, up, -up),
        (|z| z.ln_gamma(), 0.0, up, -up),
        (|z| z.digamma(), 0.0, -up, up),
    ];
    for (k, (f, x, y, slope)) in ends.into_iter().enumerate() {
        for h in [1e-200, 1e-2] {
            let w = f(ComplexStep::new(x, h));
            assert_eq!((w.re(), w.im() / h), (y, slope), "function {k}, step {h}");
        }
        // a strong zero is not hidden by them
        assert_eq!(f(ComplexStep::new(x, 0.0)).im(), 0.0, "function {k}");
        assert_eq!((ComplexStep::from(0.0).chain(f(ComplexStep::new(x, 1e-200)))).im(), 0.0, "function {k}");
    }
    for w in [
        ComplexStep::new(0.0, 1e-200).hypot(0.0.into()),
        ComplexStep::new(0.0, 1e-200).atan2(0.0.into()),
        ComplexStep::new(-1.0, 1e-200).ln_gamma(),
    ] {
        assert!(w.im().is_nan());
    }
}

/// Where one argument of two stands at such an end.
#[test]
fn ends_of_functions_of_two_arguments() {
    let up = f64::INFINITY;
    let (at, step) = (|x: f64| ComplexStep::new(x, 1e-200), |w: ComplexStep| (w.re(), w.im() / 1e-200));
    let c = ComplexStep::from;
    assert_eq!(step(c(3.0) / at(0.0)), (up, -up));
    assert_eq!(step(at(3.0) / c(0.0)), (up, up));
    assert_eq!(step(c(0.0).powf(at(2.0))), (0.0, 0.0));
    assert_eq!(step(c(0.0).powf(at(0.0))), (1.0, -up));
    assert_eq!(step(at(0.0).powf(at(1.0))), (0.0, 1.0));
    assert_eq!(step(at(0.0).powf(at(3.0))), (0.0, 0.0));
    assert_eq!(step(at(0.0).powf(at(0.5))), (0.0, up));
    assert_eq!(c(-2.0).powf(at(3.0)).re(), -8.0);
    assert!(c(-2.0).powf(at(3.0)).im().is_nan());
    assert_eq!(step(at(3.0).xlogy(c(0.0))), (-up, -up));
    assert_eq!(step(c(2.0).xlogy(at(0.0))), (-up, up));
    assert_eq!(step(at(0.0).xlogy(c(1.0))), (0.0, 0.0));
    assert_eq!(step(at(0.0).log(c(2.0))), (-up, up));
    assert_eq!(step(at(0.0).log(c(0.5))), (up, -up));
    assert_eq!(step(at(2.0).log(c(1.0))), (up, up));
    assert!(c(2.0).log(at(1.0)).im().is_nan() && c(2.0).log(at(0.0)).im().is_nan());
    assert_eq!(step(at(0.0).hypot(c(-2.0))), (2.0, 0.0));
    assert_eq!(step(at(1.0).atan2(c(0.0))).1, 0.0);
}

#[test]
fn beyond_the_ends_both_parts_are_nan() {
    type Function = fn(ComplexStep) -> ComplexStep;
    let functions: [(Function, f64); 9] = [
        (|z| z.log2(), -1.0),
        (|z| z.log10(), -1.0),
        (|z| z.ln_1p(), -1.5),
        (|z| z.asin(), 1.5),
        (|z| z.acos(), -1.5),
        (|z| z.acosh(), 0.5),
        (|z| z.atanh(), 1.5),
        (|z| z.xlogx(), -0.5),
        (|z| z.digamma(), -2.0),
    ];
    for (k, (f, x)) in functions.into_iter().enumerate() {
        let w = f(ComplexStep::new(x, 1e-20));
        assert!(w.re().is_nan() && w.im().is_nan(), "function {k}: {w:?}");
    }
}

/// Neither `h/x` nor `x²` may leave the range where the slope does not.
#[test]
fn tiny_and_huge_arguments() {
    let h = 1e-200;
    let at = |f: fn(ComplexStep) -> ComplexStep, x: f64| f(ComplexStep::new(x, h)).im() / h;
    close(at(|z| z.sq(), 1e150), 2e150);
    close(at(|z| z.powi(3), 1e100), 3.0 * 1e100f64.powi(2));
    close(at(|z| z.powi(-3), 1e-60), -3e240);
    close(at(|z| z.sqrt(), 1e100), 0.5e-50);
    close(at(|z| z.xlogx(), 1e200), 1.0 + 1e200f64.ln());
    close(at(|z| z.ln_gamma(), 1e200), 1e200f64.ln());
    close(at(|z| z.atan(), 1e30), 1e-60);
    close(at(|z| z.asinh(), 1e50), 1e-50);
    close(at(|z| z.acosh(), 1e50), 1e-50);
    close(at(|z| z.asin(), 1e-150), 1.0);
    close(at(|z| z.tanh(), -20.0), 4.0 * (-40f64).exp());
    close(at(|z| z.logistic(), -200.0), (-200f64).exp());
    close(at(|z| z.softplus(), -200.0), (-200f64).exp());
    close(at(|z| z.log_sigmoid(), 200.0), (-200f64).exp());
    close(at(|z| z.erf(), 1e-100), core::f64::consts::FRAC_2_SQRT_PI);
    close(at(|z| z.erf(), 10.1), 5.624383951544329e-45); // the rounding of x² counts
    close(at(|z| z.sinc(), 1e-50), -1e-50 / 3.0);
    close(at(|z| z.bessel_j0(), 1e-50), -0.5e-50);
    close(at(|z| z.digamma(), 1e-50), 1e100);
    close(at(|z| z.hypot(2e250.into()), 2e250), 0.5f64.sqrt());
    close(at(|z| z.hypot(2e-150.into()), 2e-150), 0.5f64.sqrt());
    close(at(|z| ComplexStep::from(1e-100).atan2(z), 2e-100), -0.2e100);
    close(at(|z| z / 1e100, 1e250), 1e-100);
    close(at(|z| ComplexStep::from(1e150) / z, 1e120), -1e-90);
}

/// A value that overflows keeps the slope that does not.
#[test]
fn infinite_values() {
    let at = |f: fn(ComplexStep) -> ComplexStep, x: f64| {
        let w = f(ComplexStep::new(x, 1e-200));
        (w.re(), w.im() / 1e-200)
    };
    assert_eq!(at(|z| z.exp(), 1000.0), (f64::INFINITY, f64::INFINITY));
    assert_eq!(at(|z| z / 1e-10, 1e300), (f64::INFINITY, 1e10));
    let (value, slope) = at(|z| z.powi(3), 1e150);
    assert_eq!(value, f64::INFINITY);
    close(slope, 3e300);
    assert_eq!(at(|z| z.tanh(), f64::INFINITY), (1.0, 0.0));
    assert_eq!(at(|z| z.exp(), f64::NEG_INFINITY), (0.0, 0.0));
}
