//! Rosenbrock's function in many variables: by pairs, and chained.

use super::{Problem, Scalar};

/// `100 (p_1 - p_0²)² + (1 - p_0)²`, in line for every number, large or small.
#[inline(always)]
fn term<S: Scalar>(p: &[S]) -> S {
    let (a, b) = (p[1] - p[0] * p[0], p[0] - 1.0);
    a * a * 100.0 + b * b
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

/// `sum_i 100 (x_{i+1} - x_i²)² + (1 - x_i)²`: every inner variable in two terms.
pub struct Chained(pub usize);
impl Problem for Chained {
    fn name(&self) -> String {
        format!("Rosenbrock chained, n = {}", self.0)
    }
    fn n(&self) -> usize {
        self.0
    }
    #[inline]
    fn eval<S: Scalar>(&self, x: &[S]) -> S {
        let mut terms = x.windows(2).map(term);
        let first = terms.next().expect("two variables at least");
        terms.fold(first, |sum, t| sum + t)
    }
    fn by_hand(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        g[0] = 0.0;
        for i in 0..x.len() - 1 {
            let (a, b) = (x[i + 1] - x[i] * x[i], x[i] - 1.0);
            sum += 100.0 * a * a + b * b;
            g[i] += -400.0 * a * x[i] + 2.0 * b;
            g[i + 1] = 200.0 * a;
        }
        sum
    }
}
