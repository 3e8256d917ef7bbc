//! A rule is one operation at every number, in every order and in whatever form it is given.

use super::functions::{Around, Counted, FORMS, Form, Pair, Solve, Written, cramer, pair};
use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::{Dual, DualVec, Engine, HyperDual, MultiDual, Plain, Real, Taylor, VectorRule, forward};
use approx::RelativeEq;

const X: [f64; 3] = [1.5, -0.7, 0.4];
/// A direction for each input, so that no two inputs look alike.
const V: [f64; 3] = [1.0, 0.5, -2.0];

/// The rule in every form has the value and derivatives of the function written out.
#[track_caller]
fn agrees<F: Real + RelativeEq<Epsilon = f64>>(x: [F; 3]) {
    let expected = pair(&x);
    for form in FORMS {
        let got = Pair(form).at(&x);
        assert_eq!(got.len(), 2);
        for (got, expected) in got.iter().zip(&expected) {
            assert!(got.relative_eq(expected, 1e-14, 1e-13), "{form:?}: {got:?} is not {expected:?}");
        }
    }
}

fn inputs<F>(number: impl Fn(f64, f64) -> F) -> [F; 3] {
    core::array::from_fn(|i| number(X[i], V[i]))
}

#[test]
fn plain_floats() {
    agrees(X);
    assert_eq!(Pair(Form::Both).at(&X), pair(&X));
    let single = X.map(|x| x as f32);
    let got = Pair(Form::Both).at(&single.map(Plain));
    assert_eq!(got[0].0, single[0] * single[1]);
    assert_eq!(Pair(Form::Both).at(&single)[0], got[0].0);
}

#[test]
fn forward_numbers() {
    agrees(inputs(Dual::new));
    agrees(inputs(|x, v| DualVec::new(x, [v, 0.0, v * v, -1.0])));
    agrees(inputs(|x, v| HyperDual::new(x, v, 1.0 - v, v * v)));
    agrees(inputs(|x, v| Taylor::new([x, v, v * v, 0.1, -v])));
    agrees(inputs(|x, _| Taylor::new([x])));
    let multi = |x, tangents: &[usize]| MultiDual::<f64, 8>::variable(x, tangents);
    agrees([multi(X[0], &[0, 2]), multi(X[1], &[1]), multi(X[2], &[0, 1, 2])]);
    agrees([multi(X[0], &[]), multi(X[1], &[]), multi(X[2], &[])]);
}

#[test]
fn nested_numbers() {
    agrees(inputs(|x, v| Dual::new(Dual::new(x, v), Dual::new(1.0 - v, v))));
    agrees(inputs(|x, v| Dual::new(Taylor::new([x, v, 1.0]), Taylor::new([v, 0.0, v]))));
    agrees(inputs(|x, v| Taylor::new([Dual::new(x, v), Dual::new(v, 1.0), Dual::new(0.5, v)])));
    agrees(inputs(|x, v| HyperDual::new(Dual::new(x, v), v.into(), Dual::new(1.0, v), 0.0.into())));
    agrees(inputs(|x, v| Dual::new(Dual::new(Dual::new(x, v), v.into()), Dual::new(Dual::new(1.0, v), v.into()))));
}

#[test]
fn tagged_numbers() {
    fn line<F: Real>(t: F) -> [F; 3] {
        [0, 1, 2].map(|i| t * V[i] + X[i])
    }
    for form in FORMS {
        let rule = |k: usize| forward::derivative(|t| Pair(form).at(&line(t))[k], 0.0);
        let written = |k: usize| forward::derivative(|t| pair(&line(t))[k], 0.0);
        for k in 0..2 {
            assert!(f64::abs(rule(k).1 - written(k).1) < 1e-14 && rule(k).0 == written(k).0);
        }
    }
}

on_every_engine! { inside_an_objective a_linear_solve }

/// Gradient, Hessian and products of an objective around the rule, forward and by an engine.
#[track_caller]
fn same_derivatives<R: VectorRule>(engine: &impl Engine, rule: R, x: &[f64]) {
    let (got, expected) = (Around(rule.clone()), Around(Written(rule.name())));
    let v: Vec<f64> = (0..x.len()).map(|i| V[i % 3]).collect();
    let along = |f: [f64; 5]| f.to_vec();
    let pairs = [
        (forward::gradient(&got, x).1, forward::gradient(&expected, x).1),
        (engine.gradient(&got, x).1, forward::gradient(&expected, x).1),
        (forward::hessian(&got, x).concat(), forward::hessian(&expected, x).concat()),
        (engine.hessian(&got, x).concat(), forward::hessian(&expected, x).concat()),
        (engine.hess_vec(&got, x, &v), forward::hess_vec(&expected, x, &v)),
        (along(forward::taylor_along(&got, x, &v)), along(forward::taylor_along(&expected, x, &v))),
        (
            vec![forward::mixed_partial(&got, x, &[0, 1, 2, 1])],
            vec![forward::mixed_partial(&expected, x, &[0, 1, 2, 1])],
        ),
    ];
    for (i, (got, expected)) in pairs.iter().enumerate() {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().zip(expected) {
            assert!((got - expected).abs() <= 1e-12 * expected.abs().max(0.1), "{i}: {got} is not {expected}");
        }
    }
}

fn inside_an_objective(engine: impl Engine) {
    for form in FORMS {
        same_derivatives(&engine, Pair(form), &X);
    }
}

/// The rule that uses itself in its derivative.
fn a_linear_solve(engine: impl Engine) {
    let x = [4.0, 1.0, -2.0, 3.0, 1.0, 2.0];
    assert_eq!(Solve.at(&x), cramer(&x));
    same_derivatives(&engine, Solve, &x);
}

by_hand! {
    #[test]
    fn reverse_over_reverse_and_forward_over_reverse() {
        let outer = List::<f64>::new();
        let x = X.map(|x| outer.variable(x));
        let inner = List::new();
        let lifted = x.map(|x| inner.variable(x));
        for form in FORMS {
            let y = Pair(form).at(&lifted)[1].backward();
            // y1 = b e^c: the gradient (0, e^c, b e^c), and of its last entry (0, e^c, b e^c) again
            let slope = y.of(lifted[2]);
            let second = slope.backward();
            let e = X[2].exp();
            for (got, expected) in [(slope.value(), X[1] * e), (second.of(x[1]), e), (second.of(x[2]), X[1] * e)] {
                assert!((got - expected).abs() < 1e-15, "{form:?}: {got} is not {expected}");
            }
            assert_eq!((y.of(lifted[0]).value(), second.of(x[0])), (0.0, 0.0));

            let y = Pair(form).at(&x.map(|x| Dual::new(x, x)));
            let e = y[1].eps.backward(); // b e^c (1 + c)
            assert!((e.of(x[2]) - X[1] * X[2].exp() * (2.0 + X[2])).abs() < 1e-15);
        }
    }
}

/// What is not asked for is not computed: constants and zero tangents ask for no derivative, and
/// all directions of one number share one linearization.
#[test]
fn work_is_done_once() {
    let rule = Counted::default();
    rule.at(&[1.0, 2.0]);
    assert_eq!(rule.counts(), [1, 0, 0]);
    rule.at(&[Dual::constant(1.0), Dual::constant(2.0)]);
    assert_eq!(rule.counts(), [1, 0, 0]);
    rule.at(&DualVec::variables([1.0, 2.0]));
    assert_eq!(rule.counts(), [1, 1, 2]);
    rule.at(&[Taylor::<f64, 5>::variable(1.0), Taylor::constant(2.0)]);
    assert_eq!(rule.counts(), [1, 4, 4], "the value once, and a product a coefficient");
    rule.at(&[HyperDual::variable(1.0), HyperDual::constant(2.0)]);
    assert_eq!(rule.counts()[0], 1);
}

#[test]
fn undefined_values_have_undefined_slopes_and_zeros_are_strong() {
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    for form in FORMS {
        let [y0, y1] = Pair(form).at(&[Dual::new(nan, 1.0), Dual::new(2.0, 0.0), Dual::new(0.0, 0.0)])[..] else {
            panic!("two outputs")
        };
        assert!(y0.eps.is_nan(), "{form:?}");
        assert_eq!((y1.re, y1.eps), (2.0, 0.0), "{form:?}");
        let frozen = Pair(form).at(&[nan, inf, nan].map(Dual::constant));
        assert_eq!((frozen[0].eps, frozen[1].eps), (0.0, 0.0), "{form:?}");
    }
    // the matrix is strong entry by entry
    let y = Pair(Form::Rows).at(&[Dual::new(1.0, 0.0), Dual::new(0.0, inf), Dual::new(-inf, 0.0)]);
    assert_eq!((y[0].eps, y[1].eps), (inf, 0.0));
}
