//! What must not change a gradient: the order of the inputs, a power of two, being asked twice. Forward mode
//! and the graph keep every bit; the tape may write down other sums, and keeps what rounding allows.

use crate::engines::on_every_engine;
use crate::running::{Running, assert_all_agree, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Engine, OnGraph, forward, objective};
use proptest::prelude::*;

type Case = (Tree, Vec<f64>);
/// A gradient, and one that should be the same.
type Pair = (Vec<Running>, Vec<Running>);

fn case(n: usize) -> impl Strategy<Value = Case> {
    (tree(n), point(n))
}

fn bits(x: &[Running]) -> Vec<u64> {
    x.iter().map(|x| x.value.to_bits()).collect()
}

fn agree_exactly(pairs: impl IntoIterator<Item = Pair>) {
    pairs.into_iter().for_each(|(a, b)| assert_eq!(bits(&a), bits(&b)));
}

fn agree_to_rounding(pairs: impl IntoIterator<Item = Pair>) {
    pairs.into_iter().for_each(|(a, b)| assert_all_agree("gradient", &a, &b));
}

on_every_engine! {
    permuted_inputs_permute_the_gradient
    powers_of_two_scale
    asked_twice_the_answer_is_the_same
}

fn in_some_order(n: usize) -> impl Strategy<Value = (Case, Vec<usize>)> {
    (case(n), Just((0..n).collect::<Vec<_>>()).prop_shuffle())
}

/// Gradients at permuted inputs, by forward mode and by the engine.
fn permuted(engine: &impl Engine, ((f, x), order): (Case, Vec<usize>)) -> [Pair; 2] {
    let permuted = objective!([f: Tree = f.clone(), order: Vec<usize> = order.clone()] |x| {
        let mut y = x.to_vec();
        order.iter().zip(x).for_each(|(&k, &x)| y[k] = x);
        f.value(&y)
    });
    let x = exact(&x);
    let at: Vec<_> = order.iter().map(|&k| x[k]).collect();
    let reordered = |straight: Vec<Running>| order.iter().map(|&k| straight[k]).collect();
    [
        (reordered(forward::gradient(&f, &x).1), forward::gradient(&permuted, &at).1),
        (reordered(engine.gradient(&f, &x).1), engine.gradient(&permuted, &at).1),
    ]
}

fn permuted_inputs_permute_the_gradient(engine: impl Engine) {
    for_all(in_some_variables(in_some_order), |case| agree_to_rounding(permuted(&engine, case)));
}

#[test]
fn permuted_inputs_permute_the_gradient_exactly() {
    for_all(in_some_variables(in_some_order), |case| agree_exactly(permuted(&OnGraph, case)));
}

fn and_a_power(n: usize) -> impl Strategy<Value = (Case, i32)> {
    (case(n), -20..20)
}

/// Gradients of `2^k f(x)` and of `f(x / 2^k)` at `2^k x`, by forward mode and by the engine.
fn scaled(engine: &impl Engine, ((f, x), k): (Case, i32)) -> [Pair; 4] {
    let power = 2f64.powi(k);
    let scaled = objective!([f: Tree = f.clone(), power: f64 = power] |x| f.value(x) * power);
    let stretched = objective!([f: Tree = f.clone(), power: f64 = power] |x| {
        f.value(&x.iter().map(|&x| x / power).collect::<Vec<_>>())
    });
    let far: Vec<f64> = x.iter().map(|x| x * power).collect();
    let (x, far) = (exact(&x), exact(&far));
    let by = |gradient: &[Running], by: f64| gradient.iter().map(|&g| g * by).collect::<Vec<_>>();
    let (along, back) = (forward::gradient(&f, &x).1, engine.gradient(&f, &x).1);
    [
        (by(&along, power), forward::gradient(&scaled, &x).1),
        (by(&along, 1.0 / power), forward::gradient(&stretched, &far).1),
        (by(&back, power), engine.gradient(&scaled, &x).1),
        (by(&back, 1.0 / power), engine.gradient(&stretched, &far).1),
    ]
}

fn powers_of_two_scale(engine: impl Engine) {
    for_all(in_some_variables(and_a_power), |case| agree_to_rounding(scaled(&engine, case)));
}

/// A zero may come with another sign.
#[test]
fn powers_of_two_scale_exactly() {
    for_all(in_some_variables(and_a_power), |case| {
        scaled(&OnGraph, case).into_iter().for_each(|(a, b)| assert_eq!(a, b));
    });
}

fn asked_twice_the_answer_is_the_same(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x)| {
        let x = exact(&x);
        agree_exactly([
            (engine.gradient(&f, &x).1, engine.gradient(&f, &x).1),
            (forward::hessian(&f, &x).concat(), forward::hessian(&f, &x).concat()),
        ]);
    });
}
