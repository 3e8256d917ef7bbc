//! A slice of the wrong length panics, and the message names both lengths.

use super::verbs::{Case, all_verbs};
use crate::engines::on_every_engine;
use ad::{Engine, Objective, Scalar, forward};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A verb with one slice of the given length; the right one is the last column.
type WithLength = (&'static str, fn(&Case, &mut [f64]), usize);

/// Each slice of each verb, beside the point itself.
fn slices<E: Engine + Default>() -> Vec<WithLength> {
    vec![
        ("ad::hess_vec", |c, v| drop(ad::hess_vec(c, &c.x, v)), 3),
        ("ad::gradient_into", |c, g| _ = ad::gradient_into(c, &c.x, g), 3),
        ("ad::hess_vec_into", |c, v| ad::hess_vec_into(c, &c.x, v, &mut [0.0; 3]), 3),
        ("ad::hess_vec_into", |c, product| ad::hess_vec_into(c, &c.x, &c.v, product), 3),
        ("ad::vjp", |c, w| drop(ad::vjp(c, &c.x, w)), 2),
        ("ad::jvp", |c, v| drop(ad::jvp(c, &c.x, v)), 3),
        ("forward::jvp", |c, v| drop(forward::jvp(c, &c.x, v)), 3),
        ("forward::hess_vec", |c, v| drop(forward::hess_vec(c, &c.x, v)), 3),
        ("forward::second_directional", |c, u| _ = forward::second_directional(c, &c.x, u, &c.v), 3),
        ("forward::second_directional", |c, v| _ = forward::second_directional(c, &c.x, &c.u, v), 3),
        ("forward::taylor_along", |c, v| _ = forward::taylor_along::<_, _, 3>(c, &c.x, v), 3),
        ("Engine::value_and_gradient", |c, g| _ = E::default().value_and_gradient(c, &c.x, g), 3),
        ("Engine::vjp", |c, w| drop(E::default().vjp(c, &c.x, w)), 2),
        ("Engine::hess_vec", |c, v| drop(E::default().hess_vec(c, &c.x, v)), 3),
        ("Engine::hess_mat", |c, v| drop(E::default().hess_mat(c, &c.x, &[c.v.clone(), v.to_vec()])), 3),
        ("Scalar::hess_vec", |c, v| drop(Scalar::hess_vec(|x| c.value(x), &c.x, v)), 3),
    ]
}

/// Verbs whose slice is a list of variables, not of numbers.
const LISTS: [&str; 2] = ["ad::mixed_partial", "forward::mixed_partial"];

fn message(f: impl FnOnce()) -> String {
    let caught = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    caught.downcast_ref::<String>().expect("a formatted message").clone()
}

on_every_engine! { both_lengths_are_named the_slices_of_a_recording_too no_slice_is_forgotten }

fn both_lengths_are_named<E: Engine + Default>(_: E) {
    let case = Case::right();
    for (name, run, right) in slices::<E>() {
        run(&case, &mut vec![1.0; right]);
        for wrong in [0, 1, right - 1, right + 1, 100] {
            if wrong != right {
                let message = message(|| run(&case, &mut vec![1.0; wrong]));
                let expected = format!("has length {wrong}, but {right} is needed: pass {right} numbers");
                assert!(message.ends_with(&expected), "{name}: {message}");
            }
        }
    }
}

fn the_slices_of_a_recording_too(engine: impl Engine) {
    use ad::Pullback;
    let case = Case::right();
    let recorded = engine.record(&case, &case.x);
    for (w, adjoints, expected) in [
        (1, 3, "the weights w has length 1, but 2 is needed"),
        (3, 3, "the weights w has length 3, but 2 is needed"),
        (2, 2, "the adjoints has length 2, but 3 is needed"),
        (2, 4, "the adjoints has length 4, but 3 is needed"),
        (2, 100, "the adjoints has length 100, but 3 is needed"),
    ] {
        let message = message(|| recorded.pull_back(&vec![1.0; w], &mut vec![0.0; adjoints]));
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn variables_that_do_not_exist() {
    let case = Case::right();
    for partial in [ad::mixed_partial::<Case>, forward::mixed_partial::<f64, Case>] {
        let unknown = message(|| _ = partial(&case, &case.x, &[0, 3]));
        assert_eq!(unknown, "variable 3 of a function of 3 variables: list indices below 3");
        let none = message(|| _ = partial(&case, &[], &[0]));
        assert_eq!(none, "variable 0 of a function of 0 variables: list indices below 0");
        assert!(message(|| _ = partial(&case, &case.x, &[0; 9])).starts_with("a mixed partial of order 9: at most 8"));
    }
}

fn no_slice_is_forgotten<E: Engine + Default>(_: E) {
    for (name, count) in all_verbs() {
        let expected = if LISTS.contains(&name.as_str()) { 0 } else { count };
        let tested = slices::<E>().iter().filter(|(verb, ..)| *verb == name).count();
        assert_eq!(tested, expected, "{name}: each slice beside the point belongs into the list");
    }
}
