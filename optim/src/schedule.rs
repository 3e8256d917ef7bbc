//! Rates of steps, as functions of their number `k = 0, 1, ..`.
//!
//! A number is a constant rate and a closure `|k| ..` one's own schedule.
//!
//! ```
//! use optim::schedule::{Cosine, Schedule, WarmUp};
//! assert_eq!(0.1.rate(7), 0.1);
//! assert_eq!((|k: usize| 1.0 / (k + 1) as f64).rate(3), 0.25);
//! let rates = WarmUp { steps: 4, then: Cosine::new(1.0, 100) };
//! assert_eq!([rates.rate(0), rates.rate(3), rates.rate(54)], [0.25, 1.0, 0.5]);
//! ```

/// A rate for every step.
///
/// ```
/// use optim::schedule::Schedule;
/// struct Halving;
/// impl Schedule for Halving {
///     fn rate(&self, step: usize) -> f64 {
///         0.5f64.powi(step as i32)
///     }
/// }
/// assert_eq!(Halving.rate(3), 0.125);
/// ```
pub trait Schedule {
    /// The rate of the step with this number, the first being 0: finite and not negative.
    fn rate(&self, step: usize) -> f64;
}

/// The same rate in every step.
impl Schedule for f64 {
    fn rate(&self, _: usize) -> f64 {
        *self
    }
}
impl<F: Fn(usize) -> f64> Schedule for F {
    fn rate(&self, step: usize) -> f64 {
        self(step)
    }
}

/// `first factor^(k / every)`, the exponent a whole number.
///
/// ```
/// use optim::schedule::{Schedule, StepDecay};
/// let rates = StepDecay { first: 1.0, factor: 0.5, every: 10 };
/// assert_eq!([rates.rate(9), rates.rate(10), rates.rate(25)], [1.0, 0.5, 0.25]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StepDecay {
    /// The first rate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub first: f64,
    /// The factor from one stair to the next.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub factor: f64,
    /// How many steps a stair has; 0 counts as 1.
    pub every: usize,
}
impl Schedule for StepDecay {
    fn rate(&self, step: usize) -> f64 {
        self.first * self.factor.powf((step / self.every.max(1)) as f64)
    }
}

/// `first factor^k`.
///
/// ```
/// use optim::schedule::{Exponential, Schedule};
/// assert_eq!(Exponential { first: 8.0, factor: 0.5 }.rate(3), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Exponential {
    /// The first rate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub first: f64,
    /// The factor from one step to the next.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub factor: f64,
}
impl Schedule for Exponential {
    fn rate(&self, step: usize) -> f64 {
        self.first * self.factor.powf(step as f64)
    }
}

/// `first / (1 + decay k)`: the sum of the rates diverges, that of their squares does not (Robbins &
/// Monro 1951).
///
/// ```
/// use optim::schedule::{Inverse, Schedule};
/// assert_eq!(Inverse { first: 1.0, decay: 1.0 }.rate(3), 0.25);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Inverse {
    /// The first rate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub first: f64,
    /// How fast it falls.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub decay: f64,
}
impl Schedule for Inverse {
    fn rate(&self, step: usize) -> f64 {
        self.first / (1.0 + self.decay * step as f64)
    }
}

/// `last + (first - last) (1 + cos(pi k / steps)) / 2`, then `last` (Loshchilov & Hutter 2017, eq. 5).
///
/// ```
/// use optim::schedule::{Cosine, Schedule};
/// let rates = Cosine { last: 0.5, ..Cosine::new(1.0, 10) };
/// assert_eq!([rates.rate(0), rates.rate(5), rates.rate(10), rates.rate(99)], [1.0, 0.75, 0.5, 0.5]);
/// let restarted = Cosine { restart: Some(2), ..rates };
/// assert_eq!([restarted.rate(10), restarted.rate(20), restarted.rate(30)], [1.0, 0.75, 1.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cosine {
    /// The first rate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub first: f64,
    /// The last rate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub last: f64,
    /// How many steps from the one to the other; 0 counts as 1.
    pub steps: usize,
    /// Begins again whenever it has ended, each time so many times as long.
    pub restart: Option<usize>,
}
impl Cosine {
    /// From this rate to 0 in so many steps, once.
    ///
    /// ```
    /// use optim::schedule::{Cosine, Schedule};
    /// assert_eq!(Cosine::new(1.0, 10).rate(5), 0.5);
    /// ```
    pub fn new(first: f64, steps: usize) -> Self {
        Cosine { first, last: 0.0, steps, restart: None }
    }
}
impl Schedule for Cosine {
    fn rate(&self, step: usize) -> f64 {
        let (mut k, mut period) = (step, self.steps.max(1));
        match self.restart {
            Some(0 | 1) => k %= period,
            Some(growth) => {
                while k >= period {
                    k -= period;
                    period = period.saturating_mul(growth);
                }
            }
            None => k = k.min(period),
        }
        // the sine has no error at the middle and the ends where the cosine has
        let half = (core::f64::consts::FRAC_PI_2 * (1.0 - 2.0 * k as f64 / period as f64)).sin();
        self.last + (self.first - self.last) * (0.5 * (1.0 + half))
    }
}

/// A linear rise over so many steps to the first rate of another schedule, which follows.
///
/// ```
/// use optim::schedule::{Schedule, WarmUp};
/// let rates = WarmUp { steps: 2, then: 0.5 };
/// assert_eq!([rates.rate(0), rates.rate(1), rates.rate(2)], [0.25, 0.5, 0.5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WarmUp<S> {
    /// How many steps it takes.
    pub steps: usize,
    /// What follows, counted from 0.
    pub then: S,
}
impl<S: Schedule> Schedule for WarmUp<S> {
    fn rate(&self, step: usize) -> f64 {
        if step < self.steps {
            self.then.rate(0) * (step + 1) as f64 / self.steps as f64
        } else {
            self.then.rate(step - self.steps)
        }
    }
}
