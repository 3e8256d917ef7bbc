//! Graphs, tapes and workspaces give back what they took: the allocator counts. Without the test harness,
//! whose own thread allocates.

use ad_core::rules::{Linear, VectorRule, first_order_vector};
use ad_core::{FiniteSum, Objective, Real, Sum, objective};
use ad_forward::Dual;
use ad_reverse::{Engine, Graph, OnGraph, OnTape, Tape, Workspace};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A hundred operations of three operands, and a vector rule.
fn function<F: Real>(x: F) -> F {
    let y = (0..100).fold(x, |y, _| y.mul_add(x, y.sin()));
    twice().at(&[x, y])[0]
}

/// One recording with everything that a graph can hold: labels, three operands, both sweeps.
fn on_graph(g: &Graph) {
    let x = g.variable(0.5).label("x");
    function(x).backward();
    x.forward();
}

/// And with everything that a tape can hold: a variable that comes late, several sweeps, infinity and NaN.
fn on_tape(tape: &Tape) {
    let x = tape.variable(0.5);
    let y = function(x);
    let late = tape.variable(0.0);
    assert!(y.backward().of(late) == 0.0 && (y * late.sqrt()).backward().of(late).is_infinite());
    assert!((late.ln() - late.sqrt()).backward().of(late).is_nan());
}

/// A vector rule, of which the recording keeps a clone.
fn twice() -> impl VectorRule {
    let value = |x: &[f64], y: &mut [f64]| y.iter_mut().zip(x).for_each(|(y, x)| *y = 2.0 * x);
    first_order_vector("twice", 2, 2, value, |_, _| Linear::rows(vec![vec![2.0, 0.0], vec![0.0, 2.0]]))
}

/// Bytes that are held now and were not before.
fn held(region: &Region<System>) -> isize {
    let change = region.change();
    change.bytes_allocated as isize - change.bytes_deallocated as isize
}

/// How often memory was asked for.
fn asked(region: &Region<System>) -> usize {
    let change = region.change();
    change.allocations + change.reallocations
}

/// A recording that can be forgotten holds no more after a thousand times than after the first.
fn flat<R>(mut recording: R, record: fn(&R), clear: fn(&mut R)) {
    clear(&mut recording);
    let region = Region::new(COUNTED);
    record(&recording);
    assert!(held(&region) > 100 * 24, "the records are counted");
    clear(&mut recording);
    let after_one = held(&region);
    for _ in 0..1000 {
        record(&recording);
        clear(&mut recording);
    }
    assert_eq!(held(&region), after_one, "a cleared recording is as large as before");
}

/// A recording that panics, or is given up, keeps nothing.
fn abandoned<R>(record: fn(&R), new: fn() -> R) {
    let region = Region::new(COUNTED);
    let abandoned = std::panic::catch_unwind(|| {
        record(&new());
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(abandoned.is_err());
    drop(abandoned);
    assert_eq!(held(&region), 0, "a recording that panics");
}

fn engines(engine: impl Engine) {
    let f = objective!(|x| x[0].mul_add(x[1], x[0]).sin());
    // the engine keeps in mind how large the last recording was
    engine.gradient(&f, &[0.5, 1.0]);
    let region = Region::new(COUNTED);
    for _ in 0..1000 {
        assert_eq!(engine.gradient(&f, &[0.5, 1.0]).1.len(), 2);
        assert_eq!(engine.hessian(&f, &[0.5, 1.0]).len(), 2);
    }
    assert_eq!(held(&region), 0, "a gradient keeps nothing");
}

/// Sums, products and a sweep that is done again for its NaN; nothing that allocates by itself.
struct Plain;
impl Objective for Plain {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.windows(2).map(|x| (x[0] * x[1]).sin() + x[0].sqrt()).sum()
    }
}

/// Warm memory is asked for nothing, whatever came before.
fn workspaces(f: &impl Objective) {
    let x: Vec<f64> = (0..300).map(|k| f64::from(k % 7)).collect();
    let v = vec![1.0; 300];
    let (mut gradients, mut products) = (Workspace::new(), Workspace::<Dual<f64>>::new());
    let mut out = vec![0.0; 300];
    let mut both = |n: usize| {
        gradients.value_and_gradient(f, &x[..n], &mut out[..n]);
        products.hess_vec(f, &x[..n], &v[..n], &mut out[..n]);
    };
    both(300);
    let region = Region::new(COUNTED);
    for n in (0..1000).map(|k| 300 - k % 290) {
        both(n);
    }
    assert_eq!((asked(&region), held(&region)), (0, 0), "a warm workspace");
}

/// So many rows of a thousand operations each, half of them records.
#[derive(Clone, Copy)]
struct Long {
    rows: usize,
}
impl FiniteSum for Long {
    fn rows(&self) -> usize {
        self.rows
    }
    fn row(&self, i: usize) -> &[f64] {
        &[[0.25], [0.5], [0.75]][i % 3]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        (0..500).fold(row[0], |y, k| y * theta[k % 4] + theta[4])
    }
}

/// A hundred million operations in the memory of one row: what is asked for is never given back before the
/// end, so that it bounds what is held at any time.
fn rows() {
    let theta = [0.5, 0.25, -0.5, 0.75, 1.0f64];
    let run = |rows: usize| {
        let region = Region::new(COUNTED);
        let tape = Tape::new();
        let x = tape.variables(&theta);
        let y = Sum::of(Long { rows }).value(&x);
        let change = region.change();
        assert_eq!(tape.len(), 5 + 3, "five terms, two a record");
        let slopes = y.backward();
        let asked = change.bytes_allocated as isize + change.bytes_reallocated;
        (asked, x.iter().map(|&x| slopes.of(x)).collect::<Vec<_>>())
    };
    let (of_one, _) = run(1);
    let (_, slopes): (_, Vec<f64>) = run(3);
    let (asked, sums) = run(99_999);
    assert!(of_one > 400 * 24, "the records of a row are counted");
    assert!(asked <= 2 * of_one, "{asked} bytes for all rows, {of_one} for one");
    for (slope, sum) in slopes.iter().zip(sums) {
        assert!((sum / slope - 33_333.0).abs() < 1e-6, "{sum} is not 33333 times {slope}");
    }
}

/// Rows with a vector rule, of which the recording keeps a clone.
struct Ruled {
    rows: usize,
}
impl FiniteSum for Ruled {
    fn rows(&self) -> usize {
        self.rows
    }
    fn row(&self, _: usize) -> &[f64] {
        &[]
    }
    fn term<F: Real>(&self, theta: &[F], _: &[F]) -> F {
        twice().at(&[theta[0].exp(), theta[1]])[0]
    }
}

/// The clones are gone with their rows.
fn rules_in_rows() {
    let left = |rows: usize| {
        let tape = Tape::new();
        let x = tape.variables(&[0.5, 1.0]);
        let region = Region::new(COUNTED);
        let y = Sum::of(Ruled { rows }).value(&x);
        assert!(y.value() > rows as f64 && held(&region) > 0, "the memory of a row is kept");
        held(&region)
    };
    assert_eq!(left(1000), left(1), "a thousand rows leave as much as one");
}

/// Sums of many terms and over rows, one sum inside another, swept again for an infinite slope.
struct Sums;
impl Objective for Sums {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let rows = F::finite_sum(&Rows, x) + F::finite_sum(&Long { rows: 2 }, &x[..5]);
        rows * F::dot(x, x) + F::log_sum_exp(x) * F::sum_of(&x[1..]) + F::norm2(x) - F::affine(x, x, x[0])
    }
}
struct Rows;
impl FiniteSum for Rows {
    fn rows(&self) -> usize {
        3
    }
    fn row(&self, i: usize) -> &[f64] {
        [&[0.0][..], &[1.0, 2.0], &[0.5, 3.0, 1.0]][i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let inner = F::finite_sum(&Long { rows: 2 }, &theta[..5]);
        (F::dot(row, &theta[..row.len()]) + theta[3]).sqrt() * inner
    }
}

fn main() {
    flat(Graph::new(), on_graph, Graph::clear);
    flat(Tape::new(), on_tape, Tape::clear);
    abandoned(on_graph, Graph::new);
    abandoned(on_tape, Tape::new);
    engines(OnGraph);
    engines(OnTape);
    workspaces(&Plain);
    workspaces(&Sums);
    rows();
    rules_in_rows();
}
