use crate::Recorded;
use optim::Error;
use optim::scalar::{MinimumStatus, bracket_minimum};

#[test]
fn steps_double_downhill_until_the_values_rise() {
    let f = Recorded::new(|x: f64| (x - 20.0).powi(2));
    let found = bracket_minimum(|x| f.value(x), 0.0, 1.0).unwrap();
    assert_eq!(*f.at.borrow(), [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]);
    assert_eq!(found.points.map(|p| p.0), [8.0, 16.0, 32.0]);
    assert_eq!((found.evaluations, found.success(), found.interval()), (f.count(), true, (8.0, 32.0)));
}

#[test]
fn the_direction_of_the_first_step_does_not_matter() {
    for (x0, step) in [(0.0, 0.1), (0.0, -0.1), (50.0, 0.1), (50.0, -3.0), (1e20, 1e-3), (-1e20, 1.0)] {
        let f = |x: f64| (x - 20.0).powi(2);
        let found = bracket_minimum(f, x0, step).unwrap();
        let [a, b, c] = found.points;
        assert!(found.success(), "{found:?}");
        assert!(a.0 < b.0 && b.0 < c.0 && a.0 <= 20.0 && 20.0 <= c.0, "{found:?}");
        assert!(b.1 <= a.1 && b.1 <= c.1 && [a, b, c].iter().all(|p| p.1 == f(p.0)), "{found:?}");
    }
}

#[test]
fn what_has_no_bracket_says_so() {
    let status = |f: fn(f64) -> f64| bracket_minimum(f, 0.5, 0.1).unwrap().status;
    assert_eq!(status(|x| x), MinimumStatus::NoRise);
    assert_eq!(status(|x| -x), MinimumStatus::NoRise);
    assert_eq!(status(|x| -x.exp()), MinimumStatus::NoRise);
    assert_eq!(status(|x| (-x).exp()), MinimumStatus::NoRise);
    assert_eq!(status(|_| 3.0), MinimumStatus::Flat);
    assert_eq!(status(|x| x.ln()), MinimumStatus::NonFinite);
    assert_eq!(status(|_| f64::NAN), MinimumStatus::NonFinite);
    // a plateau is crossed
    let plateau = bracket_minimum(|x: f64| x.abs().max(10.0), 0.0, 1.0).unwrap();
    assert!(plateau.success() && plateau.points[1].1 == 10.0 && plateau.points[2].1 > 10.0);
}

#[test]
fn bad_input_is_an_error() {
    assert!(matches!(bracket_minimum(|x| x, f64::NAN, 1.0), Err(Error::NotFinite { .. })));
    for step in [0.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(bracket_minimum(|x| x, 0.0, step), Err(Error::NotPositive { .. })));
    }
}
