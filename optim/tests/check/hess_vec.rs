use crate::{X, curvature, slopes, value};
use ad::objective;
use optim::check::{Contradiction, Place, Verdict, hess_vec};
use optim::problem::{HessVec, by_hand};

/// The function with products that somebody has spoiled.
fn spoiled(spoil: impl Fn(&[f64], &mut [f64])) -> impl HessVec {
    let f = by_hand(value).gradient(|x, g| {
        g.copy_from_slice(&slopes(x));
        value(x)
    });
    f.hess_vec(move |x, v, hv| {
        hv.copy_from_slice(&curvature(x, v));
        spoil(v, hv);
    })
}

#[test]
fn what_is_right_passes() {
    let report = hess_vec(&spoiled(|_, _| ()), &X);
    assert!(report.success(), "{report}");
    assert_eq!(report.to_string(), "12 of 12 entries agree with differences");
    let rosenbrock = objective!(|x| (x[1] - x[0].sq()).sq() * 100.0 + (x[0] - 1.0).sq());
    for x in [[-1.2, 1.0], [1.0, 1.0], [0.0, 0.0], [1e3, 1e3]] {
        let report = hess_vec(&rosenbrock, &x);
        assert!(report.success(), "{x:?}: {report}");
    }
    assert!(hess_vec(&by_hand(|_| 3.0).gradient(|_, _| 3.0).hess_vec(|_, _, _| ()), &[]).success());
}

#[test]
fn a_broken_product_is_flagged_where_it_is_broken() {
    // the mixed part is dropped in one row: wrong and not symmetric
    let report = hess_vec(&spoiled(|v, hv| hv[1] -= 2.0 * X[1].exp() * X[2] * v[2]), &X);
    let places: Vec<_> = report.suspicious().map(|entry| entry.place).collect();
    assert_eq!(places, [Place::Product { row: 1, along: Some(2) }, Place::Product { row: 1, along: None }]);
    assert!(report.suspicious().all(|entry| entry.verdict == Verdict::Wrong));
    assert!(matches!(report.contradictions[..], [Contradiction::Asymmetry { .. }]));
    let text = report.to_string();
    assert!(text.contains("not symmetric: u'(H v) = ") && text.contains("(H e2)[1] = 0 is wrong"), "{text}");
}

#[test]
fn a_symmetric_error_is_found_by_differences_alone() {
    let report = hess_vec(&spoiled(|v, hv| hv[0] += 0.1 * v[0]), &X);
    assert!(report.contradictions.is_empty());
    assert_eq!(report.suspicious().count(), 2, "{report}");
    let half = hess_vec(&spoiled(|_, hv| hv.iter_mut().for_each(|hv| *hv *= 0.5)), &X);
    assert!(half.to_string().contains("it is half of it"), "{half}");
}

#[test]
fn a_product_that_is_not_linear_is_found_by_the_general_vector() {
    // right for all unit vectors
    let report = hess_vec(&spoiled(|v, hv| hv[0] += v[0] * v[1]), &X);
    let places: Vec<_> = report.suspicious().map(|entry| entry.place).collect();
    assert_eq!(places, [Place::Product { row: 0, along: None }]);
}

#[test]
fn what_is_not_finite_is_told() {
    let report = hess_vec(&spoiled(|v, hv| hv[2] = if v[1] == 1.0 { f64::NAN } else { hv[2] }), &X);
    assert_eq!(report.suspicious().count(), 1);
    assert!(report.to_string().contains("(H e1)[2] = NaN is not finite"), "{report}");
    let all = hess_vec(&spoiled(|_, hv| hv.fill(f64::INFINITY)), &X);
    assert!(all.suspicious().count() == 12 && all.to_string().contains("and 2 more"), "{all}");
    assert_eq!(all.contradictions.len(), 1);
}
