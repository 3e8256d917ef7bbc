//! Every step of the same size, accepted as it comes.

use super::scheduled::take;
use super::{Advance, Search};
use crate::descent::{Descent, Length};
use crate::error::not_negative;
use crate::observe::Trial;
use crate::problem::{Gradient, Oracle, Point};

/// The length `a` in every step, which is finite and not negative; no step is judged by the value it leads to.
///
/// A step to a point whose value or gradient is not finite is tried again at half the length, and so on.
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
    /// # Panics
    /// If the length is negative or not finite.
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        take(not_negative("the fixed length", self.0), problem, descent, at, watch)
    }
}
