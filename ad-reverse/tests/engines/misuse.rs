//! What makes no sense panics with a message, in debug and in release, and is never a number.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad_core::{Single, objective};
use ad_reverse::Engine;

by_hand! {
    #[test]
    #[should_panic(expected = "the operands of `mul` belong to two different graphs")]
    fn operands_of_two_lists() {
        let (a, b) = (List::new(), List::new());
        let _ = a.variable(1.0) * b.variable(2.0);
    }

    #[test]
    #[should_panic(expected = "the operands of `add` belong to two different graphs")]
    fn operand_computed_elsewhere() {
        let (a, b) = (List::new(), List::new());
        let (x, y) = (a.variable(1.0), b.variable(2.0));
        let _ = (x * x.sin() + x) + (y + 1.0);
    }

    #[test]
    #[should_panic(expected = "the operands of `mul_add` belong to two different graphs")]
    fn third_operand_of_another_list() {
        let (a, b) = (List::new(), List::new());
        let x = a.variable(1.0);
        let _ = x.mul_add(x, b.variable(2.0));
    }

    #[test]
    #[should_panic(expected = "the operands of `mul_add` belong to two different graphs")]
    fn second_operand_of_another_list() {
        let (a, b) = (List::new(), List::new());
        let x = a.variable(1.0);
        let _ = Handle::from(1.0).mul_add(x, b.variable(2.0));
    }

    #[test]
    #[should_panic(expected = "the operands of `sub` belong to two different graphs")]
    fn assignment_of_another_list() {
        let (a, b) = (List::new(), List::new());
        let mut x = a.variable(1.0);
        x -= b.variable(2.0);
    }

    #[test]
    #[should_panic(expected = "the operands of `max` belong to two different graphs")]
    fn choice_among_two_lists() {
        let (a, b) = (List::new(), List::new());
        let _ = a.variable(1.0).max(b.variable(2.0));
    }

    #[test]
    #[should_panic(expected = "belong to two different graphs")]
    fn adjoint_of_another_lists_variable() {
        let (a, b) = (List::new(), List::new());
        let (x, y) = (a.variable(1.0), b.variable(2.0));
        x.backward().of(y);
    }

    #[test]
    #[should_panic(expected = "belong to two different graphs")]
    fn snapshot_from_before_clear() {
        let mut list = List::new();
        let before = list.variable(1.0).backward();
        list.clear();
        before.of(list.variable(2.0));
    }
}

on_every_engine! {
    #[should_panic(expected = "the gradient has length 3, but 2 is needed: pass 2 numbers")]
    length_of_gradient
    #[should_panic(expected = "the weights w has length 2, but 1 is needed: pass 1 numbers")]
    length_of_weights
    #[should_panic(expected = "the direction v has length 1, but 2 is needed: pass 2 numbers")]
    length_of_direction
    #[should_panic(expected = "has length 1, but 2 is needed: pass 2 numbers")]
    length_of_one_of_many_directions
    #[should_panic(expected = "the second factor of dot has length 1, but 2 is needed")]
    length_of_second_factor
    #[should_panic(expected = "the argument of affine has length 1, but 2 is needed")]
    length_of_affine
}

fn length_of_gradient(engine: impl Engine) {
    engine.value_and_gradient(&objective!(|x| x[0]), &[1.0, 2.0], &mut [0.0; 3]);
}
fn length_of_weights(engine: impl Engine) {
    engine.vjp(&Single(objective!(|x| x[0])), &[1.0, 2.0], &[1.0, 2.0]);
}
fn length_of_direction(engine: impl Engine) {
    engine.hess_vec(&objective!(|x| x[0]), &[1.0, 2.0], &[1.0]);
}
fn length_of_one_of_many_directions(engine: impl Engine) {
    engine.hess_mat(&objective!(|x| x[0]), &[1.0, 2.0], &[vec![1.0, 2.0], vec![1.0]]);
}
fn length_of_second_factor(engine: impl Engine) {
    engine.gradient(&objective!(|x| F::dot(x, &x[1..])), &[1.0, 2.0]);
}
fn length_of_affine(engine: impl Engine) {
    engine.gradient(&objective!(|x| F::affine(x, &x[1..], x[0])), &[1.0, 2.0]);
}
