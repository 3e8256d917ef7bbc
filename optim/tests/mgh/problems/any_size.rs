//! The functions of any size, but for the extended ones. `x[0]` is the `x_1` of the paper.

use super::numbered;
use ad::Real;

/// The differential equation `p' - p² = 1`, `p(0) = 0`, with the polynomial
/// `p(t) = sum_j x_j t^(j-1)`: its defects at `t = i/29`, then `x_1` and `x_2 - x_1² - 1`.
pub fn watson<F: Real>(x: &[F], r: &mut [F]) {
    for (i, r) in numbered(&mut r[..29]) {
        let t = i / 29.0;
        let horner = |(p, slope): (F, F), &c: &F| (p * t + c, slope * t + p);
        let (p, slope) = x.iter().rev().fold((F::zero(), F::zero()), horner);
        *r = slope - p.sq() - 1.0;
    }
    r[29] = x[0];
    r[30] = x[1] - x[0].sq() - 1.0;
}

/// The weight of the many small residuals of both penalty functions.
const PENALTY: f64 = 1e-5;

/// `√a (x_i - 1)`, then `sum_j x_j² - 1/4`
pub fn penalty_1<F: Real>(x: &[F], r: &mut [F]) {
    let n = x.len();
    for (r, &x) in r.iter_mut().zip(x) {
        *r = (x - 1.0) * PENALTY.sqrt();
    }
    r[n] = F::sum_of_squares(x) - 0.25;
}

/// `x_1 - 1/5`, `√a (e^(x_i/10) + e^(x_(i-1)/10) - y_i)`, `√a (e^(x_i/10) - e^(-1/10))`, both for
/// `i = 2, ..., n`, then `sum_j (n - j + 1) x_j² - 1`
pub fn penalty_2<F: Real>(x: &[F], r: &mut [F]) {
    let n = x.len();
    r[0] = x[0] - 0.2;
    for k in 1..n {
        let (i, e) = ((k + 1) as f64, (x[k] / 10.0).exp());
        let y = (i / 10.0).exp() + ((i - 1.0) / 10.0).exp();
        r[k] = (e + (x[k - 1] / 10.0).exp() - y) * PENALTY.sqrt();
        r[n + k - 1] = (e - (-0.1f64).exp()) * PENALTY.sqrt();
    }
    let weighted = x.iter().enumerate().map(|(k, x)| x.sq() * (n - k) as f64);
    r[2 * n - 1] = weighted.sum::<F>() - 1.0;
}

/// `x_i - 1`, then `s = sum_j j (x_j - 1)` and `s²`
pub fn variably_dimensioned<F: Real>(x: &[F], r: &mut [F]) {
    let n = x.len();
    let mut s = F::zero();
    for ((j, r), &x) in numbered(&mut r[..n]).zip(x) {
        *r = x - 1.0;
        s += *r * j;
    }
    r[n] = s;
    r[n + 1] = s.sq();
}

/// `n - sum_j cos x_j + i (1 - cos x_i) - sin x_i`
pub fn trigonometric<F: Real>(x: &[F], r: &mut [F]) {
    let cosines: Vec<F> = x.iter().map(|x| x.cos()).collect();
    let common = F::lit(x.len() as f64) - F::sum_of(&cosines);
    for (((i, r), x), &c) in numbered(r).zip(x).zip(&cosines) {
        *r = common + (F::one() - c) * i - x.sin();
    }
}

/// `x_i + sum_j x_j - (n + 1)` for `i < n`, then `prod_j x_j - 1`
pub fn brown_almost_linear<F: Real>(x: &[F], r: &mut [F]) {
    let n = x.len();
    let common = F::sum_of(x) - (n + 1) as f64;
    for (r, &x) in r.iter_mut().zip(x) {
        *r = x + common;
    }
    r[n - 1] = x.iter().product::<F>() - 1.0;
}

/// `0, x_1, ..., x_n, 0`
fn between_zeros<F: Real>(x: &[F]) -> Vec<F> {
    [&[F::zero()], x, &[F::zero()]].concat()
}

/// `t (t - 1)` at `t = j/(n + 1)`: where the next two start.
pub fn parabola(j: f64, n: f64) -> f64 {
    let t = j * (1.0 / (n + 1.0));
    t * (t - 1.0)
}

/// `2 x_i - x_(i-1) - x_(i+1) + h² (x_i + t_i + 1)³ / 2`, `t_i = i h`, `h = 1/(n + 1)`
pub fn discrete_boundary_value<F: Real>(x: &[F], r: &mut [F]) {
    let h = 1.0 / (x.len() + 1) as f64;
    for ((i, r), x) in numbered(r).zip(between_zeros(x).windows(3)) {
        *r = x[1] * 2.0 - x[0] - x[2] + (x[1] + (i * h + 1.0)).powi(3) * (h * h / 2.0);
    }
}

/// `x_i + h/2 ((1 - t_i) sum_(j<=i) t_j c_j + t_i sum_(j>i) (1 - t_j) c_j)`, `c_j = (x_j + t_j + 1)³`,
/// `t_i = i h`, `h = 1/(n + 1)`: one sweep up and one down.
pub fn discrete_integral_equation<F: Real>(x: &[F], r: &mut [F]) {
    let h = 1.0 / (x.len() + 1) as f64;
    let node = |i: usize| (i + 1) as f64 * h;
    let cubes: Vec<F> = x.iter().enumerate().map(|(i, &x)| (x + (node(i) + 1.0)).powi(3)).collect();
    let (mut below, mut above) = (F::zero(), F::zero());
    for i in 0..x.len() {
        below += cubes[i] * node(i);
        r[i] = x[i] + below * ((1.0 - node(i)) * h / 2.0);
    }
    for i in (0..x.len()).rev() {
        r[i] += above * (node(i) * h / 2.0);
        above += cubes[i] * (1.0 - node(i));
    }
}

/// `(3 - 2 x_i) x_i - x_(i-1) - 2 x_(i+1) + 1`
pub fn broyden_tridiagonal<F: Real>(x: &[F], r: &mut [F]) {
    for (r, x) in r.iter_mut().zip(between_zeros(x).windows(3)) {
        *r = (F::lit(3.0) - x[1] * 2.0) * x[1] - x[0] - x[2] * 2.0 + 1.0;
    }
}

/// `x_i (2 + 5 x_i²) + 1 - sum_j x_j (1 + x_j)` over the `j != i` in `i - 5, ..., i + 1`
pub fn broyden_banded<F: Real>(x: &[F], r: &mut [F]) {
    for i in 0..x.len() {
        let band = i.saturating_sub(5)..x.len().min(i + 2);
        let around: F = band.filter(|&j| j != i).map(|j| x[j] * (x[j] + 1.0)).sum();
        r[i] = x[i] * (x[i].sq() * 5.0 + 2.0) + 1.0 - around;
    }
}

/// `x_i - 2/m sum_j x_j - 1`, without the first term for `i > n`
pub fn linear_full_rank<F: Real>(x: &[F], r: &mut [F]) {
    let common = F::sum_of(x) * (-2.0 / r.len() as f64) - 1.0;
    r.fill(common);
    for (r, &x) in r.iter_mut().zip(x) {
        *r += x;
    }
}

/// `sum_j j x_j` over all `j` from `first`, counted from 1, to that of the last of `x`.
fn counted_sum<F: Real>(x: &[F], first: usize) -> F {
    x.iter().zip(first..).map(|(&x, j)| x * j as f64).sum()
}

/// `i s - 1`, `s = sum_j j x_j`
pub fn linear_rank_1<F: Real>(x: &[F], r: &mut [F]) {
    let s = counted_sum(x, 1);
    for (i, r) in numbered(r) {
        *r = s * i - 1.0;
    }
}

/// `(i - 1) s - 1`, `s = sum_j j x_j`, both sums and products without the first and the last
pub fn linear_rank_1_zeros<F: Real>(x: &[F], r: &mut [F]) {
    let (n, m) = (x.len(), r.len());
    let s = counted_sum(&x[1..n - 1], 2);
    r.fill(-F::one());
    for (i, r) in numbered(&mut r[1..m - 1]) {
        *r = s * i - 1.0;
    }
}

/// The defects of quadrature at the `x_j` with equal weights, for the Chebyshev polynomials of
/// `[0, 1]`: `1/n sum_j T_i(x_j) - ∫ T_i`, the integral being 0 for odd `i` and `-1/(i² - 1)` for even.
pub fn chebyquad<F: Real>(x: &[F], r: &mut [F]) {
    for &x in x {
        let z = x * 2.0 - 1.0;
        let (mut before, mut t) = (F::one(), z);
        for r in r.iter_mut() {
            *r += t;
            (before, t) = (t, z * 2.0 * t - before);
        }
    }
    let n = x.len() as f64;
    for (i, r) in numbered(r) {
        let integral = if i % 2.0 == 0.0 { -1.0 / (i * i - 1.0) } else { 0.0 };
        *r = *r / n - integral;
    }
}
