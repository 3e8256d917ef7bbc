//! Newton's method needs a Hessian, which this function has not.
use optim::Recipe;
use optim::descent::{Adam, Exact, Lbfgs, Newton, Steihaug};
use optim::problem::by_hand;
use optim::search::{Armijo, ExactLine, StrongWolfe, TrustRegion};

fn main() {
    let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
        g[0] = 2.0 * x[0];
        x[0] * x[0]
    });
    let report = Newton::default().minimize(&f, &[1.0]); //~ E0277 => let report = Lbfgs::default().minimize(&f, &[1.0]);
    println!("{}", report.unwrap());
}
