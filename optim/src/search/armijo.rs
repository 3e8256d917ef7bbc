//! Backtracking to a sufficient decrease (Armijo 1966).

use super::{Advance, Ray, Search, Stuck, direction};
use crate::descent::{Descent, Length};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::plus;

const TRIALS: usize = 100;

/// The first length of `a, a/2, a/4, ..` with `f(x + a d) <= f(x) + c a g'd`, `c = 1e-4`. Values
/// alone; the gradient is taken at the accepted point only.
///
/// ```
/// use optim::{descent::Steepest, search::Armijo, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Steepest.search(Armijo::default()).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Armijo {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    decrease: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    shrink: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Option<(f64, f64)>,
}

impl Default for Armijo {
    fn default() -> Self {
        Armijo { decrease: 1e-4, shrink: 0.5, last: None }
    }
}

impl Armijo {
    /// The `c` of the condition, between 0 and 1.
    ///
    /// ```
    /// use optim::{descent::Steepest, search::Armijo, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Steepest.search(Armijo::default().decrease(0.3)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not between 0 and 1.
    pub fn decrease(self, decrease: f64) -> Self {
        Armijo { decrease: fraction("the decrease", decrease), ..self }
    }
    /// The factor between trials, between 0 and 1.
    ///
    /// ```
    /// use optim::{descent::Steepest, search::Armijo, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Steepest.search(Armijo::default().shrink(0.8)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not between 0 and 1.
    pub fn shrink(self, shrink: f64) -> Self {
        Armijo { shrink: fraction("the factor between trials", shrink), ..self }
    }
}

fn fraction(what: &str, value: f64) -> f64 {
    assert!(0.0 < value && value < 1.0, "{what} is {value}: it must be above 0 and below 1");
    value
}

impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for Armijo {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let (direction, first) = match direction(problem, descent, at, self.last) {
            Ok(found) => found,
            Err(stuck) => return stuck,
        };
        let mut ray = Ray::new(problem, at, &direction, watch);
        let mut a = first;
        for _ in 0..TRIALS {
            if !ray.moves(a) {
                return ray.stuck(Stuck::Rounding);
            }
            let f = ray.value(a);
            if f == f64::NEG_INFINITY {
                return ray.stuck(Stuck::Unbounded);
            }
            if f <= at.f + self.decrease * a * ray.slope {
                let point = problem.point(plus(&at.x, a, &direction));
                if point.is_finite() {
                    ray.tell(a, f, None, Verdict::Accepted);
                    self.last = Some((a, ray.slope));
                    return Advance::To { point, size: a };
                }
            }
            ray.tell(a, f, None, if f.is_finite() { Verdict::Rejected } else { Verdict::NotFinite });
            a *= self.shrink;
        }
        ray.stuck(Stuck::Trials)
    }
    fn reset(&mut self) {
        self.last = None;
    }
}
