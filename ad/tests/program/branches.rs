//! Objectives with plain `if`s, searched maxima, steps that adapt and tables: at a point on another branch a
//! replay is an error, where a replay without guards would be a wrong number.

use ad::{Engine, Objective, OnGraph, Plain, Real, objective};
use ad_program::Program;

fn direct(f: &impl Objective, x: &[f64]) -> f64 {
    f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0
}

/// Recorded `here`, on another branch `there`: an error in every form, and wrong by `gap` without guards.
#[track_caller]
fn another_branch<O: Objective>(f: &O, here: &[f64], there: &[f64], gap: f64) {
    let program = Program::record(f, here).expect("a small program");
    assert_eq!(program.evaluate(here).expect("the branch recorded"), [direct(f, here)]);
    let v = vec![1.0; here.len()];
    assert!(program.evaluate(there).is_err());
    assert!(program.gradient().expect("a small program").evaluate(there).is_err());
    assert!(program.hessian().expect("a small program").evaluate(there).is_err());
    assert!(program.hess_vec().expect("a small program").evaluate(&[there, &v].concat()).is_err());

    let wrong = program.unguarded().evaluate(there).expect("no guard")[0];
    let right = direct(f, there);
    assert!((wrong - right).abs() > gap, "without guards {wrong}, not {right}");
    // a derivative of what is unguarded is as wrong
    let unguarded = program.unguarded().gradient().expect("a small program").evaluate(there).expect("no guard");
    assert_eq!(unguarded[0], wrong);

    let again = Program::record(f, there).and_then(|f| f.gradient()).expect("a small program");
    let found = again.evaluate(there).expect("the branch of the point itself");
    let (value, gradient) = OnGraph.gradient(f, there);
    assert_eq!(found[0], value);
    for (found, want) in found[1..].iter().zip(gradient) {
        assert!((found - want).abs() <= 1e-12 * want.abs().max(1.0), "{found}, not {want}");
    }
}

/// Huber's function of the differences of neighbours from 1, quadratic up to 1/2.
fn huber_chain<F: Real>(x: &[F]) -> F {
    let huber = |r: F| if r.abs() <= F::lit(0.5) { r.sq() * 0.5 } else { r.abs() * 0.5 - 0.125 };
    let links: F = x.windows(2).map(|x| huber(x[1] - x[0] - 1.0)).sum();
    links + huber(x[0])
}

#[test]
fn a_huber_chain() {
    let f = objective!(huber_chain);
    let minimiser: Vec<f64> = (0..8).map(f64::from).collect();
    let start = vec![5.0; 8];
    assert_eq!(direct(&f, &minimiser), 0.0);
    another_branch(&f, &start, &minimiser, 0.5);
    another_branch(&f, &minimiser, &start, 0.5);
}

/// Descent that records again where it must finds the minimiser, seven branches away.
#[test]
fn descent_through_branches() {
    let f = objective!(huber_chain);
    let mut x = vec![5.0; 8];
    let mut gradient = Program::record(&f, &x).and_then(|f| f.gradient()).expect("a small program");
    let mut recordings = 1;
    for _ in 0..20_000 {
        let found = gradient.evaluate(&x).unwrap_or_else(|_| {
            recordings += 1;
            gradient = Program::record(&f, &x).and_then(|f| f.gradient()).expect("a small program");
            gradient.evaluate(&x).expect("the branch of the point itself")
        });
        assert_eq!(found[0], direct(&f, &x));
        x.iter_mut().zip(&found[1..]).for_each(|(x, g)| *x -= 0.4 * g);
    }
    assert!((0..8).all(|i| (x[i] - i as f64).abs() < 1e-9), "{x:?}");
    assert!((3..100).contains(&recordings), "{recordings} recordings");
}

/// The largest of affine functions, by search.
fn largest<F: Real>(x: &[F]) -> F {
    let pieces = [[1.0, 2.0, -1.0], [-2.0, 0.5, 0.0], [0.0, -3.0, 1.0], [0.5, 0.5, 0.5]];
    let mut best = F::neg_infinity();
    for [a, b, c] in pieces {
        let value = x[0] * a + x[1] * b + c;
        if value > best {
            best = value;
        }
    }
    best
}

#[test]
fn the_maximum_of_affine_functions() {
    let f = objective!(largest);
    another_branch(&f, &[2.0, 1.0], &[-2.0, 1.0], 1.0);
    another_branch(&f, &[2.0, 1.0], &[0.0, -2.0], 1.0);
    another_branch(&f, &[0.0, -2.0], &[-2.0, 1.0], 1.0);
    // the same piece, found after others were the largest so far: the same number, but another search
    let program = Program::record(&f, &[0.1, -0.2]).expect("a small program");
    assert_eq!(direct(&f, &[2.0, -1.5]), 5.5);
    assert_eq!(program.unguarded().evaluate(&[2.0, -1.5]).expect("no guard"), [5.5]);
    assert!(program.evaluate(&[2.0, -1.5]).is_err());
}

/// `y' = -k y` from `y(0) = 1` to `y(1) = e^-k`, by Heun's steps that halve and double by their error.
fn decay<F: Real>(x: &[F]) -> F {
    let rate = |y: F| -x[0] * y;
    let heun = |y: F, h: f64| {
        let slope = rate(y);
        y + (slope + rate(y + slope * h)) * (0.5 * h)
    };
    let (mut y, mut t, mut h) = (F::one(), 0.0, 0.25);
    while t < 1.0 {
        h = f64::min(h, 1.0 - t);
        let (whole, half) = (heun(y, h), heun(heun(y, 0.5 * h), 0.5 * h));
        let error = (whole - half).abs();
        if error > F::lit(1e-6) {
            h *= 0.5;
            continue;
        }
        (y, t) = (half, t + h);
        if error < F::lit(1e-7) {
            h *= 2.0;
        }
    }
    y
}

#[test]
fn steps_that_adapt() {
    let f = objective!(decay);
    for k in [1.0, 2.0, 40.0, -8.0] {
        let program = Program::record(&f, &[k]).and_then(|f| f.gradient()).expect("a small program");
        let [value, slope] = program.evaluate(&[k]).expect("the branch recorded")[..] else { panic!("two numbers") };
        let exact = f64::exp(-k);
        let scale = exact.max(1.0);
        assert!((value - exact).abs() < 1e-4 * scale && (slope + exact).abs() < 1e-3 * scale, "{k}: {value} {slope}");
    }
    another_branch(&f, &[1.0], &[-8.0], 1.0);
    // a little away the steps are the same
    let program = Program::record(&f, &[1.0]).expect("a small program");
    let near = [1.0 + 1e-9];
    assert_eq!(program.evaluate(&near).expect("the same steps"), [direct(&f, &near)]);
}

/// A broken line through a table, by the integer part of its argument.
fn interpolated<F: Real>(x: &[F]) -> F {
    let table = [0.0, 1.0, 4.0, 9.0, -16.0, 25.0];
    let cell = x[0].floor().to_usize().map_or(0, |cell| cell.min(table.len() - 2));
    let t = x[0] - cell as f64;
    F::lit(table[cell]) + t * (table[cell + 1] - table[cell])
}

#[test]
fn a_table() {
    let f = objective!(interpolated);
    for (here, there) in [(1.5, 3.5), (3.5, 1.25), (0.5, 4.75), (4.5, 2.0)] {
        another_branch(&f, &[here], &[there], 1.0);
    }
    let program = Program::record(&f, &[1.5]).expect("a small program");
    for x in [1.0, 1.25, 1.999] {
        assert_eq!(program.evaluate(&[x]).expect("the same cell"), [direct(&f, &[x])]);
    }
    for x in [0.999, 2.0, -1.0, f64::NAN, 1e300] {
        let why = program.evaluate(&[x]).expect_err("another cell");
        assert_eq!(why.comparison, "t0 same integer as 1");
    }
}

/// Sorting is as many comparisons; a median replays where the order is the same.
#[test]
fn a_median() {
    let f = objective!(|x| {
        let mut sorted = x.to_vec();
        sorted.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        sorted[1] * sorted[2] + sorted[0]
    });
    another_branch(&f, &[3.0, 1.0, 2.0], &[1.0, 2.0, 3.0], 1.0);
    let program = Program::record(&f, &[3.0, 1.0, 2.0]).expect("a small program");
    assert_eq!(program.evaluate(&[30.0, 4.0, 5.0]).expect("the same order"), [154.0]);
}
