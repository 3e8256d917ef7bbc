//! A loss scale that finds its size: doubled after a row of good steps, halved at an overflow
//! (Micikevicius et al. 2018, sec. 3.2).
//!
//! As large as the narrow float bears it is right: small slopes then are farthest above the underflow.

use crate::error::positive_setting;
use crate::problem::Narrow;
use ad::forward::LossScaled;
use ad::{Base, Objective};

/// A loss scale for [`Narrow`] gradients, which adapts itself.
///
/// From 2^15 it is doubled after 2000 good steps in a row, and halved at each overflow, where the step
/// is not to be taken; never below 1 or above 2^24. Powers of two cost no rounding.
///
/// ```
/// use ad::objective;
/// use optim::loss_scale::LossScaler;
/// let f = objective!(|x| (x[0] - 1.0).sq() * 100.0);
/// let (mut scaler, mut x) = (LossScaler::new(1e38).interval(10).ceiling(1e38), vec![3.0]);
/// while scaler.steps() < 60 {
///     if let Some(scaled) = scaler.gradient::<f32, _>(&f, &x) {
///         x[0] -= 1e-3 * scaled.gradient[0];
///     }
/// }
/// assert!((x[0] - 1.0).abs() < 1e-3);
/// assert!(scaler.skipped() > 0 && scaler.scale() < 1e38);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LossScaler {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    scale: f64,
    interval: usize,
    /// Of growth and of backing off.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    factors: (f64, f64),
    /// The floor and the ceiling.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    bounds: (f64, f64),
    in_a_row: usize,
    steps: usize,
    skipped: usize,
}

impl Default for LossScaler {
    fn default() -> Self {
        LossScaler {
            scale: 32768.0,
            interval: 2000,
            factors: (2.0, 0.5),
            bounds: (1.0, 16_777_216.0),
            in_a_row: 0,
            steps: 0,
            skipped: 0,
        }
    }
}

impl LossScaler {
    /// From this scale.
    ///
    /// ```
    /// assert_eq!(optim::loss_scale::LossScaler::new(1024.0).scale(), 1024.0);
    /// ```
    ///
    /// # Panics
    /// If it is not positive and finite.
    pub fn new(scale: f64) -> Self {
        LossScaler { scale: positive_setting("the loss scale", scale), ..LossScaler::default() }
    }
    /// After how many good steps in a row the scale grows; 0 counts as 1.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::new(8.0).interval(1);
    /// scaler.update(false);
    /// assert_eq!(scaler.scale(), 16.0);
    /// ```
    pub fn interval(self, steps: usize) -> Self {
        LossScaler { interval: steps.max(1), ..self }
    }
    /// The factors of growth and of backing off, 2 and 0.5.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::new(8.0).factors(2.0, 0.25);
    /// scaler.update(true);
    /// assert_eq!(scaler.scale(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If growth is not finite and at least 1, or backing off not between 0 and 1.
    pub fn factors(self, growth: f64, back_off: f64) -> Self {
        assert!(growth >= 1.0 && growth.is_finite(), "the growth is {growth}: it must be finite and at least 1");
        assert!(
            back_off > 0.0 && back_off < 1.0,
            "the factor of backing off is {back_off}: it must be between 0 and 1"
        );
        LossScaler { factors: (growth, back_off), ..self }
    }
    /// Backing off stops here. A scale that is below already is not raised to it.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::new(8.0).floor(8.0);
    /// assert!(!scaler.update(true));
    /// assert_eq!(scaler.scale(), 8.0);
    /// ```
    ///
    /// # Panics
    /// If it is not positive and finite.
    pub fn floor(self, floor: f64) -> Self {
        LossScaler { bounds: (positive_setting("the floor", floor), self.bounds.1), ..self }
    }
    /// Growth stops here. A scale that is above already is not lowered to it.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::new(8.0).interval(1).ceiling(12.0);
    /// scaler.update(false);
    /// assert_eq!(scaler.scale(), 12.0);
    /// ```
    ///
    /// # Panics
    /// If it is not positive and finite.
    pub fn ceiling(self, ceiling: f64) -> Self {
        LossScaler { bounds: (self.bounds.0, positive_setting("the ceiling", ceiling)), ..self }
    }

    /// The scale of the next step.
    ///
    /// ```
    /// assert_eq!(optim::loss_scale::LossScaler::default().scale(), 32768.0);
    /// ```
    pub fn scale(&self) -> f64 {
        self.scale
    }
    /// Steps so far, taken or not.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::default();
    /// (scaler.update(true), scaler.update(false));
    /// assert_eq!(scaler.steps(), 2);
    /// ```
    pub fn steps(&self) -> usize {
        self.steps
    }
    /// Steps that were not to be taken, one for each overflow.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::default();
    /// (scaler.update(true), scaler.update(false));
    /// assert_eq!(scaler.skipped(), 1);
    /// ```
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Tells whether the gradient overflowed; returns whether the step is to be taken.
    ///
    /// ```
    /// let mut scaler = optim::loss_scale::LossScaler::new(1024.0).interval(2);
    /// assert!(!scaler.update(true));
    /// assert_eq!(scaler.scale(), 512.0);
    /// assert!(scaler.update(false) && scaler.update(false));
    /// assert_eq!(scaler.scale(), 1024.0);
    /// ```
    pub fn update(&mut self, overflow: bool) -> bool {
        let ((growth, back_off), (floor, ceiling)) = (self.factors, self.bounds);
        self.steps += 1;
        if overflow {
            self.skipped += 1;
            self.in_a_row = 0;
            self.scale = (self.scale * back_off).max(floor.min(self.scale));
        } else {
            self.in_a_row += 1;
            if self.in_a_row >= self.interval {
                self.in_a_row = 0;
                self.scale = (self.scale * growth).min(ceiling.max(self.scale));
            }
        }
        !overflow
    }

    /// Value and gradient at `x` in the narrow float `T` with the present scale, which is then updated;
    /// `None` if the gradient has an infinity or a NaN: skip the step.
    ///
    /// If it is `None` with the scale at its floor, the scale is not to blame: see whether the value
    /// itself is finite in `T`.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::loss_scale::LossScaler;
    /// let f = objective!(|x| x[0].sq());
    /// let mut scaler = LossScaler::new(f64::from(f32::MAX));
    /// assert_eq!(scaler.gradient::<f32, _>(&f, &[2.0]), None);
    /// while scaler.gradient::<f32, _>(&f, &[2.0]).is_none() {}
    /// assert_eq!((scaler.scale(), scaler.skipped()), (f64::from(f32::MAX) / 4.0, 2));
    /// ```
    ///
    /// # Panics
    /// If the scale rounds to 0 in `T`: it takes a floor below the smallest number of `T`.
    pub fn gradient<T: Base, O: Objective>(&mut self, f: &O, x: &[f64]) -> Option<LossScaled> {
        let scaled = Narrow::<T, O>::new(f, self.scale).loss_scaled(x);
        self.update(scaled.overflowed()).then_some(scaled)
    }
}
