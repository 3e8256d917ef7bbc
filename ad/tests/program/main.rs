//! Recorded programs against direct evaluation and against the graph.

mod nested;
#[path = "../../../ad-reverse/tests/support/running.rs"]
mod running;
mod slopes;
mod straight;
mod values;
