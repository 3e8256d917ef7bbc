//! Adam's steps have their size from a schedule, not from a search.
use optim::Recipe;
use optim::descent::{Adam, Exact, Lbfgs, Newton, Steihaug};
use optim::problem::by_hand;
use optim::search::{Armijo, ExactLine, StrongWolfe, TrustRegion};

fn main() {
    let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
        g[0] = 2.0 * x[0];
        x[0] * x[0]
    });
    let report = Adam::default().search(StrongWolfe::default()).minimize(&f, &[1.0]); //~ E0271 => let report = Adam::default().rate(0.1).minimize(&f, &[1.0]);
    println!("{}", report.unwrap());
}
