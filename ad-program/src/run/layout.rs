//! From the graph to loops.

use super::code::{Code, Place, Step};
use super::sums::{Shape, Shapes, Sums};
use crate::graph::{Graph, Kind};

/// So many operands are looked at to bring like to like, and so many terms has a sum that is added one by one.
pub(super) const SHORT: usize = 8;
/// Fewer operations than this are run one by one.
pub(super) const FEW: usize = 8;
/// From so many tasks on whose operands stand at equal distances a loop of their own pays.
const REGULAR: usize = 8;

/// A node to be run, with its operands as nodes.
struct Task {
    level: u32,
    /// Its kind, or behind all kinds the shape of a sum.
    code: u32,
    node: u32,
    /// Where its operands stand in the list of all.
    start: u32,
    len: u32,
}

pub(super) fn layout(graph: &Graph) -> Code {
    let mut operands: Vec<u32> = Vec::new();
    let mut shapes = Shapes::default();
    let mut tasks = tasks(graph, &mut shapes, &mut operands);
    tasks.sort_by_key(|task| (task.level, task.code, task.len));

    // inputs, constants, then results in the order of the work
    let mut slots = Slots { of: vec![u32::MAX; graph.len()], work: vec![0; graph.len()], next: 0 };
    graph.variables.iter().for_each(|&node| slots.give(node, 1, 0));
    graph.parameters.iter().for_each(|&node| slots.give(node, 1, 1));
    let mut constants = Vec::new();
    for i in 0..graph.len() {
        if let Some(c) = graph.constant(i) {
            slots.give(i as u32, 1, 2);
            constants.push(c);
        }
    }
    let code = Code { kinds: graph.kinds.clone(), constants, inputs: graph.inputs(), ..Code::default() };
    let mut work = Work { graph, operands, numbers: numbers(graph), shapes: shapes.all, slots, code };
    let alike = |a: &Task, b: &Task| (a.level, a.code, a.len) == (b.level, b.code, b.len);
    for group in tasks.chunk_by(alike) {
        work.group(group);
    }
    work.code.outputs = graph.outputs.iter().map(|&node| work.slot(node)).collect();
    work.code.widest = tasks.chunk_by(alike).map(|group| group.len()).max().unwrap_or(0);
    work.code.slots = work.slots.next as usize;
    work.code
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
    /// Which piece of work wrote it.
    work: Vec<u32>,
    next: u32,
}

impl Slots {
    fn give(&mut self, node: u32, n: u32, work: u32) {
        self.of[node as usize] = self.next;
        self.work[node as usize] = work;
        self.next += n;
    }
}

/// The slots of the operands of tasks that are alike, row by row.
pub(super) struct Rows {
    nodes: Vec<u32>,
    slots: Vec<u32>,
    width: usize,
}

impl Rows {
    pub fn row(&self, i: usize) -> &[u32] {
        &self.slots[i * self.width..][..self.width]
    }
    /// The distance between the operands in a column, if it is the same.
    pub fn stride(&self, column: usize, from: usize, end: usize) -> Option<i32> {
        stride((from..end).map(|i| self.row(i)[column]))
    }
    /// Whether all operands go on from row `i` to the next as they do from row `from`.
    fn goes_on(&self, from: usize, i: usize) -> bool {
        let step = |i: usize, k: usize| i64::from(self.row(i + 1)[k]) - i64::from(self.row(i)[k]);
        (0..self.width).all(|k| step(i, k) == step(from, k))
    }
}

/// A layout in the making.
pub(super) struct Work<'a> {
    graph: &'a Graph,
    operands: Vec<u32>,
    numbers: Vec<u32>,
    shapes: Vec<Shape>,
    slots: Slots,
    pub(super) code: Code,
}

impl Work<'_> {
    fn slot(&self, node: u32) -> u32 {
        match self.graph.kind(node as usize) {
            Kind::Entry => {
                let [block, k] = self.graph.operands[node as usize];
                self.slots.of[block as usize] + k
            }
            _ => self.slots.of[node as usize],
        }
    }
    fn operands(&self, task: &Task) -> impl Iterator<Item = u32> {
        self.operands[task.start as usize..][..task.len as usize].iter().map(|&node| self.slot(node))
    }

    /// Tasks that are alike and can be done together.
    fn group(&mut self, group: &[Task]) {
        let kind = self.code.kinds.get(group[0].code as usize);
        match kind {
            Some(kind) if kind.is_foreign() => group.iter().for_each(|task| self.foreign(task)),
            Some(Kind::LogSumExp | Kind::Norm2) => group.iter().for_each(|task| self.long(task)),
            Some(Kind::Guard(..)) => {
                let rows = self.rows(group);
                self.guards(group[0].code, &rows);
            }
            _ => {
                let rows = self.rows(group);
                self.runs(group[0].code, &rows);
            }
        }
    }

    /// The number of the next piece of work.
    fn work(&self) -> u32 {
        self.code.steps.len() as u32 + 3
    }

    /// Sorted so that operands stand side by side wherever they can.
    fn rows(&self, group: &[Task]) -> Rows {
        let width = group[0].len as usize;
        let operands = |i: u32| &self.operands[group[i as usize].start as usize..][..width.min(SHORT)];
        let slots: Vec<u32> = group.iter().flat_map(|task| self.operands(task)).collect();
        let row = |i: u32| &slots[i as usize * width..][..width.min(SHORT)];
        // what comes from the same work, then what is squared, then by the slots
        let works = |i: u32| operands(i).iter().map(|&node| self.slots.work[node as usize]);
        let square = |i: u32| width == 2 && row(i)[0] == row(i)[1];
        let mut order: Vec<u32> = (0..group.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| {
            let by_work = works(a).cmp(works(b)).then_with(|| square(a).cmp(&square(b)));
            by_work.then_with(|| row(a).cmp(row(b))).then(a.cmp(&b))
        });
        Rows {
            nodes: order.iter().map(|&i| group[i as usize].node).collect(),
            slots: order.iter().flat_map(|&i| &slots[i as usize * width..][..width]).copied().collect(),
            width,
        }
    }

    /// Cuts sorted tasks where the operands of enough of them stand at equal distances.
    fn runs(&mut self, code: u32, rows: &Rows) {
        let n = rows.nodes.len();
        let mut runs = Vec::new();
        let mut at = 0;
        while at < n {
            let mut end = at + 1;
            while end < n && rows.goes_on(at, end - 1) {
                end += 1;
            }
            if end - at >= REGULAR {
                runs.push((at, end));
            }
            // the last of a run may be the first of the next one
            at = if end - at >= REGULAR || end == at + 1 { end } else { end - 1 };
        }
        // where most tasks go by lists a short run is not worth a loop of its own
        let regular: usize = runs.iter().map(|(at, end)| end - at).sum();
        let least = if 2 * regular >= n { REGULAR } else { 8 * REGULAR };
        let mut done = 0;
        for (at, end) in runs.into_iter().filter(|(at, end)| end - at >= least) {
            self.alike(code, rows, done, at);
            self.alike(code, rows, at, end);
            done = end;
        }
        self.alike(code, rows, done, n);
    }

    /// One loop, or one operation after the other if there are few.
    fn alike(&mut self, code: u32, rows: &Rows, from: usize, end: usize) {
        if from == end {
            return;
        }
        let (to, n) = (self.slots.next, end - from);
        let work = self.work();
        rows.nodes[from..end].iter().for_each(|&node| self.slots.give(node, 1, work));
        if let Some(shape) = (code as usize).checked_sub(self.code.kinds.len()) {
            let shape = self.shapes[shape].clone();
            return self.sums(&shape, to, rows, from, end);
        }
        if n < FEW && rows.width <= 2 {
            for (i, to) in (from..end).zip(to..) {
                let x = rows.row(i);
                self.code.steps.push(Step::One { kind: code, to, a: x[0], b: x[x.len() - 1] });
            }
        } else {
            let places = self.columns(rows, from, end);
            let places = self.keep(&places);
            self.code.steps.push(Step::Many { kind: code, to, n: n as u32, places, arity: rows.width as u32 });
        }
    }

    fn guards(&mut self, kind: u32, rows: &Rows) {
        let n = rows.nodes.len();
        let places = self.columns(rows, 0, n);
        let places = self.keep(&places);
        let numbers: Vec<u32> = rows.nodes.iter().map(|&node| self.numbers[node as usize] - 1).collect();
        let numbers = self.place_list(numbers.into_iter());
        self.code.places.push(numbers);
        self.code.steps.push(Step::Guards { kind, n: n as u32, places, arity: rows.width as u32 });
    }

    /// A function of many arguments.
    fn long(&mut self, task: &Task) {
        let slots: Vec<u32> = self.operands(task).collect();
        let place = self.place(slots.into_iter());
        let places = self.keep(&[place]);
        self.code.steps.push(Step::Long { kind: task.code, to: self.slots.next, n: task.len, places });
        let work = self.work();
        self.slots.give(task.node, 1, work);
    }

    /// What runs code of the user's.
    fn foreign(&mut self, task: &Task) {
        let slots: Vec<u32> = self.operands(task).collect();
        let place = self.place(slots.into_iter());
        let (kind, n, places, to) = (task.code, task.len, self.keep(&[place]), self.slots.next);
        let guards = self.numbers[task.node as usize];
        let length = match &self.code.kinds[kind as usize] {
            Kind::Block(rule, product) => Some(rule.length(*product) as u32),
            _ => None,
        };
        let work = self.work();
        self.slots.give(task.node, length.unwrap_or(1), work);
        self.code.steps.push(match length {
            Some(_) => Step::Block { kind, to, n, places, guards },
            None => Step::Foreign { kind, to, n, places, guards },
        });
    }

    /// Where each operand of tasks stands.
    fn columns(&mut self, rows: &Rows, from: usize, end: usize) -> Vec<Place> {
        (0..rows.width).map(|k| self.place((from..end).map(|i| rows.row(i)[k]))).collect()
    }
    /// Puts places one after the other; where the first of them stands.
    fn keep(&mut self, places: &[Place]) -> u32 {
        let first = self.code.places.len() as u32;
        self.code.places.extend_from_slice(places);
        first
    }
    fn place(&mut self, slots: impl Iterator<Item = u32> + Clone) -> Place {
        let first = slots.clone().next().unwrap_or(0);
        match stride(slots.clone()) {
            Some(1) => Place::Side(first),
            Some(stride) => Place::Every(first, stride),
            None => self.place_list(slots),
        }
    }
    fn place_list(&mut self, slots: impl Iterator<Item = u32>) -> Place {
        let start = self.code.list.len() as u32;
        self.code.list.extend(slots);
        Place::List(start)
    }
}

/// The distance between slots if it is the same; 1 if there is one slot only.
pub(super) fn stride(slots: impl Iterator<Item = u32> + Clone) -> Option<i32> {
    let mut distances = slots.clone().zip(slots.skip(1)).map(|(a, b)| i64::from(b) - i64::from(a));
    let stride = distances.next().unwrap_or(1);
    distances.all(|distance| distance == stride).then(|| i32::try_from(stride).expect("slots below 2^31"))
}

/// The nodes to be run, level by level; what a sum swallows is not among them.
fn tasks(graph: &Graph, shapes: &mut Shapes, operands: &mut Vec<u32>) -> Vec<Task> {
    let sums = Sums::of(graph);
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
            _ if sums.swallowed[i] => continue,
            _ => match sums.write(i, operands) {
                Some(shape) => code = graph.kinds.len() as u32 + shapes.number(shape),
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
