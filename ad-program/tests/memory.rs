//! A warm replay asks for no memory, and what is recorded and dropped leaves nothing: the allocator counts.
//! Without the test harness, whose own thread allocates.

use ad_core::{Objective, Real, objective};
use ad_program::{Program, Recorder};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often memory was asked for.
fn asked(region: &Region<System>) -> usize {
    let change = region.change();
    change.allocations + change.reallocations
}

/// Bytes that are held now and were not before.
fn held(region: &Region<System>) -> isize {
    let change = region.change();
    change.bytes_allocated as isize - change.bytes_deallocated as isize
}

ad_core::custom_rule! {
    fn x_exp(x) = y => [y + x.exp()]; x * x.exp()
}

/// Everything that needs no memory of its own: loops, sums short and long, choices, guards, a rule.
struct Everything;
impl Objective for Everything {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let chain: F = x.windows(2).map(|x| if x[0] < x[1] + 100.0 { (x[1] - x[0].sq()).sq() } else { x[0] }).sum();
        let sums = F::dot(x, x) + F::affine(&x[1..], &x[..x.len() - 1], x[0]) + F::norm2(x) + F::log_sum_exp(x);
        let long = F::sum_of(&x.iter().map(|x| x.mul_add(*x, x.sin())).collect::<Vec<_>>());
        let chosen = F::select(x[0].above(x[1]) & !x[1].undefined(), x[0].max(x[1]), x[1].clamp(x[2], x[0].exp()));
        chain + sums + long + chosen + x_exp(x[3])
    }
}

fn warm_replays(program: &Program) {
    let x: Vec<f64> = (0..program.inputs()).map(|k| (k % 7) as f64 / 8.0).collect();
    let (mut memory, mut out) = (program.memory(), vec![0.0; program.outputs()]);
    program.evaluate_into(&x, &mut memory, &mut out).expect("the same branch");
    assert!(out.iter().all(|y| y.is_finite()), "{out:?}");
    let region = Region::new(COUNTED);
    for _ in 0..100 {
        program.evaluate_into(&x, &mut memory, &mut out).expect("the same branch");
    }
    assert_eq!((asked(&region), held(&region)), (0, 0), "a warm replay of {program:?}");
}

/// What is recorded, derived and replayed is given back, also where results are not finite and where guards fail.
fn nothing_is_left(x: &[f64]) {
    let f = objective!(|x| if x[0] > x[1] { x[0].sqrt() * x[1] } else { x[1] });
    let replay = || {
        let program = Program::record(&f, x).and_then(|f| f.hessian()).expect("a small program");
        let results = [program.evaluate(&[2.0, 0.0]), program.evaluate(&[0.0, 0.0]), program.evaluate(&[0.0, -1.0])];
        assert_eq!(results.iter().filter(|r| r.is_err()).count(), if x[0] > x[1] { 1 } else { 2 });
        assert!(x[0] <= x[1] || results[2].as_ref().is_ok_and(|out| out.iter().any(|y| !y.is_finite())));
        // what was not finished
        let recorder = Recorder::new();
        let _ = recorder.variables(x)[0].sin();
    };
    replay();
    let region = Region::new(COUNTED);
    (0..100).for_each(|_| replay());
    assert_eq!(held(&region), 0, "a program keeps nothing when it is dropped");
}

fn main() {
    let x: Vec<f64> = (0..300).map(|k| f64::from(k % 5) / 8.0).collect();
    let program = Program::record(&Everything, &x).expect("a small program");
    warm_replays(&program);
    warm_replays(&program.gradient().expect("a small program"));
    warm_replays(&program.hess_vec().expect("a small program"));
    nothing_is_left(&[2.0, 1.0]);
    nothing_is_left(&[1.0, 2.0]);
}
