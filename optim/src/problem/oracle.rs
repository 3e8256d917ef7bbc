//! The problem as a method sees it: every question is counted.

use super::{Counts, Gradient, HessVec, Hessian, Value};
use crate::observe::{Trial, Verdict};
use crate::vector::all_finite;
use std::cell::RefCell;

/// A point with the value and the gradient there.
///
/// ```
/// use optim::problem::Oracle;
/// let f = ad::objective!(|x| x[0].sq() * x[1]);
/// let oracle = Oracle::of(&f);
/// let at = oracle.point(vec![1.0, 2.0]);
/// assert_eq!((at.x, at.f, at.g), (vec![1.0, 2.0], 2.0, vec![4.0, 1.0]));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Point {
    /// The point.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub x: Vec<f64>,
    /// `f(x)`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub f: f64,
    /// `grad f(x)`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub g: Vec<f64>,
}

impl Point {
    /// Whether value and gradient are finite.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sqrt());
    /// assert!(!Oracle::of(&f).point(vec![0.0]).is_finite()); // the value is, the slope is not
    /// ```
    pub fn is_finite(&self) -> bool {
        self.f.is_finite() && all_finite(&self.g)
    }
}

/// A problem and the counts of what was asked of it.
///
/// ```
/// use optim::problem::Oracle;
/// let f = ad::objective!(|x| x[0].sq() * x[1]);
/// let oracle = Oracle::of(&f);
/// assert_eq!(oracle.value(&[1.0, 2.0]), 2.0);
/// assert_eq!(oracle.counts().values, 1);
/// ```
#[derive(Debug)]
pub struct Oracle<'a, P: ?Sized> {
    problem: &'a P,
    counts: RefCell<(Counts, Vec<f64>)>,
    /// The last point at which an answer was not finite, and which one.
    fault: RefCell<Option<(Vec<f64>, String)>>,
}

impl<'a, P: ?Sized> Oracle<'a, P> {
    /// Counts from zero; what a run hands to a descent and a search, for tests of one's own.
    ///
    /// ```
    /// use optim::{descent::{Descent, Steepest}, problem::Oracle};
    /// let f = ad::objective!(|x| x[0].sq());
    /// let (oracle, mut step) = (Oracle::of(&f), vec![]);
    /// let at = oracle.point(vec![3.0]);
    /// assert!(Steepest.prepare(&oracle, &at));
    /// assert_eq!((Steepest.propose(&oracle, &at, 0.5, &mut step), step), (18.0, vec![-3.0]));
    /// ```
    pub fn of(problem: &'a P) -> Self {
        Oracle::new(problem, Counts::default(), &[])
    }
    pub(crate) fn new(problem: &'a P, counts: Counts, last: &[f64]) -> Self {
        Oracle { problem, counts: RefCell::new((counts, last.to_vec())), fault: RefCell::default() }
    }
    /// What was asked so far.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sq());
    /// let oracle = Oracle::of(&f);
    /// oracle.point(vec![3.0]);
    /// assert_eq!((oracle.counts().points, oracle.counts().gradients), (1, 1));
    /// ```
    pub fn counts(&self) -> Counts {
        self.counts.borrow().0
    }
    /// The last point at which an answer was not finite, and which one.
    pub(crate) fn fault(&self) -> Option<(Vec<f64>, String)> {
        self.fault.borrow().clone()
    }
    /// Keeps where an entry of an answer was not finite.
    fn inspect(&self, what: &str, x: &[f64], answer: &[f64]) -> bool {
        if all_finite(answer) {
            return true;
        }
        if let Some(i) = answer.iter().position(|a| !a.is_finite()) {
            *self.fault.borrow_mut() = Some((x.to_vec(), format!("entry {i} of {what} is {}", answer[i])));
        }
        false
    }
    /// Keeps where a value was not finite.
    fn inspect_value(&self, x: &[f64], f: f64) -> bool {
        if !f.is_finite() {
            *self.fault.borrow_mut() = Some((x.to_vec(), format!("the value is {f}")));
        }
        f.is_finite()
    }
    /// Counts what became of a trial.
    pub(crate) fn judged(&self, trial: &Trial) {
        self.counts.borrow_mut().0.rejected += usize::from(trial.verdict == Verdict::Rejected);
    }
    /// Counts a point, once if value and gradient are asked for one after the other.
    fn at(&self, x: &[f64], finite: bool, count: impl FnOnce(&mut Counts)) {
        let (counts, last) = &mut *self.counts.borrow_mut();
        count(counts);
        counts.not_finite += usize::from(!finite);
        if counts.points == 0 || last != x {
            counts.points += 1;
            last.clear();
            last.extend_from_slice(x);
        }
    }
}

/// Room for an answer: an entry that a function leaves out is no number, and is noticed.
fn unwritten(n: usize) -> Vec<f64> {
    vec![f64::NAN; n]
}

impl<P: Value + ?Sized> Oracle<'_, P> {
    /// `f(x)`.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sq() * x[1]);
    /// let oracle = Oracle::of(&f);
    /// assert_eq!(oracle.value(&[1.0, 2.0]), 2.0);
    /// ```
    pub fn value(&self, x: &[f64]) -> f64 {
        let f = self.problem.value(x);
        self.at(x, self.inspect_value(x, f), |c| c.values += 1);
        f
    }
    /// [`Value::diagnose`], not counted.
    pub(crate) fn diagnose(&self, x: &[f64]) -> Option<String> {
        self.problem.diagnose(x)
    }
}
impl<P: Gradient + ?Sized> Oracle<'_, P> {
    /// Value and gradient at `x`.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sq() * x[1]);
    /// let oracle = Oracle::of(&f);
    /// assert_eq!(oracle.point(vec![1.0, 2.0]).g, [4.0, 1.0]);
    /// ```
    pub fn point(&self, x: Vec<f64>) -> Point {
        let mut g = unwritten(x.len());
        let f = self.problem.value_and_gradient(&x, &mut g);
        let finite = self.inspect_value(&x, f) && self.inspect("the gradient", &x, &g);
        self.at(&x, finite, |c| c.gradients += 1);
        Point { x, f, g }
    }
}
impl<P: HessVec + ?Sized> Oracle<'_, P> {
    /// `H v` at `x`.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sq() * x[1]);
    /// let oracle = Oracle::of(&f);
    /// assert_eq!(oracle.hess_vec(&[1.0, 2.0], &[1.0, 0.0]), [4.0, 2.0]);
    /// ```
    pub fn hess_vec(&self, x: &[f64], v: &[f64]) -> Vec<f64> {
        let mut hv = unwritten(x.len());
        self.problem.hess_vec_into(x, v, &mut hv);
        self.inspect("a Hessian-vector product", x, &hv);
        self.counts.borrow_mut().0.hess_vecs += 1;
        hv
    }
}
impl<P: Hessian + ?Sized> Oracle<'_, P> {
    /// The Hessian at `x`, `n` rows of length `n`.
    ///
    /// ```
    /// use optim::problem::Oracle;
    /// let f = ad::objective!(|x| x[0].sq() * x[1]);
    /// let oracle = Oracle::of(&f);
    /// assert_eq!(oracle.hessian(&[1.0, 2.0]), [4.0, 2.0, 2.0, 0.0]);
    /// ```
    pub fn hessian(&self, x: &[f64]) -> Vec<f64> {
        let mut h = unwritten(x.len() * x.len());
        self.problem.hessian_into(x, &mut h);
        self.inspect("the Hessian", x, &h);
        self.counts.borrow_mut().0.hessians += 1;
        h
    }
}
