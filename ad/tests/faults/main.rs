//! Faults in every verb: inputs that are not finite, empty or of the wrong length, functions that
//! panic or write too little. One table of verbs serves all; a verb that is not in it is noticed.

#[path = "../../../ad-reverse/tests/support/by_hand.rs"]
mod by_hand;
mod empty;
#[path = "../../../ad-reverse/tests/support/engines.rs"]
mod engines;
mod lengths;
mod non_finite;
mod panics;
mod verbs;
