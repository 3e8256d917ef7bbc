//! Perturbation tags: the number of one derivative cannot stand in another.
//!
//! In `d/dx [x d/dy (x + y)] = 1` the inner derivative must hold `x` constant. If both levels have
//! one type it cannot, and says 2 (Siskind & Pearlmutter 2005). So a verb that takes a closure
//! hands it a number with a lifetime of its own, and the closure, which has to serve every
//! lifetime, can return nothing into which a number of another derivative went.

use super::Number;
use crate::rules::{Rule, VectorRule};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

/// The number `N` inside one call of a verb, tagged by the lifetime `'t` of the call.
///
/// It is the number itself, at no cost, but numbers of two calls do not mix: an outer one used in
/// an inner derivative is lifted by [`constant`](Tagged::constant), or the program does not compile.
///
/// ```
/// use ad_core::Real;
/// fn cube<F: Real>(x: F) -> F { x * x * x }
/// # #[cfg(feature = "complex-step")]
/// assert_eq!(ad_core::ComplexStep::derivative(|z| cube(z), 2.0, 1e-200), 12.0); // z: Tagged<ComplexStep>
/// ```
pub struct Tagged<'t, N> {
    number: N,
    /// Invariant in `'t`: no call's lifetime can be stretched or shrunk to another's.
    tag: PhantomData<fn(&'t ()) -> &'t ()>,
}

/// A number with one level of derivative over [`Inner`](Level::Inner).
pub trait Level: Number {
    /// The number one level down.
    type Inner: Number;
    /// `c` with zero derivative at this level, its own derivative parts kept.
    fn constant(c: Self::Inner) -> Self;
}

impl<N> Tagged<'_, N> {
    /// `f(x)` for the inside of a verb: `f` may not let `x` out, nor another call's numbers in.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn call(f: impl for<'t> FnOnce(Tagged<'t, N>) -> Tagged<'t, N>, x: N) -> N {
        f(Tagged::of(x)).number
    }
}

impl<N> Tagged<'_, N> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn of(number: N) -> Self {
        Tagged { number, tag: PhantomData }
    }
}

impl<N: Level> Tagged<'_, N> {
    /// The number of an outer derivative as a constant of this one.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(c: N::Inner) -> Self {
        Tagged::of(N::constant(c))
    }
}

impl<N: Copy> Clone for Tagged<'_, N> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn clone(&self) -> Self {
        *self
    }
}
impl<N: Copy> Copy for Tagged<'_, N> {}

impl<N: Number> Number for Tagged<'_, N> {
    type Base = N::Base;
    type Truth = bool;
    const RECORDED: bool = N::RECORDED;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn lift(c: N::Base) -> Self {
        Tagged::of(N::lift(c))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn primal(self) -> N::Base {
        self.number.primal()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<M>, const M: usize>(rule: R, x: [Self; M]) -> Self {
        Tagged::of(N::apply(rule, x.map(|x| x.number)))
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let x: Vec<N> = x.iter().map(|x| x.number).collect();
        N::apply_vector(rule, &x).into_iter().map(Tagged::of).collect()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn chain(self, tangent: Self) -> Self {
        Tagged::of(self.number.chain(tangent.number))
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn slopes<R: Rule<M>, const M: usize>(rule: R, x: [Self; M], y: Self) -> [Self; M] {
        N::slopes(rule, x.map(|x| x.number), y.number).map(Tagged::of)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_forward<R: Rule<M>, const M: usize, const L: usize>(
        rule: R,
        x: [Self; M],
        y: Self,
        tangents: [[Self; L]; M],
    ) -> [Self; L] {
        let tangents = tangents.map(|lanes| lanes.map(|t| t.number));
        N::push_forward(rule, x.map(|x| x.number), y.number, tangents).map(Tagged::of)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn as_constant(self) -> Option<N::Base> {
        self.number.as_constant()
    }
    fn detached(self) -> Self {
        Tagged::of(self.number.detached())
    }
    fn poison() -> Self {
        Tagged::of(N::poison())
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn scale(self, c: f64) -> Self {
        Tagged::of(self.number.scale(c))
    }
    fn is_finite_all(self) -> bool {
        self.number.is_finite_all()
    }
}
crate::grow_number!(['t, N: Number] Tagged<'t, N>; inner N; compare |x| x.number; coefficients |x| [x.number]);

impl<N: fmt::Debug> fmt::Debug for Tagged<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.number.fmt(f)
    }
}
impl<N: fmt::Display> fmt::Display for Tagged<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.number.fmt(f)
    }
}
