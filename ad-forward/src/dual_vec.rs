//! One value with `N` tangents: `N` directional derivatives in one evaluation.

use crate::scale::Scale;
use ad_core::rules::{Linearized, Rule, VectorRule, table::Mul};
use ad_core::{Number, grow_number};
use alloc::vec::Vec;
use core::array;
use core::fmt;

/// `re + sum_k eps_k ε_k`, every product of two `ε` zero: a row of a Jacobian at a time.
///
/// ```
/// use ad_forward::DualVec;
/// let [x, y] = DualVec::variables([3.0, 4.0]);
/// assert_eq!((x * y).eps, [4.0, 3.0]);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DualVec<T, const N: usize> {
    /// The primal value.
    pub re: T,
    /// The tangents.
    #[cfg_attr(feature = "serde", serde(with = "ad_core::sequence"))]
    pub eps: [T; N],
}

impl<T: Number, const N: usize> Default for DualVec<T, N> {
    fn default() -> Self {
        DualVec::constant(T::zero())
    }
}

impl<T: Number, const N: usize> DualVec<T, N> {
    /// `re + sum_k eps_k ε_k`.
    ///
    /// ```
    /// # use ad_forward::DualVec;
    /// assert_eq!(DualVec::new(2.0, [1.0, 0.5]).eps[1], 0.5);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn new(re: T, eps: [T; N]) -> Self {
        DualVec { re, eps }
    }
    /// Tangent 1 in direction `k`, 0 in the others; a constant if `k >= N`.
    ///
    /// ```
    /// # use ad_forward::DualVec;
    /// assert_eq!(DualVec::<f64, 3>::variable(2.0, 1).eps, [0.0, 1.0, 0.0]);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variable(re: T, k: usize) -> Self {
        DualVec { re, eps: array::from_fn(|i| T::indicator(i == k)) }
    }
    /// One variable a direction.
    ///
    /// ```
    /// # use ad_forward::DualVec;
    /// let [x, y] = DualVec::variables([3.0, 4.0]);
    /// assert_eq!((x.eps, y.eps), ([1.0, 0.0], [0.0, 1.0]));
    /// ```
    pub fn variables(re: [T; N]) -> [Self; N] {
        array::from_fn(|k| Self::variable(re[k], k))
    }
    /// All tangents 0.
    ///
    /// ```
    /// # use ad_forward::DualVec;
    /// assert_eq!(DualVec::<f64, 2>::constant(2.0).eps, [0.0, 0.0]);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(re: T) -> Self {
        DualVec { re, eps: [T::zero(); N] }
    }
}

impl<T: Number, const M: usize> Number for DualVec<T, M> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lift(c: T::Base) -> Self {
        DualVec::constant(T::lift(c))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn primal(self) -> T::Base {
        self.re.primal()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.re);
        let re = T::apply(rule, at);
        DualVec { re, eps: T::push_forward(rule, at, re, x.map(|x| x.eps)) }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply_plainly<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.re);
        let re = T::apply_plainly(rule, at);
        DualVec { re, eps: T::plain_sums(T::slopes(rule, at, re), x.map(|x| x.eps)) }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let at: Vec<T> = x.iter().map(|x| x.re).collect();
        let re = T::apply_vector(rule, &at);
        let map = Linearized::new(rule, &at, &re);
        let eps: [Vec<T>; M] = array::from_fn(|k| map.jvp(&x.iter().map(|x| x.eps[k]).collect::<Vec<_>>()));
        let entry = |(i, &re): (usize, &T)| DualVec { re, eps: array::from_fn(|k| eps[k][i]) };
        re.iter().enumerate().map(entry).collect()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn chain(self, tangent: Self) -> Self {
        let re = self.re.chain(tangent.re);
        DualVec { re, eps: T::push_forward(Mul {}, [self.re, tangent.re], re, [self.eps, tangent.eps]) }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn as_constant(self) -> Option<T::Base> {
        if self.eps.iter().all(|e| e.is_strong_zero()) { self.re.as_constant() } else { None }
    }
    fn detached(self) -> Self {
        DualVec::constant(self.re.detached())
    }
    fn poison() -> Self {
        DualVec { re: T::poison(), eps: [T::poison(); M] }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn scale(self, c: f64) -> Self {
        let re = self.re.scale(c);
        DualVec { re, eps: T::push_forward(Scale(c), [self.re], re, [self.eps]) }
    }
    fn is_finite_all(self) -> bool {
        self.re.is_finite_all() && self.eps.iter().all(|e| e.is_finite_all())
    }
}
grow_number!([T: Number, const M: usize] DualVec<T, M>; inner T;
    compare |x| x.re; coefficients |x| core::iter::once(x.re).chain(x.eps));

impl<T: fmt::Display, const N: usize> fmt::Display for DualVec<T, N> {
    /// `DualVec(v=12.0000, g=[4.0000, 3.0000])`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        write!(f, "DualVec(v={:.digits$}, g=[", self.re)?;
        for (k, eps) in self.eps.iter().enumerate() {
            write!(f, "{}{eps:.digits$}", if k > 0 { ", " } else { "" })?;
        }
        write!(f, "])")
    }
}
