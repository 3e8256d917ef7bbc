//! Dual numbers: `a + b eps` with `eps² = 0`.
//!
//! `f(a + b eps) = f(a) + f'(a) b eps`: the derivative travels beside the value
//! (Clifford 1873; Wengert 1964).

use crate::scale::Scale;
use ad_core::rules::{Linearized, Rule, VectorRule, table::Mul};
use ad_core::{Level, Number, grow_number};
use alloc::vec::Vec;
use core::fmt;

/// `re + eps ε`: a value and one tangent.
///
/// Nests freely: `Dual<Dual<f64>>` carries second derivatives, its levels kept apart by type.
///
/// ```
/// use ad_forward::Dual;
/// let (a, b) = (Dual::new(3.0, 1.0), Dual::new(2.0, 0.0));
/// assert_eq!((a * b + a.max(2.0.into())).ln().to_string(), "Dual(v=2.1972, g=0.3333)");
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Dual<T> {
    /// The primal value.
    pub re: T,
    /// The tangent.
    pub eps: T,
}

impl<T: Number> Dual<T> {
    /// `re + eps ε`.
    ///
    /// ```
    /// # use ad_forward::Dual;
    /// assert_eq!(Dual::new(2.0, 3.0).eps, 3.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn new(re: T, eps: T) -> Self {
        Dual { re, eps }
    }
    /// The variable to differentiate by: tangent 1.
    ///
    /// ```
    /// # use ad_forward::Dual;
    /// let x = Dual::variable(3.0);
    /// assert_eq!((x * x).eps, 6.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variable(re: T) -> Self {
        Dual { re, eps: T::one() }
    }
    /// A constant: tangent 0.
    ///
    /// ```
    /// # use ad_forward::Dual;
    /// assert_eq!((Dual::constant(3.0) * Dual::variable(2.0)).eps, 3.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(re: T) -> Self {
        Dual { re, eps: T::zero() }
    }
}

impl<T: Number> Number for Dual<T> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lift(c: T::Base) -> Self {
        Dual::constant(T::lift(c))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn primal(self) -> T::Base {
        self.re.primal()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.re);
        let re = T::apply(rule, at);
        let [eps] = T::push_forward(rule, at, re, x.map(|x| [x.eps]));
        Dual { re, eps }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply_plainly<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.re);
        let re = T::apply_plainly(rule, at);
        let [eps] = T::plain_sums(T::slopes(rule, at, re), x.map(|x| [x.eps]));
        Dual { re, eps }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let (at, tangent): (Vec<T>, Vec<T>) = x.iter().map(|x| (x.re, x.eps)).unzip();
        let re = T::apply_vector(rule, &at);
        let eps = Linearized::new(rule, &at, &re).jvp(&tangent);
        re.iter().zip(eps).map(|(&re, eps)| Dual { re, eps }).collect()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn chain(self, tangent: Self) -> Self {
        let re = self.re.chain(tangent.re);
        let [eps] = T::push_forward(Mul {}, [self.re, tangent.re], re, [[self.eps], [tangent.eps]]);
        Dual { re, eps }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn as_constant(self) -> Option<T::Base> {
        if self.eps.is_strong_zero() { self.re.as_constant() } else { None }
    }
    fn detached(self) -> Self {
        Dual::constant(self.re.detached())
    }
    fn poison() -> Self {
        Dual { re: T::poison(), eps: T::poison() }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn scale(self, c: f64) -> Self {
        let re = self.re.scale(c);
        let [eps] = T::push_forward(Scale(c), [self.re], re, [[self.eps]]);
        Dual { re, eps }
    }
    fn is_finite_all(self) -> bool {
        self.re.is_finite_all() && self.eps.is_finite_all()
    }
}
impl<T: Number> Level for Dual<T> {
    type Inner = T;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn constant(c: T) -> Self {
        Dual::constant(c)
    }
}
grow_number!([T: Number] Dual<T>; inner T; compare |x| x.re; coefficients |x| [x.re, x.eps]);

impl<T: fmt::Display> fmt::Display for Dual<T> {
    /// `Dual(v=2.1972, g=0.3333)`: four digits, or as many as the format asks for.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        write!(f, "Dual(v={:.digits$}, g={:.digits$})", self.re, self.eps)
    }
}
