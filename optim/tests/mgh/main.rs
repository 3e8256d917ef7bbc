//! The problems of Moré, Garbow and Hillstrom: the table against the published file, and every
//! way to differentiate them against every other.

mod derivatives;
mod problems;
mod published;
mod values;
