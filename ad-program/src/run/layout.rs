//! From the graph to loops.

use super::code::{Code, Place, Step};
use crate::graph::{Graph, Kind};
use ad_core::rules::Op;
use smallvec::SmallVec;

/// Sums of more terms than this are work of their own, shorter ones may be a loop over many.
const SHORT: usize = 8;
/// Fewer operations than this are run one by one.
const FEW: usize = 3;

/// From so many tasks on whose operands stand at equal distances a loop of their own pays.
const REGULAR: usize = 8;

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
    let mut slots = Slots { of: vec![u32::MAX; graph.len()], next: 0 };
    graph.variables.iter().chain(&graph.parameters).for_each(|&node| slots.give(node, 1));
    let mut constants = Vec::new();
    for i in 0..graph.len() {
        if let Some(c) = graph.constant(i) {
            slots.give(i as u32, 1);
            constants.push(c);
        }
    }
    let mut work = Work { graph, operands, numbers: numbers(graph), slots, code: Code { kinds, ..Code::default() } };
    for group in tasks.chunk_by_mut(|a, b| (a.level, a.code, a.len) == (b.level, b.code, b.len)) {
        work.group(group);
    }
    let Work { mut code, slots, .. } = work;
    let slot = |&node: &u32| match graph.kind(node as usize) {
        Kind::Entry => slots.of[graph.operands[node as usize][0] as usize] + graph.operands[node as usize][1],
        _ => slots.of[node as usize],
    };
    code.outputs = graph.outputs.iter().map(slot).collect();
    (code.constants, code.inputs, code.slots) = (constants, graph.inputs(), slots.next as usize);
    code
}

/// How many guards there are up to each node, itself included.
fn numbers(graph: &Graph) -> Vec<u32> {
    let mut number = 0;
    let mut count = |i| {
        number += u32::from(matches!(graph.kind(i), Kind::Guard(..)));
        number
    };
    (0..graph.len()).map(&mut count).collect()
}

/// Where the value of each node stands.
struct Slots {
    of: Vec<u32>,
    next: u32,
}

impl Slots {
    fn give(&mut self, node: u32, n: u32) {
        self.of[node as usize] = self.next;
        self.next += n;
    }
}

/// A layout in the making.
struct Work<'a> {
    graph: &'a Graph,
    operands: Vec<u32>,
    numbers: Vec<u32>,
    slots: Slots,
    code: Code,
}

impl Work<'_> {
    /// The slot of operand `k` of a task.
    fn operand(&self, task: &Task, k: usize) -> u32 {
        let node = self.operands[task.start as usize + k] as usize;
        match self.graph.kind(node) {
            Kind::Entry => self.slots.of[self.graph.operands[node][0] as usize] + self.graph.operands[node][1],
            _ => self.slots.of[node],
        }
    }

    /// Tasks that are alike and can be done together.
    fn group(&mut self, group: &mut [Task]) {
        let (kind, len) = (group[0].code, group[0].len as usize);
        if let Kind::Guard(..) = self.code.kinds[kind as usize] {
            let places = self.places(group, len);
            let numbers: Vec<u32> = group.iter().map(|task| self.numbers[task.node as usize] - 1).collect();
            self.place_list(&numbers);
            self.code.steps.push(Step::Guards { kind, n: group.len() as u32, places, arity: len as u32 });
        } else if self.code.kinds[kind as usize].is_foreign() {
            group.iter().for_each(|task| self.foreign(task));
        } else if is_long(&self.code.kinds[kind as usize], len) {
            group.iter().for_each(|task| self.long(task));
        } else {
            // by their operands, so that these stand side by side wherever they can
            group
                .sort_by_cached_key(|task| (0..len).map(|k| self.operand(task, k)).collect::<SmallVec<[u32; SHORT]>>());
            self.runs(group, len);
        }
    }

    /// Cuts sorted tasks where the operands of enough of them stand at equal distances.
    fn runs(&mut self, group: &[Task], len: usize) {
        let distance = |work: &Self, i: usize, k: usize| {
            i64::from(work.operand(&group[i + 1], k)) - i64::from(work.operand(&group[i], k))
        };
        let (mut done, mut at) = (0, 0);
        while at < group.len() {
            let mut end = at + 1;
            while end < group.len() && (0..len).all(|k| distance(self, end - 1, k) == distance(self, at, k)) {
                end += 1;
            }
            if end - at >= REGULAR {
                self.alike(&group[done..at], len);
                self.alike(&group[at..end], len);
                done = end;
            }
            // the last of a run may be the first of the next one
            at = if end - at >= REGULAR || end == at + 1 { end } else { end - 1 };
        }
        self.alike(&group[done..], len);
    }

    /// One loop, or one operation after the other if there are few.
    fn alike(&mut self, group: &[Task], len: usize) {
        let Some(first) = group.first() else { return };
        let (kind, to) = (first.code, self.slots.next);
        group.iter().for_each(|task| self.slots.give(task.node, 1));
        if group.len() < FEW && len <= 2 {
            for task in group {
                let (a, b) = (self.operand(task, 0), self.operand(task, len - 1));
                self.code.steps.push(Step::One { kind, to: self.slots.of[task.node as usize], a, b });
            }
        } else {
            let (places, n) = (self.places(group, len), group.len() as u32);
            self.code.steps.push(Step::Many { kind, to, n, places, arity: len as u32 });
        }
    }

    /// A sum of many terms.
    fn long(&mut self, task: &Task) {
        let (kind, n, len) = (task.code, task.len, task.len as usize);
        let places = self.code.places.len() as u32;
        // every so many operands from one on
        let parts: &[(usize, usize)] = match self.code.kinds[kind as usize] {
            Kind::Dot => &[(0, 2), (1, 2)],
            Kind::Affine => &[(1, 2), (2, 2), (0, len)],
            _ => &[(0, 1)],
        };
        for &(from, step) in parts {
            let slots: Vec<u32> = (from..len).step_by(step).map(|k| self.operand(task, k)).collect();
            self.place(&slots);
        }
        self.code.steps.push(Step::Long { kind, to: self.slots.next, n, places });
        self.slots.give(task.node, 1);
    }

    /// What runs code of the user's.
    fn foreign(&mut self, task: &Task) {
        let slots: Vec<u32> = (0..task.len as usize).map(|k| self.operand(task, k)).collect();
        let (kind, n, places, to) = (task.code, task.len, self.code.places.len() as u32, self.slots.next);
        self.place(&slots);
        let guards = self.numbers[task.node as usize];
        let length = match &self.code.kinds[kind as usize] {
            Kind::Block(rule, product) => Some(rule.length(*product) as u32),
            _ => None,
        };
        self.slots.give(task.node, length.unwrap_or(1));
        self.code.steps.push(match length {
            Some(_) => Step::Block { kind, to, n, places, guards },
            None => Step::Foreign { kind, to, n, places, guards },
        });
    }

    /// The places of the operands of tasks, one after the other; where the first of them stands.
    fn places(&mut self, group: &[Task], len: usize) -> u32 {
        let first = self.code.places.len() as u32;
        for k in 0..len {
            let slots: Vec<u32> = group.iter().map(|task| self.operand(task, k)).collect();
            self.place(&slots);
        }
        first
    }
    fn place(&mut self, slots: &[u32]) {
        let first = slots.first().copied().unwrap_or(0);
        let distance = |pair: &[u32]| i64::from(pair[1]) - i64::from(pair[0]);
        let stride = slots.windows(2).next().map_or(1, distance);
        if slots.windows(2).any(|pair| distance(pair) != stride) {
            self.place_list(slots);
        } else if stride == 1 {
            self.code.places.push(Place::Side(first));
        } else {
            self.code.places.push(Place::Every(first, i32::try_from(stride).expect("slots below 2^31")));
        }
    }
    fn place_list(&mut self, slots: &[u32]) {
        self.code.places.push(Place::List(self.code.list.len() as u32));
        self.code.list.extend_from_slice(slots);
    }
}

/// Whether an operation has so many operands that it is work of its own.
fn is_long(kind: &Kind, len: usize) -> bool {
    match kind {
        Kind::Sum => len > SHORT,
        Kind::Dot | Kind::Affine | Kind::LogSumExp | Kind::Norm2 => true,
        _ => false,
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
