//! The tape of a hundred lines against the crate's graph, and against known numbers.

use ad::Graph;
use examples::nanograd::Tape;
use examples::runner::context::SplitMix64;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// One operation of a random expression, on earlier results.
#[derive(Debug)]
enum Step {
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
    /// a / (b² + 1): never a division by zero.
    Div(usize, usize),
    Neg(usize),
    Scale(usize, f64),
    Function(Function, usize),
}

#[derive(Clone, Copy, Debug)]
enum Function {
    Sin,
    Cos,
    Tanh,
    Relu,
    Cube,
    /// exp(tanh x): stays small.
    Exp,
    /// ln(x² + 1): stays in the domain.
    Ln,
}

const FUNCTIONS: [Function; 7] = {
    use Function::*;
    [Sin, Cos, Tanh, Relu, Cube, Exp, Ln]
};

fn expression(rng: &mut SplitMix64, inputs: usize, length: usize) -> Vec<Step> {
    let mut below = |n: usize| (rng.next_u64() % n as u64) as usize;
    (inputs..inputs + length)
        .map(|known| {
            let (a, b) = (below(known), below(known));
            match below(8) {
                0 => Step::Add(a, b),
                1 => Step::Sub(a, b),
                2 => Step::Mul(a, b),
                3 => Step::Div(a, b),
                4 => Step::Neg(a),
                5 => Step::Scale(a, below(7) as f64 - 3.0),
                _ => Step::Function(FUNCTIONS[below(FUNCTIONS.len())], a),
            }
        })
        .collect()
}

/// Inputs and all results; every fourth result passes through tanh, so that nothing blows up.
fn evaluate<V>(steps: &[Step], inputs: Vec<V>, function: impl Fn(Function, V) -> V) -> Vec<V>
where
    V: Copy + Add<Output = V> + Sub<Output = V> + Mul<Output = V> + Div<Output = V> + Neg<Output = V>,
    V: Add<f64, Output = V> + Mul<f64, Output = V>,
{
    let mut known = inputs;
    for (k, step) in steps.iter().enumerate() {
        let next = match *step {
            Step::Add(a, b) => known[a] + known[b],
            Step::Sub(a, b) => known[a] - known[b],
            Step::Mul(a, b) => known[a] * known[b],
            Step::Div(a, b) => known[a] / (known[b] * known[b] + 1.0),
            Step::Neg(a) => -known[a],
            Step::Scale(a, c) => known[a] * c,
            Step::Function(f, a) => function(f, known[a]),
        };
        known.push(if k % 4 == 3 { function(Function::Tanh, next) } else { next });
    }
    known
}

/// The functions by name, spelled alike for both kinds of number.
macro_rules! function {
    () => {
        |f, x| match f {
            Function::Sin => x.sin(),
            Function::Cos => x.cos(),
            Function::Tanh => x.tanh(),
            Function::Relu => x.relu(),
            Function::Cube => x.powi(3),
            Function::Exp => x.tanh().exp(),
            Function::Ln => (x * x + 1.0).ln(),
        }
    };
}

#[test]
fn agrees_with_the_crate_on_200_random_expressions() {
    let (mut rng, mut differentiated) = (SplitMix64(2024), 0);
    for case in 0..200 {
        let at = rng.uniforms(4, -1.5, 1.5);
        let steps = expression(&mut rng, at.len(), 5 + case / 5);

        let tape = Tape::default();
        let ours = evaluate(&steps, at.iter().map(|&x| tape.var(x)).collect(), function!());
        ours[ours.len() - 1].backward();

        let graph = Graph::new();
        let theirs = evaluate(&steps, at.iter().map(|&x| graph.variable(x)).collect(), function!());
        theirs[theirs.len() - 1].backward();

        differentiated += usize::from(theirs[..at.len()].iter().any(|x| x.grad() != 0.0));
        // Adjoints of all nodes, relative to the largest: single ones may cancel.
        let largest = theirs.iter().fold(1.0, |m, x| f64::max(m, x.grad().abs()));
        for (a, b) in ours.iter().zip(&theirs) {
            assert!((a.v - b.value()).abs() <= 1e-13 * b.value().abs().max(1.0), "case {case}: {a} {b}, {steps:?}");
            assert!((a.grad() - b.grad()).abs() <= 1e-12 * largest, "case {case}: {a} {b}, {steps:?}");
        }
    }
    assert!(differentiated > 150, "only {differentiated} of 200 expressions depend on an input");
}

/// The smoke test of micrograd's documentation, written as formulas.
#[test]
fn gives_the_numbers_that_micrograd_documents() {
    let tape = Tape::default();
    let (a, b) = (tape.var(-4.0), tape.var(2.0));
    let c = ((a + b) * 2.0 + 1.0) * 2.0 + 1.0 - a;
    let d = ((a * b + b.powi(3)) * 3.0 + (b + a).relu()) * 4.0 + (b - a).relu();
    let f = (c - d).powi(2);
    let g = f / 2.0 + 10.0 / f;
    g.backward();
    assert_eq!(format!("{:.4} {:.4} {:.4}", g.v, a.grad(), b.grad()), "24.7041 138.8338 645.5773");
}

#[test]
fn twice_is_the_same_and_a_shared_node_is_visited_once() {
    let tape = Tape::default();
    let x = tape.var(1.0);
    let y = (0..60).fold(x, |y, _| y + y);
    for _ in 0..2 {
        y.backward();
        assert_eq!((x.grad(), tape.records()), (2f64.powi(60), 61));
    }
}
