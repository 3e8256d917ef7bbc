//! A function that panics: its own message arrives, and the next derivative is right.

use super::verbs::{Behaviour, Case, VERBS, all_are_exact};
use ad::{Engine, Graph, Objective, OnGraph, Real, forward};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn in_every_verb() {
    let mut fragile = Case::right();
    fragile.behaviour = Behaviour::Panics;
    for verb in VERBS {
        for _ in 0..2 {
            let message = catch_unwind(|| (verb.run)(&fragile)).expect_err(verb.name);
            assert_eq!(message.downcast_ref(), Some(&"the objective gives up"), "{}", verb.name);
        }
        all_are_exact(&Case::right());
    }
}

/// Panics in the inner of two derivatives, if the point is negative.
struct Nested;
impl Objective for Nested {
    fn value<F: Real>(&self, x: &[F]) -> F {
        struct Inner;
        impl Objective for Inner {
            fn value<F: Real>(&self, x: &[F]) -> F {
                let y = x[0] * x[0] * x[0];
                assert!(x[0] > F::zero(), "the inner function needs x > 0");
                y
            }
        }
        OnGraph.gradient(&Inner, x).1[0]
    }
}

#[test]
fn in_an_inner_derivative() {
    for run in [forward::gradient::<f64, Nested>, |f: &Nested, x: &[f64]| OnGraph.gradient(f, x)] {
        assert!(catch_unwind(|| run(&Nested, &[-1.0])).is_err());
        assert_eq!(run(&Nested, &[2.0]), (12.0, vec![12.0]));
    }
}

/// A graph of one's own keeps what was recorded before the panic and records on.
#[test]
fn in_the_middle_of_a_graph() {
    let g = Graph::new();
    let x = [1.5, 0.7, -0.4].map(|x| g.variable(x));
    let mut case = Case::right();
    let before = case.value(&x);
    case.behaviour = Behaviour::Panics;
    assert!(catch_unwind(AssertUnwindSafe(|| case.value(&x))).is_err());
    case.behaviour = Behaviour::Right;
    let (after, records) = (case.value(&x), g.len());
    for y in [before, after] {
        let adjoints = y.backward();
        assert_eq!(x.map(|x| adjoints.of(x)), [2.0 * 1.5 * 0.7, 2.25, (-0.4f64).exp()]);
    }
    assert_eq!(g.len(), records);
    let scoped = catch_unwind(|| Graph::scope(|g| case.clone().value(&[g.variable(1.0); 2]).value() + panic_now()));
    assert!(scoped.is_err());
}
fn panic_now() -> f64 {
    panic!("inside a scope")
}

/// A thread that panics takes nothing of another's.
#[test]
fn on_another_thread() {
    let gone = std::thread::spawn(|| {
        let mut case = Case::right();
        case.behaviour = Behaviour::Panics;
        OnGraph.gradient(&case, &case.x)
    });
    all_are_exact(&Case::right());
    assert!(gone.join().is_err());
    all_are_exact(&Case::right());
}
