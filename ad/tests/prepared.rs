//! Programs by branch: the right one is found, recorded or given up, and no number is from another branch.

use ad::{Choice, Number, Objective, Prepared, Program, Real, Scalar, objective};
use num_traits::{Float, ToPrimitive};
use std::cell::Cell;

/// As many branches as there are patterns of signs.
struct Signs;
impl Objective for Signs {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x.iter().map(|&x| if x > F::lit(0.0) { x.sq() } else { x.exp() }).sum()
    }
}
fn pattern(n: usize, bits: usize) -> Vec<f64> {
    (0..n).map(|i| if i < 64 && bits >> i & 1 == 1 { 0.5 + i as f64 } else { -0.25 - i as f64 }).collect()
}
fn close(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= 4.0 * f64::EPSILON * b.abs(), "{a} {b}");
    }
}

#[test]
fn each_branch_is_recorded_once() {
    let mut f = Prepared::new(Signs).choose(Choice::Program);
    for round in 0..5 {
        for bits in 0..16 {
            let x = pattern(4, bits);
            assert_eq!(f.gradient(&x), ad::gradient(&Signs, &x));
            close(&f.hess_vec(&x, &[1.0, 2.0, 3.0, 4.0]), &ad::hess_vec(&Signs, &x, &[1.0, 2.0, 3.0, 4.0]));
            close(&f.hessian(&x).concat(), &ad::hessian(&Signs, &x).concat());
        }
        let seen = f.statistics();
        assert_eq!((seen.recordings, seen.kept), (16, 16), "round {round}");
        assert_eq!((seen.calls, seen.replays, seen.moved_to_tape), ((round + 1) * 48, (round + 1) * 48, false));
    }
}

#[test]
fn the_least_recently_used_goes() {
    let mut f = Prepared::new(Signs).choose(Choice::Program);
    (0..17).for_each(|bits| _ = f.gradient(&pattern(5, bits)));
    assert_eq!((f.statistics().recordings, f.statistics().kept), (17, 16));
    f.gradient(&pattern(5, 1)); // still there, and now the latest
    assert_eq!(f.statistics().recordings, 17);
    f.gradient(&pattern(5, 0)); // had gone: comes for number 2
    f.gradient(&pattern(5, 1));
    assert_eq!(f.statistics().recordings, 18);
    f.gradient(&pattern(5, 2));
    assert_eq!((f.statistics().recordings, f.statistics().kept), (19, 16));
}

#[test]
fn too_many_branches_are_left_to_the_tape() {
    let x = |i: usize| pattern(150, i * 37 % 4096);
    let mut f = Prepared::new(Signs);
    for i in 0..700 {
        let (value, gradient) = f.gradient(&x(i));
        let (same, by_tape) = ad::gradient(&Signs, &x(i));
        assert_eq!(value, same);
        close(&gradient, &by_tape);
    }
    let seen = f.statistics();
    assert!(seen.moved_to_tape && seen.kept == 0, "{seen:?}");
    assert_eq!((seen.calls, seen.replays, seen.recordings), (700, 8, 8), "judged after eight replays");
    // one who asks for programs gets them
    let mut f = Prepared::new(Signs).choose(Choice::Program);
    (0..100).for_each(|i| _ = f.gradient(&x(i)));
    assert_eq!((f.statistics().recordings, f.statistics().moved_to_tape), (100, false));
}

#[test]
fn by_default_a_program_is_recorded_when_it_may_pay() {
    let objective = objective!(|x| x.iter().map(|x| x.sq()).sum());
    let mut f = Prepared::new(&objective);
    (0..600).for_each(|_| _ = f.gradient(&[1.0; 150]));
    assert_eq!((f.statistics().recordings, f.statistics().replays), (1, 600 - 512));
    let mut f = Prepared::new(&objective);
    (0..600).for_each(|_| assert_eq!(f.gradient(&[1.0; 50]), (50.0, vec![2.0; 50])));
    assert_eq!((f.statistics().replays, f.statistics().moved_to_tape), (1, true), "too small to gain");
    let mut f = Prepared::new(&objective);
    (0..600).for_each(|_| _ = f.gradient(&[1.0; 4]));
    assert_eq!((f.statistics().recordings, f.statistics().replays), (0, 0), "forward mode");
    let mut f = Prepared::closure(|x: &[Scalar]| x[0].sq());
    (0..100).for_each(|_| _ = f.gradient(&[1.0]));
    assert_eq!((f.statistics().recordings, f.statistics().replays), (1, 100 - 64));
}

#[test]
fn a_closure_is_called_once_a_branch() {
    let calls = Cell::new(0);
    let mut f = Prepared::closure(|x: &[Scalar]| {
        calls.set(calls.get() + 1);
        if x[0] > x[1] { x[0] * x[1] } else { x[1].sin() }
    })
    .choose(Choice::Program);
    for i in 0..50 {
        let t = f64::from(i) - 24.5;
        let want = if t > 0.0 { (0.0, [0.0, t]) } else { (0.0, [0.0, 1.0]) };
        let (value, gradient) = f.gradient(&[t, 0.0]);
        assert_eq!((value, gradient.as_slice()), (want.0, &want.1[..]));
        assert_eq!(f.value(&[t, 0.0]), 0.0);
    }
    assert_eq!(calls.get(), 2);
}

#[test]
fn closures_guard_what_they_look_at() {
    // a table by its index, a sign, a choice that stays open, a value of which every bit is known
    let table = [3.0, 5.0, 7.0, 11.0];
    let f = |x: &[Scalar]| {
        let at = x[0].floor().to_usize().unwrap_or(0).min(3);
        let weight = if x[0].is_sign_negative() { -1.0 } else { 1.0 };
        let open = Scalar::choose(x[0].above(x[1]) | x[1].undefined(), x[0], x[1].sq());
        open * table[at] * weight
    };
    let program = Scalar::record(f, &[1.5, 0.0]).unwrap();
    assert_eq!(program.evaluate(&[1.25, 9.0]).unwrap(), [5.0 * 81.0], "the other side of the open choice");
    assert_eq!(program.evaluate(&[1.25, f64::NAN]).unwrap(), [5.0 * 1.25]);
    assert_eq!(program.evaluate(&[2.25, 0.0]).unwrap_err().comparison, "t0 same integer as 1");
    assert_eq!(program.evaluate(&[-0.5, 0.0]).unwrap_err().guard, 0);
    let mut prepared = Prepared::closure(f).choose(Choice::Program);
    for i in -8..32 {
        let x = [f64::from(i) / 8.0, 0.75];
        assert_eq!(prepared.gradient(&x), Scalar::gradient(f, &x), "{x:?}");
    }
    let bits = Scalar::record(|x| x[0] * x[1].to_f64().unwrap(), &[1.0, 2.0]).unwrap();
    assert_eq!(bits.evaluate(&[5.0, 2.0]).unwrap(), [10.0]);
    assert!(bits.evaluate(&[5.0, 2.0000001]).is_err());
    // a number is shown by its name: it has a value at one point only
    let shown = Cell::new(String::new());
    Scalar::record(
        |x| {
            shown.set(x[0].to_string());
            x[0]
        },
        &[1.5],
    )
    .unwrap();
    assert_eq!(shown.take(), "#0");
}

/// No value of the point of recording decides whether a zero is strong.
#[test]
fn strong_products_of_closures_stay_open() {
    let f = |x: &[Scalar]| x[0].chain(x[1].recip());
    for recorded in [[0.0, 0.0], [2.0, 4.0]] {
        let program = Scalar::record(f, &recorded).unwrap();
        for (x, want) in [([2.0, 4.0], 0.5), ([0.0, 0.0], 0.0), ([3.0, 0.0], f64::INFINITY)] {
            assert_eq!(program.evaluate(&x).unwrap(), [want], "{x:?}, recorded at {recorded:?}");
            assert_eq!(Scalar::evaluate(f, &x), want);
        }
    }
}

#[test]
fn answers_combine_in_closures_as_elsewhere() {
    fn f<F: Real>(x: &[F]) -> F {
        let inside = x[0].at_least(F::lit(-1.0)) & !x[0].above(F::one());
        let odd = !inside | x[1].same_sign(x[0]);
        F::select(inside, x[0].sq(), F::one()) + F::one_if(odd) * x[1] + F::log_sum_exp(x) + F::norm2(x) + x[0].detach()
    }
    let program = Scalar::record(f, &[0.5, 2.0]).unwrap().gradient().unwrap();
    assert_eq!(program.guards(), 0);
    for x in [[0.5, 2.0], [-0.5, 2.0], [1.0, -3.0], [-1.0, 4.0], [2.0, -1.0], [-7.0, -1.0], [0.0, -0.0]] {
        let (value, gradient) = Scalar::gradient(f, &x);
        let got = program.evaluate(&x).unwrap();
        assert_eq!(got[0].to_bits(), value.to_bits(), "{x:?}");
        close(&got[1..], &gradient);
        close(&gradient, &ad::gradient(&objective!(f), &x).1);
    }
}

#[test]
fn singular_points_are_as_everywhere() {
    let root = objective!(|x| x[0].sqrt() * x[1] + x.iter().map(|x| x.sq()).sum::<F>());
    let mut f = Prepared::new(&root).choose(Choice::Program);
    f.gradient(&[1.0; 5]);
    for x in [[0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0, 1.0], [-1.0; 5], [f64::NAN; 5], [f64::INFINITY; 5]] {
        let bits = |(value, gradient): (f64, Vec<f64>)| {
            [vec![value], gradient].concat().into_iter().map(|v| if v.is_nan() { 0 } else { v.to_bits() }).collect()
        };
        let (got, want): (Vec<u64>, Vec<u64>) = (bits(f.gradient(&x)), bits(ad::gradient(&root, &x)));
        assert_eq!(got, want, "{x:?}");
    }
    assert_eq!(f.statistics().recordings, 1);
}

#[test]
fn a_panic_leaves_it_usable() {
    let armed = Cell::new(true);
    let f = |x: &[Scalar]| {
        assert!(!armed.get(), "as the test wants it");
        x[0].sq()
    };
    let mut prepared = Prepared::closure(f).choose(Choice::Program);
    let panics = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| prepared.gradient(&[3.0])));
    assert!(panics.is_err());
    armed.set(false);
    assert_eq!(prepared.gradient(&[3.0]), (9.0, vec![6.0]));
}

#[test]
fn each_number_of_variables_has_its_programs() {
    let sum = objective!(|x| x.iter().map(|x| x.exp()).sum());
    let mut f = Prepared::new(&sum).choose(Choice::Program);
    for n in [1, 7, 3, 7, 1, 3] {
        assert_eq!(f.gradient(&vec![0.0; n]), (n as f64, vec![1.0; n]));
    }
    assert_eq!((f.statistics().recordings, f.statistics().kept), (3, 3));
    assert_eq!(f.gradient(&[]), (0.0, vec![]));
}

#[test]
#[should_panic(expected = "the gradient has length 1, but 2 is needed")]
fn a_wrong_length() {
    Prepared::new(Signs).gradient_into(&[1.0, 2.0], &mut [0.0]);
}

/// Derivatives nested in a function that is recorded, and a program inside of one.
#[test]
fn recorded_functions_take_derivatives() {
    let f = objective!(|x| {
        let inner = objective!(|z| z[0].sq() * z[1]);
        let (value, gradient) = ad::forward::gradient(&inner, x);
        value + gradient[0] * gradient[1]
    });
    let program = Program::record(&f, &[1.0, 2.0]).unwrap();
    let x = [3.0, -2.0];
    assert_eq!(program.evaluate(&x).unwrap(), [f.value(&x)]);
    let (value, gradient) = ad::gradient(&f, &x);
    assert_eq!(program.gradient().unwrap().evaluate(&x).unwrap(), [vec![value], gradient].concat());
}
