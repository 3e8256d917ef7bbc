//! How often a function, a gradient or a Hessian-vector product is evaluated: measured, not told.

use ad::{Objective, Real, Residuals};
use std::cell::Cell;

/// A count of evaluations.
///
/// ```
/// use examples::counting::Count;
/// use examples::objectives::Rosenbrock;
/// let (values, gradients) = (Count::new(), Count::new());
/// let f = values.of(Rosenbrock);
/// let gradient = gradients.calls(|x: &[f64]| ad::gradient(&f, x).1);
/// gradient(&[0.0, 1.0]);
/// gradient(&[1.0, 1.0]);
/// assert_eq!((values.get(), gradients.get()), (2, 2));
/// ```
#[derive(Debug, Default)]
pub struct Count(Cell<usize>);

impl Count {
    /// Zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// The evaluations so far.
    pub fn get(&self) -> usize {
        self.0.get()
    }

    /// `f`, which counts its calls here: values, gradients, products with a Hessian.
    pub fn calls<X: ?Sized, Y>(&self, f: impl Fn(&X) -> Y) -> impl Fn(&X) -> Y {
        move |x| {
            self.add_one();
            f(x)
        }
    }

    /// An objective, or residuals, whose evaluations are counted here at every number type: an
    /// evaluation on dual numbers, or one that records a graph, is one evaluation.
    pub fn of<O>(&self, f: O) -> Counting<'_, O> {
        Counting { f, count: self }
    }

    fn add_one(&self) {
        self.0.set(self.0.get() + 1);
    }
}

/// A function that counts its evaluations; made by [`Count::of`].
#[derive(Clone, Copy, Debug)]
pub struct Counting<'c, O> {
    f: O,
    count: &'c Count,
}

impl<O: Objective> Objective for Counting<'_, O> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.count.add_one();
        self.f.value(x)
    }
}

impl<R: Residuals> Residuals for Counting<'_, R> {
    fn len(&self) -> usize {
        self.f.len()
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        self.count.add_one();
        self.f.residuals(x, out);
    }
}
