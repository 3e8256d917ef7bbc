use crate::{LARGEST, SMALLEST, diagonal, indefinite, positive_definite, residual, rosenbrock};
use optim::Error;
use optim::curvature::{Condition, Operator, condition_number, extreme_eigenvalues};

#[test]
fn both_ends_agree_with_dense_eigenvalues() {
    for seed in 1..5 {
        for a in [positive_definite(50, seed), indefinite(50, seed)] {
            let (h, values) = (a.operator(), a.eigenvalues());
            let ends = extreme_eigenvalues(&h, 1e-8, 1000, seed).unwrap();
            assert!(ends.converged && ends.steps <= 50);
            assert_eq!(ends.steps, h.products());
            for (ritz, value) in [(&ends.smallest, values[0]), (&ends.largest, values[49])] {
                assert!((ritz.value - value).abs() <= 1e-12 * values[49].max(-values[0]), "{ritz:?}, not {value}");
                assert!((residual(&h, ritz.value, &ritz.vector) - ritz.bound).abs() <= ends.rounding, "{ritz:?}");
            }
        }
    }
}

#[test]
fn a_large_operator_takes_few_products() {
    let d: Vec<f64> = (0..20_000).map(|i| 1.0 + (i as f64 / 20_000.0).powi(2)).chain([-5.0, 30.0]).collect();
    let h = diagonal(&d);
    let ends = extreme_eigenvalues(&h, 1e-8, 1000, 3).unwrap();
    assert!((ends.smallest.value + 5.0).abs() < 1e-12 && (ends.largest.value - 30.0).abs() < 1e-12);
    assert!(ends.converged && h.products() < 30, "{} products", h.products());
}

#[test]
fn the_seed_decides_the_run() {
    let a = positive_definite(50, 9);
    let run = |seed| extreme_eigenvalues(&a.operator(), 1e-3, 10, seed).unwrap();
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).smallest, run(2).smallest);
}

#[test]
fn rosenbrocks_condition() {
    let found = rosenbrock(|h| condition_number(h, 1e-12, 10, 1).unwrap());
    let Condition::PositiveDefinite(kappa) = found.condition else { panic!("{found:?}") };
    // an error of 1e-13 in the smallest eigenvalue, of 4e-16 of the largest
    assert!((kappa / 2508.009601277443 - 1.0).abs() < 1e-12, "{kappa}");
    assert!((kappa - LARGEST / SMALLEST).abs() < 1e-8);
}

#[test]
fn what_has_no_condition_number_is_told() {
    let condition = |d: &[f64]| condition_number(&diagonal(d), 1e-10, 100, 7).unwrap().condition;
    assert_eq!(condition(&[1.0, 2.0, 0.0]), Condition::Singular);
    assert_eq!(condition(&[1.0, 2.0, 1e-17]), Condition::Singular);
    assert_eq!(condition(&[0.0, 0.0]), Condition::Singular);
    assert_eq!(condition(&[1.0, 2.0, -1e-3]), Condition::Indefinite);
    assert_eq!(condition(&[-1.0, -2.0]), Condition::NotPositive);
    assert_eq!(condition(&[-1.0, 0.0]), Condition::NotPositive);
    assert!(matches!(condition(&[1e-300, 4e-300]), Condition::PositiveDefinite(k) if (k - 4.0).abs() < 1e-14));
    assert!(matches!(condition(&[1.0, 1e10]), Condition::PositiveDefinite(k) if (k / 1e10 - 1.0).abs() < 1e-5));
}

#[test]
fn a_budget_that_ends_too_early_claims_nothing_but_a_sign() {
    let a = positive_definite(50, 2);
    let found = condition_number(&a.operator(), 1e-10, 3, 1).unwrap();
    assert_eq!((found.condition, found.extremes.converged), (Condition::Undecided, false));
    let b = indefinite(50, 2);
    let found = condition_number(&b.operator(), 1e-10, 3, 1).unwrap();
    assert_eq!((found.condition, found.extremes.converged), (Condition::Indefinite, false));
}

#[test]
fn bad_input_is_an_error() {
    let h = diagonal(&[1.0, 2.0]);
    assert!(matches!(extreme_eigenvalues(&h, 0.0, 9, 1), Err(Error::NotPositive { .. })));
    assert!(matches!(extreme_eigenvalues(&h, 1e-8, 0, 1), Err(Error::TooFew { .. })));
    assert!(matches!(condition_number(&Operator::new(0, |_, _| ()), 1e-8, 9, 1), Err(Error::TooFew { .. })));
    let hole = Operator::new(2, |_, hv| hv[1] = f64::NAN);
    assert!(matches!(condition_number(&hole, 1e-8, 9, 1), Err(Error::NotFinite { index: 1, .. })));
}
