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
//! `F: Real` cannot confuse perturbations. A verb that takes a closure hands it a
//! [`Tagged`](ad_core::Tagged) number of that call alone; where an outer number is used inside,
//! it is lifted first, and without that the program does not compile:
//!
//! ```
//! use ad_core::Tagged;
//! use ad_forward::derivative;
//! // d/dx [x d/dy (x + y)] = 1
//! let (_, slope) = derivative(|x| x * derivative(|y| Tagged::constant(x) + y, 1.0.into()).1, 1.0);
//! assert_eq!(slope, 1.0);
//! ```
//!
//! The verbs [`derivative`], [`gradient`], [`jvp`], [`jacobian`], [`hessian`],
//! [`hess_vec`], [`taylor`], [`mixed_partial`] seed and read them; [`loss_scaled_gradient`] does in
//! a narrow float what the caller keeps in f64.
//!
//! ```
//! use ad_forward::{derivative, taylor};
//! assert_eq!(derivative(|x| x * x, 3.0), (9.0, 6.0));
//! assert_eq!(taylor::<_, 3>(|t| t.recip(), 1.0), [1.0, -1.0, 1.0]);
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod dual;
mod dual_vec;
mod hyper_dual;
mod loss_scale;
mod multi_dual;
mod scale;
mod taylor;
mod verbs;

pub use dual::Dual;
pub use dual_vec::DualVec;
pub use hyper_dual::HyperDual;
pub use loss_scale::{LossScaled, loss_scaled_gradient};
pub use multi_dual::MultiDual;
pub use taylor::Taylor;
pub use verbs::{
    derivative, gradient, hess_vec, hessian, jacobian, jvp, mixed_partial, second_derivative, second_directional,
    taylor, taylor_along,
};
