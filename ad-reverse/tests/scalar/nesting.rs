//! Closures inside closures, and other derivatives inside them.

use ad_core::num_traits::ToPrimitive;
use ad_reverse::Scalar;
use std::thread;

#[test]
fn a_closure_inside_a_closure() {
    let outer = |x: &[Scalar]| {
        let at = x[0].to_f64().unwrap();
        // constants of the inner evaluation and its results are plain numbers
        let (value, slope) = Scalar::gradient(|y| y[0].powi(3) * at, &[at]);
        assert_eq!((value, slope[0]), (at.powi(4), 3.0 * at.powi(3)));
        let curvature = Scalar::hess_vec(|y| y[0].powi(3), &[at], &[1.0]);
        x[0] * value + curvature[0]
    };
    assert_eq!(Scalar::evaluate(outer, &[2.0]), 44.0);
    assert_eq!(Scalar::gradient(outer, &[2.0]), (44.0, vec![16.0]));
}

#[test]
fn many_levels() {
    fn level(n: usize, at: f64) -> f64 {
        let f = |x: &[Scalar]| {
            let before = x[0] * x[0];
            let inner = if n == 0 { 1.0 } else { level(n - 1, at) };
            before * inner
        };
        Scalar::gradient(f, &[at]).1[0]
    }
    assert_eq!(level(9, 1.0), 1024.0);
}

/// A forward derivative by another variable inside a closure: its number is a dual number over
/// [`Scalar`], so it may use the outer variable, and is differentiated itself.
#[test]
fn dual_numbers_of_scalars() {
    // x d/dy sin(x y) at y = 1 is x² cos x
    let f = |x: &[Scalar]| {
        let x = x[0];
        let by_y = ad_forward::Dual::new(Scalar::from(1.0), 1.0.into());
        x * (by_y * ad_forward::Dual::new(x, 0.0.into())).sin().eps
    };
    let (value, gradient) = Scalar::gradient(f, &[0.8]);
    let x = 0.8f64;
    let (g, h) = (2.0 * x * x.cos() - x * x * x.sin(), 2.0 * x.cos() - 4.0 * x * x.sin() - x * x * x.cos());
    assert!((value - x * x * x.cos()).abs() < 1e-15 && (gradient[0] - g).abs() < 1e-15);
    assert!((Scalar::hessian(f, &[0.8])[0][0] - h).abs() < 1e-14);
}

/// A strong zero stays one where a scalar is the slope or the tangent of another number.
#[test]
fn strong_zeros_below_dual_numbers() {
    // the tangent is a constant zero, and a variable that happens to be zero: the slope is infinite
    let constant = |x: &[Scalar]| ad_forward::Dual::new(x[0], 0.0.into()).sqrt().eps;
    let variable = |x: &[Scalar]| ad_forward::Dual::new(x[0], x[1]).sqrt().eps;
    assert_eq!(Scalar::gradient(constant, &[0.0]), (0.0, vec![0.0]));
    assert_eq!(Scalar::gradient(variable, &[0.0, 0.0]), (0.0, vec![0.0, 0.0]));
    assert_eq!(Scalar::gradient(variable, &[4.0, 1.0]), (0.25, vec![-0.03125, 0.25]));
}

#[test]
fn threads_have_lists_of_their_own() {
    let f = |x: &[Scalar]| (0..100).fold(x[0], |y, k| (y * f64::from(k % 3)).sin() + x[0].sq());
    let expected = Scalar::gradient(f, &[0.3]);
    let in_thread = || (0..50).map(|_| Scalar::gradient(f, &[0.3])).collect::<Vec<_>>();
    let results = thread::scope(|s| {
        let threads = [s.spawn(in_thread), s.spawn(in_thread)];
        threads.map(|t| t.join().expect("no panic"))
    });
    assert!(results.iter().flatten().all(|result| *result == expected));
}
