//! A function that panics: its own message arrives, and the next derivative is right.

use super::verbs::{Behaviour, Case, all_are_exact, verbs};
use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::{Engine, Objective, Real, forward};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn in_every_verb() {
    let mut fragile = Case::right();
    fragile.behaviour = Behaviour::Panics;
    for verb in verbs() {
        for _ in 0..2 {
            let message = catch_unwind(|| (verb.run)(&fragile)).expect_err(verb.name);
            assert_eq!(message.downcast_ref(), Some(&"the objective gives up"), "{}", verb.name);
        }
        all_are_exact(&Case::right());
    }
}

on_every_engine! { in_an_inner_derivative on_another_thread }

/// Panics in the inner of two derivatives, if the point is negative.
struct Nested<E>(E);
impl<E: Engine> Objective for Nested<E> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        struct Inner;
        impl Objective for Inner {
            fn value<F: Real>(&self, x: &[F]) -> F {
                let y = x[0] * x[0] * x[0];
                assert!(x[0] > F::zero(), "the inner function needs x > 0");
                y
            }
        }
        self.0.gradient(&Inner, x).1[0]
    }
}

fn in_an_inner_derivative<E: Engine + Default>(_: E) {
    type Run<E> = fn(&Nested<E>, &[f64]) -> (f64, Vec<f64>);
    let runs: [Run<E>; 3] = [forward::gradient, |f, x| E::default().gradient(f, x), ad::gradient];
    for run in runs {
        let nested = Nested(E::default());
        assert!(catch_unwind(AssertUnwindSafe(|| run(&nested, &[-1.0]))).is_err());
        assert_eq!(run(&nested, &[2.0]), (12.0, vec![12.0]));
    }
}

by_hand! {
    /// A list of one's own keeps what was recorded before the panic and records on.
    #[test]
    fn in_the_middle_of_a_list() {
        let list = List::new();
        let x = [1.5, 0.7, -0.4].map(|x| list.variable(x));
        let mut case = Case::right();
        let before = case.value(&x);
        case.behaviour = Behaviour::Panics;
        assert!(catch_unwind(AssertUnwindSafe(|| case.value(&x))).is_err());
        case.behaviour = Behaviour::Right;
        let (after, records) = (case.value(&x), list.len());
        for y in [before, after] {
            let adjoints = y.backward();
            assert_eq!(x.map(|x| adjoints.of(x)), [2.0 * 1.5 * 0.7, 2.25, (-0.4f64).exp()]);
        }
        assert_eq!(list.len(), records);
        let scoped = catch_unwind(|| List::scope(|list| (list.variable(1.0) * 2.0).value() + panic_now()));
        assert!(scoped.is_err());
    }
}
fn panic_now() -> f64 {
    panic!("inside a scope")
}

/// A thread that panics takes nothing of another's.
fn on_another_thread<E: Engine + Default>(_: E) {
    let gone = std::thread::spawn(|| {
        let mut case = Case::right();
        case.behaviour = Behaviour::Panics;
        E::default().gradient(&case, &case.x)
    });
    all_are_exact(&Case::right());
    assert!(gone.join().is_err());
    all_are_exact(&Case::right());
}
