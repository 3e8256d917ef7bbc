//! Newton's model in a ball by truncated conjugate gradients (Steihaug 1983, Toint 1981;
//! preconditioned: Conn, Gould & Toint 2000, alg. 7.5.1).

use super::ball::{norm_in, to_surface_in};
use super::precondition::{Identity, Preconditioner};
use super::{Descent, Radius};
use crate::problem::{HessVec, Oracle, Point};
use crate::vector::{add, all_finite, dot, minus, norm_inf, plus, scaled};

/// The model minimised by conjugate gradients until they leave the ball or meet negative
/// curvature: Hessian-vector products only.
///
/// The equations are solved to `min(1/2, sqrt |g|) |g|`. The path is kept, so a smaller radius at
/// the same point costs no product. With a [preconditioner](Steihaug::preconditioned) `M` the ball is
/// `s'M s <= radius²`, and `|g|² = g'M^-1 g`: the steps are those in the variables `M^1/2 x`.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steihaug, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// assert!(Steihaug::default().minimize(&f, &[-1.2, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Steihaug<M = Identity> {
    preconditioner: M,
    path: Path,
}

/// Conjugate gradients so far, from 0 on.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Path {
    iterates: Vec<Iterate>,
    /// The direction from the last iterate, its product with the Hessian, its image under `M`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    direction: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    product: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    image: Vec<f64>,
    /// `r`, and `r'z` with `M z = r`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    residual: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    square: f64,
    /// Whether the last iterate solves the equations, or its direction has no positive curvature.
    ended: bool,
    downhill: bool,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    tolerance: f64,
    /// The length of the last proposal.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    length: f64,
}

impl Default for Steihaug {
    /// Without a preconditioner.
    fn default() -> Self {
        Steihaug { preconditioner: Identity, path: Path::default() }
    }
}

/// An iterate of conjugate gradients, with its product with the Hessian and its image under `M`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Iterate {
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    s: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    hs: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    ms: Vec<f64>,
}

impl Iterate {
    fn plus(&self, t: f64, (d, hd, md): (&[f64], &[f64], &[f64])) -> Self {
        Iterate { s: plus(&self.s, t, d), hs: plus(&self.hs, t, hd), ms: plus(&self.ms, t, md) }
    }
    fn length(&self) -> f64 {
        norm_in((&self.s, &self.ms))
    }
}

impl<M> Steihaug<M> {
    /// With this preconditioner.
    ///
    /// ```
    /// use optim::{descent::{Jacobi, Steihaug}, Recipe};
    /// let f = ad::objective!(|x| x[0].sq() + (x[1] - 1.0).sq() * 1e6);
    /// assert!(Steihaug::default().preconditioned(Jacobi::default()).minimize(&f, &[5.0, 5.0])?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn preconditioned<M2>(self, preconditioner: M2) -> Steihaug<M2> {
        Steihaug { preconditioner, path: self.path }
    }
}

impl Path {
    fn from(g: &[f64], z: Vec<f64>) -> Self {
        let (zero, residual) = (vec![0.0; g.len()], scaled(-1.0, g));
        Path {
            iterates: vec![Iterate { s: zero.clone(), hs: zero.clone(), ms: zero }],
            square: dot(&residual, &z),
            tolerance: forcing(norm_in((&residual, &z))),
            direction: z,
            image: residual.clone(),
            residual,
            ..Path::default()
        }
    }

    /// One more iterate.
    fn extend<P: HessVec + ?Sized>(&mut self, problem: &Oracle<P>, at: &Point, m: &impl Preconditioner<P>) {
        self.product = problem.hess_vec(&at.x, &self.direction);
        let curvature = dot(&self.direction, &self.product);
        if curvature <= 0.0 || !curvature.is_finite() {
            (self.ended, self.downhill) = (true, true);
            return;
        }
        let alpha = self.square / curvature;
        let last = self.iterates.last().expect("the path begins at 0");
        self.iterates.push(last.plus(alpha, (&self.direction, &self.product, &self.image)));
        add(&mut self.residual, -alpha, &self.product);
        let z = m.solve(&self.residual);
        let next = dot(&self.residual, &z);
        self.ended = norm_in((&self.residual, &z)) <= self.tolerance || self.iterates.len() > 2 * at.x.len() + 10;
        self.direction = plus(&z, next / self.square, &self.direction);
        self.image = plus(&self.residual, next / self.square, &self.image);
        self.square = next;
    }

    /// The path as far as its end or the border.
    fn within<P: HessVec + ?Sized>(
        &mut self,
        problem: &Oracle<P>,
        at: &Point,
        m: &impl Preconditioner<P>,
        radius: f64,
    ) -> Iterate {
        let mut k = 1;
        loop {
            if k == self.iterates.len() && !self.ended {
                self.extend(problem, at, m);
            }
            let last = &self.iterates[k - 1];
            let from = (&last.s[..], &last.ms[..]);
            if let Some(next) = self.iterates.get(k) {
                if next.length() < radius {
                    k += 1;
                    continue;
                }
                let (d, hd, md) = (minus(&next.s, &last.s), minus(&next.hs, &last.hs), minus(&next.ms, &last.ms));
                let t = to_surface_in(from, (&d, &md), radius).min(1.0);
                return last.plus(t, (&d, &hd, &md));
            }
            if self.downhill && all_finite(&self.product) {
                let t = to_surface_in(from, (&self.direction, &self.image), radius);
                return last.plus(t, (&self.direction, &self.product, &self.image));
            }
            return last.clone();
        }
    }
}

/// How far Newton's equations are solved where the gradient is so long: to a residual of
/// `min(1/2, sqrt |g|) |g|`.
pub(super) fn forcing(length: f64) -> f64 {
    length * length.sqrt().min(0.5)
}

impl<P: HessVec + ?Sized, M: Preconditioner<P>> Descent<P> for Steihaug<M> {
    type Size = Radius;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        let made = self.preconditioner.prepare(problem, at);
        let z = if made { self.preconditioner.solve(&scaled(-1.0, &at.g)) } else { vec![0.0; at.x.len()] };
        self.path = Path::from(&at.g, z);
        made && all_finite(&self.path.direction)
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        let found = self.path.within(problem, at, &self.preconditioner, size);
        self.path.length = found.length();
        let promised = -dot(&at.g, &found.s) - 0.5 * dot(&found.s, &found.hs);
        *step = found.s;
        // not even a first product with the Hessian
        if self.path.downhill && !all_finite(&self.path.product) && norm_inf(step) == 0.0 { f64::NAN } else { promised }
    }
    fn length(&self, _: &[f64]) -> f64 {
        self.path.length
    }
    fn first_size(&mut self, problem: &Oracle<P>, at: &Point, _: Option<(f64, f64)>) -> f64 {
        let path = &mut self.path;
        if path.iterates.len() == 1 && !path.ended {
            path.extend(problem, at, &self.preconditioner);
        }
        match path.iterates.get(1) {
            Some(cauchy) => cauchy.length(),
            None => norm_in((&path.direction, &path.image)).clamp(1.0, 1e100),
        }
    }
}
