//! Runs over programs come to what runs over evaluations come to, with few calls of the function.

use ad::{Choice, Objective, Prepared, Real, Scalar};
use optim::descent::{Adam, Lbfgs, Steihaug};
use optim::problem::{Closure, Gradient, Replayed, Value};
use optim::stop::Iterations;
use optim::{Recipe, Report};
use std::cell::Cell;

/// Huber's loss of the slopes of a polygon that should pass through points: the branch of a term changes on
/// the way to the minimum.
fn polygon<F: Real>(x: &[F]) -> F {
    let huber = |r: F| if r.abs() <= F::lit(0.5) { r.sq() * 0.5 } else { r.abs() * 0.5 - 0.125 };
    let slopes: F = x.windows(2).map(|p| huber(p[1] - p[0])).sum();
    slopes + x.iter().enumerate().map(|(i, &x)| (x - (i % 3) as f64).sq()).sum::<F>()
}
struct Polygon;
impl Objective for Polygon {
    fn value<F: Real>(&self, x: &[F]) -> F {
        polygon(x)
    }
}

fn close(a: &Report, b: &Report) {
    assert!(a.success() && b.success(), "{a}\n{b}");
    assert!((a.f - b.f).abs() <= 1e-12 * a.f.abs(), "{} {}", a.f, b.f);
    assert!(a.x.iter().zip(&b.x).all(|(a, b)| (a - b).abs() <= 1e-7), "{a}\n{b}");
}

#[test]
fn an_objective_that_branches() {
    let start = [9.0, -3.0, 4.0, 0.0, 7.0, 1.0];
    let recorded = || Replayed::new(Prepared::new(Polygon).choose(Choice::Program));
    let replayed = recorded();
    close(
        &Lbfgs::default().minimize(&Polygon, &start).unwrap(),
        &Lbfgs::default().minimize(&replayed, &start).unwrap(),
    );
    let seen = replayed.statistics();
    assert!(seen.recordings > 1 && seen.recordings < seen.calls, "{seen:?}");
    assert_eq!((seen.replays, seen.moved_to_tape), (seen.calls, false));
    let replayed = recorded();
    close(
        &Steihaug::default().minimize(&Polygon, &start).unwrap(),
        &Steihaug::default().minimize(&replayed, &start).unwrap(),
    );
    close(&optim::minimize(&Polygon, &start).unwrap(), &optim::minimize(&recorded(), &start).unwrap());
}

#[test]
fn a_closure_is_called_until_a_program_pays() {
    let calls = Cell::new(0);
    let f = Closure::of(|x| {
        calls.set(calls.get() + 1);
        x.iter().map(|x| (*x - 1.0).powi(2)).sum::<Scalar>()
    });
    let adam = || Adam::default().rate(0.05).stop(Iterations(1000));
    let report = adam().minimize(&f, &[3.0, -2.0]).unwrap();
    assert!(report.f < 1e-10, "{report}");
    assert_eq!((calls.get(), f.statistics().recordings), (65, 1));
    assert_eq!(f.statistics().calls, report.counts.values + report.counts.gradients);
    let plain = ad::objective!(|x| x.iter().map(|x| (*x - 1.0).powi(2)).sum::<F>());
    let same = adam().minimize(&plain, &[3.0, -2.0]).unwrap();
    assert!(report.x.iter().zip(&same.x).all(|(a, b)| (a - b).abs() < 1e-9), "{report}\n{same}");
}

#[test]
fn a_fault_is_named_in_a_replay_too() {
    let f = Closure::of(|x| (x[0] - 3.0).ln());
    let mut g = [0.0];
    for _ in 0..100 {
        assert_eq!(f.value_and_gradient(&[4.0], &mut g), 0.0);
    }
    assert!(f.value_and_gradient(&[2.0], &mut g).is_nan() && g[0].is_nan());
    assert_eq!((f.statistics().replays, f.statistics().recordings), (37, 1));
    assert!(f.diagnose(&[2.0]).is_some_and(|why| why.starts_with("ln(-1) is NaN")) && f.diagnose(&[4.0]).is_none());
}
