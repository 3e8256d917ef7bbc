//! Functions of no variables, of no components, and of components that nobody writes.

use super::verbs::{Behaviour, Case, all_are_exact};
use crate::engines::on_every_engine;
use ad::{Engine, Pullback, Real, Residuals, forward};

on_every_engine! { no_components }

#[test]
fn no_variables() {
    let mut case = Case::right();
    [&mut case.x, &mut case.u, &mut case.v].into_iter().for_each(Vec::clear);
    all_are_exact(&case);
}

#[test]
fn no_variables_and_no_components() {
    let mut case = Case::right();
    [&mut case.x, &mut case.u, &mut case.v, &mut case.w].into_iter().for_each(Vec::clear);
    all_are_exact(&case);
}

fn no_components(engine: impl Engine) {
    struct Nothing;
    impl Residuals for Nothing {
        fn len(&self) -> usize {
            0
        }
        fn residuals<F: Real>(&self, _: &[F], _: &mut [F]) {}
    }
    let x = [1.0, f64::NAN];
    let no_rows: (Vec<f64>, Vec<Vec<f64>>) = (vec![], vec![]);
    for jacobian in [
        ad::jacobian(&Nothing, &x),
        forward::jacobian(&Nothing, &x),
        engine.jacobian(&Nothing, &x),
        engine.jacobian_by_rows(&Nothing, &x),
    ] {
        assert_eq!(jacobian, no_rows);
    }
    for vjp in [ad::vjp(&Nothing, &x, &[]), engine.vjp(&Nothing, &x, &[])] {
        assert_eq!(vjp, (vec![], vec![0.0, 0.0]));
    }
    for jvp in [ad::jvp(&Nothing, &x, &x), forward::jvp(&Nothing, &x, &x)] {
        assert_eq!(jvp, (vec![], vec![]));
    }
    let recorded = engine.record(&Nothing, &x);
    assert_eq!(recorded.outputs(), [0.0; 0]);
}

/// A component that is not written is the constant 0.
#[test]
fn components_that_are_not_written() {
    let mut case = Case::right();
    case.behaviour = Behaviour::WritesTooFew;
    all_are_exact(&case);
    case.x.fill(f64::NAN);
    all_are_exact(&case);
}
