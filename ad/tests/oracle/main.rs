//! The accuracy tests: every engine against derivatives computed to 40 digits elsewhere.
//!
//! The files of `tests/data/oracle` hold points, values and derivatives; where they end with
//! rounding errors the error is measured in ulps, so 1 is the smallest there is.
//! [`expression`] turns a name or a tree of a file into a function over any number,
//! [`engines`] differentiates it in every way there is, [`report`] counts and compares.

mod agreement;
mod bivariate;
mod composite;
mod conventions;
mod data;
mod documented;
mod engines;
mod expression;
mod faulty;
mod mutants;
mod replay;
mod report;
mod ulp;
mod univariate;
mod worst;
