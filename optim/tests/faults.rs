//! Bad input is an error; every other trouble ends in a true status, and never in a panic.

use ad::{Objective, objective};
use optim::descent::{
    Beta, Bfgs, Cauchy, ConjugateGradient, Descent, Dogleg, Exact, Lbfgs, Newton, Steepest, Steihaug, TruncatedNewton,
};
use optim::problem::{Gradient, by_hand};
use optim::search::{Armijo, ExactLine, Fixed, HagerZhang, Search, Stuck};
use optim::stop::{Combine, Evaluations, GradientBelow, Iterations, StepBelow, Time, ValueBelow, when};
use optim::{Error, Recipe, Report, Status};
use std::time::Duration;

/// The reports of every method on an objective.
fn reports<O: Objective>(f: &O, x0: &[f64]) -> Vec<(&'static str, Report)> {
    fn run<O, D>(f: &O, x0: &[f64], descent: D) -> Report
    where
        O: Objective,
        D: Recipe + Descent<O>,
        D::Search: Search<O, D>,
    {
        let stop = GradientBelow(1e-8).or(Iterations(3000).or(Evaluations(6000)));
        descent.stop(stop).minimize(f, x0).expect("a finite start")
    }
    vec![
        ("steepest", run(f, x0, Steepest)),
        ("conjugate gradients", run(f, x0, ConjugateGradient::default())),
        ("Polak-Ribiere", run(f, x0, ConjugateGradient::with(Beta::PolakRibierePlus))),
        ("Fletcher-Reeves", run(f, x0, ConjugateGradient::with(Beta::FletcherReeves))),
        ("BFGS", run(f, x0, Bfgs::default())),
        ("L-BFGS", run(f, x0, Lbfgs::default())),
        (
            "L-BFGS, Hager-Zhang",
            Lbfgs::default().search(HagerZhang::default()).minimize(f, x0).expect("a finite start"),
        ),
        ("L-BFGS, Armijo", Lbfgs::default().search(Armijo::default()).minimize(f, x0).expect("a finite start")),
        ("L-BFGS, exact", Lbfgs::default().search(ExactLine::default()).minimize(f, x0).expect("a finite start")),
        ("Newton", run(f, x0, Newton::default())),
        ("truncated Newton", run(f, x0, TruncatedNewton::default())),
        ("Cauchy", run(f, x0, Cauchy::default())),
        ("dogleg", run(f, x0, Dogleg::default())),
        ("exact region", run(f, x0, Exact::default())),
        ("Steihaug", run(f, x0, Steihaug::default())),
    ]
}

#[test]
fn a_start_that_is_not_finite_is_named() {
    let f = objective!(|x| x[0] * x[0] + x[1]);
    let refused = Lbfgs::default().minimize(&f, &[1.0, f64::NAN]).unwrap_err();
    assert!(matches!(refused, Error::NotFinite { what: "the start", index: 1, .. }), "{refused}");
}

#[test]
fn a_function_that_falls_without_end() {
    for (name, report) in reports(&objective!(|x| x[0] * x[0] - x[1] * x[1] * 2.0), &[1.0, 0.5]) {
        // backtracking never lengthens a step, so it only gets to the end of its budget
        let budget = name == "L-BFGS, Armijo" && matches!(report.status, Status::Budget { .. });
        assert!(report.status == Status::Unbounded || budget, "{name}: {report}");
    }
    for (name, report) in reports(&objective!(|x| x[0] * 2.0 + x[1]), &[1.0, 0.5]) {
        assert!(!report.success(), "{name}: {report}");
    }
}

#[test]
fn a_saddle_start_is_no_success_unless_it_is_left() {
    // the gradient is zero, the curvature negative
    let f = objective!(|x| x[0] * x[0] - x[1] * x[1] + x[1].powi(4));
    for (name, report) in reports(&f, &[0.0, 0.0]) {
        assert_eq!((report.x.as_slice(), report.status), (&[0.0, 0.0][..], Status::Stationary), "{name}");
    }
    // a little beside it every method leaves
    for (name, report) in reports(&f, &[1.0, 1e-3]) {
        assert!(report.success() && (report.x[1].abs() - 0.5f64.sqrt()).abs() < 1e-6, "{name}: {report}");
    }
}

#[test]
fn a_plateau_proves_no_minimum() {
    for (name, report) in reports(&objective!(|x| x[0] * 0.0 + 3.0), &[7.0]) {
        assert_eq!((report.status, report.f, report.counts.points), (Status::Stationary, 3.0, 1), "{name}");
    }
}

#[test]
fn a_start_at_the_minimum_is_known_by_its_curvature() {
    let f = objective!(|x| x[0] * x[0] + x[1] * x[1] * 2.0);
    for (name, report) in reports(&f, &[0.0, 0.0]) {
        let dense = ["Newton", "dogleg", "exact region"].contains(&name);
        assert_eq!(report.success(), dense, "{name}: {report}");
        assert!(dense || report.status == Status::Stationary, "{name}: {report}");
    }
}

#[test]
fn no_variables_are_converged_at_once() {
    for (name, report) in reports(&objective!(|x| F::sum_of(x) + 3.0), &[]) {
        assert!(report.success() && report.f == 3.0, "{name}: {report}");
    }
}

#[test]
fn islands_of_nan_are_walked_around() {
    // defined for x0 > 0 only; the first steps jump out
    let f = objective!(|x| x[0] - x[0].ln() + (x[1] - 2.0).powi(2) * 100.0);
    for (name, report) in reports(&f, &[9.0, 30.0]) {
        assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-6, "{name}: {report}");
    }
}

#[test]
fn an_undefined_start_says_so() {
    for (name, report) in reports(&objective!(|x| x[0].ln()), &[-1.0]) {
        assert_eq!((report.status, report.iterations), (Status::NonFinite, 0), "{name}");
        assert_eq!(report.counts.not_finite, 1, "{name}");
    }
}

#[test]
fn rounding_ends_a_run_honestly() {
    // the gradient cannot reach the tolerance: f has no digits left
    let f = objective!(|x| (x[0] * 1e6 - 1.0 / 3.0).powi(2) + 1e10);
    let stop = GradientBelow(0.0).or(Iterations(1000));
    for report in [
        Lbfgs::default().stop(stop).minimize(&f, &[1.0]).unwrap(),
        Exact::default().stop(stop).minimize(&f, &[1.0]).unwrap(),
        Newton::default().stop(stop).minimize(&f, &[1.0]).unwrap(),
    ] {
        let exhausted = matches!(report.status, Status::PrecisionExhausted { .. });
        assert!(exhausted || report.success() && report.g == [0.0], "{report}");
    }
}

#[test]
fn budgets_and_other_stops_are_told() {
    let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    let x0 = [-1.2, 1.0];
    let ended = |report: Report| report.status;
    assert!(matches!(
        ended(Lbfgs::default().stop(Iterations(3)).minimize(&f, &x0).unwrap()),
        Status::Budget { test: "iterations", .. }
    ));
    assert!(matches!(
        ended(Lbfgs::default().stop(Evaluations(5)).minimize(&f, &x0).unwrap()),
        Status::Budget { test: "evaluations", .. }
    ));
    let none = Lbfgs::default().stop(Time(Duration::ZERO)).minimize(&f, &x0).unwrap();
    assert!(matches!(none.status, Status::Budget { test: "seconds", .. }) && none.iterations == 0 && none.x == x0);
    assert!(matches!(
        ended(Lbfgs::default().stop(ValueBelow(1.0)).minimize(&f, &x0).unwrap()),
        Status::Converged { test: "value", .. }
    ));
    assert!(matches!(
        ended(Lbfgs::default().stop(StepBelow(0.1)).minimize(&f, &x0).unwrap()),
        Status::SmallStep { .. }
    ));
    let right = Lbfgs::default().stop(when("far right", |v| v.at.x[0] > 0.0)).minimize(&f, &x0).unwrap();
    assert!(right.status == Status::Stopped { by: "far right" } && right.x[0] > 0.0 && !right.success());
}

#[test]
fn a_fixed_step_that_diverges_never_converges() {
    let f = objective!(|x| x[0] * x[0]);
    let report = Steepest.search(Fixed(1.1)).minimize(&f, &[1.0]).unwrap();
    assert!(matches!(report.status, Status::Diverged { .. }), "{report}");
    assert_eq!((report.x, report.f), (vec![1.0], 1.0));
    assert!(Steepest.search(Fixed(0.9)).minimize(&f, &[1.0]).unwrap().success());
}

#[test]
fn a_gradient_that_is_wrong_is_no_convergence() {
    // uphill by mistake
    let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
        g[0] = -2.0 * x[0];
        x[0] * x[0]
    });
    let report = Lbfgs::default().minimize(&f, &[1.0]).unwrap();
    assert!(!report.success(), "{report}");
    assert!(
        matches!(report.status, Status::PrecisionExhausted { .. } | Status::SearchFailed(Stuck::Trials)),
        "{report}"
    );
}

#[test]
fn a_panic_of_the_user_leaves_run_and_problem_usable() {
    struct Shy(std::cell::Cell<usize>);
    impl optim::problem::Value for Shy {
        fn value(&self, x: &[f64]) -> f64 {
            x[0] * x[0]
        }
    }
    impl Gradient for Shy {
        fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
            self.0.set(self.0.get() + 1);
            assert_ne!(self.0.get(), 2, "not now");
            g[0] = 2.0 * x[0];
            x[0] * x[0]
        }
    }
    let f = Shy(Default::default());
    let mut run = Lbfgs::default().method().start(&f, &[3.0]).unwrap();
    let before = run.report();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.step(&f)));
    assert!(panicked.is_err());
    assert_eq!(run.report(), before);
    while run.step(&f).is_none() {}
    assert!(run.report().success());
}

#[test]
fn minimising_inside_an_objective_works() {
    // f(a) = min_y (y - a)² + y², at y = a/2: a²/2
    struct Outer;
    impl optim::problem::Value for Outer {
        fn value(&self, a: &[f64]) -> f64 {
            self.value_and_gradient(a, &mut [0.0])
        }
    }
    impl Gradient for Outer {
        fn value_and_gradient(&self, a: &[f64], g: &mut [f64]) -> f64 {
            let inner = objective!([a: f64 = a[0]] |y| (y[0] - a).sq() + y[0].sq());
            let found = Newton::default().minimize(&inner, &[1.0]).expect("a finite start");
            g[0] = 2.0 * (a[0] - found.x[0]);
            found.f
        }
    }
    let report = Bfgs::default().minimize(&Outer, &[5.0]).unwrap();
    assert!(report.success() && report.x[0].abs() < 1e-7, "{report}");
}
