//! Functions written once, over any [`Real`].

use crate::Real;

/// A function `f: R^n -> R`, written once and evaluated at every number type.
///
/// ```
/// use ad_core::{Objective, Real};
/// struct Rosenbrock;
/// impl Objective for Rosenbrock {
///     fn value<F: Real>(&self, x: &[F]) -> F {
///         (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
///     }
/// }
/// assert_eq!(Rosenbrock.value(&[1.0, 2.0]), 100.0);
/// ```
pub trait Objective {
    /// `f(x)`.
    fn value<F: Real>(&self, x: &[F]) -> F;
}
impl<O: Objective + ?Sized> Objective for &O {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (**self).value(x)
    }
}

/// A function `r: R^n -> R^m`, written once and evaluated at every number type.
///
/// ```
/// use ad_core::{Real, Residuals};
/// struct Polar;
/// impl Residuals for Polar {
///     fn len(&self) -> usize { 2 }
///     fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
///         out[0] = x[0] * x[1].cos();
///         out[1] = x[0] * x[1].sin();
///     }
/// }
/// let mut out = [0.0; 2];
/// Polar.residuals(&[2.0, 0.0], &mut out);
/// assert_eq!(out, [2.0, 0.0]);
/// ```
#[expect(clippy::len_without_is_empty, reason = "a length of zero is a shape, not a state")]
pub trait Residuals {
    /// `m`, the number of components.
    fn len(&self) -> usize;
    /// Writes `r(x)` to `out`, which has length [`len`](Residuals::len) and holds zeros.
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]);
}
impl<R: Residuals + ?Sized> Residuals for &R {
    fn len(&self) -> usize {
        (**self).len()
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        (**self).residuals(x, out)
    }
}

/// An objective as a function of one component.
///
/// ```
/// use ad_core::{objective, Residuals, Single};
/// let f = objective!(|x| x[0] * x[0]);
/// let mut out = [0.0];
/// Single(&f).residuals(&[3.0], &mut out);
/// assert_eq!(out, [9.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Single<O>(pub O);
impl<O: Objective> Residuals for Single<O> {
    fn len(&self) -> usize {
        1
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[0] = self.0.value(x);
    }
}

/// An [`Objective`] without a type of one's own: from a generic function, also one over plain
/// `num_traits::Float`, or from an expression with captured values.
///
/// ```
/// use ad_core::{objective, Objective, Real};
/// use num_traits::Float;
///
/// fn foreign<F: Float>(x: &[F]) -> F { x[0].sin() * x[1] }
/// let f = objective!(foreign);
/// assert_eq!(f.value(&[0.5, 2.0]), 0.5f64.sin() * 2.0);
///
/// let center = 3.0;
/// let g = objective!([center: f64 = center] |x| (x[0] - center).sq());
/// assert_eq!(g.value(&[1.0]), 4.0);
/// ```
#[macro_export]
macro_rules! objective {
    ($([$($c:ident : $t:ty = $v:expr),* $(,)?])? |$x:ident| $body:expr) => {{
        #[derive(Clone, Debug)]
        struct Inline { $($($c: $t),*)? }
        impl $crate::Objective for Inline {
            #[allow(unused_variables, reason = "a body need not use every argument")]
            fn value<F: $crate::Real>(&self, $x: &[F]) -> F {
                $($(let $c = self.$c.clone();)*)?
                $body
            }
        }
        Inline { $($($c: $v),*)? }
    }};
    ($f:path) => {{
        #[derive(Clone, Copy, Debug)]
        struct Function;
        impl $crate::Objective for Function {
            fn value<F: $crate::Real>(&self, x: &[F]) -> F {
                $f(x)
            }
        }
        Function
    }};
}
