//! The fit of a Gaussian mixture, the large problem of Microsoft's ADBench.

use super::{Problem, Scalar};
use crate::data::Random;
use ad::{FiniteSum, Real};
use std::f64::consts::TAU;
use std::ops::Sub;

/// The negative log posterior of `N` points in `d` dimensions under `k` Gaussians with a Wishart
/// prior (Srajer, Kukelova & Fitzgibbon, 2018; gamma = 1, m = 0), up to a constant:
///
/// `-sum_p ln sum_c exp(a_c + tr ln Q_c - |Q_c (x_p - mu_c)|² / 2) + N ln sum_c e^(a_c) - sum_c |Q_c|² / 2`.
///
/// The variables are `k` log weights `a`, then `k` means `mu`, then for each Gaussian the `d` logarithms of
/// the diagonal of its triangular `Q` and what is below it, column by column.
pub struct Gmm {
    d: usize,
    k: usize,
    x: Vec<f64>,
}

/// The variables of one Gaussian, but for its weight, which are not those of another.
struct Gaussian<'a, S> {
    mean: &'a [S],
    log_diagonal: &'a [S],
    below: &'a [S],
}

impl Gmm {
    /// Seeded points.
    pub fn new(d: usize, k: usize, points: usize) -> Self {
        Gmm { d, k, x: Random::new(11).vector(points * d, -2.0, 2.0) }
    }

    fn points(&self) -> usize {
        self.x.len() / self.d
    }

    /// The log weights, and the Gaussians.
    fn parts<'a, S>(&self, theta: &'a [S]) -> (&'a [S], impl Iterator<Item = Gaussian<'a, S>>) {
        let d = self.d;
        let (weights, rest) = theta.split_at(self.k);
        let (means, triangles) = rest.split_at(self.k * d);
        let gaussians = means.chunks_exact(d).zip(triangles.chunks_exact(d * (d + 1) / 2));
        let gaussians = gaussians.map(move |(mean, triangle)| {
            let (log_diagonal, below) = triangle.split_at(d);
            Gaussian { mean, log_diagonal, below }
        });
        (weights, gaussians)
    }

    /// What does not depend on the variables.
    fn constant(&self) -> f64 {
        0.5 * self.x.len() as f64 * TAU.ln()
    }

    /// The loss but for what the points add to it.
    #[inline(always)]
    fn prior<S: Scalar>(&self, theta: &[S], mixture: &Mixture<S>, calls: &impl Calls<S>) -> S {
        let (_, gaussians) = self.parts(theta);
        let mut loss = calls.log_sum_exp(mixture.weights) * self.points() as f64;
        for (g, diagonal) in gaussians.zip(mixture.diagonals.chunks_exact(self.d)) {
            loss = loss - (calls.sum_of_squares(diagonal) + calls.sum_of_squares(g.below)) * 0.5;
        }
        loss + self.constant()
    }

    /// The determinants' logarithms, and the diagonals.
    fn derived<S: Scalar>(&self, theta: &[S]) -> (Vec<S>, Vec<S>) {
        let gaussians: Vec<_> = self.parts(theta).1.collect();
        let sum = |x: &[S]| x[1..].iter().fold(x[0], |s, &x| s + x);
        let log_determinants = gaussians.iter().map(|g| sum(g.log_diagonal)).collect();
        (log_determinants, gaussians.iter().flat_map(|g| g.log_diagonal).map(|q| q.exp()).collect())
    }
}

/// How sums of many terms are taken.
trait Calls<S> {
    fn sum_of_squares(&self, x: &[S]) -> S;
    fn log_sum_exp(&self, x: &[S]) -> S;
}
/// In plain code.
struct Plain;
impl<S: Scalar> Calls<S> for Plain {
    #[inline(always)]
    fn sum_of_squares(&self, x: &[S]) -> S {
        x[1..].iter().fold(x[0] * x[0], |s, &x| s + x * x)
    }
    #[inline(always)]
    fn log_sum_exp(&self, x: &[S]) -> S {
        let largest = x[1..].iter().fold(x[0], |a, &b| if b > a { b } else { a });
        let sum = x[1..].iter().fold((x[0] - largest).exp(), |s, &x| s + (x - largest).exp());
        sum.ln() + largest
    }
}
/// By the library's methods.
struct Library;
impl<F: Real> Calls<F> for Library {
    fn sum_of_squares(&self, x: &[F]) -> F {
        F::sum_of_squares(x)
    }
    fn log_sum_exp(&self, x: &[F]) -> F {
        F::log_sum_exp(x)
    }
}

/// What the term of a point reads.
struct Mixture<'a, S> {
    weights: &'a [S],
    log_determinants: &'a [S],
    diagonals: &'a [S],
    means: &'a [S],
    /// The triangles with their diagonals.
    triangles: &'a [S],
}

impl<'a, S: Scalar> Mixture<'a, S> {
    /// All of it in one list, in the order of the fields.
    fn of_list(d: usize, k: usize, list: &'a [S]) -> Self {
        let (weights, rest) = list.split_at(k);
        let (log_determinants, rest) = rest.split_at(k);
        let (diagonals, rest) = rest.split_at(k * d);
        let (means, triangles) = rest.split_at(k * d);
        Mixture { weights, log_determinants, diagonals, means, triangles }
    }

    /// `ln sum_c exp(a_c + tr ln Q_c - |Q_c (x - mu_c)|² / 2)`.
    #[inline(always)]
    fn log_density<X: Copy>(&self, x: &[X], scratch: &mut Scratch<S>, calls: &impl Calls<S>) -> S
    where
        S: Sub<X, Output = S>,
    {
        let (d, Scratch { exponents, centred, z }) = (x.len(), scratch);
        exponents.clear();
        let gaussians = self.means.chunks_exact(d).zip(self.triangles.chunks_exact(d * (d + 1) / 2));
        for (c, ((mean, triangle), diagonal)) in gaussians.zip(self.diagonals.chunks_exact(d)).enumerate() {
            centred.clear();
            centred.extend(mean.iter().zip(x).map(|(&mean, &x)| mean - x));
            z.clear();
            z.extend(diagonal.iter().zip(&*centred).map(|(&q, &r)| q * r));
            let mut below = triangle[d..].iter();
            for (i, &r) in centred.iter().enumerate() {
                for (z, &q) in z[i + 1..].iter_mut().zip(&mut below) {
                    *z = *z + q * r;
                }
            }
            exponents.push(self.weights[c] + self.log_determinants[c] - calls.sum_of_squares(z) * 0.5);
        }
        calls.log_sum_exp(exponents)
    }
}

/// The memory of a term.
struct Scratch<S> {
    exponents: Vec<S>,
    centred: Vec<S>,
    z: Vec<S>,
}
impl<S> Scratch<S> {
    fn new(d: usize, k: usize) -> Self {
        Scratch { exponents: Vec::with_capacity(k), centred: Vec::with_capacity(d), z: Vec::with_capacity(d) }
    }
}

/// The points as a finite sum of log densities; theta is a [`Mixture`] in one list.
struct Points<'a>(&'a Gmm);
impl FiniteSum for Points<'_> {
    fn rows(&self) -> usize {
        self.0.points()
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.0.x[i * self.0.d..(i + 1) * self.0.d]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let Gmm { d, k, .. } = *self.0;
        Mixture::of_list(d, k, theta).log_density(row, &mut Scratch::new(d, k), &Library)
    }
}

/// Writes the slopes of `ln sum e^(x_i)` and returns it.
fn softmax(x: &[f64], slopes: &mut [f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    slopes.iter_mut().zip(x).for_each(|(s, x)| *s = (x - largest).exp());
    let sum: f64 = slopes.iter().sum();
    slopes.iter_mut().for_each(|s| *s /= sum);
    sum.ln() + largest
}

impl Problem for Gmm {
    fn name(&self) -> String {
        format!("mixture d = {}, k = {}, {} points, n = {}", self.d, self.k, self.points(), self.n())
    }
    fn n(&self) -> usize {
        self.k * (1 + self.d + self.d * (self.d + 1) / 2)
    }
    #[inline]
    fn eval<S: Scalar>(&self, theta: &[S]) -> S {
        let (log_determinants, diagonals) = self.derived(theta);
        let (weights, rest) = theta.split_at(self.k);
        let (means, triangles) = rest.split_at(self.k * self.d);
        let mixture =
            Mixture { weights, log_determinants: &log_determinants, diagonals: &diagonals, means, triangles };
        let mut scratch = Scratch::new(self.d, self.k);
        let densities = self.x.chunks_exact(self.d).map(|x| mixture.log_density(x, &mut scratch, &Plain));
        densities.fold(self.prior(theta, &mixture, &Plain), |loss, density| loss - density)
    }
    #[inline]
    fn eval_with_calls<F: Real>(&self, theta: &[F]) -> F {
        let (log_determinants, diagonals) = self.derived(theta);
        let (weights, rest) = theta.split_at(self.k);
        let list = [weights, &log_determinants, &diagonals, rest].concat();
        self.prior(theta, &Mixture::of_list(self.d, self.k, &list), &Library) - F::finite_sum(&Points(self), &list)
    }
    fn by_hand(&self, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let (d, k, triangle) = (self.d, self.k, self.d * (self.d + 1) / 2);
        let (weights, gaussians) = self.parts(theta);
        let gaussians: Vec<_> = gaussians.collect();
        let diagonals: Vec<f64> = gaussians.iter().flat_map(|g| g.log_diagonal).map(|q| q.exp()).collect();
        let log_determinants: Vec<f64> = gaussians.iter().map(|g| g.log_diagonal.iter().sum()).collect();
        let (g_weights, rest) = gradient.split_at_mut(k);
        let (g_means, g_triangles) = rest.split_at_mut(k * d);

        let (mut slopes, mut exponents) = (vec![0.0; k], vec![0.0; k]);
        let (mut centred, mut z) = (vec![0.0; k * d], vec![0.0; k * d]);
        let points = self.points() as f64;
        let mut loss = self.constant() + points * softmax(weights, &mut slopes);
        g_weights.iter_mut().zip(&slopes).for_each(|(g, s)| *g = points * s);
        g_means.fill(0.0);
        g_triangles.fill(0.0);

        for x in self.x.chunks_exact(d) {
            for (c, g) in gaussians.iter().enumerate() {
                let at = c * d..(c + 1) * d;
                let (r, z, diagonal) = (&mut centred[at.clone()], &mut z[at.clone()], &diagonals[at]);
                for i in 0..d {
                    r[i] = g.mean[i] - x[i];
                    z[i] = diagonal[i] * r[i];
                }
                let mut below = g.below.iter();
                for i in 0..d {
                    z[i + 1..].iter_mut().zip(&mut below).for_each(|(z, q)| *z += q * r[i]);
                }
                exponents[c] = weights[c] + log_determinants[c] - 0.5 * z.iter().map(|z| z * z).sum::<f64>();
            }
            loss -= softmax(&exponents, &mut slopes);
            for (c, g) in gaussians.iter().enumerate() {
                let at = c * d..(c + 1) * d;
                let (r, z, diagonal) = (&centred[at.clone()], &z[at.clone()], &diagonals[at.clone()]);
                let g_mean = &mut g_means[at];
                let (g_log, mut g_below) = g_triangles[c * triangle..(c + 1) * triangle].split_at_mut(d);
                let (s, mut below) = (slopes[c], g.below);
                g_weights[c] -= s;
                for i in 0..d {
                    let (g_column, g_rest) = g_below.split_at_mut(d - 1 - i);
                    let (column, rest) = below.split_at(d - 1 - i);
                    (g_below, below) = (g_rest, rest);
                    let mut back = s * z[i] * diagonal[i];
                    g_log[i] += back * r[i] - s;
                    for ((g, q), z) in g_column.iter_mut().zip(column).zip(&z[i + 1..]) {
                        *g += s * z * r[i];
                        back += s * z * q;
                    }
                    g_mean[i] += back;
                }
            }
        }

        for (c, g) in gaussians.iter().enumerate() {
            let diagonal = &diagonals[c * d..(c + 1) * d];
            let (g_log, g_below) = g_triangles[c * triangle..(c + 1) * triangle].split_at_mut(d);
            loss -= 0.5 * diagonal.iter().chain(g.below).map(|q| q * q).sum::<f64>();
            g_log.iter_mut().zip(diagonal).for_each(|(g, q)| *g -= q * q);
            g_below.iter_mut().zip(g.below).for_each(|(g, q)| *g -= q);
        }
        loss
    }
}
