//! The number that records.

use super::Recorder;
use crate::custom::Keep;
use crate::graph::{Kind, Product};
use crate::guard::Relation;
use ad_core::rules::{Op, Rule, VectorRule};
use ad_core::{Number, Truth, grow_number};
use core::fmt;
use core::ops::{BitAnd, BitOr, Not};
use std::rc::Rc;

/// A number whose operations are recorded; see [`Recorder`].
///
/// It has the value of the point of recording. Whoever looks at it leaves a guard on exactly what was
/// learnt: a comparison its outcome, a conversion to an integer that integer,
/// [`to_f64`](ad_core::num_traits::ToPrimitive::to_f64) and [`primal`](Number::primal) every bit (which
/// makes a program that serves one value only). Printed it is a name.
///
/// ```
/// # use ad_program::Recorder;
/// let recorder = Recorder::new();
/// let x = recorder.variables(&[1.0, 2.0]);
/// assert!(x[0] < x[1]); // from now on
/// assert_eq!((x[0] * x[1]).to_string(), "t0");
/// assert_eq!(recorder.program(&x)?.evaluate(&[2.0, 1.0]).unwrap_err().comparison, "x0 < x1");
/// # Ok::<(), ad_program::Error>(())
/// ```
///
/// # Panics
/// If operands of two recordings meet.
#[derive(Clone, Copy)]
pub struct Symbol<'r> {
    value: f64,
    /// None for a constant.
    place: Option<(&'r Recorder, u32)>,
}

impl<'r> Symbol<'r> {
    pub(crate) fn new(recorder: &'r Recorder, node: u32, value: f64) -> Self {
        Symbol { value, place: Some((recorder, node)) }
    }
    pub(crate) fn constant(value: f64) -> Self {
        Symbol { value, place: None }
    }
    pub(crate) fn node(self) -> Option<(&'r Recorder, u32)> {
        self.place
    }
    /// The value at the point of recording, without a guard: for numbers that wrap a symbol.
    #[doc(hidden)]
    pub fn value(self) -> f64 {
        self.value
    }
    /// Which node it is, none for a constant: likewise.
    #[doc(hidden)]
    pub fn index(self) -> Option<u32> {
        self.place.map(|(_, node)| node)
    }
    /// The recording of the first operand that has one.
    pub(super) fn recorder(x: &[Self]) -> Option<&'r Recorder> {
        x.iter().find_map(|x| x.place).map(|(recorder, _)| recorder)
    }
    /// The operation on symbols, of constants a constant.
    pub(super) fn operation(kind: Kind, x: &[Self]) -> Self {
        match Symbol::recorder(x) {
            Some(recorder) => recorder.push(kind, x),
            None => Symbol::constant(kind.value(&x.iter().map(|x| x.value).collect::<Vec<_>>())),
        }
    }
    /// The outcome of a comparison, which is guarded.
    pub(super) fn learn(relation: Relation, x: &[Self]) -> bool {
        if let Some(recorder) = Symbol::recorder(x) {
            let places: Vec<u32> = x.iter().map(|&x| recorder.place(relation.name(), x)).collect();
            recorder.build(|builder| builder.guard(relation, &places));
        }
        relation.holds(x[0].value, x[x.len() - 1].value)
    }
    /// The outcome of a comparison, left open.
    fn holds(relation: Relation, x: &[Self]) -> Outcome<'r> {
        Outcome(Symbol::operation(Kind::Holds(relation), x))
    }
}

impl<'r> Number for Symbol<'r> {
    type Base = f64;
    type Truth = Outcome<'r>;
    const RECORDED: bool = true;

    fn lift(c: f64) -> Self {
        Symbol::constant(c)
    }
    fn primal(self) -> f64 {
        Symbol::learn(Relation::SameBits, &[self, Symbol::constant(self.value)]);
        self.value
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let kind = match rule.op() {
            Op::Custom { .. } => Kind::Custom(Rc::new(Keep(rule))),
            op => Kind::Rule(op),
        };
        Symbol::operation(kind, &x)
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let y = f64::apply_vector(rule, &x.iter().map(|x| x.value).collect::<Vec<_>>());
        let Some(recorder) = Symbol::recorder(x) else {
            return y.into_iter().map(Symbol::constant).collect();
        };
        let x: Vec<u32> = x.iter().map(|&x| recorder.place(rule.name(), x)).collect();
        let kind = Kind::Block(Rc::new(rule.clone()), Product::Value);
        let entries = recorder.build(|builder| builder.block(kind, &x, &y));
        entries.into_iter().zip(y).map(|(node, y)| recorder.written(node, || y)).collect()
    }
    fn chain(self, tangent: Self) -> Self {
        Symbol::operation(Kind::Strong, &[self, tangent])
    }
    fn above(self, other: Self) -> Outcome<'r> {
        Symbol::holds(Relation::Less, &[other, self])
    }
    fn at_least(self, other: Self) -> Outcome<'r> {
        Symbol::holds(Relation::LessEqual, &[other, self])
    }
    fn undefined(self) -> Outcome<'r> {
        Symbol::holds(Relation::Nan, &[self])
    }
    fn same_sign(self, other: Self) -> Outcome<'r> {
        Symbol::holds(Relation::SameSign, &[self, other])
    }
    fn choose(condition: Outcome<'r>, a: Self, b: Self) -> Self {
        match condition.known() {
            Some(condition) => [b, a][usize::from(condition)],
            None => Symbol::operation(Kind::Choose, &[condition.0, a, b]),
        }
    }
    fn one_if(condition: Outcome<'r>) -> Self {
        condition.0
    }
    fn as_constant(self) -> Option<f64> {
        self.place.is_none().then_some(self.value)
    }
    fn detached(self) -> Self {
        Symbol::operation(Kind::Detach, &[self])
    }
    fn poison() -> Self {
        Symbol::constant(f64::NAN)
    }
    fn is_finite_all(self) -> bool {
        Symbol::learn(Relation::Finite, &[self])
    }
}

grow_number!(@arithmetic ['r] Symbol<'r>);

/// The outcome of a comparison of [`Symbol`]s that stays open; see [`Number::choose`].
///
/// ```
/// # use ad_core::Number;
/// # use ad_program::{Recorder, Symbol};
/// let recorder = Recorder::new();
/// let x = recorder.variables(&[1.0, 2.0]);
/// let larger = Symbol::choose(x[0].above(x[1]), x[0], x[1]);
/// assert_eq!(recorder.program(&[larger])?.evaluate(&[7.0, 3.0])?, [7.0]);
/// # Ok::<(), ad_program::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'r>(Symbol<'r>);

impl<'r> Outcome<'r> {
    /// As a number, 1 or 0: for numbers that wrap a symbol.
    #[doc(hidden)]
    pub fn symbol(self) -> Symbol<'r> {
        self.0
    }
    /// Of such a number.
    #[doc(hidden)]
    pub fn of(symbol: Symbol<'r>) -> Self {
        Outcome(symbol)
    }
}

impl From<bool> for Outcome<'_> {
    fn from(outcome: bool) -> Self {
        Outcome(Symbol::constant(f64::indicator(outcome)))
    }
}
impl Truth for Outcome<'_> {
    fn known(self) -> Option<bool> {
        self.0.as_constant().map(|c| c == 1.0)
    }
}
impl Not for Outcome<'_> {
    type Output = Self;
    fn not(self) -> Self {
        Outcome(Symbol::operation(Kind::Not, &[self.0]))
    }
}
impl BitAnd for Outcome<'_> {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Outcome(Symbol::operation(Kind::And, &[self.0, other.0]))
    }
}
impl BitOr for Outcome<'_> {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Outcome(Symbol::operation(Kind::Or, &[self.0, other.0]))
    }
}

/// A name: the value would be that of one point only.
impl fmt::Display for Symbol<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.place {
            Some((recorder, node)) => f.write_str(&recorder.builder().graph.node_name(node as usize)),
            None => fmt::Display::fmt(&self.value, f),
        }
    }
}
impl fmt::Debug for Symbol<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
