//! The diagonal and the trace, exactly or from random probes.
//!
//! For a vector `v` of random signs the mean of `v_i (H v)_i` is `H_ii`, and that of `v'H v` the trace.

use super::Operator;
use super::random::Random;
use crate::Error;
use crate::error::at_least;
use crate::vector::dot;

/// The diagonal of `H`, by `n` products with unit vectors.
///
/// ```
/// use ad::objective;
/// use optim::curvature::{at, hessian_diagonal};
/// let f = objective!(|x| x[0].powi(3) + x[0] * x[1].sq());
/// assert_eq!(hessian_diagonal(&at(&f, &[2.0, 5.0]))?, [12.0, 4.0]);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If a product is not finite.
pub fn hessian_diagonal(h: &Operator) -> Result<Vec<f64>, Error> {
    let mut unit = vec![0.0; h.order()];
    let entry = |i: usize| {
        unit[i] = 1.0;
        let column = h.product(&unit);
        unit[i] = 0.0;
        Ok(column?[i])
    };
    (0..h.order()).map(entry).collect()
}

/// A diagonal from random probes.
///
/// ```
/// use optim::curvature::{Operator, estimate_diagonal};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// assert_eq!(estimate_diagonal(&h, 2, 1)?.standard_error, [0.0, 0.0]);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DiagonalEstimate {
    /// The mean of the probes, entry by entry.
    pub mean: Vec<f64>,
    /// The standard error of each mean.
    pub standard_error: Vec<f64>,
}

/// The diagonal of `H` from `probes` products with vectors of random signs (Bekas, Kokiopoulou & Saad
/// 2007); without bias, and exact if `H` is diagonal.
///
/// The variance of one probe of the entry `i` is the sum of `H_ij²` over `j != i`: what is small
/// beside its row needs many probes. The same seed gives the same probes.
///
/// ```
/// use optim::curvature::{Operator, estimate_diagonal};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (4.0 * v[0] + v[1], v[0] + 2.0 * v[1]));
/// let found = estimate_diagonal(&h, 400, 1)?;
/// assert!((found.mean[0] - 4.0).abs() < 4.0 * found.standard_error[0]);
/// assert!((found.standard_error[0] - 0.05).abs() < 0.01); // 1 / sqrt(400)
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If there are less than two probes, or a product is not finite.
pub fn estimate_diagonal(h: &Operator, probes: usize, seed: u64) -> Result<DiagonalEstimate, Error> {
    let (mean, variance) = sampled(h, probes, seed, |v, hv| v.iter().zip(hv).map(|(v, hv)| v * hv).collect())?;
    let standard_error = variance.iter().map(|variance| (variance / probes as f64).sqrt()).collect();
    Ok(DiagonalEstimate { mean, standard_error })
}

/// A trace from random probes.
///
/// ```
/// use optim::curvature::{Operator, hutchinson_trace};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (2.0 * v[0], 6.0 * v[1]));
/// assert_eq!(hutchinson_trace(&h, 2, 1)?.mean, 8.0);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraceEstimate {
    /// The mean of the probes.
    pub mean: f64,
    /// The sample variance of a probe.
    pub variance: f64,
    /// The standard error of the mean, `sqrt(variance / probes)`.
    pub standard_error: f64,
}

/// The trace of `H` from `probes` products with vectors of random signs (Hutchinson 1990); without
/// bias, and exact if `H` is diagonal.
///
/// The variance of one probe is `2` times the sum of `H_ij²` over `i != j`, the least of all random
/// vectors with independent entries. The same seed gives the same probes.
///
/// ```
/// use optim::curvature::{Operator, hutchinson_trace};
/// let h = Operator::new(2, |v, hv| (hv[0], hv[1]) = (4.0 * v[0] + v[1], v[0] + 2.0 * v[1]));
/// let found = hutchinson_trace(&h, 400, 1)?;
/// assert!((found.mean - 6.0).abs() < 4.0 * found.standard_error);
/// assert!((found.variance - 4.0).abs() < 0.5);
/// # Ok::<(), optim::Error>(())
/// ```
///
/// # Errors
/// If there are less than two probes, or a product is not finite.
pub fn hutchinson_trace(h: &Operator, probes: usize, seed: u64) -> Result<TraceEstimate, Error> {
    let (mean, variance) = sampled(h, probes, seed, |v, hv| vec![dot(v, hv)])?;
    let (mean, variance) = (mean[0], variance[0]);
    Ok(TraceEstimate { mean, variance, standard_error: (variance / probes as f64).sqrt() })
}

/// Mean and sample variance of each entry of `of(v, H v)`, in one pass (Welford 1962).
fn sampled(
    h: &Operator,
    probes: usize,
    seed: u64,
    of: impl Fn(&[f64], &[f64]) -> Vec<f64>,
) -> Result<(Vec<f64>, Vec<f64>), Error> {
    at_least(2, "the number of probes", probes)?;
    let mut random = Random::new(seed);
    let (mut mean, mut squares) = (Vec::new(), Vec::new());
    for k in 1..=probes {
        let v = random.signs(h.order());
        let sample = of(&v, &h.product(&v)?);
        mean.resize(sample.len(), 0.0);
        squares.resize(sample.len(), 0.0);
        for ((mean, squares), sample) in mean.iter_mut().zip(&mut squares).zip(sample) {
            let away = sample - *mean;
            *mean += away / k as f64;
            *squares += away * (sample - *mean);
        }
    }
    let variance = squares.iter().map(|s| s / (probes - 1) as f64).collect();
    Ok((mean, variance))
}
