//! The small problems made by hand: valleys, bad scales, singular solutions. `x[0]` is the `x_1`
//! of the paper.

use ad::Real;
use std::f64::consts::TAU;

/// Functions 1 and 21, two variables a block: `10 (x_2 - x_1²)`, `1 - x_1`.
pub fn rosenbrock<F: Real>(x: &[F], r: &mut [F]) {
    for (x, r) in x.chunks(2).zip(r.chunks_mut(2)) {
        r[0] = (x[1] - x[0].sq()) * 10.0;
        r[1] = F::one() - x[0];
    }
}

pub fn freudenstein_roth<F: Real>(x: &[F], r: &mut [F]) {
    r[0] = x[0] - 13.0 + ((F::lit(5.0) - x[1]) * x[1] - 2.0) * x[1];
    r[1] = x[0] - 29.0 + ((x[1] + 1.0) * x[1] - 14.0) * x[1];
}

pub fn powell_badly_scaled<F: Real>(x: &[F], r: &mut [F]) {
    r[0] = x[0] * x[1] * 1e4 - 1.0;
    r[1] = (-x[0]).exp() + (-x[1]).exp() - 1.0001;
}

pub fn brown_badly_scaled<F: Real>(x: &[F], r: &mut [F]) {
    r[0] = x[0] - 1e6;
    r[1] = x[1] - 2e-6;
    r[2] = x[0] * x[1] - 2.0;
}

/// `y_i - x_1 (1 - x_2^i)`
pub fn beale<F: Real>(x: &[F], r: &mut [F]) {
    for ((i, r), y) in (1..).zip(r).zip([1.5, 2.25, 2.625]) {
        *r = F::lit(y) - x[0] * (F::one() - x[1].powi(i));
    }
}

/// The angle is counted in turns, from the half-axis `x_1 > 0`, and jumps at `x_1 = 0, x_2 < 0`.
pub fn helical_valley<F: Real>(x: &[F], r: &mut [F]) {
    let turns = if x[0] < F::zero() { (-x[1]).atan2(-x[0]) / TAU + 0.5 } else { x[1].atan2(x[0]) / TAU };
    r[0] = (x[2] - turns * 10.0) * 10.0;
    r[1] = ((x[0].sq() + x[1].sq()).sqrt() - 1.0) * 10.0;
    r[2] = x[2];
}

/// Functions 13 and 22, four variables a block: `x_1 + 10 x_2`, `√5 (x_3 - x_4)`,
/// `(x_2 - 2 x_3)²`, `√10 (x_1 - x_4)²`.
pub fn powell_singular<F: Real>(x: &[F], r: &mut [F]) {
    for (x, r) in x.chunks(4).zip(r.chunks_mut(4)) {
        r[0] = x[0] + x[1] * 10.0;
        r[1] = (x[2] - x[3]) * 5f64.sqrt();
        r[2] = (x[1] - x[2] * 2.0).sq();
        r[3] = (x[0] - x[3]).sq() * 10f64.sqrt();
    }
}

/// Two valleys of Rosenbrock's kind, coupled.
pub fn wood<F: Real>(x: &[F], r: &mut [F]) {
    rosenbrock(&x[..2], &mut r[..2]);
    r[2] = (x[3] - x[2].sq()) * 90f64.sqrt();
    r[3] = F::one() - x[2];
    r[4] = (x[1] + x[3] - 2.0) * 10f64.sqrt();
    r[5] = (x[1] - x[3]) / 10f64.sqrt();
}
