//! The fits: residuals are model less data or data less model, some of the data measured and in
//! tables, some made by a formula. `x[0]` is the `x_1` of the paper.

use super::numbered;
use ad::Real;

/// `2 + 2 i - (e^(i x_1) + e^(i x_2))`
pub fn jennrich_sampson<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(r) {
        *r = F::lit(2.0 + 2.0 * i) - ((x[0] * i).exp() + (x[1] * i).exp());
    }
}

/// The `y_i` of [`bard`].
pub const BARD: [f64; 15] = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];

/// `y_i - (x_1 + u / (v x_2 + w x_3))`
pub fn bard<F: Real>(x: &[F], r: &mut [F]) {
    for ((u, r), y) in numbered(r).zip(BARD) {
        let v = 16.0 - u;
        let w = u.min(v);
        *r = F::lit(y) - (x[0] + F::lit(u) / (x[1] * v + x[2] * w));
    }
}

/// The `y_i` of [`gaussian`].
pub const GAUSSIAN: [f64; 15] = [
    0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044,
    0.0009,
];

/// `x_1 e^(-x_2 (t_i - x_3)² / 2) - y_i`
pub fn gaussian<F: Real>(x: &[F], r: &mut [F]) {
    for ((i, r), y) in numbered(r).zip(GAUSSIAN) {
        let t = F::lit((8.0 - i) / 2.0);
        *r = x[0] * (-x[1] * (t - x[2]).sq() / 2.0).exp() - y;
    }
}

/// The `y_i` of [`meyer`].
pub const MEYER: [f64; 16] = [
    34780.0, 28610.0, 23650.0, 19630.0, 16370.0, 13720.0, 11540.0, 9744.0, 8261.0, 7030.0, 6005.0, 5147.0, 4427.0,
    3820.0, 3307.0, 2872.0,
];

/// `x_1 e^(x_2 / (t_i + x_3)) - y_i`
pub fn meyer<F: Real>(x: &[F], r: &mut [F]) {
    for ((i, r), y) in numbered(r).zip(MEYER) {
        *r = x[0] * (x[1] / (x[2] + (45.0 + 5.0 * i))).exp() - y;
    }
}

/// `e^(-|y_i - x_2|^x_3 / x_1) - t_i`. The paper misprints the base of the power; with this one the
/// published minimum is one.
pub fn gulf_research<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(r) {
        let t = i / 100.0;
        let y = F::lit(25.0 + (-50.0 * t.ln()).powf(2.0 / 3.0));
        *r = (-(y - x[1]).abs().powf(x[2]) / x[0]).exp() - t;
    }
}

/// `e^(-t x_1) - e^(-t x_2) - x_3 (e^(-t) - e^(-10 t))`
pub fn box_3d<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(r) {
        let t = 0.1 * i;
        *r = (x[0] * -t).exp() - (x[1] * -t).exp() - x[2] * ((-t).exp() - (-10.0 * t).exp());
    }
}

/// The `(y_i, u_i)` of [`kowalik_osborne`].
pub const KOWALIK_OSBORNE: [(f64, f64); 11] = [
    (0.1957, 4.0),
    (0.1947, 2.0),
    (0.1735, 1.0),
    (0.1600, 0.5),
    (0.0844, 0.25),
    (0.0627, 0.167),
    (0.0456, 0.125),
    (0.0342, 0.1),
    (0.0323, 0.0833),
    (0.0235, 0.0714),
    (0.0246, 0.0625),
];

/// `y_i - x_1 (u² + u x_2) / (u² + u x_3 + x_4)`
pub fn kowalik_osborne<F: Real>(x: &[F], r: &mut [F]) {
    for (r, (y, u)) in r.iter_mut().zip(KOWALIK_OSBORNE) {
        *r = F::lit(y) - x[0] * (x[1] * u + u * u) / (x[2] * u + u * u + x[3]);
    }
}

/// `(x_1 + t x_2 - e^t)² + (x_3 + x_4 sin t - cos t)²`
pub fn brown_dennis<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(r) {
        let t = i / 5.0;
        *r = (x[0] + x[1] * t - t.exp()).sq() + (x[2] + x[3] * t.sin() - t.cos()).sq();
    }
}

/// The `y_i` of [`osborne_1`].
pub const OSBORNE_1: [f64; 33] = [
    0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603,
    0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411,
    0.406,
];

/// `y_i - (x_1 + x_2 e^(-t x_4) + x_3 e^(-t x_5))`
pub fn osborne_1<F: Real>(x: &[F], r: &mut [F]) {
    for ((i, r), y) in numbered(r).zip(OSBORNE_1) {
        let t = 10.0 * (i - 1.0);
        *r = F::lit(y) - (x[0] + x[1] * (x[3] * -t).exp() + x[2] * (x[4] * -t).exp());
    }
}

/// `x_3 e^(-t x_1) - x_4 e^(-t x_2) + x_6 e^(-t x_5) - y`
pub fn biggs_exp6<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(r) {
        let t = 0.1 * i;
        let y = (-t).exp() - 5.0 * (-10.0 * t).exp() + 3.0 * (-4.0 * t).exp();
        *r = x[2] * (x[0] * -t).exp() - x[3] * (x[1] * -t).exp() + x[5] * (x[4] * -t).exp() - y;
    }
}

/// The `y_i` of [`osborne_2`].
pub const OSBORNE_2: [f64; 65] = [
    1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606,
    0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423,
    0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
    0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098,
    0.054,
];

/// `y_i - (x_1 e^(-t x_5) + sum_k x_k e^(-(t - x_(k+7))² x_(k+4)))`, `k = 2, 3, 4`
pub fn osborne_2<F: Real>(x: &[F], r: &mut [F]) {
    for ((i, r), y) in numbered(r).zip(OSBORNE_2) {
        let t = (i - 1.0) / 10.0;
        let decay = x[0] * (x[4] * -t).exp();
        let peaks = (1..4).map(|k| x[k] * (-(x[k + 7] - t).sq() * x[k + 4]).exp());
        *r = F::lit(y) - peaks.fold(decay, |sum, peak| sum + peak);
    }
}
