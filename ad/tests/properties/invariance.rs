//! What must not change a gradient: the order of the inputs, a power of two, being asked twice.

use crate::engines::on_every_engine;
use crate::running::{Running, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Engine, forward, objective};
use proptest::prelude::*;

fn case(n: usize) -> impl Strategy<Value = (Tree, Vec<f64>)> {
    (tree(n), point(n))
}

fn bits(x: &[Running]) -> Vec<u64> {
    x.iter().map(|x| x.value.to_bits()).collect()
}

on_every_engine! {
    permuted_inputs_permute_the_gradient
    powers_of_two_scale_exactly
    asked_twice_the_answer_is_the_same
}

fn permuted_inputs_permute_the_gradient(engine: impl Engine) {
    let with_order = |n: usize| (case(n), Just((0..n).collect::<Vec<_>>()).prop_shuffle());
    for_all(in_some_variables(with_order), |((f, x), order)| {
        let permuted = objective!([f: Tree = f.clone(), order: Vec<usize> = order.clone()] |x| {
            let mut y = x.to_vec();
            order.iter().zip(x).for_each(|(&k, &x)| y[k] = x);
            f.value(&y)
        });
        let x = exact(&x);
        let at: Vec<_> = order.iter().map(|&k| x[k]).collect();
        for (straight, mixed) in [
            (forward::gradient(&f, &x).1, forward::gradient(&permuted, &at).1),
            (engine.gradient(&f, &x).1, engine.gradient(&permuted, &at).1),
        ] {
            let expected: Vec<_> = order.iter().map(|&k| straight[k]).collect();
            assert_eq!(bits(&mixed), bits(&expected));
        }
    });
}

fn powers_of_two_scale_exactly(engine: impl Engine) {
    for_all(in_some_variables(|n| (case(n), -20..20)), |((f, x), k)| {
        let power = 2f64.powi(k);
        let scaled = objective!([f: Tree = f.clone(), power: f64 = power] |x| f.value(x) * power);
        // f(x/2^k) at 2^k x: every slope is divided by 2^k
        let stretched = objective!([f: Tree = f.clone(), power: f64 = power] |x| {
            f.value(&x.iter().map(|&x| x / power).collect::<Vec<_>>())
        });
        let far: Vec<f64> = x.iter().map(|x| x * power).collect();
        let (x, far) = (exact(&x), exact(&far));
        let expected = |gradient: &[Running], by: f64| gradient.iter().map(|&g| g * by).collect::<Vec<_>>();
        for (plain, scaled, stretched) in [
            (forward::gradient(&f, &x).1, forward::gradient(&scaled, &x).1, forward::gradient(&stretched, &far).1),
            (engine.gradient(&f, &x).1, engine.gradient(&scaled, &x).1, engine.gradient(&stretched, &far).1),
        ] {
            assert_eq!(expected(&plain, power), scaled);
            assert_eq!(expected(&plain, 1.0 / power), stretched);
        }
    });
}

fn asked_twice_the_answer_is_the_same(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x)| {
        let x = exact(&x);
        assert_eq!(bits(&engine.gradient(&f, &x).1), bits(&engine.gradient(&f, &x).1));
        assert_eq!(bits(&forward::hessian(&f, &x).concat()), bits(&forward::hessian(&f, &x).concat()));
    });
}
