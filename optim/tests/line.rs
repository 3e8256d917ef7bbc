//! Exact line searches.

use ad::objective;
use optim::Error;
use optim::line::{LineStatus, along, exact};

#[test]
fn a_quartic_is_solved_exactly() {
    let f = objective!(|x| (x[0] + x[1] * x[1]).powi(2));
    let found = exact(&f, &[1.0, 0.0], &[-1.0, 1.0]).unwrap();
    assert_eq!((found.at.alpha, found.at.value, found.at.curvature), (0.5, 0.5625, 3.0));
    assert_eq!(found.status, LineStatus::Exact);
    assert_eq!(found.trials[0].slope, -2.0);
}

#[test]
fn a_minimiser_without_exact_zero_slope_is_found_to_rounding_in_few_trials() {
    // phi(a) = e^a - 3a has its minimum at ln 3.
    let f = objective!(|x| x[0].exp() - x[0] * 3.0);
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert!(found.success(), "{found:?}");
    assert!((found.at.alpha - 3f64.ln()).abs() <= 4.0 * f64::EPSILON, "{}", found.at.alpha);
    assert!(found.trials.len() <= 12, "{}", found.trials.len());
}

#[test]
fn a_far_minimiser_is_bracketed_by_doubling() {
    let f = objective!(|x| (x[0] - 1e6).powi(2));
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert_eq!((found.at.alpha, found.success()), (1e6, true));
}

#[test]
fn a_kink_is_a_minimiser_without_zero_slope() {
    let f = objective!(|x| (x[0] - 0.3).abs() * 2.0);
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert_eq!(found.status, LineStatus::Resolved);
    assert!((found.at.alpha - 0.3).abs() < 1e-15);
}

#[test]
fn a_maximum_with_zero_slope_bounds_the_search_but_does_not_end_it() {
    // phi'(a) = (a - 1/4)(1 - a): the first trial, a = 1, is a maximum
    let f = objective!(|x| {
        let a = x[0];
        -(a * a * a) / 3.0 + a * a * 0.625 - a * 0.25
    });
    assert_eq!(along(&f, &[0.0], &[1.0], 1.0).unwrap().slope, 0.0);
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert!(found.success() && (found.at.alpha - 0.25).abs() < 1e-15, "{:?}", found.at);
}

#[test]
fn endless_descent_is_not_a_success() {
    let f = objective!(|x| -x[0]);
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert_eq!((found.status, found.success()), (LineStatus::Unbounded, false));
    let f = objective!(|x| (-x[0]).exp());
    assert!(!exact(&f, &[0.0], &[1.0]).unwrap().at.value.is_nan());
}

#[test]
fn a_cliff_is_not_a_minimum() {
    // falls with slope -1 and is not defined beyond 0.7
    let f = objective!(|x| (-(x[0] - 0.7)).sqrt() * 0.0 - x[0]);
    let found = exact(&f, &[0.0], &[1.0]).unwrap();
    assert_eq!((found.status, found.success()), (LineStatus::NonFinite, false));
    assert!((found.at.alpha - 0.7).abs() < 1e-15 && found.at.value.is_finite());
}

#[test]
fn bad_input_is_an_error() {
    let f = objective!(|x| x[0] * x[0]);
    assert!(matches!(exact(&f, &[1.0], &[1.0]), Err(Error::NotDescent { slope: 2.0 })));
    assert!(matches!(exact(&f, &[0.0], &[1.0]), Err(Error::NotDescent { slope: 0.0 })));
    assert!(matches!(exact(&f, &[f64::NAN], &[1.0]), Err(Error::NotFinite { .. })));
    assert!(matches!(exact(&f, &[1.0], &[f64::INFINITY]), Err(Error::NotFinite { .. })));
    assert!(matches!(exact(&f, &[1.0], &[1.0, 2.0]), Err(Error::Length { got: 2, expected: 1, .. })));
    let undefined = objective!(|x| x[0].ln());
    assert!(matches!(exact(&undefined, &[-1.0], &[1.0]), Err(Error::NotDescent { .. })));
}
