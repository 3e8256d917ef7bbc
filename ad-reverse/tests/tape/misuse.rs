//! What the tape alone cannot answer panics with a message and is never a number. What every engine
//! refuses is in `tests/engines`.

use crate::program::Swirl;
use ad_core::Real;
use ad_core::rules::VectorRule;
use ad_reverse::{Tape, Var};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The tape keeps adjoints of variables only, however much something computed looks like one.
#[test]
fn derivatives_by_what_is_computed() {
    let tape = Tape::new();
    let (x, y) = (tape.variable(0.0), tape.variable(2.0));
    let computed = [
        x * y,
        x + y,
        x + 0.0,
        x - 1.0,
        x * 1.0,
        -x,
        x.sin(), // slope 1
        x.exp(),
        x.max(Var::from(-1.0)),
        x + Var::from(3.0),
        x.sq().exp() * y,
        (x.sin() + y.exp()).ln(),
        Swirl.at(&[x, y])[0],
        Swirl.at(&[x, y])[1],
    ];
    let slopes = computed.iter().fold(x * y, |f, &c| f * c + c).backward();
    for computed in computed {
        let message = catch_unwind(AssertUnwindSafe(|| slopes.of(computed))).expect_err("no number");
        let message = message.downcast_ref::<String>().expect("a message");
        let expected = "only variables of the tape have a derivative here, not what is computed: Var(";
        assert!(message.starts_with(expected), "{message}");
    }
    assert_eq!(slopes.of(Var::from(3.0)), 0.0);
}

/// A copy of a variable is the variable.
#[test]
fn copies_are_the_variable() {
    let tape = Tape::new();
    let x = tape.variable(3.0);
    let list = [x; 3];
    assert_eq!((list[0] * list[1]).backward().of(list[2]), 6.0);
}

/// Tapes that live for ever have handles of one type, so that only the panic is left.
#[test]
fn two_tapes_for_ever() {
    let tapes: [&'static Tape; 2] = std::array::from_fn(|_| &*Box::leak(Box::new(Tape::new())));
    let [x, y] = tapes.map(|tape| tape.variable(1.0));
    type Mix = fn(Var<'static>, Var<'static>) -> Var<'static>;
    let mixes: [(&str, Mix); 9] = [
        ("add", |x, y| x + y),
        ("add", |x, y| (x * x + x.sin()) + (y.exp() + y * y)),
        ("sub", |x, y| x.sin() - y),
        ("mul", |x, y| 2.0 * x * y),
        ("div", |x, y| x / y),
        ("powf", |x, y| x.powf(y)),
        ("min", |x, y| x.min(y)),
        ("mul_add", |x, y| x.mul_add(x, y)),
        ("swirl", |x, y| Swirl.at(&[x, y])[1]),
    ];
    for (operation, mix) in mixes {
        let message = catch_unwind(AssertUnwindSafe(|| mix(x, y))).expect_err("no number");
        let expected = format!("the operands of `{operation}` belong to two different graphs");
        let message = message.downcast_ref::<String>().expect("a message");
        assert!(message.starts_with(&expected), "{message}");
    }
    // a sum over both, in a function of many terms
    assert!(catch_unwind(AssertUnwindSafe(|| Var::norm2(&[x, y]))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| Var::log_sum_exp(&[x, y]))).is_err());
    assert_eq!((x * x).backward().of(x), 2.0);
}
