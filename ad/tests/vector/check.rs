//! The checker names what is wrong, and only that.

use super::functions::{FORMS, Pair, Solve};
use ad::check::{Suspect, first_order, second_order};
use ad::rules::Linear;
use ad::{Number, VectorRule};

/// `(a, b) -> (a b, sin a, b²)` with one fault.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// A wrong entry of the jvp, of the vjp, of both.
    Jvp,
    Vjp,
    Both,
    Each,
    /// The value of another function.
    Value,
    /// Right on unit vectors, but not linear.
    NotLinear,
    /// Right at f64, but the slope's own slope is lost.
    Detached,
}

#[derive(Clone)]
struct Faulty(Fault);
impl VectorRule for Faulty {
    fn name(&self) -> &'static str {
        "faulty"
    }
    fn inputs(&self) -> usize {
        2
    }
    fn outputs(&self) -> usize {
        3
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        let shift = if self.0 == Fault::Value { 0.01 * x[1] } else { 3.0 };
        y.copy_from_slice(&[x[0] * x[1], x[0].sin() + shift, x[1] * x[1]]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
        let cos = if self.0 == Fault::Detached { T::lift(x[0].primal()).cos() } else { x[0].cos() };
        let wrong = |here: bool| T::lit(if here { 1.001 } else { 1.0 });
        let in_jvp = wrong(matches!(self.0, Fault::Jvp | Fault::Both | Fault::Each));
        let in_vjp = wrong(matches!(self.0, Fault::Vjp | Fault::Both));
        let in_vjp = if self.0 == Fault::Each { T::lit(0.999) } else { in_vjp };
        let not_linear = self.0 == Fault::NotLinear;
        Linear::both(
            move |v: &[T], out: &mut [T]| {
                let v1 = if not_linear { v[1] * v[1].abs() } else { v[1] };
                out.copy_from_slice(&[x[1] * v[0] + x[0] * v[1], cos * v[0] * in_jvp, x[1].scale(2.0) * v1]);
            },
            move |w, out| {
                out[0] = x[1] * w[0] + cos * w[1] * in_vjp;
                out[1] = x[0] * w[0] + x[1].scale(2.0) * w[2];
            },
        )
    }
}

const X: [f64; 2] = [0.8, -1.3];

#[test]
fn right_rules_pass() {
    assert!(second_order(&Faulty(Fault::None), &X).is_ok());
    for form in FORMS {
        assert!(second_order(&Pair(form), &[1.5, -0.7, 0.4]).is_ok(), "{form:?}");
    }
    assert!(second_order(&Solve, &[4.0, 1.0, -2.0, 3.0, 1.0, 2.0]).is_ok());
}

#[test]
fn faults_are_named() {
    for (fault, suspect) in [
        (Fault::Jvp, Suspect::Jvp),
        (Fault::Vjp, Suspect::Vjp),
        (Fault::Both, Suspect::ValueOrDerivative),
        (Fault::Each, Suspect::JvpAndVjp),
    ] {
        let found = first_order(&Faulty(fault), &X).expect_err("a fault");
        assert_eq!((found.suspect, found.order), (suspect, 1), "{fault:?}: {found}");
        assert_eq!((&found.v[..], &found.w[..]), (&[1.0, 0.0][..], &[0.0, 1.0, 0.0][..]), "dy1/dx0: {found}");
    }
    let value = first_order(&Faulty(Fault::Value), &X).expect_err("a fault");
    assert_eq!(
        (value.suspect, &value.v[..], &value.w[..]),
        (Suspect::ValueOrDerivative, &[0.0, 1.0][..], &[0.0, 1.0, 0.0][..])
    );
}

#[test]
fn a_product_that_is_not_linear_is_found() {
    let found = first_order(&Faulty(Fault::NotLinear), &X).expect_err("a fault");
    assert_eq!(found.suspect, Suspect::Jvp);
    assert!(found.v.iter().all(|&v| v != 0.0 && v != 1.0), "by a general vector: {found}");
}

#[test]
fn a_lost_second_derivative_is_found() {
    assert!(first_order(&Faulty(Fault::Detached), &X).is_ok());
    let found = second_order(&Faulty(Fault::Detached), &X).expect_err("a fault");
    assert_eq!((found.suspect, found.order), (Suspect::ValueOrDerivative, 2));
}

#[test]
fn the_message_says_all() {
    let message = first_order(&Faulty(Fault::Vjp), &X).expect_err("a fault").to_string();
    let start =
        "the vector rule `faulty`: the vjp is wrong. <w, J v> with v = [1.0, 0.0] and w = [0.0, 1.0, 0.0] is 6.96";
    assert!(message.starts_with(start), "{message}");
}
