//! A foreign float in an objective.

use super::{Base, Number};
use crate::rules::Rule;
use core::fmt;

/// A plain float as a [`Real`](crate::Real) number, for types that do not mix with f64
/// themselves: `Plain<f32>` runs an objective in single precision.
///
/// ```
/// use ad_core::{Plain, Real};
/// fn f<F: Real>(x: F) -> F { x.sin() * 2.0 }
/// let y: Plain<f32> = f(Plain(0.5f32));
/// assert_eq!(y.0, 0.5f32.sin() * 2.0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Plain<T>(pub T);

impl<T: Base> Number for Plain<T> {
    type Base = T;
    type Truth = bool;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lift(c: T) -> Self {
        Plain(c)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn primal(self) -> T {
        self.0
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        Plain(T::apply(rule, x.map(|x| x.0)))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn chain(self, tangent: Self) -> Self {
        Plain(self.0.chain(tangent.0))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn slopes<R: Rule<N>, const N: usize>(rule: R, x: [Self; N], y: Self) -> [Self; N] {
        T::slopes(rule, x.map(|x| x.0), y.0).map(Plain)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn as_constant(self) -> Option<T> {
        Some(self.0)
    }
    fn poison() -> Self {
        Plain(T::poison())
    }
    fn is_finite_all(self) -> bool {
        self.0.is_finite()
    }
}
crate::grow_number!([T: Base] Plain<T>; inner T; compare |x| x.0; coefficients |x| [x.0]);

impl<T: fmt::Display> fmt::Display for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}
