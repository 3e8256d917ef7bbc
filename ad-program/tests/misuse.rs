//! Misuse panics, or is an error, with a text that says what to do.

use ad_core::rules::{Linear, VectorRule, first_order, first_order_vector};
use ad_core::{Objective, Real, Residuals, objective};
use ad_program::{Error, Program, Recorder};

/// The text of the panic.
fn refused<R>(f: impl FnOnce() -> R) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let Err(payload) = panic else { panic!("this must be refused") };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&'static str>().expect("a text")).to_owned(),
    }
}

#[test]
fn two_recordings_do_not_mix() {
    let (here, there) = (Recorder::new(), Recorder::new());
    let (x, y) = (here.variables(&[1.0])[0], there.variables(&[2.0])[0]);
    let mixed = |operation: &str| {
        format!(
            "the operands of `{operation}` belong to two different graphs or tapes: build an expression from the \
             variables of one"
        )
    };
    assert_eq!(refused(|| x + y), mixed("add"));
    assert_eq!(refused(|| x < y), mixed("<"));
    assert_eq!(refused(|| Real::select(ad_core::Number::above(x, 0.0.into()), x, y)), mixed("choose"));
    assert_eq!(refused(|| Real::dot(&[x, x], &[x, y])), mixed("dot"));
    assert_eq!(refused(|| here.program(&[x, y])), mixed("an output"));
    let rule = first_order_vector("swap", 2, 2, |x, y| (y[0], y[1]) = (x[1], x[0]), |_, _| Linear::rows(vec![]));
    assert_eq!(refused(|| rule.at(&[x, y])), mixed("swap"));
    // and both can still be used
    assert_eq!(here.program(&[x + 1.0]).unwrap().evaluate(&[2.0]).unwrap(), [3.0]);
}

#[test]
fn lengths() {
    let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 2.0]).unwrap();
    let argument = |got| format!("the argument of a program has length {got}, but 2 is needed: pass 2 numbers");
    assert_eq!(refused(|| program.evaluate(&[1.0])), argument(1));
    assert_eq!(refused(|| program.evaluate(&[1.0; 3])), argument(3));
    assert_eq!(refused(|| program.diagnose(&[])), argument(0));
    assert!(refused(|| program.hess_vec().unwrap().evaluate(&[1.0, 2.0])).contains("length 2, but 4 is needed"));
    let mut out = [0.0; 2];
    assert_eq!(
        refused(|| program.evaluate_into(&[1.0, 2.0], &mut program.memory(), &mut out)),
        "the outputs of a program has length 2, but 1 is needed: pass 1 numbers"
    );
}

/// Also one that is as large: its constants are others.
#[test]
fn a_memory_serves_its_program_only() {
    let record = |c: f64| Program::record(&objective!([c: f64 = c] |x| x[0] * c), &[1.0]).unwrap();
    let (twice, thrice) = (record(2.0), record(3.0));
    let mut memory = twice.memory();
    let mut out = [0.0];
    twice.evaluate_into(&[5.0], &mut memory, &mut out).unwrap();
    assert_eq!(out, [10.0]);
    let text = refused(|| thrice.evaluate_into(&[5.0], &mut memory, &mut out));
    assert_eq!(text, "the memory is that of another program: ask this one for its own");
    assert!(refused(|| twice.gradient().unwrap().evaluate_into(&[5.0], &mut memory, &mut [0.0; 2])).contains("memory"));
    // a clone is the same program, and a clone of a memory as good
    let mut copy = memory.clone();
    twice.clone().evaluate_into(&[7.0], &mut copy, &mut out).unwrap();
    assert_eq!(out, [14.0]);
}

#[test]
fn derivatives_that_do_not_exist() {
    struct Two;
    impl Residuals for Two {
        fn len(&self) -> usize {
            2
        }
        fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
            out.copy_from_slice(x);
        }
    }
    let two = Program::record_residuals(&Two, &[1.0, 2.0]).unwrap();
    assert_eq!(refused(|| two.gradient()), "a gradient is that of a function with one output, this one has 2");
    assert_eq!(refused(|| two.hessian()), "a Hessian is that of a function with one output, this one has 2");
    assert_eq!(
        refused(|| two.hess_vec()),
        "a Hessian-vector product is that of a function with one output, this one has 2"
    );
    let f = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 2.0]).unwrap();
    let derivatives: [(&str, fn(&Program) -> Result<Program, Error>); 6] = [
        ("a gradient", Program::gradient),
        ("a vjp", Program::vjp),
        ("a jvp", Program::jvp),
        ("a Jacobian", Program::jacobian),
        ("a Hessian-vector product", Program::hess_vec),
        ("a Hessian", Program::hessian),
    ];
    for (_, first) in derivatives {
        let first = first(&f).unwrap();
        for (name, second) in derivatives {
            let text = format!("{name} is taken of a recorded function, not of a derivative of one");
            assert_eq!(refused(|| second(&first)), text);
        }
    }
}

#[test]
fn second_derivatives_of_rules_known_at_f64_only() {
    let cube = first_order("cube", |[x]: [f64; 1]| x * x * x, |[x], _| [3.0 * x * x]);
    let recorder = Recorder::new();
    let x = recorder.variables(&[2.0, 3.0]);
    let program = recorder.program(&[cube.at([x[0]]) * x[1]]).unwrap();
    let slopes = "the rule `cube` gives its slopes for f64 only, so it has no second derivative: write them over any \
                  number with custom_rule!";
    assert_eq!(refused(|| program.hessian()), slopes);
    assert_eq!(refused(|| program.hess_vec()), slopes);
    assert_eq!(program.gradient().unwrap().evaluate(&[2.0, 10.0]).unwrap(), [80.0, 120.0, 8.0]);

    let swap = first_order_vector(
        "product_and_sum",
        2,
        2,
        |x, y| (y[0], y[1]) = (x[0] * x[1], x[0] + x[1]),
        |x, _| Linear::rows(vec![vec![x[1], x[0]], vec![1.0, 1.0]]),
    );
    let y = swap.at(&x);
    let program = recorder.program(&[y[0] * x[1] + y[1]]).unwrap();
    let derivative = "the vector rule `product_and_sum` gives its derivative for f64 only, so it has no second \
                      derivative: implement VectorRule, whose derivative is written over any number";
    assert_eq!(refused(|| program.hessian()), derivative);
    assert_eq!(refused(|| program.hess_vec()), derivative);
    assert_eq!(program.gradient().unwrap().evaluate(&[2.0, 10.0]).unwrap(), [212.0, 101.0, 41.0]);
    // linear in its weight alone, which varies where its argument does not
    let p = recorder.parameters(&[1.5, 2.5]);
    let program = recorder.program(&[swap.at(&p)[0] * x[1].exp() * x[1]]).unwrap();
    assert!(program.hessian().is_ok(), "nobody differentiates by parameters");
}

#[test]
fn too_large_a_program_is_refused_and_ends() {
    let record = |limit: usize| {
        let recorder = Recorder::with_limit(limit);
        let x = recorder.variables(&[0.5])[0];
        let mut y = x;
        // ends by its values, which must stay right when nothing more is written down
        while y < 1000.0.into() {
            y += 1.0;
        }
        recorder.program(&[y]).map(|program| program.operations())
    };
    assert_eq!(record(1 << 20), Ok(2000 + 1));
    for limit in [0, 1, 2, 3, 100, 2000] {
        assert_eq!(record(limit), Err(Error::TooLarge { limit }));
    }
    let text = Error::TooLarge { limit: 100 }.to_string();
    assert_eq!(
        text,
        "the function has more than 100 operations: record one term of a sum instead of all, or differentiate it on \
         the tape"
    );
}

#[test]
fn also_with_blocks_and_sums() {
    let swap = first_order_vector("swap", 2, 2, |x, y| (y[0], y[1]) = (x[1], x[0]), |_, _| Linear::rows(vec![]));
    for limit in 0..=10 {
        let recorder = Recorder::with_limit(limit);
        let x = recorder.variables(&[0.5, 2.0]);
        let y = swap.at(&[x[0].exp(), x[1]]);
        let z = Real::dot(&y, &[y[1], x[0]]);
        assert!(!(y[0] < y[1]) && z > y[1] && y[0] == x[1], "at {limit}");
        assert_eq!(recorder.program(&[z]).err(), (limit < 10).then_some(Error::TooLarge { limit }));
    }
}

/// A recording can go on after a program was taken, and with another objective.
#[test]
fn a_recording_goes_on() {
    let recorder = Recorder::new();
    let x = recorder.variables(&[1.0]);
    let first = recorder.program(&[x[0].exp()]).unwrap();
    let more = recorder.variables(&[2.0]);
    let f = objective!(|x| x[0] * x[1].sin());
    let second = recorder.program(&[f.value(&[x[0], more[0]])]).unwrap();
    assert_eq!((first.inputs(), second.inputs()), (1, 2));
    assert_eq!(first.evaluate(&[2.0]).unwrap(), [2f64.exp()]);
    assert_eq!(second.evaluate(&[2.0, 3.0]).unwrap(), [2.0 * 3f64.sin()]);
}
