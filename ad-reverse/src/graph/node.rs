//! The handle of a record: a number that writes down what is computed with it.

use super::Graph;
use crate::recorded::recorded_products;
use ad_core::rules::{Rule, VectorRule};
use ad_core::{Error, Number, grow_number};
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;

/// A value on a [`Graph`], or a constant on none. `Copy`, a `Float`, f64 on both sides.
///
/// Constants fold as they meet; a constant that meets a variable becomes a record.
///
/// ```
/// use ad_reverse::Graph;
/// let g = Graph::new();
/// let x = g.variable(3.0);
/// let f = 2.0 * x * x + 1.0;
/// f.backward();
/// assert_eq!((f.value(), x.grad()), (19.0, 12.0));
/// ```
///
/// # Panics
/// An operation whose operands belong to two graphs panics, in debug and in release.
#[derive(Clone, Copy)]
pub struct Node<'g, T = f64> {
    value: T,
    index: u32,
    graph: Option<&'g Graph<T>>,
    /// Invariant in `'g`, so that the handles of two scopes have two types.
    brand: PhantomData<Cell<&'g ()>>,
}

impl<'g, T: Number> Node<'g, T> {
    pub(super) fn on(graph: &'g Graph<T>, index: u32, value: T) -> Self {
        Node { value, index, graph: Some(graph), brand: PhantomData }
    }
    fn constant(value: T) -> Self {
        Node { value, index: u32::MAX, graph: None, brand: PhantomData }
    }

    /// The value.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let g = Graph::new();
    /// assert_eq!((g.variable(2.0) * 3.0).value(), 6.0);
    /// ```
    pub fn value(&self) -> T {
        self.value
    }

    /// Names the record, for drawings and tables. A constant on no graph has no record.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let g = Graph::new();
    /// assert_eq!(g.variable(2.0).label("c1").name(), "c1");
    /// ```
    pub fn label(self, name: &str) -> Self {
        if let Some(graph) = self.graph {
            graph.labels.borrow_mut().insert(self.index, name.to_owned());
        }
        self
    }

    /// The label, or `v` and the number of the record counted from 1.
    pub fn name(&self) -> String {
        let label = self.graph.and_then(|g| g.labels.borrow().get(&self.index).cloned());
        label.unwrap_or_else(|| format!("v{}", u64::from(self.index) + 1))
    }

    /// The graph and the place on it, unless this is a constant on no graph.
    pub(crate) fn place(&self) -> Option<(&'g Graph<T>, usize)> {
        self.graph.map(|g| (g, self.index as usize))
    }

    /// The graph that all operands share, if any is on one.
    fn common_graph(operation: &'static str, x: &[Self]) -> Option<&'g Graph<T>> {
        let mut graphs = x.iter().filter_map(|x| x.graph);
        let first = graphs.next()?;
        if !graphs.all(|g| core::ptr::eq(g, first)) {
            panic!("{}", Error::TwoGraphs { operation });
        }
        Some(first)
    }

    /// The index of the operand's record; a constant on no graph gets one.
    fn index_on(self, graph: &Graph<T>) -> u32 {
        if self.graph.is_some() { self.index } else { graph.constant(self.value).index }
    }
}

impl<'g, T: Number> Number for Node<'g, T> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    fn lift(c: T::Base) -> Self {
        Node::constant(T::lift(c))
    }
    fn primal(self) -> T::Base {
        self.value.primal()
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.value);
        match Self::common_graph(rule.op().name(), &x) {
            Some(graph) => graph.record(rule, at, x.map(|x| Some(x.index_on(graph)))),
            None => Node::constant(T::apply(rule, at)),
        }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let graph = Self::common_graph(rule.name(), x);
        let y = T::apply_vector(rule, &x.iter().map(|x| x.value).collect::<Vec<_>>());
        match graph {
            Some(graph) => graph.push_block(rule, x.iter().map(|x| x.index_on(graph)).collect(), y),
            None => y.into_iter().map(Node::constant).collect(),
        }
    }
    recorded_products!(|x| x.value; Node::constant);
    fn as_constant(self) -> Option<T::Base> {
        if self.graph.is_none() { self.value.as_constant() } else { None }
    }
    fn poison() -> Self {
        Node::constant(T::poison())
    }
    fn is_finite_all(self) -> bool {
        self.value.is_finite_all()
    }
}
grow_number!(['g, T: Number] Node<'g, T>; inner T; compare |x| x.value; coefficients |x| [x.value]);

impl<T: fmt::Debug> fmt::Debug for Node<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.graph {
            Some(_) => write!(f, "Node(#{}, {:?})", self.index, self.value),
            None => write!(f, "Node({:?})", self.value),
        }
    }
}

impl<T: Number + fmt::Display> fmt::Display for Node<'_, T> {
    /// As nanograd prints: `Var(v=45.0667, grad=1.0000)`; the adjoint is left out before any
    /// reverse sweep.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        match self.adjoint() {
            Some(grad) => write!(f, "Var(v={:.digits$}, grad={grad:.digits$})", self.value),
            None => write!(f, "Var(v={:.digits$})", self.value),
        }
    }
}
