//! The worst error of many numbers, as the accuracy table shows it.

use crate::ulp;
use std::fmt;

/// What writes the table.
pub const COMMAND: &str = "cargo run --manifest-path benches/Cargo.toml --features peers --bin accuracy";

/// In ulps; infinite after a wrong infinity or a wrong finite number for one, NaN after a wrong NaN.
#[derive(Clone, Copy, Debug, Default)]
pub struct Worst(pub f64);

impl Worst {
    /// The error of one number.
    pub fn of(got: f64, want: f64) -> Self {
        let error = ulp::error(got, want);
        Worst(if got.is_nan() && !want.is_nan() {
            f64::NAN
        } else if got.is_finite() && want.is_finite() {
            error.min(f64::MAX)
        } else {
            error
        })
    }

    /// The worse of two.
    pub fn or(self, other: Self) -> Self {
        if self.0.is_nan() || other.0 <= self.0 { self } else { other }
    }
}

impl fmt::Display for Worst {
    /// Ulps rounded up, above 999 only their size.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            ulps if ulps.is_nan() => write!(f, "NaN"),
            ulps if ulps > 999.0 => write!(f, "{ulps:.0e}"),
            ulps => write!(f, "{}", ulps.ceil()),
        }
    }
}

#[test]
fn the_worst_is_shown() {
    let all = [(2.0, 2.0), (1.0 + f64::EPSILON, 1.0), (0.0, 1e-300), (1.0, f64::INFINITY), (f64::NAN, 1.0)];
    let shown = ["0", "1", "6e15", "inf", "NaN"];
    let mut worst = Worst::default();
    for ((got, want), shown) in all.into_iter().zip(shown) {
        worst = worst.or(Worst::of(got, want));
        assert_eq!(worst.to_string(), shown, "{got} for {want}");
        assert_eq!(worst.or(Worst(0.0)).to_string(), shown, "better numbers change nothing");
    }
    assert_eq!(Worst::of(1e300, 1e-300).to_string(), "2e308", "finite, however wrong");
    assert_eq!(Worst(998.1).to_string(), "999");
}
