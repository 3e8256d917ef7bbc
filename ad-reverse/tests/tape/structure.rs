//! What is written down, and sweeps over it: blocks, links, late variables, scopes.

use crate::program::Swirl;
use ad_core::rules::VectorRule;
use ad_forward::Dual;
use ad_reverse::{Tape, Var};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn two_terms_wait_in_the_handle() {
    let tape = Tape::new();
    let (x, y) = (tape.variable(2.0), tape.variable(3.0));
    let f = (x * y * 2.0 - x) / 4.0 + 1.0;
    assert_eq!((tape.len(), f.value()), (2, 3.5));
    let slopes = f.backward();
    assert_eq!((slopes.of(x), slopes.of(y)), (1.25, 1.0));
}

/// Every order in which single terms and pairs meet, with one variable in common or none.
#[test]
fn sums_of_all_shapes() {
    type Shape = for<'t> fn(&[Var<'t>]) -> Var<'t>;
    let shapes: [(Shape, [f64; 4]); 6] = [
        (|x| x[0] * 2.0, [2.0, 0.0, 0.0, 0.0]),
        (|x| x[3], [0.0, 0.0, 0.0, 1.0]),
        (|x| x[0] * 3.0 + x[1], [3.0, 1.0, 0.0, 0.0]),
        (|x| x[2] - x[3] * 5.0, [0.0, 0.0, 1.0, -5.0]),
        (|x| x[1] * 7.0 + x[0], [1.0, 7.0, 0.0, 0.0]),
        (|x| x[0] * 2.0 + x[1] * 3.0 + x[2] * 4.0 + x[3] * 5.0, [2.0, 3.0, 4.0, 5.0]),
    ];
    let all: Vec<[usize; 3]> = (0..216).map(|k| [k % 6, k / 6 % 6, k / 36]).collect();
    for which in all {
        for late in [false, true] {
            let tape = Tape::new();
            let mut x: Vec<_> = (0..3).map(|k| tape.variable(f64::from(k))).collect();
            if late {
                // a record before the last variable
                let _ = (x[0] * x[1]).exp();
            }
            x.push(tape.variable(9.0));
            let [a, b, c] = which.map(|k| shapes[k].0(&x));
            let slopes = which.map(|k| shapes[k].1);
            for (y, factors) in [
                (a + b + c, [1.0, 1.0, 1.0]),
                (a + (b + c), [1.0, 1.0, 1.0]),
                (a - b - c, [1.0, -1.0, -1.0]),
                ((a + b) * 2.0 - (c - a), [3.0, 2.0, -1.0]),
                (a + b * 2.0 + c * 4.0 + a * 8.0, [9.0, 2.0, 4.0]),
            ] {
                let gradient = y.backward();
                for (k, &x) in x.iter().enumerate() {
                    let expected: f64 = (0..3).map(|i| slopes[i][k] * factors[i]).sum();
                    assert_eq!(gradient.of(x), expected, "{which:?} by {k}, {factors:?}, {late}");
                }
            }
        }
    }
}

/// A sum that continues a component, a component that is used again, an operand that is a sum.
#[test]
fn blocks_between_sums() {
    let tape = Tape::new();
    let (x, y) = (tape.variable(2.0), tape.variable(3.0));
    let first = Swirl.at(&[x * y + x, y]); // (x y + x) y, sin(x y + x)
    let second = Swirl.at(&[first[1], first[0]]);
    let late = tape.variable(5.0);
    let f = second[1] + (x * y + late) + first[1] + first[0] * late;
    let (u, du) = (8.0f64, [4.0, 2.0]);
    let inner = u.sin();
    let expected = [0, 1].map(|k| {
        let first = [3.0 * du[k] + if k == 1 { u } else { 0.0 }, u.cos() * du[k]];
        inner.cos() * first[1] + [3.0, 2.0][k] + first[1] + first[0] * 5.0
    });
    for _ in 0..2 {
        let slopes = f.backward();
        assert!((slopes.of(x) - expected[0]).abs() < 1e-13 && (slopes.of(y) - expected[1]).abs() < 1e-13);
        assert_eq!(slopes.of(late), 1.0 + 24.0);
        assert_eq!(second[0].backward().of(late), 0.0);
    }
}

#[test]
fn constants_among_the_operands_of_a_rule() {
    let tape = Tape::new();
    let x = tape.variable(2.0);
    let y = Swirl.at(&[Var::from(3.0), x]);
    let z = Swirl.at(&[x, Var::from(f64::INFINITY)]);
    assert_eq!((y[0].backward().of(x), y[1].backward().of(x)), (3.0, 0.0));
    assert_eq!((z[0].backward().of(x), z[1].backward().of(x)), (f64::INFINITY, 2f64.cos()));
    let alone = Swirl.at(&[Var::<f64>::from(1.0), 2.0.into()]);
    assert_eq!((alone[0].value(), alone[0].backward().of(x)), (2.0, 0.0));
}

#[test]
fn scopes_record_as_tapes_do() {
    let slopes = Tape::scope(|tape| {
        assert!(tape.is_empty());
        let (x, y) = (tape.variable(2.0), tape.variable(3.0));
        let f = (x * y).sin() + x;
        assert!(tape.len() > 2);
        let slopes = f.backward();
        [slopes.of(x), slopes.of(y)]
    });
    assert_eq!(slopes, [3.0 * 6f64.cos() + 1.0, 2.0 * 6f64.cos()]);
}

/// Variables in one list are as variables one by one, also behind records.
#[test]
fn lists_of_variables() {
    let tape = Tape::new();
    let first = tape.variables(&[1.0, 2.0]);
    let more = tape.variables(&[3.0]);
    let y = (first[0] * more[0]).sin();
    let z = y.exp(); // writes
    let late = tape.variables(&[4.0, 5.0]);
    let slopes = (z * late[1] * late[0] + first[1]).backward();
    let at = |x: Var| slopes.of(x);
    let (s, c) = 3f64.sin_cos();
    assert_eq!((at(first[1]), at(late[0]), at(late[1])), (1.0, s.exp() * 5.0, s.exp() * 4.0));
    assert!((at(more[0]) - 20.0 * s.exp() * c).abs() < 1e-12);
    assert!(tape.variables(&[]).is_empty());
}

/// A rule that panics while it is differentiated leaves no half-swept adjoints behind.
#[test]
fn a_panic_inside_a_sweep_leaves_the_tape_usable() {
    let fragile = ad_core::rules::first_order_vector(
        "fragile",
        1,
        1,
        |x, y| y[0] = 2.0 * x[0],
        |x, _| {
            assert!(x[0] > 0.0, "the product needs x > 0");
            ad_core::rules::Linear::rows(vec![vec![2.0]])
        },
    );
    let tape = Tape::new();
    let x = [-1.0, 1.0].map(|x| tape.variable(x));
    let y = x.map(|x| fragile.at(&[x])[0] * x + Swirl.at(&[x, x])[0]);
    for _ in 0..2 {
        let message = catch_unwind(AssertUnwindSafe(|| (y[0] + y[1]).backward())).expect_err("x is negative");
        assert_eq!(message.downcast_ref(), Some(&"the product needs x > 0"));
        let slopes = y[1].backward();
        assert_eq!((slopes.of(x[1]), slopes.of(x[0])), (6.0, 0.0));
    }
}

#[test]
fn tapes_of_tapes() {
    let outer = Tape::<f64>::new();
    let x = outer.variable(0.7);
    let inner = Tape::new();
    let (y, constant) = (inner.variable(x), Var::from(2.0));
    // x³ and its first, second and third derivative, the last by a dual number below both tapes
    let slope = (y * y * y * constant).backward().of(y);
    assert!((slope.value() - 6.0 * 0.49).abs() < 1e-15 && (slope.backward().of(x) - 8.4).abs() < 1e-14);

    let outer = Tape::new();
    let x = outer.variable(Dual::<f64>::variable(0.7));
    let inner = Tape::new();
    let y = inner.variable(x);
    let slope = (y * y * y).backward().of(y).backward().of(x);
    assert!((slope.re - 4.2).abs() < 1e-15 && (slope.eps - 6.0).abs() < 1e-15);
}

#[test]
fn handles_as_text() {
    let tape = Tape::new();
    let (x, y) = (tape.variable(3.0), tape.variable(2.0));
    assert_eq!((x.to_string(), format!("{:.1}", x * y)), ("Var(v=3.0000)".into(), "Var(v=6.0)".into()));
    assert_eq!(
        format!("{x:?} {:?} {:?}", x * 2.0 + y, Var::<f64>::from(1.0)),
        "Var(3.0, 1.0 d#0) Var(8.0, 1.0 d#1 + 2.0 d#0) Var(1.0)"
    );
}
