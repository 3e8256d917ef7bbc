//! A descent, a search and a stop that the library does not ship.

use optim::descent::{Descent, Length};
use optim::method::Status;
use optim::observe::{Trial, Verdict};
use optim::problem::{Gradient, Oracle, Point};
use optim::search::{Advance, Search, Stuck};
use optim::stop::{Stop, View};

/// Along the coordinate of the largest slope (Gauss and Southwell).
#[derive(Clone, Copy)]
pub struct Southwell;
impl<P: Gradient + ?Sized> Descent<P> for Southwell {
    type Size = Length;
    fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        *step = vec![0.0; at.x.len()];
        let steepest = (0..at.g.len()).max_by(|&i, &j| at.g[i].abs().total_cmp(&at.g[j].abs()));
        steepest.map_or(0.0, |i| {
            step[i] = -size * at.g[i];
            size * at.g[i] * at.g[i]
        })
    }
}

/// Lengths `1, 1/3, 1/9, ..` until `f` falls at all.
#[derive(Clone, Copy)]
pub struct Thirds;
impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for Thirds {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        if !descent.prepare(problem, at) {
            return Advance::Stuck { reason: Stuck::NoModel, best: None };
        }
        let (mut size, mut step) = (1.0, Vec::new());
        for _ in 0..40 {
            descent.propose(problem, at, size, &mut step);
            let point = problem.point(at.x.iter().zip(&step).map(|(x, s)| x + s).collect());
            let verdict = match point.is_finite() {
                false => Verdict::NotFinite,
                true if point.f < at.f => Verdict::Accepted,
                true => Verdict::Rejected,
            };
            watch(&Trial { size, f: point.f, slope: None, ratio: None, verdict });
            if verdict == Verdict::Accepted {
                return Advance::To { point, size };
            }
            size /= 3.0;
        }
        Advance::Stuck { reason: Stuck::Trials, best: None }
    }
}

/// Four steps are enough.
pub struct Patience;
impl Stop for Patience {
    fn test(&self, view: &View) -> Option<Status> {
        (view.iteration == 4).then_some(Status::Stopped { by: "patience" })
    }
}
