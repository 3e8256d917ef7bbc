//! The minimiser of Newton's model `m(s) = f + g's + s'Hs/2` inside a ball `|s| <= radius`.

use super::ball::cauchy_radius;
use super::{Descent, Radius};
use crate::problem::{Hessian, Oracle, Point};
use crate::vector::{dot, norm, scaled};
use optim_linalg::{Eigen, symmetric_eigen};

/// The exact minimiser of the model in the ball, by the eigenvectors of the dense Hessian (More &
/// Sorensen 1983, the hard case included).
///
/// ```
/// use ad::objective;
/// use optim::{descent::Exact, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// let report = Exact::default().minimize(&f, &[-1.2, 1.0])?;
/// assert!(report.success() && (report.x[0] - 1.0).abs() < 1e-6);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Exact {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    hessian: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    eigen: Option<Eigen>,
    /// The gradient in the eigenvectors.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    g: Vec<f64>,
}

impl Exact {
    /// The coordinates of the minimiser, `-g_k / (lambda_k + mu)` with `mu >= 0` such that it is
    /// inside the ball or on its surface.
    fn coordinates(&self, values: &[f64], radius: f64) -> Vec<f64> {
        let g = &self.g;
        let at = |mu: f64| -> Vec<f64> {
            g.iter().zip(values).map(|(g, l)| if *g == 0.0 { 0.0 } else { -g / (l + mu) }).collect()
        };
        let least = values[0];
        if least > 0.0 {
            let newton = at(0.0);
            if norm(&newton) <= radius {
                return newton;
            }
        }
        // The hard case: no gradient in the lowest eigenvectors, and the rest does not reach the surface.
        let low = (-least).max(0.0);
        let lowest = |l: f64| l - least <= 1e-14 * least.abs().max(values[values.len() - 1].abs());
        let small = 1e-14 * norm(g);
        if least <= 0.0 && g.iter().zip(values).all(|(g, &l)| !lowest(l) || g.abs() <= small) {
            let mut rest: Vec<f64> =
                g.iter().zip(values).map(|(g, &l)| if lowest(l) { 0.0 } else { -g / (l + low) }).collect();
            let length = norm(&rest);
            if length < radius {
                // any lowest eigenvector leads to the surface
                rest[0] = radius * (1.0 - (length / radius) * (length / radius)).max(0.0).sqrt();
                return rest;
            }
        }
        // 1/|s(mu)| is nearly linear: Newton's method on it, between bounds that hold the root.
        let length = norm(g);
        let (mut lower, mut upper) = (low, low + length / radius + f64::MIN_POSITIVE);
        let mut mu = if low == 0.0 { 0.0 } else { (low + 1e-3 * (upper - low)).min(upper) };
        for _ in 0..100 {
            let s = at(mu);
            let size = norm(&s);
            if !size.is_finite() || size > radius {
                lower = lower.max(mu);
            } else {
                upper = upper.min(mu);
            }
            if (size - radius).abs() <= 1e-10 * radius {
                return s;
            }
            // d|s|²/dmu / 2 = -sum s_k² / (lambda_k + mu)
            let slope: f64 = s.iter().zip(values).map(|(s, l)| if *s == 0.0 { 0.0 } else { s * s / (l + mu) }).sum();
            let next = mu + (size / radius - 1.0) * (size * size / slope);
            mu = if next > lower && next < upper && next.is_finite() { next } else { 0.5 * (lower + upper) };
            if upper - lower <= 1e-15 * upper {
                break;
            }
        }
        let s = at(upper);
        let size = norm(&s);
        if size > radius { scaled(radius / size, &s) } else { s }
    }
}

impl<P: Hessian + ?Sized> Descent<P> for Exact {
    type Size = Radius;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.hessian = problem.hessian(&at.x);
        self.eigen = symmetric_eigen(&self.hessian);
        if let Some(eigen) = &self.eigen {
            self.g = eigen.coordinates(&at.g);
        }
        self.eigen.is_some()
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        let Some(eigen) = self.eigen.as_ref().filter(|e| !e.values.is_empty()) else {
            *step = vec![0.0; at.x.len()];
            return 0.0;
        };
        let s = self.coordinates(&eigen.values, size);
        let promised: f64 = s.iter().zip(&self.g).zip(&eigen.values).map(|((s, g), l)| -s * (g + 0.5 * l * s)).sum();
        *step = eigen.combine(&s);
        promised
    }
    fn is_convex(&mut self, problem: &Oracle<P>, at: &Point) -> Option<bool> {
        let eigen = symmetric_eigen(&problem.hessian(&at.x))?;
        Some(eigen.values.iter().all(|&l| l > 0.0))
    }
    fn first_size(&mut self, _: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        let hg: Vec<f64> = self.hessian.chunks(at.g.len().max(1)).map(|row| dot(row, &at.g)).collect();
        cauchy_radius(&at.g, &hg)
    }
}
