use crate::{Function, Recorded};
use ad::Real;
use ad::forward::derivative;
use optim::Error;
use optim::scalar::{MinimumStatus, brent, brent_minimum, golden_section, quadratic_fit};

/// `sum ((2 i - 5) / (x - i²))²`, with poles at the squares and a minimum between each two (Brent 1973, sec. 5.5).
fn brents<F: Real>(x: F) -> F {
    (1..=20).map(|i| (x - f64::from(i * i)).recip() * f64::from(2 * i - 5)).fold(x * 0.0, |sum, t| sum + t * t)
}

#[test]
fn a_parabola_is_fitted_at_once() {
    let f = Recorded::new(|x: f64| 3.0 * (x - 1.25).powi(2) + 1.0);
    let found = quadratic_fit(|x| f.value(x), [0.0, 1.0, 4.0], 1e-6).unwrap();
    assert_eq!(f.at.borrow()[3], 1.25);
    assert!(found.success() && found.x == 1.25 && found.evaluations == f.count() && found.evaluations <= 7, "{found}");
    assert!(found.bracket.1 - found.bracket.0 <= 1e-6, "{found}");
}

#[test]
fn the_minima_between_brents_poles_are_those_of_the_exact_slope() {
    let mut evaluations = 0;
    for i in 1..20 {
        let (a, b) = (f64::from(i * i), f64::from((i + 1) * (i + 1)));
        let (a, b) = (a + 1e-9 * b, b - 1e-9 * b);
        let exact = brent(|x| derivative(|x| brents(x), x).1, a, b).unwrap();
        assert!(exact.success());
        let found = brent_minimum(brents::<f64>, a, b, 1e-6 * b).unwrap();
        assert!(found.success(), "{found}");
        assert!((found.x - exact.x).abs() <= 1e-6 * b, "{found}, not {}", exact.x);
        assert!(found.bracket.1 - found.bracket.0 <= 1e-6 * b, "{found}");
        assert!(found.bracket.0 <= exact.x && exact.x <= found.bracket.1, "{found}");
        evaluations += found.evaluations;
    }
    let golden = golden_section(brents::<f64>, 1.1, 3.9, 4e-6).unwrap();
    assert!(evaluations < 19 * golden.evaluations * 3 / 5, "{evaluations}, golden {golden}");
    // the first minimum as it is published
    let first = brent_minimum(brents::<f64>, 1.1, 3.9, 1e-7).unwrap();
    assert!((first.x - 3.0229153).abs() < 1e-7 && (first.f - 3.6766990169).abs() < 1e-10, "{first}");
}

#[test]
fn a_smooth_minimum_takes_few_evaluations() {
    let f = |x: f64| x.exp() - 2.0 * x;
    let fitted = quadratic_fit(f, [0.0, 1.0, 2.0], 1e-7).unwrap();
    for (found, most) in [(fitted, 17), (brent_minimum(f, 0.0, 2.0, 1e-7).unwrap(), 12)] {
        assert!(found.success() && (found.x - 2f64.ln()).abs() <= 1e-7 && found.evaluations <= most, "{found}");
        assert!(found.bracket.0 <= 2f64.ln() && 2f64.ln() <= found.bracket.1 && found.f == f(found.x));
    }
}

#[test]
fn brents_is_safe_where_parabolas_are_no_help() {
    let hard: [(Function, f64); 4] = [
        (|x| x.abs(), 0.0),
        (|x| x.powi(8), 0.0),
        (|x| if x < 0.3 { -x } else { 1.0 + x }, 0.3),
        (|x| x.abs().sqrt(), 0.0),
    ];
    for (f, minimum) in hard {
        let found = brent_minimum(f, -1.0, 3.0, 1e-6).unwrap();
        let golden = golden_section(f, -1.0, 3.0, 1e-6).unwrap();
        assert!(found.success() && golden.success(), "{found}");
        assert!(found.f <= f(minimum - 1e-6) && found.evaluations <= 3 * golden.evaluations, "{found}, {golden}");
        assert!(found.bracket.0 <= minimum && minimum <= found.bracket.1, "{found}");
    }
}

#[test]
fn a_wrong_bracket_is_an_error() {
    let f = |x: f64| x * x;
    let told = |points| matches!(quadratic_fit(f, points, 1e-6), Err(Error::NoMinimumBracket { .. }));
    assert!(told([1.0, 2.0, 3.0]) && told([-3.0, -2.0, -1.0]) && told([2.0, 0.0, -2.0]) && told([0.0, 0.0, 1.0]));
    let e = quadratic_fit(f, [1.0, 2.0, 3.0], 1e-6).unwrap_err();
    assert!(e.to_string().contains("f(2) = 4"), "{e}");
    assert!(matches!(quadratic_fit(f64::ln, [-1.0, 1.0, 2.0], 1e-6), Err(Error::NoMinimumBracket { .. })));
    assert!(matches!(quadratic_fit(f, [-1.0, 0.0, f64::NAN], 1e-6), Err(Error::NotFinite { index: 2, .. })));
}

#[test]
fn equal_values_do_not_stop_a_fit() {
    // flat between -1 and 1, and a line on one side
    let found = quadratic_fit(|x: f64| x.abs().max(1.0), [-3.0, 0.5, 9.0], 1e-3).unwrap();
    assert!(found.success() && found.f == 1.0, "{found}");
    let found = quadratic_fit(|_| 2.0, [-3.0, 0.5, 9.0], 1e-3).unwrap();
    assert_eq!((found.status, found.f), (MinimumStatus::Flat, 2.0));
    let tiny = quadratic_fit(|x| 1e-310 * x * x, [-3.0, 0.5, 9.0], 1e-3).unwrap();
    assert!(tiny.success() && tiny.x.abs() < 1e-2, "{tiny}");
}
