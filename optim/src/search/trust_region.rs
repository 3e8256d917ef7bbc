//! The trust region: the radius follows how well the model foretold (Conn, Gould & Toint 2000).

use super::{Advance, Search, Stuck};
use crate::descent::{Descent, Radius};
use crate::error::positive_setting;
use crate::observe::{Trial, Verdict};
use crate::problem::{Gradient, Oracle, Point};
use crate::vector::{dot, norm, norm_inf, plus};

const TRIALS: usize = 100;

/// A trust region, with no largest radius: functions whose minimum is a million steps away need none.
///
/// A step is accepted if `f` falls by more than 1e-4 of what the model promises. The ratio has a
/// term for the rounding of `f` in both, so that it does not judge noise near the minimum
/// (Conn, Gould & Toint 2000, sec. 17.4.2). After a good step at the border the radius grows up to
/// fivefold, after a bad one it shrinks by interpolation.
///
/// ```
/// use optim::{descent::Steihaug, search::TrustRegion, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let report = Steihaug::default().search(TrustRegion::default()).minimize(&f, &[3.0])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TrustRegion {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    radius: Option<f64>,
}

impl TrustRegion {
    /// Starts with this radius, in place of the length of Cauchy's step.
    ///
    /// ```
    /// use optim::{descent::Steihaug, search::TrustRegion, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let report = Steihaug::default().search(TrustRegion::radius(0.1)).minimize(&f, &[3.0])?;
    /// assert!(report.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If it is not positive and finite.
    pub fn radius(radius: f64) -> Self {
        TrustRegion { radius: Some(positive_setting("the radius", radius)) }
    }
}

impl<P: Gradient + ?Sized, D: Descent<P, Size = Radius>> Search<P, D> for TrustRegion {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        let stuck = |reason| Advance::Stuck { reason, best: None };
        if !descent.prepare(problem, at) {
            return stuck(Stuck::NoModel);
        }
        let mut radius = match self.radius {
            Some(radius) => radius,
            None => descent.first_size(problem, at, None),
        };
        let rounding = 10.0 * f64::EPSILON * at.f.abs();
        let mut step = Vec::new();
        for _ in 0..TRIALS {
            if radius < f64::MIN_POSITIVE {
                return stuck(Stuck::Rounding);
            }
            let promised = descent.propose(problem, at, radius, &mut step);
            let length = descent.length(&step);
            let x = plus(&at.x, 1.0, &step);
            if promised.is_nan() {
                return stuck(Stuck::NoModel);
            }
            if promised <= 0.0 || x == at.x {
                return stuck(if norm_inf(&at.g) == 0.0 { Stuck::NoDescent } else { Stuck::Rounding });
            }
            let point = problem.point(x);
            let mut tell = |ratio, verdict| watch(&Trial { size: radius, f: point.f, slope: None, ratio, verdict });
            if !point.is_finite() {
                tell(None, Verdict::NotFinite);
                if point.f == f64::NEG_INFINITY {
                    return stuck(Stuck::Unbounded);
                }
                radius = 0.1 * length.min(radius);
                continue;
            }
            let fall = at.f - point.f;
            let ratio = (fall + rounding) / (promised + rounding);
            let progress = fall > 0.0 || norm(&point.g) < norm(&at.g);
            if ratio > 1e-4 && progress {
                tell(Some(ratio), Verdict::Accepted);
                let border = length > 0.8 * radius;
                self.radius = Some(
                    if ratio < 0.25 {
                        0.5 * length.min(radius)
                    } else if border && (ratio - 1.0).abs() < 0.1 {
                        5.0 * radius
                    } else if border && ratio > 0.5 {
                        2.0 * radius
                    } else {
                        radius
                    }
                    .min(f64::MAX),
                );
                return Advance::To { point, size: radius };
            }
            tell(Some(ratio), Verdict::Rejected);
            // the parabola through f, its slope and the trial
            let slope = dot(&at.g, &step);
            let factor = -slope / (2.0 * (point.f - at.f - slope));
            radius = length.min(radius) * if factor.is_finite() { factor.clamp(0.1, 0.5) } else { 0.25 };
        }
        stuck(Stuck::Trials)
    }

    fn reset(&mut self) {
        self.radius = None;
    }
}
