//! A number of another evaluation panics wherever it is used, and is never a number.

use ad_core::num_traits::ToPrimitive;
use ad_core::rules::{Linear, VectorRule, first_order_vector};
use ad_core::{Number, Real};
use ad_reverse::Scalar;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

fn message(f: impl FnOnce()) -> String {
    *catch_unwind(AssertUnwindSafe(f)).expect_err("a panic").downcast::<String>().expect("a message")
}
fn refused(operation: &str, whence: &str) -> String {
    format!(
        "an operand of `{operation}` is a Scalar of {whence}: a Scalar serves the call of the closure \
         that it was given to; pass values on as f64"
    )
}
const EARLIER: &str = "an earlier evaluation or another thread";

fn kept_from(run: impl FnOnce(&Cell<Scalar>)) -> Scalar {
    let kept = Cell::new(Scalar::from(0.0));
    run(&kept);
    assert_eq!(format!("{}", kept.get()), "1", "to show it is no use of it");
    kept.get()
}
/// A number that has outlived its evaluation, one of each verb.
fn stale() -> Vec<Scalar> {
    let keep = |kept: &Cell<Scalar>, x: Scalar| {
        kept.set(x);
        x
    };
    vec![
        kept_from(|kept| drop(Scalar::gradient(|x| keep(kept, x[0]), &[1.0]))),
        kept_from(|kept| drop(Scalar::hess_vec(|x| keep(kept, x[0]), &[1.0], &[1.0]))),
        kept_from(|kept| assert_eq!(Scalar::evaluate(|x| keep(kept, x[0]), &[1.0]), 1.0)),
        kept_from(|kept| assert_eq!(Scalar::diagnose(|x| keep(kept, x[0]), &[1.0]), None)),
        kept_from(|kept| assert!(Scalar::record(|x| keep(kept, x[0]), &[1.0]).is_ok())),
    ]
}

type Run<'a> = &'a dyn Fn(&dyn Fn(&[Scalar]) -> Scalar);
const VERBS: [Run<'static>; 5] = [
    &|f| drop(Scalar::gradient(f, &[2.0])),
    &|f| drop(Scalar::hess_vec(f, &[2.0], &[1.0])),
    &|f| assert!(Scalar::evaluate(f, &[2.0]).is_finite()),
    &|f| drop(Scalar::diagnose(f, &[2.0])),
    &|f| drop(Scalar::record(f, &[2.0])),
];

fn squares() -> impl VectorRule {
    let jacobian = |x: &[f64], _: &[f64]| Linear::rows(vec![vec![2.0 * x[0], 0.0], vec![0.0, 2.0 * x[1]]]);
    first_order_vector("squares", 2, 2, |x, y| [y[0], y[1]] = [x[0] * x[0], x[1] * x[1]], jacobian)
}

#[test]
fn kept_from_an_earlier_evaluation() {
    for old in stale() {
        for run in VERBS {
            for (operation, use_it) in [
                ("mul", &(|x| x * old) as &dyn Fn(Scalar) -> Scalar),
                ("add", &|x| old + x),
                ("sub", &|_| old - 1.0),
                ("sin", &|_| old.sin()),
                ("mul_add", &|x| x.mul_add(x, old)),
                ("a comparison", &|x| if x > old { x } else { x * 2.0 }),
                ("a comparison", &|x| x * old.to_f64().unwrap()),
                ("detach", &|_| old.detach()),
                ("a comparison", &|x| Scalar::choose(x.above(old), x, x)),
                ("a comparison", &|x| Scalar::indicator(old.is_finite_all()) * x),
                ("squares", &|x| squares().at(&[x, old])[0]),
                ("squares", &|_| squares().at(&[old, old])[0]),
                ("return", &|_| old),
            ] {
                let text = message(|| run(&|x| use_it(x[0])));
                assert_eq!(text, refused(operation, EARLIER));
            }
        }
        assert_eq!(message(|| assert_eq!(old * 2.0, 2.0.into())), refused("mul", EARLIER), "outside of any evaluation");
    }
}

#[test]
fn of_an_outer_closure() {
    for (outer, inner) in VERBS.iter().flat_map(|outer| VERBS.map(|inner| (outer, inner))) {
        let inside_an_inner_one = |x: &[Scalar]| {
            let out = x[0];
            inner(&|y| y[0] * out);
            out
        };
        assert_eq!(message(|| outer(&inside_an_inner_one)), refused("mul", "an outer closure"));
        // two levels up, and as the result
        let deep = |x: &[Scalar]| {
            inner(&|_| {
                inner(&|_| x[0]);
                1.0.into()
            });
            x[0]
        };
        assert_eq!(message(|| outer(&deep)), refused("return", "an outer closure"));
    }
}

#[test]
fn of_an_inner_closure() {
    let leak = |x: &[Scalar]| {
        let inner = kept_from(|kept| {
            drop(Scalar::gradient(
                |y| {
                    kept.set(y[0]);
                    y[0]
                },
                &[1.0],
            ))
        });
        x[0] * inner
    };
    for run in VERBS {
        assert_eq!(message(|| run(&leak)), refused("mul", EARLIER));
    }
}

#[test]
fn sent_to_another_thread() {
    let in_thread = |work: &(dyn Fn() + Sync)| {
        let joined = thread::scope(|s| s.spawn(work).join());
        *joined.expect_err("a panic").downcast::<String>().expect("a message")
    };
    for run in VERBS {
        run(&|x| {
            let x = x[0];
            assert_eq!(in_thread(&|| assert_eq!(x * 2.0, 4.0.into())), refused("mul", EARLIER));
            // also where a list is in use
            let inside = || drop(Scalar::gradient(|y| y[0] + x, &[1.0]));
            assert_eq!(in_thread(&inside), refused("add", EARLIER));
            // and a result of the other thread is none of this one
            x * 2.0
        });
    }
}

/// A panic inside a closure, however deep, leaves the thread as it was.
#[test]
fn panics_leave_the_thread_usable() {
    for run in VERBS {
        let fragile = |x: &[Scalar]| {
            assert!(x[0] > 5.0.into(), "too small");
            x[0]
        };
        let caught = catch_unwind(AssertUnwindSafe(|| run(&fragile))).expect_err("a panic");
        assert_eq!(caught.downcast_ref(), Some(&"too small"));
        // one that is caught inside
        let careful = |x: &[Scalar]| {
            let y = x[0] * 3.0;
            assert!(catch_unwind(AssertUnwindSafe(|| run(&fragile))).is_err());
            y * x[0]
        };
        assert_eq!(Scalar::gradient(careful, &[2.0]), (12.0, vec![12.0]));
        assert_eq!(Scalar::hess_vec(careful, &[2.0], &[1.0]), [6.0]);
    }
}

#[test]
#[should_panic(expected = "the direction v has length 2, but 1 is needed")]
fn length_of_the_direction() {
    Scalar::hess_vec(|x| x[0], &[1.0], &[1.0, 2.0]);
}
