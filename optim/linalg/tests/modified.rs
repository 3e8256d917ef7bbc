//! The modified factorization against the eigenvalues.

use optim_linalg::{cholesky_solve, modified_solve, symmetric_eigen};

/// A seeded symmetric matrix.
fn matrix(n: usize, seed: u64, shift: f64) -> Vec<f64> {
    let mut state = seed;
    let mut random = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    };
    let mut a = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let x = random();
            (a[i * n + j], a[j * n + i]) = (x, x);
        }
        a[i * n + i] += shift;
    }
    a
}

#[test]
fn inertia_is_that_of_the_eigenvalues() {
    for seed in 1..200 {
        let n = 1 + seed as usize % 12;
        let a = matrix(n, seed, 0.0);
        let eigen = symmetric_eigen(&a).unwrap();
        let b: Vec<f64> = (0..n).map(|i| 1.0 + i as f64).collect();
        let (x, inertia) = modified_solve(&a, &b, 1e-12).unwrap();
        let negative = eigen.values.iter().filter(|&&l| l < 0.0).count();
        assert_eq!((inertia.positive, inertia.negative, inertia.zero), (n - negative, negative, 0), "seed {seed}");
        // the modified matrix is positive definite
        assert!(x.iter().zip(&b).map(|(x, b)| x * b).sum::<f64>() > 0.0, "seed {seed}");
    }
}

#[test]
fn a_definite_matrix_is_left_alone() {
    for seed in 1..100 {
        let n = 1 + seed as usize % 12;
        let a = matrix(n, seed, 2.0 * n as f64);
        let b: Vec<f64> = (0..n).map(|i| 1.0 - i as f64).collect();
        let (x, inertia) = modified_solve(&a, &b, 1e-12).unwrap();
        let y = cholesky_solve(&a, &b).unwrap();
        assert_eq!(inertia.positive, n);
        assert!(x.iter().zip(&y).all(|(x, y)| (x - y).abs() < 1e-12), "{x:?} {y:?}");
    }
}

#[test]
fn what_is_not_finite_is_refused() {
    assert!(modified_solve(&[f64::NAN], &[1.0], 1e-8).is_none());
    assert!(cholesky_solve(&[f64::INFINITY], &[1.0]).is_none());
    assert!(symmetric_eigen(&[1.0, f64::NAN, f64::NAN, 1.0]).is_none());
    assert_eq!(modified_solve(&[0.0], &[1.0], 1e-8).unwrap().1.zero, 1);
}

#[test]
fn an_empty_matrix_has_an_empty_answer() {
    assert_eq!(symmetric_eigen(&[]).unwrap().values, []);
    assert_eq!(cholesky_solve(&[], &[]), Some(vec![]));
    assert_eq!(modified_solve(&[], &[], 1e-8).unwrap().0, []);
}
