//! Small tools that several exercises share: grids, fitted slopes, counted evaluations.

use std::cell::Cell;

/// `n` evenly spaced numbers from `low` to `high`, both included.
///
/// # Panics
/// If `n < 2`.
pub fn linspace(low: f64, high: f64, n: usize) -> Vec<f64> {
    assert!(n >= 2, "a grid needs both its ends");
    let at = |k: usize| low + (high - low) * (k as f64 / (n - 1) as f64);
    (0..n).map(at).collect()
}

/// `n` numbers from 10^`low` to 10^`high` with a constant ratio.
///
/// # Panics
/// If `n < 2`.
pub fn logspace(low: f64, high: f64, n: usize) -> Vec<f64> {
    linspace(low, high, n).into_iter().map(|e| 10f64.powf(e)).collect()
}

/// The slope of the line through (log x, log y) with least squares: the order of an error.
///
/// Points that have no logarithm are left out; NaN with fewer than two others.
pub fn log_slope(points: &[(f64, f64)]) -> f64 {
    let usable = |(x, y): &(f64, f64)| *x > 0.0 && *y > 0.0 && x.is_finite() && y.is_finite();
    let logs: Vec<(f64, f64)> = points.iter().filter(|p| usable(p)).map(|(x, y)| (x.ln(), y.ln())).collect();
    let n = logs.len() as f64;
    let (mx, my) = logs.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / n, b + y / n));
    let (sxy, sxx) =
        logs.iter().fold((0.0, 0.0), |(xy, xx), (x, y)| (xy + (x - mx) * (y - my), xx + (x - mx) * (x - mx)));
    sxy / sxx
}

/// `aᵀb`.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The Euclidean norm.
pub fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// `x + t d`.
pub fn plus(x: &[f64], t: f64, d: &[f64]) -> Vec<f64> {
    x.iter().zip(d).map(|(x, d)| x + t * d).collect()
}

/// A function that counts its calls.
#[derive(Debug)]
pub struct Counted<F> {
    function: F,
    calls: Cell<usize>,
}

impl<F> Counted<F> {
    /// Not called yet.
    pub fn new(function: F) -> Self {
        Counted { function, calls: Cell::new(0) }
    }

    /// Calls the function.
    pub fn call<X, Y>(&self, x: X) -> Y
    where
        F: Fn(X) -> Y,
    {
        self.calls.set(self.calls.get() + 1);
        (self.function)(x)
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        self.calls.get()
    }
}
