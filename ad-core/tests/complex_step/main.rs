//! The complex step: slopes from formulas of its own, a clear refusal of the rest.
#![cfg(feature = "complex-step")]
mod wide;

use ad_core::{ComplexStep, Real, Tagged};

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
