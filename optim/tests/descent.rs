//! Steepest descent.

use ad::objective;
use optim::Error;
use optim::descent::{DescentStatus, steepest};

#[test]
fn it_converges_on_a_quadratic() {
    let f = objective!(|x| (x[0] - 3.0).sq() + (x[1] + 1.0).sq() * 10.0);
    let found = steepest(&f, &[0.0, 0.0], 1e-10, 1000).unwrap();
    assert_eq!(found.status, DescentStatus::Converged);
    assert!((found.x[0] - 3.0).abs() < 1e-10 && (found.x[1] + 1.0).abs() < 1e-10);
}

#[test]
fn a_stationary_start_stays() {
    let f = objective!(|x| x[0] * x[0]);
    let found = steepest(&f, &[0.0], 0.0, 10).unwrap();
    assert_eq!((found.status, found.iterations, found.evaluations), (DescentStatus::Converged, 0, 0));
}

#[test]
fn a_kinked_valley_is_reached() {
    let f = objective!(|x| (x[0].abs() - 1.0).max(F::zero()));
    for start in [-5.5, 0.25, 3.75] {
        let found = steepest(&f, &[start], 0.0, 100).unwrap();
        assert_eq!((found.status, found.value), (DescentStatus::Converged, 0.0));
    }
}

#[test]
fn how_it_ended_is_told() {
    let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    let early = steepest(&f, &[-1.2, 1.0], 1e-10, 5).unwrap();
    assert_eq!((early.status, early.iterations), (DescentStatus::Budget, 5));
    let rounding = objective!(|x| (x[0] - 1.0 / 3.0).sq() + 1.0);
    let stuck = steepest(&rounding, &[0.1], 0.0, 1000).unwrap();
    assert!(matches!(stuck.status, DescentStatus::PrecisionExhausted | DescentStatus::Converged), "{stuck:?}");
    let falling = objective!(|x| x[0] * 1.0);
    assert_eq!(steepest(&falling, &[0.0], 0.0, 5000).unwrap().status, DescentStatus::NonFinite);
    let undefined = objective!(|x| x[0].ln());
    assert_eq!(steepest(&undefined, &[-1.0], 0.0, 10).unwrap().status, DescentStatus::NonFinite);
}

#[test]
fn steps_that_leave_the_domain_are_shortened() {
    let barrier = objective!(|x| x[0] - x[0].ln());
    let found = steepest(&barrier, &[9.0], 1e-7, 1000).unwrap();
    assert_eq!(found.status, DescentStatus::Converged);
    assert!((found.x[0] - 1.0).abs() < 1e-6);
}

#[test]
fn it_ends_however_long_the_steps_grow() {
    // the gradient is so small that the doubled step would overflow before f is resolved
    let f = objective!(|x| x[0] * 1e-300);
    assert_ne!(steepest(&f, &[0.0], 0.0, 5000).unwrap().status, DescentStatus::Converged);
}

#[test]
fn a_bad_start_is_an_error() {
    let f = objective!(|x| x[0]);
    assert!(matches!(steepest(&f, &[f64::INFINITY], 1e-8, 10), Err(Error::NotFinite { .. })));
}
