//! What a derivative *is*: one table of rules, the number traits that read it, objectives
//! written once, the conventions at singular points.
//!
//! * [`rules::table`]: every derivative rule, one line each.
//! * [`Number`]: what can read a rule. f64, f32, f16 and bf16 (feature `half`), [`Plain`], and in the crates above dual
//!   numbers, Taylor series and graph nodes.
//! * [`Real`]: what an objective is written over.
//! * [`Objective`], [`Residuals`], [`objective!`]: functions written once.
//! * [`FiniteSum`], [`Sum`]: sums of one term over the rows of a table.
//! * [`custom_rule!`], [`VectorRule`]: functions of one's own as one operation.
//!
//! # Conventions
//! 1. Where the function is differentiable, the derivative, also where a formula gives `0 * inf`.
//! 2. A one-sided infinite slope is the signed infinity: `sqrt'(0) = +inf`.
//! 3. At kinks and ties one fixed subgradient: `abs'(0) = 0`, `relu'(0) = 0`, and ties of
//!    `max` and `min` go to the *second* argument.
//! 4. Steps have slope 0 everywhere; a NaN input has a NaN slope.
//! 5. Zeros are strong: a partial times a tangent is exactly 0 if either factor is.
//!
//! Outside the domain the value is NaN and so is every slope. Comparisons see the primal value
//! only. They are the same bit for bit in every engine and order.
//!
//! # Features
//! * `std` (default): values by the standard library; without it the crate is no_std, on libm.
//! * `half`: [`f16`](https://docs.rs/half) and `bf16` are numbers, with correctly rounded values.
//! * `serde`: value types can be written and read. JSON has no NaN and no infinity: they are
//!   written as null, which is refused when read. 16-bit floats are written by their bits.
//! * `complex-step`: the number of the complex-step method.
//!
//! ```
//! use ad_core::Real;
//! fn f<F: Real>(x: F) -> F { (x * 2.0).sin() + x.relu() }
//! assert_eq!(f(0.5), 1f64.sin() + 0.5);
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod error;
pub mod finite_sum;
mod math;
mod number;
pub mod objective;
pub mod rules;
#[cfg(feature = "serde")]
pub mod sequence;

#[doc(hidden)]
pub use approx;
#[cfg(feature = "half")]
pub use half::{bf16, f16};
#[doc(hidden)]
pub use num_traits;

pub use error::Error;
pub use finite_sum::{FiniteSum, Sum};
#[cfg(feature = "complex-step")]
pub use number::ComplexStep;
pub use number::{Base, Level, Number, Plain, Real, Tagged, Truth, sums};
pub use objective::{Objective, Residuals, Single};
pub use rules::{Special, VectorRule};
