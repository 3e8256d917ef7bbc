//! Bessel's `J0` and `J1 = -J0'` with their derivatives.
//!
//! Up to 26.7 Taylor series around the nearest zero or extremum, around 0 the rational functions of
//! libm; beyond, modulus and phase, `J_v(x) = sqrt(2/(pi x)) M_v cos(x - v pi/2 - pi/4 + theta_v)`
//! with `M` and `x theta` in powers of `1/x²` (Hankel's expansion, Abramowitz & Stegun 9.2.28-31;
//! Harrison 2009).

use super::cylinder::{Expansion, around_zero, climb, expansions, extremum, point, zero};
use super::double::Double;
use super::polynomial::polynomial;
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, FRAC_PI_2, FRAC_PI_4};
use num_traits::Float;

/// `J0` around its zeros and extrema (the zeros of `J1`) in turn.
static J0: [Expansion; 17] = expansions(
    1.0,
    0,
    [
        extremum(0.0, 0.0, 1.0, 0.0),
        zero(2.404825557695773, -1.176691651530894e-16, -0.5191474972894667, -4.6463469276788856e-17),
        extremum(3.8317059702075125, -1.5269184090088067e-16, -0.402759395702553, 8.182452510899941e-18),
        zero(5.520078110286311, 8.088597146146722e-17, 0.34026480655836816, -1.1684816015030359e-17),
        extremum(7.015586669815619, -9.414165653410389e-17, 0.30011575252613254, 2.337192881847607e-17),
        zero(8.653727912911013, -2.92812607320779e-16, -0.27145229992838193, 1.4502280633885332e-17),
        extremum(10.173468135062722, 4.482162274768888e-16, -0.2497048770578432, -3.539445073435282e-18),
        zero(11.791534439014281, 2.812956912778735e-16, 0.23245983136472478, -4.952751373977823e-18),
        extremum(13.323691936314223, 2.600408064718813e-16, 0.21835940724787295, 1.2380913987856356e-17),
        zero(14.930917708487787, -7.070514505983074e-16, -0.20654643307799603, 9.760016457892245e-19),
        extremum(16.470630050877634, -1.619019544798128e-15, -0.1964653714686572, 1.3263422900238457e-17),
        zero(18.071063967910924, -9.658048089426209e-16, 0.18772880304043943, 2.8526326530342074e-18),
        extremum(19.615858510468243, -1.004445634526616e-15, 0.18006337534431555, 8.175564280867861e-18),
        zero(21.21163662987926, 4.947077428784068e-16, -0.17326589422922986, -8.790215740679524e-18),
        extremum(22.760084380592772, -4.925749373614922e-16, -0.16718460047381806, 1.1397114568127702e-17),
        zero(24.352471530749302, 9.169067133951066e-16, 0.16170155068925002, -1.316894875406157e-17),
        extremum(25.903672087618382, 4.894530726419825e-16, 0.15672498625285222, 8.278853699763081e-18),
    ],
);
/// `J0' = -J1` around its extrema and zeros in turn.
static J1: [Expansion; 17] = expansions(
    1.0,
    1,
    [
        extremum(0.0, 0.0, 1.0, 0.0),
        point(
            1.8411837813406593,
            4.7898393919093694e-18,
            0.31602778070199533,
            -1.197357213379279e-17,
            -0.5818652242815964,
            -7.78213599280234e-18,
        ),
        extremum(3.8317059702075125, -1.5269184090088067e-16, -0.402759395702553, 8.182452510899941e-18),
        point(
            5.3314427735250325,
            1.5109105349471405e-16,
            -0.0649216762810605,
            4.5423820034341166e-18,
            0.3461262018537915,
            2.0970450522867433e-17,
        ),
        extremum(7.015586669815619, -9.414165653410389e-17, 0.30011575252613254, 2.337192881847607e-17),
        point(
            8.536316366346286,
            -1.5433871213307537e-16,
            0.032016144892504456,
            1.652178681777507e-18,
            -0.27329994163319987,
            2.5400347258991188e-17,
        ),
        extremum(10.173468135062722, 4.482162274768888e-16, -0.2497048770578432, -3.539445073435282e-18),
        point(
            11.706004902592063,
            7.121366942298246e-16,
            -0.019930319448249453,
            -7.575792325534889e-19,
            0.23330441717143408,
            -3.6800013986157996e-18,
        ),
        extremum(13.323691936314223, 2.600408064718813e-16, 0.21835940724787295, 1.2380913987856356e-17),
        point(
            14.863588633909034,
            -6.265788988781879e-16,
            0.013927501481913388,
            -1.43844975944511e-21,
            -0.20701265272531905,
            6.02392867910434e-19,
        ),
        extremum(16.470630050877634, -1.619019544798128e-15, -0.1964653714686572, 1.3263422900238457e-17),
        point(
            18.015527862681804,
            -1.1196999448424267e-16,
            -0.010436412963246326,
            -8.495068594542545e-19,
            0.18801748852581776,
            -7.148003585963211e-19,
        ),
        extremum(19.615858510468243, -1.004445634526616e-15, 0.18006337534431555, 8.175564280867861e-18),
        point(
            21.16436985918879,
            1.7024131380423588e-15,
            0.008195805045924242,
            -5.570334103451797e-19,
            -0.17345904928574643,
            1.1747374835749465e-17,
        ),
        extremum(22.760084380592772, -4.925749373614922e-16, -0.16718460047381806, 1.1397114568127702e-17),
        point(
            24.311326857210776,
            -2.614798558537172e-16,
            -0.006656905668011989,
            -3.448527640658125e-19,
            0.1618382095526585,
            3.4081223737403044e-18,
        ),
        extremum(25.903672087618382, 4.894530726419825e-16, 0.15672498625285222, 8.278853699763081e-18),
    ],
);
const FRAC_2_PI_LO: f64 = -3.935735335036497e-17;
const TABULATED: f64 = 17.0 * FRAC_PI_2;

/// Below it the values are libm's, a rational function each.
const NEAR_ZERO: f64 = 2.0;

/// The n-th derivative of `J0`.
#[inline]
pub(crate) fn bessel_j0(n: u32, x: f64) -> f64 {
    match n {
        0 if Float::abs(x) < NEAR_ZERO => libm::j0(x),
        1 if Float::abs(x) < NEAR_ZERO => -libm::j1(x),
        _ => even_or_odd(n, x, derivative(0, n, Float::abs(x))),
    }
}

/// The n-th derivative of `J1`.
#[inline]
pub(crate) fn bessel_j1(n: u32, x: f64) -> f64 {
    match n {
        0 if Float::abs(x) < NEAR_ZERO => libm::j1(x),
        1 if Float::abs(x) < 1.2 => polynomial(&J1_SLOPE, x * x),
        _ => -even_or_odd(n + 1, x, derivative(1, n, Float::abs(x))),
    }
}

/// `J1'` in powers of `x²`: `(-1)^k (2k + 1) / (2^(2k+1) k! (k+1)!)`.
const J1_SLOPE: [f64; 11] = {
    let mut c = [0.0; 11];
    let (mut k, mut factor) = (0, 0.5);
    while k < c.len() {
        let order = k as f64;
        c[k] = factor * (2.0 * order + 1.0);
        factor /= -4.0 * (order + 1.0) * (order + 2.0);
        k += 1;
    }
    c
};

/// `f(x)` from `f(|x|)`, even or odd as `n` is.
fn even_or_odd(n: u32, x: f64, f: f64) -> f64 {
    if x < 0.0 && n % 2 == 1 { -f } else { f }
}

/// The n-th derivative of `J0^(first)` for `x >= 0`.
fn derivative(first: u32, n: u32, x: f64) -> f64 {
    if x < TABULATED {
        let quarter = (x * FRAC_2_PI) as usize;
        let nearest = if first == 0 { &J0[quarter] } else { &J1[quarter.max((x > 1.2) as usize)] };
        return match n {
            0 | 1 => nearest.early(n as usize, x),
            _ => nearest.derivative(n, x).unwrap_or_else(|| around_zero(1.0, n + first, x)),
        };
    }
    if x.is_infinite() {
        return 0.0;
    }
    match first + n {
        0 => hankel(x, 0),
        1 => -hankel(x, 1),
        order => climb(1.0, order, x, hankel(x, 0), -hankel(x, 1)),
    }
}

/// `x² (M - 1)` and `x theta` in powers of `1/x²`.
struct ModulusPhase {
    modulus: [f64; 8],
    phase: [f64; 9],
}

/// Of `J0` and `J1`.
static HANKEL: [ModulusPhase; 2] = [
    ModulusPhase {
        modulus: [
            -0.0625,
            0.103515625,
            -0.5428466796875,
            5.848699569702148,
            -106.8867939710617,
            2968.1429378427565,
            -116538.47969683609,
            6148451.462878801,
        ],
        phase: [
            -0.125,
            0.06510416666666667,
            -0.2095703125,
            1.6380658830915178,
            -23.475127749972874,
            535.640519510616,
            -17837.279688947478,
            816737.8421910767,
            -49232732.339998595,
        ],
    },
    ModulusPhase {
        modulus: [
            0.1875,
            -0.193359375,
            0.8052978515625,
            -7.739953994750977,
            132.76182425022125,
            -3543.303665366024,
            135394.22856918094,
            -7003141.574752433,
        ],
        phase: [
            0.375,
            -0.1640625,
            0.3708984375,
            -2.3693978445870534,
            30.624011993408203,
            -659.185221823779,
            21156.314045527808,
            -944346.6095480548,
            55869739.657019265,
        ],
    },
];

/// `J_v(x)` for a large finite `x`, `v` 0 or 1: the amplitude's root with one Newton step, the
/// small corrections added last, so that three roundings remain.
#[inline]
fn hankel(x: f64, v: usize) -> f64 {
    let r = 1.0 / x;
    let w = r * r;
    let ModulusPhase { modulus, phase } = &HANKEL[v];
    let Double { hi: cos, lo } =
        if x < 1e15 { shifted_cos(x, r * polynomial(phase, w), v as u64) } else { huge_cos(x, v).into() };
    let root = Float::sqrt(FRAC_2_PI * r);
    let square = Double::product(root, root);
    // 2/pi - x root², relative to 2/pi and halved
    let missing = FRAC_PI_4 * (Float::mul_add(-x, square.hi, FRAC_2_PI) + (FRAC_2_PI_LO - x * square.lo));
    let product = root * cos;
    product + (product * (w * polynomial(modulus, w) + missing) + root * lo)
}

/// `cos(x - pi/4 + shift - quarters pi/2)` and what its rounded argument leaves: `pi/4` in two
/// words times an odd number is subtracted, the first product exactly (Cody & Waite 1980).
#[inline]
fn shifted_cos(x: f64, shift: f64, quarters: u64) -> Double {
    const FRAC_PI_4_LO: f64 = 3.061616997868383e-17;
    let turns = (x * FRAC_2_PI) as u64;
    let odd = (2 * turns + 1) as f64;
    let rest = Double::sum(Float::mul_add(-odd, FRAC_PI_4, x), shift);
    let angle = Double::sum(rest.hi, rest.lo - odd * FRAC_PI_4_LO);
    let quadrant = turns.wrapping_sub(quarters) % 4;
    let cos = if quadrant.is_multiple_of(2) {
        Double { hi: Float::cos(angle.hi), lo: -angle.lo * angle.hi }
    } else {
        Double { hi: -Float::sin(angle.hi), lo: -angle.lo * (1.0 - 0.5 * angle.hi * angle.hi) }
    };
    if quadrant < 2 { cos } else { -cos }
}

/// The same where theta is below 1e-16: `cos x + sin x` and `sin x - cos x`, the smaller one from
/// their product `-cos 2x`.
fn huge_cos(x: f64, v: usize) -> f64 {
    let (sin, cos) = Float::sin_cos(x);
    let (sum, difference) = (cos + sin, sin - cos);
    let (wanted, other) = if v == 0 { (sum, difference) } else { (difference, sum) };
    let cancels = Float::abs(wanted) < Float::abs(other) && x < 0.5 * f64::MAX;
    FRAC_1_SQRT_2 * if cancels { -Float::cos(2.0 * x) / other } else { wanted }
}
