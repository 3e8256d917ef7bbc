//! Objectives written once, each with its gradient coded by hand in plain scalar Rust: the
//! reference, and the mark of what plain code reaches.

use crate::data::Random;
use ad::{Objective, Real};
use std::ops::{Add, Mul, Sub};

/// What the objectives are written over: less than [`Real`], so that peers join by a newtype.
pub trait Scalar:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// `tanh self`.
    fn tanh(self) -> Self;
    /// `ln self`.
    fn ln(self) -> Self;
}
impl<T: Real> Scalar for T {
    #[inline(always)]
    fn tanh(self) -> Self {
        ad_core::num_traits::Float::tanh(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        ad_core::num_traits::Float::ln(self)
    }
}

/// A benchmark problem.
pub trait Problem {
    /// What the table calls it.
    fn name(&self) -> String;
    /// How many variables.
    fn n(&self) -> usize;
    /// `f(x)`.
    fn eval<S: Scalar>(&self, x: &[S]) -> S;
    /// Writes the gradient, returns the value.
    fn by_hand(&self, x: &[f64], gradient: &mut [f64]) -> f64;
}

/// A [`Problem`] as the library's [`Objective`].
pub struct Ours<'a, P>(pub &'a P);
impl<P: Problem> Objective for Ours<'_, P> {
    #[inline]
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.0.eval(x)
    }
}

/// `sum_i 100 (x_{2i+1} - x_{2i}²)² + (1 - x_{2i})²` over pairs: little arithmetic a variable.
pub struct Rosenbrock(pub usize);
impl Problem for Rosenbrock {
    fn name(&self) -> String {
        format!("Rosenbrock, n = {}", self.0)
    }
    fn n(&self) -> usize {
        self.0
    }
    #[inline]
    fn eval<S: Scalar>(&self, x: &[S]) -> S {
        let term = |p: &[S]| {
            let (a, b) = (p[1] - p[0] * p[0], p[0] - 1.0);
            a * a * 100.0 + b * b
        };
        let (first, rest) = x.split_at(2);
        rest.chunks_exact(2).fold(term(first), |sum, p| sum + term(p))
    }
    fn by_hand(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        for (p, g) in x.chunks_exact(2).zip(g.chunks_exact_mut(2)) {
            let (a, b) = (p[1] - p[0] * p[0], p[0] - 1.0);
            sum += 100.0 * a * a + b * b;
            g[0] = -400.0 * a * p[0] + 2.0 * b;
            g[1] = 200.0 * a;
        }
        sum
    }
}
impl Rosenbrock {
    /// Writes `H v`.
    pub fn hess_vec_by_hand(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        for ((p, v), hv) in x.chunks_exact(2).zip(v.chunks_exact(2)).zip(hv.chunks_exact_mut(2)) {
            let mixed = -400.0 * p[0];
            hv[0] = (1200.0 * p[0] * p[0] - 400.0 * p[1] + 2.0) * v[0] + mixed * v[1];
            hv[1] = mixed * v[0] + 200.0 * v[1];
        }
    }
}

/// `ln(1 + |x|²) + 1/n sum_{i<j} tanh(x_i x_j)`: every variable meets every other.
pub struct Dense(pub usize);
impl Problem for Dense {
    fn name(&self) -> String {
        format!("dense pairs, n = {}", self.0)
    }
    fn n(&self) -> usize {
        self.0
    }
    #[inline]
    fn eval<S: Scalar>(&self, x: &[S]) -> S {
        let squares = x[1..].iter().fold(x[0] * x[0], |s, &v| s + v * v);
        let mut sum = (squares + 1.0).ln();
        for (i, &a) in x.iter().enumerate() {
            for &b in &x[i + 1..] {
                sum = sum + (a * b).tanh() * (1.0 / self.0 as f64);
            }
        }
        sum
    }
    fn by_hand(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let n = x.len();
        let s = 1.0 + x.iter().map(|v| v * v).sum::<f64>();
        g.iter_mut().zip(x).for_each(|(g, x)| *g = 2.0 * x / s);
        let mut sum = s.ln();
        for i in 0..n {
            for j in i + 1..n {
                let t = (x[i] * x[j]).tanh();
                let d = (1.0 - t * t) / n as f64;
                sum += t / n as f64;
                g[i] += d * x[j];
                g[j] += d * x[i];
            }
        }
        sum
    }
}

/// Mean squared error of a network `inputs-h-h-1` with tanh over fixed rows; parameters
/// `W1, b1, W2, b2, w3, b3`.
pub struct Mlp {
    inputs: usize,
    h: usize,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Mlp {
    /// A network on seeded rows.
    pub fn new(inputs: usize, h: usize, rows: usize) -> Self {
        let x = Random::new(7).vector(rows * inputs, -1.5, 1.5);
        let y = x.chunks_exact(inputs).map(|r| r.iter().sum::<f64>().sin()).collect();
        Mlp { inputs, h, x, y }
    }
    /// `W1, b1, W2, b2, w3, b3`.
    fn parts<'a, S>(&self, p: &'a [S]) -> [&'a [S]; 6] {
        let (w1, p) = p.split_at(self.h * self.inputs);
        let (b1, p) = p.split_at(self.h);
        let (w2, p) = p.split_at(self.h * self.h);
        let (b2, p) = p.split_at(self.h);
        let (w3, b3) = p.split_at(self.h);
        [w1, b1, w2, b2, w3, b3]
    }
}

/// `tanh(W x + b)`, row by row.
#[inline]
fn layer<S: Scalar + Mul<X, Output = S>, X: Copy>(w: &[S], b: &[S], x: &[X], out: &mut Vec<S>) {
    let rows = w.chunks_exact(x.len()).zip(b);
    out.clear();
    out.extend(rows.map(|(row, &b)| row.iter().zip(x).fold(b, |s, (&w, &x)| s + w * x).tanh()));
}

impl Problem for Mlp {
    fn name(&self) -> String {
        format!("network {}-{}-{}-1, {} rows, n = {}", self.inputs, self.h, self.h, self.y.len(), self.n())
    }
    fn n(&self) -> usize {
        self.h * (self.inputs + self.h + 3) + 1
    }
    #[inline]
    fn eval<S: Scalar>(&self, p: &[S]) -> S {
        let [w1, b1, w2, b2, w3, b3] = self.parts(p);
        let (mut a1, mut a2) = (Vec::with_capacity(self.h), Vec::with_capacity(self.h));
        let rows = self.x.chunks_exact(self.inputs).zip(&self.y);
        let squares = rows.map(|(x, &y)| {
            layer(w1, b1, x, &mut a1);
            layer(w2, b2, &a1, &mut a2);
            let out = w3.iter().zip(&a2).fold(b3[0], |s, (&w, &a)| s + w * a);
            (out - y) * (out - y)
        });
        squares.reduce(|a, b| a + b).expect("at least one row") * (1.0 / self.y.len() as f64)
    }
    fn by_hand(&self, p: &[f64], g: &mut [f64]) -> f64 {
        let h = self.h;
        let [w1, b1, w2, b2, w3, b3] = self.parts(p);
        g.fill(0.0);
        let (g_w1, g) = g.split_at_mut(w1.len());
        let (g_b1, g) = g.split_at_mut(h);
        let (g_w2, g) = g.split_at_mut(w2.len());
        let (g_b2, g) = g.split_at_mut(h);
        let (g_w3, g_b3) = g.split_at_mut(h);
        let (mut a1, mut a2) = (Vec::new(), Vec::new());
        let scale = 1.0 / self.y.len() as f64;
        let mut loss = 0.0;
        for (x, y) in self.x.chunks_exact(self.inputs).zip(&self.y) {
            layer(w1, b1, x, &mut a1);
            layer(w2, b2, &a1, &mut a2);
            let e = b3[0] + w3.iter().zip(&a2).map(|(w, a)| w * a).sum::<f64>() - y;
            loss += e * e;
            let back = 2.0 * scale * e;
            g_b3[0] += back;
            let mut d1 = vec![0.0; h];
            for i in 0..h {
                g_w3[i] += back * a2[i];
                let d2 = back * w3[i] * (1.0 - a2[i] * a2[i]);
                g_b2[i] += d2;
                for j in 0..h {
                    g_w2[i * h + j] += d2 * a1[j];
                    d1[j] += d2 * w2[i * h + j];
                }
            }
            for i in 0..h {
                let d = d1[i] * (1.0 - a1[i] * a1[i]);
                g_b1[i] += d;
                for (g, x) in g_w1[i * x.len()..(i + 1) * x.len()].iter_mut().zip(x) {
                    *g += d * x;
                }
            }
        }
        loss * scale
    }
}
