//! Every operation against dual numbers, bit for bit.

use ad_core::num_traits::{Float, ToPrimitive};
use ad_core::rules::{Row, Rule, Visitor, table};
use ad_core::{Number, Objective, Real, Special, objective};
use ad_forward::Dual;
use ad_reverse::{Engine, OnGraph, Scalar};
use std::array::from_fn;

fn same(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

/// Each rule of the table with every choice of which arguments are constants.
struct Rules {
    slopes: usize,
    curvatures: usize,
}
impl Visitor for Rules {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let op = rule.op();
        for &at in row.points {
            for constants in 0..1usize << N {
                let varies = |k: usize| constants >> k & 1 == 0;
                let f =
                    |x: &[Scalar]| Scalar::apply(rule, from_fn(|k| if varies(k) { x[k] } else { Scalar::from(at[k]) }));
                let (value, gradient) = Scalar::gradient(f, &at);
                assert!(same(value, rule.value(at)), "{op:?} at {at:?} is {value}");
                assert!(same(Scalar::evaluate(f, &at), value), "{op:?} at {at:?} without records");
                for i in 0..N {
                    let tangent = |k: usize, by: usize| if k == by && varies(k) { 1.0 } else { 0.0 };
                    let y = Dual::apply(rule, from_fn(|k| Dual::new(at[k], tangent(k, i))));
                    assert!(same(gradient[i], y.eps), "{op:?} at {at:?} by {i}: {}, not {}", gradient[i], y.eps);
                    self.slopes += 1;

                    let unit: [f64; N] = from_fn(|k| f64::from(u8::from(k == i)));
                    for (j, h) in Scalar::hess_vec(f, &at, &unit).into_iter().enumerate() {
                        let inner = |k| Dual::new(at[k], tangent(k, i));
                        let y = Dual::apply(rule, from_fn(|k| Dual::new(inner(k), tangent(k, j).into())));
                        let expected = y.eps.eps;
                        let message = "the curvatures of a rule";
                        assert!(same(h, expected), "{message} {op:?} at {at:?} by {i}, {j}: {h}, not {expected}");
                        self.curvatures += 1;
                    }
                }
            }
        }
    }
}

#[test]
fn every_rule_of_the_table() {
    let mut rules = Rules { slopes: 0, curvatures: 0 };
    table::visit(&mut rules);
    assert!(rules.slopes > 400 && rules.curvatures > 600, "{} and {}", rules.slopes, rules.curvatures);
}

/// Everything that is written differently: operators with f64 on both sides, assignments, sums,
/// powers with constant exponents, comparisons, the vector functions of `Real`.
struct Mixture;
impl Objective for Mixture {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let mut y = (x[0] + 1.0) * (x[1] - 2.0) / (x[2] * 3.0) % F::lit(1.7);
        y += x[0] * x[1];
        y -= 0.5;
        y *= x[2];
        y /= F::lit(1.5);
        y *= 1.0;
        let (s, c) = x[0].sin_cos();
        let chosen = if x[0] < x[1] { s } else { c };
        let sums = x.iter().sum::<F>() + x.iter().copied().product::<F>() + F::dot(x, x) + F::norm2(x);
        y + chosen + sums + x[2].powf(F::lit(2.5)) + x[2].powf(x[0]) + (-x[1]).exp() + F::log_sum_exp(x)
            - x[0].detach() * x[1]
            + F::PI() * x[1].max(F::zero())
    }
}

#[test]
fn an_expression_of_everything_is_that_of_the_graph_bit_for_bit() {
    let x = [0.7, -1.3, 2.1];
    let f = |x: &[Scalar]| Mixture.value(x);
    assert_eq!(Scalar::gradient(f, &x), OnGraph.gradient(&Mixture, &x));
    assert_eq!(Scalar::hessian(f, &x), OnGraph.hessian(&Mixture, &x));
    assert_eq!(Scalar::evaluate(f, &x), Scalar::gradient(f, &x).0);
    assert_eq!(Scalar::hess_vec(f, &x, &[1.0, 2.0, 3.0]), OnGraph.hess_vec(&Mixture, &x, &[1.0, 2.0, 3.0]));
}

#[test]
fn f64_on_the_left_as_in_a_formula() {
    let f = |x: &[Scalar]| 2.0 * x[0] + 3.0 / x[0] - (1.0 - x[0]).powi(2) + (4.0 + x[0]) * 0.5;
    assert_eq!(Scalar::gradient(f, &[2.0]), (7.5, vec![2.0 - 0.75 - 2.0 + 0.5]));
}

#[test]
fn functions_of_others() {
    fn foreign<F: Float>(x: &[F]) -> F {
        x[0].sin() * x[1].powi(3) + x[0].max(x[1])
    }
    assert_eq!(Scalar::gradient(foreign, &[0.5, 2.0]), OnGraph.gradient(&objective!(foreign), &[0.5, 2.0]));
    let dynamic: &dyn Fn(&[Scalar]) -> Scalar = &|x| x[0].sq() + x[0].erf();
    let g = 3.0 + Dual::variable(1.5).erf().eps;
    assert_eq!(Scalar::gradient(dynamic, &[1.5]).1, [g]);
}

#[test]
fn constants_own_no_record() {
    let f = |x: &[Scalar]| {
        let y = 2.0 * x[0] + 1.0;
        assert_eq!(format!("{y:?}"), "Scalar(#2, 7.0)");
        let c = Scalar::from(3.0) * 4.0;
        assert_eq!((format!("{c:?}"), format!("{c}")), ("Scalar(12.0)".into(), "12".into()));
        y.mul_add(c, 5.0.into())
    };
    assert_eq!(Scalar::gradient(f, &[3.0]), (89.0, vec![24.0]));
}

#[test]
fn results_that_do_not_vary_and_no_variables() {
    assert_eq!(Scalar::gradient(|_| Scalar::from(7.0), &[1.0, 2.0]), (7.0, vec![0.0, 0.0]));
    assert_eq!(Scalar::gradient(|x| x[1], &[1.0, 2.0]), (2.0, vec![0.0, 1.0]));
    assert_eq!(Scalar::gradient(|_| 7.0.into(), &[]), (7.0, vec![]));
    assert_eq!(Scalar::hessian(|_| 7.0.into(), &[1.0]), [[0.0]]);
}

#[test]
fn the_value_can_be_looked_at() {
    let f = |x: &[Scalar]| {
        assert!(x[0] > x[1] && x[0] == 2.0.into() && x[0].is_finite() && x[0].is_finite_all());
        assert_eq!((x[0].to_f64(), x[0].to_i32(), x[0].as_constant()), (Some(2.0), Some(2), None));
        // a constant of that value
        x[1] * x[0].to_f64().unwrap()
    };
    assert_eq!(Scalar::gradient(f, &[2.0, 1.0]).1, [0.0, 2.0]);
}

/// The diagnosis of a closure is that of the same objective.
#[test]
fn diagnoses() {
    let f = objective!(|x| (x[0] * 2.0 - 1.0).ln() + x[1].sqrt() / (x[0] - 1.0));
    for at in [[0.0, 1.0], [1.0, 0.0], [1.0, 4.0], [2.0, 0.0], [2.0, -1.0]] {
        let expected = OnGraph.diagnose(&ad_core::Single(&f), &at).map(|(_, why)| why);
        assert!(expected.is_some(), "at {at:?}");
        assert_eq!(Scalar::diagnose(|x| f.value(x), &at), expected);
    }
    assert_eq!(Scalar::diagnose(|x| f.value(x), &[2.0, 1.0]), None);
    assert_eq!(Scalar::diagnose(|_| f64::NAN.into(), &[2.0]), Some("the result is the constant NaN".into()));
    assert_eq!(Scalar::diagnose(|_| 1.0.into(), &[2.0]), None);
}
