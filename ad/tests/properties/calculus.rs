//! The rules of calculus: linearity, product, quotient, chain, homogeneity.

use crate::running::{Running, assert_agree, dot, exact};
use crate::tree::{Tree, Trees, for_all, in_some_variables, point, tree};
use ad::{Objective, forward, objective};
use proptest::prelude::*;

/// Two functions of the same variables.
fn two(n: usize) -> impl Strategy<Value = (Tree, Tree, Vec<f64>)> {
    (tree(n), tree(n), point(n))
}

/// `(f, grad f)` at exact inputs.
fn at<O: Objective>(f: &O, x: &[f64]) -> (Running, Vec<Running>) {
    forward::gradient(f, &exact(x))
}

#[test]
fn linear() {
    for_all(in_some_variables(two), |(f, g, x)| {
        let sum = objective!([f: Tree = f.clone(), g: Tree = g.clone()] |x| f.value(x) * 3.0 - g.value(x) * 0.7);
        let ((_, df), (_, dg), (_, d)) = (at(&f, &x), at(&g, &x), at(&sum, &x));
        for j in 0..x.len() {
            assert_agree("3f - 0.7g", d[j], df[j] * 3.0 - dg[j] * 0.7);
        }
    });
}

#[test]
fn product_and_quotient() {
    for_all(in_some_variables(two), |(f, g, x)| {
        let fg = objective!([f: Tree = f.clone(), g: Tree = g.clone()] |x| f.value(x) * g.value(x));
        let ratio = objective!([f: Tree = f.clone(), g: Tree = g.clone()] |x| f.value(x) / (g.value(x).sq() + 1.0));
        let ((fx, df), (gx, dg)) = (at(&f, &x), at(&g, &x));
        let ((_, product), (_, quotient)) = (at(&fg, &x), at(&ratio, &x));
        let below = gx * gx + 1.0;
        for j in 0..x.len() {
            assert_agree("(fg)'", product[j], fx * dg[j] + df[j] * gx);
            let dbelow = gx * dg[j] * 2.0;
            assert_agree("(f/h)'", quotient[j], (df[j] * below - fx * dbelow) / (below * below));
        }
    });
}

#[test]
fn chain() {
    let case = |n| (tree(2), tree(n), tree(n), point(n));
    for_all(in_some_variables(case), |(f, g, h, x)| {
        let composed = objective!([f: Tree = f.clone(), inner: Trees = Trees(vec![g.clone(), h.clone()])] |x| {
            f.value(&[inner.0[0].value(x), inner.0[1].value(x)])
        });
        let ((gx, dg), (hx, dh)) = (at(&g, &x), at(&h, &x));
        let (_, outer) = forward::gradient(&f, &[gx, hx]);
        let (_, d) = at(&composed, &x);
        for j in 0..x.len() {
            assert_agree("f(g, h)'", d[j], dot(&outer, &[dg[j], dh[j]]));
        }
    });
}

/// `f(x) = |x|^k t(x/|x|)` is homogeneous of degree `k` for every `t`: `x . grad f = k f`.
#[test]
fn euler() {
    let case = |n| (tree(n), point(n), 1..4);
    for_all(in_some_variables(case), |(t, x, k)| {
        let f = objective!([t: Tree = t.clone(), k: i32 = k] |x| {
            let norm = F::norm2(x);
            let direction: Vec<F> = x.iter().map(|&x| x / norm).collect();
            t.value(&direction) * norm.powi(k)
        });
        let (fx, df) = at(&f, &x);
        assert_agree("x . grad f", dot(&exact(&x), &df), fx * f64::from(k));
    });
}
