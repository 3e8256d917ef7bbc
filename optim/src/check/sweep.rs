//! What differences with many steps say of a slope.

use super::TOLERANCE;

/// The steps, as multiples of the size of the coordinate.
pub(super) const STEPS: [f64; 9] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

/// What the curve of the error over the step says of an entry.
///
/// ```
/// use optim::{check, problem::by_hand};
/// let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
///     g[0] = -2.0 * x[0];
///     x[0] * x[0]
/// });
/// let report = check::gradient(&f, &[3.0]);
/// assert_eq!(report.entries[0].verdict, check::Verdict::Wrong);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Verdict {
    /// The best step agrees.
    Agrees,
    /// The differences settle at another value, at which they stay until rounding takes over.
    Wrong,
    /// The function has a kink at this very point, and the entry is between the slopes of its sides.
    Kink {
        /// The slope of the lower side.
        left: f64,
        /// The slope of the upper side.
        right: f64,
    },
    /// The error falls with the step but not to rounding, or the differences do not settle: a kink
    /// nearby, noise, or values of a lower precision. Differences do not decide.
    Unclear,
    /// The entry, the function at the point, or that on a side at all steps but one, is not finite.
    NotFinite,
}

/// A function at a distance to both sides.
pub(super) struct Sample {
    h: f64,
    left: f64,
    right: f64,
    below: f64,
    above: f64,
}

impl Sample {
    /// The distances are those that floating point makes of `h`.
    pub(super) fn new(h: f64, (left, below): (f64, f64), (right, above): (f64, f64)) -> Self {
        Sample { h, left, right, below, above }
    }
    fn is_finite(&self) -> bool {
        self.below.is_finite() && self.above.is_finite() && self.left > 0.0 && self.right > 0.0
    }
    fn width(&self) -> f64 {
        self.left + self.right
    }
    fn slope(&self) -> f64 {
        (self.above - self.below) / self.width()
    }
    /// The slopes of the two sides.
    fn sides(&self, center: f64) -> [f64; 2] {
        [(center - self.below) / self.left, (self.above - center) / self.right]
    }
    /// The longer chord.
    fn steepest(&self, center: f64) -> f64 {
        let [left, right] = self.sides(center);
        left.abs().max(right.abs())
    }
    fn gap(&self, center: f64) -> f64 {
        let [left, right] = self.sides(center);
        (right - left).abs()
    }
    /// What the rounding of the values makes of a slope.
    fn rounding(&self) -> f64 {
        4.0 * f64::EPSILON * self.below.abs().max(self.above.abs()) / self.width()
    }
}

/// A verdict with the numbers that it is based on.
pub(super) struct Judged {
    pub(super) claimed: f64,
    pub(super) differences: f64,
    pub(super) step: f64,
    pub(super) scale: f64,
    pub(super) verdict: Verdict,
}

/// Compares the claimed slope with those of the samples, whose steps fall.
pub(super) fn judge(claimed: f64, center: f64, size: f64, samples: &[Sample]) -> Judged {
    let chords = samples.get(2).map_or(0.0, |sample| sample.steepest(center));
    let samples: Vec<&Sample> = samples.iter().filter(|s| s.is_finite()).collect();
    let scale = |slope: f64| {
        // a chord that is not finite is no scale
        let chords = if chords.is_finite() { chords } else { 0.0 };
        claimed.abs().max(slope.abs()).max(center.abs() / size).max(chords)
    };
    let error = |s: &Sample| (s.slope() - claimed).abs();
    let told = |sample: &Sample, verdict| {
        let differences = sample.slope();
        Judged { claimed, differences, step: sample.h, scale: scale(differences), verdict }
    };
    if !claimed.is_finite() || !center.is_finite() || samples.len() < 2 {
        let differences = samples.last().map_or(f64::NAN, |s| s.slope());
        return Judged { claimed, differences, step: f64::NAN, scale: 0.0, verdict: Verdict::NotFinite };
    }
    let best = samples.iter().min_by(|a, b| error(a).total_cmp(&error(b))).expect("there are two");
    if error(best) <= TOLERANCE * scale(best.slope()) {
        return told(best, Verdict::Agrees);
    }
    // the two steps in a row between which the slope changes least: there it has settled, if anywhere
    let change = |pair: &[&Sample]| (pair[0].slope() - pair[1].slope()).abs();
    // but not where the function sees no step: it may take x in a narrower float
    let seen = samples.iter().rposition(|s| s.below != center || s.above != center);
    let at = (0..seen.filter(|&last| last > 0).unwrap_or(samples.len() - 1))
        .min_by(|&i, &j| change(&samples[i..]).total_cmp(&change(&samples[j..])))
        .expect("there are two");
    let (coarse, settled, finer) = (samples[at], samples[at + 1], &samples[at + 2..]);
    let plateau = error(settled);
    // noise as it is seen: what finer steps leave of the values beside the straight line
    let noise = finer.iter().map(|s| ((s.above - s.below) - s.width() * settled.slope()).abs()).fold(0.0, f64::max);
    // nor was it nearer before, as where values are too coarse for the steps
    let stays = samples[..at].iter().all(|s| error(s) >= 0.1 * plateau);
    // the finest step that rounding does not spoil: noise may come near by chance, but does not stay
    let finest = finer.iter().rev().find(|s| s.rounding() <= 0.1 * plateau);
    let stays = stays && finest.is_none_or(|s| error(s) >= 0.5 * plateau);
    if change(&samples[at..]) > 0.1 * plateau || noise / settled.width() > 0.1 * plateau || !stays {
        return told(best, Verdict::Unclear);
    }
    let [left, right] = settled.sides(center);
    let slack = TOLERANCE * scale(settled.slope());
    let between = left.min(right) - slack <= claimed && claimed <= left.max(right) + slack;
    // a tenth of the step leaves a tenth of the difference f'' h of the sides if the function is smooth,
    // all of it at a kink, and ten times as much on the stairs of values that are too coarse
    let growth = settled.gap(center) / coarse.gap(center);
    let verdict = match between {
        true if growth > 2.0 => Verdict::Unclear,
        true if growth >= 0.5 => Verdict::Kink { left, right },
        _ => Verdict::Wrong,
    };
    told(settled, verdict)
}
