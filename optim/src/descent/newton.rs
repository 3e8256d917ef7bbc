//! Newton's model `m(s) = f + g's + s'Hs/2` inside a ball `|s| <= radius`: exactly, or by
//! truncated conjugate gradients.

use super::{Descent, Radius};
use crate::problem::{HessVec, Hessian, Oracle, Point};
use crate::vector::{add, all_finite, dot, minus, norm, plus, scaled};
use optim_linalg::{Eigen, symmetric_eigen};

/// The radius that Cauchy's step suggests: `|g|³ / g'Hg`, the length of the exact step along `-g`;
/// without positive curvature the length of the gradient, 1 at least.
pub(super) fn cauchy_radius(g: &[f64], hg: &[f64]) -> f64 {
    let (length, curvature) = (norm(g), dot(g, hg));
    let radius = length * (length * length / curvature);
    if curvature > 0.0 && radius.is_finite() && radius > 0.0 { radius } else { length.clamp(1.0, 1e100) }
}

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

/// The model minimised by conjugate gradients until they leave the ball or meet negative
/// curvature (Steihaug 1983, Toint 1981): Hessian-vector products only.
///
/// The equations are solved to `min(1/2, sqrt |g|) |g|`. The path is kept, so a smaller radius at
/// the same point costs no product.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steihaug, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(Steihaug::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Steihaug {
    /// The iterates `s`, `H s` of conjugate gradients from 0 on.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    path: Vec<(Vec<f64>, Vec<f64>)>,
    /// The direction, its product and the residual after the last iterate.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    direction: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    product: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    residual: Vec<f64>,
    /// Whether the last iterate solves the equations, or its direction has no positive curvature.
    ended: bool,
    downhill: bool,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    tolerance: f64,
}

impl Steihaug {
    /// One more iterate on the path.
    fn extend<P: HessVec + ?Sized>(&mut self, problem: &Oracle<P>, at: &Point) {
        let (s, hs) = self.path.last().expect("the path begins at 0").clone();
        self.product = problem.hess_vec(&at.x, &self.direction);
        let curvature = dot(&self.direction, &self.product);
        if curvature <= 0.0 || !curvature.is_finite() {
            (self.ended, self.downhill) = (true, true);
            return;
        }
        let square = dot(&self.residual, &self.residual);
        let alpha = square / curvature;
        self.path.push((plus(&s, alpha, &self.direction), plus(&hs, alpha, &self.product)));
        add(&mut self.residual, -alpha, &self.product);
        let next = dot(&self.residual, &self.residual);
        self.ended = next.sqrt() <= self.tolerance || self.path.len() > 2 * at.x.len() + 10;
        self.direction = plus(&self.residual, next / square, &self.direction);
    }
}

/// How far Newton's equations are solved: to a residual of `min(1/2, sqrt |g|) |g|`.
pub(super) fn forcing(g: &[f64]) -> f64 {
    let length = norm(g);
    length * length.sqrt().min(0.5)
}

/// The positive `t` with `|a + t d| = radius`, in units of the radius and of `|d|` so that no square
/// overflows.
pub(super) fn to_surface(a: &[f64], d: &[f64], radius: f64) -> f64 {
    let length = norm(d);
    let (a, d) = (scaled(1.0 / radius, a), scaled(1.0 / length, d));
    let (ad, gap) = (dot(&a, &d), (1.0 - dot(&a, &a)).max(0.0));
    let root = (ad * ad + gap).sqrt();
    let t = if ad > 0.0 { gap / (ad + root) } else { root - ad };
    t * (radius / length)
}

impl<P: HessVec + ?Sized> Descent<P> for Steihaug {
    type Size = Radius;
    fn prepare(&mut self, _: &Oracle<P>, at: &Point) -> bool {
        let n = at.x.len();
        self.path = vec![(vec![0.0; n], vec![0.0; n])];
        self.residual = scaled(-1.0, &at.g);
        self.direction = self.residual.clone();
        (self.ended, self.downhill) = (false, false);
        self.tolerance = forcing(&at.g);
        true
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        let mut k = 1;
        let (s, hs) = loop {
            if k == self.path.len() && !self.ended {
                self.extend(problem, at);
            }
            let (s, hs) = &self.path[k - 1];
            if let Some((next, hnext)) = self.path.get(k) {
                if norm(next) < size {
                    k += 1;
                    continue;
                }
                let (d, hd) = (minus(next, s), minus(hnext, hs));
                let t = to_surface(s, &d, size).min(1.0);
                break (plus(s, t, &d), plus(hs, t, &hd));
            }
            if self.downhill && all_finite(&self.product) {
                let t = to_surface(s, &self.direction, size);
                break (plus(s, t, &self.direction), plus(hs, t, &self.product));
            }
            break (s.clone(), hs.clone());
        };
        let promised = -dot(&at.g, &s) - 0.5 * dot(&s, &hs);
        *step = s;
        promised
    }
    fn first_size(&mut self, problem: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        if self.path.len() == 1 && !self.ended {
            self.extend(problem, at);
        }
        match self.path.get(1) {
            Some((cauchy, _)) => norm(cauchy),
            None => cauchy_radius(&at.g, &self.product),
        }
    }
}
