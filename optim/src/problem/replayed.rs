//! Functions that are recorded once and replayed at every point of a run: plain closures, and objectives
//! for whoever expects many points.

use super::{Gradient, HessVec, Hessian, Value};
use crate::error::expect_length;
use ad::prepared::{Source, Statistics};
use ad::{Prepared, Scalar, prepared};
use std::cell::RefCell;

/// A [`Prepared`] function as a problem, with all exact derivatives: replayed from programs, one for each way
/// in which its comparisons come out.
///
/// It must depend on its argument only. A run over an objective itself evaluates it at each point; this
/// pays for thousands of points, as `Prepared` says.
///
/// ```
/// use ad::{Choice, Prepared, objective};
/// use optim::{descent::Adam, problem::Replayed, stop::Iterations, Recipe};
/// let f = objective!(|x| x.iter().map(|x| (*x - 1.0).sq()).sum());
/// let f = Replayed::new(Prepared::new(&f).choose(Choice::Program));
/// let report = Adam::default().rate(0.1).stop(Iterations(500)).minimize(&f, &[3.0; 8])?;
/// assert!(report.f < 1e-8 && f.statistics().recordings == 1);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Replayed<S>(RefCell<Prepared<S>>);

/// A closure over [`Scalar`] as a problem, with all exact derivatives.
///
/// ```
/// use ad::Scalar;
/// use optim::problem::{Closure, Gradient};
/// let center = vec![1.0, 2.0];
/// let f = Closure::of(|x| x.iter().zip(&center).map(|(x, c)| (*x - *c).powi(2)).sum());
/// let mut g = [0.0; 2];
/// assert_eq!((f.value_and_gradient(&[3.0, 2.0], &mut g), g), (4.0, [4.0, 0.0]));
/// ```
pub type Closure<F> = Replayed<prepared::Closure<F>>;

impl<S: Source> Replayed<S> {
    /// A prepared function as a problem.
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// use optim::problem::{Replayed, Value};
    /// assert_eq!(Replayed::new(Prepared::new(objective!(|x| x[0].sq()))).value(&[3.0]), 9.0);
    /// ```
    pub fn new(prepared: Prepared<S>) -> Self {
        Replayed(RefCell::new(prepared))
    }

    /// What was recorded and replayed so far.
    ///
    /// ```
    /// use optim::problem::{Closure, Value};
    /// let f = Closure::of(|x| x[0].exp());
    /// f.value(&[0.0]);
    /// assert_eq!(f.statistics().calls, 1);
    /// ```
    pub fn statistics(&self) -> Statistics {
        self.0.borrow().statistics()
    }
}

impl<F: Fn(&[Scalar]) -> Scalar> Closure<F> {
    /// The closure as a problem. A run that asks for more than a few dozen derivatives replays them.
    ///
    /// ```
    /// use optim::{descent::Newton, problem::Closure, Recipe};
    /// let f = Closure::of(|x| x[0].cosh() + x[1] * x[1]);
    /// assert!(Newton::default().minimize(&f, &[3.0, 1.0])?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn of(f: F) -> Self {
        Replayed::new(Prepared::closure(f))
    }
}

impl<S: Source> Value for Replayed<S> {
    fn value(&self, x: &[f64]) -> f64 {
        self.0.borrow_mut().value(x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        self.0.borrow().source().diagnose(x)
    }
}
impl<S: Source> Gradient for Replayed<S> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        expect_length("the gradient g", g.len(), x.len());
        self.0.borrow_mut().gradient_into(x, g)
    }
}
impl<S: Source> HessVec for Replayed<S> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        expect_length("the product hv", hv.len(), x.len());
        self.0.borrow_mut().hess_vec_into(x, v, hv);
    }
}
impl<S: Source> Hessian for Replayed<S> {}
