//! `sin x / x` and its derivatives.

use super::cylinder::{Expansion, around_zero, climb, expansions, extremum, point, zero};
use super::polynomial::polynomial;
use core::f64::consts::{FRAC_1_PI, FRAC_2_PI, FRAC_PI_2, PI, TAU};
use num_traits::Float;

/// 0, `pi/2`, then the zeros `k pi` and the extrema, `tan x = x`, in turn.
static EXPANSIONS: [Expansion; 18] = expansions(
    2.0,
    0,
    [
        extremum(0.0, 0.0, 1.0, 0.0),
        point(
            FRAC_PI_2,
            6.123233995736766e-17,
            FRAC_2_PI,
            -3.935735335036497e-17,
            -0.4052847345693511,
            1.5865159517757766e-17,
        ),
        zero(PI, 1.2246467991473532e-16, -FRAC_1_PI, 1.9678676675182486e-17),
        extremum(4.493409457909064, -3.322828416974956e-17, -0.21723362821122166, 5.809576522853167e-18),
        zero(TAU, 2.4492935982947064e-16, 0.15915494309189535, -9.839338337591243e-18),
        extremum(7.725251836937707, 3.8002539181196393e-16, 0.12837455352589913, 4.537145537697861e-18),
        zero(9.42477796076938, 3.6739403974420594e-16, -0.1061032953945969, 6.559558891727496e-18),
        extremum(10.904121659428899, 8.333109828905865e-16, -0.09132520282305767, -3.588541403400904e-19),
        zero(12.566370614359172, 4.898587196589413e-16, 0.07957747154594767, -4.9196691687956215e-18),
        extremum(14.066193912831473, 6.790617115382321e-16, 0.07091345945046215, 7.870970023298035e-19),
        zero(15.707963267948966, 6.123233995736766e-16, -0.06366197723675814, 1.1601777734736061e-18),
        extremum(17.22075527193077, -1.1966879214709082e-15, -0.057971802346153886, 5.571147510913689e-19),
        zero(18.84955592153876, 7.347880794884119e-16, 0.05305164769729845, -3.279779445863748e-18),
        extremum(20.37130295928756, 1.437981980402287e-15, 0.049029624014074166, 7.208874150632274e-19),
        zero(21.991148575128552, 8.572527594031472e-16, -0.04547284088339867, -1.625721480770283e-19),
        extremum(23.519452498689006, 6.538218907362716e-16, -0.04247961697761265, 1.3900299525777302e-18),
        zero(25.132741228718345, 9.797174393178826e-16, 0.039788735772973836, -2.4598345843978107e-18),
        extremum(26.666054258812675, -1.6866460008498783e-15, 0.03747451999393118, 2.075743788938117e-18),
    ],
);
const TABULATED: f64 = 17.5 * FRAC_PI_2;

/// Below it the value and the slope are plain series.
const NEAR_ZERO: f64 = 1.5;

/// The n-th derivative.
#[inline]
pub(crate) fn sinc(n: u32, x: f64) -> f64 {
    match n {
        0 if Float::abs(x) < NEAR_ZERO => polynomial(&const { series(0) }, x * x),
        0 => {
            let y = Float::sin(x) / x;
            if x.is_infinite() { 0.0 } else { y }
        }
        1 => slope(x),
        _ => derivative(n, x),
    }
}

/// `(cos x - sin x / x) / x`, but by series where that cancels: around 0 and the extrema.
#[inline]
fn slope(x: f64) -> f64 {
    if Float::abs(x) < NEAR_ZERO {
        return x * polynomial(&const { series(1) }, x * x);
    }
    let (y, cos) = (Float::sin(x) / x, Float::cos(x));
    let rest = cos - y;
    if Float::abs(rest) < Float::abs(y) && Float::abs(x) < TABULATED {
        return slope_beside_extremum(x);
    }
    if x.is_infinite() { 0.0 } else { rest / x }
}

#[inline(never)]
fn slope_beside_extremum(x: f64) -> f64 {
    let positive = Float::abs(x);
    Float::copysign(1.0, x) * EXPANSIONS[nearest(positive)].early(1, positive)
}

/// Coefficients in `x²` of `sin x / x`, `(-1)^k / (2k + 1)!`, and of its slope over `x`.
const fn series(derivative: usize) -> [f64; 11] {
    let mut c = [0.0; 11];
    let (mut k, mut factorial) = (0, 1.0);
    while k < c.len() {
        let even = (2 * k) as f64;
        c[k] = if derivative == 0 { 1.0 / factorial } else { -1.0 / (factorial * (even + 3.0)) };
        factorial *= -(even + 2.0) * (even + 3.0);
        k += 1;
    }
    c
}

/// The expansion for `x >= 0`.
fn nearest(x: f64) -> usize {
    (x * FRAC_2_PI + 0.5) as usize
}

fn derivative(n: u32, x: f64) -> f64 {
    if x.is_infinite() {
        return 0.0;
    }
    let positive = Float::abs(x);
    let sign = if x < 0.0 && n % 2 == 1 { -1.0 } else { 1.0 };
    if positive < TABULATED {
        sign * EXPANSIONS[nearest(positive)].derivative(n, positive).unwrap_or_else(|| around_zero(2.0, n, positive))
    } else {
        let (sin, cos) = Float::sin_cos(positive);
        let y = sin / positive;
        sign * climb(2.0, n, positive, y, (cos - y) / positive)
    }
}
