//! A million operations one after the other: recorded, differentiated, replayed and dropped without recursion,
//! on a small stack.

use ad_core::{Objective, Real, objective};
use ad_program::{Error, Program};

/// Runs on a stack of 256 KB.
fn on_a_small_stack(f: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(256 << 10).spawn(f).expect("a thread").join().expect("no overflow");
}

const STEPS: usize = 500_000;

/// `y -> y c + x` with `c = 1 - 1/1000`: `1000 x` in the end, two operations a step.
fn relaxed<F: Real>(x: &[F]) -> F {
    (0..STEPS).fold(x[1], |y, _| y * 0.999 + x[0])
}

#[test]
fn a_chain() {
    on_a_small_stack(|| {
        let program = Program::record(&objective!(relaxed), &[1.0, 0.0]).unwrap();
        assert_eq!(program.operations(), 2 * STEPS);
        let [value] = program.evaluate(&[2.0, 5.0]).unwrap()[..] else { panic!("a value") };
        assert_eq!(value, relaxed(&[2.0, 5.0]));
        let gradient = program.gradient().unwrap();
        let [same, dx, dy] = gradient.evaluate(&[2.0, 5.0]).unwrap()[..] else { panic!("a gradient") };
        assert!(same == value && (dx - 1000.0).abs() < 1e-6 && (0.0..1e-200).contains(&dy), "{dx} {dy}");
        let [_, along] = program.jvp().unwrap().evaluate(&[2.0, 5.0, 3.0, 1.0]).unwrap()[..] else { panic!("a jvp") };
        assert!((along - 3000.0).abs() < 1e-5, "{along}");
    });
}

#[test]
fn a_chain_that_is_not_linear() {
    on_a_small_stack(|| {
        let f = objective!(|x| (0..STEPS / 2).fold(x[0], |y, _| (y + x[0]).sin()));
        let program = Program::record(&f, &[0.5]).unwrap();
        let product = program.hess_vec().unwrap();
        let [value, second] = product.evaluate(&[0.25, 1.0]).unwrap()[..] else { panic!("two numbers") };
        // a fixed point y = sin(y + x): y' = c/(1 - c), y'' = -s (1 + y')² / (1 - c)
        let (s, c) = (value + 0.25f64).sin_cos();
        let exact = -s * (1.0 + c / (1.0 - c)).powi(2) / (1.0 - c);
        assert!((second / exact - 1.0).abs() < 1e-9, "{second}, not {exact}");
        assert_eq!(value, f.value(&[0.25]));
    });
}

#[test]
fn a_sum_of_a_million() {
    on_a_small_stack(|| {
        let f = objective!(
            |x| (0..1_000_000).map(|k| x[k % 3] * x[(k + 1) % 3]).sum::<F>() + F::sum_of(&vec![x[0]; 1_000_000])
        );
        let program = Program::record(&f, &[1.0, 1.0, 1.0]).unwrap();
        assert_eq!(program.evaluate(&[1.0, 2.0, 3.0]).unwrap(), [f.value(&[1.0, 2.0, 3.0])]);
        let gradient = program.gradient().unwrap().evaluate(&[1.0, 2.0, 3.0]).unwrap();
        let want = [333_334.0 * 2.0 + 333_333.0 * 3.0 + 1e6, 333_334.0 + 333_333.0 * 3.0, 333_333.0 * 3.0];
        assert_eq!(gradient[1..], want);
    });
}

#[test]
fn many_guards_and_a_branch_at_the_end() {
    on_a_small_stack(|| {
        let f = objective!(|x| {
            let mut y = x[0];
            for _ in 0..100_000 {
                y = if y < F::lit(1e6) { y + x[1] } else { x[0] };
            }
            y
        });
        let program = Program::record(&f, &[0.0, 1.0]).unwrap();
        assert_eq!((program.guards(), program.evaluate(&[1.0, 2.0]).unwrap()), (100_000, vec![200_001.0]));
        let why = program.evaluate(&[0.0, 10.001]).unwrap_err();
        assert_eq!(why.guard, 99_991);
        assert_eq!(why.comparison, "t99990 < 1000000");
    });
}

#[test]
fn a_program_without_an_end_is_refused() {
    on_a_small_stack(|| {
        let recorder = ad_program::Recorder::with_limit(1_000_000);
        let x = recorder.variables(&[0.0])[0];
        let y = (0..2_000_000).fold(x, |y, _| (y + 1.0).sin());
        assert!((-1.0..1.0).contains(&y.value()));
        assert!(matches!(recorder.program(&[y]), Err(Error::TooLarge { limit: 1_000_000 })));
    });
}
