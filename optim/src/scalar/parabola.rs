//! Successive parabolic interpolation.

use super::minimum::{Minimum, MinimumStatus, Search};
use crate::Error;
use crate::error::{all_finite, positive};

const BUDGET: usize = 500;

/// A minimum of `f` between `a` and `c`, from `a < b < c` with `f(b)` the lowest, by the vertex of the parabola
/// through three points (Kochenderfer & Wheeler 2019, alg. 3.4), until the bracket is no longer than `tolerance`.
///
/// Of order 1.32 near a minimum where `f'' > 0`, slow elsewhere: [`brent_minimum`](super::brent_minimum)
/// is safe. A vertex at the middle point itself is replaced by a probe a third of the tolerance
/// beside it, in the longer part, so that the bracket closes from both sides.
///
/// ```
/// let found = optim::scalar::quadratic_fit(|x| x.exp() - 2.0 * x, [0.0, 0.5, 2.0], 1e-6)?;
/// assert!(found.success() && (found.x - 2f64.ln()).abs() < 1e-6);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// [`Error::NoMinimumBracket`] if the points are not ascending or the middle value is higher than
/// another one, or one is not finite; if a point is not finite or the tolerance not positive.
pub fn quadratic_fit(f: impl Fn(f64) -> f64, [a, b, c]: [f64; 3], tolerance: f64) -> Result<Minimum, Error> {
    all_finite("the bracket [a, b, c]", &[a, b, c])?;
    positive("the tolerance", tolerance)?;
    let values = [a, b, c].map(&f);
    let points = [(a, values[0]), (b, values[1]), (c, values[2])];
    let low = a < b && b < c && values[1] <= values[0] && values[1] <= values[2];
    if !low || values.iter().any(|f| !f.is_finite()) {
        return Err(Error::NoMinimumBracket { points });
    }
    let mut search = Search::within(f, a, c, tolerance)?;
    search.bracketed(points);
    let ended = close_in(&mut search, points);
    Ok(search.finish(ended))
}

fn close_in<F: Fn(f64) -> f64>(
    search: &mut Search<F>,
    [mut a, mut b, mut c]: [(f64, f64); 3],
) -> Result<(), MinimumStatus> {
    while !search.resolved() {
        if search.evaluations >= BUDGET {
            return Err(MinimumStatus::Budget);
        }
        let longer = if c.0 - b.0 > b.0 - a.0 { c.0 - b.0 } else { a.0 - b.0 };
        let probe = (search.resolution() / 3.0).min(0.5 * longer.abs()).copysign(longer);
        let step = match to_vertex(a, b, c) {
            step if !step.is_finite() => 0.5 * longer,
            step if step.abs() < probe.abs() => probe,
            step => step,
        };
        let x = b.0 + step;
        let at = (x, search.at(x)?);
        (a, b, c) = match (at.1 < b.1, x < b.0) {
            (true, true) => (a, at, b),
            (true, false) => (b, at, c),
            (false, true) => (at, b, c),
            (false, false) => (a, b, at),
        };
        search.bracket = (a.0, c.0);
        search.iterations += 1;
    }
    Ok(())
}

/// The step from `b` to the vertex of the parabola through three points; not finite if they are on a line.
pub(super) fn to_vertex(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    let left = (b.0 - a.0) * (b.1 - c.1);
    let right = (b.0 - c.0) * (b.1 - a.1);
    0.5 * ((b.0 - c.0) * right - (b.0 - a.0) * left) / (left - right)
}
