//! Rules with a fault, for testing the tests: every rule that is read through [`Faulty`] has
//! one slope changed if it is the chosen row, at every level of derivative.

use ad::rules::{Op, Rule};
use ad::{Number, Objective, Real};
use std::cell::Cell;

/// How a slope is changed.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Times a constant.
    Scale(f64),
    /// Plus a constant.
    Add(f64),
    /// Exchanged with another slope of the rule.
    Swap(usize),
}

/// The change of slope number `slope` of row `row`.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub row: &'static str,
    pub slope: usize,
    pub change: Change,
}

thread_local! {
    static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
}

/// Runs `f` while the fault is there.
pub fn with_fault<R>(fault: Option<Fault>, f: impl FnOnce() -> R) -> R {
    FAULT.set(fault);
    let result = f();
    FAULT.set(None);
    result
}

/// An objective that reads every rule through the fault.
pub struct WithFault<'a, O>(pub &'a O);

impl<O: Objective> Objective for WithFault<'_, O> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.0.value(&x.iter().map(|&x| Faulty(x)).collect::<Vec<_>>()).0
    }
}

/// A number that applies the faulty rule in place of the right one.
#[derive(Clone, Copy, Debug)]
struct Faulty<T>(T);

impl<T: Number> Number for Faulty<T> {
    type Base = T::Base;
    type Truth = bool;
    fn lift(c: T::Base) -> Self {
        Faulty(T::lift(c))
    }
    fn primal(self) -> T::Base {
        self.0.primal()
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        Faulty(T::apply(FaultyRule(rule), x.map(|x| x.0)))
    }
    fn chain(self, tangent: Self) -> Self {
        Faulty(self.0.chain(tangent.0))
    }
    fn as_constant(self) -> Option<T::Base> {
        self.0.as_constant()
    }
    fn poison() -> Self {
        Faulty(T::poison())
    }
    fn scale(self, c: f64) -> Self {
        Faulty(self.0.scale(c))
    }
    fn is_finite_all(self) -> bool {
        self.0.is_finite_all()
    }
}
ad_core::grow_number!([T: Number] Faulty<T>; inner T; compare |x| x.0; coefficients |x| [x.0]);

/// The rule as the fault leaves it; the rules that its slopes use are faulty as well.
#[derive(Clone, Copy)]
struct FaultyRule<R>(R);

impl<R: Rule<N>, const N: usize> Rule<N> for FaultyRule<R> {
    const READS_VALUE: bool = R::READS_VALUE;
    fn op(&self) -> Op {
        self.0.op()
    }
    fn value(&self, x: [f64; N]) -> f64 {
        self.0.value(x)
    }
    fn slopes<T: Number>(&self, x: [T; N], y: T) -> [T; N] {
        let mut slopes = self.0.slopes(x.map(Faulty), Faulty(y)).map(|slope| slope.0);
        if let Some(Fault { row, slope, change }) = FAULT.get()
            && row == self.op().name()
        {
            match change {
                Change::Scale(c) => slopes[slope] = slopes[slope].scale(c),
                Change::Add(c) => slopes[slope] = slopes[slope] + T::lit(c),
                Change::Swap(other) => slopes.swap(slope, other),
            }
        }
        slopes
    }
}
