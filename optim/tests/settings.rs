//! A setting out of its range is refused where it is given, and the panic says what it is and what it must be.

use ad::{forward::LossScaled, objective};
use optim::descent::{
    AdaGrad, Adam, AdamW, Clip, ClipGradient, ClipUpdate, Lbfgs, Momentum, Nesterov, RmsProp, Steepest,
};
use optim::loss_scale::LossScaler;
use optim::problem::Narrow;
use optim::schedule::Exponential;
use optim::search::{Armijo, Fixed, HagerZhang, StrongWolfe, TrustRegion};
use optim::stop::{ChangeBelow, GradientBelow, StepBelow, ValueBelow};
use optim::{Recipe, Report};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the panic says.
fn refused<T>(set: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(set)).err().expect("a panic");
    let text = payload.downcast_ref::<String>().cloned();
    text.unwrap_or_else(|| payload.downcast_ref::<&str>().expect("a message").to_string())
}

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

#[test]
fn searches() {
    for (c1, c2) in [(0.9, 0.1), (0.0, 0.9), (1e-4, 1.0), (0.5, 0.5), (NAN, 0.9), (1e-4, NAN), (-0.1, 0.9)] {
        assert!(refused(|| StrongWolfe::with(c1, c2)).contains("0 < c1 < c2 < 1"), "{c1}, {c2}");
    }
    for (delta, sigma) in [(0.5, 0.9), (0.0, 0.9), (0.3, 0.2), (0.1, 1.0), (NAN, 0.9), (0.1, NAN)] {
        assert!(refused(|| HagerZhang::with(delta, sigma)).contains("delta <= sigma < 1"), "{delta}, {sigma}");
    }
    for bad in [0.0, 1.0, 2.0, -0.5, NAN] {
        assert_eq!(
            refused(|| Armijo::default().decrease(bad)),
            format!("the decrease is {bad}: it must be above 0 and below 1")
        );
        assert!(refused(|| Armijo::default().shrink(bad)).starts_with(&format!("the factor between trials is {bad}:")));
    }
    for bad in [0.0, -1.0, INF, NAN] {
        assert_eq!(
            refused(|| TrustRegion::radius(bad)),
            format!("the radius is {bad}: it must be positive and finite")
        );
    }
    // what lies within is not
    let _ = (StrongWolfe::with(1e-4, 0.1), HagerZhang::with(0.1, 0.1), Armijo::default().decrease(0.5).shrink(0.9));
    let _ = TrustRegion::radius(1e300);
}

#[test]
fn descents() {
    assert_eq!(refused(|| Lbfgs::default().memory(0)), "the memory is 0: L-BFGS keeps at least one pair");
    for bad in [1.0, -0.1, NAN] {
        let said = format!("is {bad}: it must be at least 0 and below 1");
        let all = [
            refused(|| Momentum::default().beta(bad)),
            refused(|| Nesterov::default().beta(bad)),
            refused(|| RmsProp::default().rho(bad)),
            refused(|| Adam::default().betas(bad, 0.9)),
            refused(|| Adam::default().betas(0.9, bad)),
            refused(|| AdamW::default().betas(0.9, bad)),
        ];
        assert!(all.iter().all(|text| text.ends_with(&said)), "{all:?}");
    }
    for bad in [-1.0, INF, NAN] {
        let said = format!("is {bad}: it must be finite and not negative");
        let all = [
            refused(|| AdaGrad::default().epsilon(bad)),
            refused(|| RmsProp::default().epsilon(bad)),
            refused(|| Adam::default().epsilon(bad)),
            refused(|| AdamW::default().epsilon(bad)),
            refused(|| AdamW::default().decay(bad)),
        ];
        assert!(all.iter().all(|text| text.ends_with(&said)), "{all:?}");
    }
    for bad in [-1.0, NAN] {
        let said = format!("the limit of clipping is {bad}: it must not be negative");
        assert_eq!(refused(|| ClipGradient::new(Steepest, Clip::Norm(bad))), said);
        assert_eq!(refused(|| ClipUpdate::new(Steepest, Clip::Value(bad))), said);
        assert_eq!(refused(|| Clip::Norm(bad).apply(&[1.0])), said);
    }
}

#[test]
fn loss_scales() {
    let f = objective!(|x| x[0].sq());
    for bad in [0.0, -1.0, INF, NAN] {
        let said = format!("the loss scale is {bad}: it must be positive and finite");
        assert_eq!(refused(|| Narrow::<f32, _>::new(&f, bad)), said);
        assert_eq!(refused(|| LossScaler::new(bad)), said);
        assert!(refused(|| LossScaler::default().floor(bad)).starts_with("the floor is"));
        assert!(refused(|| LossScaler::default().ceiling(bad)).starts_with("the ceiling is"));
    }
    let LossScaled { gradient, .. } = Narrow::<f32, _>::new(&f, 2.0).loss_scaled(&[3.0]);
    assert_eq!(gradient, [6.0]);
}

/// What is a public number is refused at its first use, before any step.
#[test]
fn numbers_without_a_constructor() {
    let f = objective!(|x| x[0].cosh());
    let run = |method: &dyn Fn() -> Result<Report, optim::Error>| refused(method);
    for bad in [-1.0, NAN] {
        let said = format!("the tolerance is {bad}: it must not be negative");
        assert_eq!(run(&|| Steepest.stop(GradientBelow(bad)).minimize(&f, &[1.0])), said);
        assert_eq!(run(&|| Steepest.stop(StepBelow(bad)).minimize(&f, &[1.0])), said);
        assert_eq!(run(&|| Steepest.stop(ChangeBelow(bad)).minimize(&f, &[1.0])), said);
    }
    assert_eq!(run(&|| Steepest.stop(ValueBelow(NAN)).minimize(&f, &[1.0])), "the target value is not a number");
    for bad in [-1.0, INF, NAN] {
        assert!(run(&|| Steepest.search(Fixed(bad)).minimize(&f, &[1.0])).starts_with("the fixed length is"));
        let rates = Exponential { first: bad, factor: 1.0 };
        assert!(run(&|| Steepest.rate(rates).minimize(&f, &[1.0])).starts_with("the schedule gives step 0 the rate"));
    }
}
