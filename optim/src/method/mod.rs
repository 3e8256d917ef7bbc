//! A method is descent x search x stop x observer, and one short loop.

mod recipe;
mod report;
mod resume;
mod run;
mod status;

pub use recipe::{Method, Recipe};
pub use report::Report;
pub use run::Run;
pub use status::Status;
