//! The search of CG_DESCENT (Hager & Zhang 2005, 2006): bracketing, `secant²`, approximate Wolfe.

use super::{Advance, Ray, Sample, Search, Stuck, direction};
use crate::descent::{Descent, Length};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};

const TRIALS: usize = 60;
/// The `eps` of the approximate conditions: the rounding of `f` and no more.
const ROUNDING: f64 = 1e-14;

/// Wolfe's conditions, or the approximate ones
/// `(2 delta - 1) phi'(0) >= phi'(a) >= sigma phi'(0)` with `phi(a) <= phi(0) + eps |phi(0)|`, which
/// see a minimum where values have no digits left.
///
/// ```
/// use optim::{descent::Bfgs, search::HagerZhang, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().search(HagerZhang::default()).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HagerZhang {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    delta: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    sigma: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Option<(f64, f64)>,
}

impl Default for HagerZhang {
    /// `delta = 0.1`, `sigma = 0.9`.
    fn default() -> Self {
        HagerZhang { delta: 0.1, sigma: 0.9, last: None }
    }
}

impl HagerZhang {
    /// The two constants of Wolfe's conditions, `0 < delta < 1/2`, `delta <= sigma < 1`.
    ///
    /// ```
    /// use optim::{descent::Bfgs, search::HagerZhang, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Bfgs::default().search(HagerZhang::with(0.1, 0.5)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If they are not in these ranges.
    pub fn with(delta: f64, sigma: f64) -> Self {
        let ok = 0.0 < delta && delta < 0.5 && delta <= sigma && sigma < 1.0;
        assert!(ok, "delta = {delta}, sigma = {sigma}: the search needs 0 < delta < 1/2 and delta <= sigma < 1");
        HagerZhang { delta, sigma, last: None }
    }
}

/// What ends a search: the accepted sample, or why there is none.
type Ended = Result<Sample, Stuck>;

/// The trials of one search.
struct Trials<'a, 'b, P: ?Sized> {
    ray: &'b mut Ray<'a, P>,
    search: HagerZhang,
    start: Sample,
    /// `phi(0) + eps |phi(0)|`: above it a point is too high.
    ceiling: f64,
    left: usize,
    accepted: Option<Point>,
}

impl<P: Gradient + ?Sized> Trials<'_, '_, P> {
    /// Evaluates at `a`; ends the search if the conditions hold or the trials are spent.
    fn at(&mut self, a: f64) -> Result<Sample, Ended> {
        if !self.ray.moves(a) || !a.is_finite() {
            return Err(Err(Stuck::Rounding));
        }
        if self.left == 0 {
            return Err(Err(Stuck::Trials));
        }
        self.left -= 1;
        let Some((point, t)) = self.ray.look(a).map_err(Err)? else {
            // so high that it has to be left
            return Ok(Sample { a, f: f64::INFINITY, slope: f64::INFINITY });
        };
        let (s, HagerZhang { delta, sigma, .. }) = (self.start, self.search);
        let wolfe = t.f - s.f <= delta * a * s.slope && t.slope >= sigma * s.slope;
        let approximate = (2.0 * delta - 1.0) * s.slope >= t.slope && t.slope >= sigma * s.slope && t.f <= self.ceiling;
        if wolfe || approximate {
            self.ray.tell(a, t.f, Some(t.slope), Verdict::Accepted);
            self.accepted = Some(point);
            return Err(Ok(t));
        }
        self.ray.tell(a, t.f, Some(t.slope), Verdict::Rejected);
        Ok(t)
    }

    /// Narrows `[low, high]` by bisection until the upper end rises (steps U3).
    fn squeeze(&mut self, mut low: Sample, mut high: Sample) -> Result<(Sample, Sample), Ended> {
        loop {
            let t = self.at(0.5 * (low.a + high.a))?;
            if t.slope >= 0.0 {
                return Ok((low, t));
            }
            if t.f <= self.ceiling { low = t } else { high = t }
        }
    }

    /// The interval with `c` taken in (steps U0-U3).
    fn update(&mut self, low: Sample, high: Sample, c: Sample) -> Result<(Sample, Sample), Ended> {
        if !(c.a > low.a && c.a < high.a) {
            Ok((low, high))
        } else if c.slope >= 0.0 && c.slope.is_finite() {
            Ok((low, c))
        } else if c.f <= self.ceiling {
            Ok((c, high))
        } else {
            self.squeeze(low, c)
        }
    }

    /// An interval whose lower end falls and whose upper end rises (steps B1-B3).
    fn bracket(&mut self, first: f64) -> Result<(Sample, Sample), Ended> {
        let (mut low, mut a) = (self.start, first);
        loop {
            let trial = self.at(a);
            let t =
                trial.map_err(|ended| if ended == Err(Stuck::Trials) { Err(self.ray.endless(a)) } else { ended })?;
            if !t.f.is_finite() || t.f > self.ceiling && t.slope < 0.0 {
                return self.squeeze(low, t);
            }
            if t.slope >= 0.0 {
                return Ok((low, t));
            }
            low = t;
            a *= 5.0;
            if a > 1e100 * first {
                return Err(Err(Stuck::Unbounded));
            }
        }
    }

    /// Two secant steps (steps S1-S4).
    fn secant_twice(&mut self, low: Sample, high: Sample) -> Result<(Sample, Sample), Ended> {
        let secant = |p: Sample, q: Sample| (p.a * q.slope - q.a * p.slope) / (q.slope - p.slope);
        // beside an end a step teaches nothing: bisection is better
        let inside = |c: f64, p: Sample, q: Sample| {
            let margin = 1e-6 * (q.a - p.a);
            c > p.a + margin && c < q.a - margin
        };
        let c = secant(low, high);
        if !inside(c, low, high) {
            return Ok((low, high));
        }
        let c = self.at(c)?;
        let (a, b) = self.update(low, high, c)?;
        let again = if c.a == b.a {
            secant(high, b)
        } else if c.a == a.a {
            secant(low, a)
        } else {
            return Ok((a, b));
        };
        if !inside(again, a, b) {
            return Ok((a, b));
        }
        let again = self.at(again)?;
        self.update(a, b, again)
    }

    fn run(&mut self, first: f64) -> Ended {
        let mut narrow = || -> Result<Stuck, Ended> {
            let (mut low, mut high) = self.bracket(first)?;
            loop {
                let (a, b) = self.secant_twice(low, high)?;
                (low, high) = if b.a - a.a > 0.66 * (high.a - low.a) {
                    let middle = self.at(0.5 * (a.a + b.a))?;
                    self.update(a, b, middle)?
                } else {
                    (a, b)
                };
                if high.a - low.a <= f64::EPSILON * high.a {
                    return Ok(Stuck::Rounding);
                }
            }
        };
        match narrow() {
            Ok(stuck) => Err(stuck),
            Err(ended) => ended,
        }
    }
}

impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for HagerZhang {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let (direction, first) = match direction(problem, descent, at, self.last) {
            Ok(found) => found,
            Err(stuck) => return stuck,
        };
        let mut ray = Ray::new(problem, at, &direction, watch);
        let start = Sample { a: 0.0, f: at.f, slope: ray.slope };
        let ceiling = at.f + ROUNDING * at.f.abs();
        let mut trials = Trials { ray: &mut ray, search: *self, start, ceiling, left: TRIALS, accepted: None };
        let ended = trials.run(first);
        let accepted = trials.accepted.take();
        match (ended, accepted) {
            (Ok(t), Some(point)) => {
                self.last = Some((t.a, start.slope));
                Advance::To { point, size: t.a }
            }
            (ended, _) => {
                let reason = ended.err().unwrap_or(Stuck::Trials);
                ray.stuck(reason)
            }
        }
    }
    fn reset(&mut self) {
        self.last = None;
    }
}
