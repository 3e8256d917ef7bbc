//! Both ends of the spectrum by Lanczos' method, and what they say of the condition.

use super::lanczos::Process;
use super::random::Random;
use super::{Operator, Reorthogonalise, Ritz};
use crate::Error;
use crate::error::{at_least, positive};

/// The ends of a spectrum.
///
/// ```
/// use optim::curvature::{Operator, extreme_eigenvalues};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// let ends = extreme_eigenvalues(&h, 1e-9, 10, 1)?;
/// assert!(ends.converged && (ends.smallest.value - 2.0).abs() <= ends.rounding);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Extremes {
    /// The smallest eigenvalue.
    pub smallest: Ritz,
    /// The largest eigenvalue.
    pub largest: Ritz,
    /// Steps of Lanczos' method, each a product.
    pub steps: usize,
    /// Whether both bounds are within the tolerance.
    pub converged: bool,
    /// What rounding makes of an eigenvalue that is zero.
    pub rounding: f64,
}

/// The smallest and the largest eigenvalue, by Lanczos' method with full reorthogonalisation from a
/// random start, until the bound of each is at most `tolerance` times its modulus, or as small as
/// rounding allows, or `budget` products are spent. `n` products are always enough.
///
/// The true error of a value is about the square of its bound divided by the distance to the next
/// eigenvalue. The bound says that there is an eigenvalue, not that there is none beyond it: a start
/// with hardly a part along the extreme eigenvector may miss it, with a probability that falls with
/// every step (Kuczynski & Wozniakowski 1992). The same seed gives the same run.
///
/// ```
/// use optim::curvature::{Operator, extreme_eigenvalues};
/// let h = Operator::new(100, |v, hv| (0..100).for_each(|i| hv[i] = (i as f64 - 9.0) * v[i]));
/// let ends = extreme_eigenvalues(&h, 1e-6, 100, 1)?;
/// assert!(ends.converged && ends.steps < 100);
/// assert!((ends.smallest.value + 9.0).abs() < 1e-9 && (ends.largest.value - 90.0).abs() < 1e-9);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If the order or the budget is 0, the tolerance is not positive, or a product is not finite.
pub fn extreme_eigenvalues(h: &Operator, tolerance: f64, budget: usize, seed: u64) -> Result<Extremes, Error> {
    positive("the tolerance", tolerance)?;
    at_least(1, "the budget of products", budget)?;
    let mut process = Process::new(h, &Random::new(seed).normals(h.order()), Reorthogonalise::Full)?;
    let mut look = 1;
    loop {
        process.step()?;
        let steps = process.alpha.len();
        let last = process.invariant || steps >= budget;
        if steps < look && !last {
            continue;
        }
        // the eigenvalues of T cost steps^3: looked at in tenths, all looks cost a few times the last
        look = steps + steps / 10 + 1;
        let eigen = process.eigen()?;
        let [smallest, largest] = [0, steps - 1].map(|i| (eigen.values[i], process.bound(&eigen, i)));
        let rounding = process.rounding();
        let close = |(value, bound): (f64, f64)| bound <= rounding.max(tolerance * value.abs());
        let converged = close(smallest) && close(largest);
        if converged || last {
            let [smallest, largest] = [0, steps - 1].map(|i| process.ritz(&eigen, i));
            return Ok(Extremes { smallest, largest, steps, converged, rounding });
        }
    }
}

/// What the ends of a spectrum say of the condition of `H x = b`.
///
/// ```
/// use optim::curvature::{Condition, Operator, condition_number};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (v[1], v[0]));
/// assert_eq!(condition_number(&h, 1e-9, 10, 1)?.condition, Condition::Indefinite);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Condition {
    /// `largest / smallest`, both positive.
    PositiveDefinite(f64),
    /// The smallest eigenvalue is zero to rounding, none is negative.
    Singular,
    /// Eigenvalues of both signs.
    Indefinite,
    /// A negative eigenvalue and none that is positive.
    NotPositive,
    /// The budget did not suffice to tell the smallest eigenvalue from zero, or to the tolerance.
    Undecided,
}

/// A [`Condition`] with the eigenvalues that it was told by.
///
/// ```
/// use optim::curvature::{Operator, condition_number};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// let found = condition_number(&h, 1e-9, 10, 1)?;
/// assert!((found.extremes.largest.value - 6.0).abs() < 1e-14);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Conditioning {
    /// The answer.
    pub condition: Condition,
    /// The ends of the spectrum.
    pub extremes: Extremes,
}

/// The condition number `largest / smallest` of a positive definite operator, by
/// [`extreme_eigenvalues`]; of another one, what it is instead.
///
/// Its relative error is at most the sum of those of the eigenvalues. A negative Ritz value proves a
/// negative eigenvalue, even if it has not converged. Conditions from about `1e14 / sqrt(n)` on are
/// [`Singular`](Condition::Singular): rounding does not tell the smallest eigenvalue from zero.
///
/// ```
/// use optim::curvature::{Condition, Operator, condition_number};
/// let diagonal = |d: [f64; 2]| Operator::new(2, move |v, hv| (hv[0], hv[1]) = (d[0] * v[0], d[1] * v[1]));
/// let condition = |d| condition_number(&diagonal(d), 1e-8, 10, 1).unwrap().condition;
/// assert!(matches!(condition([2.0, 8.0]), Condition::PositiveDefinite(k) if (k - 4.0).abs() < 1e-14));
/// assert_eq!(condition([2.0, 0.0]), Condition::Singular);
/// assert_eq!(condition([2.0, -8.0]), Condition::Indefinite);
/// ```
///
/// # Errors
/// Those of [`extreme_eigenvalues`].
pub fn condition_number(h: &Operator, tolerance: f64, budget: usize, seed: u64) -> Result<Conditioning, Error> {
    let extremes = extreme_eigenvalues(h, tolerance, budget, seed)?;
    let (low, high, zero) = (extremes.smallest.value, extremes.largest.value, extremes.rounding);
    let condition = if low < -zero && high > zero {
        Condition::Indefinite
    } else if !extremes.converged {
        Condition::Undecided
    } else if low < -zero {
        Condition::NotPositive
    } else if low <= zero {
        Condition::Singular
    } else {
        Condition::PositiveDefinite(high / low)
    };
    Ok(Conditioning { condition, extremes })
}
