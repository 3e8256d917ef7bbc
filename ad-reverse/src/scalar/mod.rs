//! The number of plain closures: a handle without a lifetime.
//!
//! A closure `|x: &[Scalar]| ...` is run once a point, on a list of its own that belongs to the
//! thread; lists of nested calls form a stack. A handle carries the generation of its list, unique
//! in the process, and every operation compares it with that of the list in use. So a handle that
//! outlives its call, or strays into another one or another thread, panics; it is never a number.

mod close;
mod compare;
#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
mod foreign;
mod list;
mod verbs;

use crate::recorded::recorded_products;
use ad_core::rules::{Rule, VectorRule};
use ad_core::{Number, Real, Truth, grow_number, sums};
use ad_forward::Dual;
use ad_program::{Outcome, Symbol};
pub use compare::Answer;
use compare::look;
use core::fmt;
use core::num::NonZeroU64;
use list::List;

/// The number of a plain closure: `Copy`, a `Float`, f64 on both sides, no lifetime.
///
/// A closure over it is differentiated by [`gradient`](Scalar::gradient),
/// [`hess_vec`](Scalar::hess_vec) and [`hessian`](Scalar::hessian). It can be bound by `let`:
///
/// ```
/// use ad_reverse::Scalar;
/// let rosenbrock = |x: &[Scalar]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
/// assert_eq!(Scalar::gradient(rosenbrock, &[0.0, 1.0]), (101.0, vec![-2.0, 200.0]));
/// ```
///
/// Being `'static` it is also an element of the matrices of nalgebra and ndarray, by the features of
/// these names; see its implementations of `RealField` and `ScalarOperand`.
///
/// Comparisons see the value. It is to be had as that of every number, by [`primal`](Number::primal)
/// and conversions, which detach it from the derivative. Constants own no record. approx's traits compare the values,
/// with a `Scalar` for a tolerance.
///
/// # Panics
/// Every operation panics, in release too, if an operand belongs to another call of a closure: one
/// kept from an earlier call, of an outer closure in an inner one, or sent to another thread.
///
/// ```should_panic
/// use ad_reverse::Scalar;
/// use std::cell::Cell;
/// let kept = Cell::new(Scalar::from(0.0));
/// Scalar::gradient(|x| { kept.set(x[0]); x[0] }, &[1.0]);
/// Scalar::gradient(|x| x[0] * kept.get(), &[2.0]);
/// ```
#[derive(Clone, Copy)]
pub struct Scalar {
    /// With the tangent, on a list of dual numbers.
    value: Dual<f64>,
    /// Which record of its list.
    index: u32,
    /// Which list; none for a constant.
    generation: Option<NonZeroU64>,
}

impl Scalar {
    fn constant(value: f64) -> Self {
        Scalar { value: value.into(), index: u32::MAX, generation: None }
    }
}

impl Number for Scalar {
    type Base = f64;
    type Truth = Answer;
    fn lift(c: f64) -> Self {
        Scalar::constant(c)
    }
    fn primal(self) -> f64 {
        look!([self] => |[x]| x.primal())
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        match List::of(rule.op().name(), &x) {
            Some(list) => list.apply(rule, x),
            None => Scalar::constant(f64::apply(rule, x.map(|x| x.value.re))),
        }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        match List::of(rule.name(), x) {
            Some(list) => list.apply_vector(rule, x),
            None => {
                let x: Vec<f64> = x.iter().map(|x| x.value.re).collect();
                f64::apply_vector(rule, &x).into_iter().map(Scalar::constant).collect()
            }
        }
    }
    recorded_products!(|x| x.value; |zero: Dual<f64>| Scalar::constant(zero.re); |a, b| {
        Scalar::symbolic("a strong product", &[a, b], |x| x[0].chain(x[1]))
    });
    fn as_constant(self) -> Option<f64> {
        self.generation.is_none().then_some(self.value.re)
    }
    fn poison() -> Self {
        Scalar::constant(f64::NAN)
    }
    fn is_finite_all(self) -> bool {
        look!([self] => |[x]| x.is_finite_all()) && self.value.is_finite_all()
    }
    fn above(self, other: Self) -> Answer {
        Answer::of("a comparison", &[self, other], |x| x[0].above(x[1]), self.value.re > other.value.re)
    }
    fn at_least(self, other: Self) -> Answer {
        Answer::of("a comparison", &[self, other], |x| x[0].at_least(x[1]), self.value.re >= other.value.re)
    }
    fn undefined(self) -> Answer {
        Answer::of("a comparison", &[self], |x| x[0].undefined(), self.value.re.is_nan())
    }
    fn same_sign(self, other: Self) -> Answer {
        let same = self.value.re.same_sign(other.value.re);
        Answer::of("a comparison", &[self, other], |x| x[0].same_sign(x[1]), same)
    }
    fn choose(condition: Answer, a: Self, b: Self) -> Self {
        match condition.known() {
            Some(condition) => [b, a][usize::from(condition)],
            None => {
                Scalar::symbolic("a choice", &[condition.0, a, b], |x| Symbol::choose(Outcome::of(x[0]), x[1], x[2]))
                    .expect("an open answer is that of a program")
            }
        }
    }
    fn one_if(condition: Answer) -> Self {
        condition.0
    }
}
grow_number!(@arithmetic [] Scalar);

/// What looks inside is one operation of a program.
impl Real for Scalar {
    fn detach(self) -> Self {
        Scalar::symbolic("detach", &[self], |x| x[0].detach()).unwrap_or_else(|| Scalar::constant(self.value.re))
    }
    fn norm2(x: &[Self]) -> Self {
        Scalar::symbolic("norm2", x, |x| Symbol::norm2(x)).unwrap_or_else(|| sums::norm2(x))
    }
    fn log_sum_exp(x: &[Self]) -> Self {
        Scalar::symbolic("log_sum_exp", x, |x| Symbol::log_sum_exp(x)).unwrap_or_else(|| sums::log_sum_exp(x))
    }
}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.generation {
            Some(_) => write!(f, "Scalar(#{}, {:?})", self.index, self.value.re),
            None => write!(f, "Scalar({:?})", self.value.re),
        }
    }
}

impl fmt::Display for Scalar {
    /// The value, for a look at what goes on inside a closure; where a program is recorded, a name.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.generation.and_then(List::of_generation) {
            Some(list) if list.recorder().is_some() => write!(f, "#{}", self.index),
            _ => self.value.re.fmt(f),
        }
    }
}
