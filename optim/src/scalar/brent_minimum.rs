//! Brent's minimum: golden section made fast by parabolas (Brent 1973, ch. 5).

use super::minimum::{Minimum, MinimumStatus, Search};
use super::parabola::to_vertex;
use super::section::GOLDEN;
use crate::Error;

const BUDGET: usize = 1000;

/// A minimum of `f` in `[a, b]` by Brent's method, values alone: parabolic steps, as long as they stay inside and
/// shrink, else golden sections. It ends with a bracket no longer than `tolerance`.
///
/// Never much slower than [`golden_section`](super::golden_section), of order 1.32 near a minimum where `f'' > 0`.
/// A tolerance below `1e-8 |x|` is seldom worth its evaluations: values do not tell such points apart.
///
/// ```
/// let found = optim::scalar::brent_minimum(|x| x.exp() - 2.0 * x, 0.0, 2.0, 1e-7)?;
/// assert!(found.success() && (found.x - 2f64.ln()).abs() < 1e-7);
/// assert!(found.evaluations < 15);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `a` or `b` is not finite, they are equal, or the tolerance is not positive.
pub fn brent_minimum(f: impl Fn(f64) -> f64, a: f64, b: f64, tolerance: f64) -> Result<Minimum, Error> {
    let mut search = Search::within(f, a, b, tolerance)?;
    let ended = close_in(&mut search);
    Ok(search.finish(ended))
}

fn close_in<F: Fn(f64) -> f64>(search: &mut Search<F>) -> Result<(), MinimumStatus> {
    let start = search.bracket.0 + (1.0 - GOLDEN) * search.width();
    // the lowest point, the second lowest, and the one that was that before
    let mut x = (start, search.at(start)?);
    let (mut w, mut v) = (x, x);
    let (mut step, mut before) = (0.0, 0.0f64);
    // as soon as x is a unit or two from both ends, the bracket is no longer than four units
    loop {
        let (a, b) = search.bracket;
        let unit = 0.25 * search.resolution();
        if (x.0 - a).max(b - x.0) <= 2.0 * unit {
            return Ok(());
        }
        if search.evaluations >= BUDGET {
            return Err(MinimumStatus::Budget);
        }
        let longer = if b - x.0 > x.0 - a { b - x.0 } else { a - x.0 };
        let parabolic = to_vertex(w, x, v);
        let inside = parabolic > a - x.0 && parabolic < b - x.0;
        if before.abs() > unit && inside && parabolic.abs() < 0.5 * before.abs() {
            before = step;
            // not too near the ends
            let near = x.0 + parabolic - a < 2.0 * unit || b - x.0 - parabolic < 2.0 * unit;
            step = if near { unit.copysign(longer) } else { parabolic };
        } else {
            before = longer;
            step = (1.0 - GOLDEN) * longer;
        }
        let next = x.0 + if step.abs() >= unit { step } else { unit.copysign(step) };
        let at = (next, search.at(next)?);
        search.iterations += 1;
        // the higher one of the two is an end from now on
        let (low, high) = if at.1 < x.1 { (at, x) } else { (x, at) };
        search.bracket = if high.0 < low.0 { (high.0, b) } else { (a, high.0) };
        if at.1 < x.1 {
            (v, w, x) = (w, x, at);
        } else if at.1 <= w.1 || w.0 == x.0 {
            (v, w) = (w, at);
        } else if at.1 <= v.1 || v.0 == x.0 || v.0 == w.0 {
            v = at;
        }
    }
}
