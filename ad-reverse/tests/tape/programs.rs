//! Random programs: the tape has the graph's values bit for bit, and its derivatives to what the order
//! of operations allows, which a bound of the rounding error says that runs along.

use crate::by_hand::by_hand;
use crate::program::Program;
use crate::running::{Running, assert_agree};
use ad_core::Number;
use ad_forward::Dual;

const PROGRAMS: u64 = 500;

by_hand! {
    /// `(y, dy/dx)` of each output, swept twice; the point is `lift(x)`.
    pub fn derivatives<T: Number>(program: &Program, lift: impl Fn(f64) -> T) -> Vec<(T, Vec<T>)> {
        let list = List::new();
        let (values, x) = program.run(|x| list.variable(lift(x)));
        let outputs: Vec<_> = program.outputs.iter().map(|&k| values[k]).collect();
        let sweep = |y: &Handle<T>| {
            let adjoints = y.backward();
            x.iter().map(|&x| adjoints.of(x)).collect::<Vec<_>>()
        };
        let first: Vec<_> = outputs.iter().map(sweep).collect();
        // in another order: a sweep leaves nothing behind
        let again: Vec<_> = outputs.iter().rev().map(sweep).collect();
        let bits = |rows: Vec<T>| rows.into_iter().map(|d| format!("{d:?}")).collect::<Vec<_>>();
        for (first, again) in first.iter().zip(again.into_iter().rev()) {
            assert_eq!(bits(first.clone()), bits(again), "the same sweep once more");
        }
        outputs.iter().map(|y| y.value()).zip(first).collect()
    }
}

fn on_both<T: Number>(program: &Program, lift: impl Fn(f64) -> T + Copy) -> impl Iterator<Item = [(T, Vec<T>); 2]> {
    let (graph, tape) = (on_a_graph::derivatives(program, lift), on_a_tape::derivatives(program, lift));
    graph.into_iter().zip(tape).map(|(graph, tape)| [graph, tape])
}

#[test]
fn first_derivatives() {
    let (mut compared, mut sharp) = (0, 0);
    for seed in 0..PROGRAMS {
        let program = Program::random(seed);
        let plain = on_both(&program, |x| x);
        for ([graph, tape], [exact, on_tape]) in plain.zip(on_both(&program, Running::lift)) {
            assert_eq!(graph.0.to_bits(), tape.0.to_bits(), "program {seed}");
            for k in 0..graph.1.len() {
                let at = format!("program {seed}, by variable {k}");
                assert_agree(&at, exact.1[k], on_tape.1[k]);
                assert_agree(&at, exact.1[k], Running { value: tape.1[k], ..on_tape.1[k] });
                assert!(graph.1[k] != 0.0 || tape.1[k] == 0.0 || exact.1[k].error > 0.0, "{at}: a strict zero");
                compared += 1;
                sharp += usize::from(exact.1[k].error <= 1e-10 * exact.1[k].value.abs().max(1.0));
            }
        }
    }
    println!("{compared} derivatives, {sharp} with a sharp bound");
    assert!(compared > 10_000 && sharp * 10 > compared * 9, "{sharp} of {compared} bounds are sharp");
}

/// The tape over dual numbers: forward over reverse.
#[test]
fn second_derivatives() {
    let mut compared = 0;
    for seed in 0..PROGRAMS {
        let program = Program::random(seed);
        let along = |x: f64| Dual::new(Running::lift(x), Running::lift(1.0 - x));
        for [graph, tape] in on_both(&program, along) {
            assert_eq!(graph.0.eps.value.to_bits(), tape.0.eps.value.to_bits(), "program {seed}");
            for k in 0..graph.1.len() {
                assert_agree(&format!("program {seed}, by variable {k}"), graph.1[k].re, tape.1[k].re);
                assert_agree(&format!("program {seed}, second by variable {k}"), graph.1[k].eps, tape.1[k].eps);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000);
}

/// The tape holds no more than the graph, and most often far less.
#[test]
fn tapes_are_shorter_than_graphs() {
    let mut sum = [0, 0];
    for seed in 0..PROGRAMS {
        let program = Program::random(seed);
        let (graph, tape) = (ad_reverse::Graph::<f64>::new(), ad_reverse::Tape::<f64>::new());
        program.run(|x| graph.variable(x));
        program.run(|x| tape.variable(x));
        sum[0] += graph.len();
        sum[1] += tape.len();
    }
    assert!(sum[1] * 2 < sum[0], "{} records on tapes, {} on graphs", sum[1], sum[0]);
}
