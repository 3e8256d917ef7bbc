//! Heavy ball and Nesterov on quadratics: in an eigenvector of curvature `l` the error follows
//! `e_new = p e - q e_before` with `p = 1 + beta - a l, q = beta` for the heavy ball and
//! `p = (1 - a l)(1 + beta), q = (1 - a l) beta` for Nesterov.

use crate::{Quadratic, path};
use optim::descent::{Descent, Momentum, Nesterov, Rate, Steepest};
use optim::problem::{Oracle, Point};
use optim::search::Scheduled;
use optim::stop::{Combine, GradientBelow, Iterations};
use optim::{Recipe, method::Method};

/// `e_k` of `e_new = p e - q e_before` from `e_0 = 1`, `e_1 = first`, by the roots of `z² - p z + q`.
fn closed(p: f64, q: f64, first: f64, k: usize) -> f64 {
    let (n, r, disc) = (k as i32, q.max(0.0).sqrt(), p * p - 4.0 * q);
    if disc.abs() < 1e-12 {
        let root = 0.5 * p;
        return if root == 0.0 {
            [1.0, first][k.min(1)] * f64::from(k < 2)
        } else {
            (1.0 + k as f64 * (first / root - 1.0)) * root.powi(n)
        };
    }
    if disc < 0.0 {
        let angle = (p / (2.0 * r)).acos();
        let b = (first / r - angle.cos()) / angle.sin();
        return r.powi(n) * ((k as f64 * angle).cos() + b * (k as f64 * angle).sin());
    }
    let (z, w) = (0.5 * (p + disc.sqrt()), 0.5 * (p - disc.sqrt()));
    ((first - w) * z.powi(n) - (first - z) * w.powi(n)) / (z - w)
}
fn heavy_ball(a: f64, beta: f64, l: f64, k: usize) -> f64 {
    closed(1.0 + beta - a * l, beta, 1.0 - a * l, k)
}
fn nesterov(a: f64, beta: f64, l: f64, k: usize) -> f64 {
    closed((1.0 - a * l) * (1.0 + beta), (1.0 - a * l) * beta, 1.0 - a * l, k)
}

const CURVATURES: [f64; 4] = [1.0, 7.0, 40.0, 100.0];
const STEPS: usize = 120;

/// The largest distance from the closed form.
fn gap<D: Descent<Quadratic, Size = Rate>>(descent: D, a: f64, closed: impl Fn(f64, usize) -> f64) -> f64 {
    let f = Quadratic(CURVATURES.to_vec());
    let path = path(Method::of(descent, Scheduled::new(a)), &f, &[1.0; 4], STEPS);
    assert_eq!(path.len(), STEPS + 1);
    let errors = path.iter().enumerate().flat_map(|(k, x)| {
        let closed = &closed;
        x.iter().zip(CURVATURES).map(move |(x, l)| (x - closed(l, k)).abs())
    });
    errors.fold(0.0, f64::max)
}

/// Nesterov's method with the gradient at the point, not ahead.
#[derive(Default)]
struct NotAhead(Nesterov);
impl Descent<Quadratic> for NotAhead {
    type Size = Rate;
    fn prepare(&mut self, problem: &Oracle<Quadratic>, at: &Point) -> bool {
        self.0.prepare(problem, at)
    }
    fn propose(&mut self, problem: &Oracle<Quadratic>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
        self.0.propose(problem, at, size, step)
    }
    fn learn(&mut self, from: &Point, to: &Point) -> optim::observe::Update {
        Descent::<Quadratic>::learn(&mut self.0, from, to)
    }
}

#[test]
fn iterates_are_the_closed_form() {
    for beta in [0.0, 0.5, 0.9] {
        for a in [0.001, 0.01, 0.015] {
            let ball = |l, k| heavy_ball(a, beta, l, k);
            let ahead = |l, k| nesterov(a, beta, l, k);
            assert!(gap(Momentum::default().beta(beta), a, ball) < 1e-11);
            if a <= 0.01 {
                assert!(gap(Nesterov::default().beta(beta), a, ahead) < 1e-11);
            }
            if beta > 0.0 {
                // the twins: no momentum, another share, the gradient not ahead
                assert!(gap(Momentum::default().beta(0.0), a, ball) > 1e-3);
                assert!(gap(Momentum::default().beta(0.99 * beta), a, ball) > 1e-4);
                assert!(gap(NotAhead(Nesterov::default().beta(beta)), a, ahead) > 1e-3);
            }
        }
    }
}

/// `|x_200| / |x_100|` to the power 1/100.
fn contraction<D: Descent<Quadratic, Size = Rate>>(descent: D, a: f64) -> f64 {
    let path = path(Method::of(descent, Scheduled::new(a)), &Quadratic(CURVATURES.to_vec()), &[1.0; 4], 200);
    let norm = |k: usize| path[k].iter().map(|x| x * x).sum::<f64>().sqrt();
    (norm(200) / norm(100)).powf(0.01)
}

#[test]
fn the_best_parameters_give_the_known_rates() {
    // curvatures from 1 to 100: sqrt(kappa) = 10; at the best parameters the roots are double, so
    // the errors have a factor k besides, 2^(1/100) = 1.007 between k = 100 and 200
    let (a, beta) = (4.0 / (11.0 * 11.0), (9.0f64 / 11.0).powi(2));
    let rate = contraction(Momentum::default().beta(beta), a);
    assert!(rate > 9.0 / 11.0 && rate < 1.008 * 9.0 / 11.0, "{rate}");
    let rate = contraction(Nesterov::default().beta(9.0 / 11.0), 0.01);
    assert!(rate > 0.9 && rate < 1.008 * 0.9, "{rate}");
    // the twins are slower: a greater share, and none
    assert!(contraction(Momentum::default().beta(0.9), a) > 0.9);
    assert!(contraction(Nesterov::default().beta(0.0), 0.01) > 0.98);
}

#[test]
fn growing_momentum_keeps_its_bound() {
    // f(x_k) - f* <= 2 |x_0|² / (a (k + 1)²), on curvatures down to almost nothing
    let curvatures: Vec<f64> = (0..12).map(|i| 0.5f64.powi(i)).collect();
    let f = Quadratic(curvatures.clone());
    let value = |x: &[f64]| x.iter().zip(&curvatures).map(|(x, l)| 0.5 * l * x * x).sum::<f64>();
    let x0: Vec<f64> = curvatures.iter().map(|l| 1.0 / l.sqrt()).collect();
    let distance: f64 = x0.iter().map(|x| x * x).sum();
    let keeps = |path: Vec<Vec<f64>>| {
        path.iter().enumerate().all(|(k, x)| value(x) <= 2.0 * distance / ((k + 1) * (k + 1)) as f64)
    };
    assert!(keeps(path(Nesterov::growing().rate(1.0), &f, &x0, 400)));
    assert!(!keeps(path(Steepest.rate(1.0), &f, &x0, 4000)), "plain gradient descent is not that fast");
}

/// Whether 3000 steps end nearer to the minimum than they began.
fn stable<D: Descent<Quadratic, Size: optim::descent::Multiplier>>(descent: D, a: f64) -> bool {
    let f = Quadratic(vec![1.0, 10.0]);
    let stop = GradientBelow(1e-12).or(Iterations(3000));
    let report = Method::of(descent, Scheduled::new(a)).stop(stop).start(&f, &[1.0, 1.0]).map(|mut run| {
        while run.step(&f).is_none() {}
        run.at().f < 1.0
    });
    report.unwrap()
}

#[test]
fn stability_ends_where_theory_says() {
    // curvatures up to L = 10
    let (below, above) = (0.999, 1.001);
    assert!(stable(Steepest, below * 2.0 / 10.0) && !stable(Steepest, above * 2.0 / 10.0));
    for beta in [0.0, 0.3, 0.7, 0.9] {
        let ball = || Momentum::default().beta(beta);
        let limit = 2.0 * (1.0 + beta) / 10.0;
        assert!(stable(ball(), below * limit) && !stable(ball(), above * limit), "heavy ball, {beta}");
        let ahead = || Nesterov::default().beta(beta);
        let limit = limit / (1.0 + 2.0 * beta);
        assert!(stable(ahead(), below * limit) && !stable(ahead(), above * limit), "Nesterov, {beta}");
    }
    // the twin: a limit of 2/L for all would be wrong
    assert!(stable(Momentum::default().beta(0.9), above * 2.0 / 10.0));
}

#[test]
fn every_reported_point_has_its_own_value_and_gradient() {
    let f = Quadratic(CURVATURES.to_vec());
    let mut run = Nesterov::default().beta(0.8).rate(0.01).start(&f, &[1.0, -2.0, 3.0, 0.5]).unwrap();
    let mut steps = 0;
    while run.step(&f).is_none() {
        let (value, g) = ad::gradient(&f, &run.at().x);
        assert_eq!((value, &g), (run.at().f, &run.at().g));
        steps += 1;
    }
    let report = run.report();
    assert_eq!(ad::gradient(&f, &report.x), (report.f, report.g.clone()));
    assert!(report.success(), "{report}");
    // two gradients a step, but for the first, which has nothing ahead
    assert_eq!(report.counts.gradients, 1 + 2 * steps - 1);
}
