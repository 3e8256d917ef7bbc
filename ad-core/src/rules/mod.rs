//! A derivative rule, and the one table of all of them.
//!
//! A rule of `N` arguments is its value at plain floats and its `N` partial slopes
//! `df/dx_k`, written over *any* [`Number`]. Only first slopes are ever written: a second
//! derivative is the same slope read at a dual number, a Taylor coefficient the same slope
//! read at a truncated series, a derivative program the same slope read over an expression
//! builder. So every rule stands in exactly one line of [`table`].
//!
//! Two rules of composition hold for all of them and stand here, in [`partials`]:
//! a NaN value has NaN slopes, and (in [`Number::chain`]) a product with an exact zero is zero.

mod custom;
mod define;
pub mod table;
mod vector;

pub use custom::{FirstOrder, first_order};
pub use table::{Auxiliary, Op, Special};
pub(crate) use vector::plain_value;
pub use vector::{FirstOrderVector, Linear, Linearized, VectorRule, first_order_vector};

use crate::Number;

/// A differentiable function of `N` numbers.
///
/// A recorded program keeps it, hence `'static`.
///
/// The functions of the table are unit structs that implement it ([`table::Sin`]); a function
/// of one's own implements it too and is then one operation in every engine and order.
///
/// ```
/// use ad_core::{Number, rules::{Op, Rule}};
///
/// /// x e^x, with slope (1 + x) e^x.
/// #[derive(Clone, Copy, Debug)]
/// struct XExp;
/// impl Rule<1> for XExp {
///     fn op(&self) -> Op { Op::Custom { name: "x_exp" } }
///     fn value(&self, [x]: [f64; 1]) -> f64 { x * x.exp() }
///     fn slopes<T: Number>(&self, [x]: [T; 1], y: T) -> [T; 1] { [y + x.exp()] }
/// }
/// assert_eq!(f64::apply(XExp, [1.0]), 1f64.exp());
/// assert_eq!(ad_core::rules::partials(XExp, [0.0], 0.0), [1.0]);
/// ```
pub trait Rule<const N: usize>: Copy + 'static {
    /// Whether [`slopes`](Rule::slopes) reads `y`; a series then has to compute it first.
    const READS_VALUE: bool = true;

    /// Which function this is, with its parameters.
    fn op(&self) -> Op;

    /// `f(x)`.
    fn value(&self, x: [f64; N]) -> f64;

    /// `f(x)` where `known`, a number that the rule names, is at hand already: the power of which
    /// this one is the slope, say. It spares work, and is as accurate as [`value`](Rule::value).
    fn value_given(&self, x: [f64; N], known: f64) -> f64 {
        let _ = known;
        self.value(x)
    }

    /// Whether the slopes are known at f64 only, as those of [`first_order`]: a recorded program then
    /// keeps them as operations of their own.
    fn first_order(&self) -> bool {
        false
    }

    /// `df/dx_k` for each `k`, given `x` and `y = f(x)`.
    ///
    /// Comparisons see the primal value and may be used to branch; every term must keep its
    /// digits when `T` is itself a derivative number (`1 - x*x` does not near 1).
    fn slopes<T: Number>(&self, x: [T; N], y: T) -> [T; N];
}

/// The slopes of `rule` under the convention for undefined values: where `y` is NaN every
/// slope is NaN, so that `ln'(-1)` is not the finite slope of an undefined value.
/// Sums and products are exempt: their partials follow the formula.
///
/// ```
/// use ad_core::rules::{partials, table::Ln};
/// assert!(partials(Ln {}, [-1.0], f64::NAN)[0].is_nan());
/// ```
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn partials<R: Rule<N>, T: Number, const N: usize>(rule: R, x: [T; N], y: T) -> [T; N] {
    if undefined(rule, y) { [undefined_slope(y); N] } else { T::slopes(rule, x, y) }
}

/// The slope of an undefined value: NaN, and varying with what `y` varies with, nothing else.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn undefined_slope<T: Number>(y: T) -> T {
    T::nan() * y
}

/// Whether the value `y` of `rule` is NaN and poisons its slopes: sums and products are exempt.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn undefined<R: Rule<N>, T: Number, const N: usize>(rule: R, y: T) -> bool {
    let sum_or_product = matches!(rule.op(), Op::Neg {} | Op::Add {} | Op::Sub {} | Op::Mul {} | Op::MulAdd {});
    !sum_or_product && y.is_nan()
}

/// A rule whose value is computed with a known number; its slopes are its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<R> {
    pub rule: R,
    pub known: f64,
}
impl<R: Rule<N>, const N: usize> Rule<N> for Given<R> {
    const READS_VALUE: bool = R::READS_VALUE;
    #[inline(always)]
    fn op(&self) -> Op {
        self.rule.op()
    }
    #[inline(always)]
    fn value(&self, x: [f64; N]) -> f64 {
        self.rule.value_given(x, self.known)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn slopes<T: Number>(&self, x: [T; N], y: T) -> [T; N] {
        self.rule.slopes(x, y)
    }
}

/// What the table says of a rule beside its slope.
#[derive(Clone, Copy, Debug)]
pub struct Row<const N: usize> {
    /// The method name, e.g. `"sin"`.
    pub name: &'static str,
    /// Where the function is offered.
    pub section: Section,
    /// The slopes as written.
    pub slopes: &'static str,
    /// The domain as written.
    pub domain: &'static str,
    /// Whether an argument lies in the domain: outside it value and slopes are NaN.
    pub contains: fn([f64; N]) -> bool,
    /// Points of the domain, away from kinks, at which every test tries the rule.
    pub points: &'static [[f64; N]],
}

/// Where a function of the table is offered to users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// A method of [`num_traits::Float`] or an operator.
    Float,
    /// A method of [`Special`].
    Special,
    /// Only inside rules: what keeps the others exact when differentiated again.
    Auxiliary,
}

/// Somebody who wants the rule that an [`Op`] names, with its type: see [`Op::read`].
pub trait Reader {
    /// What comes of it.
    type Output;
    /// Called once, with the rule.
    fn read<R: Rule<N>, const N: usize>(self, rule: R) -> Self::Output;
}

/// A parameter of a rule, bit by bit.
trait Parameter {
    fn to_parameter(self) -> u64;
}
impl Parameter for f64 {
    fn to_parameter(self) -> u64 {
        self.to_bits()
    }
}
impl Parameter for i64 {
    fn to_parameter(self) -> u64 {
        self as u64
    }
}
impl Parameter for i32 {
    fn to_parameter(self) -> u64 {
        self as u64
    }
}
impl Parameter for u32 {
    fn to_parameter(self) -> u64 {
        self.into()
    }
}

/// Somebody who wants to see every row of the table, each with its own type.
pub trait Visitor {
    /// Called once for each row, and for each parameter sample of a row with parameters.
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>);
}
