//! A graph gives back what it took: the allocator counts. Without the test harness, whose own
//! thread allocates.

use ad_core::objective;
use ad_core::rules::{Linear, VectorRule, first_order_vector};
use ad_reverse::{Engine, Graph, OnGraph};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// One recording with everything that a graph can hold: labels, three operands, both sweeps.
fn record(g: &Graph) {
    let x = g.variable(0.5).label("x");
    let y = (0..100).fold(x, |y, _| y.mul_add(x, y.sin()));
    let y = twice().at(&[x, y])[0];
    y.backward();
    x.forward();
}

/// A vector rule, of which the graph keeps a clone.
fn twice() -> impl VectorRule {
    let value = |x: &[f64], y: &mut [f64]| y.iter_mut().zip(x).for_each(|(y, x)| *y = 2.0 * x);
    first_order_vector("twice", 2, 2, value, |_, _| Linear::rows(vec![vec![2.0, 0.0], vec![0.0, 2.0]]))
}

/// Bytes that are held now and were not before.
fn held(region: &Region<System>) -> isize {
    let change = region.change();
    change.bytes_allocated as isize - change.bytes_deallocated as isize
}

fn main() {
    let mut g = Graph::new();
    g.clear();
    let region = Region::new(COUNTED);
    record(&g);
    assert!(held(&region) > 100 * 64, "the records are counted");
    g.clear();
    let after_one = held(&region);
    for _ in 0..1000 {
        record(&g);
        g.clear();
    }
    assert_eq!(held(&region), after_one, "a cleared graph is as large as before");
    drop(g);

    let region = Region::new(COUNTED);
    let f = objective!(|x| x[0].mul_add(x[1], x[0]).sin());
    for _ in 0..1000 {
        assert_eq!(OnGraph.gradient(&f, &[0.5, 1.0]).1.len(), 2);
    }
    assert_eq!(held(&region), 0, "a gradient keeps nothing");
    let abandoned = std::panic::catch_unwind(|| {
        let g = Graph::new();
        record(&g);
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(abandoned.is_err());
    drop(abandoned);
    assert_eq!(held(&region), 0, "nor does a recording that panics");
}
