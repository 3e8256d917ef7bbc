//! Plain closures are as good as objectives.

use ad::{Number, Scalar, objective};
use optim::descent::{Lbfgs, Steihaug};
use optim::problem::{Closure, FiniteDifference, Gradient, Hessian, Value};
use optim::{Error, Recipe, Report, minimize, minimize_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn rosenbrock_in_one_line() {
    let report = minimize_fn(|x| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2), &[-1.2, 1.0]).unwrap();
    assert!(report.success(), "{report}");
    assert!(report.x.iter().all(|x| (x - 1.0).abs() < 1e-9), "{report}");
    assert!(report.to_string().contains("Newton, exact in a trust region"));
}

#[test]
fn bound_by_let_and_by_function() {
    let f = |x: &[Scalar]| (x[0] - 3.0).powi(2) + x[1].cosh();
    fn g(x: &[Scalar]) -> Scalar {
        (x[0] - 3.0).powi(2) + x[1].cosh()
    }
    let (a, b) = (minimize_fn(f, &[1.0, 1.0]).unwrap(), minimize_fn(g, &[1.0, 1.0]).unwrap());
    assert!(a.success() && (a.x[0] - 3.0).abs() < 1e-12 && a.x[1].abs() < 1e-8, "{a}");
    assert_eq!(a, b);
    assert_eq!(minimize_fn(f, &[1.0, 1.0]).unwrap(), a);
}

/// Every capability, and the whole run of each method, agrees with the objective's.
#[test]
fn as_the_same_objective() {
    let objective = objective!(|x| (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0 + (x[0] * x[1]).sin());
    let closure = Closure::of(|x| (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0 + (x[0] * x[1]).sin());
    let x = [-1.2, 0.7];
    let (mut g, mut hv, mut h) = ([[0.0; 2]; 2], [[0.0; 2]; 2], [[0.0; 4]; 2]);
    let problems: [&dyn Hessian; 2] = [&objective, &closure];
    let values = problems.map(|p| p.value(&x));
    assert_eq!(values[0], values[1]);
    for (k, p) in problems.iter().enumerate() {
        assert_eq!(p.value_and_gradient(&x, &mut g[k]), values[0]);
        p.hess_vec_into(&x, &[1.0, -2.0], &mut hv[k]);
        p.hessian_into(&x, &mut h[k]);
    }
    let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-13 * a.abs());
    assert!(close(&g[0], &g[1]) && close(&hv[0], &hv[1]) && close(&h[0], &h[1]));

    type Method = fn(&dyn Hessian, &[f64]) -> Result<Report, Error>;
    let methods: [Method; 3] =
        [|p, x| minimize(p, x), |p, x| Steihaug::default().minimize(p, x), |p, x| Lbfgs::default().minimize(p, x)];
    for method in methods {
        let [a, b] = problems.map(|p| method(p, &x).unwrap());
        assert!(a.success() && b.success() && close(&a.x, &b.x), "{a}\n{b}");
        assert_eq!((a.iterations, a.counts), (b.iterations, b.counts));
    }
}

#[test]
fn captured_data() {
    let points: Vec<(f64, f64)> = (0..20).map(|k| f64::from(k) / 10.0).map(|t| (t, 2.0 * (-1.5 * t).exp())).collect();
    let misfit = |p: &[Scalar]| points.iter().map(|&(t, y)| (p[0] * (p[1] * t).exp() - y).powi(2)).sum();
    let report = minimize_fn(misfit, &[1.0, 0.0]).unwrap();
    assert!((report.x[0] - 2.0).abs() < 1e-7 && (report.x[1] + 1.5).abs() < 1e-7, "{report}");
}

/// A minimisation inside a closure: the outer one sees its result as a constant.
#[test]
fn nested() {
    let outer = |x: &[Scalar]| {
        let a = x[0].primal();
        let inner = minimize_fn(|y| (y[0] - a).powi(2) + 1.0, &[0.0]).unwrap();
        assert!(inner.success() && (inner.x[0] - a).abs() < 1e-9);
        (x[0] - 2.0).powi(2) + inner.f
    };
    let report = minimize_fn(outer, &[5.0]).unwrap();
    assert!(report.success() && (report.x[0] - 2.0).abs() < 1e-9 && report.f == 1.0, "{report}");
}

#[test]
fn an_outer_number_in_an_inner_minimisation_panics() {
    let outer = |x: &[Scalar]| {
        let out = x[0];
        let inner = minimize_fn(|y| (y[0] - out).powi(2), &[0.0]).unwrap();
        x[0] * inner.f
    };
    let panic = catch_unwind(AssertUnwindSafe(|| minimize_fn(outer, &[5.0]))).expect_err("a panic");
    let message = panic.downcast::<String>().expect("a message");
    assert!(message.contains("`sub` is a Scalar of an outer closure"), "{message}");
    assert!(minimize_fn(|x| x[0].sq(), &[5.0]).unwrap().success(), "and the thread is as before");
}

#[test]
fn a_bad_start_is_an_error() {
    let error = minimize_fn(|x| x[0], &[1.0, f64::NAN]).unwrap_err();
    assert!(matches!(error, Error::NotFinite { what: "the start", index: 1, .. }));
}

#[test]
fn by_differences() {
    let f = Closure::of(|x| x[0].exp() * x[1]);
    let mut g = [0.0; 2];
    FiniteDifference::central(&f).value_and_gradient(&[0.0, 2.0], &mut g);
    assert!((g[0] - 2.0).abs() < 1e-9 && (g[1] - 1.0).abs() < 1e-9);
    let diagnosis = FiniteDifference::central(&Closure::of(|x| x[0].ln())).diagnose(&[-1.0]);
    assert!(diagnosis.is_some_and(|why| why.starts_with("ln(-1) is NaN")));
}
