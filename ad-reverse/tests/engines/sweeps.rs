//! Asked twice the answer is the same, snapshots stay, a panic in between breaks nothing.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad_core::{Objective, Real, Residuals, Single, objective};
use ad_reverse::{Engine, Pullback};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn rosenbrock<F: Real>(x: F, y: F) -> F {
    (F::one() - x).powi(2) + (y - x * x).powi(2) * 100.0
}

by_hand! {
    #[test]
    fn backward_twice_gives_the_same() {
        let list = List::<f64>::new();
        let (x, y) = (list.variable(-1.2), list.variable(1.0));
        let f = rosenbrock(x, y);
        let (once, twice) = (f.backward(), f.backward());
        assert_eq!((once.of(x), once.of(y)), (twice.of(x), twice.of(y)));
        assert!((once.of(x) + 215.6).abs() < 1e-12 && (once.of(y) + 88.0).abs() < 1e-12);
    }

    #[test]
    fn a_snapshot_is_not_changed_by_later_sweeps_and_records() {
        let list = List::<f64>::new();
        let (x, y) = (list.variable(2.0), list.variable(5.0));
        let product = x * y;
        let adjoints = product.backward();
        let later = product.sin() * x;
        let z = list.variable(3.0);
        let slopes = (later * z).backward();
        assert_eq!((adjoints.of(x), adjoints.of(y)), (5.0, 2.0));
        assert_eq!(adjoints.of(z), 0.0, "recorded after the sweep");
        let expected = 3.0 * (10f64.sin() + 2.0 * 5.0 * 10f64.cos());
        assert!((slopes.of(x) - expected).abs() < 1e-14 && slopes.of(z) == 10f64.sin() * 2.0);
        assert_eq!(product.backward().of(x), 5.0, "an earlier output, after the later one");
    }

    #[test]
    fn a_snapshot_outlives_its_list() {
        let adjoints = {
            let list = List::<f64>::new();
            let x = list.variable(2.0);
            (x * x).backward()
        };
        let other = List::new();
        let read = catch_unwind(AssertUnwindSafe(|| adjoints.of(other.variable(1.0))));
        assert!(read.is_err(), "the number of another list's variable");
    }

    #[test]
    fn a_panic_while_recording_leaves_the_list_usable() {
        let list = List::new();
        let (x, y) = (list.variable(1.0), list.variable(2.0));
        let other = List::new();
        let stranger = other.variable(1.0);
        for _ in 0..3 {
            let caught = catch_unwind(AssertUnwindSafe(|| {
                let half = x * y + 1.0;
                half.sin() * stranger
            }));
            assert!(caught.is_err());
        }
        let f = rosenbrock(x, y).backward();
        assert_eq!((f.of(x), f.of(y)), (-400.0, 200.0));
        assert_eq!(stranger.backward().of(stranger), 1.0);
    }

    #[test]
    fn cleared_lists_start_again() {
        let mut list = List::new();
        for k in 1..4 {
            let x = list.variable(f64::from(k));
            let y = (x * x).sin() * x;
            let square = f64::from(k * k);
            let slope = square.sin() + 2.0 * square * square.cos();
            assert!((y.backward().of(x) - slope).abs() < 1e-13);
            list.clear();
            assert!(list.is_empty());
        }
        // fewer variables than before, and more
        let x = list.variable(3.0);
        assert_eq!((x * x).backward().of(x), 6.0);
        list.clear();
        let x: Vec<_> = (0..1000).map(|k| list.variable(f64::from(k))).collect();
        let f = x.iter().map(|&x| x * x).sum::<Handle<f64>>().backward();
        assert!(x.iter().all(|&x| f.of(x) == 2.0 * x.value()));
    }
}

on_every_engine! { one_recording_for_many_weights dead_branches_stay_dead a_panic_leaves_the_thread_usable inside_itself }

/// `(x0 x1, sin(x0 x1) x1, x0)`.
struct Three;
impl Residuals for Three {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        let product = x[0] * x[1];
        out.copy_from_slice(&[product, product.sin() * x[1], x[0]]);
    }
}

/// A sweep leaves nothing behind for the next.
fn one_recording_for_many_weights(engine: impl Engine) {
    let recorded = engine.record(&Three, &[2.0, 3.0]);
    let pull = |w: [f64; 3]| {
        let mut row = [f64::NAN; 2];
        recorded.pull_back(&w, &mut row);
        row
    };
    let rows = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].map(pull);
    let (s, c) = 6f64.sin_cos();
    assert_eq!((rows[0], rows[2]), ([3.0, 2.0], [1.0, 0.0]));
    assert!((rows[1][0] - 9.0 * c).abs() < 1e-14 && (rows[1][1] - (6.0 * c + s)).abs() < 1e-14);
    for w in [[1.0, 2.0, 4.0], [0.0; 3], [f64::INFINITY, 0.0, 0.0], [f64::NAN, 1.0, 0.0]] {
        pull(w);
    }
    assert_eq!(pull([0.0; 3]).map(f64::to_bits), [0, 0]);
    for (k, w) in [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].into_iter().enumerate() {
        assert_eq!(pull(w).map(f64::to_bits), rows[k].map(f64::to_bits), "after sweeps of infinity and NaN");
    }
}

/// A dead output and a live one.
struct Dead;
impl Residuals for Dead {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[0] = x[0].sqrt() + x[0].ln() + F::zero() / x[0];
        out[1] = x[0] + 1.0;
    }
}

/// Strong zeros: what is not weighted does not reach the inputs, be it infinite or NaN.
fn dead_branches_stay_dead(engine: impl Engine) {
    assert_eq!(engine.vjp(&Dead, &[0.0], &[0.0, 1.0]).1, [1.0]);
    let live: Vec<f64> = engine.vjp(&Dead, &[0.0], &[1.0, 1.0]).1;
    assert!(live[0].is_nan(), "a NaN value on the live path stays");
    let weighted = objective!(|x| x[0].sqrt() * 0.0 + x[0]);
    assert_eq!(engine.gradient(&weighted, &[0.0]).1, [1.0]);
    assert_eq!(engine.gradient(&objective!(|x| x[0].sqrt()), &[0.0]).1, [f64::INFINITY]);
}

struct Fragile;
impl Objective for Fragile {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let y = x[0].ln() * x[1] + x[0];
        assert!(x[0] > F::zero(), "x must be positive");
        y
    }
}

fn a_panic_leaves_the_thread_usable(engine: impl Engine) {
    for _ in 0..3 {
        let caught = catch_unwind(AssertUnwindSafe(|| engine.gradient(&Fragile, &[-1.0, 1.0])));
        assert_eq!(caught.expect_err("a negative point").downcast_ref(), Some(&"x must be positive"));
        assert_eq!(engine.gradient(&Fragile, &[2.0, 1.0]).1, [1.5, 2f64.ln()]);
        let weights = catch_unwind(AssertUnwindSafe(|| engine.vjp(&Single(Fragile), &[1.0, 1.0], &[])));
        assert!(weights.is_err());
    }
}

/// A gradient inside an objective on the same engine, and evaluations of a second function inside.
fn inside_itself(engine: impl Engine + Copy) {
    struct Nested<E>(E);
    impl<E: Engine> Objective for Nested<E> {
        fn value<F: Real>(&self, x: &[F]) -> F {
            let before = x[0] * x[1];
            let (value, slope) = self.0.gradient(&objective!(|y| y[0].powi(3) * y[1]), x);
            before + value * slope[0] + self.0.gradient(&objective!(|y| y[0] * 2.0), &[3.0]).0
        }
    }
    // x y + 3 x^5 y² + 6
    let (value, gradient) = engine.gradient(&Nested(engine), &[2.0, 0.5]);
    assert_eq!((value, gradient), (31.0, vec![60.5, 98.0]));
}
