//! Infinite and undefined slopes: whatever the tape multiplies first, it has the graph's answer.

use crate::by_hand::by_hand;
use crate::engines::OverDual;
use crate::program::Random;
use ad_core::rules::{Linear, VectorRule};
use ad_core::{Number, Objective, Real, objective};
use ad_forward::Dual;
use ad_reverse::{Engine, OnGraph, OnTape};

pub fn same(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

/// The gradient on the graph, which the others must have too; NaN for NaN and the same infinity.
#[track_caller]
fn on_all(f: &impl Objective, x: &[f64]) -> Vec<f64> {
    let (value, exact) = OnGraph.gradient(f, x);
    for (found, gradient) in [OnTape.gradient(f, x), OverDual(OnTape).gradient(f, x)] {
        assert!(same(found, value), "{found} is not {value} at {x:?}");
        let equal = gradient.iter().zip(&exact).all(|(&a, &b)| same(a, b));
        assert!(equal, "{gradient:?} is not {exact:?} at {x:?}");
    }
    exact
}
macro_rules! gradients {
    ($($at:expr => |$x:ident| $body:expr, $expected:expr;)*) => { $(
        let expected: Vec<f64> = $expected.to_vec();
        let found = on_all(&objective!(|$x| $body), &$at);
        let equal = found.len() == expected.len() && found.iter().zip(&expected).all(|(&a, &b)| same(a, b));
        assert!(equal, "{} at {:?}: {found:?}, not {expected:?}", stringify!($body), $at);
    )* };
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn infinite_slopes() {
    gradients! {
        [0.0] => |x| x[0].sqrt(), [INF];
        [0.0] => |x| x[0].ln() * -2.0, [-INF];
        [0.0] => |x| x[0].recip(), [-INF];
        [1.0, 0.0] => |x| x[0] / x[1], [INF, -INF];
        [1.0, 1.0] => |x| (x[0] - x[1]).sqrt() * 3.0, [INF, -INF];
        [0.0, 4.0] => |x| x[0].sqrt() + x[1].sqrt(), [INF, 0.25];
        [0.0, 4.0] => |x| (x[0].sqrt() + x[1]) * x[1], [INF, 8.0];
        [0.0, 0.0] => |x| x[0].sqrt() - x[1].ln(), [INF, -INF];
        [0.0] => |x| x[0].sqrt() - x[0].cbrt(), [NAN];
    }
}

#[test]
fn behind_a_zero_coefficient() {
    gradients! {
        [0.0] => |x| x[0].sq().sqrt(), [0.0];
        [0.0] => |x| x[0].sqrt() * 0.0, [0.0];
        [0.0] => |x| x[0].sqrt().sq(), [0.0];
        [0.0] => |x| (x[0] * 0.0).sqrt() + x[0], [1.0];
        [0.0, 0.0] => |x| (x[0] * x[1]).sqrt(), [0.0, 0.0];
        [0.0, 3.0] => |x| (x[0] * x[1]).sqrt(), [INF, 0.0];
        [0.0, 3.0] => |x| (x[0] * x[1]).ln(), [INF, NAN.min(0.0)];
        [0.0, 1.0] => |x| x[0].sqrt() * (x[1] - 1.0), [0.0, 0.0];
        [0.0] => |x| x[0].sqrt() - x[0].sqrt(), [NAN];
        [0.0] => |x| { let r = x[0].sqrt(); r - r }, [0.0];
        [0.0] => |x| { let r = x[0].sqrt() * 3.0; r * 2.0 - r - r + x[0] }, [1.0];
        [0.0, 5.0] => |x| x[1].max(x[0].ln()), [0.0, 1.0];
        [0.0, 5.0] => |x| F::select(x[0] > F::zero(), x[0].sqrt(), x[1]), [0.0, 1.0];
        [2.0, 0.0] => |x| (x[1].sqrt() + x[0]) * 0.0 + x[0], [1.0, 0.0];
        [0.0, 0.0] => |x| x[0].hypot(x[1]), [0.0, 0.0];
        [0.0, 2.0] => |x| x[0].powf(x[1]), [0.0, 0.0];
        [0.0, 7.0] => |x| (x[0].sqrt() + x[1]).relu() - (-x[0].sqrt() - x[1]).relu() + x[0].detach().sqrt(), [INF, 1.0];
    }
}

#[test]
fn undefined_values() {
    gradients! {
        [-1.0, 2.0] => |x| x[0].ln() + x[1], [NAN, 1.0];
        [-1.0, 2.0] => |x| x[0].sqrt() * x[1], [NAN, NAN];
        [0.0, 0.0] => |x| x[0] / x[1], [NAN, NAN];
        [-1.0, 2.0] => |x| x[0].ln().max(x[1]), [0.0, 1.0];
        [-1.0, 2.0] => |x| F::select(x[1] > x[0], x[1].sq(), x[0].ln()), [0.0, 4.0];
        [INF, 1.0] => |x| x[0] * x[1], [1.0, INF];
        [INF, 1.0] => |x| x[0] - x[0] * x[1], [0.0, -INF];
        [NAN, 1.0] => |x| x[0] * x[1], [1.0, NAN];
    }
}

/// A constant that is not finite on either side of every operation.
#[test]
fn constants_that_are_not_finite() {
    for c in [NAN, INF, -INF, 0.0] {
        for x in [0.0, 1.0, -2.0, INF, -INF, NAN] {
            let f = |op: usize| {
                objective!([c: f64 = c, op: usize = op] |x| {
                    let (y, c) = (x[0] * 2.0 + x[1], F::lit(c));
                    match op {
                        0 => y + c,
                        1 => c + y,
                        2 => y - c,
                        3 => c - y,
                        4 => y * c,
                        5 => c * y,
                        6 => y / c,
                        7 => c / y,
                        8 => y.max(c),
                        9 => c.min(y),
                        10 => y.powf(c),
                        11 => c.powf(y),
                        12 => y.mul_add(c, x[1]),
                        13 => y.mul_add(x[1], c),
                        14 => c.mul_add(y, c),
                        15 => y.hypot(c),
                        16 => (y + c).sin(),
                        17 => (y + c) * (y - c),
                        18 => [y, c, y].into_iter().sum(),
                        _ => (y + c) * 0.0 + x[1],
                    }
                })
            };
            (0..20).for_each(|op| drop(on_all(&f(op), &[x, 1.0])));
        }
    }
}

/// A product of coefficients beyond the floats is not formed: the adjoints meet them one by one.
#[test]
fn overflow_of_products_of_coefficients() {
    gradients! {
        [1e-250] => |x| x[0] * 1e200 * 1e200 * 1e-300, [1e200 * 1e200f64.recip() * 1e100];
        [1e-300] => |x| x[0] * 2.0 * 1e200 * 1e200, [INF];
        [1e-300, 1e-300] => |x| x[0] * 1e200 * (x[1] * 1e200), [1e200 * 1e-100, 1e200 * 1e-100];
        [1e-10] => |x| (x[0] + x[0]) * 1.7e308, [INF];
        [1e-300, 2.0] => |x| (x[0] * 1e200 * 1e200 + x[1]) * 1e-300, [1e200 * 1e-100, 1e-300];
        [1e-300, 1e-300] => |x| (x[0] * 1e200 + x[1] * 1e200) * 1e200 * 1e-300, [1e200 * 1e-100, 1e200 * 1e-100];
        [0.0, 1.0] => |x| (x[0] * 1.7e308 + x[0] * 1.7e308) * 1e-300 + x[1], [2.0 * (1.7e308 * 1e-300), 1.0];
        [0.0] => |x| (x[0] * 1.7e308 + x[0] * 1.7e308) * 0.0, [0.0];
        [0.0, 1.0] => |x| (x[0] * 1.7e308 - x[1] * 1.7e308 + x[0] * 1.7e308) * 0.5, [1.7e308, -0.85e308];
        [1.0, 0.0] => |x| (x[0] * 1.7e308 - x[1] * 1.7e308 - x[1] * 1.7e308) * 0.5, [0.85e308, -1.7e308];
    }
}

/// A product of coefficients below the floats is zero, in the order in which forward mode has it; the graph
/// multiplies from the other end.
#[test]
fn underflow_is_that_of_forward_mode() {
    let falling = objective!(|x| x[0] * 1e-200 * 1e-200 * 1e300);
    let rising = objective!(|x| x[0] * 1e300 * 1e-200 * 1e-200);
    let slope = |(_, gradient): (f64, Vec<f64>)| gradient[0];
    assert_eq!(slope(OnTape.gradient(&falling, &[1e200])), slope(ad_forward::gradient(&falling, &[1e200])));
    assert_eq!(slope(OnTape.gradient(&falling, &[1e200])), 0.0);
    assert!((slope(OnGraph.gradient(&falling, &[1e200])) - 1e-100).abs() < 1e-114);
    assert_eq!(slope(OnTape.gradient(&rising, &[1.0])), slope(ad_forward::gradient(&rising, &[1.0])));
    assert!((slope(OnTape.gradient(&rising, &[1.0])) - 1e-100).abs() < 1e-114);
    assert_eq!(slope(OnGraph.gradient(&rising, &[1.0])), 0.0);
}

/// A random program of operations that are exact on small binary fractions, so that no order of
/// operations rounds; at zeros, ties and steps its slopes are infinite or undefined. Of the `rising` ones
/// every finite slope is positive or zero, so that nothing cancels.
fn exact_program<F: Real>(seed: u64, rising: bool, mut variable: impl FnMut(f64) -> F) -> (Vec<F>, Vec<F>) {
    let mut r = Random(seed);
    let numbers: &[f64] =
        if rising { &[0.0, 0.0, 0.5, 1.0, 2.0] } else { &[-2.0, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 2.0] };
    let mut x: Vec<F> = (0..2 + r.below(3)).map(|_| variable(r.one_of(numbers))).collect();
    let mut v = x.clone();
    for _ in 0..14 {
        let (a, b, c) = (v[r.below(v.len())], v[r.below(v.len())], r.one_of(numbers));
        let is = |x: F, list: &[f64]| list.iter().any(|&c| x == F::lit(c));
        let zero = F::zero();
        let y = match r.below(18) {
            0 | 1 => a + b,
            2 | 3 => a * b,
            4 => a.max(b),
            5 => a.min(b),
            6 | 7 => a * c,
            8 => a + c,
            9 => a.relu(),
            10 if is(a, &[0.0, 1.0, 4.0, -1.0]) => a.sqrt(),
            11 if is(a, &[0.0, 1.0, -1.0]) => a.ln(),
            12 if is(a, &[0.0, 1.0]) => a.sqrt().sqrt(),
            13 if b == zero || a == zero || !rising && is(b, &[0.5, 1.0, 2.0, -0.5, -1.0, -2.0]) => a / b,
            14 => {
                x.push(variable(c));
                x[x.len() - 1]
            }
            15 => Stretched.at(&[a, b])[r.below(2)],
            16 if !rising => a - b,
            17 if !rising => a.abs() - c,
            _ => a.sq(),
        };
        let y = if y.is_finite() && y.abs() > F::lit(16.0) { a } else { y };
        v.push(y);
    }
    (v, x)
}

/// `(a, b) -> (a b, a + 2 b)`.
#[derive(Clone)]
struct Stretched;
impl VectorRule for Stretched {
    fn name(&self) -> &'static str {
        "stretched"
    }
    fn inputs(&self) -> usize {
        2
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&[x[0] * x[1], x[0] + 2.0 * x[1]]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
        Linear::rows(vec![vec![x[1], x[0]], vec![T::one(), T::lit(2.0)]])
    }
}

by_hand! {
    /// `dy/dx` for the last three numbers of a program, a row each.
    pub fn slopes<T: Number>(seed: u64, rising: bool, lift: impl Fn(f64) -> T) -> Vec<T> {
        let list = List::new();
        let (v, x) = exact_program(seed, rising, |x| list.variable(lift(x)));
        let rows = v[v.len() - 3..].iter().flat_map(|y| {
            let adjoints = y.backward();
            x.iter().map(move |&x| adjoints.of(x)).collect::<Vec<_>>()
        });
        rows.collect()
    }
}

/// The same by dual numbers, one variable at a time.
fn forward_slopes(seed: u64, variables: usize) -> Vec<f64> {
    let column = |k: usize| {
        let mut count = 0..;
        let seeded = |x| Dual::new(x, f64::indicator(count.next() == Some(k)));
        let (v, _) = exact_program(seed, false, seeded);
        v[v.len() - 3..].iter().map(|y| y.eps).collect::<Vec<_>>()
    };
    let columns: Vec<_> = (0..variables).map(column).collect();
    (0..3).flat_map(|i| columns.iter().map(move |column| column[i])).collect()
}

/// Slopes on the tape, and on the tape over dual numbers.
fn on_tapes(seed: u64, rising: bool) -> [Vec<f64>; 2] {
    let duals = on_a_tape::slopes(seed, rising, |x| Dual::new(x, 1.0));
    [on_a_tape::slopes(seed, rising, |x| x), duals.iter().map(|dual| dual.re).collect()]
}

const PROGRAMS: u64 = 20_000;

#[test]
fn rising_programs_at_singular_points() {
    let (mut nan, mut infinite) = (0, 0);
    for seed in 0..PROGRAMS {
        let (graph, [tape, duals]) = (on_a_graph::slopes(seed, true, |x| x), on_tapes(seed, true));
        for (k, ((graph, tape), dual)) in graph.into_iter().zip(tape).zip(duals).enumerate() {
            assert!(same(tape, graph), "program {seed}, slope {k}: {tape} is not {graph}");
            assert!(same(dual, graph), "program {seed}, slope {k}: {dual} over duals is not {graph}");
            nan += usize::from(graph.is_nan());
            infinite += usize::from(graph.is_infinite());
        }
    }
    assert!(nan > 1000 && infinite > 1000, "{nan} NaN and {infinite} infinities only");
}

/// Where slopes cancel between infinities the order of the products decides: `inf (2 - 1 - 1)` is zero,
/// `2 inf - inf - inf` is not. The tape may know a zero or an infinity where the graph has NaN, and then
/// forward mode has NaN as well or the same; a number of the graph is the tape's. Over dual numbers, which write
/// other coefficients down at once, it may know less.
#[test]
fn programs_with_cancellation_at_singular_points() {
    let (mut infinite, mut compared, mut parted) = (0, 0, 0);
    for seed in 0..PROGRAMS {
        let (graph, [tape, duals]) = (on_a_graph::slopes(seed, false, |x| x), on_tapes(seed, false));
        let forward = forward_slopes(seed, graph.len() / 3);
        for (k, (((graph, tape), dual), forward)) in graph.into_iter().zip(tape).zip(duals).zip(forward).enumerate() {
            for tape in [tape, dual] {
                let known = graph.is_nan() && (forward.is_nan() || tape == forward);
                assert!(same(tape, graph) || known, "program {seed}, slope {k}: {tape}, not {graph} or {forward}");
            }
            compared += 1;
            parted += usize::from(!same(tape, graph));
            infinite += usize::from(graph.is_infinite());
        }
    }
    assert!(infinite > 1000 && parted * 100 < compared, "{infinite} infinities, {parted} of {compared} differ");
}
