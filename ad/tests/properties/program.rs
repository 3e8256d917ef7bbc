//! Derivatives of recorded programs, as of any other engine: recorded at one point, replayed at another at f64,
//! and compared with the graph's over [`Running`] numbers, whose bounds hold for both.

use crate::running::{Running, exact};
use crate::tree::{Tree, Trees, for_all, in_some_variables, point, tree};
use ad::{Engine, Objective, OnGraph, Plain, Residuals, forward};
use ad_program::{Error, Program};
use proptest::prelude::*;

/// The program of `f` at `inputs`, whose first numbers are `x`: recorded at `elsewhere`, or at `x` if there the
/// function has another branch.
fn replayed<R: Residuals>(
    f: &R,
    elsewhere: &[f64],
    x: &[f64],
    derive: fn(&Program) -> Result<Program, Error>,
    inputs: &[f64],
) -> Vec<f64> {
    let at = |x: &[f64]| {
        let derived = derive(&Program::record_residuals(f, x).expect("a small program")).expect("a small program");
        derived.evaluate(inputs)
    };
    at(elsewhere).or_else(|_| at(x)).expect("the branches of the point itself")
}

/// At f64 and over running numbers both are within the bound.
#[track_caller]
fn assert_close(what: &str, found: &[f64], want: &[Running]) {
    assert_eq!(found.len(), want.len(), "{what}: lengths");
    for (k, (&found, want)) in found.iter().zip(want).enumerate() {
        assert!(want.error.is_finite(), "{what}: no finite bound: {want:?}");
        assert!((found - want.value).abs() <= 2.0 * want.error, "{what}, entry {k}: {found:e}, not {want:?}");
    }
}

/// A function of one output.
fn scalar(n: usize) -> impl Strategy<Value = (Tree, [Vec<f64>; 3])> {
    (tree(n), [point(n), point(n), point(n)])
}

#[test]
fn gradients_and_values() {
    for_all(in_some_variables(scalar), |(f, [x, elsewhere, _])| {
        let single = ad::Single(&f);
        let plain = f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0;
        let (_, gradient) = OnGraph.gradient(&f, &exact(&x));
        let value = replayed(&single, &elsewhere, &x, |f| Ok(f.clone()), &x);
        assert_eq!(value[0].to_bits(), plain.to_bits(), "the value is that of a plain evaluation");
        let found = replayed(&single, &elsewhere, &x, Program::gradient, &x);
        assert_eq!(found[0].to_bits(), plain.to_bits(), "also in front of a gradient");
        assert_close("gradient", &found[1..], &gradient);
    });
}

#[test]
fn second_derivatives() {
    for_all(in_some_variables(scalar), |(f, [x, elsewhere, v])| {
        let (single, n) = (ad::Single(&f), x.len());
        let running = exact(&x);
        let hessian = OnGraph.hessian(&f, &running);
        let found = replayed(&single, &elsewhere, &x, Program::hessian, &x);
        assert_close("gradient", &found[1..=n], &OnGraph.gradient(&f, &running).1);
        assert_close("Hessian", &found[1 + n..], &hessian.concat());
        for (i, j) in (0..n * n).map(|ij| (ij / n, ij % n)) {
            let (a, b) = (found[1 + n + i * n + j], found[1 + n + j * n + i]);
            assert!((a - b).abs() <= 2.0 * (hessian[i][j].error + hessian[j][i].error), "symmetry: {a} {b}");
        }
        let product = OnGraph.hess_vec(&f, &running, &exact(&v));
        let found = replayed(&single, &elsewhere, &x, Program::hess_vec, &[&x[..], &v].concat());
        assert_close("H v", &found[1..], &product);
    });
}

/// A function of several outputs, two points, a direction and weights.
fn vector(n: usize) -> impl Strategy<Value = (Trees, [Vec<f64>; 3], Vec<f64>)> {
    (1usize..4).prop_flat_map(move |m| {
        (prop::collection::vec(tree(n), m).prop_map(Trees), [point(n), point(n), point(n)], point(m))
    })
}

#[test]
fn jacobians_and_products() {
    for_all(in_some_variables(vector), |(r, [x, elsewhere, v], w)| {
        let m = r.len();
        let running = exact(&x);
        let (_, rows) = OnGraph.jacobian_by_rows(&r, &running);
        let found = replayed(&r, &elsewhere, &x, Program::jacobian, &x);
        // by rows or by columns, whichever is cheaper: within the bounds of both
        let (_, columns) = forward::jacobian(&r, &running);
        let larger = |(a, b): (&Running, &Running)| Running { value: a.value, error: a.error.max(b.error) };
        let bounds: Vec<_> = rows.concat().iter().zip(&columns.concat()).map(larger).collect();
        assert_close("Jacobian", &found[m..], &bounds);
        let (_, along) = forward::jvp(&r, &running, &exact(&v));
        let found = replayed(&r, &elsewhere, &x, Program::jvp, &[&x[..], &v].concat());
        assert_close("J v", &found[m..], &along);
        let (_, back) = OnGraph.vjp(&r, &running, &exact(&w));
        let found = replayed(&r, &elsewhere, &x, Program::vjp, &[&x[..], &w].concat());
        assert_close("w' J", &found[m..], &back);
    });
}

/// Recorded in another order of the inputs the gradient is permuted and nothing else, to the last bit.
#[test]
fn permuted_inputs_permute_the_gradient() {
    let case = |n: usize| (scalar(n), Just((0..n).collect::<Vec<_>>()).prop_shuffle());
    for_all(in_some_variables(case), |((f, [x, ..]), order)| {
        let permuted = ad::objective!([f: Tree = f.clone(), order: Vec<usize> = order.clone()] |x| {
            let mut y = x.to_vec();
            order.iter().zip(x).for_each(|(&k, &x)| y[k] = x);
            f.value(&y)
        });
        let at: Vec<_> = order.iter().map(|&k| x[k]).collect();
        let straight = replayed(&ad::Single(&f), &x, &x, Program::gradient, &x);
        let found = replayed(&ad::Single(&permuted), &at, &at, Program::gradient, &at);
        for (found, &k) in found[1..].iter().zip(&order) {
            assert_eq!(*found, straight[1 + k]);
        }
    });
}
