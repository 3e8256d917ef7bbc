//! Tables, plot, graph and notes of S1.11, drawn from the solution.

use super::{Pair, Parts, sheet_difference, sheet_quotient, sheet_sum};
use crate::drawing::drawing;
use crate::objectives::LogOfSum;
use crate::runner::prelude::*;
use ad::{Dual, Objective};

pub fn exhibit(p: &Parts) -> Exhibit {
    let first = show_by(p, (3.0, 1.0), (2.0, 0.0));
    Exhibit::new()
        .formula("(a + bε) + (c + dε) = (a + c) + (b + d) ε, and − alike")
        .formula("(a + bε)(c + dε) = ac + (ad + bc) ε")
        .formula("(a + bε)/(c + dε) = a/c + (bc − ad)/c² ε")
        .formula("f(a + bε) = f(a) + f′(a) b ε, so log(a + bε) = log a + (b/a) ε")
        .table(tests(p))
        .table(accumulation(p))
        .table(claims(p))
        .table(beyond())
        .plot(along_a(p))
        .graph(graph())
        .note(
            "rule 3: (a + bε)/(c + dε) = a/c + (ad − bc)/c² ε.",
            format!(
                "the sign is wrong: (2 + 3ε)/(5 + 7ε) has the tangent {}, the rule says {}; 1/(1 + ε) \
                 would become 1 + ε. The sheet's code is right.",
                round_number((p.div)(X, Y).1, 6),
                round_number(sheet_quotient(X, Y).1, 6)
            ),
        )
        .note(
            "D(a,b) + D(c,d) = D(a+b, c+d).",
            format!(
                "it is D(a+c, b+d): (2 + 3ε) + (5 + 7ε) = {}, the bullet gives {}.",
                (p.show)((p.add)(X, Y)),
                (p.show)(sheet_sum(X, Y))
            ),
        )
        .note(
            "D(a,b) − D(c,d) = D(a−b, c−d).",
            format!(
                "it is D(a−c, b−d): (2 + 3ε) − (5 + 7ε) = {}, the bullet gives {}.",
                (p.show)((p.sub)(X, Y)),
                (p.show)(sheet_difference(X, Y))
            ),
        )
        .note(
            "max needs no word at a tie.",
            format!(
                "there the derivative does not exist: max(x, 2) at x = 2 has the slopes 0 to the left and 1 to \
                 the right. The sheet's code and the crate take the second argument: max(2 + ε, 2) = {}, \
                 max(2, 2 + ε) = {}.",
                Dual::new(2.0, 1.0).max(2.0.into()),
                Dual::constant(2.0).max(Dual::new(2.0, 1.0))
            ),
        )
        .note(
            "a zero divisor is refused (Python raises ZeroDivisionError).",
            format!(
                "the crate follows IEEE 754: 1/(0 + ε) = {}, ε/ε = {}.",
                1.0 / Dual::variable(0.0),
                Dual::variable(0.0) / Dual::variable(0.0)
            ),
        )
        .note(
            "the parts of a dual number are int or float, and both operands are dual numbers.",
            format!(
                "then neither x + 1 nor a second derivative can be written. With scalars on both sides and nested \
                 parts ∂²f/∂a² = {} at (3, 2); the first derivative there is {}.",
                round_number((p.second_derivative)(3.0, 2.0), 6),
                first
            ),
        )
}

/// The sheet's operands, 2 + 3ε and 5 + 7ε.
const X: Pair = (2.0, 3.0);
const Y: Pair = (5.0, 7.0);

fn show_by(p: &Parts, a: Pair, b: Pair) -> String {
    round_number((p.forward)(a, b)[3].1, 6)
}

fn library((v, g): Pair) -> Dual<f64> {
    Dual::new(v, g)
}

fn tests(p: &Parts) -> Table {
    let eps = Dual::new(0.0, 1.0);
    let theirs = [eps * eps, 1.0 / (1.0 + eps), (1.0 + 2.0 * eps) * (3.0 - 4.0 * eps)];
    let expressions = ["ε·ε", "1/(1 + ε)", "(1 + 2ε)(3 − 4ε)"];
    let rows = expressions.into_iter().zip((p.sheet_tests)()).zip(theirs);
    rows.fold(
        Table::new("The sheet's tests", ["expression", "our own", "the crate"]),
        |table, ((name, own), theirs)| table.row([cell(name), cell((p.show)(own)), cell(theirs.to_string())]),
    )
}

fn accumulation(p: &Parts) -> Table {
    let by_a = (p.forward)((3.0, 1.0), (2.0, 0.0));
    let by_b = (p.forward)((3.0, 0.0), (2.0, 1.0));
    let names = ["a·b", "max(a, 2)", "a·b + max(a, 2)", "f = log(a·b + max(a, 2))"];
    let header = ["node", "value", "tangent, a = 3 + ε", "tangent, b = 2 + ε"];
    let table = Table::new("Forward accumulation at a = 3, b = 2", header);
    let table = names
        .into_iter()
        .zip(by_a.into_iter().zip(by_b))
        .fold(table, |table, (name, (a, b))| table.row([cell(name), cell(a.0), cell(a.1), cell(b.1)]));
    let [value, by_a, by_b] = (p.by_the_crate)(3.0, 2.0);
    table.row([cell("the crate's gradient"), cell(value), cell(by_a), cell(by_b)])
}

/// Each wrong formula beside the right one, and beside a slope measured without either.
fn claims(p: &Parts) -> Table {
    let header = ["expression", "slope by central difference", "our own", "the crate", "the sheet's formula"];
    let row = |name: &str, plain: fn(f64, f64) -> f64, own: Pair, theirs: Dual<f64>, sheet: Pair| {
        // The dual number a + bε is the line a + bt, and its tangent the slope at t = 0.
        let at = |t: f64| plain(X.0 + X.1 * t, Y.0 + Y.1 * t);
        let slope = short((at(1e-5) - at(-1e-5)) / 2e-5, 6);
        [cell(name), slope, cell((p.show)(own)), cell(theirs.to_string()), cell((p.show)(sheet))]
    };
    let (x, y) = (library(X), library(Y));
    Table::new("Three formulas of the sheet, evaluated", header)
        .row(row("(2 + 3ε)/(5 + 7ε)", |x, y| x / y, (p.div)(X, Y), x / y, sheet_quotient(X, Y)))
        .row(row("(2 + 3ε) + (5 + 7ε)", |x, y| x + y, (p.add)(X, Y), x + y, sheet_sum(X, Y)))
        .row(row("(2 + 3ε) − (5 + 7ε)", |x, y| x - y, (p.sub)(X, Y), x - y, sheet_difference(X, Y)))
}

/// What the crate's dual numbers do beyond the sheet's.
fn beyond() -> Table {
    let x = Dual::new(3.0, 1.0);
    let twice = Dual::variable(Dual::variable(3.0));
    let thrice = Dual::variable(twice);
    let b = 2.0;
    Table::new("Scalars on both sides, and nesting", ["expression", "result"])
        .row([cell("x = 3 + ε: x + 1"), cell((x + 1.0).to_string())])
        .row([cell("2 · x"), cell((2.0 * x).to_string())])
        .row([cell("1 / x"), cell((1.0 / x).to_string())])
        .row([cell("∂f/∂a at (3, 2)"), cell(LogOfSum.value(&[x, b.into()]).eps)])
        .row([cell("∂²f/∂a², Dual<Dual<f64>>"), cell(LogOfSum.value(&[twice, b.into()]).eps.eps)])
        .row([cell("∂³f/∂a³, Dual<Dual<Dual<f64>>>"), cell(LogOfSum.value(&[thrice, b.into()]).eps.eps.eps)])
}

fn along_a(p: &Parts) -> Plot {
    let value = |a: f64| (p.forward)((a, 1.0), (2.0, 0.0))[3].0;
    let slope = |a: f64| (p.forward)((a, 1.0), (2.0, 0.0))[3].1;
    let off_the_kink = |a: f64| if a == 2.0 { f64::NAN } else { slope(a) };
    let grid = || (10..=100).map(|k| f64::from(k) / 20.0);
    Plot::new("f along a at b = 2")
        .x("a")
        .y("f")
        .series(Series::graph("log(2a + max(a, 2))", grid(), value))
        .series(Series::graph("tangent at 3", [1.5, 5.0], |a| value(3.0) + slope(3.0) * (a - 3.0)).dashed())
        .series(Series::graph("∂f/∂a", grid(), off_the_kink))
        .point(3.0, value(3.0), format!("slope {:.4}", slope(3.0)))
        .vertical(2.0, "kink")
}

fn graph() -> Graph {
    let g = ad::Graph::new();
    let (a, b) = (g.variable(3.0).label("a"), g.variable(2.0).label("b"));
    let product = (a * b).label("p");
    let larger = a.max(2.0.into()).label("m");
    let sum = (product + larger).label("s");
    let f = sum.ln().label("f");
    a.forward();
    drawing("Forward accumulation of f = log(a·b + max(a, 2)): values and tangents ∂/∂a", &f.picture())
}
