//! The exercises: solved, checked, drawn and reported, and a scaffold for students.
//!
//! [`runner`] is the framework, [`plot`] and [`report`] show results, each sheet is a module and
//! each exercise a folder in it. `README.md` says how to add one.

pub mod cli;
pub mod convergence;
pub mod counting;
mod drawing;
pub mod matrix;
pub mod nanograd;
mod notebook;
pub mod numerics;
pub mod objectives;
pub mod plot;
pub mod report;
pub mod runner;
mod sheet01;
pub mod text;
pub mod watched;
