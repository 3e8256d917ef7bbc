//! The two sweeps over the list, and their results.

use super::{Graph, Node, Record};
use ad_core::{Error, Number};
use core::ops::Range;
use std::rc::Rc;

/// Every node's adjoint `dy/du` after one reverse sweep from `y`. A snapshot: later sweeps do
/// not change it.
///
/// ```
/// use ad_reverse::Graph;
/// let g = Graph::new();
/// let (x, y) = (g.variable(2.0), g.variable(5.0));
/// let adjoints = (x * y).backward();
/// assert_eq!((adjoints.of(x), adjoints.of(y)), (5.0, 2.0));
/// ```
#[derive(Clone, Debug)]
pub struct Adjoints<T>(Snapshot<T>);

/// Every node's tangent after one forward sweep. A snapshot: later sweeps do not change it.
///
/// ```
/// use ad_reverse::Graph;
/// let g = Graph::new();
/// let x = g.variable(2.0);
/// let y = x.powi(3);
/// assert_eq!(x.forward().of(y), 12.0);
/// ```
#[derive(Clone, Debug)]
pub struct Tangents<T>(Snapshot<T>);

/// One number a record, and which graph's records they are; of a constant on no graph, nothing.
#[derive(Clone, Debug)]
struct Snapshot<T> {
    numbers: Rc<Vec<T>>,
    graph: Option<Rc<()>>,
}

impl<T: Number> Snapshot<T> {
    fn new(graph: &Graph<T>, numbers: Vec<T>) -> Self {
        Snapshot { numbers: Rc::new(numbers), graph: Some(Rc::clone(&graph.identity)) }
    }
    fn empty() -> Self {
        Snapshot { numbers: Rc::default(), graph: None }
    }
    /// The number of `node`, 0 for one that the sweep did not see.
    #[track_caller]
    fn of(&self, node: Node<'_, T>, operation: &'static str) -> T {
        let (Some((graph, i)), Some(identity)) = (node.place(), &self.graph) else { return T::zero() };
        if !Rc::ptr_eq(identity, &graph.identity) {
            panic!("{}", Error::TwoGraphs { operation });
        }
        self.numbers.get(i).copied().unwrap_or_else(T::zero)
    }
}

impl<T: Number> Adjoints<T> {
    /// The adjoint of `node`: exactly 0 for a node that the output does not depend on.
    ///
    /// # Panics
    /// If the node belongs to another graph.
    #[track_caller]
    pub fn of(&self, node: Node<'_, T>) -> T {
        self.0.of(node, "Adjoints::of")
    }
    pub(crate) fn get(&self, index: usize) -> Option<T> {
        self.0.numbers.get(index).copied()
    }
}

impl<T: Number> Tangents<T> {
    /// The tangent of `node`: exactly 0 for a node that does not depend on the seed.
    ///
    /// # Panics
    /// If the node belongs to another graph.
    #[track_caller]
    pub fn of(&self, node: Node<'_, T>) -> T {
        self.0.of(node, "Tangents::of")
    }
    pub(crate) fn get(&self, index: usize) -> Option<T> {
        self.0.numbers.get(index).copied()
    }
}

/// The reverse sweep over records that are operations.
fn pull_back<T: Number>(records: &[&mut Record<T>], range: Range<usize>, adjoints: &mut [T]) {
    for i in range.rev() {
        let adjoint = adjoints[i];
        if adjoint.is_strong_zero() {
            continue;
        }
        for edge in &records[i].edges {
            let operand = &mut adjoints[edge.operand as usize];
            *operand = *operand + edge.partial.chain(adjoint);
        }
    }
}

/// The forward sweep over records that are operations.
fn push_forward<T: Number>(records: &[&mut Record<T>], range: Range<usize>, tangents: &mut [T]) {
    for i in range {
        for edge in &records[i].edges {
            tangents[i] = tangents[i] + edge.partial.chain(tangents[edge.operand as usize]);
        }
    }
}

impl<T: Number> Graph<T> {
    /// Reverse sweep: all adjoints of `sum_k w_k y_k` for the given pairs `(y_k, w_k)`.
    /// Overwrites what [`Node::grad`] reads.
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let x = g.variable(2.0);
    /// let adjoints = g.backward(&[(x * x, 1.0), (x + 1.0, 10.0)]);
    /// assert_eq!(adjoints.of(x), 14.0);
    /// ```
    ///
    /// # Panics
    /// If an output belongs to another graph.
    pub fn backward(&self, seeds: &[(Node<'_, T>, T)]) -> Adjoints<T> {
        let adjoints = Adjoints(Snapshot::new(self, self.sweep_back(&self.places(seeds, "backward"))));
        self.adjoints.replace(Some(adjoints.clone()));
        adjoints
    }

    /// The reverse sweep itself, from weights at some places of the list.
    pub(crate) fn sweep_back(&self, seeds: &[(usize, T)]) -> Vec<T> {
        let mut adjoints = self.seeded(seeds);
        let blocks = self.blocks.borrow();
        self.with_records(|records| {
            let mut end = records.len();
            for block in blocks.iter().rev() {
                pull_back(records, block.outputs().end..end, &mut adjoints);
                block.pull_back(records, &mut adjoints);
                end = block.outputs().start;
            }
            pull_back(records, 0..end, &mut adjoints);
        });
        adjoints
    }

    /// Forward sweep: all tangents for the given tangents of some nodes, each added to what
    /// flows into it. Overwrites what [`Node::tangent`] reads.
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let (x, y) = (g.variable(2.0), g.variable(5.0));
    /// let f = x * y;
    /// assert_eq!(g.forward(&[(x, 1.0), (y, -1.0)]).of(f), 3.0);
    /// ```
    ///
    /// # Panics
    /// If a seeded node belongs to another graph.
    pub fn forward(&self, seeds: &[(Node<'_, T>, T)]) -> Tangents<T> {
        let mut tangents = self.seeded(&self.places(seeds, "forward"));
        let blocks = self.blocks.borrow();
        self.with_records(|records| {
            let mut start = 0;
            for block in blocks.iter() {
                push_forward(records, start..block.outputs().start, &mut tangents);
                block.push_forward(records, &mut tangents);
                start = block.outputs().end;
            }
            push_forward(records, start..records.len(), &mut tangents);
        });
        let tangents = Tangents(Snapshot::new(self, tangents));
        self.tangents.replace(Some(tangents.clone()));
        tangents
    }

    /// Zeros for every record, plus the seeds.
    fn seeded(&self, seeds: &[(usize, T)]) -> Vec<T> {
        let mut numbers = vec![T::zero(); self.len()];
        for &(i, seed) in seeds {
            numbers[i] = numbers[i] + seed;
        }
        numbers
    }

    fn places(&self, seeds: &[(Node<'_, T>, T)], operation: &'static str) -> Vec<(usize, T)> {
        seeds.iter().filter_map(|&(node, seed)| Some((self.place_of(node, operation)?, seed))).collect()
    }

    /// The place of `node` in the list; a constant stands nowhere.
    pub(super) fn place_of(&self, node: Node<'_, T>, operation: &'static str) -> Option<usize> {
        let (graph, i) = node.place()?;
        if !core::ptr::eq(graph, self) {
            panic!("{}", Error::TwoGraphs { operation });
        }
        Some(i)
    }
}

impl<T: Number> Node<'_, T> {
    /// Reverse sweep from this node: afterwards [`grad`](Node::grad) of every node `u` is
    /// `d self/du`. Overwrites the adjoints, so that twice gives the same answer.
    ///
    /// A constant on no graph has nothing to sweep; its snapshot is 0 everywhere.
    pub fn backward(&self) -> Adjoints<T> {
        match self.place() {
            Some((graph, _)) => graph.backward(&[(*self, T::one())]),
            None => Adjoints(Snapshot::empty()),
        }
    }

    /// Forward sweep from this node: afterwards [`tangent`](Node::tangent) of every node `v`
    /// is `dv/d self`. Overwrites the tangents.
    pub fn forward(&self) -> Tangents<T> {
        match self.place() {
            Some((graph, _)) => graph.forward(&[(*self, T::one())]),
            None => Tangents(Snapshot::empty()),
        }
    }

    /// The adjoint of this node in the last reverse sweep of its graph; 0 for a constant.
    ///
    /// ```should_panic
    /// let g = ad_reverse::Graph::new();
    /// g.variable(1.0).grad(); // no backward() yet
    /// ```
    ///
    /// # Panics
    /// If there was no reverse sweep, or the node was recorded after it.
    #[track_caller]
    pub fn grad(&self) -> T {
        match self.place() {
            Some(_) => self.adjoint().unwrap_or_else(|| panic!("{}", Error::NoAdjoint)),
            None => T::zero(),
        }
    }

    /// The adjoint in the last reverse sweep, if there was one that saw this node.
    pub(crate) fn adjoint(&self) -> Option<T> {
        let (graph, i) = self.place()?;
        graph.adjoints.borrow().as_ref()?.get(i)
    }

    /// The tangent of this node in the last forward sweep of its graph; 0 for a constant.
    ///
    /// # Panics
    /// If there was no forward sweep, or the node was recorded after it.
    #[track_caller]
    pub fn tangent(&self) -> T {
        match self.place() {
            Some((graph, i)) => {
                let swept = graph.tangents.borrow().as_ref().and_then(|t| t.get(i));
                swept.unwrap_or_else(|| panic!("{}", Error::NoTangent))
            }
            None => T::zero(),
        }
    }
}
