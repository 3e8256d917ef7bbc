//! A diagnosis names the operation that made the first NaN or infinity, and nothing that is innocent.

use ad_core::{Objective, Single, objective};
use ad_reverse::{Graph, OnGraph};

fn why(f: &impl Objective, x: &[f64]) -> Option<String> {
    OnGraph.diagnose(&Single(f), x).map(|(component, why)| {
        assert_eq!(component, 0);
        why
    })
}
macro_rules! why {
    (|$x:ident| $body:expr, $at:expr) => {
        why(&objective!(|$x| $body), &$at)
    };
}

#[test]
fn the_value() {
    assert_eq!(
        why!(|x| x[1] * (x[0] - x[2]).ln() + 1.0, [1.0, 5.0, 2.0]).as_deref(),
        Some("ln(-1) is NaN: record 5, v5 = ln v4, a function of x[0] = 1, x[2] = 2")
    );
    assert_eq!(
        why!(|x| (x[0] - x[1]) / (x[1] - 2.0), [2.0, 2.0]).as_deref(),
        Some("0 / 0 is NaN: record 6, v6 = v3 / v5, a function of x[0] = 2, x[1] = 2")
    );
    assert_eq!(
        why!(|x| x[0].powf(F::lit(0.5)), [-2.0]).as_deref(),
        Some("(-2)^0.5 is NaN: record 2, v2 = x[0]^0.5, a function of x[0] = -2")
    );
    assert_eq!(
        why!(|x| x[0] / (-x[1]), [1.0, 0.0]).as_deref(),
        Some("1 / (-0) is -inf: record 4, v4 = x[0] / v3, a function of x[0] = 1, x[1] = 0")
    );
}

/// NaN comes from the overflow, not from the subtraction that shows it.
#[test]
fn the_cause_of_the_cause() {
    let text = why!(|x| x[0].exp() - (x[0] + 1.0).exp(), [1000.0]).unwrap();
    assert!(text.starts_with("exp(1000) is inf: record 2, "), "{text}");
}

#[test]
fn what_does_not_matter_is_not_named() {
    // an infinite constant, an infinity that is divided away, a NaN that is not used
    assert_eq!(why!(|x| x[0].min(F::infinity()) + x[0] / (x[0] - 1.0).recip(), [1.0]).as_deref(), None);
    let unused = objective!(|x| {
        let _ = (-x[0]).ln();
        x[0] * 2.0
    });
    assert_eq!(why(&unused, &[1.0]), None);
    // the infinite slope by the base is a slope by a constant
    assert_eq!(why!(|x| F::zero().powf(x[0]) + x[0], [0.5]).as_deref(), None);
    // sqrt' = inf at 0, but x² has slope 0 there
    assert_eq!(why!(|x| x[0].sq().sqrt(), [0.0]).as_deref(), None);
}

#[test]
fn inputs_and_constants() {
    assert_eq!(why!(|x| x[0] + x[1], [1.0, f64::NAN]).as_deref(), Some("the variable x[1] is NaN: record 2"));
    assert_eq!(why!(|x| x[0] + f64::INFINITY, [1.0]).as_deref(), Some("a constant is inf: record 2"));
    assert_eq!(
        why!(|x| x[0].detach() - x[0].detach() + f64::NAN, [1.0]).as_deref(),
        Some("the result is the constant NaN")
    );
    assert_eq!(why!(|_x| F::one(), [1.0]).as_deref(), None);
}

#[test]
fn the_slope() {
    assert_eq!(
        why!(|x| (x[0] - x[1]).sqrt() * 3.0, [2.0, 2.0]).as_deref(),
        Some("the slope of √(0) by v3 is inf: record 4, v4 = √v3, a function of x[0] = 2, x[1] = 2")
    );
    assert_eq!(
        why!(|x| x[0].powf(x[1]), [0.0, 0.5]).as_deref(),
        Some("the slope of 0^0.5 by x[0] is inf: record 3, v3 = x[0]^x[1], a function of x[0] = 0, x[1] = 0.5")
    );
    // the first of the reverse sweep, which is the last of the list
    let text = why!(|x| x[0].sqrt() + x[0].cbrt(), [0.0]).unwrap();
    assert!(text.starts_with("the slope of cbrt(0) by x[0] is inf"), "{text}");
}

#[test]
fn overflow_on_the_way_back() {
    assert_eq!(why!(|x| x[0] * 1e200 * 1e200 * 1e-300, [1e-250]).as_deref(), None, "large adjoints that stay finite");
    assert_eq!(
        why!(|x| x[0] * 2.0 * 1e200 * 1e200, [1e-300]).as_deref(),
        Some(
            "the adjoint 1e200 of 2e-300 · 1e200 times its slope 1e200 by v3 overflows: \
             record 5, v5 = v3 · 1e200, a function of x[0] = 1e-300"
        )
    );
    let text = why!(|x| (x[0] + x[0]) * 1.7e308, [1e-10]).unwrap();
    assert!(text.starts_with("the adjoints that flow into x[0] add up to inf: record 1"), "{text}");
}

#[test]
fn components_labels_and_many_inputs() {
    let g = Graph::new();
    let (a, b) = (g.variable(1.0).label("a"), g.variable(0.0).label("b"));
    let quotient = (a / b).label("q");
    let text = (quotient * 2.0).diagnose().unwrap();
    assert_eq!(text, "1 / 0 is inf: record 3, q = a / b, a function of a = 1, b = 0");
    assert_eq!((a * b).diagnose(), None);

    let text = why!(|x| x.iter().copied().sum::<F>().ln(), [-1.0; 20]).unwrap();
    assert!(text.ends_with("x[6] = -1, x[7] = -1 and 12 more"), "{text}");
}

#[test]
fn second_derivatives() {
    // the slope of the root is infinite, and times its adjoint, zero, it is zero: only the Hessian shows it
    let f = objective!(|x| x[0].sqrt() * x[0] + x[1] * x[1]);
    assert_eq!(OnGraph.diagnose(&Single(&f), &[0.0, 1.0]), None);
    assert_eq!(
        OnGraph.diagnose_second(&f, &[0.0, 1.0]).as_deref(),
        Some("√(0) changes with x[0] at the rate inf: record 3, v3 = √x[0], a function of x[0] = 0")
    );
    assert_eq!(OnGraph.diagnose_second(&f, &[1.0, 1.0]), None);
    // every value and slope is finite, their product is not
    let f = objective!(|x| x[0] * 1e200 * (x[1] * 1e200));
    let why = OnGraph.diagnose_second(&f, &[1e-300, 1e-300]).unwrap();
    assert_eq!(why, "the second derivative by x[1] and x[0] is inf");
}
