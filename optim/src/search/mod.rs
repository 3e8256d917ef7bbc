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

/// Where one step of a search ended.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Stuck {
    /// The proposed direction does not descend.
    NoDescent,
    /// What the steps would gain is below the rounding of `f`, or they do not move the point.
    Rounding,
    /// The trials ran out.
    Trials,
    /// The function falls without end along the direction.
    Unbounded,
    /// The model could not be made: the Hessian is not finite.
    NoModel,
}

/// One whole step, from `at`, with the proposals of a descent.
///
/// A search sees every trial it makes and may return any of them; `watch` is told of each.
pub trait Search<P: ?Sized, D: Descent<P>> {
    /// Takes one step.
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance;

    /// Forgets the sizes of earlier steps.
    fn reset(&mut self) {}
}
