//! The function along a direction, `phi(a) = f(x + a d)`.

use super::{Advance, Stuck};
use crate::descent::{Descent, Length, unit_step};
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point, Value};
use crate::vector::{dot, norm_inf, plus, scaled};

/// A step so many times as long as the point itself, or as 1, leads far out.
const FAR: f64 = 1e10;

/// The direction that a descent proposes and the first length to try along it; or that there is none.
pub(crate) fn direction<P, D>(
    problem: &Oracle<P>,
    descent: &mut D,
    at: &Point,
    last: Option<(f64, f64)>,
) -> Result<(Vec<f64>, f64), Advance>
where
    P: ?Sized,
    D: Descent<P, Size = Length>,
{
    let stuck = |reason| Err(Advance::Stuck { reason, best: None });
    if !descent.prepare(problem, at) {
        return stuck(Stuck::NoModel);
    }
    let mut direction = Vec::new();
    let promised = descent.propose(problem, at, 1.0, &mut direction);
    if promised.is_finite() && promised > 0.0 {
        let first = descent.first_size(problem, at, last);
        return Ok((direction, first));
    }
    if promised <= 0.0 {
        return stuck(Stuck::NoDescent);
    }
    // products of large numbers overflow: the same direction in units of its largest entry
    let unit = scaled(1.0 / norm_inf(&direction), &direction);
    let slope = dot(&at.g, &unit);
    if slope < 0.0 && slope.is_finite() { Ok((unit, unit_step(&at.x))) } else { stuck(Stuck::NoModel) }
}

/// `phi` and `phi'` at a length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    pub a: f64,
    pub f: f64,
    pub slope: f64,
}

/// A ray from a point, and the lowest point seen on it.
pub(crate) struct Ray<'a, P: ?Sized> {
    problem: &'a Oracle<'a, P>,
    pub at: &'a Point,
    pub direction: &'a [f64],
    /// `phi'(0)`.
    pub slope: f64,
    /// The lowest point with a gradient below the start.
    pub best: Option<Point>,
    watch: &'a mut dyn FnMut(&Trial),
}

impl<'a, P: ?Sized> Ray<'a, P> {
    pub fn new(
        problem: &'a Oracle<'a, P>,
        at: &'a Point,
        direction: &'a [f64],
        watch: &'a mut dyn FnMut(&Trial),
    ) -> Self {
        Ray { problem, at, direction, slope: dot(&at.g, direction), best: None, watch }
    }

    pub fn tell(&mut self, size: f64, f: f64, slope: Option<f64>, verdict: Verdict) {
        (self.watch)(&Trial { size, f, slope, ratio: None, verdict });
    }

    /// The end of a search that found nothing acceptable.
    pub fn stuck(&mut self, reason: Stuck) -> Advance {
        Advance::Stuck { reason, best: self.best.take() }
    }

    /// The word for a search whose every trial was longer and lower than the one before, up to `a`: no end
    /// is in sight if that is far out, else it only began with steps too short.
    pub fn endless(&self, a: f64) -> Stuck {
        let far = a * norm_inf(self.direction) >= FAR * norm_inf(&self.at.x).max(1.0);
        if far { Stuck::Unbounded } else { Stuck::Trials }
    }

    /// Whether `a d` moves the point at all.
    pub fn moves(&self, a: f64) -> bool {
        self.at.x.iter().zip(self.direction).any(|(x, d)| x + a * d != *x)
    }
}

impl<P: Value + ?Sized> Ray<'_, P> {
    /// `phi(a)`.
    pub fn value(&self, a: f64) -> f64 {
        self.problem.value(&plus(&self.at.x, a, self.direction))
    }
}

impl<P: Gradient + ?Sized> Ray<'_, P> {
    /// The point at `a` with its sample; none if it is not finite, which is told.
    ///
    /// # Errors
    /// [`Stuck::Unbounded`] where `f` is `-inf`.
    pub fn look(&mut self, a: f64) -> Result<Option<(Point, Sample)>, Stuck> {
        let point = self.problem.point(plus(&self.at.x, a, self.direction));
        if !point.is_finite() {
            self.tell(a, point.f, None, Verdict::NotFinite);
            return if point.f == f64::NEG_INFINITY { Err(Stuck::Unbounded) } else { Ok(None) };
        }
        if point.f < self.best.as_ref().map_or(self.at.f, |best| best.f) {
            self.best = Some(point.clone());
        }
        let sample = Sample { a, f: point.f, slope: dot(&point.g, self.direction) };
        Ok(Some((point, sample)))
    }
}
