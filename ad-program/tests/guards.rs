//! What is learnt of a value is guarded, exactly: every question has the values at which it comes out
//! otherwise, and no others.

use ad_core::num_traits::{Float, ToPrimitive};
use ad_core::{Number, Objective, Plain, objective};
use ad_program::{BranchChanged, Program, Recorder};
use approx::{AbsDiffEq, RelativeEq, UlpsEq};
use bits::{STRANGE, assert_same};

#[path = "support/bits.rs"]
mod bits;

/// Recorded at each pair of strange numbers and replayed at each other one: the value of the function, or an
/// error where `outcome` is another one and only there.
#[track_caller]
fn guards_exactly<O: Objective, T: PartialEq>(f: &O, outcome: fn(f64, f64) -> T) {
    let pairs = || STRANGE.iter().flat_map(|&a| STRANGE.map(|b| [a, b]));
    let mut changed = 0;
    for recorded in pairs() {
        let program = Program::record(f, &recorded).unwrap();
        for x in pairs() {
            let same = outcome(x[0], x[1]) == outcome(recorded[0], recorded[1]);
            let at = format!("recorded at {recorded:?}, replayed at {x:?}:\n{}", program.listing());
            match program.evaluate(&x) {
                Ok(y) => {
                    assert!(same, "no change is seen, {at}");
                    assert_same(&y, &[f.value(&x.map(Plain)).0], &at);
                }
                Err(_) => {
                    assert!(!same, "a change is seen, {at}");
                    changed += 1;
                }
            }
        }
    }
    assert!(changed > 0, "the question has one answer only");
}

macro_rules! questions {
    ($($name:ident: |$a:ident, $b:ident| $question:expr $(=> $outcome:expr)?;)*) => { $(
        #[test]
        fn $name() {
            let f = objective!(|x| {
                let ($a, $b) = (x[0], x[1]);
                if $question { $a.sin() - $b } else { $b.cos() + $a }
            });
            #[allow(unused_variables, reason = "a question may be about one number")]
            guards_exactly(&f, questions!(@outcome |$a, $b| $question $(=> $outcome)?));
        }
    )* };
    (@outcome |$a:ident, $b:ident| $question:expr) => { |$a, $b| $question };
    (@outcome |$a:ident, $b:ident| $question:expr => $outcome:expr) => { |$a, $b| $outcome };
}

questions! {
    less: |a, b| a < b;
    less_or_equal: |a, b| a <= b;
    greater: |a, b| a > b;
    greater_or_equal: |a, b| a >= b;
    equal: |a, b| a == b;
    not_equal: |a, b| a != b;
    compared: |a, b| a.partial_cmp(&b).is_some_and(|o| o.is_le()) => a.partial_cmp(&b);
    is_nan: |a, b| a.is_nan();
    is_infinite: |a, b| a.is_infinite();
    is_finite: |a, b| a.is_finite();
    is_finite_all: |a, b| a.is_finite_all();
    is_normal: |a, b| a.is_normal();
    is_sign_negative: |a, b| a.is_sign_negative();
    is_sign_positive: |a, b| a.is_sign_positive();
    is_zero: |a, b| num_traits::Zero::is_zero(&a);
    is_one: |a, b| num_traits::One::is_one(&a);
    classified: |a, b| a.classify() == core::num::FpCategory::Subnormal => a.classify();
    taken_apart: |a, b| Float::integer_decode(a).1 > 0 => a.to_bits();
    looked_at: |a, b| ToPrimitive::to_f64(&a) > Some(0.5) => a.to_bits();
    primal: |a, b| Into::<f64>::into(a.primal()) > 0.5 => a.to_bits();
    an_integer: |a, b| ToPrimitive::to_i64(&a) == Some(0) => if a.is_nan() { None } else { Some(a.trunc() + 0.0) };
    an_unsigned: |a, b| ToPrimitive::to_usize(&a) == Some(1) => if a.is_nan() { None } else { Some(a.trunc() + 0.0) };
    a_small_integer: |a, b| ToPrimitive::to_i8(&a) == Some(1) => if a.is_nan() { None } else { Some(a.trunc() + 0.0) };
    a_large_integer: |a, b| ToPrimitive::to_i128(&a) > Some(5) => if a.is_nan() { None } else { Some(a.trunc() + 0.0) };
    a_cast: |a, b| <i32 as num_traits::NumCast>::from(a) == Some(-2) => if a.is_nan() { None } else { Some(a.trunc() + 0.0) };
    a_difference: |a, b| (a - b).floor() == b.floor();
}

/// approx's questions are asked of differences; their answers are those of f64.
#[test]
fn closeness() {
    for [a, b] in STRANGE.iter().flat_map(|&a| STRANGE.map(|b| [a, b])) {
        let recorder = Recorder::new();
        let x = recorder.variables(&[a, b]);
        assert_eq!(x[0].abs_diff_eq(&x[1], 0.7), a.abs_diff_eq(&b, 0.7), "{a} {b}");
        assert_eq!(x[0].relative_eq(&x[1], 0.1, 0.5), a.relative_eq(&b, 0.1, 0.5), "{a} {b}");
        assert_eq!(x[0].ulps_eq(&x[1], 0.1, 4), a.ulps_eq(&b, 0.1, 4), "{a} {b}");
    }
    let recorder = Recorder::new();
    let x = recorder.variables(&[1.0, 1.25]);
    assert!(x[0].abs_diff_eq(&x[1], 0.5) && !x[0].relative_eq(&x[1], 0.0, 0.125));
    let program = recorder.program(&[x[0]]).unwrap();
    assert!(program.evaluate(&[10.0, 10.4]).is_err(), "relatively closer");
    assert!(program.evaluate(&[1.0, 1.75]).is_err(), "not as close");
    assert!(program.evaluate(&[1.5, 1.25]).is_ok());
}

fn main_branch(x: f64, y: f64) -> Result<Vec<f64>, BranchChanged> {
    let f = objective!(|x| {
        let y = if x[0] > F::zero() { x[0] } else { -x[0] };
        if y.sqrt() < x[1] { y } else { x[1] }
    });
    Program::record(&f, &[1.0, 2.0]).unwrap().evaluate(&[x, y])
}

#[test]
fn the_first_failed_guard_is_named() {
    assert_eq!(main_branch(3.0, 2.0), Ok(vec![3.0]));
    let why = |x, y| main_branch(x, y).unwrap_err();
    let first = BranchChanged { guard: 0, comparison: "0 < x0".to_owned(), recorded: true };
    let second = BranchChanged { guard: 1, comparison: "t0 < x1".to_owned(), recorded: true };
    assert_eq!(why(-3.0, 2.0), first, "also if the second fails as well");
    assert_eq!(why(0.0, 2.0), first);
    assert_eq!(why(9.0, 2.0), second);
    assert_eq!(
        second.to_string(),
        "`t0 < x1` was true where the program was recorded and is not so here: record it again at this point"
    );
}

/// A guard that is recorded first but waits for longer is still the first.
#[test]
fn the_first_in_the_order_of_recording() {
    let f = objective!(|x| {
        let slow = (0..10).fold(x[0], |y, _| y.sin());
        let first = slow < x[1];
        let second = x[0] < x[1];
        if first && second { x[0] } else { x[1] }
    });
    let program = Program::record(&f, &[0.5, 1.0]).unwrap();
    assert_eq!(program.evaluate(&[2.0, -2.0]).unwrap_err().guard, 0);
    assert_eq!(program.evaluate(&[2.0, 1.5]).unwrap_err().guard, 1);
}

#[test]
fn many_guards_alike() {
    let f = objective!(|x| x.windows(2).map(|x| if x[0] < x[1] { x[0] } else { x[1] }).sum());
    let increasing: Vec<f64> = (0..1000).map(Into::into).collect();
    let program = Program::record(&f, &increasing).unwrap();
    assert_eq!(program.guards(), 999);
    assert!(program.evaluate(&increasing).is_ok());
    for broken in [0, 1, 127, 128, 129, 500, 998] {
        let mut x = increasing.clone();
        x[broken] = x[broken + 1];
        let why = program.evaluate(&x).unwrap_err();
        assert_eq!((why.guard, why.comparison), (broken, format!("x{broken} < x{}", broken + 1)));
        let mut out = [7.0];
        x[998] = 2000.0;
        let mut memory = program.memory();
        assert_eq!(program.evaluate_into(&x, &mut memory, &mut out).unwrap_err().guard, broken);
        assert_eq!(out, [7.0], "the outputs are as before");
        assert!(program.evaluate_into(&increasing, &mut memory, &mut out).is_ok(), "the memory is still good");
        assert_eq!(out, [998.0 * 999.0 / 2.0]);
    }
}

#[test]
fn what_is_known_needs_no_guard() {
    let f = objective!(|x| {
        let c = F::lit(2.0);
        let known = c > F::one() && !c.is_nan() && c.to_i64() == Some(2) && c.primal() == F::lit(2.0).primal();
        let open = F::select(x[0].above(c), x[0], c) + F::one_if(x[0].undefined()) + x[0].max(c).abs().signum().floor();
        if known { open.clamp(c, c) } else { x[0] }
    });
    assert_eq!(Program::record(&f, &[1.0]).unwrap().guards(), 0);
}

/// Asked twice, guarded once; a comparison and its opposite are two.
#[test]
fn equal_guards_are_one() {
    let f = objective!(|x| {
        let answers = [x[0] < x[1], x[0] < x[1], x[1] > x[0], x[0] <= x[1]];
        if answers == [true; 4] { x[0] } else { x[1] }
    });
    let program = Program::record(&f, &[1.0, 2.0]).unwrap();
    assert_eq!(program.guards(), 2, "{}", program.listing());
}

/// Derivatives have the guards of the function.
#[test]
fn derivatives_are_guarded() {
    let f = objective!(|x| if x[0] < x[1] { x[0].sq() } else { x[1] });
    let program = Program::record(&f, &[1.0, 2.0]).unwrap();
    let elsewhere = [3.0, 2.0, 1.0, 1.0];
    for derivative in [program.gradient(), program.hessian(), program.jacobian()] {
        assert_eq!(derivative.unwrap().evaluate(&elsewhere[..2]).unwrap_err().comparison, "x0 < x1");
    }
    for derivative in [program.jvp(), program.hess_vec()] {
        assert_eq!(derivative.unwrap().evaluate(&elsewhere).unwrap_err().comparison, "x0 < x1");
    }
    assert_eq!(program.vjp().unwrap().evaluate(&elsewhere[..3]).unwrap_err().comparison, "x0 < x1");
    // at a point with a result that is not finite as well
    let f = objective!(|x| if x[0] < x[1] { x[0].sqrt() } else { x[1] });
    let gradient = Program::record(&f, &[1.0, 2.0]).unwrap().gradient().unwrap();
    assert_eq!(gradient.evaluate(&[0.0, 2.0]).unwrap(), [0.0, f64::INFINITY, 0.0]);
    assert!(gradient.evaluate(&[0.0, -1.0]).is_err());
}

/// By their guards two recordings tell whether they took the same branches.
#[test]
fn signatures_are_those_of_branches() {
    let order = objective!(|x| match x[0].partial_cmp(&x[1]) {
        Some(order) => x[0] * f64::from(order as i8),
        None => x[1],
    });
    let signature = |x: [f64; 2]| Program::record(&order, &x).unwrap().signature();
    let all = [[1.0, 2.0], [2.0, 2.0], [2.0, 1.0], [f64::NAN, 1.0]].map(signature);
    assert!((0..4).all(|i| (0..i).all(|k| all[i] != all[k])), "{all:?}");
    assert_eq!(signature([3.0, 7.0]), all[0]);
    assert_eq!(signature([7.0, 3.0]), all[2]);
}
