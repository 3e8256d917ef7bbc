//! Newton's method with the diagonal of the Hessian.

use crate::Quadratic;
use ad::objective;
use optim::descent::{DiagonalNewton, Steepest};
use optim::search::Stuck;
use optim::stop::Iterations;
use optim::{Recipe, Status};

#[test]
fn separable_quadratics_take_one_step() {
    let f = Quadratic(vec![1e-3, 1.0, 1e6]);
    let report = DiagonalNewton::default().rate(1.0).stop(Iterations(1)).minimize(&f, &[3.0, -5.0, 7.0]).unwrap();
    assert_eq!((report.x, report.counts.hess_vecs), (vec![0.0; 3], 3));
    let twin = Steepest.rate(1.0).stop(Iterations(1)).minimize(&f, &[3.0, -5.0, 7.0]).unwrap();
    assert!(twin.x != [0.0; 3]);
}

/// `sum 10^i cosh x_i + x_0 x_1 / 2`.
struct Scales;
impl ad::Objective for Scales {
    fn value<F: ad::Real>(&self, x: &[F]) -> F {
        x.iter().enumerate().map(|(i, x)| x.cosh() * 10f64.powi(i as i32)).sum::<F>() + x[0] * x[1] * 0.5
    }
}

#[test]
fn a_given_diagonal_takes_the_same_path() {
    let x0 = [2.0, -1.0, 1.0, -2.0, 1.5];
    let diagonal = |x: &[f64], h: &mut [f64]| (0..5).for_each(|i| h[i] = 10f64.powi(i as i32) * x[i].cosh());
    let products = DiagonalNewton::default().minimize(&Scales, &x0).unwrap();
    let given = DiagonalNewton::given(diagonal).minimize(&Scales, &x0).unwrap();
    assert!(products.success() && given.success(), "{products}\n{given}");
    assert!(products.x.iter().zip(&given.x).all(|(a, b)| (a - b).abs() < 1e-7));
    assert_eq!((products.iterations, given.counts.hess_vecs), (given.iterations, 0));
    assert_eq!(products.counts.hess_vecs, 5 * products.iterations);
    let plain = DiagonalNewton::given(|_: &[f64], h: &mut [f64]| h.fill(1.0)).minimize(&Scales, &x0).unwrap();
    assert!(plain.iterations > 4 * products.iterations, "the diagonal is of use: {plain}\n{products}");
}

#[test]
fn it_descends_whatever_the_curvature() {
    // a maximum in x, nothing in y but a slope, a minimum in z
    let f = objective!(|x| x[0].cos() + x[1] * 1e-3 + x[1].powi(4) + x[2].sq() * 50.0);
    let report = DiagonalNewton::default().minimize(&f, &[0.1, 0.0, 1.0]).unwrap();
    assert!(report.success(), "{report}");
    assert!((report.x[0] - core::f64::consts::PI).abs() < 1e-7 && report.x[1] < 0.0);
    let flat = objective!(|x| x[0] * 2.0 - x[1]);
    let first = DiagonalNewton::default().rate(1.0).stop(Iterations(1)).minimize(&flat, &[0.0, 0.0]).unwrap();
    assert_eq!(first.x, [-2.0, 1.0], "no curvature at all: the negative gradient");
}

#[test]
fn a_curvature_that_is_not_finite_makes_no_model() {
    let f = objective!(|x| x[0].sq() + x[1]);
    let nan = DiagonalNewton::given(|_: &[f64], h: &mut [f64]| h.copy_from_slice(&[1.0, f64::NAN]));
    let report = nan.rate(0.1).minimize(&f, &[1.0, 1.0]).unwrap();
    assert_eq!(report.status, Status::SearchFailed(Stuck::NoModel));
    assert_eq!(report.x, [1.0, 1.0]);
}
