//! approx's traits, by the value. The tolerance is a [`Scalar`] too, not an f64 as for the other
//! numbers: libraries ask it of the elements of their matrices.

use super::Scalar;
use ad_core::Number;
use ad_core::approx::{AbsDiffEq, RelativeEq, UlpsEq};

impl AbsDiffEq for Scalar {
    type Epsilon = Scalar;
    fn default_epsilon() -> Scalar {
        Scalar::lift(f64::default_epsilon())
    }
    fn abs_diff_eq(&self, other: &Scalar, epsilon: Scalar) -> bool {
        self.primal().abs_diff_eq(&other.primal(), epsilon.primal())
    }
}
impl RelativeEq for Scalar {
    fn default_max_relative() -> Scalar {
        Scalar::lift(f64::default_max_relative())
    }
    fn relative_eq(&self, other: &Scalar, epsilon: Scalar, max_relative: Scalar) -> bool {
        self.primal().relative_eq(&other.primal(), epsilon.primal(), max_relative.primal())
    }
}
impl UlpsEq for Scalar {
    fn default_max_ulps() -> u32 {
        f64::default_max_ulps()
    }
    fn ulps_eq(&self, other: &Scalar, epsilon: Scalar, max_ulps: u32) -> bool {
        self.primal().ulps_eq(&other.primal(), epsilon.primal(), max_ulps)
    }
}
