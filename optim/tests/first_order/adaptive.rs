//! AdaGrad, RMSProp, Adam, AdamW: their steps in constant gradients and at rest.

use crate::{Linear, Quadratic, path, steps};
use ad::Objective;
use optim::descent::{AdaGrad, Adam, AdamW, Descent, Momentum, Rate, RmsProp};
use optim::method::Method;
use optim::problem::{Gradient, Oracle, Point};
use optim::search::Scheduled;

/// Whether the `k`-th step, `k = 1, 2, ..`, of the gradient `c` is `-closed(k)` times its sign.
fn steps_are<D: Descent<Linear, Size = Rate>>(descent: impl Fn() -> D, closed: impl Fn(i32) -> f64) -> bool {
    [3e-4, -1.0, 7e5].into_iter().all(|c: f64| {
        // from far below, so that the differences of points are the steps to many digits
        let path = path(Method::of(descent(), Scheduled::new(0.5)), &Linear(vec![c]), &[0.0], 40);
        let steps = steps(&path);
        let error = |(k, step): (usize, &f64)| (step + c.signum() * closed(k as i32 + 1)).abs();
        steps.len() == 40 && steps.iter().enumerate().map(error).fold(0.0, f64::max) < 1e-13
    })
}

/// Adam without the correction of the bias.
#[derive(Default)]
struct Biased {
    m: f64,
    v: f64,
}
impl<P: Gradient> Descent<P> for Biased {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        (self.m, self.v) = (0.9 * self.m + 0.1 * at.g[0], 0.999 * self.v + 0.001 * at.g[0] * at.g[0]);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, _: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = vec![-size * self.m / self.v.sqrt()];
        0.0
    }
}

#[test]
fn adams_steps_are_the_rate_times_the_sign() {
    let exact = || Adam::default().epsilon(0.0);
    assert!(steps_are(exact, |_| 0.5));
    // with the usual epsilon only as far as the gradient is not of its size
    assert!(!steps_are(Adam::default, |_| 0.5));
    assert!(!steps_are(Biased::default, |_| 0.5));
    // the twin does what its formula says
    assert!(steps_are(Biased::default, |k| 0.5 * (1.0 - 0.9f64.powi(k)) / (1.0 - 0.999f64.powi(k)).sqrt()));
}

#[test]
fn adams_first_step_knows_only_signs() {
    let f = Quadratic(vec![1.0, 1e6, 1e-3]);
    let path = path(Method::of(Adam::default(), Scheduled::new(0.25)), &f, &[1.0, -1.0, 8.0], 1);
    for (x, expected) in path[1].iter().zip([0.75, -0.75, 7.75]) {
        assert!((x - expected).abs() < 1e-6, "{x} {expected}");
    }
}

#[test]
fn adagrads_steps_fall_like_the_root() {
    let exact = || AdaGrad::default().epsilon(0.0);
    assert!(steps_are(exact, |k| 0.5 / f64::from(k).sqrt()));
    assert!(!steps_are(|| RmsProp::default().epsilon(0.0), |k| 0.5 / f64::from(k).sqrt()));
}

#[test]
fn rmsprops_steps_tend_to_the_rate() {
    for rho in [0.5, 0.9, 0.99] {
        let exact = || RmsProp::default().rho(rho).epsilon(0.0);
        assert!(steps_are(exact, |k| 0.5 / (1.0 - rho.powi(k)).sqrt()));
        // the twin begins at the rate, as if the mean did not begin at 0
        assert!(!steps_are(exact, |_| 0.5));
    }
}

/// `|x|` after 2000 steps on `x²/2`.
fn rest<D: Descent<Quadratic, Size = Rate>>(descent: D, rate: f64) -> f64 {
    let path = path(Method::of(descent, Scheduled::new(rate)), &Quadratic(vec![1.0]), &[1.0], 2000);
    assert_eq!(path.len(), 2001);
    path[2000][0].abs()
}

#[test]
fn rmsprop_rests_in_a_cycle_of_half_the_rate() {
    // x, -x with v = x²: the step is the rate, so |x| = rate / 2; the cycle attracts by sqrt(rho)
    for rate in [0.1, 0.01] {
        let x = rest(RmsProp::default().epsilon(0.0), rate);
        assert!((x / (0.5 * rate) - 1.0).abs() < 1e-12, "{x}");
        let twin = rest(AdaGrad::default().epsilon(0.0), rate) / (0.5 * rate);
        assert!((twin - 1.0).abs() > 0.1, "AdaGrad has no such cycle");
    }
}

/// `c f`.
struct Times<'a, P>(f64, &'a P);
impl<P: Objective> Objective for Times<'_, P> {
    fn value<F: ad::Real>(&self, x: &[F]) -> F {
        self.1.value(x) * self.0
    }
}

/// Whether the path on `2^40 f` is that on `f`, bit for bit.
fn scale_free<D>(descent: impl Fn() -> D) -> bool
where
    D: Descent<Quadratic, Size = Rate> + for<'a> Descent<Times<'a, Quadratic>, Size = Rate>,
{
    let f = Quadratic(vec![1.0, 30.0]);
    let method = || Method::of(descent(), Scheduled::new(0.05));
    path(method(), &f, &[1.0, -3.0], 100) == path(method(), &Times(2f64.powi(40), &f), &[1.0, -3.0], 100)
}

#[test]
fn the_scale_of_f_does_not_matter() {
    assert!(scale_free(|| AdaGrad::default().epsilon(0.0)));
    assert!(scale_free(|| RmsProp::default().epsilon(0.0)));
    assert!(scale_free(|| Adam::default().epsilon(0.0)));
    assert!(scale_free(|| AdamW::default().epsilon(0.0)));
    assert!(!scale_free(Adam::default) && !scale_free(Momentum::default));
}

#[test]
fn weight_decay_is_decoupled() {
    // the shrinking by 1 - rate decay is added to Adam's step, whatever the gradient
    let (rate, decay, x0) = (0.1, 0.5, 4.0);
    let first = |path: Vec<Vec<f64>>| path[1][0];
    let with = AdamW::default().epsilon(0.0).decay(decay);
    let slope = Linear(vec![1e3]);
    assert_eq!(first(path(Method::of(with, Scheduled::new(rate)), &slope, &[x0], 1)), x0 - (rate + rate * decay * x0));
    // the twin, a penalty decay x²/2 in the gradient, has a first step of the rate alone
    let coupled = ad::objective!(|x| x[0] * 1e3 + x[0].sq() * 0.25);
    let twin = first(path(Method::of(Adam::default().epsilon(0.0), Scheduled::new(rate)), &coupled, &[x0], 1));
    assert!((twin - (x0 - rate)).abs() < 1e-12);
}

#[test]
fn no_gradient_is_no_step() {
    // 0 / (sqrt 0 + 0) is no step, not NaN
    let f = Linear(vec![0.0, 1.0]);
    for x in [
        path(Method::of(Adam::default().epsilon(0.0), Scheduled::new(0.1)), &f, &[5.0, 0.0], 5),
        path(Method::of(AdaGrad::default().epsilon(0.0), Scheduled::new(0.1)), &f, &[5.0, 0.0], 5),
        path(Method::of(RmsProp::default().epsilon(0.0), Scheduled::new(0.1)), &f, &[5.0, 0.0], 5),
    ] {
        assert!(x[5][0] == 5.0 && x[5][1] < -0.2);
    }
}

#[test]
#[should_panic(expected = "the second beta is 1: it must be at least 0 and below 1")]
fn a_share_of_one_is_refused() {
    let _ = Adam::default().betas(0.9, 1.0);
}

#[test]
#[should_panic(expected = "epsilon is NaN")]
fn epsilon_is_a_number() {
    let _ = RmsProp::default().epsilon(f64::NAN);
}
