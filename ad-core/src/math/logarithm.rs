//! Products with a logarithm, continued by 0 to `0 ln 0`, and their slope.

use super::double::Double;
use core::f64::consts::E;
use num_traits::Float;

/// `x ln y`, 0 at `x = 0` for every `y >= 0`.
#[inline]
pub(crate) fn xlogy(x: f64, y: f64) -> f64 {
    if x == 0.0 && y >= 0.0 { 0.0 } else { x * Float::ln(y) }
}

/// `1 + ln x`.
#[inline]
pub(crate) fn one_plus_ln(x: f64) -> f64 {
    let plain = 1.0 + Float::ln(x);
    if plain > -0.25 && plain < 0.125 { beside_one_over_e(x) } else { plain }
}

/// The same beside its zero, as `ln(1 + (e x - 1))` with `e` in two words.
#[inline(never)]
fn beside_one_over_e(x: f64) -> f64 {
    const E_LO: f64 = 1.4456468917292502e-16;
    let p = Double::product(x, E);
    Float::ln_1p((p.hi - 1.0) + (p.lo + x * E_LO))
}
