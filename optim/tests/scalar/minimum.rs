//! What all searches in an interval have in common.

use ad::Real;
use ad::forward::derivative;
use optim::Error;
use optim::scalar::{Minimum, MinimumStatus, brent_minimum, fibonacci, golden_section, newton};

type Method = fn(&dyn Fn(f64) -> f64, f64, f64) -> Result<Minimum, Error>;

const METHODS: [Method; 3] =
    [|f, a, b| golden_section(f, a, b, 1e-6), |f, a, b| fibonacci(f, a, b, 40), |f, a, b| brent_minimum(f, a, b, 1e-6)];

#[test]
fn a_monotone_function_ends_at_an_end() {
    for method in METHODS {
        for (f, end) in [(&(|x: f64| x.exp()) as &dyn Fn(f64) -> f64, 1.0), (&|x: f64| -x, 3.0)] {
            let found = method(f, 1.0, 3.0).unwrap();
            assert_eq!((found.status, found.success()), (MinimumStatus::AtEnd, false), "{found}");
            assert!((found.x - end).abs() < 1e-6 && (found.bracket.0 == end || found.bracket.1 == end), "{found}");
        }
    }
}

#[test]
fn a_flat_function_is_told() {
    for method in METHODS {
        let found = method(&|_| 7.0, -1.0, 2.0).unwrap();
        assert_eq!((found.status, found.f), (MinimumStatus::Flat, 7.0), "{found}");
    }
}

#[test]
fn values_that_are_not_finite_end_the_search_with_the_best_point() {
    for method in METHODS {
        assert_eq!(method(&|_| f64::NAN, 0.0, 1.0).unwrap().status, MinimumStatus::NonFinite);
        assert_eq!(method(&|_| f64::INFINITY, 0.0, 1.0).unwrap().status, MinimumStatus::NonFinite);
        // the first evaluations are fine, the way to the minimum is not
        let found = method(&|x| if x < 0.3 { f64::NAN } else { x }, 0.0, 1.0).unwrap();
        assert_eq!(found.status, MinimumStatus::NonFinite);
        assert!(found.x >= 0.3 && found.f == found.x, "{found}");
        let down = method(&|x| if x < 0.3 { f64::NEG_INFINITY } else { x }, 0.0, 1.0).unwrap();
        assert_eq!((down.status, down.f), (MinimumStatus::NoRise, f64::NEG_INFINITY), "{down}");
    }
}

#[test]
fn the_order_of_the_ends_does_not_matter() {
    for method in METHODS {
        let f = |x: f64| (x - 0.3).powi(2) + 2.0;
        let (one, other) = (method(&f, -1.0, 2.0).unwrap(), method(&f, 2.0, -1.0).unwrap());
        assert_eq!(one, other);
        assert!(one.success() && (one.x - 0.3).abs() < 1e-6, "{one}");
        assert!(one.to_string().contains("minimum after"));
    }
}

#[test]
fn bad_input_is_an_error() {
    for method in METHODS {
        assert!(matches!(method(&|x| x, f64::NAN, 1.0), Err(Error::NotFinite { index: 0, .. })));
        assert!(matches!(method(&|x| x, 0.0, f64::INFINITY), Err(Error::NotFinite { index: 1, .. })));
        assert!(matches!(method(&|x| x, 1.0, 1.0), Err(Error::NotPositive { .. })));
        assert!(
            matches!(method(&|x| x, -f64::MAX, f64::MAX), Err(Error::NotPositive { value, .. }) if value.is_infinite())
        );
    }
    for tolerance in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(golden_section(|x| x, 0.0, 1.0, tolerance), Err(Error::NotPositive { .. })));
        assert!(matches!(brent_minimum(|x| x, 0.0, 1.0, tolerance), Err(Error::NotPositive { .. })));
    }
}

#[test]
fn a_root_of_the_exact_slope_has_all_digits() {
    fn f<F: Real>(x: F) -> F {
        x.cosh() - x
    }
    let exact = 1f64.asinh();
    let by_values = brent_minimum(f::<f64>, 0.0, 2.0, 1e-15).unwrap();
    let by_slope = newton(|x| derivative(|x| f(x), x).1, 0.5);
    assert!((1e-10..1e-7).contains(&(by_values.x - exact).abs()), "{by_values}");
    assert!(by_slope.success() && (by_slope.x - exact).abs() <= f64::EPSILON, "{by_slope}");
}
