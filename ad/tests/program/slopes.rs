//! Derivatives of programs against those of the graph at the same point, within the rounding errors that a
//! running analysis bounds; where they are not finite, the same infinity or NaN.

use crate::running::{Running, exact};
use crate::straight::{for_all, point, straight};
use ad::{Engine, OnGraph};
use ad_program::{Error, Program};
use std::cell::Cell;

/// How many numbers were compared: within a bound, as infinities or NaN, and without a bound that is finite.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    bounded: usize,
    not_finite: usize,
    unbounded: usize,
}

/// Compares a derivative with what the graph finds over [`Running`] numbers.
fn compare(what: &str, found: f64, want: Running, counts: &Cell<Counts>, listing: impl Fn() -> String) {
    let mut count = counts.get();
    let good = if !(found.is_finite() && want.value.is_finite()) {
        count.not_finite += 1;
        found == want.value || found.is_nan() && want.value.is_nan()
    } else if want.error.is_finite() {
        count.bounded += 1;
        // the bound is to first order; below the normal numbers it is none
        (found - want.value).abs() <= 4.0 * want.error + 1e-300
    } else {
        count.unbounded += 1;
        true
    };
    counts.set(count);
    assert!(good, "{what}: {found:e}, not {want:?} in\n{}", listing());
}

/// Derivative programs recorded at `here`, replayed at `there`.
fn everywhere(branches: bool) {
    let counts = Cell::default();
    for_all(4, (straight(branches), point(3), point(3), point(3)), |(f, here, there, v)| {
        let x = exact(&there);
        let replay = |derive: fn(&Program) -> Result<Program, Error>, inputs: &[f64]| {
            let at = |x: &[f64]| {
                let derived = derive(&Program::record(&f, x).expect("a small program")).expect("a small program");
                derived.evaluate(inputs)
            };
            at(&here).or_else(|_| at(&there)).expect("the branches of the point itself")
        };
        let listing = || Program::record(&f, &there).map(|f| format!("{}at {there:?}", f.listing())).expect("small");
        let (_, gradient) = OnGraph.gradient(&f, &x);
        let found = replay(Program::gradient, &there);
        for k in 0..3 {
            compare(&format!("d{k}"), found[1 + k], gradient[k], &counts, listing);
        }
        let hessian = OnGraph.hessian(&f, &x);
        let found = replay(Program::hessian, &there);
        for k in 0..9 {
            compare(&format!("H{k}"), found[4 + k], hessian[k / 3][k % 3], &counts, listing);
        }
        let product = OnGraph.hess_vec(&f, &x, &exact(&v));
        let found = replay(Program::hess_vec, &[&there[..], &v].concat());
        for k in 0..3 {
            compare(&format!("Hv{k} along {v:?}"), found[1 + k], product[k], &counts, listing);
        }
    });
    let Counts { bounded, not_finite, unbounded } = counts.get();
    println!("derivatives: {bounded} within a bound, {not_finite} not finite, {unbounded} without a bound");
    assert!(bounded > 1000 && not_finite > 500 && unbounded < bounded / 10, "{:?}", counts.get());
}

#[test]
fn are_those_of_the_graph() {
    everywhere(false);
}

#[test]
fn are_those_of_the_graph_behind_branches() {
    everywhere(true);
}
