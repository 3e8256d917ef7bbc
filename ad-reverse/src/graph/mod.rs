//! The computational graph: a plain Wengert list of everything that was computed.
//!
//! Each record holds a value and one edge per operand with the local partial `dv/du`. Then
//! * forward sweep: `tangent(v) = sum over operands u of dv/du * tangent(u)`, first record to last;
//! * reverse sweep: `adjoint(u) += dv/du * adjoint(v)`, last record to first
//!
//! (Wengert 1964; Speelpenning 1980). Nothing is fused and nothing is skipped but exact zeros:
//! it is for teaching and drawing, and the naive oracle of everything faster.

pub(crate) mod block;
mod diagnosis;
mod formula;
mod node;
mod picture;
mod scope;
mod sweep;

pub(crate) use diagnosis::constant_fault;
pub use node::Node;
pub use scope::Scope;
pub use sweep::{Adjoints, Tangents};

use ad_core::Number;
use ad_core::rules::{Op, Rule, partials};
use block::Block;
use core::cell::{Cell, RefCell};
use core::fmt;
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;
use typed_arena::Arena;

/// Indices have 32 bits. The unit tests have a lower limit, to reach it.
const MOST_RECORDS: u32 = if cfg!(test) { 1000 } else { u32::MAX };

/// A list of records, in the order in which they were computed.
///
/// ```
/// use ad_reverse::Graph;
/// let g = Graph::new();
/// let (x, y) = (g.variable(1.0).label("x"), g.variable(1.0).label("y"));
/// let f = (x + y.powi(2)).sin().label("f");
/// f.backward();
/// assert_eq!((x.grad(), y.grad()), (2f64.cos(), 2.0 * 2f64.cos()));
/// ```
///
/// A handle cannot outlive its graph or survive [`clear`](Graph::clear), and a graph stays on
/// its thread:
///
/// ```compile_fail
/// let mut g = ad_reverse::Graph::new();
/// let x = g.variable(1.0);
/// g.clear();
/// x.value();
/// ```
pub struct Graph<T = f64> {
    /// Written once, never moved: the arena owns blocks of records.
    records: RefCell<Arena<Record<T>>>,
    len: Cell<u32>,
    /// Where vector rules were used, in the order of their records.
    blocks: RefCell<Vec<Block<T>>>,
    /// Which graph this is, for the snapshots that outlive it.
    identity: Rc<()>,
    labels: RefCell<BTreeMap<u32, String>>,
    adjoints: RefCell<Option<Adjoints<T>>>,
    tangents: RefCell<Option<Tangents<T>>>,
}

/// One line of the list.
struct Record<T> {
    origin: Origin,
    value: T,
    edges: SmallVec<[Edge<T>; 2]>,
}

/// Where a record came from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Origin {
    Variable,
    Constant,
    Operation(Op),
    /// A component of the result of a vector rule.
    Component {
        of: &'static str,
        index: usize,
    },
}

/// `dv/du` for an operand `u` of `v`.
#[derive(Clone, Copy)]
struct Edge<T> {
    operand: u32,
    partial: T,
}

impl<T: Number> Graph<T> {
    /// An empty graph.
    ///
    /// ```
    /// assert!(ad_reverse::Graph::<f64>::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Graph::with_capacity(0)
    }

    /// An empty graph with room for so many records; it grows beyond them by itself.
    ///
    /// ```
    /// assert!(ad_reverse::Graph::<f64>::with_capacity(100).is_empty());
    /// ```
    pub fn with_capacity(records: usize) -> Self {
        let records = if records == 0 { Arena::new() } else { Arena::with_capacity(records) };
        Graph {
            records: RefCell::new(records),
            len: Cell::new(0),
            blocks: RefCell::default(),
            identity: Rc::new(()),
            labels: RefCell::default(),
            adjoints: RefCell::new(None),
            tangents: RefCell::new(None),
        }
    }

    /// Runs `f` with a graph of its own, branded: a node of another graph in its expressions
    /// does not compile, unless that other graph was leaked for `'static` (then it panics).
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let slope = Graph::scope(|g| { let x = g.variable(3.0); (x * x).backward().of(x) });
    /// assert_eq!(slope, 6.0);
    /// ```
    ///
    /// ```compile_fail
    /// use ad_reverse::Graph;
    /// Graph::scope(|g| Graph::scope(|h| (g.variable(3.0) * h.variable(2.0)).value()));
    /// ```
    pub fn scope<R>(f: impl for<'g> FnOnce(Scope<'g, T>) -> R) -> R {
        f(Scope::of(&Graph::new()))
    }

    /// A new variable.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let g = Graph::new();
    /// assert_eq!(g.variable(2.0).value(), 2.0);
    /// ```
    pub fn variable(&self, value: T) -> Node<'_, T> {
        self.push(Origin::Variable, value, SmallVec::new())
    }

    /// A new constant, as a record of its own: it can carry a label and is drawn.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let (x, c) = (g.variable(2.0), g.constant(3.0).label("c"));
    /// assert_eq!((x * c).backward().of(x), 3.0);
    /// ```
    pub fn constant(&self, value: T) -> Node<'_, T> {
        self.push(Origin::Constant, value, SmallVec::new())
    }

    /// How many records there are.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let _ = g.variable(2.0).sin();
    /// assert_eq!(g.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.len.get() as usize
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets every record. No handle can be left: the compiler sees to it.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let mut g = Graph::new();
    /// g.variable(1.0);
    /// g.clear();
    /// assert!(g.is_empty());
    /// ```
    pub fn clear(&mut self) {
        *self = Graph::new();
    }

    /// Records `rule` at `at`, with an edge to every operand that has a place; the others are
    /// constants without a record.
    pub(crate) fn record<R: Rule<N>, const N: usize>(
        &self,
        rule: R,
        at: [T; N],
        places: [Option<u32>; N],
    ) -> Node<'_, T> {
        let value = T::apply(rule, at);
        let slopes = partials(rule, at, value);
        let mut edges = SmallVec::new();
        for k in 0..N {
            if let Some(operand) = places[k] {
                edges.push(Edge { operand, partial: slopes[k] });
            }
        }
        self.push(Origin::Operation(rule.op()), value, edges)
    }

    fn push(&self, origin: Origin, value: T, edges: SmallVec<[Edge<T>; 2]>) -> Node<'_, T> {
        let index = self.len.get();
        assert!(index < MOST_RECORDS, "a graph holds at most {MOST_RECORDS} records: split the computation");
        self.len.set(index + 1);
        self.records.borrow().alloc(Record { origin, value, edges });
        Node::on(self, index, value)
    }

    /// Runs `f` over the records, addressed by index.
    fn with_records<R>(&self, f: impl FnOnce(&[&mut Record<T>]) -> R) -> R {
        let mut records = self.records.borrow_mut();
        let mut list = Vec::with_capacity(self.len());
        list.extend(records.iter_mut());
        f(&list)
    }
}

impl<T: Number> Default for Graph<T> {
    fn default() -> Self {
        Graph::new()
    }
}

impl<T> fmt::Debug for Graph<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Graph({} records)", self.len.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// The record that has no index is refused, and what was recorded before it is as good as ever.
    #[test]
    fn a_full_graph_panics_and_can_be_swept() {
        let g = Graph::new();
        let x = g.variable(1.5);
        let y = (2..MOST_RECORDS).fold(x, |y, _| y + x);
        let z = y + x;
        assert_eq!(g.len(), MOST_RECORDS as usize);
        for _ in 0..2 {
            let message = catch_unwind(AssertUnwindSafe(|| z + x)).expect_err("no room");
            let message = message.downcast_ref::<String>().expect("a message");
            assert_eq!(message, "a graph holds at most 1000 records: split the computation");
            assert_eq!((g.len(), z.backward().of(x)), (MOST_RECORDS as usize, 1000.0));
        }
    }
}
