use crate::{X, slopes, spoiled, value};
use ad::objective;
use optim::check::{Contradiction, Entry, Place, TOLERANCE, Verdict, gradient};
use optim::problem::{Gradient, Narrow, by_hand};

/// The only entry that does not agree.
fn only(report: &optim::check::Report) -> Entry {
    assert!(report.contradictions.is_empty(), "{report}");
    let bad: Vec<_> = report.suspicious().collect();
    assert_eq!(bad.len(), 1, "{report}");
    *bad[0]
}

/// A function of one variable with its slope.
fn one(f: fn(f64) -> f64, slope: fn(f64) -> f64) -> impl Gradient {
    by_hand(move |x| f(x[0])).gradient(move |x, g| {
        g[0] = slope(x[0]);
        f(x[0])
    })
}

#[test]
fn the_tolerance_is_as_documented() {
    assert!((TOLERANCE / (64.0 * f64::EPSILON.powf(2.0 / 3.0)) - 1.0).abs() < 1e-3);
}

#[test]
fn what_is_right_passes() {
    let report = gradient(&spoiled(|_| ()), &X);
    assert!(report.success(), "{report}");
    assert_eq!(report.to_string(), "3 of 3 entries agree with differences");
    for entry in &report.entries[..2] {
        assert!(entry.error <= TOLERANCE && (1e-7..=1e-3).contains(&entry.step), "{entry}");
    }
    // in the third variable the function is a parabola, of which every central difference is right
    assert!(report.entries[2].error < 1e-14);
    let rosenbrock = objective!(|x| (x[1] - x[0].sq()).sq() * 100.0 + (x[0] - 1.0).sq());
    for x in [[-1.2, 1.0], [1.0, 1.0], [0.0, 0.0], [3.0, -4.0], [1e3, 1e3], [1.0 + 1e-9, 1.0]] {
        assert!(gradient(&rosenbrock, &x).success(), "{:?}: {}", x, gradient(&rosenbrock, &x));
    }
    // far from the size 1, at the edge of a domain, and of no variable
    assert!(gradient(&objective!(|x| (x[0] * 1e-3).exp() * 1e12), &[5e3]).success());
    assert!(gradient(&objective!(|x| x[0].ln()), &[0.05]).success());
    assert!(gradient(&objective!(|x| x[0] * 0.0 + 7.0), &[2.0]).success());
    assert!(gradient(&by_hand(|_| 3.0).gradient(|_, _| 3.0), &[]).success());
}

#[test]
fn a_dropped_factor_is_found() {
    let entry = only(&gradient(&spoiled(|g| g[2] *= 0.5), &X));
    let right = slopes(&X)[2];
    assert_eq!((entry.place, entry.verdict), (Place::Gradient { index: 2 }, Verdict::Wrong));
    assert_eq!(entry.claimed, 0.5 * right);
    assert!((entry.differences - right).abs() < 1e-8 && (entry.error - 0.5).abs() < 1e-7, "{entry}");
    let text = entry.to_string();
    assert!(text.starts_with("g[2] = ") && text.contains("is wrong, by differences 1.77") && text.contains("(h = "));
    assert!(text.ends_with("it is half of it"), "{text}");
    assert!(only(&gradient(&spoiled(|g| g[2] *= 2.0), &X)).to_string().ends_with("it is twice that"));
}

#[test]
fn a_wrong_sign_and_a_missing_entry_are_found() {
    let entry = only(&gradient(&spoiled(|g| g[0] = -g[0]), &X));
    assert!(entry.verdict == Verdict::Wrong && entry.to_string().ends_with("the sign is wrong"), "{entry}");
    let entry = only(&gradient(&spoiled(|g| g[1] = 0.0), &X));
    assert_eq!((entry.place, entry.verdict), (Place::Gradient { index: 1 }, Verdict::Wrong));
}

#[test]
fn swapped_entries_are_named() {
    let report = gradient(&spoiled(|g| g.swap(0, 2)), &X);
    assert_eq!(report.suspicious().count(), 2);
    assert!(report.suspicious().all(|entry| entry.verdict == Verdict::Wrong));
    assert!(report.to_string().ends_with("g[0] and g[2] are swapped"), "{report}");
    assert!(!gradient(&spoiled(|g| (g[0], g[2]) = (-g[0], -g[2])), &X).to_string().contains("swapped"));
}

#[test]
fn a_small_error_is_still_an_error() {
    for size in [1e-2, 1e-4, 1e-6, 1e-7] {
        let entry = only(&gradient(&spoiled(move |g| g[1] *= 1.0 + size), &X));
        assert_eq!(entry.verdict, Verdict::Wrong, "{size}: {entry}");
        assert!((entry.error / size - 1.0).abs() < 0.05, "{size}: {entry}");
    }
    // and one of rounding is none
    assert!(gradient(&spoiled(|g| g[1] *= 1.0 + 1e-12), &X).success());
}

#[test]
fn a_value_of_another_function_is_told() {
    let f = by_hand(value).gradient(|x, g| {
        g.copy_from_slice(&slopes(x));
        value(x) + 1.0
    });
    let report = gradient(&f, &X);
    let contradiction = Contradiction::Value { value: value(&X), with_gradient: value(&X) + 1.0 };
    assert_eq!((&report.contradictions[..], report.suspicious().count()), (&[contradiction][..], 0));
    assert!(!report.success() && report.to_string().contains("where it comes with the gradient"), "{report}");
}

#[test]
fn a_kink_at_the_point_is_no_bug_if_the_slope_is_of_a_side() {
    for slope in [-1.0, -0.25, 0.0, 1.0, 1.5] {
        let f = by_hand(|x| x[0].abs()).gradient(|x, g| {
            g[0] = slope;
            x[0].abs()
        });
        let report = gradient(&f, &[0.0]);
        match slope {
            0.0 => assert!(report.success(), "the central slope"),
            1.5 => assert_eq!(only(&report).verdict, Verdict::Wrong, "{report}"),
            _ => assert!(matches!(only(&report).verdict, Verdict::Kink { left: -1.0, right: 1.0 }), "{report}"),
        }
    }
    let text = gradient(&one(|x| x.max(0.0), |_| 1.0), &[0.0]).to_string();
    assert!(text.contains("at a kink, between the slopes 0 and 1 of its sides"), "{text}");
}

#[test]
fn a_kink_nearby_and_noise_are_not_called_bugs() {
    // inside all steps but the last, and nearer than all
    assert!(gradient(&one(f64::abs, f64::signum), &[2e-9]).success());
    assert!(matches!(only(&gradient(&one(f64::abs, f64::signum), &[1e-11])).verdict, Verdict::Kink { .. }));
    // the slope is continuous, the differences approach it like the root of h
    let rough = gradient(&one(|x| x.max(0.0).powf(1.5), |x| 1.5 * x.max(0.0).sqrt()), &[0.0]);
    assert_eq!(only(&rough).verdict, Verdict::Unclear, "{rough}");
    assert!(rough.to_string().contains("as near a kink or with noise"), "{rough}");
    let mut found = 0;
    for k in 0..200 {
        let x = 0.3 + 0.01 * f64::from(k);
        let noisy = gradient(&one(|x| x.exp() + 1e-8 * (x * 1e15).sin(), f64::exp), &[x]);
        assert!(noisy.entries[0].verdict != Verdict::Wrong, "at {x}: {noisy}");
        // and a bug is seen through the noise, as a rule
        let bug = gradient(&one(|x| x.exp() + 1e-8 * (x * 1e15).sin(), |x| 1.1 * x.exp()), &[x]);
        found += usize::from(bug.entries[0].verdict == Verdict::Wrong);
    }
    // the noise of the finest step, 5, comes within half of a bug of 0.1 to 1 by chance
    assert!(found >= 180, "{found} of 200");
    let f = objective!(|x| x[0].sin() * x[1]);
    let narrow = |x: &[f64]| {
        let report = gradient(&Narrow::<f32, _>::new(&f, 1.0), x);
        assert!(report.suspicious().all(|entry| entry.verdict == Verdict::Unclear), "{report}");
        #[cfg(feature = "half")]
        {
            let report = gradient(&Narrow::<ad::f16, _>::new(&f, 1.0), x);
            assert!(report.suspicious().all(|entry| entry.verdict == Verdict::Unclear), "{report}");
        }
    };
    for k in 0..500 {
        narrow(&[0.7 + 0.0013 * f64::from(k), 1.3]);
    }
}

#[test]
fn what_is_not_finite_is_told_with_its_coordinate() {
    for bad in [f64::NAN, f64::INFINITY] {
        let report = gradient(&spoiled(move |g| g[1] = bad), &X);
        let entry = only(&report);
        assert_eq!((entry.place, entry.verdict), (Place::Gradient { index: 1 }, Verdict::NotFinite));
        assert!(report.to_string().contains(&format!("g[1] = {bad} is not finite")), "{report}");
    }
    // the value, on one side of the point only
    let edge = gradient(&one(f64::sqrt, |_| 1.0), &[0.0]);
    assert_eq!(only(&edge).verdict, Verdict::NotFinite);
    assert!(edge.to_string().contains("g[0] = 1 has no differences"), "{edge}");
    // the value at the point
    let hole = gradient(&one(|_| f64::NAN, |_| 1.0), &[0.0]);
    assert_eq!((hole.contradictions.len(), hole.suspicious().count()), (1, 1));
    assert!(hole.to_string().contains("the value is NaN"), "{hole}");
    for x in [f64::NAN, f64::INFINITY] {
        assert!(!gradient(&one(|x| x, |_| 1.0), &[x]).success());
    }
}
