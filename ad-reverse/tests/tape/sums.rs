//! Sums of many terms: values of f64 bit for bit, derivatives of the graph, and how many records.

use crate::by_hand::by_hand;
use crate::engines::OverDual;
use crate::program::{Random, many};
use crate::running::{Running, assert_all_agree, exact};
use crate::singular::same;
use ad_core::num_traits::Zero;
use ad_core::rules::table::Mul;
use ad_core::{Number, Objective, Real, objective};
use ad_forward::{Dual, DualVec};
use ad_reverse::{Engine, OnGraph, OnTape, Tape, Var};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A sum of the kind `f` of [`many`] or the norm, its operands by their number.
#[derive(Debug)]
struct Sum {
    f: usize,
    a: Vec<usize>,
    b: Vec<usize>,
}

const SUMS: usize = 7;

/// Positive operands: variables, a constant, pairs of terms, an earlier record.
fn operand<F: Real>(x: &[F], which: usize) -> F {
    match which {
        0..4 => x[which],
        4 => F::lit(1.5),
        5 => x[0] * x[1],
        6 => x[2] + x[3] * 0.5,
        7 => (x[0] + x[3]).exp() * 0.1,
        _ => x[1] * 0.25,
    }
}

impl Objective for Sum {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let of = |list: &[usize]| list.iter().map(|&k| operand(x, k)).collect::<Vec<_>>();
        let (a, b) = (of(&self.a), of(&self.b));
        if self.f == SUMS - 1 { F::norm2(&a) } else { many(self.f, &a, &b, x[2]) }
    }
}

impl Sum {
    /// Of `n` operands, which are variables, any, or one variable again and again.
    fn random(r: &mut Random, f: usize, n: usize) -> Self {
        let (first, count) = [(0, 9), (0, 4), (4, 1), (1, 1), (5, 3)][r.below(5)];
        let mut list = || (0..n).map(|_| first + r.below(count)).collect();
        Sum { f, a: list(), b: list() }
    }
}

/// Every sum, of no, one, few and many operands.
fn every_sum(mut check: impl FnMut(Sum, [f64; 4])) {
    let mut r = Random(2);
    for f in 0..SUMS {
        for n in (0..6).chain([33, 64]) {
            for _ in 0..12 {
                let sum = Sum::random(&mut r, f, n);
                check(sum, std::array::from_fn(|_| r.number().abs() + 0.25));
            }
        }
    }
}

#[test]
fn gradients_are_those_of_the_graph() {
    every_sum(|sum, x| {
        let ((value, exact), (found, gradient)) = (OnGraph.gradient(&sum, &x), OnTape.gradient(&sum, &x));
        assert_eq!(found.to_bits(), sum.value(&x).to_bits(), "{sum:?}");
        assert_eq!(value.to_bits(), found.to_bits(), "{sum:?}");
        // every term of a slope is positive
        let few_ulp = |(a, b): (&f64, &f64)| (a - b).abs() <= 32.0 * f64::EPSILON * b.abs();
        assert!(gradient.iter().zip(&exact).all(few_ulp), "{sum:?}: {gradient:?}, not {exact:?}");
    });
}

#[test]
fn second_derivatives_are_those_of_the_graph() {
    every_sum(|sum, x| {
        let (x, v) = (exact(&x), exact(&[1.0, -0.5, 0.25, 2.0]));
        let of_graph = OnGraph.hess_vec(&sum, &x, &v);
        assert_all_agree(&format!("{sum:?}"), &OnTape.hess_vec(&sum, &x, &v), &of_graph);
        let of_lanes = OnTape.hess_mat(&sum, &x, &[v.clone(), v]);
        of_lanes.iter().for_each(|hv| assert_all_agree(&format!("lanes of {sum:?}"), hv, &of_graph));
    });
}

by_hand! {
    /// Value and slopes at numbers with derivative parts of their own.
    pub fn slopes<T: Number>(sum: &super::Sum, x: [T; 4]) -> Vec<T> {
        let list = List::new();
        let x = x.map(|x| list.variable(x));
        let y: Handle<T> = sum.value(&x);
        let slopes = y.backward();
        std::iter::once(y.value()).chain(x.map(|x| slopes.of(x))).collect()
    }
}

#[test]
fn several_directions_at_once() {
    every_sum(|sum, x| {
        let at = x.map(|x| DualVec::<_, 3>::new(Running::lift(x), [1.0, x, -x].map(Running::lift)));
        let (graph, tape) = (on_a_graph::slopes(&sum, at), on_a_tape::slopes(&sum, at));
        for (found, expected) in tape.iter().zip(&graph) {
            assert_all_agree(&format!("{sum:?}"), &[found.re], &[expected.re]);
            assert_all_agree(&format!("{sum:?}"), &found.eps, &expected.eps);
        }
        let bits = |slopes: &[DualVec<Running, 3>]| slopes[0].eps.map(|e| e.value.to_bits());
        assert_eq!(bits(&graph), bits(&tape), "the value of {sum:?}");
    });
}

/// How many records a function of so many variables takes.
fn records(f: &impl Objective, variables: usize) -> usize {
    let tape = Tape::new();
    let y = f.value(&tape.variables(&vec![1.0; variables]));
    assert!(y.value() != 0.0, "something is computed");
    tape.len() - variables
}

/// Two terms a record, none for what fits into the handle.
#[test]
fn records_of_sums() {
    for n in [3usize, 4, 7, 100, 101] {
        let half = n.div_ceil(2);
        assert_eq!(records(&objective!([n: usize = n] |x| F::dot(&x[..n], &x[n..])), 2 * n), n);
        assert_eq!(records(&objective!([n: usize = n] |x| F::affine(&x[..n], &x[n..], F::one())), 2 * n), n);
        assert_eq!(records(&objective!([n: usize = n] |x| F::affine(&x[..n], &x[n..], x[1] + 1.0)), 2 * n), n + 1);
        assert_eq!(records(&objective!(|x| F::sum_of(x)), n), half);
        assert_eq!(records(&objective!(|x| F::sum_of_squares(x)), n), half);
        assert_eq!(records(&objective!(|x| F::norm2(x)), n), half);
        assert_eq!(records(&objective!(|x| F::log_sum_exp(x)), n), half);
        assert_eq!(records(&objective!(|x| F::dot(x, x)), n), half);
        assert_eq!(records(&objective!(|x| F::dot(x, &vec![F::lit(3.0); x.len()])), n), half);
        assert_eq!(records(&objective!(|x| F::sum_of_squares(&vec![F::lit(3.0); x.len()])), n), 0);
        // pairs of terms are not written down one by one
        let pairs = objective!(|x| F::sum_of(&x.chunks(2).map(|x| x[0] * x[1]).collect::<Vec<_>>()));
        assert_eq!(records(&pairs, 2 * n), n);
        let pairs = objective!(|x| F::log_sum_exp(&x.chunks(2).map(|x| x[0] * x[1]).collect::<Vec<_>>()));
        assert_eq!(records(&pairs, 2 * n), n);
    }
    assert_eq!(records(&objective!(|x| F::dot(&x[..1], &x[1..])), 2), 0);
    assert_eq!(records(&objective!(|x| F::sum_of(x)), 2), 0);
    assert_eq!(records(&objective!(|x| F::affine(&x[..1], &x[1..], F::one())), 2), 0);
}

#[test]
fn sums_of_constants_are_constants() {
    let (c, none): ([Var<f64>; 2], [Var<f64>; 0]) = ([Var::from(3.0), Var::from(-0.0)], []);
    for sum in [Var::sum_of, Var::sum_of_squares, Var::norm2, Var::log_sum_exp] {
        assert!(sum(&c).as_constant().is_some() && sum(&none).as_constant().is_some());
    }
    assert_eq!(Var::<f64>::sum_of(&[Var::from(-0.0)]).value().to_bits(), (-0.0f64).to_bits());
    assert_eq!(Var::<f64>::dot(&none, &none).value().to_bits(), f64::dot(&[], &[]).to_bits());
    assert_eq!(f64::sum_of(&[]).to_bits(), 0);
    assert_eq!(Var::affine(&c, &c, 1.0.into()).as_constant(), Some(10.0));
}

/// Operands that are written down while the sum is.
#[test]
fn records_between_those_of_a_sum() {
    let tape = Tape::new();
    let x = tape.variables(&[0.5, 0.25, 2.0, 3.0, 5.0, 7.0]);
    let operands = x.windows(2).map(|x| [(x[0] * x[1]).exp().sin(), x[1].exp() + x[0]]);
    let y = Var::accumulate(Some(x[0] * x[1]), Mul {}, operands);
    let f =
        objective!(|x| x[0] * x[1] + x.windows(2).map(|x| (x[0] * x[1]).exp().sin() * (x[1].exp() + x[0])).sum::<F>());
    let (value, exact) = OnGraph.gradient(&f, &x.iter().map(Var::value).collect::<Vec<f64>>());
    assert_eq!(y.value(), value);
    let slopes = y.backward();
    for (x, exact) in x.into_iter().zip(exact) {
        assert!((slopes.of(x) - exact).abs() <= 1e-14 * exact.abs(), "{} is not {exact}", slopes.of(x));
    }
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// The gradient of the graph, which the tape has too, over dual numbers as well.
#[track_caller]
fn on_all(f: &impl Objective, x: &[f64]) -> Vec<f64> {
    let (value, exact) = OnGraph.gradient(f, x);
    for (found, gradient) in [OnTape.gradient(f, x), OverDual(OnTape).gradient(f, x)] {
        assert!(same(found, value), "{found} is not {value} at {x:?}");
        let close = |(&a, &b): (&f64, &f64)| same(a, b) || (a - b).abs() <= 1e-15 * b.abs();
        assert!(gradient.iter().zip(&exact).all(close), "{gradient:?} is not {exact:?} at {x:?}");
    }
    exact
}

/// Slopes that are not finite, and zeros behind which they are not felt.
#[test]
fn singular_operands() {
    for (f, list) in (0..SUMS).flat_map(|f| [1, 2, 3, 5].map(|n| (f, n))) {
        for special in [0.0, INF, -INF, NAN] {
            for factor in [1.0, 0.0, 2.0] {
                let f = objective!([f: usize = f, list: usize = list, factor: f64 = factor] |x| {
                    let all = [x[0].sqrt(), x[1] * x[0], x[1], x[0] + x[2] * 2.0, x[2]];
                    let b = [x[1], F::infinity(), F::zero(), x[0], x[2]];
                    let y = if f == SUMS - 1 { F::norm2(&all[..list]) } else { many(f, &all[..list], &b[..list], x[1]) };
                    y * factor + x[1]
                });
                on_all(&f, &[special, 1.0, 2.0]);
            }
        }
    }
    let dead = objective!(|x| F::dot(&[x[0].sqrt(), x[1], x[1]], &[F::zero(), x[1], x[1]]) * 0.0 + x[1]);
    assert_eq!(on_all(&dead, &[0.0, 3.0]), [0.0, 1.0]);
    let weight = objective!(|x| F::dot(&[x[0].ln(), x[1], x[2]], &[F::zero(), x[2], x[1]]));
    assert_eq!(on_all(&weight, &[0.0, 3.0, 2.0]), [0.0, 4.0, 6.0]);
    let scaled = objective!(|x| F::sum_of(&[x[0], x[1] * 1e200, x[2], x[0]]) * 1e200 * 1e-300);
    assert!(on_all(&scaled, &[1.0; 3]).iter().zip([2e-100, 1e100, 1e-100]).all(|(a, b)| (a / b - 1.0).abs() < 1e-15));
    let huge = objective!(|x| F::dot(&[x[0] * 1e308; 3], &[F::lit(1.5); 3]));
    assert!(on_all(&huge, &[1e-200])[0].is_infinite());
    let masked = objective!(|x| F::log_sum_exp(&[x[0], x[0] * x[1], F::neg_infinity(), x[1]]));
    assert_eq!(on_all(&masked, &[-INF, 0.5]), [0.0, 1.0]);
}

/// Tapes that live for ever have handles of one type, so that only the panic is left.
#[test]
fn operands_of_two_tapes() {
    let tapes: [&'static Tape; 2] = std::array::from_fn(|_| &*Box::leak(Box::new(Tape::new())));
    let [x, y] = tapes.map(|tape| tape.variable(1.0));
    type Mix = fn(&[Var<'static>]) -> Var<'static>;
    let one = Var::from(1.0);
    let mixes: [Mix; 7] = [
        Var::sum_of,
        |x| Var::dot(&x[..1], &x[2..]),
        |x| Var::dot(x, x),
        |x| Var::affine(&x[..2], &x[..2], x[2]),
        Var::sum_of_squares,
        Var::norm2,
        Var::log_sum_exp,
    ];
    for mix in mixes {
        let message = catch_unwind(AssertUnwindSafe(|| mix(&[x, one, y]))).expect_err("no number");
        let message = message.downcast_ref::<String>().expect("a message");
        assert!(message.starts_with("the operands of `sum` belong to two different graphs"), "{message}");
        // what was begun is not felt
        assert!(mix(&[x, one, x]).backward().of(x) > 0.0);
    }
}

/// A tape of tapes: the inner sums are sums of the outer tape.
#[test]
fn sums_on_tapes_of_tapes() {
    let outer = Tape::<f64>::new();
    let x = [0.5, 2.0, 3.0].map(|x| outer.variable(x));
    let inner = Tape::new();
    let y = x.map(|x| inner.variable(x));
    let slopes = Var::log_sum_exp(&y).backward();
    let total = x.map(|x| x.value().exp()).iter().sum::<f64>();
    let weight = |k: usize| x[k].value().exp() / total;
    for i in 0..3 {
        let row = slopes.of(y[i]).backward();
        for j in 0..3 {
            let exact = f64::indicator(i == j) * weight(i) - weight(i) * weight(j);
            assert!((row.of(x[j]) - exact).abs() < 1e-15);
        }
    }
    assert!(Var::<Dual<f64>>::sum_of(&[]).is_zero());
}
