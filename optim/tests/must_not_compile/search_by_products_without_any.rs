//! An exact search along a line asks for the curvature.
use optim::Recipe;
use optim::descent::{Adam, Exact, Lbfgs, Newton, Steihaug};
use optim::problem::by_hand;
use optim::search::{Armijo, ExactLine, StrongWolfe, TrustRegion};

fn main() {
    let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
        g[0] = 2.0 * x[0];
        x[0] * x[0]
    });
    let report = Lbfgs::default().search(ExactLine::default()).minimize(&f, &[1.0]); //~ E0277 => let report = Lbfgs::default().search(Armijo::default()).minimize(&f, &[1.0]);
    println!("{}", report.unwrap());
}
