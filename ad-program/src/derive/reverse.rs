//! Reverse mode in gather form: the adjoint of a node is one sum, written once all its terms are known.

use super::slopes::{block, slopes, symbols};
use crate::graph::{Graph, Kind, Product};
use crate::record::{Recorder, Symbol};
use ad_core::Number;

/// What flows to a node, term by term in the order of the sweep: lists in one memory.
struct Terms {
    first: Vec<u32>,
    last: Vec<u32>,
    terms: Vec<(u32, u32)>,
}
const NONE: u32 = u32::MAX;

impl Terms {
    fn new(nodes: usize) -> Self {
        Terms { first: vec![NONE; nodes], last: vec![NONE; nodes], terms: Vec::new() }
    }
    fn add(&mut self, node: u32, term: u32) {
        let at = self.terms.len() as u32;
        self.terms.push((term, NONE));
        match core::mem::replace(&mut self.last[node as usize], at) {
            NONE => self.first[node as usize] = at,
            last => self.terms[last as usize].1 = at,
        }
    }
    /// The sum of the terms of a node.
    fn total(&self, recorder: &Recorder, node: usize) -> Option<u32> {
        let mut at = self.first[node];
        let mut sum = Vec::new();
        while at != NONE {
            let (term, next) = self.terms[at as usize];
            sum.push(term);
            at = next;
        }
        match sum[..] {
            [] => None,
            [one] => Some(one),
            _ => Some(recorder.build(|builder| builder.push(&Kind::Sum, &sum))),
        }
    }
}

/// `w' J` by the variables, with weights `w` on `outputs`.
pub(super) fn pull_back(recorder: &Recorder, graph: &Graph, outputs: &[u32], weights: &[u32]) -> Vec<u32> {
    let varies = varies(graph);
    let mut terms = Terms::new(graph.len());
    let flow = |terms: &mut Terms, node: u32, term: Symbol<'_>| {
        // an exact zero is strong: it adds nothing
        if varies[node as usize] && !term.is_strong_zero() {
            terms.add(node, recorder.place("an adjoint", term));
        }
    };
    for (&output, &weight) in outputs.iter().zip(weights) {
        flow(&mut terms, output, recorder.symbol(weight));
    }
    // the entries of the block below that have adjoints
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for i in (0..graph.len()).rev() {
        if !varies[i] {
            continue;
        }
        if let Kind::Block(rule, kind) = graph.kind(i) {
            let entries = core::mem::take(&mut entries);
            if entries.is_empty() {
                continue;
            }
            let m = rule.length(*kind);
            let mut w = vec![Symbol::lift(0.0); m];
            for (k, adjoint) in entries {
                w[k as usize] = recorder.symbol(adjoint);
            }
            let y = outputs_of(recorder, i, m);
            let row = block(recorder, graph, i, &y, &w, Product::Pull);
            for (&node, term) in graph.operands(i).iter().zip(row) {
                flow(&mut terms, node, term);
            }
            continue;
        }
        let Some(adjoint) = terms.total(recorder, i) else { continue };
        match graph.kind(i) {
            Kind::Input => {}
            Kind::Entry => entries.push((graph.operands[i][1], adjoint)),
            _ => {
                let adjoint = recorder.symbol(adjoint);
                for (&node, slope) in graph.operands(i).iter().zip(slopes(recorder, graph, i)) {
                    if varies[node as usize] && !slope.is_strong_zero() {
                        flow(&mut terms, node, slope * adjoint);
                    }
                }
            }
        }
    }
    let zero = recorder.build(|builder| builder.constant(0.0));
    let variables = graph.variables.iter();
    variables.map(|&node| terms.total(recorder, node as usize).unwrap_or(zero)).collect()
}

/// The entries of the block `i`, which stand right behind it.
pub(super) fn outputs_of<'r>(recorder: &'r Recorder, i: usize, m: usize) -> Vec<Symbol<'r>> {
    let entry = |k| recorder.build(|builder| builder.entry(i as u32, k as u32));
    symbols(recorder, &(0..m).map(entry).collect::<Vec<_>>()).to_vec()
}

/// Which nodes depend on a variable.
pub(super) fn varies(graph: &Graph) -> Vec<bool> {
    let mut varies = vec![false; graph.len()];
    graph.variables.iter().for_each(|&node| varies[node as usize] = true);
    for i in 0..graph.len() {
        varies[i] |= graph.operands(i).iter().any(|&k| varies[k as usize]);
    }
    varies
}
