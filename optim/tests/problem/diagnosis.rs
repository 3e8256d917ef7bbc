//! A run that ends at something that is not finite says what made it so.

use ad::{Scalar, objective};
use optim::descent::{
    Cauchy, Descent, DiagonalNewton, Dogleg, Exact, Jacobi, Lbfgs, Newton, Steepest, Steihaug, TruncatedNewton,
};
use optim::observe::Trial;
use optim::problem::{Counted, Gradient, Oracle, Point, Value, by_hand};
use optim::search::{Advance, Armijo, Search, Stuck};
use optim::{Recipe, Report, Status, minimize, minimize_fn};

fn said(report: &Report) -> &str {
    assert_eq!(report.status, Status::NonFinite);
    let why = report.diagnosis.as_deref().expect("a diagnosis");
    assert!(report.to_string().contains(&format!("\n{why}\n")), "{report}");
    why
}

#[test]
fn a_start_outside_of_the_domain() {
    let f = objective!(|x| (x[0] - x[1]).ln() + x[2].powi(2));
    let why = "ln(-1) is NaN: record 5, v5 = ln v4, a function of x[0] = 1, x[1] = 2";
    assert_eq!(said(&minimize(&f, &[1.0, 2.0, 3.0]).unwrap()), why);
    let report = minimize_fn(|x| (x[0] - x[1]).ln() + x[2].powi(2), &[1.0, 2.0, 3.0]).unwrap();
    assert_eq!(said(&report), why);
    assert_eq!((report.iterations, report.counts.points, report.counts.gradients), (0, 1, 1), "it is not counted");
}

#[test]
fn zero_by_zero_and_a_slope() {
    let report = minimize_fn(|x| x[0].sin() / x[0], &[0.0]).unwrap();
    assert_eq!(said(&report), "0 / 0 is NaN: record 3, v3 = v2 / x[0], a function of x[0] = 0");
    let report = minimize_fn(|x| x[0].sqrt() + x[1] * x[1], &[0.0, 1.0]).unwrap();
    assert_eq!(report.f, 1.0);
    assert_eq!(said(&report), "the slope of √(0) by x[0] is inf: record 3, v3 = √x[0], a function of x[0] = 0");
}

/// Takes the whole step, wherever it leads.
struct Blind;
impl<P: Gradient + ?Sized, D: Descent<P>> Search<P, D> for Blind {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, _: &mut dyn FnMut(&Trial)) -> Advance {
        let mut step = Vec::new();
        descent.prepare(problem, at);
        descent.propose(problem, at, 1.0, &mut step);
        Advance::To { point: problem.point(at.x.iter().zip(step).map(|(x, s)| x + s).collect()), size: 1.0 }
    }
}

/// A search that steps out of the domain: the point that is diagnosed is that one, the report's the best.
#[test]
fn in_the_middle_of_a_run() {
    let f = objective!(|x| x[0] * x[0] + x[0].ln());
    let report = Steepest.search(Blind).minimize(&f, &[2.0]).unwrap();
    assert_eq!((report.x[0], report.iterations), (2.0, 0));
    assert_eq!(said(&report), "ln(-2.5) is NaN: record 3, v3 = ln x[0], a function of x[0] = -2.5");
}

#[test]
fn a_finite_run_says_nothing() {
    let report = minimize_fn(|x| x[0] * x[0] - x[0].ln(), &[2.0]).unwrap();
    assert!(report.success() && report.diagnosis.is_none(), "{report}");
}

#[test]
fn a_function_by_hand_knows_which_answer() {
    let f = by_hand(|x| x[0].ln()).gradient(|x, g| {
        g[0] = 1.0 / x[0];
        x[0].ln()
    });
    let report = Lbfgs::default().minimize(&f, &[-1.0]).unwrap();
    assert_eq!(said(&report), "the value is NaN at x[0] = -1");
    let f = by_hand(|_| 1.0).gradient(|_, g| {
        g.fill(0.5);
        g[1] = f64::INFINITY;
        1.0
    });
    let report = Lbfgs::default().minimize(&f, &[0.0; 6]).unwrap();
    assert_eq!(said(&report), "entry 1 of the gradient is inf at x[0] = 0, x[1] = 0, x[2] = 0, x[3] = 0, ..");
}

#[test]
fn through_a_counter() {
    let f = objective!(|x| x[0].ln());
    let counted = Counted::new(&f);
    assert_eq!(counted.diagnose(&[-1.0]), f.diagnose(&[-1.0]));
    assert_eq!(counted.counts(), Default::default());
}

/// Value and slope are finite where the curvature is not: no model can be made, and the report says why.
#[test]
fn a_hessian() {
    fn ended<D>(descent: D) -> Report
    where
        D: Recipe + for<'a> Descent<optim::problem::Closure<fn(&[Scalar]) -> Scalar>>,
        D::Search: Search<optim::problem::Closure<fn(&[Scalar]) -> Scalar>, D>,
    {
        let f: fn(&[Scalar]) -> Scalar = |x| x[0].sqrt() * x[0] - x[0];
        descent.minimize(&optim::problem::Closure::of(f), &[0.0]).unwrap()
    }
    let why = "√(0) changes with x[0] at the rate inf: record 2, v2 = √x[0], a function of x[0] = 0";
    let ends = [
        ended(Newton::default()),
        ended(TruncatedNewton::default()),
        ended(DiagonalNewton::default()),
        ended(Cauchy::default()),
        ended(Dogleg::default()),
        ended(Exact::default()),
        ended(Steihaug::default()),
        ended(Steihaug::default().preconditioned(Jacobi::default())),
    ];
    for report in ends {
        assert_eq!((report.status, report.x[0]), (Status::SearchFailed(Stuck::NoModel), 0.0));
        assert_eq!(report.diagnosis.as_deref(), Some(why));
    }
    let f = objective!(|x| x[0].sqrt() * x[0] - x[0]);
    assert_eq!(f.diagnose(&[0.0]).as_deref(), Some(why));
    assert_eq!(f.diagnose(&[1.0]), None);
}

/// All that lies downhill is undefined.
#[test]
fn trials() {
    let report = Lbfgs::default()
        .search(Armijo::default())
        .minimize(&objective!(|x| (x[0] - 1.0).sqrt() * 0.0 - x[0].sqrt() * 0.0 + x[0]), &[1.0]);
    let report = report.unwrap();
    assert!(!report.success(), "{report}");
    assert!(report.diagnosis.as_deref().is_some_and(|why| why.starts_with("√(-")), "{report}");
}
