//! Memory that is used again: by other functions, at more and fewer variables, after a panic.

use ad_core::{Objective, Real, objective};
use ad_forward::Dual;
use ad_reverse::{Engine, OnTape, Tape, Workspace};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A sum over neighbours, and a panic if the point is negative.
struct Chain;
impl Objective for Chain {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let sum = x.windows(2).map(|x| (x[0] * x[1]).sin() + x[0].sq()).sum::<F>();
        assert!(x.first().is_none_or(|&x| x >= F::zero()), "x must not be negative");
        sum
    }
}

#[test]
fn warm_memory_changes_nothing() {
    let (mut gradients, mut products) = (Workspace::new(), Workspace::new());
    let other = objective!(|x| x.iter().fold(F::one(), |y, &x| y * x + (y - x).sqrt()));
    for n in [5, 300, 1, 2, 1000, 5, 0] {
        let x: Vec<f64> = (0..n).map(|k| (k as f64 * 0.37).sin().abs()).collect();
        let v: Vec<f64> = (0..n).map(|k| (k as f64 * 0.7).cos()).collect();
        let (mut g, mut hv) = (vec![f64::NAN; n], vec![f64::NAN; n]);
        for _ in 0..2 {
            let value = gradients.value_and_gradient(&Chain, &x, &mut g);
            assert_eq!((value, &g), (OnTape.gradient(&Chain, &x).0, &OnTape.gradient(&Chain, &x).1));
            products.hess_vec(&Chain, &x, &v, &mut hv);
            assert_eq!(hv, OnTape.hess_vec(&Chain, &x, &v));
            // NaN and infinities leave nothing behind
            gradients.value_and_gradient(&other, &x, &mut g);
            products.hess_vec(&other, &x, &v, &mut hv);
        }
    }
}

#[test]
fn a_panic_leaves_a_workspace_usable() {
    let mut workspace = Workspace::new();
    let mut g = [0.0; 3];
    for _ in 0..3 {
        let caught = catch_unwind(AssertUnwindSafe(|| workspace.value_and_gradient(&Chain, &[-1.0, 2.0, 3.0], &mut g)));
        assert_eq!(caught.expect_err("a negative point").downcast_ref(), Some(&"x must not be negative"));
        workspace.value_and_gradient(&Chain, &[1.0, 2.0, 3.0], &mut g);
        assert_eq!(g.to_vec(), OnTape.gradient(&Chain, &[1.0, 2.0, 3.0]).1);
    }
}

#[test]
#[should_panic(expected = "the gradient has length 2, but 1 is needed: pass 1 numbers")]
fn length_of_the_gradient() {
    Workspace::new().value_and_gradient(&Chain, &[1.0], &mut [0.0; 2]);
}
#[test]
#[should_panic(expected = "the direction v has length 2, but 1 is needed: pass 1 numbers")]
fn length_of_the_direction() {
    Workspace::<Dual<f64>>::new().hess_vec(&Chain, &[1.0], &[0.0; 2], &mut [0.0]);
}
#[test]
#[should_panic(expected = "the product has length 0, but 1 is needed: pass 1 numbers")]
fn length_of_the_product() {
    Workspace::<Dual<f64>>::new().hess_vec(&Chain, &[1.0], &[0.0], &mut []);
}

/// A cleared tape answers as a new one, bit for bit.
#[test]
fn cleared_tapes_are_as_new() {
    let mut tape = Tape::new();
    for n in [3, 500, 2, 500, 7] {
        let x: Vec<f64> = (0..n).map(f64::from).collect();
        {
            let handles = tape.variables(&x);
            let slopes = Chain.value(&handles).backward();
            let got: Vec<_> = handles.iter().map(|&x| slopes.of(x)).collect();
            assert_eq!(got, OnTape.gradient(&Chain, &x).1);
        }
        tape.clear();
    }
}
