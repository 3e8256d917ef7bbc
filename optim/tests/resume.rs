//! A run that is cut, saved and read back is the same run, bit for bit.
#![cfg(feature = "serde")]

use ad::{Objective, Real};
use optim::descent::*;
use optim::method::{Method, Run};
use optim::problem::{Oracle, Point};
use optim::schedule::{Cosine, Exponential, Inverse, StepDecay, WarmUp};
use optim::search::*;
use optim::stop::{Combine, *};
use optim::{Recipe, Report, Status};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

struct Rosenbrock;
impl Objective for Rosenbrock {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (1..x.len()).map(|i| (x[i - 1] - 1.0).sq() + (x[i] - x[i - 1].sq()).sq() * 100.0).sum()
    }
}

/// With a wall at 0, so that trials fail.
struct Barrier;
impl Objective for Barrier {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.iter().enumerate().map(|(i, x)| *x * (i + 1) as f64 - x.ln()).sum::<F>() + x[0] * x[1]
    }
}

/// One type for all, so that each method is compiled once.
type Problem = dyn optim::problem::Hessian;

/// Everything that a run is, but for its time.
fn state<R: Serialize>(run: &R) -> String {
    let mut state = serde_json::to_value(run).unwrap();
    state.as_object_mut().unwrap().remove("elapsed").expect("a run has a time");
    state.to_string()
}

/// Whether a run that is cut after `k` steps goes on as the uncut one.
fn resumes<D, S>(f: &Problem, x0: &[f64], method: impl Fn() -> Method<D, S>, k: usize) -> bool
where
    D: Descent<Problem> + Clone + Serialize + DeserializeOwned,
    S: Search<Problem, D> + Clone + Serialize + DeserializeOwned,
{
    let go = |run: &mut Run<D, S, Or<GradientBelow, Iterations>>, steps: usize| {
        (0..steps).for_each(|_| {
            run.step(f);
        });
    };
    let mut whole = method().stop(GradientBelow(1e-9).or(Iterations(1000))).start(f, x0).unwrap();
    go(&mut whole, k);
    let text = serde_json::to_string(&whole).unwrap();
    let status = whole.report().status;
    assert!(!matches!(status, Status::Diverged { .. } | Status::SearchFailed(_)), "{status}: nothing to resume");
    let mut forked = whole.clone();
    let mut back: Run<D, S, Or<GradientBelow, Iterations>> = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), text, "what is read back is written the same");
    for run in [&mut whole, &mut forked, &mut back] {
        go(run, k.max(8));
    }
    assert_eq!(state(&forked), state(&whole), "a clone");
    back.report() == whole.report() && state(&back) == state(&whole)
}

macro_rules! cut {
    ($search:expr; $($descent:expr),* $(,)?) => { $(
        for k in [0, 1, 2, 5, 20] {
            let name = format!("{} x {} after {k}", stringify!($descent), stringify!($search));
            let method = || Method::of($descent, $search);
            assert!(resumes(&Rosenbrock, &[-1.2, 1.0, 0.5], method, k), "{name}");
            assert!(resumes(&Barrier, &[3.0, 0.1], method, k), "{name}");
        }
    )* };
}
macro_rules! lines {
    ($($search:expr),* $(,)?) => { $(
        cut!($search; Steepest, ConjugateGradient::default(), ConjugateGradient::with(Beta::PolakRibierePlus),
            ConjugateGradient::with(Beta::FletcherReeves), Bfgs::default(), Lbfgs::default().memory(3),
            Newton::default(), TruncatedNewton::default(), DiagonalNewton::default());
    )* };
}

#[test]
fn along_lines() {
    lines!(StrongWolfe::default(), HagerZhang::default(), Armijo::default(), ExactLine::default(), Fixed(1e-3));
}

#[test]
fn in_regions() {
    cut!(TrustRegion::default(); Cauchy::default(), Dogleg::default(), Exact::default(), Steihaug::default(),
        Steihaug::default().preconditioned(Jacobi::default()));
}

#[test]
fn by_schedules() {
    macro_rules! schedules {
        ($($schedule:expr),* $(,)?) => { $(
            cut!(Scheduled::new($schedule); Steepest, Momentum::default(), Nesterov::default(), Nesterov::growing(),
                AdaGrad::default(), RmsProp::default(), Adam::default(), AdamW::default(), DiagonalNewton::default(),
                ClipGradient::new(Nesterov::default(), Clip::Norm(3.0)), ClipUpdate::new(Adam::default(), Clip::Value(1e-2)));
        )* };
    }
    schedules!(
        1e-4,
        StepDecay { first: 2e-4, factor: 0.5, every: 3 },
        Exponential { first: 2e-4, factor: 0.9 },
        Inverse { first: 2e-4, decay: 0.1 },
        Cosine { restart: Some(2), ..Cosine::new(2e-4, 4) },
        WarmUp { steps: 3, then: Cosine::new(2e-4, 40) },
    );
}

/// Momentum whose last step is forgotten when it is saved.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Forgetful {
    #[serde(skip)]
    ball: Momentum,
}
impl<P: optim::problem::Gradient + ?Sized> Descent<P> for Forgetful {
    type Size = Rate;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.ball.prepare(problem, at)
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.ball.propose(problem, at, size, step)
    }
    fn learn(&mut self, from: &Point, to: &Point) -> optim::observe::Update {
        Descent::<P>::learn(&mut self.ball, from, to)
    }
}

#[test]
fn what_is_forgotten_is_noticed() {
    let method = || Method::of(Forgetful::default(), Scheduled::new(1e-4));
    assert!(resumes(&Rosenbrock, &[-1.2, 1.0], method, 0), "nothing to forget");
    assert!(!resumes(&Rosenbrock, &[-1.2, 1.0], method, 5));
}

#[test]
fn stops_and_reports_survive() {
    let stop = GradientBelow(0.0)
        .or(ValueBelow(f64::NEG_INFINITY))
        .or(StepBelow(1e-300).and(ChangeBelow(0.1)))
        .or(Time(std::time::Duration::MAX).or(Evaluations(usize::MAX)));
    let text = serde_json::to_string(&stop).unwrap();
    fn read<T: DeserializeOwned>(_: &T, text: &str) -> T {
        serde_json::from_str(text).unwrap()
    }
    assert_eq!(read(&stop, &text), stop);
    let statuses = [
        Status::Converged { test: "gradient", value: 0.1, tolerance: f64::INFINITY },
        Status::Stationary,
        Status::SmallStep { test: "step", value: 5e-324, tolerance: 1.0 / 3.0 },
        Status::PrecisionExhausted { gradient: 0.1 },
        Status::Unbounded,
        Status::Diverged { from: -0.0, to: f64::INFINITY },
        Status::Budget { test: "a test that nobody ships", limit: 1e10 },
        Status::Stopped { by: "an observer" },
        Status::NonFinite,
        Status::SearchFailed(Stuck::Trials),
    ];
    for status in statuses {
        let text = serde_json::to_string(&status).unwrap();
        assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), status, "{text}");
    }
    let report = Adam::default().stop(Iterations(3)).minimize(&Rosenbrock, &[-1.2, 1.0]).unwrap();
    let back: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(back, report);
}

#[test]
fn a_run_that_failed_at_infinity_survives() {
    let f = ad::objective!(|x| x[0].ln());
    let run = Adam::default().method().start(&f, &[0.0]).unwrap();
    assert_eq!((run.at().f, run.at().g[0]), (f64::NEG_INFINITY, f64::INFINITY));
    let text = serde_json::to_string(&run).unwrap();
    let back: Run<Adam, Scheduled<f64>> = serde_json::from_str(&text).unwrap();
    assert_eq!((back.report(), back.report().status), (run.report(), Status::NonFinite));
}

#[test]
fn a_watched_run_is_read_back_unwatched() {
    let mut trials = 0;
    let watch = optim::observe::OnTrial(|_: &optim::observe::Trial| trials += 1);
    let mut run = Bfgs::default().method().start(&Rosenbrock, &[-1.2, 1.0]).unwrap().observe(watch);
    (0..4).for_each(|_| {
        run.step(&Rosenbrock);
    });
    let mut back: Run<Bfgs, StrongWolfe> = serde_json::from_str(&serde_json::to_string(&run).unwrap()).unwrap();
    while run.step(&Rosenbrock).is_none() {}
    while back.step(&Rosenbrock).is_none() {}
    assert_eq!(back.report(), run.report());
}

#[test]
fn warm_starts_know_what_was_learnt() {
    let f = ad::objective!(|x| x[0].sq() + (x[1] - 1.0).sq() * 50.0);
    let mut run = Bfgs::default().method().start(&f, &[5.0, 5.0]).unwrap();
    while run.step(&f).is_none() {}
    let mut warm = run.clone().restart(&f, &[-4.0, 9.0]).unwrap();
    assert_eq!((warm.report().iterations, warm.report().counts.points), (0, 1));
    while warm.step(&f).is_none() {}
    let cold = Bfgs::default().minimize(&f, &[-4.0, 9.0]).unwrap();
    assert!(warm.report().success() && warm.report().counts.points < cold.counts.points);
    assert!(run.clone().restart(&f, &[1.0]).is_err() && run.clone().restart(&f, &[f64::NAN, 0.0]).is_err());
    // from a report nothing is evaluated again
    let again = Bfgs::default().method().start_from(&cold);
    assert_eq!((again.report().x, again.report().counts.points), (cold.x, 0));
}
