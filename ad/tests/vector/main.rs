//! Vector rules: functions from R^n to R^m of one's own, and those defined by equations.

#[path = "../../../ad-reverse/tests/support/by_hand.rs"]
mod by_hand;
mod check;
#[path = "../../../ad-reverse/tests/support/engines.rs"]
mod engines;
mod functions;
mod graph;
mod implicit;
mod misuse;
mod numbers;
mod recorded;
