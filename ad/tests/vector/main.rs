//! Vector rules: functions from R^n to R^m of one's own, and those defined by equations.

mod check;
mod functions;
mod graph;
mod implicit;
mod misuse;
mod numbers;
