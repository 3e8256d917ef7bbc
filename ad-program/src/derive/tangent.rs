//! Forward mode: the tangent of a node, from those of its operands.

use super::reverse::{outputs_of, varies};
use super::slopes::{block, slopes};
use crate::graph::{Graph, Kind, Product};
use crate::record::{Recorder, Symbol};
use ad_core::Number;
use std::collections::HashMap;

/// `J v` of `outputs`, with the tangents `v` of the variables.
pub(super) fn push_forward(recorder: &Recorder, graph: &Graph, outputs: &[u32], v: &[u32]) -> Vec<u32> {
    let varies = varies(graph);
    let mut tangents: Vec<Option<u32>> = vec![None; graph.len()];
    let keep = |tangent: Symbol<'_>| (!tangent.is_strong_zero()).then(|| recorder.place("a tangent", tangent));
    for (&node, &v) in graph.variables.iter().zip(v) {
        tangents[node as usize] = keep(recorder.symbol(v));
    }
    // the tangents of the entries of blocks
    let mut entries: HashMap<u32, Vec<Symbol<'_>>> = HashMap::new();
    for i in 0..graph.len() {
        let operands = graph.operands(i);
        if !varies[i] || matches!(graph.kind(i), Kind::Input | Kind::Guard(..)) {
            continue;
        }
        let tangent = |k: u32| tangents[k as usize].map(|tangent| recorder.symbol(tangent));
        match graph.kind(i) {
            Kind::Block(rule, kind) => {
                if operands.iter().any(|&k| tangents[k as usize].is_some()) {
                    let m = rule.length(*kind);
                    let v: Vec<_> = operands.iter().map(|&k| tangent(k).unwrap_or(Symbol::lift(0.0))).collect();
                    let pushed = block(recorder, graph, i, &outputs_of(recorder, i, m), &v, Product::Push);
                    entries.insert(i as u32, pushed);
                }
            }
            Kind::Entry => {
                let [block, k] = graph.operands[i];
                tangents[i] = entries.get(&block).and_then(|entries| keep(entries[k as usize]));
            }
            _ if operands.iter().all(|&k| tangents[k as usize].is_none()) => {}
            _ => {
                let terms: Vec<u32> = operands
                    .iter()
                    .zip(slopes(recorder, graph, i))
                    .filter_map(|(&k, slope)| {
                        let tangent = tangent(k).filter(|_| !slope.is_strong_zero())?;
                        keep(slope * tangent)
                    })
                    .collect();
                tangents[i] = match terms[..] {
                    [] => None,
                    [one] => Some(one),
                    _ => keep(recorder.symbol(recorder.build(|builder| builder.push(&Kind::Sum, &terms)))),
                };
            }
        }
    }
    let zero = recorder.build(|builder| builder.constant(0.0));
    outputs.iter().map(|&node| tangents[node as usize].unwrap_or(zero)).collect()
}
