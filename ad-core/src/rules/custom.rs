//! Functions of one's own: one operation in every engine.
//!
//! Slopes written over any number ([`custom_rule!`](crate::custom_rule), or [`Rule`] by hand)
//! hold in every order. Slopes known at f64 only ([`first_order`]) give first derivatives, and
//! a clear panic in any higher-order use, never a wrong number. Functions with vectors as argument
//! and result are [`VectorRule`](super::VectorRule)s.

use super::{Op, Rule};
use crate::Number;
use num_traits::ToPrimitive;

/// The value of a number without derivative part, for slopes that are known at f64 only.
pub(super) fn at_f64<T: Number>(number: T) -> Option<f64> {
    number.as_constant().and_then(|c| c.to_f64())
}

/// A rule of `N` arguments from a value and slopes at f64. See [`first_order`].
#[derive(Clone, Copy, Debug)]
pub struct FirstOrder<V, S> {
    name: &'static str,
    value: V,
    slopes: S,
}

/// A function with slopes that are known at f64 only: a table, a fit, somebody else's code.
///
/// `value(x)` and `slopes(x, y)`, one slope an argument; they own what they need (`move`), and what is
/// large stands behind a `&'static` or in a [`first_order_vector`](super::first_order_vector). Call it with [`FirstOrder::at`] on any
/// number. A second derivative would need the slope of the slope: asking for one panics.
///
/// ```
/// use ad_core::rules::first_order;
/// let cube = first_order("cube", |[x]: [f64; 1]| x * x * x, |[x], _| [3.0 * x * x]);
/// assert_eq!(cube.at([2.0]), 8.0);
/// ```
pub fn first_order<V, S, const N: usize>(name: &'static str, value: V, slopes: S) -> FirstOrder<V, S>
where
    V: Fn([f64; N]) -> f64 + Copy + 'static,
    S: Fn([f64; N], f64) -> [f64; N] + Copy + 'static,
{
    FirstOrder { name, value, slopes }
}

impl<V: Copy, S: Copy> FirstOrder<V, S> {
    /// The function at any number.
    ///
    /// # Panics
    /// In a derivative of second or higher order, or on a graph of graph nodes.
    pub fn at<T: Number, const N: usize>(self, x: [T; N]) -> T
    where
        Self: Rule<N>,
    {
        T::apply(self, x)
    }
}

impl<V, S, const N: usize> Rule<N> for FirstOrder<V, S>
where
    V: Fn([f64; N]) -> f64 + Copy + 'static,
    S: Fn([f64; N], f64) -> [f64; N] + Copy + 'static,
{
    fn op(&self) -> Op {
        Op::Custom { name: self.name }
    }
    fn value(&self, x: [f64; N]) -> f64 {
        (self.value)(x)
    }
    fn first_order(&self) -> bool {
        true
    }
    fn slopes<T: Number>(&self, x: [T; N], y: T) -> [T; N] {
        // A number that varies here would need the slope's own slope.
        let plain = |number: T| match at_f64(number) {
            Some(c) => c,
            None => panic!(
                "the rule `{}` gives its slopes for f64 only, so it has no second derivative: \
                 write them over any number with custom_rule!",
                self.name
            ),
        };
        (self.slopes)(x.map(plain), plain(y)).map(T::lit)
    }
}

/// Defines a function of one's own with its slopes over any number, as one operation in every
/// engine and every order.
///
/// ```
/// ad_core::custom_rule! {
///     /// `x e^x`, with slope `(1 + x) e^x`.
///     pub fn x_exp(x) = y => [y + x.exp()]; x * x.exp()
/// }
/// ad_core::custom_rule! {
///     /// The cosine rule: the third side of a triangle from two sides and their angle.
///     fn third_side(a, b, angle) = c => [
///         (a - b * angle.cos()) / c,
///         (b - a * angle.cos()) / c,
///         a * b * angle.sin() / c
///     ]; (a * a + b * b - 2.0 * a * b * angle.cos()).sqrt()
/// }
/// assert_eq!(x_exp(1.0), 1f64.exp());
/// assert_eq!(third_side(3.0, 4.0, core::f64::consts::FRAC_PI_2), 5.0);
/// ```
///
/// The slopes stand in brackets, one an argument, in terms of the arguments and, if named, of the
/// result; after the semicolon stands the value, at f64.
#[macro_export]
macro_rules! custom_rule {
    ($(#[$meta:meta])* $vis:vis fn $f:ident($($x:ident),+) $(= $y:ident)? => [$($slope:expr),+ $(,)?]; $value:expr) => {
        $(#[$meta])*
        $vis fn $f<F: $crate::Number>($($x: F),+) -> F {
            const ARGUMENTS: usize = [$(stringify!($x)),+].len();
            #[derive(Clone, Copy)]
            struct Custom;
            #[allow(unused_variables, reason = "a slope need not use every argument")]
            impl $crate::rules::Rule<ARGUMENTS> for Custom {
                fn op(&self) -> $crate::rules::Op {
                    $crate::rules::Op::Custom { name: stringify!($f) }
                }
                fn value(&self, [$($x),+]: [f64; ARGUMENTS]) -> f64 {
                    $value
                }
                fn slopes<T: $crate::Number>(&self, [$($x),+]: [T; ARGUMENTS], y: T) -> [T; ARGUMENTS] {
                    $(let $y = y;)?
                    [$($slope),+]
                }
            }
            F::apply(Custom, [$($x),+])
        }
    };
}
