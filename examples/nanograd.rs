//! Reverse mode with a tape of a hundred lines (`src/nanograd.rs`), and the crate's graph beside it.
//!
//! What one learns: values and local partials are written down on the way forward, and the whole
//! of backpropagation is one loop over them, last to first. Everything faster is the same loop.
//!
//! `cargo run --release -p examples --example nanograd`

use ad::Graph;
use examples::nanograd::Tape;

/// nanograd's example on both, then a larger expression, then a long one.
pub fn main() {
    let tape = Tape::default();
    let (x1, x2, x3) = (tape.var(3.0), tape.var(5.0), tape.var(9.0));
    let d = x2 * x3;
    let e = x1 + (-d).powi(2);
    let f = (e / d).relu();
    f.backward();
    println!("hundred lines: f = {f}\n  x1 = {x1}\n  x2 = {x2}\n  x3 = {x3}");

    let graph = Graph::new();
    let (y1, y2, y3) = (graph.variable(3.0), graph.variable(5.0), graph.variable(9.0));
    let c = y2 * y3;
    let g = ((y1 + (-c).powi(2)) / c).relu();
    g.backward();
    println!("the crate:     f = {g}\n  x1 = {y1}\n  x2 = {y2}\n  x3 = {y3}");
    for (ours, crates) in [(f, g), (x1, y1), (x2, y2), (x3, y3)] {
        assert_eq!(ours.to_string(), crates.to_string());
    }

    // A neuron: tanh of a weighted sum, and the slopes by which it would learn.
    let weights = [0.5, -1.5].map(|w| tape.var(w));
    let neuron = (weights[0] * 2.0 + weights[1] * 1.0 + 0.25).tanh();
    neuron.backward();
    println!("neuron {neuron}, by its weights {:.4} {:.4}", weights[0].grad(), weights[1].grad());

    // A million operations deep: the loop does not recurse.
    let tape = Tape::default();
    let x = tape.var(1.0);
    let sum = (0..1_000_000).fold(x, |sum, _| sum + x);
    sum.backward();
    println!("{} records, d/dx = {}", tape.records(), x.grad());
    assert_eq!(x.grad(), 1_000_001.0);
}
