//! Exact derivatives of functions written once.
//!
//! ```
//! use ad::{Dual, Graph, Objective, Real};
//!
//! struct Rosenbrock;
//! impl Objective for Rosenbrock {
//!     fn value<F: Real>(&self, x: &[F]) -> F {
//!         (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
//!     }
//! }
//! let x = [-1.2, 1.0];
//! let (f, g) = ad::gradient(&Rosenbrock, &x);
//! let hv = ad::hess_vec(&Rosenbrock, &x, &[1.0, 0.0]);
//! let h = ad::hessian(&Rosenbrock, &x);
//! let c = ad::taylor::<5>(|t| t.recip().cos(), 1.0); // coefficients 0..4 of cos(1/t)
//! let d = Rosenbrock.value(&[Dual::variable(1.0), Dual::constant(2.0)]); // or by hand
//! # assert_eq!((hv[0], d.eps), (h[0][0], -400.0)); let _ = (f, g, c);
//! ```
//!
//! The facade re-exports [`ad_core`], [`ad_forward`], [`ad_reverse`] and [`ad_program`], and its verbs choose
//! the engine. Somebody else's function over plain `num_traits::Float` goes through the same verbs:
//! `objective!(their_function)`. A plain closure is written over [`Scalar`]. For many derivatives of one
//! function there is [`Prepared`], which records it. What is better not differentiated step by step is one
//! operation with a derivative of its own: [`custom_rule!`], [`VectorRule`] (a vjp, a jvp or a Jacobian of
//! one's own), [`implicit`] (solutions of equations, minimisers).
#![forbid(unsafe_code)]

pub mod check;
pub mod implicit;
mod lu;
pub mod prepared;
mod verbs;

#[cfg(feature = "complex-step")]
pub use ad_core::ComplexStep;
pub use ad_core::{
    Base, Error, FiniteSum, Level, Number, Objective, Plain, Real, Residuals, Single, Special, Sum, Tagged, VectorRule,
    custom_rule, objective, rules,
};
#[cfg(feature = "half")]
pub use ad_core::{bf16, f16};
pub use ad_forward::{Dual, DualVec, HyperDual, MultiDual, Taylor};
pub use ad_program::{Program, Recorder, Symbol};
pub use ad_reverse::{
    Adjoints, Engine, Graph, Node, OnGraph, OnTape, Pullback, Scalar, Scope, Tangents, Tape, Var, draw,
};
pub use prepared::{Choice, Prepared};
pub use verbs::{
    derivative, gradient, gradient_into, hess_vec, hess_vec_into, hessian, jacobian, jvp, mixed_partial,
    second_derivative, taylor, vjp,
};

/// How exact the derivatives are: the worst errors of this library and of others in ulps, by
/// function and order. There is nothing to call.
#[doc = include_str!("../docs/accuracy.md")]
#[doc = include_str!("../docs/accuracy-elsewhere.md")]
pub mod accuracy {}

/// Forward mode by name, generic over the number: for whoever chooses the engine, or takes a
/// derivative inside an objective.
///
/// ```
/// use ad::{Objective, Real, objective};
/// /// |grad g|² of g = x0² x1 is an objective as well.
/// struct SquaredGradient;
/// impl Objective for SquaredGradient {
///     fn value<F: Real>(&self, x: &[F]) -> F {
///         F::sum_of_squares(&ad::forward::gradient(&objective!(|x| x[0] * x[0] * x[1]), x).1)
///     }
/// }
/// assert_eq!(ad::gradient(&SquaredGradient, &[1.0, 2.0]), (17.0, vec![36.0, 16.0]));
/// ```
pub mod forward {
    pub use ad_forward::{
        LossScaled, derivative, gradient, hess_vec, hessian, jacobian, jvp, loss_scaled_gradient, mixed_partial,
        second_derivative, second_directional, taylor, taylor_along,
    };
}
