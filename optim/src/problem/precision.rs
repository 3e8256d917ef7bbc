//! Mixed precision: the point in f64, value and gradient evaluated in a narrow float.

use super::{Gradient, Value};
use crate::error::{expect_length, positive_setting};
use ad::forward::{LossScaled, loss_scaled_gradient};
use ad::{Base, Objective};
use core::marker::PhantomData;

/// An objective whose value and gradient are evaluated in the float `T` (f32, f16, bf16) with a loss
/// scale, at a master point in f64 (Micikevicius et al. 2018).
///
/// The derivative is seeded with the loss scale in place of 1, which keeps small slopes above the
/// underflow of `T`, and divided by it in f64. What overflows is infinite or NaN in the gradient,
/// and a method takes such a point for a failed trial.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Lbfgs, problem::Narrow, stop::GradientBelow, Recipe};
/// let f = objective!(|x| (x[0] - 3.0).powi(2) + (x[1] + 1.0).powi(2));
/// let report = Lbfgs::default().stop(GradientBelow(1e-3)).minimize(&Narrow::<f32, _>::new(&f, 1.0), &[0.0, 0.0])?;
/// assert!(report.success() && (report.x[0] - 3.0).abs() < 1e-3);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Narrow<'a, T, O> {
    of: &'a O,
    loss_scale: f64,
    float: PhantomData<fn() -> T>,
}

impl<'a, T: Base, O: Objective> Narrow<'a, T, O> {
    /// With this loss scale; a power of two costs no rounding.
    ///
    /// ```
    /// use optim::problem::{Narrow, Value};
    /// let third = ad::objective!(|x| x[0] / 3.0);
    /// assert_eq!(Narrow::<f32, _>::new(&third, 1.0).value(&[1.0]), f64::from(1f32 / 3.0));
    /// ```
    ///
    /// # Panics
    /// If the loss scale is not positive and finite.
    pub fn new(of: &'a O, loss_scale: f64) -> Self {
        Narrow { of, loss_scale: positive_setting("the loss scale", loss_scale), float: PhantomData }
    }

    /// Value and gradient, and whether the gradient overflowed.
    ///
    /// ```
    /// use optim::problem::Narrow;
    /// let tiny = ad::objective!(|x| x[0] * 1e-30 * 1e-30); // below the smallest f32
    /// assert_eq!(Narrow::<f32, _>::new(&tiny, 1.0).loss_scaled(&[1.0]).gradient, [0.0]);
    /// let rescued = Narrow::<f32, _>::new(&tiny, 2f64.powi(100)).loss_scaled(&[1.0]).gradient[0];
    /// assert!((rescued - 1e-60).abs() < 1e-66);
    /// ```
    ///
    /// # Panics
    /// If the loss scale rounds to 0 in `T`.
    pub fn loss_scaled(&self, x: &[f64]) -> LossScaled {
        loss_scaled_gradient::<T, _>(self.of, x, self.loss_scale)
    }
}

impl<T: Base, O: Objective> Value for Narrow<'_, T, O> {
    fn value(&self, x: &[f64]) -> f64 {
        self.loss_scaled(x).value
    }
}
impl<T: Base, O: Objective> Gradient for Narrow<'_, T, O> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let LossScaled { value, gradient } = self.loss_scaled(x);
        expect_length("the gradient g", g.len(), x.len());
        g.copy_from_slice(&gradient);
        value
    }
}
