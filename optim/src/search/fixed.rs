//! Every step of the same size, accepted as it comes.

use super::{Advance, Search, Stuck};
use crate::descent::{Descent, Length};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::plus;

/// The length `a` in every step.
///
/// ```
/// use optim::{descent::Steepest, search::Fixed, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Steepest.search(Fixed(0.5)).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fixed(#[cfg_attr(feature = "serde", serde(with = "crate::exact"))] pub f64);

impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for Fixed {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let mut step = Vec::new();
        if !descent.prepare(problem, at) {
            return Advance::Stuck { reason: Stuck::NoModel, best: None };
        }
        descent.propose(problem, at, self.0, &mut step);
        let point = problem.point(plus(&at.x, 1.0, &step));
        let verdict = if point.is_finite() { Verdict::Accepted } else { Verdict::NotFinite };
        watch(&Trial { size: self.0, f: point.f, slope: None, ratio: None, verdict });
        Advance::To { point, size: self.0 }
    }
}
