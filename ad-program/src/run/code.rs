//! A program laid out to be run.
//!
//! Operations that are alike and wait for the same are one loop: the graph is cut into levels (a node is one
//! level above its highest operand), and what is alike within a level stands side by side in memory. Where
//! the operands of a loop stand side by side as well, which is the rule where code was a loop, it needs no
//! indices and the compiler's vectors do the work. The values are those of program order: no sum is split.

use crate::graph::{Graph, Kind};
use std::sync::atomic::{AtomicU64, Ordering};

/// Where the operands of a loop stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// One after the other from here on.
    Side(u32),
    /// At equal distances from here on, which may be 0 or negative.
    Every(u32, i32),
    /// As a list from here on says.
    List(u32),
}

/// What is added to a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `x`
    Plus,
    /// `-x`
    Minus,
    /// `a b`
    Times,
    /// `-a b`
    MinusTimes,
}

impl Form {
    pub fn operands(self) -> usize {
        match self {
            Form::Plus | Form::Minus => 1,
            Form::Times | Form::MinusTimes => 2,
        }
    }
    pub fn negated(self) -> Self {
        match self {
            Form::Plus => Form::Minus,
            Form::Minus => Form::Plus,
            Form::Times => Form::MinusTimes,
            Form::MinusTimes => Form::Times,
        }
    }
}

/// Where term `k` of sum `i` stands, of `n` sums.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grid {
    /// At `first + k along + i across`.
    Even { first: u32, along: i32, across: i32 },
    /// At `list[k] + i across`.
    Terms { list: u32, across: i32 },
    /// At `list[i] + k along`.
    Sums { list: u32, along: i32 },
    /// At `list[k n + i]`.
    List { list: u32 },
}

/// Terms of one form, `count` of them in each of many sums; `b` is the second factor, if there is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub form: Form,
    pub count: u32,
    pub a: Grid,
    pub b: Grid,
}

/// One piece of work.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// `a b`, alone.
    Times { to: u32, a: u32, b: u32 },
    /// `a + b`, alone.
    Plus { to: u32, a: u32, b: u32 },
    /// `a - b`, alone.
    Minus { to: u32, a: u32, b: u32 },
    /// `a b + c`, alone.
    TimesPlus { to: u32, a: u32, b: u32, c: u32 },
    /// `c - a b`, alone.
    MinusTimes { to: u32, a: u32, b: u32, c: u32 },
    /// `a b + c d`, alone.
    TwoTimes { to: u32, a: u32, b: u32, c: u32, d: u32 },
    /// A sum alone, of `len` parts of one term each.
    Sum { to: u32, parts: u32, len: u32 },
    /// Another operation on one or two numbers, alone.
    One { kind: u32, to: u32, a: u32, b: u32 },
    /// `n` operations of `arity` operands each, whose places stand from `places` on; results from `to` on.
    Many { kind: u32, to: u32, n: u32, places: u32, arity: u32 },
    /// `n` sums, of `len` parts each, which stand from `parts` on; results from `to` on.
    Sums { to: u32, n: u32, parts: u32, len: u32 },
    /// An operation on `n` operands.
    Long { kind: u32, to: u32, n: u32, places: u32 },
    /// Guards, as `Many`; the last place is that of their numbers, which is a list.
    Guards { kind: u32, n: u32, places: u32, arity: u32 },
    /// A vector function. It may look at its arguments: guards before number `guards` must hold.
    Block { kind: u32, to: u32, n: u32, places: u32, guards: u32 },
    /// A function of the user's own, likewise.
    Foreign { kind: u32, to: u32, n: u32, places: u32, guards: u32 },
}

/// The work of a program.
#[derive(Default)]
pub(crate) struct Code {
    pub(super) kinds: Vec<Kind>,
    pub(super) steps: Vec<Step>,
    pub(super) places: Vec<Place>,
    pub(super) parts: Vec<Part>,
    /// Slots, as lists say.
    pub(super) list: Vec<u32>,
    /// Constants stand right behind the inputs.
    pub(super) constants: Vec<f64>,
    pub(super) inputs: usize,
    pub(super) slots: usize,
    /// The most operations of a loop.
    pub(super) widest: usize,
    pub(super) outputs: Vec<u32>,
    /// Its own in this process, by which it knows its memories.
    pub(super) number: u64,
}

impl Code {
    pub fn of(graph: &Graph) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Code { number: NEXT.fetch_add(1, Ordering::Relaxed), ..super::layout::layout(graph) }
    }
}
