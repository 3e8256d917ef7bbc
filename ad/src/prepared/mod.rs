//! Derivatives of one function at many points: recorded once, replayed, and recorded again where it branches
//! otherwise.

mod source;
mod variants;

pub use source::{Closure, Source};

use crate::{Objective, Scalar};
use ad_core::error::same_length;
use core::fmt;
use variants::{Form, Variants};

/// How the derivatives of a [`Prepared`] function are computed.
///
/// ```
/// use ad::{Choice, Prepared, objective};
/// let mut f = Prepared::new(objective!(|x| x[0].exp())).choose(Choice::Program);
/// f.gradient(&[0.0]);
/// assert_eq!(f.statistics().recordings, 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// By what was measured: a program from as many derivatives on as make it pay; [`Prepared`] says when.
    #[default]
    Measured,
    /// On the tape, or by forward mode for few variables: nothing is kept from point to point.
    Evaluated,
    /// By programs from the first point on, whatever it costs.
    Program,
}

/// What a [`Prepared`] function did so far.
///
/// ```
/// use ad::{Prepared, prepared::Statistics, objective};
/// assert_eq!(Prepared::new(objective!(|x| x[0])).statistics(), Statistics::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// Derivatives asked for, and of a closure values.
    pub calls: usize,
    /// Of them, those replayed by a program.
    pub replays: usize,
    /// How often the function was recorded: once, and once for each branch that no kept program serves.
    pub recordings: usize,
    /// Programs kept, one a branch.
    pub kept: usize,
    /// Whether it was given up to replay: more than one call in four had to be recorded, or the function has
    /// too many operations, or so few that the tape is as fast.
    pub moved_to_tape: bool,
}

/// A function whose derivatives are wanted at many points.
///
/// It is recorded as a [`Program`](crate::Program) and replayed. Where a comparison comes out otherwise than
/// in the program at hand, that is noticed before a number leaves: the program of the other branch is
/// looked up among the last 16, or recorded. A function that needs more than one recording in four
/// calls is differentiated on the tape from then on; [`statistics`](Prepared::statistics) says so.
///
/// ```
/// use ad::{Prepared, Scalar};
/// let mut f = Prepared::closure(|x: &[Scalar]| if x[0] > x[1] { x[0].sq() } else { x[1].exp() });
/// assert_eq!(f.gradient(&[1.0, 0.0]), (1.0, vec![2.0, 0.0]));
/// assert_eq!(f.gradient(&[0.0, 0.0]), (1.0, vec![0.0, 1.0])); // the other branch: noticed
/// ```
///
/// The function must depend on its arguments only: what else it reads is as it was when it was recorded.
///
/// When a program pays: to prepare an operation costs as much as some hundred gradients of it on the tape,
/// and a replay, measured from a dozen to a million operations, a fifth to all of one. So by default an objective
/// of up to four variables is left to forward mode, one of less than 256 operations to the tape; a larger one
/// has its first 512 derivatives on the tape, a closure its first 64: whoever needs few pays nothing.
/// [`choose`](Prepared::choose) decides otherwise.
#[derive(Clone)]
pub struct Prepared<S> {
    source: S,
    choice: Choice,
    variants: Variants,
    statistics: Statistics,
    /// Room for what a program gives.
    outputs: Vec<f64>,
}

/// A function is judged after so many replays.
const TRIAL: usize = 8;

impl<O: Objective> Prepared<O> {
    /// An objective, or a reference to one.
    ///
    /// ```
    /// use ad::{Choice, Prepared, objective};
    /// let f = objective!(|x| (x[0] - 1.0).sq() * x[1].exp());
    /// let mut prepared = Prepared::new(&f).choose(Choice::Program);
    /// for t in 0..100 {
    ///     assert_eq!(prepared.gradient(&[f64::from(t), 0.0]), ad::gradient(&f, &[f64::from(t), 0.0]));
    /// }
    /// assert_eq!((prepared.statistics().replays, prepared.statistics().recordings), (100, 1));
    /// ```
    pub fn new(objective: O) -> Self {
        Prepared::of(objective)
    }
}

impl<F: Fn(&[Scalar]) -> Scalar> Prepared<Closure<F>> {
    /// A plain closure.
    ///
    /// ```
    /// use ad::{Prepared, Scalar};
    /// let mut f = Prepared::closure(|x: &[Scalar]| x[0] * x[0] * x[1]);
    /// assert_eq!(f.hess_vec(&[1.0, 2.0], &[1.0, 0.0]), [4.0, 2.0]);
    /// ```
    pub fn closure(f: F) -> Self {
        Prepared::of(Closure(f))
    }
}

impl<S: Source> Prepared<S> {
    fn of(source: S) -> Self {
        Prepared {
            source,
            choice: Choice::default(),
            variants: Variants::default(),
            statistics: Statistics::default(),
            outputs: Vec::new(),
        }
    }

    /// The function itself.
    ///
    /// ```
    /// use ad::{Objective, Prepared, objective};
    /// assert_eq!(Prepared::new(objective!(|x| x[0].sq())).source().value(&[3.0]), 9.0);
    /// ```
    pub fn source(&self) -> &S {
        &self.source
    }

    /// How to compute.
    ///
    /// ```
    /// use ad::{Choice, Prepared, Scalar};
    /// let mut f = Prepared::closure(|x: &[Scalar]| x[0].sin()).choose(Choice::Evaluated);
    /// f.gradient(&[1.0]);
    /// assert_eq!(f.statistics().recordings, 0);
    /// ```
    pub fn choose(self, choice: Choice) -> Self {
        Prepared { choice, ..self }
    }

    /// What happened so far.
    ///
    /// ```
    /// use ad::{Choice, Prepared, Scalar};
    /// let mut f = Prepared::closure(|x: &[Scalar]| if x[0] > 0.0.into() { x[0] } else { -x[0] });
    /// f = f.choose(Choice::Program);
    /// (0..8).for_each(|i| _ = f.gradient(&[f64::from(i - 4)]));
    /// assert_eq!((f.statistics().recordings, f.statistics().kept), (2, 2));
    /// ```
    pub fn statistics(&self) -> Statistics {
        Statistics { kept: self.variants.len(), ..self.statistics }
    }

    /// `f(x)`.
    ///
    /// ```
    /// use ad::{Prepared, Scalar};
    /// assert_eq!(Prepared::closure(|x: &[Scalar]| x[0].sq()).value(&[3.0]), 9.0);
    /// ```
    pub fn value(&mut self, x: &[f64]) -> f64 {
        let mut value = [0.0];
        if S::VALUE_IS_PLAIN || !self.replay(Form::Value, x, &[], &mut value) {
            value = [self.source.value(x)];
        }
        value[0]
    }

    /// `(f(x), grad f(x))`.
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// assert_eq!(Prepared::new(objective!(|x| x[0] * x[1])).gradient(&[2.0, 3.0]), (6.0, vec![3.0, 2.0]));
    /// ```
    pub fn gradient(&mut self, x: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; x.len()];
        (self.gradient_into(x, &mut gradient), gradient)
    }

    /// Writes `grad f(x)` to `gradient` and returns `f(x)`; replayed it allocates nothing, unless a result
    /// is not finite.
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// let (mut f, mut g) = (Prepared::new(objective!(|x| x[0] * x[1])), [0.0; 2]);
    /// assert_eq!((f.gradient_into(&[2.0, 3.0], &mut g), g), (6.0, [3.0, 2.0]));
    /// ```
    ///
    /// # Panics
    /// If `gradient` and `x` differ in length.
    pub fn gradient_into(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        same_length("the gradient", gradient.len(), x.len());
        let mut out = core::mem::take(&mut self.outputs);
        out.resize(x.len() + 1, 0.0);
        let replayed = self.replay(Form::Gradient, x, &[], &mut out);
        let value = if replayed {
            gradient.copy_from_slice(&out[1..]);
            out[0]
        } else {
            self.source.gradient_into(x, gradient)
        };
        self.outputs = out;
        value
    }

    /// `H v` with the Hessian `H` at `x`.
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// assert_eq!(Prepared::new(objective!(|x| x[0] * x[1])).hess_vec(&[2.0, 3.0], &[1.0, 0.0]), [0.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If `v` and `x` differ in length.
    pub fn hess_vec(&mut self, x: &[f64], v: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; x.len()];
        self.hess_vec_into(x, v, &mut product);
        product
    }

    /// Writes `H v` to `product`, as [`gradient_into`](Prepared::gradient_into).
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// let (mut f, mut hv) = (Prepared::new(objective!(|x| x[0] * x[1])), [0.0; 2]);
    /// f.hess_vec_into(&[2.0, 3.0], &[1.0, 0.0], &mut hv);
    /// assert_eq!(hv, [0.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If `v` or `product` has not the length of `x`.
    pub fn hess_vec_into(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        same_length("the direction v", v.len(), x.len());
        same_length("the product", product.len(), x.len());
        let mut out = core::mem::take(&mut self.outputs);
        out.resize(x.len() + 1, 0.0);
        if self.replay(Form::HessVec, x, v, &mut out) {
            product.copy_from_slice(&out[1..]);
        } else {
            self.source.hess_vec_into(x, v, product);
        }
        self.outputs = out;
    }

    /// The Hessian at `x`, `n` rows of length `n`.
    ///
    /// ```
    /// use ad::{Prepared, objective};
    /// let mut f = Prepared::new(objective!(|x| x[0] * x[0] * x[1]));
    /// assert_eq!(f.hessian(&[1.0, 2.0]), [[4.0, 2.0], [2.0, 0.0]]);
    /// ```
    pub fn hessian(&mut self, x: &[f64]) -> Vec<Vec<f64>> {
        let n = x.len();
        let mut out = vec![0.0; 1 + n + n * n];
        if self.replay(Form::Hessian, x, &[], &mut out) {
            out[1 + n..].chunks(n.max(1)).map(<[f64]>::to_vec).collect()
        } else {
            self.source.hessian(x)
        }
    }

    /// Writes the outputs of the program of this form to `out`, if a program is to serve.
    fn replay(&mut self, form: Form, x: &[f64], vector: &[f64], out: &mut [f64]) -> bool {
        let statistics = &mut self.statistics;
        statistics.calls += 1;
        let serves = match self.choice {
            Choice::Evaluated => false,
            Choice::Program => true,
            Choice::Measured => x.len() > S::FORWARD_UP_TO && statistics.calls > S::PATIENCE,
        };
        if !serves || statistics.moved_to_tape {
            return false;
        }
        match self.variants.replay(&self.source, form, x, vector, out) {
            Ok(recorded) => {
                statistics.replays += 1;
                statistics.recordings += usize::from(recorded);
                if self.choice == Choice::Measured {
                    let judged = statistics.replays >= TRIAL;
                    let too_many = judged && 4 * statistics.recordings > statistics.replays;
                    if too_many || self.variants.operations() < S::LEAST {
                        self.give_up();
                    }
                }
                true
            }
            Err(_) => {
                self.give_up();
                false
            }
        }
    }
    fn give_up(&mut self) {
        self.statistics.moved_to_tape = true;
        self.variants = Variants::default();
    }
}

impl<S> fmt::Debug for Prepared<S> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Prepared").field("choice", &self.choice).field("statistics", &self.statistics).finish()
    }
}
