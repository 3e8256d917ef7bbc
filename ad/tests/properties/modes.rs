//! One gradient, four ways: forward, reverse, hyper-dual, Taylor.

use crate::running::{Running, assert_agree, assert_all_agree, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Dual, DualVec, Engine, Graph, HyperDual, Objective, OnGraph, forward};
use proptest::prelude::*;

type Case = (Tree, Vec<f64>);

fn case(n: usize) -> impl Strategy<Value = Case> {
    (tree(n), point(n))
}

#[test]
fn forward_is_reverse_is_hyper_dual_is_taylor() {
    for_all(in_some_variables(case), |(f, x)| {
        let x = exact(&x);
        let (value, gradient) = forward::gradient(&f, &x);
        let (on_graph, reverse) = OnGraph.gradient(&f, &x);
        assert_eq!(value.value.to_bits(), on_graph.value.to_bits(), "the value on the graph");
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
        let dual = f.value(&x.iter().zip(&v).map(|(&x, &v)| Dual::new(x, v)).collect::<Vec<_>>());
        let vec = f.value(&x.iter().zip(&v).map(|(&x, &v)| DualVec::new(x, [v, -v])).collect::<Vec<_>>());
        let hyper = f.value(&x.iter().zip(&v).map(|(&x, &v)| HyperDual::new(x, v, v, 0.0)).collect::<Vec<_>>());
        let nested = f
            .value(&x.iter().zip(&v).map(|(&x, &v)| Dual::new(Dual::new(x, v), Dual::new(v, 0.0))).collect::<Vec<_>>());
        let plain = f.value(&x);
        let values = [dual.re, vec.re, hyper.re, nested.re.re];
        assert!(values.iter().all(|re| re.to_bits() == dual.re.to_bits()), "{values:?}");
        assert!((plain - dual.re).abs() <= 1e-12 * plain.abs().max(1.0), "{plain} {}", dual.re);

        let slopes = [dual.eps, vec.eps[0], -vec.eps[1], hyper.e1, hyper.e2, nested.re.eps, nested.eps.re];
        assert!(slopes.iter().all(|s| s + 0.0 == dual.eps), "{slopes:?}");
        assert_eq!(hyper.e12.to_bits(), nested.eps.eps.to_bits());
    });
}

/// The graph's forward sweep adds the same products as the dual number, in the same order.
#[test]
fn forward_sweep_of_the_graph_is_the_dual_number() {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x), v)| {
        let g = Graph::new();
        let nodes: Vec<_> = x.iter().map(|&x| g.variable(x)).collect();
        let y = f.value(&nodes);
        let swept = g.forward(&nodes.iter().zip(&v).map(|(&x, &v)| (x, v)).collect::<Vec<_>>()).of(y);
        let x: Vec<_> = x.iter().zip(&v).map(|(&x, &v)| Dual::new(x, v)).collect();
        let dual = f.value(&x);
        assert_eq!(y.value().to_bits(), dual.re.to_bits());
        // A varying exponent is a constant one for a dual number whose tangent happens to be 0.
        assert!((swept - dual.eps).abs() <= 1e-12 * dual.eps.abs(), "{swept:e} {:e}", dual.eps);
    });
}
