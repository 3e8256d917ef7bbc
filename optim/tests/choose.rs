//! The method is chosen by size, and said.

use ad::{Objective, Real};
use optim::minimize;

/// Rosenbrock's function, chained.
struct Chain;
impl Objective for Chain {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.windows(2).map(|x| (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 10.0).sum()
    }
}

#[test]
fn by_the_number_of_variables() {
    for (n, word, hessians, products) in [
        (2, "Newton, exact in a trust region", true, false),
        (50, "Newton, exact in a trust region", true, false),
        (51, "Newton, by conjugate gradients in a trust region", false, true),
        (5001, "limited-memory BFGS", false, false),
    ] {
        let report = minimize(&Chain, &vec![0.9; n]).unwrap();
        assert!(report.success(), "n = {n}: {report}");
        assert!(report.x.iter().all(|x| (x - 1.0).abs() < 1e-6), "n = {n}");
        assert_eq!(report.method, Some(word));
        assert!(report.to_string().lines().any(|line| line == word), "{report}");
        assert_eq!((report.counts.hessians > 0, report.counts.hess_vecs > 0), (hessians, products), "n = {n}");
    }
}
