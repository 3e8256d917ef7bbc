//! Dead code: what neither an output nor a guard depends on goes.

use super::{Graph, Kind};

/// The graph with `outputs` and what they and the guards need, in the same order; inputs stay, first of all.
pub(crate) fn prune(graph: &Graph, outputs: &[u32]) -> Graph {
    pruned(graph, outputs, true)
}

impl Graph {
    /// The graph as if nothing had been learnt.
    pub fn without_guards(&self) -> Graph {
        pruned(self, &self.outputs, false)
    }
}

fn pruned(graph: &Graph, outputs: &[u32], guarded: bool) -> Graph {
    let mut live = vec![false; graph.len()];
    for &node in outputs.iter().chain(&graph.variables).chain(&graph.parameters) {
        live[node as usize] = true;
    }
    for i in (0..graph.len()).rev() {
        if let Kind::Guard(..) = graph.kind(i) {
            live[i] = guarded;
        }
        if live[i] {
            graph.operands(i).iter().for_each(|&k| live[k as usize] = true);
        }
    }
    let mut pruned = Graph::default();
    let mut place = vec![u32::MAX; graph.len()];
    let mut codes = vec![u32::MAX; graph.kinds.len()];
    let inputs = graph.variables.iter().chain(&graph.parameters).map(|&node| node as usize);
    let others = (0..graph.len()).filter(|&i| live[i] && !matches!(graph.kind(i), Kind::Input));
    for i in inputs.chain(others) {
        place[i] = pruned.len() as u32;
        let code = graph.code[i] as usize;
        if codes[code] == u32::MAX {
            codes[code] = pruned.kinds.len() as u32;
            pruned.push_kind(&graph.kinds[code]);
        }
        pruned.code.push(codes[code]);
        let kind = graph.kind(i);
        let [first, second] = graph.operands[i];
        pruned.operands.push(match kind {
            Kind::Input | Kind::Constant => [first, second],
            Kind::Entry => [place[first as usize], second],
            _ if graph.arities[code].is_none() => {
                let start = pruned.list.len() as u32;
                pruned.list.extend(graph.operands(i).iter().map(|&k| place[k as usize]));
                [start, second]
            }
            _ => {
                let mut pair = [0; 2];
                for (pair, &k) in pair.iter_mut().zip(graph.operands(i)) {
                    *pair = place[k as usize];
                }
                pair
            }
        });
    }
    let placed = |nodes: &[u32]| nodes.iter().map(|&node| place[node as usize]).collect();
    pruned.variables = placed(&graph.variables);
    pruned.parameters = placed(&graph.parameters);
    pruned.outputs = placed(outputs);
    // it stays as it is for long
    pruned.code.shrink_to_fit();
    pruned.operands.shrink_to_fit();
    pruned.list.shrink_to_fit();
    pruned
}
