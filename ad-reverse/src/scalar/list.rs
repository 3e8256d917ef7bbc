//! The list that one call of a closure is written on; each thread has a stack of them.

use super::Scalar;
use crate::graph::{Graph, Node};
use crate::tape::Tape;
use ad_core::rules::{Rule, VectorRule};
use ad_core::{Error, Number};
use ad_forward::Dual;
use ad_program::{Recorder, Symbol};
use core::cell::{Cell, RefCell};
use core::num::NonZeroU64;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::LocalKey;

/// No two lists of a process have one generation.
static NEXT_GENERATION: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// The list in use: that of the innermost call.
    static CURRENT: RefCell<Option<Rc<List>>> = const { RefCell::new(None) };
}

/// One call of a closure.
pub(super) struct List {
    generation: NonZeroU64,
    records: Records,
    /// The list of the call around this one.
    outer: Option<Rc<List>>,
}

/// What is kept of the operations.
pub(super) enum Records {
    /// Nothing: values alone are wanted.
    Nothing,
    /// Records of f64.
    Plain(Rc<Tape<f64>>),
    /// Records of dual numbers, whose adjoints carry a Hessian-vector product.
    Dual(Rc<Tape<Dual<f64>>>),
    /// A program, which is replayed at other points.
    Program(Rc<Recorder>),
    /// A graph of dual numbers on which constants own records too: for a diagnosis.
    Complete(Rc<Graph<Dual<f64>>>),
}

/// A number that is recorded.
pub(super) trait Entry: Number + Into<Dual<f64>> + 'static {
    fn of(x: Scalar) -> Self;
    fn records(tape: Rc<Tape<Self>>) -> Records;
    /// The tape of the last call of the thread, for the memory that it has.
    fn spare() -> &'static LocalKey<Cell<Option<Rc<Tape<Self>>>>>;
}
thread_local! {
    static PLAIN: Cell<Option<Rc<Tape<f64>>>> = const { Cell::new(None) };
    static DUAL: Cell<Option<Rc<Tape<Dual<f64>>>>> = const { Cell::new(None) };
}
impl Entry for f64 {
    fn of(x: Scalar) -> f64 {
        x.value.re
    }
    fn records(tape: Rc<Tape<f64>>) -> Records {
        Records::Plain(tape)
    }
    fn spare() -> &'static LocalKey<Cell<Option<Rc<Tape<f64>>>>> {
        &PLAIN
    }
}
impl Entry for Dual<f64> {
    fn of(x: Scalar) -> Self {
        x.value
    }
    fn records(tape: Rc<Tape<Self>>) -> Records {
        Records::Dual(tape)
    }
    fn spare() -> &'static LocalKey<Cell<Option<Rc<Tape<Self>>>>> {
        &DUAL
    }
}

impl List {
    /// The list that the operands are on; none for constants.
    ///
    /// # Panics
    /// If an operand is on another list than the one in use.
    pub(super) fn of(operation: &'static str, x: &[Scalar]) -> Option<Rc<List>> {
        if x.iter().all(|x| x.generation.is_none()) {
            return None;
        }
        let current = CURRENT.with_borrow(Option::clone);
        let in_use = current.as_ref().map(|list| list.generation);
        for generation in x.iter().filter_map(|x| x.generation) {
            if in_use != Some(generation) {
                refuse(operation, generation, current.as_deref());
            }
        }
        current
    }

    /// The list in use, if it has this generation.
    pub(super) fn of_generation(generation: NonZeroU64) -> Option<Rc<List>> {
        CURRENT.with_borrow(Option::clone).filter(|list| list.generation == generation)
    }

    /// A number on this list.
    fn number(&self, value: Dual<f64>, index: u32) -> Scalar {
        Scalar { value, index, generation: Some(self.generation) }
    }
    pub(super) fn recorded<T: Entry>(&self, (value, index): (T, u32)) -> Scalar {
        self.number(value.into(), index)
    }
    pub(super) fn on_graph(&self, node: Node<'_, Dual<f64>>) -> Scalar {
        let (_, index) = node.place().expect("a record has a place");
        self.number(node.value(), index as u32)
    }
    pub(super) fn symbolic(&self, y: Symbol<'_>) -> Scalar {
        match y.index() {
            Some(index) => self.number(y.value().into(), index),
            None => Scalar::constant(y.value()),
        }
    }
    /// The recorder, if a program is recorded.
    pub(super) fn recorder(&self) -> Option<&Recorder> {
        match &self.records {
            Records::Program(recorder) => Some(recorder),
            _ => None,
        }
    }
    /// A variable that is not recorded.
    pub(super) fn unrecorded(&self, value: f64) -> Scalar {
        self.number(value.into(), 0)
    }

    /// `rule(x)`, of which one operand at least is on this list.
    pub(super) fn apply<R: Rule<N>, const N: usize>(&self, rule: R, x: [Scalar; N]) -> Scalar {
        match &self.records {
            Records::Nothing => self.unrecorded(f64::apply(rule, x.map(Entry::of))),
            Records::Plain(tape) => self.recorded(tape.record(rule, x.map(f64::of), x.map(place))),
            Records::Dual(tape) => self.recorded(tape.record(rule, x.map(Dual::of), x.map(place))),
            Records::Program(recorder) => self.symbolic(Symbol::apply(rule, x.map(|x| symbol(recorder, x)))),
            Records::Complete(graph) => {
                let places = x.map(|x| Some(place_or_constant(graph, x)));
                self.on_graph(graph.record(rule, x.map(Entry::of), places))
            }
        }
    }

    /// `rule(x)` for a vector rule: its constant operands own records as well.
    pub(super) fn apply_vector<R: VectorRule>(&self, rule: &R, x: &[Scalar]) -> Vec<Scalar> {
        match &self.records {
            Records::Nothing => {
                let y = f64::apply_vector(rule, &x.iter().copied().map(Entry::of).collect::<Vec<_>>());
                y.into_iter().map(|y| self.unrecorded(y)).collect()
            }
            Records::Plain(tape) => self.record_vector(tape, rule, x),
            Records::Dual(tape) => self.record_vector(tape, rule, x),
            Records::Program(recorder) => {
                let x: Vec<_> = x.iter().map(|&x| symbol(recorder, x)).collect();
                Symbol::apply_vector(rule, &x).into_iter().map(|y| self.symbolic(y)).collect()
            }
            Records::Complete(graph) => {
                let y = Dual::apply_vector(rule, &x.iter().copied().map(Entry::of).collect::<Vec<_>>());
                let operands = x.iter().map(|&x| place_or_constant(graph, x)).collect();
                graph.push_block(rule, operands, y).into_iter().map(|y| self.on_graph(y)).collect()
            }
        }
    }
    fn record_vector<T: Entry, R: VectorRule>(&self, tape: &Tape<T>, rule: &R, x: &[Scalar]) -> Vec<Scalar> {
        let at: Vec<T> = x.iter().copied().map(T::of).collect();
        let y = T::apply_vector(rule, &at);
        let operands = x.iter().map(|&x| place(x).unwrap_or_else(|| tape.constant())).collect();
        let outputs = tape.push_block(rule, at, operands, y.clone());
        y.into_iter().zip(outputs).map(|y| self.recorded(y)).collect()
    }

    /// The result of the closure as a number of this list or a constant.
    pub(super) fn result(&self, y: Scalar) -> Scalar {
        List::of("return", &[y]);
        y
    }
}

/// A number of a list that records a program.
pub(super) fn symbol(recorder: &Recorder, x: Scalar) -> Symbol<'_> {
    match place(x) {
        Some(index) => recorder.symbol(index),
        None => Symbol::lift(x.value.re),
    }
}

fn place(x: Scalar) -> Option<u32> {
    x.generation.map(|_| x.index)
}
fn place_or_constant(graph: &Graph<Dual<f64>>, x: Scalar) -> u32 {
    let constant = || graph.constant(x.value).place().map_or(u32::MAX, |(_, index)| index as u32);
    place(x).unwrap_or_else(constant)
}

/// Says which other list an operand is on.
#[cold]
#[inline(never)]
fn refuse(operation: &'static str, generation: NonZeroU64, current: Option<&List>) -> ! {
    let mut outer = current.and_then(|list| list.outer.as_deref());
    while let Some(list) = outer.filter(|list| list.generation != generation) {
        outer = list.outer.as_deref();
    }
    let whence = if outer.is_some() { "an outer closure" } else { "an earlier evaluation or another thread" };
    panic!("{}", Error::OtherEvaluation { operation, whence })
}

/// A list in use. Dropped, also by a panic, it gives way to the one before.
pub(super) struct Recording(Rc<List>);

impl Recording {
    pub(super) fn begin(records: Records) -> Self {
        let generation = NEXT_GENERATION.fetch_add(1, Ordering::Relaxed);
        let generation = NonZeroU64::new(generation).expect("fewer than 2^64 calls");
        let list = Rc::new(List { generation, records, outer: CURRENT.take() });
        CURRENT.set(Some(Rc::clone(&list)));
        Recording(list)
    }
    pub(super) fn list(&self) -> &List {
        &self.0
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        CURRENT.set(self.0.outer.clone());
    }
}
