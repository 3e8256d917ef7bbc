//! The optimizers: what they cost besides the gradient, and, with `--features peers`, argmin and
//! basin beside them on the test problems of Moré, Garbow and Hillstrom.

mod overhead;
#[cfg(feature = "peers")]
mod peers;
#[cfg(feature = "peers")]
#[path = "../../../../optim/tests/mgh/problems/mod.rs"]
mod problems;
#[cfg(feature = "peers")]
mod side_by_side;
#[cfg(feature = "peers")]
#[path = "../../../../optim/tests/mgh/tracked.rs"]
mod tracked;

use ad_benches::race::Effort;

fn main() {
    let effort = Effort::from_args();
    let wanted = |table: &str| ad_benches::filter().is_none_or(|filter| table.contains(&filter));
    if wanted("overhead") {
        overhead::run(effort);
    }
    #[cfg(feature = "peers")]
    if wanted("peers") {
        side_by_side::run(effort);
    }
}
