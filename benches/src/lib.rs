//! Speed and memory of the derivative engines.
//!
//! Every figure is a ratio formed inside one round of interleaved measurements of thread CPU
//! time, so that other work on the machine moves numerator and denominator alike.

pub mod alloc;
pub mod data;
pub mod field;
pub mod objectives;
#[cfg(feature = "peers")]
pub mod peers;
pub mod race;

/// Whether the program was started with `--quick`: fewer rounds, smaller problems.
pub fn quick() -> bool {
    std::env::args().any(|a| a == "--quick")
}

/// The argument that is no option, if any: only rows whose name contains it are run.
pub fn filter() -> Option<String> {
    std::env::args().skip(1).find(|a| !a.starts_with("--"))
}
