//! Section searches: two points inside the bracket, of which the higher one becomes its end and the
//! lower one serves again, so that a step costs one evaluation.

use super::minimum::{Minimum, MinimumStatus, Search};
use crate::Error;
use crate::error::at_least;

/// `1 / phi = 0.618..`, whose square is one minus itself.
pub(super) const GOLDEN: f64 = 0.618_033_988_749_894_8;

/// A minimum of `f` in `[a, b]` by golden section (Kiefer 1953; Kochenderfer & Wheeler 2019, alg. 3.3): each
/// evaluation after the first leaves 0.618 of the bracket, until it is no longer than `tolerance`.
///
/// ```
/// let found = optim::scalar::golden_section(|x| x * x - x, -1.0, 4.0, 1e-5)?;
/// assert!(found.success() && (found.x - 0.5).abs() < 1e-5);
/// assert_eq!(found.evaluations, found.iterations + 1);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `a` or `b` is not finite, they are equal, or the tolerance is not positive.
pub fn golden_section(f: impl Fn(f64) -> f64, a: f64, b: f64, tolerance: f64) -> Result<Minimum, Error> {
    let mut search = Search::within(f, a, b, tolerance)?;
    let ended = section(&mut search, |_| Some(GOLDEN));
    Ok(search.finish(ended))
}

/// A minimum of `f` in `[a, b]` by Fibonacci's section (Kiefer 1953; Kochenderfer & Wheeler 2019,
/// alg. 3.2): of all ways to choose `n` evaluations it leaves the smallest bracket, `|b - a| / F_(n+1)` with
/// `F_1 = F_2 = 1`.
///
/// The last two points would both be the middle; they are kept a hundredth of the last bracket apart, by
/// which it may be longer. It ends before `n` evaluations if floating point resolves no more.
///
/// ```
/// let found = optim::scalar::fibonacci(|x| (x - 1.0).abs(), 0.0, 8.0, 5)?;
/// assert!(found.success() && found.evaluations == 5);
/// assert!((found.bracket.1 - found.bracket.0 - 1.0).abs() < 0.011); // F_6 = 8
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `a` or `b` is not finite, they are equal, or `n` is less than 2.
pub fn fibonacci(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> Result<Minimum, Error> {
    at_least(2, "the number of evaluations", n)?;
    let mut search = Search::within(f, a, b, f64::MIN_POSITIVE)?;
    let ended = section(&mut search, |step| match n - step {
        1 => None,
        2 => Some(0.5025),
        left => {
            // F_m / F_(m+1) by Binet's formula
            let power = (-GOLDEN * GOLDEN).powi(i32::try_from(left).unwrap_or(i32::MAX));
            Some(GOLDEN * (1.0 - power) / (1.0 + GOLDEN * GOLDEN * power))
        }
    });
    Ok(search.finish(ended))
}

/// Shortens the bracket to the given share in each step, as long as there is one.
fn section<F: Fn(f64) -> f64>(
    search: &mut Search<F>,
    share: impl Fn(usize) -> Option<f64>,
) -> Result<(), MinimumStatus> {
    let Some(first) = share(0) else { return Ok(()) };
    let (a, b) = search.bracket;
    let (mut c, mut d) = (b - first * (b - a), a + first * (b - a));
    search.at(c)?;
    search.at(d)?;
    loop {
        // the lower one of the two; the older one if they are equal
        let kept = search.best.0;
        search.bracket = if kept == c { (search.bracket.0, d) } else { (c, search.bracket.1) };
        search.iterations += 1;
        let Some(share) = share(search.iterations).filter(|_| !search.resolved()) else { return Ok(()) };
        // in the longer part beside it: placed from the ends, its misplacement would grow by 1.6 a step
        let (left, right) = (kept - search.bracket.0, search.bracket.1 - kept);
        let part = (2.0 * share - 1.0) / share;
        let new = if left > right { kept - part * left } else { kept + part * right };
        (c, d) = if left > right { (new, kept) } else { (kept, new) };
        search.at(new)?;
    }
}
