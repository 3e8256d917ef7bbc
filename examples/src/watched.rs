//! A run with all that was seen on the way.

use optim::Report;
use optim::descent::Descent;
use optim::method::Method;
use optim::observe::History;
use optim::problem::Gradient;
use optim::search::Search;
use optim::stop::Stop;

/// What a run reports, where it began, and what was seen.
#[derive(Debug)]
pub struct Run {
    /// The start, and the value there.
    pub start: (Vec<f64>, f64),
    /// What was found.
    pub report: Report,
    /// Every step and every trial.
    pub seen: History,
}

impl Run {
    /// The values of f, at the start first.
    pub fn values(&self) -> Vec<f64> {
        std::iter::once(self.start.1).chain(self.seen.f.iter().copied()).collect()
    }

    /// The points, the start first.
    pub fn path(&self) -> Vec<Vec<f64>> {
        std::iter::once(&self.start.0).chain(&self.seen.x).cloned().collect()
    }
}

/// Runs a method from `start` to its end.
///
/// ```
/// use examples::{objectives::Rosenbrock, watched::watched};
/// use optim::{Recipe, descent::Bfgs};
/// let run = watched(Bfgs::default().method(), &Rosenbrock, &[-1.0, 1.0]);
/// assert_eq!((run.values()[0], run.values().len()), (4.0, run.report.iterations + 1));
/// ```
///
/// # Panics
/// If a coordinate of the start is not finite.
pub fn watched<P, D, S, T>(method: Method<D, S, T>, f: &P, start: &[f64]) -> Run
where
    P: Gradient + ?Sized,
    D: Descent<P>,
    S: Search<P, D>,
    T: Stop,
{
    let mut seen = History::default();
    let report = method.observe(&mut seen).minimize(f, start).expect("the start is finite");
    Run { start: (start.to_vec(), f.value(start)), report, seen }
}
