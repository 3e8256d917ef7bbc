use crate::{Function, Recorded};
use optim::scalar::{RootStatus, secant};

#[test]
fn it_finds_roots_to_rounding_and_counts_its_evaluations() {
    let cases: [(Function, f64, f64, f64); 4] = [
        (|x| x.cos() - x, 0.0, 1.0, 0.7390851332151607),
        (|x| x * x - 2.0, 1.0, 2.0, std::f64::consts::SQRT_2),
        (|x| x * x * x - 2.0, 1.0, 2.0, 1.2599210498948732),
        (|x| x.exp() - 1e6, 13.0, 14.0, 13.815510557964274),
    ];
    for (f, x0, x1, root) in cases {
        let f = Recorded::new(f);
        let found = secant(|x| f.value(x), x0, x1);
        assert!(found.success(), "{found}");
        assert!((found.x - root).abs() <= 2.0 * f64::EPSILON * root, "{found}, not {root}");
        assert_eq!(found.evaluations, f.count());
        assert!(found.evaluations <= 12, "{found}");
    }
}

#[test]
fn the_first_step_is_the_chords_and_a_line_takes_one() {
    let f = Recorded::new(|x| x * x);
    let _ = secant(|x| f.value(x), 1.0, 3.0);
    assert_eq!(f.at.borrow()[..3], [1.0, 3.0, 0.75]); // 3 - 9 * 2 / 8
    let line = secant(|x| 4.0 * x - 3.0, 5.0, 9.0);
    assert_eq!((line.x, line.status, line.evaluations), (0.75, RootStatus::Exact, 3));
}

#[test]
fn its_order_is_the_golden_ratio() {
    let f = Recorded::new(|x: f64| x.exp() - 2.0);
    let _ = secant(|x| f.value(x), 0.0, 1.0);
    let errors: Vec<f64> = f.at.borrow().iter().map(|x| (x - 2f64.ln()).abs()).collect();
    // e'' = e' e / 2 at this root, where f'' / 2 f' is 1 / 2
    for e in errors.windows(3).filter(|e| e[2] > 1e-11 && e[0] < 0.1) {
        assert!((e[2] / (e[0] * e[1]) / 0.5 - 1.0).abs() < 0.1, "{e:?}");
    }
    assert!(errors.windows(3).filter(|e| e[2] > 1e-11 && e[0] < 0.1).count() >= 2, "{errors:?}");
}

#[test]
fn what_has_no_step_says_so() {
    assert_eq!(secant(|x| x * x - 1.5, -1.0, 1.0).status, RootStatus::ZeroSlope);
    assert_eq!(secant(|_| 1.0, 0.0, 1.0).status, RootStatus::ZeroSlope);
    assert_eq!(secant(|x| x, 1.0, 1.0).status, RootStatus::ZeroSlope);
    assert_eq!(secant(|x| x.ln(), -1.0, 2.0).status, RootStatus::NonFinite);
    assert_eq!(secant(|x| x, f64::NAN, 1.0).status, RootStatus::NonFinite);
    assert_eq!(secant(|x| x, 1.0, f64::INFINITY).status, RootStatus::NonFinite);
    assert!(!secant(|x| x * x + 1.0, 0.3, 0.7).success());
}

#[test]
fn the_best_point_is_returned() {
    // the step from 1 and 2 leaves the domain
    let left = secant(|x: f64| x.sqrt() + 1.0, 1.0, 2.0);
    assert_eq!((left.status, left.x, left.f), (RootStatus::NonFinite, 1.0, 2.0));
    let start = secant(|x| x, 0.0, 1.0);
    assert_eq!((start.x, start.status, start.evaluations), (0.0, RootStatus::Exact, 1));
}
