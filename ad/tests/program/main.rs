//! Recorded programs against direct evaluation and against the graph.

mod branches;
mod nested;
mod rules;
#[path = "../../../ad-reverse/tests/support/running.rs"]
mod running;
mod slopes;
mod straight;
mod values;
