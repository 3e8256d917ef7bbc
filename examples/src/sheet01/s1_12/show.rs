//! Tables, plot, graphs and notes of S1.12, drawn from the solution.

use super::{NODES, Parts, Point, SHEET, fraction, point, solution};
use crate::drawing::drawing;
use crate::objectives::ReluOfQuotient;
use crate::runner::prelude::*;
use crate::text::superscript;
use ad::objective;

pub fn exhibit(p: &Parts) -> Exhibit {
    let kink = point(&reference("S1.12").get("kink").vec("x"));
    let (at_zero, gradient_at_zero) = (p.reverse)([3.0, 0.0, 9.0]);
    Exhibit::new()
        .formula("f̄ = 1,  (e/d)‾ = f̄ · [e/d > 0],  ē = (e/d)‾ / d")
        .formula("d̄ = 2d ē − (e/d)‾ · (e/d)/d    (d is used twice: a sum)")
        .formula("x̄₁ = ē,  x̄₂ = d̄ x₃,  x̄₃ = d̄ x₂")
        .formula("by hand: f = x₁/(x₂x₃) + x₂x₃, ∇f = (1/(x₂x₃), x₃ − x₁/(x₂²x₃), x₂ − x₁/(x₂x₃²)) where f > 0")
        .table(as_printed(p))
        .table(nodes(p))
        .table(points(p, kink))
        .table(sizes(p))
        .plot(along_x1(p, kink))
        .graph(drawing("Reverse accumulation at (3, 5, 9)", &solution::picture(SHEET)))
        .graph(drawing("At (−3000, 5, 9) relu cuts every path", &solution::picture([-3000.0, 5.0, 9.0])))
        .note(
            "f is given without its domain.",
            format!(
                "it is undefined where x₂x₃ = 0. Python raises ZeroDivisionError; here f(3, 0, 9) = {at_zero} with \
                 ∇f = {}. Not every such point shows: (−3, 0, 9) gives f = {}, since max(0, −3/0) = max(0, −∞).",
                Value::from(gradient_at_zero),
                (p.reverse)([-3.0, 0.0, 9.0]).0
            ),
        )
        .note(
            "f is differentiated as if it were smooth.",
            format!(
                "it has a kink where x₁ = −(x₂x₃)². At (−2025, 5, 9) the convention relu′(0) = 0 gives {}; from \
                 the side f > 0 the gradient tends to {}, from the other side it is 0.",
                Value::from((p.reverse)(kink).1),
                rounded((p.one_sided)(kink))
            ),
        )
        .note(
            "(−x₂x₃)² has a minus sign.",
            format!(
                "it has no effect: over the four points value and gradient with and without it differ by {}.",
                without_minus(p)
            ),
        )
        .note(
            "x2.grad = 8.986666666666668.",
            format!(
                "the last digit is rounding: 674/75 is {}. nanograd divides as e · d⁻¹ and ends one unit above, \
                 this sweep gives {}.",
                fraction("674/75"),
                (p.reverse)(SHEET).1[1]
            ),
        )
        .note(
            "nanograd's backward() leaves the adjoints of the call before in place.",
            format!(
                "so a second call adds to them: x1.grad = {:.4} instead of {:.4}. It also follows every path, 2ⁿ of \
                 them after n doublings, and recurses once a node.",
                2.0 * (p.reverse)(SHEET).1[0],
                (p.swept_twice)(SHEET)[1][0]
            ),
        )
}

fn rounded(x: Point) -> String {
    format!("({})", x.map(|x| round_number(x, 6)).join(", "))
}

fn as_printed(p: &Parts) -> Table {
    let r = reference("S1.12");
    let sheet = r.get("seed_printed");
    let exact = r.items("points")[0].items("grad_exact");
    let (f, gradient) = (p.reverse)(SHEET);
    let header = ["", "prints", "all digits", "the sheet", "exactly"];
    let printed = (p.printed)(SHEET);
    let rows = ["x1", "x2", "x3"].into_iter().zip(&printed[1..]).zip(gradient).zip(&exact);
    let table = Table::new("What the sheet prints, at (3, 5, 9)", header).row([
        cell("f.v"),
        cell(printed[0].as_str()),
        cell(f),
        cell(sheet.num("f")),
        cell(r.items("points")[0].text("f_exact")),
    ]);
    rows.fold(table, |table, (((name, printed), grad), exact)| {
        let (label, sheet) = (format!("{name}.grad"), sheet.num(name));
        table.row([cell(label), cell(printed.as_str()), cell(grad), cell(sheet), cell(exact.as_text())])
    })
}

fn nodes(p: &Parts) -> Table {
    let table = Table::new("Every node at (3, 5, 9)", ["node", "value", "adjoint"]);
    NODES
        .into_iter()
        .zip((p.nodes)(SHEET))
        .fold(table, |table, (name, (value, adjoint))| table.row([cell(name), cell(value), short(adjoint, 8)]))
}

/// Reverse mode beside forward mode and the closed form, point by point.
fn points(p: &Parts, kink: Point) -> Table {
    let header = ["x", "", "f", "∂f/∂x₁", "∂f/∂x₂", "∂f/∂x₃", "reverse − dual", "reverse − by hand"];
    let stored = reference("S1.12").items("points").into_iter().map(|entry| point(&entry.vec("x")));
    let others = [kink, [3.0, 0.0, 9.0], [3.0, 5.0, 0.0], [-3.0, 0.0, 9.0]];
    let table = Table::new("Four points, the kink, and x₂x₃ = 0", header);
    stored.chain(others).fold(table, |table, x| {
        let (f, gradient) = (p.reverse)(x);
        let off = |other: Point| short(largest_difference(gradient, other), 2);
        let [g1, g2, g3] = gradient.map(|g| short(g, 8));
        let (dual, by_hand) = (off((p.forward)(x).1), off((p.by_hand)(x).1));
        table.row([cell(rounded(x)), cell((p.place)(x).to_string()), short(f, 8), g1, g2, g3, dual, by_hand])
    })
}

/// Equal entries, infinite ones too, differ by 0.
fn largest_difference(a: Point, b: Point) -> f64 {
    let differences = a.into_iter().zip(b).map(|(a, b)| if a == b { 0.0 } else { (a - b).abs() });
    differences.fold(0.0, |largest, d| if d > largest || d.is_nan() { d } else { largest })
}

fn without_minus(p: &Parts) -> f64 {
    let plain = objective!(|x| ((x[0] + (x[1] * x[2]).powi(2)) / (x[1] * x[2])).relu());
    let stored = reference("S1.12").items("points").into_iter().map(|entry| point(&entry.vec("x")));
    let difference = |x: Point| {
        let (value, gradient) = ad::gradient(&plain, &x);
        let (with_minus, with_minus_gradient) = ad::gradient(&ReluOfQuotient, &x);
        let swept = (p.reverse)(x).1;
        (value - with_minus)
            .abs()
            .max(largest_difference(point(&gradient), point(&with_minus_gradient)))
            .max(largest_difference(point(&gradient), swept))
    };
    stored.map(difference).fold(0.0, f64::max)
}

fn sizes(p: &Parts) -> Table {
    let table = Table::new("y ← y + y: one visit a node, not a path", ["doublings", "nodes", "paths", "dy/dx"]);
    [1, 4, 20, 60].into_iter().fold(table, |table, levels| {
        let (nodes, derivative) = (p.diamond)(levels);
        table.row([cell(levels), cell(nodes), cell(format!("2{}", superscript(levels as i32))), short(derivative, 8)])
    })
}

fn along_x1(p: &Parts, kink: Point) -> Plot {
    let f = |x1: f64| (p.reverse)([x1, 5.0, 9.0]).0;
    let [x1, ..] = SHEET;
    Plot::new("f along x₁ at x₂ = 5, x₃ = 9")
        .x("x₁")
        .y("f")
        .y_range(-10.0, 60.0)
        .series(Series::graph("f", [-4000.0, kink[0], 500.0], f))
        .series(Series::graph("e/d without max", [-2475.0, 500.0], |x1| (x1 + 2025.0) / 45.0).dashed())
        .point(-3000.0, f(-3000.0), "inactive: ∇f = 0")
        .point(kink[0], f(kink[0]), "kink")
        .point(x1, f(x1), format!("(3, 5, 9): f = {:.4}", f(x1)))
}
