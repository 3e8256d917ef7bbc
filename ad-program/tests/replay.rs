//! Programs of loops: whatever the distances and lengths, a replay has the bits of program order.

use ad_core::{Objective, Plain, objective};
use ad_program::Program;
use bits::assert_same;

#[path = "support/bits.rs"]
mod bits;

/// Lengths around those at which the work is done in another way.
const LENGTHS: [usize; 14] = [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 127, 128, 129, 300];

/// In values bit for bit and in derivatives up to rounding what `f` is, for all lengths and at several points.
#[track_caller]
fn replays<O: Objective>(f: &O) {
    for n in LENGTHS {
        let point = |k: usize| -> Vec<f64> { (0..n).map(|i| ((i * 7 + k * 5) % 11) as f64 / 8.0 + 0.1).collect() };
        let program = Program::record(f, &point(0)).unwrap();
        let (gradient, product) = (program.gradient().unwrap(), program.hess_vec().unwrap());
        assert_eq!(program.guards(), 0);
        let mut memory = program.memory();
        for x in (1..4).map(point) {
            let direct = f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0;
            let mut out = [0.0];
            program.evaluate_into(&x, &mut memory, &mut out).unwrap();
            assert_same(&out, &[direct], &format!("{n} variables"));
            let v: Vec<f64> = (0..n).map(|i| f64::from(i as u32 % 3) - 1.0).collect();
            let (value, forward) = ad_forward::gradient(f, &x);
            let found = gradient.evaluate(&x).unwrap();
            assert_same(&found[..1], &[value], "the value of the gradient");
            close("gradient", &found[1..], &forward, n);
            let found = product.evaluate(&[&x[..], &v].concat()).unwrap();
            close("H v", &found[1..], &ad_forward::hess_vec(f, &x, &v), n);
        }
    }
}

#[track_caller]
fn close(what: &str, found: &[f64], want: &[f64], n: usize) {
    assert_eq!(found.len(), want.len(), "{what}");
    let scale = want.iter().fold(1.0f64, |scale, w| scale.max(w.abs()));
    for (k, (found, want)) in found.iter().zip(want).enumerate() {
        assert!((found - want).abs() <= 1e-12 * scale, "{what} of {n}, entry {k}: {found}, not {want}");
    }
}

macro_rules! loops {
    ($($name:ident: |$x:ident, $n:ident| $body:expr;)*) => { $(
        #[test]
        fn $name() {
            replays(&objective!(|x| {
                let $x = x;
                let $n = x.len();
                let _ = $n;
                $body
            }));
        }
    )* };
}

loops! {
    side_by_side: |x, n| x.iter().map(|x| x.sin()).sum();
    neighbours: |x, n| x.windows(2).map(|x| (x[1] - x[0].sq()).sq() * 100.0 + (x[0] - 1.0).sq()).sum();
    backwards: |x, n| (0..n).map(|i| x[i] * x[n - 1 - i]).sum();
    every_other: |x, n| x.chunks(2).map(|x| x[0] * x[x.len() - 1].exp()).sum();
    every_third: |x, n| x.chunks(3).map(|x| x[0].atan2(x[x.len() - 1])).sum();
    one_with_all: |x, n| x.iter().map(|&y| y * x[0] + x[n / 2]).sum();
    all_over_the_place: |x, n| (0..n).map(|i| x[i].hypot(x[i * 7 % n])).sum();
    three_operands: |x, n| (0..n).map(|i| x[i].mul_add(x[(i + 1) % n], x[0]).clamp(x[i] - 1.0, x[n - 1] + x[i] * 2.0)).sum();
    choices: |x, n| (0..n).map(|i| F::select(x[i].above(x[(i + 3) % n]), x[i].sq(), x[0].sin())).sum();
    comparisons: |x, n| (0..n).map(|i| F::one_if(x[i].above(x[0]) & !x[i].undefined() | x[0].same_sign(x[i])) * x[i]).sum();
    powers: |x, n| x.iter().enumerate().map(|(i, x)| x.powi(i as i32 % 5) + x.powf(F::lit((i % 3) as f64 + 0.5))).sum();
    short_sums: |x, n| x.chunks(5).map(|x| F::sum_of(x).sin()).sum();
    short_chains: |x, n| x.chunks(4).map(|x| x.iter().sum::<F>().sin()).sum();
    chains_of_products: |x, n| x.windows(3).map(|x| (x[0] * x[1] + x[1] * x[2] + x[2] * x[0] + x[0]).cos()).sum();
    long_sums: |x, n| F::sum_of(x) * F::sum_of(&x[n / 2..]).sin() + F::sum_of(&x.iter().map(|x| x.exp()).collect::<Vec<_>>());
    a_sum_from_behind: |x, n| (0..n).map(|i| x[n - 1 - i]).sum::<F>() * F::sum_of(&x.iter().rev().copied().collect::<Vec<_>>());
    products: |x, n| x.iter().map(|&x| x * 0.9 + 0.2).product::<F>() + F::dot(x, x);
    matrix_times_vector: |x, n| {
        let rows: Vec<F> = (0..n.min(20)).map(|i| F::dot(x, &x.iter().map(|&y| y * x[i]).collect::<Vec<_>>())).collect();
        F::sum_of_squares(&rows).sqrt()
    };
    layers: |x, n| {
        let mut layer = x.to_vec();
        for k in 0..3 {
            layer = (0..n.min(16)).map(|i| F::affine(x, &vec![layer[i]; n], layer[(i + k) % layer.len().min(n)]).tanh()).collect();
            layer.resize(n, F::lit(0.5));
        }
        F::log_sum_exp(&layer) + F::norm2(&layer)
    };
    strided_products: |x, n| {
        let even: Vec<F> = x.iter().step_by(2).copied().collect();
        let back: Vec<F> = even.iter().rev().copied().collect();
        F::dot(&even, &back) + F::affine(&even, &even, x[n - 1])
    };
    a_scan: |x, n| {
        let sums: Vec<F> = x.iter().scan(F::zero(), |sum, &x| { *sum += x; Some(*sum) }).collect();
        F::sum_of_squares(&sums)
    };
    a_tree: |x, n| {
        let mut level = x.to_vec();
        while level.len() > 1 {
            level = level.chunks(2).map(|x| if x.len() > 1 { x[0] + x[1] } else { x[0] }).collect();
        }
        level[0].sin()
    };
    shared_partial_sums: |x, n| {
        let a: F = x.iter().sum();
        let b: F = x[1..].iter().fold(x[0], |sum, &x| sum + x);
        let c = a + x[0] + x[0] + x[0];
        (a * b + c) * (c + c)
    };
}

/// One program, many points, one memory after another: nothing of the last point is left.
#[test]
fn points_do_not_mix() {
    let f = objective!(|x| x.windows(2).map(|x| x[0].sqrt() * x[1]).sum());
    let program = Program::record(&f, &[1.0; 40]).unwrap().gradient().unwrap();
    let mut memory = program.memory();
    let mut out = vec![0.0; 41];
    let points = [vec![1.0; 40], vec![0.0; 40], vec![f64::NAN; 40], vec![4.0; 40], vec![-1.0; 40], vec![9.0; 40]];
    for x in &points {
        program.evaluate_into(x, &mut memory, &mut out).unwrap();
        assert_same(&out, &program.evaluate(x).unwrap(), "in a fresh memory");
    }
    assert!(out.iter().all(|y| y.is_finite()));
}

/// A clone is the program, and costs no second layout.
#[test]
fn clones_share() {
    let program = Program::record(&objective!(|x| x[0].exp()), &[1.0]).unwrap();
    let mut memory = program.memory();
    let mut out = [0.0];
    program.clone().evaluate_into(&[0.0], &mut memory, &mut out).unwrap();
    assert_eq!(out, [1.0]);
    assert_eq!(format!("{memory:?}"), "Memory(2 numbers)");
}
