use crate::{LARGEST, diagonal, indefinite, numbers, positive_definite, residual, rosenbrock};
use optim::Error;
use optim::curvature::{Operator, PowerStatus, power_method};

#[test]
fn rosenbrock_takes_at_most_five_products() {
    rosenbrock(|h| {
        let found = power_method(h, &[-0.9077561801469204, 1.5192839236417688], 1e-12, 5).unwrap();
        assert!(found.success(), "{found:?}");
        assert!((found.value / LARGEST - 1.0).abs() <= 1e-15, "{found:?}");
        assert_eq!(found.history.len(), h.products());
        // the first Rayleigh quotient is that of the start, the errors fall by (l2 / l1)² = 1.6e-7
        assert!((found.history[0] - 710.6153408141404).abs() < 1e-12, "{found:?}");
        assert!((found.history[1] / LARGEST - 1.0).abs() < 1e-7);
    });
}

#[test]
fn it_agrees_with_dense_eigenvalues() {
    for seed in 1..5 {
        let a = positive_definite(50, seed);
        let h = a.operator();
        let found = power_method(&h, &numbers(50, 99), 1e-7, 100_000).unwrap();
        let largest = a.eigenvalues()[49];
        assert!(found.success());
        assert!((found.value - largest).abs() <= 1e-12 * largest, "{} and {largest}", found.value);
        assert!((residual(&h, found.value, &found.vector) - found.residual).abs() <= 1e-15);
    }
}

#[test]
fn the_sign_is_kept() {
    for seed in 1..9 {
        let a = indefinite(12, seed);
        let values = a.eigenvalues();
        let largest = if -values[0] > values[11] { values[0] } else { values[11] };
        let found = power_method(&a.operator(), &numbers(12, 99), 1e-8, 100_000).unwrap();
        assert!(found.success() && (found.value - largest).abs() <= 1e-13, "{} and {largest}", found.value);
    }
    let found = power_method(&diagonal(&[-3.0, 1.0, 2.0]), &[1.0; 3], 1e-10, 1000).unwrap();
    assert!((found.value + 3.0).abs() < 1e-15);
}

#[test]
fn two_of_one_modulus_spend_the_budget() {
    let found = power_method(&diagonal(&[-3.0, 3.0]), &[1.0, 1.0], 1e-10, 50).unwrap();
    assert_eq!((found.status, found.history.len()), (PowerStatus::Budget, 50));
    assert!((found.residual - 3.0).abs() < 1e-14 && !found.success());
}

#[test]
fn a_start_in_the_null_space_says_so() {
    let found = power_method(&diagonal(&[0.0, 1.0]), &[5.0, 0.0], 1e-10, 50).unwrap();
    assert_eq!((found.status, found.value, &found.vector[..]), (PowerStatus::Null, 0.0, &[1.0, 0.0][..]));
    // without a part along the first eigenvector it finds the second
    let found = power_method(&diagonal(&[9.0, 1.0]), &[0.0, 2.0], 1e-10, 50).unwrap();
    assert_eq!((found.status, found.value), (PowerStatus::Converged, 1.0));
}

#[test]
fn sizes_that_overflow_when_squared_do_not_matter() {
    for size in [1e-300, 1e300] {
        let d = [3.0 * size, size];
        let found = power_method(&diagonal(&d), &[1e-310, 1e-310], 1e-8, 100).unwrap();
        assert!(found.success() && (found.value / d[0] - 1.0).abs() < 1e-15, "{found:?}");
    }
}

#[test]
fn bad_input_is_an_error() {
    let h = diagonal(&[1.0, 2.0]);
    let run = |v: &[f64], tolerance, budget| power_method(&h, v, tolerance, budget).unwrap_err();
    assert!(matches!(run(&[0.0, 0.0], 1e-8, 9), Error::NotPositive { what: "the norm of the start vector", .. }));
    assert!(matches!(run(&[1.0, f64::NAN], 1e-8, 9), Error::NotFinite { index: 1, .. }));
    assert!(matches!(run(&[1.0], 1e-8, 9), Error::Length { got: 1, expected: 2, .. }));
    assert!(matches!(run(&[1.0, 1.0], f64::NAN, 9), Error::NotPositive { what: "the tolerance", .. }));
    assert!(matches!(run(&[1.0, 1.0], 1e-8, 0), Error::TooFew { got: 0, least: 1, .. }));
    assert_eq!(h.products(), 0);
    assert!(matches!(power_method(&Operator::new(0, |_, _| ()), &[], 1e-8, 9), Err(Error::TooFew { .. })));
    let hole = Operator::new(1, |_, hv| hv[0] = f64::NAN);
    assert!(matches!(power_method(&hole, &[1.0], 1e-8, 9), Err(Error::NotFinite { .. })));
}
