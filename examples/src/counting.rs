//! How often an objective is evaluated: measured, not told. (`numerics::Counted` counts the calls
//! of a plain function, say of a gradient or of a product with a Hessian.)

use ad::{Objective, Real, Residuals};
use std::cell::Cell;

/// An objective, or residuals, that counts its evaluations at every number type: an evaluation on
/// dual numbers, or one that records a graph, is one evaluation.
///
/// ```
/// use examples::counting::Counting;
/// use examples::objectives::Rosenbrock;
/// let f = Counting::new(Rosenbrock);
/// ad::gradient(&f, &[0.0, 1.0]);
/// ad::hess_vec(&f, &[0.0, 1.0], &[1.0, 0.0]);
/// assert_eq!(f.evaluations(), 2);
/// ```
#[derive(Debug)]
pub struct Counting<O> {
    f: O,
    evaluations: Cell<usize>,
}

impl<O> Counting<O> {
    /// Not evaluated yet.
    pub fn new(f: O) -> Self {
        Counting { f, evaluations: Cell::new(0) }
    }

    /// How often it was evaluated.
    pub fn evaluations(&self) -> usize {
        self.evaluations.get()
    }

    fn counted(&self) -> &O {
        self.evaluations.set(self.evaluations.get() + 1);
        &self.f
    }
}

impl<O: Objective> Objective for Counting<O> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.counted().value(x)
    }
}

impl<R: Residuals> Residuals for Counting<R> {
    fn len(&self) -> usize {
        self.f.len()
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        self.counted().residuals(x, out);
    }
}
