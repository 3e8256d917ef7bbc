//! Stationary points and their kinds.

use ad::objective;
use optim::Error;
use optim::stationary::{Kind, newton};

#[test]
fn a_quadratic_takes_one_step_from_anywhere() {
    let f = objective!(|x| x[0] * 8.0 + x[1] * 12.0 + x[0] * x[0] - x[1] * x[1] * 2.0);
    for start in [[0.0, 0.0], [100.0, -7.5], [-4.0, 3.0]] {
        let found = newton(&f, &start).unwrap();
        assert_eq!((found.x, found.value, found.kind), (vec![-4.0, 3.0], 2.0, Kind::Saddle));
        assert_eq!(found.eigenvalues, [2.0, -4.0]);
        assert_eq!(found.path.len(), if start == [-4.0, 3.0] { 1 } else { 2 });
    }
}

#[test]
fn rosenbrock_has_one_minimum() {
    let f = objective!(|x| (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0);
    let found = newton(&f, &[-1.2, 1.0]).unwrap();
    assert!((found.x[0] - 1.0).abs() < 1e-14 && (found.x[1] - 1.0).abs() < 1e-14);
    assert_eq!(found.kind, Kind::Minimum);
    assert!(found.path.len() < 12);
}

#[test]
fn every_kind_is_told() {
    let maximum = objective!(|x| -(x[0] - 2.0).powi(2) - x[1] * x[1]);
    assert_eq!(newton(&maximum, &[0.3, 0.7]).unwrap().kind, Kind::Maximum);
    assert_eq!(Kind::of(&[1.0, 0.0]), Kind::Degenerate);
    assert_eq!(Kind::of(&[1.0, 0.0, -1.0]), Kind::Saddle);
    assert_eq!(Kind::of(&[]), Kind::Degenerate);
    assert_eq!(Kind::of(&[1e-300]), Kind::Minimum);
}

#[test]
fn where_second_derivatives_vanish_nothing_is_claimed() {
    let flat = objective!(|x| x[0].powi(4));
    let found = newton(&flat, &[1.0]).unwrap();
    assert!(found.x[0].abs() < 1e-10);
    assert_eq!(found.kind, Kind::Degenerate);
    let terrace = objective!(|x| x[0].powi(3));
    assert_eq!(newton(&terrace, &[1.0]).unwrap().kind, Kind::Degenerate);
    let plane = objective!(|x| x[0] * 0.0);
    assert_eq!(newton(&plane, &[1.0]).unwrap().kind, Kind::Degenerate);
}

#[test]
fn a_vanishing_gradient_without_a_stationary_point_is_not_one() {
    // Newton goes to the right by one for ever, and the gradient there is below 1e-40.
    let tail = objective!(|x| (-x[0]).exp());
    let found = newton(&tail, &[0.0]).unwrap();
    assert!(found.gradient[0].abs() < 1e-40);
    assert_eq!(found.kind, Kind::NotStationary);
    let slope = objective!(|x| x[0] * 3.0);
    assert_eq!(newton(&slope, &[1.0]).unwrap().kind, Kind::NotStationary);
}

#[test]
fn an_ill_conditioned_minimum_is_reached_in_spite_of_rounding() {
    let f = objective!(|x| (x[0] - 1.0 / 3.0).sq() * 1e10 + (x[0] + x[1] - 1.0 / 7.0).sq() * 1e-3);
    let found = newton(&f, &[5.0, -9.0]).unwrap();
    assert_eq!(found.kind, Kind::Minimum);
    assert!(found.path.len() < 6, "{:?}", found.path);
}

#[test]
fn values_that_are_not_finite_are_never_stationary() {
    let f = objective!(|x| x[0].ln());
    let found = newton(&f, &[-1.0]).unwrap();
    assert_eq!((found.kind, found.eigenvalues.len()), (Kind::NotStationary, 0));
    // finite value, infinite slope
    let root = objective!(|x| x[0].sqrt() + x[1] * x[1]);
    assert_eq!(newton(&root, &[0.0, 0.0]).unwrap().kind, Kind::NotStationary);
    assert!(matches!(newton(&f, &[f64::NAN]), Err(Error::NotFinite { index: 0, .. })));
}
