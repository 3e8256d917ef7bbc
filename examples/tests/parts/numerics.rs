//! Grids, orders, counted calls.

use examples::numerics::{Counted, dot, linspace, log_slope, logspace, norm, plus};

#[test]
fn grids_hit_both_ends() {
    assert_eq!(linspace(-2.0, 2.0, 5), [-2.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(logspace(-2.0, 0.0, 3), [0.01, 0.1, 1.0]);
}

#[test]
fn the_slope_is_the_order_of_a_power() {
    let cubic: Vec<_> = logspace(-3.0, -1.0, 9).iter().map(|h| (*h, 5.0 * h.powi(3))).collect();
    assert!((log_slope(&cubic) - 3.0).abs() < 1e-12);
    assert!(log_slope(&[(1.0, 0.0), (2.0, f64::NAN), (3.0, 1.0)]).is_nan());
}

#[test]
fn vectors_of_length_five() {
    assert_eq!(dot(&[3.0, 4.0], &[1.0, -1.0]), -1.0);
    assert_eq!(norm(&plus(&[1.0, 4.0], 0.5, &[4.0, 0.0])), 5.0);
}

#[test]
fn calls_are_counted() {
    let square = Counted::new(|x: f64| x * x);
    assert_eq!(square.call(3.0) + square.call(1.0), 10.0);
    assert_eq!(square.calls(), 2);
}
