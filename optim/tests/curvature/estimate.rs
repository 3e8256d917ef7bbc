use crate::{diagonal, indefinite, positive_definite};
use ad::objective;
use optim::Error;
use optim::curvature::{Operator, at, estimate_diagonal, hessian_diagonal, hutchinson_trace};

/// The sum of the squares beside the diagonal, in row `i`.
fn beside(a: &[f64], n: usize, i: usize) -> f64 {
    (0..n).filter(|&j| j != i).map(|j| a[i * n + j].powi(2)).sum()
}

#[test]
fn the_exact_diagonal_takes_n_products() {
    let a = indefinite(20, 1);
    let h = a.operator();
    assert_eq!(hessian_diagonal(&h).unwrap(), a.diagonal());
    assert_eq!(h.products(), 20);
    let f = objective!(|x| x[0].powi(3) * x[1] + x[1].exp());
    assert_eq!(hessian_diagonal(&at(&f, &[2.0, 0.0])).unwrap(), [0.0, 1.0]);
    assert_eq!(hessian_diagonal(&Operator::new(0, |_, _| ())).unwrap(), [0.0; 0]);
}

#[test]
fn of_a_diagonal_matrix_every_probe_is_exact() {
    let d = [1.0, -2.0, 4.0, 0.5];
    let trace = hutchinson_trace(&diagonal(&d), 5, 1).unwrap();
    assert_eq!((trace.mean, trace.variance, trace.standard_error), (3.5, 0.0, 0.0));
    let found = estimate_diagonal(&diagonal(&d), 5, 1).unwrap();
    assert_eq!((&found.mean[..], &found.standard_error[..]), (&d[..], &[0.0; 4][..]));
    assert_eq!(hutchinson_trace(&Operator::new(0, |_, _| ()), 2, 1).unwrap().mean, 0.0);
}

#[test]
fn the_trace_is_within_its_error_whose_size_is_known() {
    let n = 30;
    for seed in 1..6 {
        let a = positive_definite(n, seed);
        let h = a.operator();
        let found = hutchinson_trace(&h, 2000, seed).unwrap();
        let exact: f64 = a.diagonal().iter().sum();
        let variance: f64 = 2.0 * (0..n).map(|i| beside(&a.0, n, i)).sum::<f64>();
        assert_eq!(h.products(), 2000);
        assert!((found.mean - exact).abs() < 4.0 * found.standard_error, "{found:?}, not {exact}");
        assert!((found.variance / variance - 1.0).abs() < 0.2, "{found:?}, not {variance}");
        assert!((found.standard_error - (found.variance / 2000.0).sqrt()).abs() < 1e-16);
    }
}

#[test]
fn the_estimated_diagonal_is_within_its_error_whose_size_is_known() {
    let n = 30;
    let a = indefinite(n, 3);
    let found = estimate_diagonal(&a.operator(), 2000, 5).unwrap();
    for (i, exact) in a.diagonal().into_iter().enumerate() {
        let error = (beside(&a.0, n, i) / 2000.0).sqrt();
        assert!((found.standard_error[i] / error - 1.0).abs() < 0.1, "entry {i}");
        assert!((found.mean[i] - exact).abs() < 4.5 * error, "entry {i}");
    }
}

#[test]
fn the_seed_decides_the_probes() {
    let a = indefinite(10, 3);
    let run = |seed| hutchinson_trace(&a.operator(), 10, seed).unwrap();
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn bad_input_is_an_error() {
    let h = diagonal(&[1.0]);
    assert!(matches!(hutchinson_trace(&h, 1, 1), Err(Error::TooFew { got: 1, least: 2, .. })));
    assert!(matches!(estimate_diagonal(&h, 0, 1), Err(Error::TooFew { got: 0, .. })));
    let hole = Operator::new(1, |_, hv| hv[0] = f64::NAN);
    assert!(matches!(hutchinson_trace(&hole, 2, 1), Err(Error::NotFinite { .. })));
    assert!(matches!(hessian_diagonal(&hole), Err(Error::NotFinite { .. })));
}
