//! Counting what is asked of a function.

use super::{Gradient, HessVec, Hessian, Oracle, Value};
use crate::observe::{Observer, Trial};

/// How often a function was asked.
///
/// ```
/// use ad::objective;
/// use optim::problem::{Counted, Gradient, Value};
/// let f = objective!(|x| x[0] * x[0]);
/// let counted = Counted::new(&f);
/// counted.value(&[1.0]);
/// counted.value_and_gradient(&[1.0], &mut [0.0]);
/// counted.value(&[2.0]);
/// let counts = counted.counts();
/// assert_eq!((counts.points, counts.values, counts.gradients), (2, 2, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Counts {
    /// Different points in a row at which a value or a gradient was asked for.
    pub points: usize,
    /// Values alone.
    pub values: usize,
    /// Values with gradients.
    pub gradients: usize,
    /// Hessian-vector products.
    pub hess_vecs: usize,
    /// Hessians.
    pub hessians: usize,
    /// Values or gradients that were not finite.
    pub not_finite: usize,
    /// Trials that a search rejected; a [`Counted`] function sees them if it observes the run as well.
    pub rejected: usize,
}

/// A function that counts. As an observer it counts the rejected trials too.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steepest, problem::Counted, search::Armijo, Recipe};
/// let f = objective!(|x| x[0].sq() + x[1].sq() * 10.0);
/// let counted = Counted::new(&f);
/// let report = Steepest.search(Armijo::default()).observe(&counted).minimize(&counted, &[3.0, 1.0])?;
/// assert_eq!(counted.counts(), report.counts);
/// assert!(report.counts.rejected > 0);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Debug)]
pub struct Counted<'a, P: ?Sized>(Oracle<'a, P>);

impl<'a, P: ?Sized> Counted<'a, P> {
    /// Counts from zero.
    ///
    /// ```
    /// use optim::problem::{Counted, Counts};
    /// assert_eq!(Counted::new(&ad::objective!(|x| x[0])).counts(), Counts::default());
    /// ```
    pub fn new(of: &'a P) -> Self {
        Counted(Oracle::of(of))
    }
    /// The counts so far.
    ///
    /// ```
    /// use optim::problem::{Counted, Value};
    /// let f = ad::objective!(|x| x[0].ln());
    /// let counted = Counted::new(&f);
    /// counted.value(&[-1.0]);
    /// assert_eq!((counted.counts().values, counted.counts().not_finite), (1, 1));
    /// ```
    pub fn counts(&self) -> Counts {
        self.0.counts()
    }
}

impl<P: ?Sized> Observer for &Counted<'_, P> {
    fn trial(&mut self, trial: &Trial) {
        self.0.judged(trial);
    }
}

impl<P: Value + ?Sized> Value for Counted<'_, P> {
    fn value(&self, x: &[f64]) -> f64 {
        self.0.value(x)
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        self.0.diagnose(x)
    }
}
impl<P: Gradient + ?Sized> Gradient for Counted<'_, P> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let point = self.0.point(x.to_vec());
        g.copy_from_slice(&point.g);
        point.f
    }
}
impl<P: HessVec + ?Sized> HessVec for Counted<'_, P> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        hv.copy_from_slice(&self.0.hess_vec(x, v));
    }
}
impl<P: Hessian + ?Sized> Hessian for Counted<'_, P> {
    fn hessian_into(&self, x: &[f64], h: &mut [f64]) {
        h.copy_from_slice(&self.0.hessian(x));
    }
}
