use crate::{LARGEST, SMALLEST, diagonal, indefinite, numbers, positive_definite, residual, rosenbrock};
use optim::Error;
use optim::curvature::Reorthogonalise::{Full, None};
use optim::curvature::{Lanczos, Operator, lanczos};

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The largest entry of `Q'Q - I`.
fn loss_of_orthogonality(found: &Lanczos) -> f64 {
    let q = &found.basis;
    let entry = |(i, j): (usize, usize)| (dot(&q[i], &q[j]) - if i == j { 1.0 } else { 0.0 }).abs();
    (0..q.len()).flat_map(|i| (0..=i).map(move |j| (i, j))).map(entry).fold(0.0, f64::max)
}

#[test]
fn rosenbrock_is_exact_after_two_steps_and_one_value_after_one() {
    rosenbrock(|h| {
        for reorthogonalise in [Full, None] {
            let found = lanczos(h, &[0.5107920885275947, 1.0305805856240573], 9, reorthogonalise).unwrap();
            let history = found.history().unwrap();
            assert_eq!((history.len(), history[0].len(), found.invariant), (2, 1, true));
            assert!((history[0][0] - 0.4066532091888344).abs() < 1e-12, "{history:?}");
            assert!((found.largest().value / LARGEST - 1.0).abs() < 1e-15, "{history:?}");
            // of the size of the largest one's rounding
            assert!((found.smallest().value - SMALLEST).abs() < 1e-12, "{history:?}");
        }
    });
}

#[test]
fn n_steps_with_full_reorthogonalisation_give_every_eigenvalue() {
    for a in [positive_definite(50, 3), indefinite(50, 4)] {
        let (h, values) = (a.operator(), a.eigenvalues());
        let found = lanczos(&h, &numbers(50, 5), 200, Full).unwrap();
        assert!(found.invariant && h.products() == 50);
        assert!(loss_of_orthogonality(&found) < 1e-15 * 50.0);
        let size = values[49].abs().max(values[0].abs());
        for (ritz, value) in found.ritz_values().iter().zip(&values) {
            assert!((ritz - value).abs() <= 1e-14 * size, "{ritz} and {value}");
        }
    }
}

#[test]
fn the_three_term_recurrence_holds() {
    let a = indefinite(30, 7);
    let h = a.operator();
    for reorthogonalise in [Full, None] {
        let found = lanczos(&h, &numbers(30, 8), 12, reorthogonalise).unwrap();
        for j in 0..11 {
            let hq = h.product(&found.basis[j]).unwrap();
            for i in 0..30 {
                let before = if j == 0 { 0.0 } else { found.beta[j - 1] * found.basis[j - 1][i] };
                let row = before + found.alpha[j] * found.basis[j][i] + found.beta[j] * found.basis[j + 1][i];
                assert!((hq[i] - row).abs() < 1e-14, "row {i} of step {j}");
            }
        }
    }
}

#[test]
fn ritz_values_interlace_inside_the_spectrum() {
    let a = indefinite(40, 11);
    let values = a.eigenvalues();
    let history = lanczos(&a.operator(), &numbers(40, 12), 40, Full).unwrap().history().unwrap();
    let rounding = 40.0 * f64::EPSILON * values[39].max(-values[0]);
    for (fewer, more) in history.iter().zip(&history[1..]) {
        for (k, ritz) in fewer.iter().enumerate() {
            assert!(more[k] <= ritz + rounding && *ritz <= more[k + 1] + rounding, "{fewer:?} and {more:?}");
        }
    }
    for ritz in history.iter().flatten() {
        assert!(*ritz >= values[0] - rounding && *ritz <= values[39] + rounding);
    }
}

#[test]
fn the_bounds_are_the_true_residuals_and_hold() {
    let a = positive_definite(50, 13);
    let (h, values) = (a.operator(), a.eigenvalues());
    let found = lanczos(&h, &numbers(50, 14), 15, Full).unwrap();
    for ritz in (0..15).map(|i| found.ritz(i)) {
        assert!((residual(&h, ritz.value, &ritz.vector) - ritz.bound).abs() < 1e-14, "{ritz:?}");
        assert!((dot(&ritz.vector, &ritz.vector) - 1.0).abs() < 1e-13);
        assert!(values.iter().any(|value| (value - ritz.value).abs() <= ritz.bound + 1e-15));
    }
    assert_eq!((found.largest().value, found.smallest().value), (found.ritz_values()[14], found.ritz_values()[0]));
}

#[test]
fn an_invariant_subspace_ends_the_run() {
    let clusters: Vec<f64> = (0..60).map(|i| [1.0, 2.0, 2.0, 7.0][i % 4]).collect();
    for reorthogonalise in [Full, None] {
        let found = lanczos(&diagonal(&clusters), &numbers(60, 2), 60, reorthogonalise).unwrap();
        assert!(found.invariant && found.alpha.len() == 3, "{:?}", found.ritz_values());
        assert_eq!(found.beta[2], 0.0);
        for (ritz, value) in found.ritz_values().iter().zip([1.0, 2.0, 7.0]) {
            assert!((ritz - value).abs() < 1e-14, "{ritz}");
        }
    }
    let eigenvector = lanczos(&diagonal(&[4.0, 5.0]), &[0.0, 2.0], 2, Full).unwrap();
    assert_eq!((eigenvector.ritz_values(), eigenvector.invariant), (&[5.0][..], true));
    let zero = lanczos(&diagonal(&[0.0, 0.0]), &[1.0, 2.0], 2, Full).unwrap();
    assert_eq!((zero.ritz_values(), zero.invariant), (&[0.0][..], true));
}

#[test]
fn without_reorthogonalisation_copies_appear_and_the_ends_are_right() {
    // one far eigenvalue converges at once, and orthogonality is lost with it
    let mut d: Vec<f64> = (0..100).map(|i| i as f64 / 100.0).collect();
    d.push(100.0);
    let h = diagonal(&d);
    let [full, none] = [Full, None].map(|how| lanczos(&h, &numbers(101, 6), 60, how).unwrap());
    let copies = |found: &Lanczos| found.ritz_values().iter().filter(|ritz| (*ritz - 100.0).abs() < 1e-9).count();
    assert_eq!(copies(&full), 1);
    assert!(copies(&none) > 1, "{:?}", none.ritz_values());
    assert!(loss_of_orthogonality(&full) < 1e-14 && loss_of_orthogonality(&none) > 0.1);
    assert!((none.largest().value - 100.0).abs() < 1e-12);
}

#[test]
fn bad_input_is_an_error() {
    let h = diagonal(&[1.0, 2.0]);
    assert!(matches!(lanczos(&h, &[0.0, 0.0], 2, Full), Err(Error::NotPositive { .. })));
    assert!(matches!(lanczos(&h, &[1.0, 0.0, 0.0], 2, Full), Err(Error::Length { got: 3, expected: 2, .. })));
    assert!(matches!(lanczos(&h, &[f64::NAN, 0.0], 2, Full), Err(Error::NotFinite { index: 0, .. })));
    assert!(matches!(lanczos(&h, &[1.0, 1.0], 0, Full), Err(Error::TooFew { what: "the number of steps", .. })));
    assert!(matches!(lanczos(&Operator::new(0, |_, _| ()), &[], 2, Full), Err(Error::TooFew { .. })));
    let hole = Operator::new(2, |v, hv| hv.fill(if v[1] == 0.0 { 1.0 } else { f64::NAN }));
    assert!(matches!(lanczos(&hole, &[1.0, 0.0], 2, Full), Err(Error::NotFinite { .. })));
}

#[test]
fn an_overflow_is_an_error_and_what_does_not_is_right() {
    let found = lanczos(&diagonal(&[1e300, -1e300]), &[1.0, 1.0], 2, Full).unwrap();
    for (ritz, value) in found.ritz_values().iter().zip([-1e300, 1e300]) {
        assert!((ritz / value - 1.0).abs() < 1e-14, "{ritz}");
    }
    let edge = lanczos(&diagonal(&[f64::MAX, -f64::MAX]), &[1.0, 1.0], 2, Full);
    assert!(matches!(edge, Err(Error::NotFinite { what: "the Ritz values", .. })), "{edge:?}");
    // the row sums of T overflow, its entries do not
    let rows = lanczos(&diagonal(&[1.7e308, 1.7e308, 0.0]), &[1.0, 1.0, 1.0], 1, Full).unwrap();
    assert!(!rows.invariant && rows.beta[0] > 8e307, "{rows:?}");
}
