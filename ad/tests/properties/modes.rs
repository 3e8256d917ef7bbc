//! One gradient, four ways: forward, reverse, hyper-dual, Taylor.

use crate::engines::on_every_engine;
use crate::running::{Running, assert_agree, assert_all_agree, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Dual, DualVec, Engine, Graph, HyperDual, Objective, OnGraph, forward};
use proptest::prelude::*;

type Case = (Tree, Vec<f64>);

fn case(n: usize) -> impl Strategy<Value = Case> {
    (tree(n), point(n))
}

on_every_engine! { forward_is_reverse_is_hyper_dual_is_taylor the_float_below_makes_no_difference }

fn forward_is_reverse_is_hyper_dual_is_taylor(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x)| {
        let x = exact(&x);
        let (value, gradient) = forward::gradient(&f, &x);
        let (same, reverse) = engine.gradient(&f, &x);
        assert_eq!(value.value.to_bits(), same.value.to_bits(), "the value in reverse mode");
        assert_all_agree("reverse", &gradient, &reverse);

        for k in 0..x.len() {
            let unit = |i: usize| f64::from(u8::from(i == k)).into();
            let hyper: Vec<_> = (0..x.len()).map(|i| HyperDual::new(x[i], unit(i), unit(i), 0.0.into())).collect();
            assert_agree("hyper-dual", gradient[k], f.value(&hyper).e1);
            let units: Vec<_> = (0..x.len()).map(unit).collect();
            let series: [Running; 5] = forward::taylor_along(&f, &x, &units);
            assert_agree("Taylor", gradient[k], series[1]);
        }
    });
}

/// The operations are the same ones in the same order, so the bits are too.
#[test]
fn first_parts_are_equal_bit_for_bit() {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x), v)| {
        let plain = f.value(&x);
        let seeds: Vec<_> = exact(&x).into_iter().zip(exact(&v)).collect();
        let zero = Running::from(0.0);
        let dual = f.value(&seeds.iter().map(|&(x, v)| Dual::new(x, v)).collect::<Vec<_>>());
        let vec = f.value(&seeds.iter().map(|&(x, v)| DualVec::new(x, [v, -v])).collect::<Vec<_>>());
        let hyper = f.value(&seeds.iter().map(|&(x, v)| HyperDual::new(x, v, v, zero)).collect::<Vec<_>>());
        let nested = |(x, v)| Dual::new(Dual::new(x, v), Dual::new(v, zero));
        let nested = f.value(&seeds.into_iter().map(nested).collect::<Vec<_>>());

        let values = [dual.re, vec.re, hyper.re, nested.re.re].map(|re| re.value);
        assert!(values.iter().all(|re| re.to_bits() == values[0].to_bits()), "{values:?}");
        // f64 has its own powers and inverse hyperbolic functions
        assert!((plain - values[0]).abs() <= dual.re.error, "{plain} {dual:?}");
        let slopes = [dual.eps, vec.eps[0], -vec.eps[1], hyper.e1, hyper.e2, nested.re.eps, nested.eps.re];
        assert!(slopes.iter().all(|s| s.value == dual.eps.value), "{slopes:?}");
        assert_eq!(hyper.e12.value.to_bits(), nested.eps.eps.value.to_bits());
    });
}

/// The graph's forward sweep adds the same products as the dual number.
#[test]
fn forward_sweep_of_the_graph_is_the_dual_number() {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x), v)| {
        let seeds: Vec<_> = exact(&x).into_iter().zip(exact(&v)).collect();
        let g = Graph::new();
        let nodes: Vec<_> = seeds.iter().map(|&(x, _)| g.variable(x)).collect();
        let y = f.value(&nodes);
        let swept = g.forward(&nodes.iter().zip(&seeds).map(|(&x, &(_, v))| (x, v)).collect::<Vec<_>>()).of(y);
        let dual = f.value(&seeds.iter().map(|&(x, v)| Dual::new(x, v)).collect::<Vec<_>>());
        assert_eq!(y.value().value.to_bits(), dual.re.value.to_bits());
        assert_agree("forward sweep", swept, dual.eps);
    });
}

/// What holds over [`Running`] holds over f64.
fn the_float_below_makes_no_difference(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x)| {
        let ((value, gradient), (same, reverse)) = (forward::gradient(&f, &x), engine.gradient(&f, &x));
        let (running, watched) = engine.gradient(&f, &exact(&x));
        assert_eq!((value.to_bits(), same.to_bits()), (running.value.to_bits(), running.value.to_bits()));
        for k in 0..x.len() {
            let allowed = 2.0 * watched[k].error;
            assert!((reverse[k] - watched[k].value).abs() <= allowed, "{} {:?}", reverse[k], watched[k]);
            assert!((gradient[k] - reverse[k]).abs() <= allowed, "{} {:?}", gradient[k], watched[k]);
        }
    });
}

/// On the graph to the last bit. A tape knows the coefficient 1, and a float with an error is none.
#[test]
fn the_float_below_makes_no_difference_at_all() {
    for_all(in_some_variables(case), |(f, x)| {
        let watched: Vec<f64> = OnGraph.gradient(&f, &exact(&x)).1.iter().map(|g| g.value).collect();
        assert_eq!(OnGraph.gradient(&f, &x).1, watched);
    });
}
