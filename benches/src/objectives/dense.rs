//! Every variable meets every other.

use super::{Problem, Scalar};

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
