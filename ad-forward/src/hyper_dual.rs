//! Hyper-dual numbers: two independent tangents and their mixed second derivative.
//!
//! `f(a + b ε1 + c ε2 + d ε1ε2)` has the `ε1ε2` part `f'(a) d + f''(a) b c`
//! (Fike & Alonso 2011). A hyper-dual number *is* a dual number over dual numbers with named
//! parts, so it reads every rule as `Dual<Dual<T>>` does, bit for bit.

use crate::Dual;
use ad_core::rules::{Rule, VectorRule};
use ad_core::{Level, Number, grow_number};
use alloc::vec::Vec;
use core::fmt;

/// `re + e1 ε1 + e2 ε2 + e12 ε1ε2`.
///
/// ```
/// use ad_forward::HyperDual;
/// let x = HyperDual::variable(2.0);
/// assert_eq!((x * x * x).e12, 12.0); // (x³)'' = 6x
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct HyperDual<T> {
    /// The primal value.
    pub re: T,
    /// The tangent in the first direction.
    pub e1: T,
    /// The tangent in the second direction.
    pub e2: T,
    /// The mixed second derivative.
    pub e12: T,
}

impl<T: Number> HyperDual<T> {
    /// `re + e1 ε1 + e2 ε2 + e12 ε1ε2`.
    ///
    /// ```
    /// # use ad_forward::HyperDual;
    /// assert_eq!(HyperDual::new(1.0, 2.0, 3.0, 4.0).e12, 4.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn new(re: T, e1: T, e2: T, e12: T) -> Self {
        HyperDual { re, e1, e2, e12 }
    }
    /// The variable to differentiate by twice: both tangents 1.
    ///
    /// ```
    /// # use ad_forward::HyperDual;
    /// let y = HyperDual::variable(0.5).exp();
    /// assert_eq!((y.e1, y.e12), (0.5f64.exp(), 0.5f64.exp()));
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variable(re: T) -> Self {
        HyperDual { re, e1: T::one(), e2: T::one(), e12: T::zero() }
    }
    /// A constant: every derivative part 0.
    ///
    /// ```
    /// # use ad_forward::HyperDual;
    /// assert_eq!(HyperDual::constant(1.0).e1, 0.0);
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(re: T) -> Self {
        let zero = T::zero();
        HyperDual { re, e1: zero, e2: zero, e12: zero }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn nested(self) -> Dual<Dual<T>> {
        Dual { re: Dual { re: self.re, eps: self.e1 }, eps: Dual { re: self.e2, eps: self.e12 } }
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn flat(x: Dual<Dual<T>>) -> Self {
        HyperDual { re: x.re.re, e1: x.re.eps, e2: x.eps.re, e12: x.eps.eps }
    }
}

impl<T: Number> Number for HyperDual<T> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lift(c: T::Base) -> Self {
        HyperDual::constant(T::lift(c))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn primal(self) -> T::Base {
        self.re.primal()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        Self::flat(Dual::apply(rule, x.map(Self::nested)))
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let x: Vec<_> = x.iter().map(|x| x.nested()).collect();
        Dual::apply_vector(rule, &x).into_iter().map(Self::flat).collect()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn chain(self, tangent: Self) -> Self {
        Self::flat(self.nested().chain(tangent.nested()))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn as_constant(self) -> Option<T::Base> {
        self.nested().as_constant()
    }
    fn detached(self) -> Self {
        HyperDual::constant(self.re.detached())
    }
    fn poison() -> Self {
        Self::flat(Dual::poison())
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn scale(self, c: f64) -> Self {
        Self::flat(self.nested().scale(c))
    }
    fn is_finite_all(self) -> bool {
        self.nested().is_finite_all()
    }
}
impl<T: Number> Level for HyperDual<T> {
    type Inner = T;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn constant(c: T) -> Self {
        HyperDual::constant(c)
    }
}
grow_number!([T: Number] HyperDual<T>; inner T; compare |x| x.re; coefficients |x| [x.re, x.e1, x.e2, x.e12]);

impl<T: fmt::Display> fmt::Display for HyperDual<T> {
    /// `HyperDual(v=8.0000, g1=12.0000, g2=12.0000, h=12.0000)`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let HyperDual { re, e1, e2, e12 } = self;
        write!(f, "HyperDual(v={re:.digits$}, g1={e1:.digits$}, g2={e2:.digits$}, h={e12:.digits$})")
    }
}
