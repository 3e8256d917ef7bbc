use ad::Real;
use ad::forward::derivative;
use optim::scalar::{RootStatus, newton};

#[test]
fn it_finds_roots_to_rounding() {
    let found = newton(|x| x * x - 2.0, 1.0);
    assert!(found.success());
    assert!((found.x - 2f64.sqrt()).abs() <= f64::EPSILON * 2.0, "{found}");
    assert!(found.evaluations <= 8, "{found}");
}

#[test]
fn it_takes_a_derivative_as_its_function() {
    fn phi<F: Real>(a: F) -> F {
        (a * a - a + 1.0).powi(2)
    }
    let found = newton(|a| derivative(phi, a).1, -2.0);
    assert_eq!((found.x, found.f, found.status), (0.5, 0.0, RootStatus::Exact));
}

#[test]
fn a_start_on_the_root_costs_one_evaluation() {
    let found = newton(|x| x, 0.0);
    assert_eq!((found.x, found.iterations, found.evaluations, found.status), (0.0, 0, 1, RootStatus::Exact));
}

#[test]
fn a_cycle_spends_the_budget_and_returns_the_best_point() {
    // x³ - 2x + 2 from 0 goes 0, 1, 0, 1, ...
    let found = newton(|x| x * x * x - x * 2.0 + 2.0, 0.0);
    assert_eq!((found.x, found.f, found.status), (1.0, 1.0, RootStatus::Budget));
}

#[test]
fn where_there_is_no_root_it_says_so() {
    assert!(!newton(|x| x * x + 1.0, 0.7).success());
    let flat = newton(|x| x * x + 1.0, 0.0);
    assert_eq!((flat.status, flat.x, flat.f), (RootStatus::ZeroSlope, 0.0, 1.0));
}

#[test]
fn values_that_are_not_finite_are_reported() {
    assert_eq!(newton(|x| x.ln(), -1.0).status, RootStatus::NonFinite);
    assert_eq!(newton(|x| x, f64::NAN).status, RootStatus::NonFinite);
    // sqrt has an infinite slope at 0, and its root there is found by nobody's Newton
    assert_eq!(newton(|x| x.sqrt() + 1.0, 0.0).status, RootStatus::NonFinite);
    // the step leaves the domain: the start is the best point
    let left = newton(|x| x.ln(), 20.0);
    assert_eq!((left.status, left.x), (RootStatus::NonFinite, 20.0));
}
