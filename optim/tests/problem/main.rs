//! What a method can ask of a function: closures, residuals, diagnoses.

mod closure;
mod diagnosis;
mod lengths;
mod replayed;
mod residual;
