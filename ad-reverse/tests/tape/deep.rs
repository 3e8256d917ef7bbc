//! Long, wide and often-visited tapes, all on a small stack: nothing recurses.

use ad_reverse::{Tape, Var};

/// Runs `f` on a thread with 256 KiB of stack.
fn on_a_small_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(f).expect("a thread");
    thread.join().expect("no panic and no overflow");
}

/// `x <- x y + sin x`, three million operations.
#[test]
fn chain_of_a_million_steps() {
    on_a_small_stack(|| {
        let tape = Tape::new();
        let (x0, y) = (tape.variable(0.5), tape.variable(0.9));
        // the same recurrence with its derivatives by hand
        let (mut x, mut v, mut dx, mut dy) = (x0, 0.5f64, 1.0, 0.0);
        for _ in 0..1_000_000 {
            x = x * y + x.sin();
            let slope = 0.9 + v.cos();
            (dx, dy) = (slope * dx, slope * dy + v);
            v = v * 0.9 + v.sin();
        }
        assert_eq!(x.value(), v);
        assert!(tape.len() <= 3_000_002, "three records a step, not {}", tape.len());
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-300);
        let slopes = x.backward();
        assert!(close(slopes.of(y), dy), "{} {dy}", slopes.of(y));
        assert!(close(slopes.of(x0), dx), "{} {dx}", slopes.of(x0));
    });
}

/// One record serves two terms of a sum.
#[test]
fn a_million_terms() {
    on_a_small_stack(|| {
        let tape = Tape::new();
        let x = tape.variables(&vec![1.0; 1_000_000]);
        let sum = x.iter().zip(1..).map(|(&x, k)| x * f64::from(k)).sum::<Var>();
        assert!(tape.len() - x.len() <= 500_000, "{} records", tape.len() - x.len());
        let slopes = sum.backward();
        assert!(x.iter().zip(1..).all(|(&x, k)| slopes.of(x) == f64::from(k)));
    });
}

#[test]
fn a_million_uses_of_one_variable() {
    on_a_small_stack(|| {
        let tape = Tape::new();
        let (x, y) = (tape.variable(2.0), tape.variable(1.0));
        let one: Var = (0..1_000_000).map(|k| x * f64::from(k)).sum();
        assert_eq!(tape.len(), 2, "terms of one variable are one term");
        let both: Var = (0..1_000_000).map(|k| x * f64::from(k) - y).sum();
        assert_eq!(one.backward().of(x), 999_999.0 * 500_000.0);
        let both = both.backward();
        assert_eq!((both.of(x), both.of(y)), (999_999.0 * 500_000.0, -1e6));
    });
}

/// A long list of late variables.
#[test]
fn a_hundred_thousand_late_variables() {
    on_a_small_stack(|| {
        let tape = Tape::new();
        let first = tape.variable(1.0);
        let mut late = Vec::new();
        let mut y = first.sin().exp();
        for k in 0..100_000 {
            late.push(tape.variable(f64::from(k)));
            y += late[late.len() - 1] * f64::from(k) * first;
        }
        let slopes = y.backward();
        assert!(late.iter().zip(0..).all(|(&x, k)| slopes.of(x) == f64::from(k)));
    });
}

/// `y <- y + y`: 2^60 paths, and nothing to write down.
#[test]
fn diamonds_are_one_term() {
    let tape = Tape::new();
    let x = tape.variable(1.5);
    let y = (0..1000).fold(x, |y, _| y + y);
    assert_eq!((tape.len(), y.backward().of(x)), (1, 2f64.powi(1000)));
}

/// More paths than a float can count: the value is finite, so is the slope after division.
#[test]
fn coefficients_that_overflow_are_written_down() {
    let tape = Tape::new();
    let x = tape.variable(1e-300);
    let y = (0..1100).fold(x, |y, _| y + y);
    assert_eq!(y.backward().of(x), f64::INFINITY);
    let paths = 2f64.powi(1000) * 1e-300 * 2f64.powi(100);
    let slope = (y * 1e-300).backward().of(x);
    assert!((slope - paths).abs() <= 1e-14 * paths, "{slope} {paths}");
}
