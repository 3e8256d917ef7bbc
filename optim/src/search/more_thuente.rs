//! The strong Wolfe conditions by the safeguarded interpolation of More & Thuente (1994).

use super::{Advance, Ray, Sample, Search, Stuck, direction};
use crate::descent::{Descent, Length};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};

const TRIALS: usize = 40;

/// `phi(a) <= phi(0) + c1 a phi'(0)` and `|phi'(a)| <= c2 |phi'(0)|`.
///
/// Where the fall of `f` is below its rounding, the slopes decide (approximate Wolfe conditions,
/// Hager & Zhang 2005, eq. 4.1), so exact gradients lead on beyond the digits of `f`.
///
/// ```
/// use optim::{descent::Bfgs, search::StrongWolfe, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Bfgs::default().search(StrongWolfe::default()).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StrongWolfe {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    c1: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    c2: f64,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    last: Option<(f64, f64)>,
}

impl Default for StrongWolfe {
    /// `c1 = 1e-4`, `c2 = 0.9`.
    fn default() -> Self {
        StrongWolfe { c1: 1e-4, c2: 0.9, last: None }
    }
}

impl StrongWolfe {
    /// The two constants, `0 < c1 < c2 < 1`.
    ///
    /// ```
    /// use optim::{descent::ConjugateGradient, search::StrongWolfe, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = ConjugateGradient::default().search(StrongWolfe::with(1e-4, 0.1)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If they are not in this order.
    pub fn with(c1: f64, c2: f64) -> Self {
        assert!(0.0 < c1 && c1 < c2 && c2 < 1.0, "c1 = {c1}, c2 = {c2}: Wolfe's conditions need 0 < c1 < c2 < 1");
        StrongWolfe { c1, c2, last: None }
    }
}

/// The minimiser of the cubic through two samples.
fn cubic(p: Sample, q: Sample) -> f64 {
    let theta = 3.0 * (p.f - q.f) / (q.a - p.a) + p.slope + q.slope;
    let scale = theta.abs().max(p.slope.abs()).max(q.slope.abs());
    let square = (theta / scale).powi(2) - (p.slope / scale) * (q.slope / scale);
    let gamma = scale * square.max(0.0).sqrt() * if q.a < p.a { -1.0 } else { 1.0 };
    // the form that does not cancel
    let r = (gamma - p.slope + theta) / (2.0 * gamma - p.slope + q.slope);
    p.a + r * (q.a - p.a)
}

/// The minimiser of the parabola through the values and the first slope.
fn quadratic(p: Sample, q: Sample) -> f64 {
    p.a + 0.5 * p.slope / ((p.f - q.f) / (q.a - p.a) + p.slope) * (q.a - p.a)
}

/// The zero of the line through the slopes.
fn secant(p: Sample, q: Sample) -> f64 {
    q.a + q.slope / (p.slope - q.slope) * (q.a - p.a)
}

/// The interval of uncertainty: `best` its better end.
struct Interval {
    best: Sample,
    other: Sample,
    bracketed: bool,
}

impl Interval {
    /// Takes in a trial and gives the next (More & Thuente 1994, sec. 4).
    fn update(&mut self, t: Sample, lower: f64, upper: f64) -> f64 {
        let best = self.best;
        let opposite = t.slope * best.slope.signum() < 0.0;
        let mut next;
        if t.f > best.f {
            // 1: the minimum is between
            let (c, q) = (cubic(best, t), quadratic(best, t));
            next = if (c - best.a).abs() < (q - best.a).abs() { c } else { c + 0.5 * (q - c) };
            self.bracketed = true;
        } else if opposite {
            // 2: the slope turned
            let (c, s) = (cubic(t, best), secant(best, t));
            next = if (c - t.a).abs() > (s - t.a).abs() { c } else { s };
            self.bracketed = true;
        } else if t.slope.abs() < best.slope.abs() {
            // 3: the slope shrinks; the cubic counts if it tends to infinity on the far side
            let c = cubic(t, best);
            let c = if (c - t.a) * (t.a - best.a) > 0.0 && c.is_finite() {
                c
            } else if t.a > best.a {
                upper
            } else {
                lower
            };
            let s = secant(best, t);
            if self.bracketed {
                next = if (c - t.a).abs() < (s - t.a).abs() { c } else { s };
                let bound = t.a + 0.66 * (self.other.a - t.a);
                next = if t.a > best.a { next.min(bound) } else { next.max(bound) };
            } else {
                next = if (c - t.a).abs() > (s - t.a).abs() { c } else { s };
                next = next.clamp(lower, upper);
            }
        } else {
            // 4: it falls ever faster
            next = if self.bracketed {
                cubic(t, self.other)
            } else if t.a > best.a {
                upper
            } else {
                lower
            };
        }
        if t.f > best.f {
            self.other = t;
        } else {
            if opposite {
                self.other = best;
            }
            self.best = t;
        }
        if !next.is_finite() {
            next = 0.5 * (self.best.a + self.other.a);
        }
        next
    }
}

impl<P: Gradient + ?Sized, D: Descent<P, Size = Length>> Search<P, D> for StrongWolfe {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let (direction, first) = match direction(problem, descent, at, self.last) {
            Ok(found) => found,
            Err(stuck) => return stuck,
        };
        let mut ray = Ray::new(problem, at, &direction, watch);
        let start = Sample { a: 0.0, f: at.f, slope: ray.slope };
        let rounding = 10.0 * f64::EPSILON * at.f.abs();
        let mut interval = Interval { best: start, other: start, bracketed: false };
        let (mut a, mut ceiling, mut auxiliary) = (first, f64::MAX, true);
        let (mut width, mut last_width) = (f64::INFINITY, f64::INFINITY);
        let mut reason = Stuck::Trials;
        for _ in 0..TRIALS {
            if !ray.moves(a) {
                reason = Stuck::Rounding;
                break;
            }
            let (point, t) = match ray.look(a) {
                Ok(Some(seen)) => seen,
                Ok(None) => {
                    ceiling = a;
                    a = interval.best.a + 0.1 * (a - interval.best.a);
                    continue;
                }
                Err(reason) => return ray.stuck(reason),
            };
            let enough = at.f + self.c1 * a * start.slope;
            let wolfe = t.f <= enough && t.slope.abs() <= self.c2 * start.slope.abs();
            let approximate = t.f <= at.f + rounding
                && t.slope >= self.c2 * start.slope
                && t.slope <= (2.0 * self.c1 - 1.0) * start.slope
                && (at.f - t.f).abs() <= rounding;
            if wolfe || approximate {
                ray.tell(a, t.f, Some(t.slope), Verdict::Accepted);
                self.last = Some((a, start.slope));
                return Advance::To { point, size: a };
            }
            ray.tell(a, t.f, Some(t.slope), Verdict::Rejected);
            if auxiliary && t.f <= enough && t.slope >= 0.0 {
                auxiliary = false;
            }
            let (lower, upper) = if interval.bracketed {
                (interval.best.a.min(interval.other.a), interval.best.a.max(interval.other.a))
            } else {
                (a + 1.1 * (a - interval.best.a), a + 4.0 * (a - interval.best.a))
            };
            // at first the function psi(a) = phi(a) - phi(0) - c1 a phi'(0) is searched
            let next = if auxiliary && t.f <= interval.best.f && t.f > enough {
                let tilt = |s: Sample| Sample {
                    f: s.f - self.c1 * s.a * start.slope,
                    slope: s.slope - self.c1 * start.slope,
                    ..s
                };
                let back = |s: Sample| Sample {
                    f: s.f + self.c1 * s.a * start.slope,
                    slope: s.slope + self.c1 * start.slope,
                    ..s
                };
                interval.best = tilt(interval.best);
                interval.other = tilt(interval.other);
                let next = interval.update(tilt(t), lower, upper);
                interval.best = back(interval.best);
                interval.other = back(interval.other);
                next
            } else {
                interval.update(t, lower, upper)
            };
            a = next.min(interval.best.a + 0.5 * (ceiling - interval.best.a));
            if interval.bracketed {
                let now = (interval.other.a - interval.best.a).abs();
                if now >= 0.66 * last_width {
                    a = interval.best.a + 0.5 * (interval.other.a - interval.best.a);
                }
                (last_width, width) = (width, now);
                let ends = (interval.best.a.min(interval.other.a), interval.best.a.max(interval.other.a));
                a = a.clamp(ends.0, ends.1);
                if now <= 1e-15 * ends.1 {
                    reason = Stuck::Rounding;
                    break;
                }
            }
            if !a.is_finite() || a > 1e100 * first {
                reason = Stuck::Unbounded;
                break;
            }
        }
        if reason == Stuck::Trials && !interval.bracketed && ceiling == f64::MAX {
            reason = ray.endless(a);
        } else if reason == Stuck::Trials && ray.best.is_none() && -a * start.slope <= 1e3 * rounding {
            // what the last trials promised is lost in the digits of f
            reason = Stuck::Rounding;
        }
        ray.stuck(reason)
    }
    fn reset(&mut self) {
        self.last = None;
    }
}
