//! What every reverse engine owes: the same functions, misuses and recordings by hand on the graph, on
//! the tape and on the tape over dual numbers.

#[path = "../support/by_hand.rs"]
mod by_hand;
#[path = "../support/engines.rs"]
mod engines;
mod misuse;
mod shapes;
mod sweeps;
