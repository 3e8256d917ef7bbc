//! Numbers near the ends of the range, starts far out, functions with jumps: a true status, and a minimum where
//! there is one.

use ad::{Objective, objective};
use optim::descent::*;
use optim::problem::{Hessian, by_hand};
use optim::search::{Armijo, ExactLine, Fixed, HagerZhang, Stuck};
use optim::stop::{GradientBelow, Stop, View};
use optim::{Recipe, Report, Status};

/// Every descent along a line and every model in a region, with the searches that suit them.
fn reports(f: &dyn Hessian, x0: &[f64]) -> Vec<(&'static str, Report)> {
    let all = [
        ("steepest", Steepest.minimize(f, x0)),
        ("steepest, Armijo", Steepest.search(Armijo::default()).minimize(f, x0)),
        ("steepest, Hager-Zhang", Steepest.search(HagerZhang::default()).minimize(f, x0)),
        ("steepest, exact line", Steepest.search(ExactLine::default()).minimize(f, x0)),
        ("conjugate gradients", ConjugateGradient::default().minimize(f, x0)),
        ("BFGS", Bfgs::default().minimize(f, x0)),
        ("BFGS, exact line", Bfgs::default().search(ExactLine::default()).minimize(f, x0)),
        ("L-BFGS", Lbfgs::default().minimize(f, x0)),
        ("L-BFGS, Hager-Zhang", Lbfgs::default().search(HagerZhang::default()).minimize(f, x0)),
        ("Newton", Newton::default().minimize(f, x0)),
        ("truncated Newton", TruncatedNewton::default().minimize(f, x0)),
        ("Cauchy", Cauchy::default().minimize(f, x0)),
        ("dogleg", Dogleg::default().minimize(f, x0)),
        ("exact region", Exact::default().minimize(f, x0)),
        ("Steihaug", Steihaug::default().minimize(f, x0)),
        ("Steihaug, Jacobi", Steihaug::default().preconditioned(Jacobi::default()).minimize(f, x0)),
    ];
    all.into_iter().map(|(name, report)| (name, report.expect("a finite start"))).collect()
}

#[test]
fn a_parabola_is_solved_from_anywhere() {
    let f = objective!(|x| x[0].sq());
    for x0 in [1e3, 1e6, 1e9, 1e11, 1e15, 1e17, 1e20, 1e30, 1e100] {
        for (name, report) in reports(&f, &[x0]) {
            // backtracking begins with steps that are short out there, and never lengthens one
            let slow = name == "steepest, Armijo" && matches!(report.status, Status::Budget { .. });
            assert!(slow || report.success() && report.x[0].abs() < 1e-8, "{name} from {x0:e}: {report}");
        }
        let fixed = Steepest.search(Fixed(0.1)).minimize(&f, &[x0]).unwrap();
        assert!(fixed.success() && fixed.x[0].abs() < 1e-8, "from {x0:e}: {fixed}");
    }
}

/// `|g| <= 1e-8 |f|` holds for every parabola far out, so the measure takes in the size of the point.
#[test]
fn a_large_value_far_out_is_no_convergence() {
    let test = |x: f64, f: f64, g: f64, start_gradient: f64| {
        let at = optim::problem::Point { x: vec![x], f, g: vec![g] };
        let view = View {
            iteration: 9,
            at: &at,
            before: None,
            start_gradient,
            counts: Default::default(),
            elapsed: Default::default(),
        };
        GradientBelow(1e-8).test(&view).is_some()
    };
    assert!(!test(1e9, 1e18, 2e9, 2e11));
    assert!(test(1.0, 1e10, 99.0, 1e5) && !test(1.0, 1e10, 101.0, 1e5) && !test(1e3, 1e10, 99.0, 1e5));
    assert!(test(1e3, 1.0, 1e-8, 1.0) && !test(1e3, 1.0, 1.1e-8, 1.0));
}

#[test]
fn products_that_overflow_make_no_false_claim() {
    let f = objective!(|x| (x[0] - 1.0).sq() * 1e300 + x[1].sq() * 1e299);
    for (name, report) in reports(&f, &[3.0, 1.0]) {
        assert_ne!(report.status, Status::Unbounded, "{name}: {report}");
        let model = ["Cauchy", "dogleg", "Steihaug"].contains(&name);
        if model {
            assert_eq!(report.status, Status::SearchFailed(Stuck::NoModel), "{name}: {report}");
        } else {
            assert!((report.x[0] - 1.0).abs() < 1e-6 && report.x[1].abs() < 1e-6, "{name}: {report}");
        }
    }
    for (name, report) in reports(&objective!(|x| x[0].sq() + x[1].sq()), &[1e150, 1e153]) {
        let slow = name == "steepest, Armijo" && matches!(report.status, Status::Budget { .. });
        assert!(slow || report.success() && report.f < 1e-16, "{name}: {report}");
    }
}

#[test]
fn a_line_without_end_is_followed_to_the_end_of_the_range() {
    let f = objective!(|x| x[0] * 2.0 - x[1]);
    for (name, report) in reports(&f, &[3.0, 1.0]) {
        let budget = name == "steepest, Armijo" && matches!(report.status, Status::Budget { .. });
        assert!(budget || report.status == Status::Unbounded, "{name}: {report}");
        assert!(budget || report.f < -1e10, "{name}: {report}");
    }
}

/// Where every point but the start is undefined nothing says that digits are exhausted.
#[test]
fn no_finite_trial_is_told_so() {
    let f = objective!(|x| if x[0] == F::from_f64(3.0).expect("a number") { x[0].sq() } else { x[0] * f64::NAN });
    for (name, report) in reports(&f, &[3.0]) {
        assert_eq!(report.status, Status::SearchFailed(Stuck::NotFinite), "{name}");
        assert_eq!((report.x[0], report.f), (3.0, 9.0), "{name}");
        assert!(report.counts.not_finite > 1 && report.diagnosis.is_some(), "{name}: {report}");
        assert!(report.to_string().contains("no trial had a finite value and gradient"), "{report}");
    }
}

/// A kink, a jump, a gradient of the wrong sign: no success, and the text claims no minimum.
#[test]
fn what_stops_without_a_minimum_claims_none() {
    fn jump<O: Objective>(f: &O, x0: &[f64]) {
        for (name, report) in reports(f, x0) {
            assert!(!report.success() || report.g.iter().all(|g| *g == 0.0), "{name}: {report}");
            assert!(!report.to_string().contains("cannot be lowered"), "{name}: {report}");
        }
    }
    jump(&objective!(|x| x[0].abs() + x[1].abs() * 2.0), &[1.0, 3.0]);
    jump(&objective!(|x| x[0].sq() + x[0].floor() * -5.0), &[2.0]);
    let uphill = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
        g[0] = -2.0 * x[0];
        x[0] * x[0]
    });
    let report = Lbfgs::default().minimize(&uphill, &[1.0]).unwrap();
    assert!(!report.success() && !report.to_string().contains("cannot be lowered"), "{report}");
}

#[test]
fn a_flat_minimum_is_claimed_by_its_gradient() {
    for (name, report) in reports(&objective!(|x| x[0].powi(4) + x[1].powi(4)), &[3.0, 1.0]) {
        assert!(report.success() && report.x.iter().all(|x| 4.0 * x.abs().powi(3) <= 1e-8), "{name}: {report}");
    }
}
