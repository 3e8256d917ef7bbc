//! Mixed precision: the point and the gradient in f64, the work in a narrow float.
//!
//! A narrow float has a narrow range: in f16 a slope below 6e-8 is 0. So the derivative is seeded
//! with a loss scale `S` in place of 1. Every tangent or adjoint is then `S` times itself, well
//! inside the range, and `S grad f` is divided by `S` in f64 (Micikevicius et al. 2018). Too large
//! an `S` overflows, which is seen in the result; whoever adapts `S` lowers it then.

use crate::verbs::gradient_from;
use ad_core::{Base, Objective};
use alloc::vec::Vec;

/// `(f(x), grad f(x))` evaluated in the narrow float `T` with a loss scale, forward mode.
///
/// `x` is rounded to `T` once, and both results are those of the rounded point. An entry that
/// overflows in `T` is infinite or NaN in the result: see [`LossScaled::overflowed`].
///
/// ```
/// # #[cfg(feature = "half")] {
/// use ad_core::{f16, objective};
/// use ad_forward::loss_scaled_gradient;
/// let f = objective!(|x| (x[0] * 1e-4).sq());
/// let slope = |loss_scale| loss_scaled_gradient::<f16, _>(&f, &[1.0], loss_scale).gradient[0];
/// assert_eq!(slope(1.0), 0.0); // 2e-8 is below f16's smallest number
/// assert!((slope(32768.0) / 2e-8 - 1.0).abs() < 2e-3);
/// # }
/// ```
///
/// # Panics
/// If the loss scale is not a positive finite number, or rounds to 0 in `T`.
pub fn loss_scaled_gradient<T: Base, O: Objective>(f: &O, x: &[f64], loss_scale: f64) -> LossScaled {
    LossScaled::by(x, loss_scale, |x: &[T], seed| gradient_from(f, x, seed))
}

/// What a narrow float made of a gradient, in f64 and without the loss scale.
#[derive(Clone, Debug, PartialEq)]
pub struct LossScaled {
    /// `f(x)`, which was never scaled.
    pub value: f64,
    /// `grad f(x)`. What overflowed is infinite or NaN.
    pub gradient: Vec<f64>,
}

impl LossScaled {
    /// By any engine: `scaled(x, S)` gives `(f(x), S grad f(x))` in the narrow float `T`. A loss
    /// scale that is a power of two costs no rounding; one that overflows in `T` makes every entry NaN.
    ///
    /// ```
    /// use ad_forward::LossScaled;
    /// // f(x) = 3 x, pulled back by hand; a graph does `vjp(&Single(&f), x, &[seed])`
    /// let by_hand = LossScaled::by(&[2.0], 1024.0, |x: &[f32], seed| (3.0 * x[0], vec![3.0 * seed]));
    /// assert_eq!((by_hand.value, by_hand.gradient), (6.0, vec![3.0]));
    /// ```
    ///
    /// # Panics
    /// If the loss scale is not a positive finite number, or rounds to 0 in `T`.
    pub fn by<T: Base>(x: &[f64], loss_scale: f64, scaled: impl FnOnce(&[T], T) -> (T, Vec<T>)) -> Self {
        let seed = T::nearest(loss_scale);
        assert!(
            loss_scale.is_finite() && seed > T::zero(),
            "the loss scale is {loss_scale}, in the narrow float {seed}: it must be positive and finite"
        );
        let narrow: Vec<T> = x.iter().map(|&x| T::nearest(x)).collect();
        let (value, gradient) = scaled(&narrow, seed);
        // what the seed was after its rounding is what multiplies the gradient
        let scale: f64 = seed.into();
        // an infinite seed leaves a slope of zero alone, which would look like a scale that fits
        let unscaled = |g: T| if scale.is_finite() { g.into() / scale } else { f64::NAN };
        LossScaled { value: value.into(), gradient: gradient.into_iter().map(unscaled).collect() }
    }

    /// Whether an entry of the gradient is infinite or NaN: such a gradient is not to be used, and
    /// a dynamic loss scale backs off. The value does not count, for the scale does not touch it.
    ///
    /// ```
    /// # #[cfg(feature = "half")] {
    /// use ad_core::{f16, objective};
    /// use ad_forward::loss_scaled_gradient;
    /// let f = objective!(|x| x[0].sq());
    /// let mut loss_scale = 65536.0;
    /// while loss_scaled_gradient::<f16, _>(&f, &[3.0], loss_scale).overflowed() {
    ///     loss_scale *= 0.5;
    /// }
    /// assert_eq!(loss_scale, 8192.0); // 6 * 8192 < 65504
    /// # }
    /// ```
    pub fn overflowed(&self) -> bool {
        self.gradient.iter().any(|g| !g.is_finite())
    }
}
