//! The notebook's rules for the radius are a search of our own, Cauchy's and Steihaug's points are
//! descents of our own. They mix with what the library has: its dogleg runs under our search.

use super::{Model, Parts, Product, problem, solved};
use crate::numerics::{dot, norm, plus};
use crate::objectives::Rosenbrock;
use crate::watched::{Run, watched};
use ad::Objective;
use optim::Recipe;
use optim::descent::{Beta, ConjugateGradient, Descent, Dogleg, Radius};
use optim::method::Method;
use optim::observe::{Trial, Verdict};
use optim::problem::{Gradient, HessVec, Hessian, Oracle, Point};
use optim::search::{Advance, ExactLine, Search, Stuck};
use optim::stop::{Combine, Evaluations};

/// −tg, with the t that minimises the model m(−tg) = −t gᵀg + ½t² gᵀBg inside the radius.
fn cauchy(g: &[f64], bg: &[f64], radius: f64) -> Vec<f64> {
    let (square, curvature) = (dot(g, g), dot(g, bg));
    let border = radius / norm(g);
    let t = if curvature > 0.0 { border.min(square / curvature) } else { border };
    g.iter().map(|g| -t * g).collect()
}

/// Conjugate gradients on Bp = −g from 0, up to the border: there they end, and along a direction
/// without positive curvature they go to it. `b` multiplies by B.
fn steihaug(g: &[f64], b: Product, radius: f64) -> Vec<f64> {
    let (mut p, mut r): (Vec<f64>, Vec<f64>) = (vec![0.0; g.len()], g.iter().map(|g| -g).collect());
    let mut d = r.clone();
    while norm(&r) > 1e-10 * norm(g) {
        let bd = b(&d);
        let (square, curvature) = (dot(&r, &r), dot(&d, &bd));
        let t = square / curvature;
        if curvature <= 0.0 || norm(&plus(&p, t, &d)) >= radius {
            return plus(&p, to_border(&p, &d, radius), &d);
        }
        p = plus(&p, t, &d);
        r = plus(&r, -t, &bd);
        d = plus(&r, dot(&r, &r) / square, &d);
    }
    p
}

/// The positive t with ‖p + td‖ = Δ.
fn to_border(p: &[f64], d: &[f64], radius: f64) -> f64 {
    let (pd, dd) = (dot(p, d), dot(d, d));
    ((pd * pd + dd * (radius * radius - dot(p, p))).sqrt() - pd) / dd
}

/// m(0) − m(p) = −gᵀp − ½pᵀBp.
fn promised(g: &[f64], p: &[f64], bp: &[f64]) -> f64 {
    -dot(g, p) - 0.5 * dot(p, bp)
}

/// Whether a step is taken, and the next radius, by ρ: what came true of what was promised.
fn judge(rho: f64, at_border: bool, radius: f64) -> (bool, f64) {
    let next = match rho {
        _ if rho < 0.25 => 0.5 * radius,
        _ if rho > 0.75 && at_border => 2.0 * radius,
        _ => radius,
    };
    (rho > 0.1, next)
}

/// Cauchy's point as a descent: one Hessian-vector product a point.
#[derive(Default)]
struct CauchyPoint {
    bg: Vec<f64>,
}

impl<P: HessVec + ?Sized> Descent<P> for CauchyPoint {
    type Size = Radius;
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool {
        self.bg = problem.hess_vec(&at.x, &at.g);
        true
    }
    fn propose(&mut self, _: &Oracle<P>, at: &Point, radius: f64, step: &mut Vec<f64>) -> f64 {
        *step = cauchy(&at.g, &self.bg, radius);
        let t = norm(step) / norm(&at.g);
        promised(&at.g, step, &self.bg.iter().map(|b| -t * b).collect::<Vec<_>>())
    }
}

/// Steihaug's point as a descent: a few products a trial, and never a matrix.
struct SteihaugPoint;

impl<P: HessVec + ?Sized> Descent<P> for SteihaugPoint {
    type Size = Radius;
    fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
        true
    }
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, radius: f64, step: &mut Vec<f64>) -> f64 {
        *step = steihaug(&at.g, &|v| problem.hess_vec(&at.x, v), radius);
        promised(&at.g, step, &problem.hess_vec(&at.x, step))
    }
}

/// The ratio test and the radius update as a search: trials until one is taken.
struct RatioTest {
    radius: f64,
}

impl<P: Gradient + ?Sized, D: Descent<P, Size = Radius>> Search<P, D> for RatioTest {
    fn advance(&mut self, problem: &Oracle<P>, descent: &mut D, at: &Point, watch: &mut dyn FnMut(&Trial)) -> Advance {
        if !descent.prepare(problem, at) {
            return Advance::Stuck { reason: Stuck::NoModel, best: None };
        }
        let mut step = Vec::new();
        for _ in 0..100 {
            let size = self.radius;
            let promised = descent.propose(problem, at, size, &mut step);
            let point = problem.point(plus(&at.x, 1.0, &step));
            let rho = (at.f - point.f) / promised;
            let at_border = norm(&step) > (1.0 - 1e-10) * size;
            let (taken, next) = judge(rho, at_border, size);
            self.radius = next;
            let verdict = if taken { Verdict::Accepted } else { Verdict::Rejected };
            watch(&Trial { size, f: point.f, slope: None, ratio: Some(rho), verdict });
            if taken {
                return Advance::To { point, size };
            }
        }
        Advance::Stuck { reason: Stuck::Trials, best: None }
    }
}

/// From a radius of 1 until ‖∇f‖ < 1e-8, or until so many trials are made.
fn trust_region<P: Hessian + ?Sized>(model: Model, f: &P, start: &[f64], trials: usize) -> Run {
    let search = RatioTest { radius: 1.0 };
    let stop = solved().or(Evaluations(trials + 1));
    match model {
        Model::Cauchy => watched(Method::of(CauchyPoint::default(), search).stop(stop), f, start),
        Model::Dogleg => watched(Method::of(Dogleg::default(), search).stop(stop), f, start),
        Model::Steihaug => watched(Method::of(SteihaugPoint, search).stop(stop), f, start),
    }
}

/// The values along gradient descent with Armijo's rule: halved from 1, c = 1e-4.
fn gradient_descent(steps: usize) -> Vec<f64> {
    let (f, mut x) = (problem(), vec![0.0; 10]);
    let mut values = vec![f.value(&x)];
    for k in 0..steps {
        let (_, g) = ad::gradient(&f, &x);
        let enough = |t: f64| f.value(&plus(&x, -t, &g)) <= values[k] - 1e-4 * t * dot(&g, &g);
        let t = (0..60).map(|halvings| 0.5f64.powi(halvings)).find(|t| enough(*t)).unwrap_or(0.0);
        x = plus(&x, -t, &g);
        values.push(f.value(&x));
    }
    values
}

/// On a quadratic with exact steps these are the linear conjugate gradients.
fn conjugate_gradients() -> Vec<f64> {
    let method = ConjugateGradient::with(Beta::FletcherReeves).search(ExactLine::default());
    watched(method.stop(solved()), &problem(), &[0.0; 10]).values()
}

pub fn solution() -> Parts {
    Parts {
        cauchy,
        steihaug,
        promised,
        judge,
        cauchy_run: |trials| trust_region(Model::Cauchy, &problem(), &[0.0; 10], trials),
        newton_run: |model| trust_region(model, &problem(), &[0.0; 10], 100),
        gradient_descent,
        conjugate_gradients,
        on_rosenbrock: |model, trials| trust_region(model, &Rosenbrock, &[-1.2, 1.0], trials),
    }
}
