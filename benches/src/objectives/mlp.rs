//! A small network.

use super::{Problem, Scalar};
use crate::data::Random;
use ad::Real;
use std::ops::Mul;

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
#[inline(always)]
fn layer<S: Scalar, X>(w: &[S], b: &[S], x: &[X], out: &mut Vec<S>, row: impl Fn(&[S], &[X], S) -> S) {
    out.clear();
    out.extend(w.chunks_exact(x.len()).zip(b).map(|(w, &b)| row(w, x, b).tanh()));
}

impl Mlp {
    /// The error over `lifted` rows, with `first` and `row` for `sum_i w_i x_i + b`.
    #[inline(always)]
    fn loss<S: Scalar, X: Copy>(
        &self,
        p: &[S],
        lift: impl Fn(f64) -> X,
        first: impl Fn(&[S], &[X], S) -> S,
        row: impl Fn(&[S], &[S], S) -> S,
    ) -> S {
        let [w1, b1, w2, b2, w3, b3] = self.parts(p);
        let (mut a0, mut a1, mut a2) = (vec![], Vec::with_capacity(self.h), Vec::with_capacity(self.h));
        let rows = self.x.chunks_exact(self.inputs).zip(&self.y);
        let squares = rows.map(|(x, &y)| {
            a0.clear();
            a0.extend(x.iter().map(|&x| lift(x)));
            layer(w1, b1, &a0, &mut a1, &first);
            layer(w2, b2, &a1, &mut a2, &row);
            let out = row(w3, &a2, b3[0]) - y;
            out * out
        });
        squares.reduce(|a, b| a + b).expect("at least one row") * (1.0 / self.y.len() as f64)
    }
}

/// `sum_i w_i x_i + b`.
#[inline(always)]
fn plain_row<S: Scalar + Mul<X, Output = S>, X: Copy>(w: &[S], x: &[X], b: S) -> S {
    w.iter().zip(x).fold(b, |s, (&w, &x)| s + w * x)
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
        self.loss(p, |x| x, plain_row, plain_row)
    }
    fn eval_with_calls<F: Real>(&self, p: &[F]) -> F {
        self.loss(p, F::lit, F::affine, F::affine)
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
            layer(w1, b1, x, &mut a1, plain_row);
            layer(w2, b2, &a1, &mut a2, plain_row);
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
