//! Sums of Huber's function, written with a plain `if`.

use ad::{Objective, Real};
use ad_benches::data::Random;
use ad_core::num_traits::Float;

/// `r²/2` where `|r| <= 1`, else `|r| - 1/2`.
pub fn huber<F: Float>(r: F) -> F {
    let half = F::from(0.5).expect("a number");
    if r.abs() <= F::one() { r * r * half } else { r.abs() - half }
}

/// A sum of Huber's functions and a point of which every other residual is far from a change of branch.
pub trait Robust: Objective {
    fn name(&self) -> String;
    fn residuals<F: Real>(&self, x: &[F]) -> Vec<F>;
    /// Somewhere with some residuals on each side.
    fn start(&self) -> Vec<f64>;

    /// Points around the start at which no branch changes.
    fn points(&self) -> Vec<Vec<f64>> {
        let start = self.start();
        let sides = |x: &[f64]| -> Vec<bool> { self.residuals(x).iter().map(|r| r.abs() <= 1.0).collect() };
        let pattern = sides(&start);
        let small = pattern.iter().filter(|&&small| small).count();
        assert!(small * 10 > pattern.len() && small * 10 < 9 * pattern.len(), "branches are not mixed: {small}");
        let mut random = Random::new(9);
        let points = (0..4).map(|_| start.iter().map(|x| x + random.uniform(-1e-4, 1e-4)).collect::<Vec<_>>());
        points.inspect(|x| assert!(sides(x) == pattern, "a branch changes")).collect()
    }
}

/// `sum_i huber(a_i' x - y_i)`: a robust linear fit.
pub struct Rows {
    n: usize,
    a: Vec<f64>,
    y: Vec<f64>,
}

impl Rows {
    /// `rows` seeded rows of `n` numbers.
    pub fn new(n: usize, rows: usize) -> Self {
        let mut random = Random::new(12);
        Rows { n, a: random.vector(n * rows, -1.0, 1.0), y: random.vector(rows, -3.0, 3.0) }
    }
}

impl Objective for Rows {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.residuals(x).into_iter().map(huber).reduce(|a, b| a + b).expect("a row")
    }
}
impl Robust for Rows {
    fn name(&self) -> String {
        format!("Huber, {} rows of {}", self.y.len(), self.n)
    }
    fn residuals<F: Real>(&self, x: &[F]) -> Vec<F> {
        let residual =
            |(a, &y): (&[f64], &f64)| x.iter().zip(a).map(|(&x, &a)| x * a).reduce(|s, t| s + t).map(|s| s - y);
        self.a.chunks_exact(self.n).zip(&self.y).filter_map(residual).collect()
    }
    fn start(&self) -> Vec<f64> {
        Random::new(13).vector(self.n, -1.0, 1.0)
    }
}

/// `sum_i huber(x_{i+1} - x_i)`: a chain that bends, but does not break at its jumps.
pub struct Chain(pub usize);

impl Objective for Chain {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.residuals(x).into_iter().map(huber).reduce(|a, b| a + b).expect("two variables")
    }
}
impl Robust for Chain {
    fn name(&self) -> String {
        format!("Huber chain, n = {}", self.0)
    }
    fn residuals<F: Real>(&self, x: &[F]) -> Vec<F> {
        x.windows(2).map(|x| x[1] - x[0]).collect()
    }
    fn start(&self) -> Vec<f64> {
        Random::new(14).vector(self.0, -2.0, 2.0)
    }
}
