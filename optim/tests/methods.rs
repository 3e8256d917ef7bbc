//! Methods on standard problems.
use ad::{Objective, Real};
use optim::descent::*;
use optim::{Recipe, Report};

struct Rosenbrock;
impl Objective for Rosenbrock {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (1..x.len()).map(|i| (x[i - 1] - 1.0).sq() + (x[i] - x[i - 1].sq()).sq() * 100.0).sum()
    }
}
struct Brown;
impl Objective for Brown {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] - 1e6).sq() + (x[1] - 2e-6).sq() + (x[0] * x[1] - 2.0).sq()
    }
}
fn show(name: &str, r: &Report) {
    println!(
        "{name}: f={:e} {} | {} it {} pts {} hv {} H",
        r.f, r.status, r.iterations, r.counts.points, r.counts.hess_vecs, r.counts.hessians
    );
}
#[test]
fn all() {
    for (k, x0) in [vec![-1.2, 1.0], vec![-1.2; 10]].iter().enumerate() {
        println!("rosenbrock {k}");
        show("steepest", &Steepest.minimize(&Rosenbrock, x0).unwrap());
        show("cg", &ConjugateGradient::default().minimize(&Rosenbrock, x0).unwrap());
        show("cg pr", &ConjugateGradient::with(Beta::PolakRibierePlus).minimize(&Rosenbrock, x0).unwrap());
        show("cg fr", &ConjugateGradient::with(Beta::FletcherReeves).minimize(&Rosenbrock, x0).unwrap());
        show("bfgs", &Bfgs::default().minimize(&Rosenbrock, x0).unwrap());
        show("lbfgs", &Lbfgs::default().minimize(&Rosenbrock, x0).unwrap());
        show("exact", &Exact::default().minimize(&Rosenbrock, x0).unwrap());
        show("steihaug", &Steihaug::default().minimize(&Rosenbrock, x0).unwrap());
        show("newton", &Newton::default().minimize(&Rosenbrock, x0).unwrap());
        show("truncated", &TruncatedNewton::default().minimize(&Rosenbrock, x0).unwrap());
        show("dogleg", &Dogleg::default().minimize(&Rosenbrock, x0).unwrap());
        show("cauchy", &Cauchy::default().minimize(&Rosenbrock, x0).unwrap());
        show("cg hz", &ConjugateGradient::default().search(optim::search::HagerZhang::default()).minimize(&Rosenbrock, x0).unwrap());
        show("lbfgs hz", &Lbfgs::default().search(optim::search::HagerZhang::default()).minimize(&Rosenbrock, x0).unwrap());
        show("lbfgs exact", &Lbfgs::default().search(optim::search::ExactLine::default()).minimize(&Rosenbrock, x0).unwrap());
        show("lbfgs armijo", &Lbfgs::default().search(optim::search::Armijo::default()).minimize(&Rosenbrock, x0).unwrap());
    }
    println!("brown");
    let x0 = [1.0, 1.0];
    show("bfgs", &Bfgs::default().minimize(&Brown, &x0).unwrap());
    show("lbfgs", &Lbfgs::default().minimize(&Brown, &x0).unwrap());
    show("exact", &Exact::default().minimize(&Brown, &x0).unwrap());
    show("steihaug", &Steihaug::default().minimize(&Brown, &x0).unwrap());
}
