//! What every number type owes to `num_traits`, to f64 beside it, to approx and to `Real`.

#[path = "../../../ad-reverse/tests/support/by_hand.rs"]
mod by_hand;
mod close;
mod conversions;
mod display;
#[path = "../../../ad-reverse/tests/support/engines.rs"]
mod engines;
mod float;
mod foreign;
mod half;
mod many;
mod operators;
mod single;
mod types;
