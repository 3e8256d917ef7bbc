//! The graph as an engine.

use crate::engine::{Engine, Pullback};
use crate::graph::{Graph, Node};
use ad_core::error::same_length;
use ad_core::num_traits::Zero;
use ad_core::{Number, Residuals};
use core::cell::Cell;

/// Reverse mode on the plain [`Graph`]: every operation a record.
///
/// ```
/// use ad_core::objective;
/// use ad_reverse::{Engine, OnGraph};
/// let f = objective!(|x| (x[0] + x[1].powi(2)).sin());
/// let (value, gradient) = OnGraph.gradient(&f, &[1.0, 1.0]);
/// assert_eq!((value, gradient[0]), (2f64.sin(), 2f64.cos()));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OnGraph;

/// More records than this are not reserved on a guess: 20 MB of f64 records.
const MOST_RESERVED: usize = 1 << 18;

thread_local! {
    /// How many inputs and records the last graph had. The next with as many inputs is most often
    /// of the same function: one block of that size, freed as a whole, stays with the allocator.
    static LAST: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A graph whose first records are the inputs.
struct Recorded<T> {
    graph: Graph<T>,
    inputs: usize,
    /// Where each output stands; a constant stands nowhere.
    places: Vec<Option<usize>>,
    outputs: Vec<T>,
}

impl Engine for OnGraph {
    fn record<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> impl Pullback<T> {
        let (inputs, records) = LAST.get();
        let graph = Graph::with_capacity(if inputs == x.len() { records.min(MOST_RESERVED) } else { 0 });
        let (places, outputs) = {
            let x: Vec<_> = x.iter().map(|&x| graph.variable(x)).collect();
            let mut y = vec![Node::zero(); f.len()];
            f.residuals(&x, &mut y);
            y.iter().map(|y| (y.place().map(|(_, i)| i), y.value())).unzip()
        };
        LAST.set((x.len(), graph.len()));
        Recorded { graph, inputs: x.len(), places, outputs }
    }
}

impl<T: Number> Pullback<T> for Recorded<T> {
    fn outputs(&self) -> &[T] {
        &self.outputs
    }
    fn pull_back(&self, w: &[T], adjoints: &mut [T]) {
        same_length("the weights w", w.len(), self.outputs.len());
        same_length("the adjoints", adjoints.len(), self.inputs);
        let seeds: Vec<_> = self.places.iter().zip(w).filter_map(|(&i, &w)| Some((i?, w))).collect();
        let swept = self.graph.sweep_back(&seeds);
        adjoints.copy_from_slice(&swept[..self.inputs]);
    }
}
