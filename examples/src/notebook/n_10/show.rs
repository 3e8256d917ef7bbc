//! Tables, the plot and the note of N.10, drawn from the solution.

use super::theory::{Of, norm, relative, stored, stored_errors};
use super::{Parts, Point, difference, error, gradients, steps};
use crate::counting::Counting;
use crate::objectives::QuarticCosine;
use crate::runner::prelude::*;
use optim::problem::{GradientDifference, HessVec};

pub fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
    let errors: Vec<f64> = steps().into_iter().map(|h| error(p, Of::Companion, &stored(), h)).collect();
    let (best, least) = (p.best)(&steps(), &errors);
    let of = |of: Of, h: f64| round_number(error(p, of, &stored(), h), 2);
    Exhibit::new()
        .formula("½xᵀQx + bᵀx: (∇f(x + hv) − ∇f(x))/h = Qv for every h, up to rounding ~ u|∇f|/h")
        .formula("x₁⁴ + x₁ cos x₂: ∇²f = (12x₁², −sin x₂; −sin x₂, −x₁ cos x₂)")
        .formula("(∇f(x + hv) − ∇f(x))/h = ∇²f v + h/2 ∇³f[v, v] + O(h²)")
        .formula("exact: the tangent of ∇f at x + εv, one dual number over one reverse sweep")
        .table(products(p))
        .table(sweep(p))
        .table(costs(p, (best, least)))
        .plot(plot(p, ctx))
        .note(
            "a small error against Qv shows that differences of gradients give the product.",
            format!(
                "the gradient is affine and the quotient has no truncation error: with the crude h = 10⁻² the error is \
                 {}, smaller than {} at 10⁻⁸, and no reasonable step fails. On x₁⁴ + x₁ cos x₂ the same h = 10⁻² is \
                 off by {}, and none of 10⁻¹, …, 10⁻¹⁴ is better than {}, at h = {}.",
                of(Of::Quadratic, 1e-2),
                of(Of::Quadratic, 1e-8),
                of(Of::Companion, 1e-2),
                round_number(least, 2),
                round_number(best, 1),
            ),
        )
}

/// The exact product, by the parts.
fn exact(p: &Parts, of: Of) -> Point {
    let at = stored();
    match of {
        Of::Quadratic => (p.exact)(&at.f, at.x, at.v),
        Of::Companion => (p.exact_companion)(at.x, at.v),
    }
}

fn products(p: &Parts) -> Table {
    let heads = ["f", "∇f(x)", "∇²f(x) v exact", "by differences, h = 10⁻⁸", "relative error"];
    Of::BOTH.into_iter().fold(Table::new("At (0.7, −1.2) along (2, −0.5)", heads), |table, of| {
        let at = stored();
        let approximate = difference(p, of, &at, 1e-8);
        let gradient = match of {
            Of::Quadratic => (p.gradient)(&at.f, at.x),
            Of::Companion => of.gradient(&at, at.x),
        };
        let off = relative(approximate, exact(p, of));
        table.row([cell(of.name()), cell(gradient), cell(exact(p, of)), cell(approximate), short(off, 3)])
    })
}

fn sweep(p: &Parts) -> Table {
    let at = stored();
    let heads =
        ["h", "quadratic, error", "accepted", "companion, error", "accepted", "reference", "complex step, error"];
    let table = Table::new("Relative errors; accepted below 10⁻⁶", heads);
    steps().into_iter().fold(table, |table, h| {
        let judged = Of::BOTH.map(|of| {
            let verdict = (p.agrees)(difference(p, of, &at, h), exact(p, of));
            [short(error(p, of, &at, h), 3), cell(if verdict { "yes" } else { "no" })]
        });
        let known = stored_errors().into_iter().find(|e| (e.0 / h - 1.0).abs() < 1e-9);
        let complex = relative((p.complex_step)(at.x, at.v, h), exact(p, Of::Companion));
        let tail = [known.map_or(cell("-"), |e| short(e.1, 3)), short(complex, 3)];
        table.row([short(h, 3)].into_iter().chain(judged.into_iter().flatten()).chain(tail))
    })
}

fn costs(p: &Parts, (best, least): (f64, f64)) -> Table {
    let at = stored();
    let f = Counting::new(QuarticCosine);
    ad::hess_vec(&f, &at.x, &at.v);
    let of = Of::Companion;
    let off = |product: Point| short(relative(product, of.hess_vec(&at)), 3);
    let counted = Counting::new(QuarticCosine);
    let mut central = [0.0; 2];
    GradientDifference(&counted).hess_vec_into(&at.x, &at.v, &mut central);
    let heads = ["method", "evaluations", "of", "h", "relative error"];
    Table::new("What one product for x₁⁴ + x₁ cos x₂ costs", heads)
        .row([cell("exact"), cell(f.evaluations()), cell("dual numbers, recorded"), cell("none"), off(exact(p, of))])
        .row([cell("forward difference"), cell(gradients(p)), cell("the gradient"), short(best, 1), short(least, 3)])
        .row([
            cell("central difference (the library's)"),
            cell(counted.evaluations()),
            cell("the gradient"),
            cell("ε^(1/3) max(1, |x|)/|v|"),
            off(central),
        ])
        .row([
            cell("complex step on the gradient"),
            cell(at.x.len()),
            cell("dual numbers over complex ones"),
            short(1e-100, 1),
            off((p.complex_step)(at.x, at.v, 1e-100)),
        ])
}

fn plot(p: &Parts, ctx: &Context) -> Plot {
    let at = stored();
    let fine = || logspace(-15.0, 0.0, ctx.pick(121, 31));
    let complex = |h: f64| relative((p.complex_step)(at.x, at.v, h), Of::Companion.hess_vec(&at));
    // the quotient without rounding, at a step where its first term rules
    let slope = relative(Of::Companion.quotient(&at, 1e-6), Of::Companion.hess_vec(&at)) / 1e-6;
    let noise = |h: f64| {
        let of = Of::Companion;
        0.5 * f64::EPSILON * norm(of.gradient(&at, at.x)) / (h * norm(of.hess_vec(&at)))
    };
    Plot::new("products with a Hessian: relative error against the step")
        .x("step h")
        .y("relative error")
        .log_log()
        .y_range(1e-17, 1e1)
        .series(Series::graph("difference, quadratic", fine(), |h| error(p, Of::Quadratic, &at, h)))
        .series(Series::graph("difference, x₁⁴ + x₁ cos x₂", fine(), |h| error(p, Of::Companion, &at, h)))
        .series(Series::graph("complex step, x₁⁴ + x₁ cos x₂", fine(), complex))
        .series(Series::graph("h/2 |∇³f[v, v]|", [1e-10, 1.0], |h| slope * h).dashed())
        .series(Series::graph("u|∇f|/h", [1e-15, 1e-5], noise).dashed())
        .vertical(f64::EPSILON.sqrt(), "√ε")
}
