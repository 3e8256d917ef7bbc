//! Properties that hold for every function, tried on random expressions.
//!
//! Engines that compute the same derivative in another order of operations must agree within
//! the rounding errors that they made, and these are not guessed: every engine runs over
//! [`running::Running`], a number that carries a bound of its own rounding error. Where the
//! order of operations is the same the bits must be.
//!
//! The random numbers have fixed seeds. `PROPTEST_CASES=10000` tries more cases than 256.

mod adjoint;
mod calculus;
mod complex_step;
#[path = "../../../ad-reverse/tests/support/engines.rs"]
mod engines;
mod hessian;
mod invariance;
mod modes;
mod program;
#[path = "../../../ad-reverse/tests/support/running.rs"]
mod running;
mod series;
mod tree;
