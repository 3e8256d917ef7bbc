//! The graph as an engine.

use crate::engine::{Engine, Pullback, expect_lengths};
use crate::graph::{Graph, Node};
use crate::last_size::LastSize;
use ad_core::num_traits::Zero;
use ad_core::{Number, Objective, Residuals};
use ad_forward::Dual;

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

thread_local! {
    static LAST: LastSize = const { LastSize::unknown() };
}

/// A graph whose first records are the inputs.
struct Recorded<T> {
    graph: Graph<T>,
    inputs: usize,
    /// Where each output stands; a constant stands nowhere.
    places: Vec<Option<usize>>,
    outputs: Vec<T>,
}

impl OnGraph {
    /// The first component of `f` with a value or a derivative at `x` that is not finite, and which
    /// operation made it so: see [`Node::diagnose`].
    ///
    /// ```
    /// use ad_core::{Single, objective};
    /// use ad_reverse::OnGraph;
    /// let f = objective!(|x| x[0] + (x[0] - x[1]).ln());
    /// let (component, why) = OnGraph.diagnose(&Single(&f), &[1.0, 2.0]).unwrap();
    /// assert_eq!(component, 0);
    /// assert_eq!(why, "ln(-1) is NaN: record 4, v4 = ln v3, a function of x[0] = 1, x[1] = 2");
    /// assert_eq!(OnGraph.diagnose(&Single(&f), &[2.0, 1.0]), None);
    /// ```
    pub fn diagnose<R: Residuals>(&self, f: &R, x: &[f64]) -> Option<(usize, String)> {
        let graph = Graph::new();
        let x: Vec<_> = x.iter().map(|&x| graph.variable(x)).collect();
        graph.label_inputs(x.len());
        let mut y = vec![Node::zero(); f.len()];
        f.residuals(&x, &mut y);
        y.iter().enumerate().find_map(|(k, y)| Some((k, y.diagnose()?)))
    }

    /// Which operation first made a second derivative of `f` at `x` not finite; `None` if all are
    /// finite. By one recording and one reverse sweep a variable.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_reverse::OnGraph;
    /// let f = objective!(|x| x[0].sqrt() * x[0] - x[0]);
    /// let why = OnGraph.diagnose_second(&f, &[0.0]).unwrap();
    /// assert!(why.starts_with("√(0) changes with x[0] at the rate inf"), "{why}");
    /// ```
    pub fn diagnose_second<O: Objective>(&self, f: &O, x: &[f64]) -> Option<String> {
        (0..x.len()).find_map(|j| {
            let graph = Graph::new();
            let x: Vec<_> =
                x.iter().enumerate().map(|(i, &x)| graph.variable(Dual::new(x, f64::indicator(i == j)))).collect();
            graph.label_inputs(x.len());
            let (_, output) = f.value(&x).place()?;
            graph.diagnose_second(output, j)
        })
    }
}

impl Engine for OnGraph {
    fn record<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> impl Pullback<T> {
        let graph = Graph::with_capacity(LAST.with(|last| last.guess(x.len())));
        let (places, outputs) = {
            let x: Vec<_> = x.iter().map(|&x| graph.variable(x)).collect();
            let mut y = vec![Node::zero(); f.len()];
            f.residuals(&x, &mut y);
            y.iter().map(|y| (y.place().map(|(_, i)| i), y.value())).unzip()
        };
        LAST.with(|last| last.keep(x.len(), graph.len()));
        Recorded { graph, inputs: x.len(), places, outputs }
    }
}

impl<T: Number> Pullback<T> for Recorded<T> {
    fn outputs(&self) -> &[T] {
        &self.outputs
    }
    fn pull_back(&self, w: &[T], adjoints: &mut [T]) {
        expect_lengths(w, self.outputs.len(), adjoints, self.inputs);
        let seeds: Vec<_> = self.places.iter().zip(w).filter_map(|(&i, &w)| Some((i?, w))).collect();
        let swept = self.graph.sweep_back(&seeds);
        adjoints.copy_from_slice(&swept[..self.inputs]);
    }
}
