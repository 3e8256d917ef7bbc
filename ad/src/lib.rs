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
//! let c = ad::taylor::<_, 5>(|t| t.recip().cos(), 1.0); // coefficients 0..4 of cos(1/t)
//! let d = Rosenbrock.value(&[Dual::variable(1.0), Dual::constant(2.0)]); // or by hand
//! # assert_eq!((hv[0], d.eps), (h[0][0], -400.0)); let _ = (f, g, c);
//! ```
//!
//! The facade re-exports [`ad_core`], [`ad_forward`] and [`ad_reverse`], and its verbs choose
//! the engine. Somebody else's function over plain `num_traits::Float` goes through the same
//! verbs: `objective!(their_function)`.
#![forbid(unsafe_code)]

mod verbs;

#[cfg(feature = "complex-step")]
pub use ad_core::ComplexStep;
pub use ad_core::{Error, Number, Objective, Plain, Real, Residuals, Single, Special, objective, rules};
pub use ad_forward::{
    Dual, DualVec, HyperDual, Taylor, derivative, jvp, second_derivative, second_directional, taylor, taylor_along,
};
pub use ad_reverse::{Adjoints, Engine, Graph, Node, OnGraph, Pullback, Scope, Tangents, draw};
pub use verbs::{gradient, hess_vec, hessian, jacobian, vjp};

/// Forward mode by name, for whoever chooses the engine.
pub mod forward {
    pub use ad_forward::{gradient, hess_vec, hessian, jacobian};
}
