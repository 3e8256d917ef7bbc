//! Clipped gradients and updates.

use crate::{Quadratic, path};
use ad::objective;
use optim::Recipe;
use optim::descent::{
    AdaGrad, Adam, AdamW, Bfgs, Clip, ClipGradient, ClipUpdate, Descent, Momentum, Multiplier, Nesterov, RmsProp,
    Steepest,
};
use optim::method::Method;
use optim::search::Scheduled;

fn length(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn f() -> Quadratic {
    Quadratic(vec![1.0, 10.0, 50.0])
}
const X0: [f64; 3] = [30.0, -2.0, 1.0];

/// A wide limit changes no bit, a narrow one bounds every step.
fn clips<D: Descent<Quadratic, Size: Multiplier>>(name: &str, descent: impl Fn() -> D) {
    let bare = path(Method::of(descent(), Scheduled::new(0.01)), &f(), &X0, 50);
    for wide in [Clip::Norm(1e9), Clip::Value(1e9)] {
        assert_eq!(path(ClipGradient::new(descent(), wide).rate(0.01), &f(), &X0, 50), bare, "{name}");
        assert_eq!(path(ClipUpdate::new(descent(), wide).rate(0.01), &f(), &X0, 50), bare, "{name}");
    }
    let within = |path: &[Vec<f64>], size: &dyn Fn(&[f64]) -> f64, limit: f64| {
        path.windows(2).all(|x| {
            let step: Vec<f64> = x[1].iter().zip(&x[0]).map(|(a, b)| a - b).collect();
            size(&step) <= limit * (1.0 + 1e-9)
        })
    };
    let largest = |x: &[f64]| x.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    let by_norm = path(ClipUpdate::new(descent(), Clip::Norm(1e-3)).rate(0.01), &f(), &X0, 50);
    let by_value = path(ClipUpdate::new(descent(), Clip::Value(1e-3)).rate(0.01), &f(), &X0, 50);
    assert!(within(&by_norm, &length, 1e-3) && within(&by_value, &largest, 1e-3), "{name}");
    assert!(!within(&bare, &length, 1e-3) && !within(&bare, &largest, 1e-3), "{name}: there is nothing to clip");
}

#[test]
fn around_every_descent() {
    clips("steepest", || Steepest);
    clips("BFGS", Bfgs::default);
    clips("momentum", Momentum::default);
    clips("Nesterov", Nesterov::default);
    clips("AdaGrad", AdaGrad::default);
    clips("RMSProp", RmsProp::default);
    clips("Adam", Adam::default);
    clips("AdamW", AdamW::default);
}

#[test]
fn a_clipped_gradient_keeps_its_direction_or_its_signs() {
    let first = |clip| path(ClipGradient::new(Steepest, clip).rate(0.5), &f(), &X0, 1)[1].clone();
    // the gradient at the start is (30, -20, 50)
    let scale = 2.0 / length(&[30.0, -20.0, 50.0]);
    let expected = [30.0 - 15.0 * scale, -2.0 + 10.0 * scale, 1.0 - 25.0 * scale];
    assert!(first(Clip::Norm(2.0)).iter().zip(expected).all(|(x, e)| (x - e).abs() < 1e-14));
    assert_eq!(first(Clip::Value(2.0)), [29.0, -1.0, 0.0]);
    assert_eq!(first(Clip::Value(f64::INFINITY)), [15.0, 8.0, -24.0]);
    assert_eq!(first(Clip::Norm(0.0)), X0);
}

#[test]
fn the_gradient_ahead_is_clipped_too() {
    let path = path(
        ClipGradient::new(Nesterov::default().beta(0.5), Clip::Value(1.0)).rate(0.5),
        &Quadratic(vec![1.0]),
        &[9.0],
        2,
    );
    assert_eq!(path, [[9.0], [8.5], [8.5 - 0.25 - 0.5]]);
}

#[test]
fn exploding_gradients_are_tamed() {
    let f = objective!(|x| (x[0].sq() * 5.0).exp());
    let tame = ClipGradient::new(Steepest, Clip::Norm(1.0)).rate(0.05).minimize(&f, &[3.0]).unwrap();
    assert!(tame.success(), "{tame}");
    assert!(!Steepest.rate(0.05).minimize(&f, &[3.0]).unwrap().success());
}

#[test]
#[should_panic(expected = "the limit of clipping is -1")]
fn a_limit_is_not_negative() {
    Clip::Norm(-1.0).apply(&[1.0]);
}
