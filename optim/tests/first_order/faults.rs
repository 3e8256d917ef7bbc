//! Points that are not finite, and divergence: whatever happens is told, and is true.

use crate::Quadratic;
use ad::{Objective, objective};
use optim::descent::{
    AdaGrad, Adam, AdamW, Clip, ClipGradient, ClipUpdate, Descent, DiagonalNewton, Momentum, Nesterov, Rate, RmsProp,
    Steepest,
};
use optim::method::Method;
use optim::observe::{OnTrial, Trial, Verdict};
use optim::problem::{Oracle, Point};
use optim::search::{Fixed, Scheduled, Search, Stuck};
use optim::stop::Iterations;
use optim::{Recipe, Report, Status};

/// The report, after checking that it is of its own point and the best that was seen.
fn told<P, D, S>(method: Method<D, S>, f: &P, x0: &[f64]) -> Report
where
    P: Objective,
    D: Descent<P>,
    S: Search<P, D>,
{
    let mut lowest = ad::gradient(f, x0).0;
    let mut run = method.start(f, x0).unwrap();
    while run.step(f).is_none() {
        lowest = lowest.min(run.at().f);
    }
    let report = run.report();
    let (value, g) = ad::gradient(f, &report.x);
    assert_eq!((value, &g), (report.f, &report.g));
    if report.success() {
        assert!(report.f <= lowest + 1e-14 * lowest.abs().max(1.0), "{report}");
        assert!(g.iter().all(|g| g.abs() <= 1e-8 * value.abs().max(1.0)), "{report}");
    } else {
        assert_eq!(report.f, lowest, "{report}");
    }
    report
}

macro_rules! every {
    ($run:ident) => {
        $run!("steepest", Steepest);
        $run!("momentum", Momentum::default());
        $run!("Nesterov", Nesterov::default());
        $run!("growing", Nesterov::growing());
        $run!("AdaGrad", AdaGrad::default());
        $run!("RMSProp", RmsProp::default());
        $run!("Adam", Adam::default());
        $run!("AdamW", AdamW::default());
        $run!("diagonal", DiagonalNewton::default());
        $run!("clipped", ClipGradient::new(Momentum::default(), Clip::Norm(1e300)));
        $run!("bounded", ClipUpdate::new(Momentum::default(), Clip::Norm(1e300)));
    };
}

#[test]
fn divergence_is_told() {
    // 10 times beyond every limit of stability
    let f = Quadratic(vec![1.0, 10.0]);
    for method in ["steepest", "momentum", "Nesterov", "growing", "clipped"] {
        let report = match method {
            "steepest" => told(Steepest.rate(4.0), &f, &[1.0, 1.0]),
            "momentum" => told(Momentum::default().rate(4.0), &f, &[1.0, 1.0]),
            "Nesterov" => told(Nesterov::default().rate(4.0), &f, &[1.0, 1.0]),
            "growing" => told(Nesterov::growing().rate(4.0), &f, &[1.0, 1.0]),
            _ => told(ClipGradient::new(Momentum::default(), Clip::Norm(1e300)).rate(4.0), &f, &[1.0, 1.0]),
        };
        assert!(matches!(report.status, Status::Diverged { to, .. } if to > 1e30), "{method}: {report}");
    }
    let fixed = told(Steepest.search(Fixed(4.0)), &f, &[1.0, 1.0]);
    assert!(matches!(fixed.status, Status::Diverged { .. }), "{fixed}");
    // what the check is for: far out the gradient is small beside f, and a relative test is met
    let mut run = Steepest.rate(4.0).start(&f, &[1.0, 1.0]).unwrap();
    while run.step(&f).is_none() {}
    assert!(run.at().g.iter().all(|g| g.abs() <= 1e-8 * run.at().f));
}

#[test]
fn no_rate_makes_a_false_claim() {
    let f = Quadratic(vec![1.0, 10.0]);
    let steep = objective!(|x| (x[0].sq() * 3.0).exp() + x[1].powi(4));
    for rate in [1e-3, 0.15, 1.0, 30.0, 1e10, 1e200, f64::MAX] {
        macro_rules! run {
            ($name:expr, $descent:expr) => {
                let report = told(Method::of($descent, Scheduled::new(rate)), &f, &[1.0, -2.0]);
                assert!(report.status != Status::NonFinite, "{} at {rate}: {report}", $name);
                let report = told(Method::of($descent, Scheduled::new(rate)), &steep, &[1.0, -2.0]);
                assert!(report.status != Status::NonFinite, "{} at {rate}: {report}", $name);
            };
        }
        every!(run);
    }
}

#[test]
fn steps_out_of_the_domain_are_contracted_and_counted() {
    // nothing below 0, where the first steps lead
    let f = objective!(|x| x[0] - x[0].ln());
    macro_rules! run {
        ($name:expr, $descent:expr) => {
            let mut bad = 0;
            let watch = OnTrial(|trial: &Trial| bad += usize::from(trial.verdict == Verdict::NotFinite));
            let report = Method::of($descent, Scheduled::new(|k: usize| 5.0 * 0.98f64.powi(k as i32)))
                .observe(watch)
                .minimize(&f, &[3.5])
                .unwrap();
            assert_eq!(bad, report.counts.not_finite, "{}", $name);
            assert!(bad > 0, "{}: {report}", $name);
            let near = if $name == "AdamW" { 0.1 } else { 1e-3 };
            assert!((report.x[0] - 1.0).abs() < near, "{}: {report}", $name);
        };
    }
    every!(run);
    // and of a fixed length
    let report = Steepest.search(Fixed(5.0)).stop(Iterations(1)).minimize(&f, &[3.5]).unwrap();
    assert_eq!((report.iterations, report.counts.not_finite), (1, 1));
    assert_eq!(report.x, [3.5 - 2.5 * (1.0 - 1.0 / 3.5)]);
}

#[test]
fn where_nothing_else_is_finite_the_search_fails() {
    let only_at_1 = |x: &[f64]| if x[0] == 1.0 { 1.0 } else { f64::NAN };
    let gradient = move |x: &[f64], g: &mut [f64]| {
        g[0] = 1.0;
        only_at_1(x)
    };
    let f = optim::problem::by_hand(only_at_1).gradient(gradient).hess_vec(|_, v, hv| hv.copy_from_slice(v));
    // the rate is such that no halving makes the step vanish
    macro_rules! run {
        ($name:expr, $descent:expr) => {
            let report = Method::of($descent, Scheduled::new(1e30)).minimize(&f, &[1.0]).unwrap();
            assert_eq!((report.status, report.f), (Status::SearchFailed(Stuck::NotFinite), 1.0), "{}", $name);
            assert!(report.counts.not_finite >= 60);
        };
    }
    every!(run);
}

/// Steps to given points, whatever the problem.
struct Jumps(Vec<f64>);
impl<P: ?Sized> Descent<P> for Jumps {
    type Size = Rate;
    fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, _: f64, step: &mut Vec<f64>) -> f64 {
        *step = vec![self.0.first().map_or(0.0, |to| to - at.x[0])];
        0.0
    }
    fn learn(&mut self, _: &Point, _: &Point) -> optim::observe::Update {
        self.0.remove(0);
        optim::observe::Update::None
    }
}

#[test]
fn a_crossed_maximum_is_no_minimum() {
    // a maximum at 0, where the gradient vanishes: above the start, so the run goes on to 1
    let f = objective!(|x| (x[0].sq() - 1.0).sq());
    let report = told(Method::of(Jumps(vec![0.0, 0.5, 1.0]), Scheduled::new(1.0)), &f, &[-1.2]);
    assert!(report.success());
    assert_eq!((report.x, report.iterations), (vec![1.0], 3));
}

#[test]
fn a_failed_start_is_told() {
    let f = objective!(|x| x[0].ln());
    let report = Adam::default().minimize(&f, &[-1.0]).unwrap();
    assert_eq!(report.status, Status::NonFinite);
    assert!(Adam::default().minimize(&f, &[f64::NAN]).is_err());
    let empty = objective!(|x| x.iter().copied().sum::<F>());
    let report = Momentum::default().stop(Iterations(3)).minimize(&empty, &[]).unwrap();
    assert_eq!((report.f, report.x.len()), (0.0, 0));
}
