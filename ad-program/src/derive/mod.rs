//! Derivatives from graph to graph.
//!
//! The slopes of an operation are its rule's, read at symbols: they are written behind the graph that is
//! differentiated, where equal operations are one node again, and what nobody needs is dropped at the end.
//! Products are plain ones: what they give that is not finite is done again by [`crate::strong`].

mod reverse;
mod slopes;
mod tangent;

use crate::error::Error;
use crate::graph::{Graph, prune};
use crate::record::Recorder;
use reverse::pull_back;
use tangent::push_forward;

/// `graph`, recorded at `point`, with what `write` puts behind it as its outputs.
fn derived(graph: &Graph, point: &[f64], write: impl FnOnce(&Recorder) -> Vec<u32>) -> Result<Graph, Error> {
    let recorder = Recorder::resume(graph, point);
    let outputs = write(&recorder);
    let builder = recorder.builder();
    builder.check()?;
    Ok(prune(&builder.graph, &outputs))
}

/// Inputs behind the others, as many as `n`.
fn vector(recorder: &Recorder, n: usize) -> Vec<u32> {
    recorder.build(|builder| (0..n).map(|_| builder.parameter(1.0)).collect())
}
fn constants(recorder: &Recorder, n: usize, value: impl Fn(usize) -> f64) -> Vec<u32> {
    recorder.build(|builder| (0..n).map(|i| builder.constant(value(i))).collect())
}
fn unit(recorder: &Recorder, n: usize, k: usize) -> Vec<u32> {
    constants(recorder, n, |i| f64::from(u8::from(i == k)))
}

pub(crate) fn gradient(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    derived(graph, point, |recorder| {
        let weights = unit(recorder, 1, 0);
        let row = pull_back(recorder, graph, &graph.outputs, &weights);
        [graph.outputs.clone(), row].concat()
    })
}

pub(crate) fn vjp(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    derived(graph, point, |recorder| {
        let weights = vector(recorder, graph.outputs.len());
        let row = pull_back(recorder, graph, &graph.outputs, &weights);
        [graph.outputs.clone(), row].concat()
    })
}

pub(crate) fn jvp(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    derived(graph, point, |recorder| {
        let direction = vector(recorder, graph.variables.len());
        let column = push_forward(recorder, graph, &graph.outputs, &direction);
        [graph.outputs.clone(), column].concat()
    })
}

pub(crate) fn jacobian(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    let (m, n) = (graph.outputs.len(), graph.variables.len());
    derived(graph, point, |recorder| {
        let rows: Vec<u32> = if m < n {
            let row = |i| pull_back(recorder, graph, &graph.outputs, &unit(recorder, m, i));
            (0..m).flat_map(row).collect()
        } else {
            let column = |j| push_forward(recorder, graph, &graph.outputs, &unit(recorder, n, j));
            let columns: Vec<_> = (0..n).map(column).collect();
            (0..m).flat_map(|i| columns.iter().map(move |column| column[i])).collect()
        };
        [graph.outputs.clone(), rows].concat()
    })
}

pub(crate) fn hess_vec(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    let first = gradient(graph, point)?;
    derived(&first, point, |recorder| {
        let direction = vector(recorder, first.variables.len());
        let product = push_forward(recorder, &first, &first.outputs[1..], &direction);
        [first.outputs[..1].to_vec(), product].concat()
    })
}

pub(crate) fn hessian(graph: &Graph, point: &[f64]) -> Result<Graph, Error> {
    let first = gradient(graph, point)?;
    let n = first.variables.len();
    derived(&first, point, |recorder| {
        let column = |j| push_forward(recorder, &first, &first.outputs[1..], &unit(recorder, n, j));
        let columns: Vec<_> = (0..n).map(column).collect();
        let rows = (0..n).flat_map(|i| columns.iter().map(move |column| column[i])).collect();
        [first.outputs.clone(), rows].concat()
    })
}
