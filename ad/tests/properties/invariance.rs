//! What must not change a gradient: the order of the inputs, a power of two, being asked twice.

use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Engine, OnGraph, forward, objective};
use proptest::prelude::*;

fn case(n: usize) -> impl Strategy<Value = (Tree, Vec<f64>)> {
    (tree(n), point(n))
}

fn bits(x: &[f64]) -> Vec<u64> {
    x.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn permuted_inputs_permute_the_gradient() {
    let with_order = |n: usize| (case(n), Just((0..n).collect::<Vec<_>>()).prop_shuffle());
    for_all(in_some_variables(with_order), |((f, x), order)| {
        let permuted = objective!([f: Tree = f.clone(), order: Vec<usize> = order.clone()] |x| {
            let mut y = x.to_vec();
            order.iter().zip(x).for_each(|(&k, &x)| y[k] = x);
            f.value(&y)
        });
        let at: Vec<f64> = order.iter().map(|&k| x[k]).collect();
        for (straight, mixed) in [
            (forward::gradient(&f, &x).1, forward::gradient(&permuted, &at).1),
            (OnGraph.gradient(&f, &x).1, OnGraph.gradient(&permuted, &at).1),
        ] {
            let expected: Vec<f64> = order.iter().map(|&k| straight[k]).collect();
            assert_eq!(bits(&mixed), bits(&expected));
        }
    });
}

#[test]
fn powers_of_two_scale_exactly() {
    for_all(in_some_variables(|n| (case(n), -20..20)), |((f, x), k)| {
        let power = 2f64.powi(k);
        let scaled = objective!([f: Tree = f.clone(), power: f64 = power] |x| f.value(x) * power);
        // f(x/2^k) at 2^k x: every slope is divided by 2^k
        let stretched = objective!([f: Tree = f.clone(), power: f64 = power] |x| {
            f.value(&x.iter().map(|&x| x / power).collect::<Vec<_>>())
        });
        let far: Vec<f64> = x.iter().map(|x| x * power).collect();
        let expected = |gradient: Vec<f64>, by: f64| gradient.iter().map(|g| g * by).collect::<Vec<_>>();
        for (plain, scaled, stretched) in [
            (forward::gradient(&f, &x).1, forward::gradient(&scaled, &x).1, forward::gradient(&stretched, &far).1),
            (OnGraph.gradient(&f, &x).1, OnGraph.gradient(&scaled, &x).1, OnGraph.gradient(&stretched, &far).1),
        ] {
            assert_eq!(expected(plain.clone(), power), scaled);
            assert_eq!(expected(plain, 1.0 / power), stretched);
        }
    });
}

#[test]
fn asked_twice_the_answer_is_the_same() {
    for_all(in_some_variables(case), |(f, x)| {
        assert_eq!(bits(&OnGraph.gradient(&f, &x).1), bits(&OnGraph.gradient(&f, &x).1));
        assert_eq!(bits(&forward::hessian(&f, &x).concat()), bits(&forward::hessian(&f, &x).concat()));
    });
}
