//! Searches choose the size of a step, and accept it or not.

mod armijo;
mod exact_line;
mod fixed;
mod hager_zhang;
mod more_thuente;
mod ray;
mod scheduled;
mod trust_region;

pub use armijo::Armijo;
pub use exact_line::ExactLine;
pub use fixed::Fixed;
pub use hager_zhang::HagerZhang;
pub use more_thuente::StrongWolfe;
pub(crate) use ray::{Ray, Sample, direction};
pub use scheduled::Scheduled;
pub use trust_region::TrustRegion;

use crate::descent::Descent;
use crate::observe::Trial;
use crate::problem::{Oracle, Point};
use core::fmt;

/// Where one step of a search ended.
///
/// ```
/// use optim::descent::Steepest;
/// use optim::problem::Oracle;
/// use optim::search::{Advance, Armijo, Search};
/// let f = ad::objective!(|x| x[0].sq());
/// let oracle = Oracle::of(&f);
/// let at = oracle.point(vec![1.0]);
/// match Armijo::default().advance(&oracle, &mut Steepest, &at, &mut |_| ()) {
///     Advance::To { point, .. } => assert!(point.f < at.f),
///     Advance::Stuck { reason, .. } => panic!("{reason:?}"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Advance {
    /// At an acceptable point, by a step of this size.
    To {
        /// The new point.
        point: Point,
        /// The size of the step: its length in units of the proposal, or the radius.
        size: f64,
    },
    /// At none; the best point that was seen on the way, if it is below the start.
    Stuck {
        /// Why.
        reason: Stuck,
        /// A point below the start.
        best: Option<Point>,
    },
}

/// Why a search found no acceptable step.
///
/// ```
/// use optim::{descent::Lbfgs, problem::by_hand, search::{Armijo, Stuck}, Recipe, Status};
/// // a gradient of the wrong sign
/// let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
///     g[0] = -2.0 * x[0];
///     x[0] * x[0]
/// });
/// let report = Lbfgs::default().search(Armijo::default()).minimize(&f, &[1.0])?;
/// assert!(matches!(report.status, Status::SearchFailed(Stuck::Trials) | Status::PrecisionExhausted { .. }));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Stuck {
    /// The proposed direction does not descend.
    NoDescent,
    /// What the steps would gain is below the rounding of `f`, or they do not move the point.
    Rounding,
    /// The trials ran out.
    Trials,
    /// The function falls without end along the direction.
    Unbounded,
    /// The model could not be made: the Hessian is not finite, or products with it or the gradient overflow.
    NoModel,
    /// No trial had a finite value and gradient.
    NotFinite,
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Stuck::NoDescent => "the proposed direction does not descend",
            Stuck::Rounding => "steps gain less than the rounding of f",
            Stuck::Trials => "the trials ran out",
            Stuck::Unbounded => "f falls without end along the direction",
            Stuck::NoModel => "no model, the Hessian is not finite or its products overflow",
            Stuck::NotFinite => "no trial had a finite value and gradient",
        })
    }
}

/// One whole step, from `at`, with the proposals of a descent.
///
/// A search sees every trial it makes and may return any of them; `watch` is told of each.
///
/// ```
/// use optim::descent::{Bfgs, Descent, Length};
/// use optim::observe::{Trial, Verdict};
/// use optim::problem::{Gradient, Oracle, Point};
/// use optim::search::{Advance, Search, Stuck};
/// use optim::Recipe;
///
/// /// Lengths 1, 1/3, 1/9, .. until `f` falls at all.
/// struct Thirds;
/// impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for Thirds {
///     fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
///         if !descent.prepare(problem, at) {
///             return Advance::Stuck { reason: Stuck::NoModel, best: None };
///         }
///         let (mut size, mut step) = (1.0, Vec::new());
///         for _ in 0..40 {
///             descent.propose(problem, at, size, &mut step);
///             let point = problem.point(at.x.iter().zip(&step).map(|(x, s)| x + s).collect());
///             let verdict = if point.f < at.f { Verdict::Accepted } else { Verdict::Rejected };
///             watch(&Trial { size, f: point.f, slope: None, ratio: None, verdict });
///             if verdict == Verdict::Accepted {
///                 return Advance::To { point, size };
///             }
///             size /= 3.0;
///         }
///         Advance::Stuck { reason: Stuck::Trials, best: None }
///     }
/// }
/// let f = ad::objective!(|x| x[0].cosh() + x[1].sq());
/// assert!(Bfgs::default().search(Thirds).minimize(&f, &[3.0, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Search<P: ?Sized, D: Descent<P>> {
    /// Takes one step.
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance;

    /// Forgets the sizes of earlier steps.
    fn reset(&mut self) {}
}
