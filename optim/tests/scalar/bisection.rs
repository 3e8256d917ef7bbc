use crate::{Function, Recorded};
use optim::Error;
use optim::scalar::{RootStatus, bisection, brent};

#[test]
fn it_halves_until_no_number_is_between() {
    for (a, b) in [(1.0, 2.0), (2.0, 1.0)] {
        let f = Recorded::new(|x: f64| x * x - 2.0);
        let found = bisection(|x| f.value(x), a, b).unwrap();
        assert_eq!((found.status, found.iterations, found.evaluations), (RootStatus::Resolved, 52, 54));
        assert_eq!(f.count(), 54);
        assert!((found.x - 2f64.sqrt()).abs() <= f64::EPSILON);
        // the k-th evaluation inside is 2^-(k+1) away from an end of a bracket of length 2^-k
        for (k, pair) in f.at.borrow()[2..].windows(2).enumerate() {
            assert_eq!((pair[1] - pair[0]).abs(), 0.5f64.powi(k as i32 + 2));
        }
    }
}

#[test]
fn a_middle_that_is_the_root_ends_it() {
    let found = bisection(|x| x - 0.75, 0.0, 1.0).unwrap();
    assert_eq!((found.x, found.status, found.iterations), (0.75, RootStatus::Exact, 2));
    let found = bisection(|x| x, 0.0, 1.0).unwrap();
    assert_eq!((found.x, found.status, found.evaluations), (0.0, RootStatus::Exact, 2));
}

#[test]
fn it_finds_what_brent_finds() {
    let cases: [(Function, f64, f64); 4] = [
        (|x| x.cos() - x, 0.0, 1.0),
        (|x| x.exp() - 1e6, 0.0, 100.0),
        (|x| (x - 1.0).powi(3), -1e6, 3e6),
        (|x| x - 1e-300, -1e300, 1e300),
    ];
    for (f, a, b) in cases {
        let (slow, fast) = (bisection(f, a, b).unwrap(), brent(f, a, b).unwrap());
        assert!(slow.success(), "{slow}");
        assert!((slow.x - fast.x).abs() <= 4.0 * f64::EPSILON * fast.x.abs() + f64::MIN_POSITIVE, "{slow}, {fast}");
    }
}

#[test]
fn a_jump_is_no_root_and_a_hole_is_told() {
    assert_eq!(bisection(|x| 1.0 / (x - 0.3), 0.0, 1.0).unwrap().status, RootStatus::Jump);
    let hole = bisection(|x| if x.abs() < 0.5 { f64::NAN } else { x }, -1.0, 2.0).unwrap();
    assert_eq!((hole.status, hole.x), (RootStatus::NonFinite, 0.5));
    let wide = bisection(|x| x.clamp(-1.0, 1.0) + 0.5, -f64::MAX, f64::MAX).unwrap();
    assert_eq!((wide.x, wide.status), (-0.5, RootStatus::Exact));
    // down to the smallest number
    let tiny = bisection(|x| if x > 0.0 { 1.0 } else { -1.0 }, -1.0, 1.5).unwrap();
    assert!(tiny.x.abs() <= 5e-324 && tiny.status == RootStatus::Jump, "{tiny}");
}

#[test]
fn bad_ends_are_errors() {
    assert!(matches!(bisection(|x| x * x + 1.0, 0.0, 1.0), Err(Error::NoBracket { .. })));
    assert!(matches!(bisection(|_| f64::NAN, 0.0, 1.0), Err(Error::NoBracket { .. })));
    assert!(matches!(bisection(|x| x, f64::NEG_INFINITY, 1.0), Err(Error::NotFinite { index: 0, .. })));
}
