//! The tape against the graph: random programs, infinite slopes, long records, memory that is used again.

#[path = "../support/by_hand.rs"]
mod by_hand;
mod deep;
#[path = "../support/engines.rs"]
mod engines;
mod misuse;
mod program;
mod programs;
mod rows;
#[path = "../support/running.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod running;
mod singular;
mod structure;
mod sums;
mod workspace;
