//! Gradients in a narrow float with a loss scale: what it saves, what it must not hide.

use ad_core::objective;
use ad_forward::{LossScaled, gradient, loss_scaled_gradient};

/// The slopes of `f` span 20 orders of magnitude.
macro_rules! wide {
    () => {
        objective!(|x| (x[0] * 1e-3).sin() * 1e-3 + x[1].exp() * 1e-3 * 1e-3 + x[2].sq() * 1e-20 + x[3].powi(3))
    };
}
const X: [f64; 4] = [0.5, -1.0, 3.0, 2.0];

#[test]
fn with_f64_and_a_power_of_two_it_is_the_gradient() {
    let (value, exact) = gradient(&wide!(), &X);
    for loss_scale in [1.0, 2f64.powi(-30), 2f64.powi(40)] {
        let scaled = loss_scaled_gradient::<f64, _>(&wide!(), &X, loss_scale);
        assert_eq!(scaled, LossScaled { value, gradient: exact.clone() });
    }
    let constant = loss_scaled_gradient::<f64, _>(&objective!(|x| F::one()), &[], 1.0);
    assert_eq!((constant.value, constant.overflowed()), (1.0, false));
}

/// A scale that is no power of two, nor a number of the format, is divided out as it was rounded.
#[test]
fn any_scale_is_taken_out_again() {
    let exact = gradient(&wide!(), &X).1;
    let scaled = loss_scaled_gradient::<f32, _>(&wide!(), &X, 1000.1);
    for (got, exact) in scaled.gradient.iter().zip(&exact) {
        assert!((got - exact).abs() <= 4.0 * f64::from(f32::EPSILON) * exact.abs(), "{got}, not {exact}");
    }
}

#[test]
fn what_underflows_in_f32_is_saved() {
    let f = objective!(|x| (x[0] * 1e-24).sq());
    let slope = |loss_scale| loss_scaled_gradient::<f32, _>(&f, &[1.0], loss_scale).gradient[0];
    assert_eq!(slope(1.0), 0.0);
    assert!((slope(2f64.powi(60)) / 2e-48 - 1.0).abs() < 1e-6);
}

#[test]
fn overflow_stays_visible() {
    let f = objective!(|x| x[0].sq() + x[1]);
    let scaled = loss_scaled_gradient::<f32, _>(&f, &[1e20, 1.0], 2f64.powi(70));
    assert_eq!(scaled.gradient, [f64::INFINITY, 1.0]);
    assert!(scaled.overflowed());
    // the value overflows in f32, which no scale can help: it is seen, and the gradient is good
    let unscaled = loss_scaled_gradient::<f32, _>(&f, &[1e20, 1.0], 1.0);
    assert_eq!((unscaled.value, unscaled.overflowed()), (f64::INFINITY, false));
    // the seed itself overflows
    assert!(loss_scaled_gradient::<f32, _>(&f, &[1.0, 1.0], 1e39).overflowed());
    // so does the point
    assert!(loss_scaled_gradient::<f32, _>(&f, &[1e39, 1.0], 1.0).overflowed());
    // and what is undefined is NaN
    let ln = loss_scaled_gradient::<f32, _>(&objective!(|x| x[0].ln()), &[-1.0], 2.0);
    assert!(ln.value.is_nan() && ln.gradient[0].is_nan() && ln.overflowed());
}

#[test]
#[should_panic(expected = "the loss scale is 0, in the narrow float 0: it must be positive and finite")]
fn a_scale_of_zero_is_refused() {
    loss_scaled_gradient::<f32, _>(&wide!(), &X, 0.0);
}

#[test]
fn useless_scales_are_refused() {
    for loss_scale in [-1.0, f64::NAN, f64::INFINITY, 1e-60] {
        let refused = std::panic::catch_unwind(|| loss_scaled_gradient::<f32, _>(&wide!(), &X, loss_scale));
        assert!(refused.is_err(), "{loss_scale} was taken");
    }
}

/// In 16 bits: a slope in, one below and one above the range of the format.
#[cfg(feature = "half")]
#[test]
fn in_16_bits() {
    use ad_core::{bf16, f16};
    let exact = gradient(&wide!(), &X).1;
    let close = |got: f64, exact: f64, bits: i32| (got / exact - 1.0).abs() < 2f64.powi(2 - bits);
    let plain = loss_scaled_gradient::<f16, _>(&wide!(), &X, 1.0);
    assert!(!close(plain.gradient[0], exact[0], 11) && !close(plain.gradient[1], exact[1], 11));
    let scaled = loss_scaled_gradient::<f16, _>(&wide!(), &X, 4096.0);
    assert!(close(scaled.gradient[0], exact[0], 11) && close(scaled.gradient[3], exact[3], 11), "{scaled:?}");
    // the constant 1e-20 is 0 in f16, which no scale can help
    assert_eq!((scaled.gradient[2], scaled.overflowed()), (0.0, false));
    let over = loss_scaled_gradient::<f16, _>(&wide!(), &X, 8192.0);
    assert_eq!((over.gradient[3], over.overflowed()), (f64::INFINITY, true));
    // bf16 has the range of f32: nothing to be saved, fewer digits
    let brain = loss_scaled_gradient::<bf16, _>(&wide!(), &X, 1.0);
    assert!(brain.gradient.iter().zip(&exact).all(|(&g, &e)| close(g, e, 8)), "{brain:?} {exact:?}");
}
