//! The complex step: slopes from formulas of its own, a clear refusal of the rest.
#![cfg(feature = "complex-step")]

mod behaviour;
mod rows;
mod values;
