//! Rules and vector rules of one's own.

use ad_core::rules::{Linear, Op, Rule, VectorRule, first_order};
use ad_core::{Number, Objective, Real};
use ad_reverse::{Engine, OnGraph, Scalar};

/// x y e^x.
#[derive(Clone, Copy, Debug)]
struct Mixed;
impl Rule<2> for Mixed {
    fn op(&self) -> Op {
        Op::Custom { name: "mixed" }
    }
    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        x * y * x.exp()
    }
    fn slopes<T: Number>(&self, [x, y]: [T; 2], _: T) -> [T; 2] {
        [(x + T::one()) * y * x.exp(), x * x.exp()]
    }
}

/// (x0 x1, x1 e^x2), known by its jvp alone.
#[derive(Clone, Debug)]
struct Pair;
impl VectorRule for Pair {
    fn name(&self) -> &'static str {
        "pair"
    }
    fn inputs(&self) -> usize {
        3
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        [y[0], y[1]] = [x[0] * x[1], x[1] * x[2].exp()];
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        Linear::jvp(move |v, out| {
            out[0] = x[1] * v[0] + x[0] * v[1];
            out[1] = x[2].exp() * v[1] + y[1] * v[2];
        })
    }
}

/// Both, of variables and of constants.
struct Both;
impl Objective for Both {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let pair = Pair.at(&[x[0] * x[1], x[1], F::lit(0.5)]);
        let constant = Pair.at(&[F::lit(1.0), F::lit(2.0), F::lit(3.0)]);
        F::apply(Mixed, [pair[0], pair[1]]) + F::apply(Mixed, [F::lit(2.0), x[0]]) * constant[0]
    }
}

#[test]
fn as_on_the_graph() {
    let x = [0.3, 0.7];
    let f = |x: &[Scalar]| Both.value(x);
    assert_eq!(Scalar::evaluate(f, &x), Both.value(&x));
    assert_eq!(Scalar::gradient(f, &x), OnGraph.gradient(&Both, &x));
    assert_eq!(Scalar::hessian(f, &x), OnGraph.hessian(&Both, &x));
}

#[test]
fn a_slope_at_f64_only() {
    let square = first_order("square", |[x]| x * x, |[x], _| [2.0 * x]);
    assert_eq!(Scalar::gradient(|x| Scalar::apply(square, [x[0]]), &[3.0]), (9.0, vec![6.0]));
}

/// A rule may evaluate closures itself, while its own operation is being recorded.
#[test]
fn a_rule_that_evaluates_closures() {
    #[derive(Clone, Copy)]
    struct Cube;
    impl Rule<1> for Cube {
        fn op(&self) -> Op {
            Op::Custom { name: "cube" }
        }
        fn value(&self, x: [f64; 1]) -> f64 {
            Scalar::gradient(|x| x[0].powi(3), &x).0
        }
        fn slopes<T: Number>(&self, [x]: [T; 1], _: T) -> [T; 1] {
            [x * x * T::lit(3.0)]
        }
    }
    let f = |x: &[Scalar]| Scalar::apply(Cube, [x[0] + 1.0]) * x[0];
    assert_eq!(Scalar::gradient(f, &[1.0]), (8.0, vec![20.0]));
    assert_eq!(Scalar::hess_vec(f, &[1.0], &[1.0]), [36.0]);
}

/// A diagnosis names the component of a vector rule.
#[test]
fn diagnosis_of_a_component() {
    let f = |x: &[Scalar]| Pair.at(&[x[0], x[1], x[0] * 1000.0])[1] + x[1];
    let why = Scalar::diagnose(f, &[1.0, 2.0]).expect("e^1000");
    assert_eq!(
        why,
        "pair(1, 2, 1000)[1] is inf: record 6, v6 = pair(x[0], x[1], v4)[1], a function of x[0] = 1, x[1] = 2"
    );
}
