use optim::Error;
use optim::scalar::{RootStatus, brent};
use std::cell::Cell;

#[test]
fn it_finds_roots_to_rounding_and_counts_its_evaluations() {
    type Case = (fn(f64) -> f64, f64, f64, f64);
    let cases: [Case; 5] = [
        (|x| x.cos() - x, 0.0, 1.0, 0.7390851332151607),
        (|x| x * x * x - 2.0, 0.0, 2.0, 1.2599210498948732),
        (|x| x.exp() - 1e6, 0.0, 100.0, 13.815510557964274),
        (|x| x - 1e-12, -1.0, 3.0, 1e-12),
        (|x| (x - 1.0).powi(3), -1e6, 3e6, 1.0),
    ];
    for (f, a, b, root) in cases {
        let calls = Cell::new(0);
        let counted = |x| {
            calls.set(calls.get() + 1);
            f(x)
        };
        for (a, b) in [(a, b), (b, a)] {
            calls.set(0);
            let found = brent(counted, a, b).unwrap();
            assert!(found.success(), "{found}");
            assert!((found.x - root).abs() <= 4.0 * f64::EPSILON * root.abs(), "{found}, not {root}");
            assert_eq!((found.evaluations, found.f), (calls.get(), f(found.x)));
        }
    }
}

#[test]
fn it_is_much_faster_than_bisection_on_a_smooth_function() {
    let found = brent(|x: f64| x.cos() - x, 0.0, 1.0).unwrap();
    assert!(found.evaluations <= 12, "{found}");
}

#[test]
fn an_end_that_is_a_root_is_returned_at_once() {
    for (a, b) in [(0.0, 5.0), (-5.0, 0.0)] {
        let found = brent(|x| x, a, b).unwrap();
        assert_eq!((found.x, found.evaluations, found.status), (0.0, 2, RootStatus::Exact));
    }
}

#[test]
fn a_pole_and_a_jump_are_not_roots() {
    let pole = brent(|x| 1.0 / (x - 0.3), 0.0, 1.0).unwrap();
    assert_eq!((pole.status, pole.success()), (RootStatus::Jump, false));
    let jump = brent(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0).unwrap();
    assert_eq!(jump.status, RootStatus::Jump);
    assert!((jump.x - 0.3).abs() < 1e-15);
}

#[test]
fn a_hole_in_the_domain_is_reported() {
    let found = brent(|x| if x.abs() < 0.5 { f64::NAN } else { x }, -1.0, 1.0).unwrap();
    assert_eq!((found.status, found.f.abs()), (RootStatus::NonFinite, 1.0));
    let found = brent(|x| if x.abs() < 0.5 { f64::NAN } else { x }, -2.0, 1.0).unwrap();
    assert!(!found.success() && found.f.is_finite(), "{found}");
}

#[test]
fn the_widest_interval_does_not_overflow() {
    let found = brent(|x| x.clamp(-1.0, 1.0) + 0.5, -f64::MAX, f64::MAX).unwrap();
    assert!(found.x.is_finite());
    assert!(found.success() || found.status == RootStatus::Budget, "{found}");
}

#[test]
fn bad_ends_are_errors() {
    assert!(matches!(brent(|x| x * x + 1.0, 0.0, 1.0), Err(Error::NoBracket { .. })));
    assert!(matches!(brent(|_| f64::NAN, 0.0, 1.0), Err(Error::NoBracket { .. })));
    assert!(matches!(brent(|x| x, f64::NEG_INFINITY, 1.0), Err(Error::NotFinite { index: 0, .. })));
    assert!(matches!(brent(|x| x, -1.0, f64::NAN), Err(Error::NotFinite { index: 1, .. })));
}
