//! Finite sums: derivatives of the plain loop and of the graph, what they leave on the tape, panics.

use crate::engines::OverDual;
use crate::program::Swirl;
use crate::running::{assert_agree, assert_all_agree, exact};
use crate::singular::same;
use ad_core::finite_sum::terms;
use ad_core::rules::VectorRule;
use ad_core::{FiniteSum, Number, Objective, Real, Sum, objective};
use ad_forward::Dual;
use ad_reverse::{Engine, OnGraph, OnTape, Scalar, Tape, Var, Workspace};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows of several lengths, each of which says its own; a term has sums, functions, a vector rule.
#[derive(Clone, Debug)]
struct Ragged(Vec<Vec<f64>>);

fn ragged(rows: usize) -> Ragged {
    let row = |i: usize| {
        let numbers = (0..i % 4).map(move |k| (i as f64 * 0.7 + k as f64).sin());
        std::iter::once((i % 4) as f64).chain(numbers).collect()
    };
    Ragged((0..rows).map(row).collect())
}

impl FiniteSum for Ragged {
    fn rows(&self) -> usize {
        self.0.len()
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.0[i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let n = row.len() - 1;
        assert!(row[0] == F::lit(n as f64), "the row is another one");
        let z = F::affine(&row[1..], &theta[..n], theta[3]);
        let y = Swirl.at(&[z, theta[n]]);
        z.tanh() * y[0] + y[1] + F::log_sum_exp(&theta[..=n])
    }
}

/// Sums within a term, of other rows and of what the outer row makes of theta.
#[derive(Clone, Debug)]
struct Nested(Ragged);

impl FiniteSum for Nested {
    fn rows(&self) -> usize {
        self.0.rows()
    }
    fn row(&self, i: usize) -> &[f64] {
        self.0.row(i)
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let shifted = [theta[0] * row[0], theta[1] + theta[2], theta[3], F::lit(0.25)];
        let inner = F::finite_sum(&self.0, &shifted) * theta[1];
        inner.sin() + F::finite_sum(&self.0, theta) * row[0]
    }
}

/// The same as a loop.
struct Loop<S>(S);
impl<S: FiniteSum> Objective for Loop<S> {
    fn value<F: Real>(&self, theta: &[F]) -> F {
        terms(&self.0, theta, &mut Vec::new()).sum()
    }
}

/// A sum inside an expression, at numbers that are no variables and with a constant among them.
struct Inside<O>(O);
impl<O: Objective> Objective for Inside<O> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let theta = [x[0] * x[1], x[1] + x[2], F::lit(0.5), x[0]];
        (self.0.value(x).sq() + 1.0).ln() * x[0] + self.0.value(&theta).exp() * self.0.value(x)
    }
}

const THETA: [f64; 4] = [0.3, -0.5, 0.8, 0.2];

/// Value, gradient and products with the Hessian are those of the loop and of the graph.
fn agrees(what: &str, sum: &impl Objective, as_loop: &impl Objective) {
    let (x, v) = (exact(&THETA), exact(&[1.0, 0.5, -2.0, 0.25]));
    assert_eq!(OnTape.gradient(sum, &THETA).0.to_bits(), as_loop.value(&THETA).to_bits(), "{what}: the value");
    let (value, gradient) = OnTape.gradient(sum, &x);
    let hv = OnTape.hess_vec(sum, &x, &v);
    let directions: Vec<_> = (0..10).map(|k| v.iter().map(|&v| v * f64::from(k)).collect::<Vec<_>>()).collect();
    let hm = OnTape.hess_mat(sum, &x, &directions);
    for (other, (y, g)) in [("loop", OnTape.gradient(as_loop, &x)), ("graph", OnGraph.gradient(sum, &x))] {
        assert_agree(&format!("{what}: value of the {other}"), value, y);
        assert_all_agree(&format!("{what}: gradient of the {other}"), &gradient, &g);
        let sharp = g.iter().filter(|g| g.error < 1e-12 * g.value.abs()).count();
        assert!(sharp >= 2, "{what}: bounds that say little, {g:?}");
    }
    for exact in [OnTape.hess_vec(as_loop, &x, &v), OnGraph.hess_vec(sum, &x, &v)] {
        assert_all_agree(&format!("{what}: H v"), &hv, &exact);
    }
    for (got, exact) in hm.iter().zip(OnTape.hess_mat(as_loop, &x, &directions)) {
        assert_all_agree(&format!("{what}: H V"), got, &exact);
    }
}

#[test]
fn derivatives_are_those_of_a_loop() {
    for rows in [1, 2, 7, 40] {
        let data = ragged(rows);
        agrees("a sum", &Sum::of(&data), &Loop(&data));
        agrees("inside an expression", &Inside(Sum::of(&data)), &Inside(Loop(&data)));
    }
    let nested = Nested(ragged(5));
    agrees("nested", &Sum::of(&nested), &Loop(&nested));
    agrees("nested, inside an expression", &Inside(Sum::of(&nested)), &Inside(Loop(&nested)));
}

/// What has no tape of its own takes the loop: all numbers agree.
#[test]
fn the_same_on_every_number() {
    let data = ragged(9);
    let f = Sum::of(data.clone());
    let (value, gradient) = OnGraph.gradient(&f, &THETA);
    assert_eq!(f.value(&THETA), value);
    let forward = ad_forward::gradient(&f, &THETA);
    let closures = Scalar::gradient(|x| f.value(x), &THETA);
    let over = OverDual(OnTape).gradient(&f, &THETA);
    for (found, slopes) in [forward, closures, over] {
        assert_eq!(found, value);
        assert!(slopes.iter().zip(&gradient).all(|(a, b)| (a - b).abs() < 1e-13), "{slopes:?}, not {gradient:?}");
    }
    let along = f.value(&THETA.map(|x| Dual::new(x, 1.0)));
    assert!((along.eps - gradient.iter().sum::<f64>()).abs() < 1e-12);
}

#[test]
fn no_rows_and_no_variables() {
    let none = Sum::of(ragged(0));
    assert_eq!(OnTape.gradient(&none, &THETA), (0.0, vec![0.0; 4]));
    let tape = Tape::new();
    let x = tape.variables(&THETA);
    assert!(none.value(&x).as_constant() == Some(0.0));
    let constants = THETA.map(Var::<f64>::from);
    assert_eq!(Sum::of(ragged(3)).value(&constants).as_constant(), Some(Sum::of(ragged(3)).value(&THETA)));
    assert_eq!(tape.len(), 4, "nothing is written down");
}

/// `sum_i (theta_0 r_i0)² + theta_1 theta_2 r_i0`.
struct Small(Vec<[f64; 1]>);
impl FiniteSum for Small {
    fn rows(&self) -> usize {
        self.0.len()
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.0[i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let y = (theta[0] * row[0]).exp().ln();
        y.sq() + theta[1] * theta[2] * row[0]
    }
}

/// One chain, two terms a record; an exact zero and a constant give no term.
#[test]
fn what_a_sum_writes_down() {
    let rows = Small((0..100).map(|i| [f64::from(i) / 128.0]).collect());
    let tape = Tape::new();
    let x = tape.variables(&[1.0, 2.0, 3.0, 4.0, 5.0]);
    let before = tape.len();
    let y = Var::finite_sum(&rows, &x);
    assert_eq!(tape.len() - before, 2, "three terms");
    let total: f64 = rows.0.iter().map(|[r]| r).sum();
    let squares: f64 = rows.0.iter().map(|[r]| r * r).sum();
    let slopes = y.backward();
    let close = |a: f64, b: f64| (a - b).abs() < 1e-11 * b.abs();
    assert!(close(slopes.of(x[0]), 2.0 * squares) && slopes.of(x[1]) == 3.0 * total && slopes.of(x[2]) == 2.0 * total);

    let before = tape.len();
    let theta = [Var::from(1.0), x[1], x[2]];
    let y = Var::finite_sum(&rows, &theta);
    assert_eq!(tape.len() - before, 0, "two terms wait in the handle");
    assert_eq!(y.backward().of(x[1]), 3.0 * total);

    let zero = tape.variable(0.0);
    let before = tape.len();
    let y = Var::finite_sum(&rows, &[zero, x[1], x[2]]);
    assert_eq!(tape.len() - before, 0, "the slope by the first is zero");
    assert_eq!((y.backward().of(zero), y.backward().of(x[2])), (0.0, 2.0 * total));

    // one variable in all places, and sums of two terms
    let before = tape.len();
    let y = Var::finite_sum(&rows, &[x[3], x[3], x[3]]);
    assert!(close(y.backward().of(x[3]), 8.0 * (squares + total)));
    let y = Var::finite_sum(&rows, &[x[3] * x[4], x[3] + x[4], x[4] - x[3]]);
    assert!(close(y.backward().of(x[3]), 2.0 * 20.0 * 5.0 * squares + (-9.0 + 1.0) * total));
    assert_eq!(tape.len() - before, 2, "six terms, of which two pairs are neighbours of one variable");
}

/// `sqrt(theta_0) r_i0 + theta_1 r_i1`: at zero an infinite slope with the weight of the row.
struct Roots(Vec<[f64; 2]>);
impl FiniteSum for Roots {
    fn rows(&self) -> usize {
        self.0.len()
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.0[i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        theta[0].sqrt() * row[0] + (theta[1] * row[1]).relu() + (theta[0] * row[1]).ln() * row[0]
    }
}

/// Infinities, NaN and the zeros behind which they are not felt.
#[test]
fn singular_rows() {
    const INF: f64 = f64::INFINITY;
    let numbers = [0.0, 1.0, -1.0, INF, f64::NAN];
    for (a, b) in numbers.iter().flat_map(|&a| numbers.map(|b| (a, b))) {
        for factor in [0.0, 1.0, -2.0] {
            for at in [[0.0, 1.0], [1.0, 0.0], [4.0, INF], [f64::NAN, 1.0]] {
                let rows = vec![[0.0, 1.0], [a, b], [0.0, 0.5]];
                let f = objective!([rows: Vec<[f64; 2]> = rows, factor: f64 = factor] |x|
                    F::finite_sum(&Roots(rows), x) * factor + x[1]);
                let (value, exact) = OnGraph.gradient(&f, &at);
                for (found, gradient) in [OnTape.gradient(&f, &at), OverDual(OnTape).gradient(&f, &at)] {
                    assert!(same(found, value), "{found} is not {value}");
                    let equal = gradient.iter().zip(&exact).all(|(&a, &b)| same(a, b));
                    assert!(equal, "{gradient:?}, not {exact:?}: row {a}, {b} times {factor} at {at:?}");
                }
            }
        }
    }
    let dead = Sum::of(Roots(vec![[0.0, 1.0], [0.0, 2.0]]));
    assert_eq!(OnTape.gradient(&dead, &[0.0, 1.0]).1[1], 3.0);
    let live = Sum::of(Roots(vec![[0.0, 1.0], [1.0, 2.0]]));
    assert_eq!(OnTape.gradient(&live, &[0.0, 1.0]).1, [INF, 3.0]);
}

/// A term that panics at one row, after it has written records.
struct Fragile;
impl FiniteSum for Fragile {
    fn rows(&self) -> usize {
        5
    }
    fn row(&self, i: usize) -> &[f64] {
        &[[0.0], [1.0], [2.0], [3.0], [4.0]][i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        let y = F::finite_sum(&ragged(3), &[theta[0], theta[0], row[0], theta[0]]).sin();
        assert!(y < F::lit(9.0) && (row[0] < F::lit(3.0) || theta[0] > F::zero()), "row 3 needs theta > 0");
        y * theta[0] + theta[0].exp()
    }
}

#[test]
fn a_panic_in_a_term_leaves_all_usable() {
    let tape = Tape::new();
    let (bad, good) = (tape.variable(-1.0), tape.variable(0.5));
    let (value, exact) = OnGraph.gradient(&Sum::of(Fragile), &[0.5f64]);
    let mut workspace = Workspace::new();
    for _ in 0..3 {
        let message = catch_unwind(AssertUnwindSafe(|| Var::finite_sum(&Fragile, &[bad]))).expect_err("row 3");
        assert_eq!(message.downcast_ref(), Some(&"row 3 needs theta > 0"));
        for _ in 0..2 {
            let y = Var::finite_sum(&Fragile, &[good]);
            let slopes = y.backward();
            assert!(y.value() == value && (slopes.of(good) - exact[0]).abs() < 1e-13 && slopes.of(bad) == 0.0);
        }
        let mut g = [0.0f64];
        let f = Sum::of(Fragile);
        let caught = catch_unwind(AssertUnwindSafe(|| workspace.value_and_gradient(&f, &[-1.0], &mut g)));
        assert_eq!(caught.expect_err("row 3").downcast_ref(), Some(&"row 3 needs theta > 0"));
        assert_eq!(workspace.value_and_gradient(&f, &[0.5], &mut g), value);
        assert!((g[0] - exact[0]).abs() < 1e-13);
    }
    assert_eq!(tape.len(), 2, "one term waits in a handle");
}

#[test]
fn two_tapes_for_ever() {
    let tapes: [&'static Tape; 2] = std::array::from_fn(|_| &*Box::leak(Box::new(Tape::new())));
    let [x, y] = tapes.map(|tape| tape.variable(1.0));
    let mixed = catch_unwind(AssertUnwindSafe(|| Var::finite_sum(&ragged(2), &[x, x, y, x]))).expect_err("no number");
    let message = mixed.downcast_ref::<String>().expect("a message");
    assert!(message.starts_with("the operands of `finite_sum` belong to two different graphs"), "{message}");
}

/// On a tape of tapes the rows are records of the outer one.
#[test]
fn sums_on_tapes_of_tapes() {
    let outer = Tape::<f64>::new();
    let x = THETA.map(|x| outer.variable(x));
    let inner = Tape::new();
    let y = x.map(|x| inner.variable(x));
    let f = Sum::of(ragged(6));
    let slopes = f.value(&y).backward();
    let hessian = OnGraph.hessian(&f, &THETA);
    for i in 0..4 {
        let row = slopes.of(y[i]).backward();
        for j in 0..4 {
            assert!((row.of(x[j]) - hessian[i][j]).abs() < 1e-12, "{i}, {j}");
        }
    }
}
