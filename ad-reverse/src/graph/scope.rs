//! A graph whose nodes fit no other graph, by type.

use super::{Adjoints, Graph, Node, Tangents};
use ad_core::Number;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;

/// The graph of [`Graph::scope`], branded with a lifetime that no other graph has.
///
/// A plain `&Graph` may be borrowed for a shorter time, and two of them for the same; a scope
/// cannot, being invariant in `'g`. So it stands between the user and its graph.
#[derive(Clone, Copy)]
pub struct Scope<'g, T = f64> {
    graph: &'g Graph<T>,
    brand: PhantomData<Cell<&'g ()>>,
}

impl<'g, T: Number> Scope<'g, T> {
    pub(super) fn of(graph: &'g Graph<T>) -> Self {
        Scope { graph, brand: PhantomData }
    }

    /// A new variable.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// assert_eq!(Graph::scope(|g| g.variable(2.0).value()), 2.0);
    /// ```
    pub fn variable(self, value: T) -> Node<'g, T> {
        self.graph.variable(value)
    }

    /// A new constant, as a record of its own.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// assert_eq!(Graph::scope(|g| (g.constant(2.0) * 3.0).value()), 6.0);
    /// ```
    pub fn constant(self, value: T) -> Node<'g, T> {
        self.graph.constant(value)
    }

    /// How many records there are.
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// assert_eq!(Graph::scope(|g| { let _ = g.variable(2.0).sin(); g.len() }), 2);
    /// ```
    pub fn len(self) -> usize {
        self.graph.len()
    }

    /// Whether nothing was recorded.
    pub fn is_empty(self) -> bool {
        self.graph.is_empty()
    }

    /// Reverse sweep, as [`Graph::backward`].
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let slope = Graph::scope(|g| { let x = g.variable(2.0); g.backward(&[(x * x, 0.5)]).of(x) });
    /// assert_eq!(slope, 2.0);
    /// ```
    pub fn backward(self, seeds: &[(Node<'g, T>, T)]) -> Adjoints<T> {
        self.graph.backward(seeds)
    }

    /// Forward sweep, as [`Graph::forward`].
    ///
    /// ```
    /// # use ad_reverse::Graph;
    /// let slope = Graph::scope(|g| { let x = g.variable(2.0); let y = x * x; g.forward(&[(x, 0.5)]).of(y) });
    /// assert_eq!(slope, 2.0);
    /// ```
    pub fn forward(self, seeds: &[(Node<'g, T>, T)]) -> Tangents<T> {
        self.graph.forward(seeds)
    }
}

impl<T> fmt::Debug for Scope<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.graph.fmt(f)
    }
}
