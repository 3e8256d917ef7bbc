//! The functions of many terms of `Real`, their gradients from every engine.

use crate::engines::OverDual;
use ad::{Engine, HyperDual, MultiDual, Objective, OnGraph, OnTape, Taylor, forward, objective};

/// `(name, f(x), grad f(x))` from every engine.
fn gradients<O: Objective>(f: &O, x: &[f64]) -> Vec<(&'static str, f64, Vec<f64>)> {
    let along = |k: usize| move |i: usize| f64::from(u8::from(i == k));
    let by_columns = |column: &dyn Fn(usize) -> (f64, f64)| -> (f64, Vec<f64>) {
        let columns: Vec<_> = (0..x.len()).map(column).collect();
        (columns.first().map_or_else(|| f.value(x), |c| c.0), columns.iter().map(|c| c.1).collect())
    };
    let hyper = by_columns(&|k| {
        let y = f.value(&(0..x.len()).map(|i| HyperDual::new(x[i], along(k)(i), 0.0, 0.0)).collect::<Vec<_>>());
        (y.re, y.e1)
    });
    let multi = by_columns(&|k| {
        let seeded = |i: usize| MultiDual::<f64, 2>::variable(x[i], if i == k { &[0] } else { &[] });
        let y = f.value(&(0..x.len()).map(seeded).collect::<Vec<_>>());
        (y.coefficients()[0], y.coefficients()[1])
    });
    let series = by_columns(&|k| {
        let y = f.value(&(0..x.len()).map(|i| Taylor::new([x[i], along(k)(i)])).collect::<Vec<_>>());
        (y.coefficients()[0], y.coefficients()[1])
    });
    let engines = [
        ("forward", forward::gradient(f, x)),
        ("graph", OnGraph.gradient(f, x)),
        ("tape", OnTape.gradient(f, x)),
        ("tape of dual numbers", OverDual(OnTape).gradient(f, x)),
        ("hyper-dual", hyper),
        ("multi-dual", multi),
        ("Taylor", series),
    ];
    engines.into_iter().map(|(name, (value, gradient))| (name, value, gradient)).collect()
}

/// Every engine has this value and gradient, to `tolerance` relative; NaN is NaN and inf inf.
#[track_caller]
fn check<O: Objective>(f: O, x: &[f64], value: f64, gradient: &[f64], tolerance: f64) {
    let close = |a: f64, b: f64| a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= tolerance * b.abs();
    assert!(close(f.value(x), value), "f64: {} is not {value}", f.value(x));
    for (engine, v, g) in gradients(&f, x) {
        assert!(close(v, value), "{engine}: {v} is not {value}");
        assert_eq!(g.len(), gradient.len());
        assert!(g.iter().zip(gradient).all(|(&a, &b)| close(a, b)), "{engine}: {g:?} is not {gradient:?}");
    }
}

#[test]
fn sums() {
    check(objective!(|x| F::sum_of(x)), &[1.0, 2.0, 4.0], 7.0, &[1.0; 3], 0.0);
    check(objective!(|x| F::sum_of(x)), &[], 0.0, &[], 0.0);
    check(objective!(|x| F::sum_of_squares(x)), &[1.0, 2.0, -4.0], 21.0, &[2.0, 4.0, -8.0], 0.0);
    check(objective!(|x| F::sum_of_squares(x)), &[], 0.0, &[], 0.0);
}

#[test]
fn products_of_vectors() {
    check(objective!(|x| F::dot(&x[..2], &x[2..])), &[1.0, 2.0, 3.0, -4.0], -5.0, &[3.0, -4.0, 1.0, 2.0], 0.0);
    check(objective!(|x| F::dot(x, x)), &[1.0, -3.0], 10.0, &[2.0, -6.0], 0.0);
    check(objective!(|x| F::dot(x, x)), &[], 0.0, &[], 0.0);
    let affine = objective!(|x| F::affine(&x[..2], &x[2..4], x[4]));
    check(affine, &[1.0, 2.0, 3.0, -4.0, 0.5], -4.5, &[3.0, -4.0, 1.0, 2.0, 1.0], 0.0);
    check(objective!(|x| F::affine(&[], &[], x[0])), &[3.0], 3.0, &[1.0], 0.0);
}

#[test]
fn norms() {
    let norm = || objective!(|x| F::norm2(x));
    check(norm(), &[3.0, 4.0], 5.0, &[0.6, 0.8], 1e-15);
    check(norm(), &[3e200, -4e200], 5e200, &[0.6, -0.8], 1e-15);
    check(norm(), &[3e-200, 4e-200, 0.0], 5e-200, &[0.6, 0.8, 0.0], 1e-15);
    check(norm(), &[3e-310, 4e-310], 5e-310, &[0.6, 0.8], 1e-10); // subnormal: few digits are left
    check(norm(), &[0.0, 0.0, 0.0], 0.0, &[0.0, 0.0, 0.0], 0.0);
    check(norm(), &[-2.0], 2.0, &[-1.0], 0.0);
    check(norm(), &[], 0.0, &[], 0.0);
    check(norm(), &[f64::INFINITY, 1.0], f64::INFINITY, &[1.0, 0.0], 0.0);
    check(norm(), &[f64::NAN, 1.0], f64::NAN, &[f64::NAN, f64::NAN], 0.0);
    check(norm(), &[1.0, f64::NAN], f64::NAN, &[f64::NAN, f64::NAN], 0.0);
}

/// Euler: `x . grad |x| = |x|`, and the Hessian `(I - u u')/|x|` has `x` in its kernel.
#[test]
fn norms_have_second_derivatives() {
    let norm = objective!(|x| F::norm2(x));
    for scale in [1.0, 1e200, 1e-200] {
        let x = [2.0 * scale, -3.0 * scale, 6.0 * scale];
        for h in [forward::hessian(&norm, &x), OnGraph.hessian(&norm, &x), OnTape.hessian(&norm, &x)] {
            let u = [2.0 / 7.0, -3.0 / 7.0, 6.0 / 7.0];
            for i in 0..3 {
                for j in 0..3 {
                    let exact = (f64::from(u8::from(i == j)) - u[i] * u[j]) / (7.0 * scale);
                    let error = (h[i][j] - exact) * (7.0 * scale);
                    assert!(error.abs() < 1e-14, "{i} {j}: {} is not {exact}", h[i][j]);
                }
            }
        }
    }
}

#[test]
fn log_sum_exp() {
    const INF: f64 = f64::INFINITY;
    let lse = || objective!(|x| F::log_sum_exp(x));
    check(lse(), &[0.0, 0.0], 2f64.ln(), &[0.5, 0.5], 0.0);
    check(lse(), &[1000.0, 1000.0 + 3f64.ln()], 1000.0 + 4f64.ln(), &[0.25, 0.75], 1e-13);
    check(lse(), &[-1000.0, -1000.0], -1000.0 + 2f64.ln(), &[0.5, 0.5], 1e-13);
    check(lse(), &[-INF, 0.0], 0.0, &[0.0, 1.0], 0.0);
    check(lse(), &[-INF, -INF], -INF, &[0.0, 0.0], 0.0);
    check(lse(), &[], -INF, &[], 0.0);
    check(lse(), &[5.0], 5.0, &[1.0], 0.0);
    check(lse(), &[INF, 1.0], INF, &[1.0, 0.0], 0.0);
    check(lse(), &[1.0, INF, INF], INF, &[0.0, f64::NAN, f64::NAN], 0.0);
    check(lse(), &[f64::NAN, 1.0], f64::NAN, &[f64::NAN, f64::NAN], 0.0);
    check(lse(), &[1.0, f64::NAN], f64::NAN, &[f64::NAN, f64::NAN], 0.0);
}

#[test]
fn select_follows_the_choice_and_detach_drops() {
    let root = || objective!(|x| F::select(x[0] > F::zero(), x[0].sqrt(), x[0] * 2.0));
    check(root(), &[4.0], 2.0, &[0.25], 0.0);
    check(root(), &[0.0], 0.0, &[2.0], 0.0); // the infinite slope of the other branch is not felt
    check(root(), &[-1.0], -2.0, &[2.0], 0.0);
    check(objective!(|x| x[0].detach() * x[0] + x[1].detach()), &[3.0, 5.0], 14.0, &[3.0, 0.0], 0.0);
}
