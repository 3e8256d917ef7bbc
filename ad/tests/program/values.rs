//! A replay is the function itself at [`Plain`] numbers, bit for bit, or an error; and it is an error where a
//! question of the function has another answer than where it was recorded, and only there.

use crate::straight::{Straight, for_all, point, with_strong_products};
use ad::{Plain, Residuals};
use ad_program::Program;
use proptest::prelude::*;
use std::cell::Cell;

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// The outputs at `x` and the answers on the way.
fn direct(f: &Straight, x: &[f64]) -> (Vec<f64>, Vec<u64>) {
    let x: Vec<_> = x.iter().map(|&x| Plain(x)).collect();
    let mut out = vec![Plain(0.0); f.len()];
    f.residuals(&x, &mut out);
    (out.iter().map(|y| y.0).collect(), f.answers())
}

#[test]
fn replayed_is_direct_or_an_error() {
    let (equal, changed) = (Cell::new(0), Cell::new(0));
    for_all(20, (with_strong_products(true), point(4), point(4)), |(f, here, there)| {
        let (y, answers) = direct(&f, &there);
        let (_, recorded) = direct(&f, &here);
        let program = Program::record_residuals(&f, &here).expect("a small program");
        match program.evaluate(&there) {
            Ok(replayed) => {
                assert_eq!(answers, recorded, "a change is not seen:\n{}", program.listing());
                let all_same = y.iter().zip(&replayed).all(|(&a, &b)| same(a, b));
                assert!(all_same, "{y:?}, but replayed {replayed:?}:\n{}", program.listing());
                equal.set(equal.get() + 1);
            }
            Err(why) => {
                assert_ne!(answers, recorded, "{why}, but nothing changed:\n{}", program.listing());
                // the other way round the same question is the first to come out otherwise
                let back = Program::record_residuals(&f, &there).expect("a small program").evaluate(&here);
                assert_eq!(back.expect_err("the same change").guard, why.guard);
                // and without guards the numbers are those of another branch
                assert!(program.unguarded().evaluate(&there).is_ok());
                changed.set(changed.get() + 1);
            }
        }
    });
    println!("replays: {} equal, {} on another branch", equal.get(), changed.get());
    assert!(equal.get() > 500 && changed.get() > 500, "{} {}", equal.get(), changed.get());
}

/// Recorded at one point, replayed at many in the same memory.
#[test]
fn one_memory_serves_many_points() {
    for_all(1, (with_strong_products(false), point(4), prop::collection::vec(point(4), 5)), |(f, here, points)| {
        let program = Program::record_residuals(&f, &here).expect("a small program");
        assert_eq!(program.guards(), 0, "nothing here looks at a value");
        let (mut memory, mut out) = (program.memory(), vec![0.0; 3]);
        for x in points {
            program.evaluate_into(&x, &mut memory, &mut out).expect("no branch");
            assert!(direct(&f, &x).0.iter().zip(&out).all(|(&a, &b)| same(a, b)), "{}", program.listing());
        }
    });
}
