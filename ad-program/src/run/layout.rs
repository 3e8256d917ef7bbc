//! From the graph to loops.

use super::code::{Code, Place, Step};
use crate::graph::{Graph, Kind};
use ad_core::rules::Op;

/// Sums of more terms than this are work of their own, shorter ones may be a loop over many.
const SHORT: usize = 8;
/// Fewer operations than this are run one by one.
const FEW: usize = 3;

/// A node to be run, with its operands as nodes.
struct Task {
    level: u32,
    code: u32,
    node: u32,
    /// Where its operands stand in the list of all.
    start: u32,
    len: u32,
}

pub(super) fn layout(graph: &Graph) -> Code {
    let mut kinds = graph.kinds.clone();
    let sum = kinds.len() as u32;
    kinds.push(Kind::Sum);
    let chains = Chains::of(graph);
    let mut operands: Vec<u32> = Vec::new();
    let mut tasks = tasks(graph, &chains, sum, &mut operands);
    tasks.sort_by_key(|task| (task.level, task.code, task.len));

    // inputs, constants, then results in the order of the work
    let mut slot = vec![u32::MAX; graph.len()];
    let mut slots = 0;
    let mut next = |n: usize| {
        slots += n as u32;
        slots - n as u32
    };
    graph.variables.iter().chain(&graph.parameters).for_each(|&node| slot[node as usize] = next(1));
    let mut constants = Vec::new();
    for i in 0..graph.len() {
        if let Some(c) = graph.constant(i) {
            slot[i] = next(1);
            constants.push(c);
        }
    }
    for task in &tasks {
        let n = match graph.kind(task.node as usize) {
            Kind::Block(rule, product) => rule.length(*product),
            Kind::Guard(..) => 0,
            _ => 1,
        };
        slot[task.node as usize] = next(n);
    }
    for i in 0..graph.len() {
        if let (Kind::Entry, [block, k]) = (graph.kind(i), graph.operands[i]) {
            slot[i] = slot[block as usize] + k;
        }
    }
    let mut number = 0;
    let numbers: Vec<u32> = (0..graph.len())
        .map(|i| {
            number += u32::from(matches!(graph.kind(i), Kind::Guard(..)));
            number
        })
        .collect();

    let mut code = Code {
        kinds,
        steps: Vec::new(),
        places: Vec::new(),
        list: Vec::new(),
        constants,
        inputs: graph.inputs(),
        slots: slots as usize,
        outputs: graph.outputs.iter().map(|&node| slot[node as usize]).collect(),
    };
    let mut column: Vec<u32> = Vec::new();
    for group in tasks.chunk_by(|a, b| (a.level, a.code, a.len) == (b.level, b.code, b.len)) {
        let (kind, len) = (group[0].code, group[0].len as usize);
        let operand = |task: &Task, k: usize| slot[operands[task.start as usize + k] as usize];
        let to = |task: &Task| slot[task.node as usize];
        let places = |code: &Code| code.places.len() as u32;
        match &code.kinds[kind as usize] {
            Kind::Guard(..) => {
                let first = places(&code);
                for k in 0..len {
                    column.clear();
                    column.extend(group.iter().map(|task| operand(task, k)));
                    code.place(&column);
                }
                column.clear();
                column.extend(group.iter().map(|task| numbers[task.node as usize] - 1));
                code.place_list(&column);
                code.steps.push(Step::Guards { kind, n: group.len() as u32, places: first, arity: len as u32 });
            }
            foreign if foreign.is_foreign() => {
                let block = matches!(foreign, Kind::Block(..));
                for task in group {
                    let (places, n) = (places(&code), len as u32);
                    column.clear();
                    column.extend((0..len).map(|k| operand(task, k)));
                    code.place(&column);
                    let (to, guards) = (to(task), numbers[task.node as usize]);
                    code.steps.push(if block {
                        Step::Block { kind, to, n, places, guards }
                    } else {
                        Step::Foreign { kind, to, n, places, guards }
                    });
                }
            }
            whole if is_long(whole, len) => {
                let paired = matches!(whole, Kind::Dot | Kind::Affine);
                for task in group {
                    let (places, n) = (places(&code), len as u32);
                    let skip = usize::from(matches!(code.kinds[kind as usize], Kind::Affine));
                    let mut put = |from: usize, step: usize| {
                        column.clear();
                        column.extend((from..len).step_by(step).map(|k| operand(task, k)));
                        code.place(&column);
                    };
                    if paired {
                        put(skip, 2);
                        put(skip + 1, 2);
                        if skip == 1 {
                            put(0, len);
                        }
                    } else {
                        put(0, 1);
                    }
                    code.steps.push(Step::Long { kind, to: to(task), n, places });
                }
            }
            _ if group.len() < FEW && len <= 2 => {
                for task in group {
                    let (a, b) = (operand(task, 0), operand(task, len - 1));
                    code.steps.push(Step::One { kind, to: to(task), a, b });
                }
            }
            _ => {
                let first = places(&code);
                for k in 0..len {
                    column.clear();
                    column.extend(group.iter().map(|task| operand(task, k)));
                    code.place(&column);
                }
                let (n, arity) = (group.len() as u32, len as u32);
                code.steps.push(Step::Many { kind, to: to(&group[0]), n, places: first, arity });
            }
        }
    }
    code
}

/// Whether an operation has so many operands that it is work of its own.
fn is_long(kind: &Kind, len: usize) -> bool {
    match kind {
        Kind::Sum => len > SHORT,
        Kind::Dot | Kind::Affine | Kind::LogSumExp | Kind::Norm2 => true,
        _ => false,
    }
}

impl Code {
    /// Writes down where these slots stand.
    fn place(&mut self, slots: &[u32]) {
        let first = slots.first().copied().unwrap_or(0);
        let side = slots.iter().enumerate().all(|(i, &slot)| slot == first.wrapping_add(i as u32));
        if side {
            self.places.push(Place::Side(first));
        } else if slots.iter().all(|&slot| slot == first) {
            self.places.push(Place::Same(first));
        } else {
            self.place_list(slots);
        }
    }
    fn place_list(&mut self, slots: &[u32]) {
        self.places.push(Place::List(self.list.len() as u32));
        self.list.extend_from_slice(slots);
    }
}

/// The nodes to be run, level by level; what a longer sum swallows is not among them.
fn tasks(graph: &Graph, chains: &Chains, sum: u32, operands: &mut Vec<u32>) -> Vec<Task> {
    let mut levels = vec![0; graph.len()];
    let mut guarded = 0;
    let mut tasks = Vec::new();
    for i in 0..graph.len() {
        let start = operands.len() as u32;
        let mut code = graph.code[i];
        match graph.kind(i) {
            Kind::Input | Kind::Constant => continue,
            Kind::Entry => {
                levels[i] = levels[graph.operands[i][0] as usize];
                continue;
            }
            _ if chains.swallowed[i] => continue,
            _ => match chains.terms(graph, i) {
                Some(terms) => {
                    code = sum;
                    operands.extend(terms);
                }
                None => operands.extend_from_slice(graph.operands(i)),
            },
        }
        let len = operands.len() as u32 - start;
        let mut level = operands[start as usize..].iter().map(|&k| levels[k as usize]).max().unwrap_or(0) + 1;
        if graph.kind(i).is_foreign() {
            // behind all guards that stand before it
            level = level.max(guarded + 1);
        }
        if let Kind::Guard(..) = graph.kind(i) {
            guarded = guarded.max(level);
        }
        levels[i] = level;
        tasks.push(Task { level, code, node: i as u32, start, len });
    }
    tasks
}

/// Additions one after the other, `((a + b) + c) + d`, whose partial sums nobody else wants: one sum.
struct Chains {
    swallowed: Vec<bool>,
    /// The partial sum that an addition goes on with.
    inner: Vec<u32>,
}
const NONE: u32 = u32::MAX;

impl Chains {
    fn of(graph: &Graph) -> Self {
        let mut uses = vec![0u32; graph.len()];
        for i in 0..graph.len() {
            graph.operands(i).iter().for_each(|&k| uses[k as usize] += 1);
        }
        graph.outputs.iter().for_each(|&k| uses[k as usize] += 2);
        let is_addition = |i: usize| matches!(graph.kind(i), Kind::Rule(Op::Add {}));
        let mut chains = Chains { swallowed: vec![false; graph.len()], inner: vec![NONE; graph.len()] };
        let mut length = vec![0u32; graph.len()];
        for i in (0..graph.len()).filter(|&i| is_addition(i)) {
            let partial = graph.operands(i).iter().filter(|&&k| is_addition(k as usize) && uses[k as usize] == 1);
            if let Some(&inner) = partial.max_by_key(|&&k| length[k as usize]) {
                chains.inner[i] = inner;
                chains.swallowed[inner as usize] = true;
                length[i] = length[inner as usize];
            }
            length[i] += 1;
        }
        chains
    }

    /// The terms of the sum that ends at addition `i`, if it is longer than two.
    fn terms(&self, graph: &Graph, i: usize) -> Option<Vec<u32>> {
        if self.inner[i] == NONE {
            return None;
        }
        let (mut at, mut terms) = (i as u32, Vec::new());
        loop {
            let [a, b] = graph.operands[at as usize];
            let inner = self.inner[at as usize];
            if inner == NONE {
                terms.extend([b, a]);
                break;
            }
            terms.push(if a == inner { b } else { a });
            at = inner;
        }
        terms.reverse();
        Some(terms)
    }
}
