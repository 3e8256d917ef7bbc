//! The functions that the exercises differentiate: written once, evaluated at every number type.

use ad::Real;

/// `eˣ sin x`: `f″ = 2 eˣ cos x`, `f⁗ = −4 f`.
///
/// ```
/// assert_eq!(examples::objectives::exp_sin(0.0), 0.0);
/// ```
pub fn exp_sin<F: Real>(x: F) -> F {
    x.exp() * x.sin()
}

/// `ln x + eˣ + 1/x` on `x > 0`: `f′ = 1/x + eˣ − 1/x²`.
///
/// ```
/// assert_eq!(examples::objectives::ln_exp_recip(1.0), 1f64.exp() + 1.0);
/// ```
pub fn ln_exp_recip<F: Real>(x: F) -> F {
    x.ln() + x.exp() + x.recip()
}
