//! Methods whose steps are sized by a schedule, against closed forms.

mod adaptive;
mod clip;
mod diagonal;
mod faults;
mod rates;
mod schedules;

use ad::{Objective, Real};
use optim::descent::Descent;
use optim::method::Method;
use optim::search::Search;
use optim::stop::Iterations;

/// `sum l_i x_i² / 2`.
#[derive(Debug)]
pub struct Quadratic(pub Vec<f64>);
impl Objective for Quadratic {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.iter().zip(&self.0).map(|(x, &l)| x.sq() * (0.5 * l)).sum()
    }
}

/// `sum c_i x_i`.
#[derive(Debug)]
pub struct Linear(pub Vec<f64>);
impl Objective for Linear {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.iter().zip(&self.0).map(|(x, &c)| *x * c).sum()
    }
}

/// The points of so many steps, the start first.
pub fn path<P, D, S>(method: Method<D, S>, f: &P, x0: &[f64], steps: usize) -> Vec<Vec<f64>>
where
    P: Objective,
    D: Descent<P>,
    S: Search<P, D>,
{
    let mut run = method.stop(Iterations(steps)).start(f, x0).unwrap();
    let mut path = vec![x0.to_vec()];
    while run.step(f).is_none() {
        path.push(run.at().x.clone());
    }
    path
}

/// The steps of a path in one variable.
pub fn steps(path: &[Vec<f64>]) -> Vec<f64> {
    path.windows(2).map(|x| x[1][0] - x[0][0]).collect()
}
