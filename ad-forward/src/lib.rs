//! Forward mode: numbers that carry their derivatives on the stack.
//!
//! | number | carries | one evaluation gives |
//! |---|---|---|
//! | [`Dual`] | a tangent | a directional derivative |
//! | [`DualVec`] | `N` tangents | `N` columns of a Jacobian |
//! | [`HyperDual`] | two tangents and their mixed part | a second derivative |
//! | [`MultiDual`] | `k` tangents and all their mixed parts | a mixed derivative of order `k` |
//! | [`Taylor`] | `N` coefficients | all derivatives below order `N` |
//!
//! All nest freely in each other, and levels are kept apart by type: what is written over
//! `F: Real` cannot confuse perturbations. A closure can, where it captures the number of an outer
//! derivative and the inner one starts from a plain float, for then both have the same type; a
//! captured number has to be lifted, and the inner point with it:
//!
//! ```
//! use ad_forward::{Dual, derivative};
//! // d/dx [x d/dy (x + y)] = 1
//! let outer = |x: Dual<f64>| x * derivative(|y| Dual::constant(x) + y, Dual::constant(1.0)).1;
//! assert_eq!(derivative(outer, 1.0).1, 1.0);
//! ```
//!
//! The verbs [`derivative`], [`gradient`], [`jvp`], [`jacobian`], [`hessian`],
//! [`hess_vec`], [`taylor`], [`mixed_partial`] seed and read them.
//!
//! ```
//! use ad_forward::{derivative, taylor};
//! assert_eq!(derivative(|x| x * x, 3.0), (9.0, 6.0));
//! assert_eq!(taylor::<_, 3>(|t| t.recip(), 1.0), [1.0, -1.0, 1.0]);
//! ```
#![forbid(unsafe_code)]

mod dual;
mod dual_vec;
mod hyper_dual;
mod multi_dual;
mod scale;
mod taylor;
mod verbs;

pub use dual::Dual;
pub use dual_vec::DualVec;
pub use hyper_dual::HyperDual;
pub use multi_dual::MultiDual;
pub use taylor::Taylor;
pub use verbs::{
    derivative, gradient, hess_vec, hessian, jacobian, jvp, mixed_partial, second_derivative, second_directional,
    taylor, taylor_along,
};
