//! What a check found, in words.

use super::sweep::{Judged, Verdict};
use core::fmt;

/// How many faults a report spells out.
const SHOWN: usize = 10;

/// Which number an entry is.
///
/// ```
/// use optim::check::Place;
/// assert_eq!(Place::Gradient { index: 2 }.to_string(), "g[2]");
/// assert_eq!(Place::Product { row: 0, along: Some(1) }.to_string(), "(H e1)[0]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An entry of the gradient.
    Gradient {
        /// Its index.
        index: usize,
    },
    /// An entry of a product of the Hessian.
    Product {
        /// The row.
        row: usize,
        /// The index of the unit vector, `None` for the general vector.
        along: Option<usize>,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Place::Gradient { index } => write!(f, "g[{index}]"),
            Place::Product { row, along: Some(k) } => write!(f, "(H e{k})[{row}]"),
            Place::Product { row, along: None } => write!(f, "(H v)[{row}]"),
        }
    }
}

/// An entry beside its difference.
///
/// ```
/// use optim::{check, problem::by_hand};
/// let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
///     g[0] = -2.0 * x[0];
///     x[0] * x[0]
/// });
/// let entry = check::gradient(&f, &[3.0]).entries[0];
/// assert!(entry.claimed == -6.0 && (entry.differences - 6.0).abs() < 1e-8);
/// assert!(entry.to_string().ends_with("the sign is wrong"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Which one.
    pub place: Place,
    /// As the problem has it.
    pub claimed: f64,
    /// By central differences with the best step.
    pub differences: f64,
    /// The error, relative to the larger of the two; not what the verdict is by, so that it may be
    /// large where both are zero to rounding.
    pub error: f64,
    /// The best step: that of the least error, or that at which the differences have settled.
    pub step: f64,
    /// What the errors of all steps say.
    pub verdict: Verdict,
    scale: f64,
}

impl Entry {
    pub(super) fn new(place: Place, judged: Judged) -> Self {
        let Judged { claimed, differences, step, scale, verdict } = judged;
        let away = (claimed - differences).abs();
        let error = if away == 0.0 { 0.0 } else { away / claimed.abs().max(differences.abs()) };
        Entry { place, claimed, differences, error, step, verdict, scale }
    }
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }
    /// Whether two numbers are the same as far as differences tell.
    fn about(&self, a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-6 * self.scale
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Entry { place, claimed, differences, error, step, verdict, .. } = self;
        let numbers = format!("by differences {differences} (h = {step:e}, relative error {error:.1e})");
        match verdict {
            Verdict::Agrees => write!(f, "{place} = {claimed} agrees, {numbers}"),
            Verdict::Wrong => {
                write!(f, "{place} = {claimed} is wrong, {numbers}, whatever the step")?;
                match () {
                    () if self.about(*claimed, -differences) => f.write_str(": the sign is wrong"),
                    () if self.about(2.0 * claimed, *differences) => f.write_str(": it is half of it"),
                    () if self.about(*claimed, 2.0 * differences) => f.write_str(": it is twice that"),
                    () => Ok(()),
                }
            }
            Verdict::Kink { left, right } => {
                write!(f, "{place} = {claimed} is at a kink, between the slopes {left} and {right} of its sides")
            }
            Verdict::Unclear => write!(
                f,
                "{place} = {claimed} is unclear, {numbers}: the error does not rest as h falls, as near a kink or with noise"
            ),
            Verdict::NotFinite if !claimed.is_finite() => write!(f, "{place} = {claimed} is not finite"),
            Verdict::NotFinite => write!(f, "{place} = {claimed} has no differences: the function is not finite there"),
        }
    }
}

/// Two numbers that should be equal.
///
/// ```
/// use optim::{check, problem::by_hand};
/// let f = by_hand(|x| x[0]).gradient(|x, g| {
///     g[0] = 1.0;
///     x[0] + 1.0
/// });
/// let report = check::gradient(&f, &[3.0]);
/// assert_eq!(report.contradictions[0].to_string(), "the value is 3, but 4 where it comes with the gradient");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Contradiction {
    /// The value that comes with the gradient is another one.
    Value {
        /// `f(x)`, asked for alone.
        value: f64,
        /// `f(x)`, asked for with the gradient.
        with_gradient: f64,
    },
    /// The Hessian is not symmetric, or the product not linear.
    Asymmetry {
        /// `u'(H v)`.
        uhv: f64,
        /// `v'(H u)`.
        vhu: f64,
    },
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Contradiction::Value { value, with_gradient } if value.is_finite() || with_gradient.is_finite() => {
                write!(f, "the value is {value}, but {with_gradient} where it comes with the gradient")
            }
            Contradiction::Value { value, .. } => write!(f, "the value is {value}"),
            Contradiction::Asymmetry { uhv, vhu } => {
                write!(f, "not symmetric: u'(H v) = {uhv}, v'(H u) = {vhu} for two general vectors")
            }
        }
    }
}

/// The entries and what is wrong.
///
/// ```
/// use optim::{check, problem::by_hand};
/// let f = by_hand(|x| x[0] * x[1]).gradient(|x, g| {
///     (g[0], g[1]) = (x[0], x[1]); // swapped
///     x[0] * x[1]
/// });
/// let report = check::gradient(&f, &[2.0, 5.0]);
/// assert_eq!(report.suspicious().count(), 2);
/// assert!(report.to_string().contains("g[0] and g[1] are swapped"), "{report}");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Report {
    /// All entries.
    pub entries: Vec<Entry>,
    /// What contradicts itself, without differences.
    pub contradictions: Vec<Contradiction>,
}

impl Report {
    /// Whether every entry agrees and nothing contradicts itself.
    ///
    /// ```
    /// let f = ad::objective!(|x| x[0].exp());
    /// assert!(optim::check::gradient(&f, &[1.0]).success());
    /// ```
    pub fn success(&self) -> bool {
        self.contradictions.is_empty() && self.suspicious().next().is_none()
    }

    /// The entries that do not agree.
    ///
    /// ```
    /// let f = ad::objective!(|x| x[0].exp());
    /// assert_eq!(optim::check::gradient(&f, &[1.0]).suspicious().count(), 0);
    /// ```
    pub fn suspicious(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.verdict != Verdict::Agrees)
    }

    /// Pairs of wrong entries each of which is what the other should be.
    fn swapped(&self) -> Vec<(Place, Place)> {
        let wrong: Vec<_> = self.suspicious().filter(|entry| entry.verdict == Verdict::Wrong).take(SHOWN).collect();
        let pairs = (0..wrong.len()).flat_map(|i| (0..i).map(move |j| (j, i)));
        let crossed = |a: &Entry, b: &Entry| a.about(a.claimed, b.differences) && b.about(b.claimed, a.differences);
        pairs.filter(|&(i, j)| crossed(wrong[i], wrong[j])).map(|(i, j)| (wrong[i].place, wrong[j].place)).collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (all, bad) = (self.entries.len(), self.suspicious().count());
        write!(f, "{} of {all} entries agree with differences", all - bad)?;
        for contradiction in &self.contradictions {
            write!(f, "\n{contradiction}")?;
        }
        for entry in self.suspicious().take(SHOWN) {
            write!(f, "\n{entry}")?;
        }
        if bad > SHOWN {
            write!(f, "\nand {} more", bad - SHOWN)?;
        }
        for (one, other) in self.swapped() {
            write!(f, "\n{one} and {other} are swapped")?;
        }
        Ok(())
    }
}
