//! Three points around a minimum, by steps that grow.

use super::minimum::{MinimumStatus, Search};
use crate::Error;
use crate::error::{all_finite, positive};

/// Three points, the middle one the lowest.
///
/// ```
/// let around = optim::scalar::bracket_minimum(|x| x * x, -1.0, 0.5)?;
/// assert_eq!(around.points, [(-0.5, 0.25), (0.0, 0.0), (1.0, 1.0)]);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use]
pub struct Bracket {
    /// `(x, f(x))`, ascending in `x`; without success the last three points.
    pub points: [(f64, f64); 3],
    /// Evaluations of `f`.
    pub evaluations: usize,
    /// Why it ended.
    pub status: MinimumStatus,
}

impl Bracket {
    /// Whether a continuous function has a minimum between the outer points.
    ///
    /// ```
    /// use optim::scalar::bracket_minimum;
    /// assert!(!bracket_minimum(|x| x, 0.0, 1.0)?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn success(&self) -> bool {
        self.status == MinimumStatus::Found
    }
    /// The outer points.
    ///
    /// ```
    /// let around = optim::scalar::bracket_minimum(|x| x * x, -1.0, 0.5)?;
    /// assert_eq!(around.interval(), (-0.5, 1.0));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn interval(&self) -> (f64, f64) {
        (self.points[0].0, self.points[2].0)
    }
}

/// Three points `a < b < c` with `f(b) <= f(a)` and `f(b) < f(c)`, or the other way round: from `x0` downhill by
/// steps that are doubled until `f` rises (Kochenderfer & Wheeler 2019, alg. 3.1). The sign of the
/// first step is of no account.
///
/// ```
/// use optim::scalar::{bracket_minimum, brent_minimum};
/// let f = |x: f64| (x - 20.0).powi(2);
/// let around = bracket_minimum(f, 0.0, 1.0)?;
/// assert_eq!(around.points.map(|p| p.0), [8.0, 16.0, 32.0]);
/// let (a, c) = around.interval();
/// assert!((brent_minimum(f, a, c, 1e-8)?.x - 20.0).abs() < 1e-8);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If `x0` is not finite, or the step is zero or not finite.
pub fn bracket_minimum(f: impl Fn(f64) -> f64, x0: f64, step: f64) -> Result<Bracket, Error> {
    all_finite("the start x0", &[x0])?;
    positive("the first step", step.abs())?;
    let mut search = Search::everywhere(f, (x0, x0));
    let mut points = [(x0, f64::NAN); 3];
    // a step that does not move x0 would not tell the sides apart
    let step = step.abs().max(4.0 * f64::EPSILON * x0.abs()).copysign(step);
    let ended = expand(&mut search, &mut points, step);
    let status = match ended {
        Ok(()) => MinimumStatus::Found,
        Err(MinimumStatus::NoRise) if search.flat() => MinimumStatus::Flat,
        Err(status) => status,
    };
    if points[0].0 > points[2].0 {
        points.reverse();
    }
    Ok(Bracket { points, evaluations: search.evaluations, status })
}

fn expand<F: Fn(f64) -> f64>(
    search: &mut Search<F>,
    points: &mut [(f64, f64); 3],
    mut step: f64,
) -> Result<(), MinimumStatus> {
    let mut look = |x: f64| {
        if !x.is_finite() {
            return Err(MinimumStatus::NoRise);
        }
        Ok((x, search.at(x)?))
    };
    let x0 = points[0].0;
    let start = look(x0)?;
    *points = [start; 3];
    let next = look(x0 + step)?;
    let (mut a, mut b) = (start, next);
    if next.1 > start.1 {
        (a, b) = (next, start);
        step = -step;
    }
    *points = [a, b, b];
    loop {
        let c = look(b.0 + step)?;
        *points = [a, b, c];
        if c.1 > b.1 {
            return Ok(());
        }
        (a, b) = (b, c);
        step *= 2.0;
    }
}
