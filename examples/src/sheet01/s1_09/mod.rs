//! S1.9: three formulas with a step for the derivative of ln x + eˣ + 1/x near zero, where −1/x² rules.

use crate::objectives::ln_exp_recip;
use crate::runner::exhibit::Cell;
use crate::runner::prelude::*;
use ad::ComplexStep;
use method::{Method, exact_terms, points, relative, row, steps_from};

mod method;
mod scaffold;
mod solution;

/// A function of one variable.
type Function<'a> = &'a dyn Fn(f64) -> f64;
/// A function of one complex variable.
type Analytic<'a> = &'a dyn Fn(ComplexStep) -> ComplexStep;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    derivative: fn(f64) -> f64,
    terms: fn(f64) -> [f64; 3],
    share: fn(f64) -> f64,
    forward: fn(f: Function, x: f64, h: f64) -> f64,
    central: fn(f: Function, x: f64, h: f64) -> f64,
    complex_step: fn(f: Analytic, x: f64, h: f64) -> f64,
    step: fn(f64) -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct StepsNearZero;

const DERIVATIVE: &str = "f′ by dual numbers";
const TERMS: &str = "the three terms of f′";
const SHARE: &str = "−1/x² dominates: its share of f′";
const FORWARD: &str = "forward difference: relative error h/(x + h) on 1/x, and its error on f";
const CENTRAL: &str = "central difference: relative error h²/(x² − h²) on 1/x, and its error on f";
const COMPLEX: &str = "complex step: relative error h²/(x² + h²) on 1/x, and its error on f";
const DOMAIN: &str = "central difference with h ≥ x: no number";
const EVALUATIONS: &str = "evaluations of f: forward, central, complex";
const STEP: &str = "a step that suits x";

impl Exercise for StepsNearZero {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.9",
        title: "Finite differences and the complex step near zero",
        stars: 2,
        task: "Let f(x) = ln x + eˣ + 1/x for x > 0.\n\n\
               (a) Compute f′ exactly, by automatic differentiation.\n\n\
               (b) Which term of f′ dominates as x goes to 0? Give its share of f′(x).\n\n\
               (c) Write the forward difference, the central difference and the complex step, and try them \
               at x = 0.1, 0.01, 0.001, 10⁻⁶ with steps from 10⁻² down to 10⁻²⁰⁰. Plot the errors \
               against h/x. What happens for h ≥ x?\n\n\
               (d) Which step suits the forward difference at a given x?",
        hints: &[
            "f′(x) = 1/x + eˣ − 1/x²; at x = 0.001 these are 1000, 1.001 and −1000000.",
            "On 1/x alone the forward difference is −1/(x (x + h)): compare it with −1/x².",
            "1/(x + ih) has the imaginary part −h/(x² + h²).",
            "With h ≥ x the central difference asks for the logarithm of a number that is not positive.",
            "The error of the forward difference depends on h/x alone, so a good step is a fixed part of x.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.9");
        let points = points(ctx);
        let method = |name, method: Method, why| {
            let measure = |&(x, h): &(f64, f64)| {
                let mut errors = vec![method.error_on_recip(p, x, h)];
                errors.extend(method.stored(x, h).map(|_| method.error(p, x, h)));
                errors
            };
            let target = |&(x, h): &(f64, f64)| {
                let mut errors = vec![method.law(x, h)];
                errors.extend(method.stored(x, h));
                near(errors, abs(method.rounding(x, h)))
            };
            ctx.check(name, why).each(method.pairs(ctx), measure, target)
        };
        let differences = "8ε(1 + x/h): two values rounded, their difference divided by h; 0 where x + h = x";
        vec![
            ctx.check(DERIVATIVE, r.why()).each(
                points.clone(),
                |x| (p.derivative)(*x),
                |x| match row(*x) {
                    Some(row) => near(row.num("fprime_hp"), r.tol()),
                    None => near(exact_terms(*x).iter().sum::<f64>(), r.tol()),
                },
            ),
            ctx.check(TERMS, "one or two roundings each").each(
                points.clone(),
                |x| (p.terms)(*x),
                |x| match row(*x).map(|row| row.get("terms")) {
                    Some(terms) => near(["1/x", "exp(x)", "-1/x^2"].map(|key| terms.num(key)), eps(4.0)),
                    None => near(exact_terms(*x), eps(4.0)),
                },
            ),
            ctx.check(SHARE, "a quotient of terms that hardly cancel").each(
                points.clone(),
                |x| (p.share)(*x),
                |x| match row(*x) {
                    Some(row) => near(row.num("share_of_-1/x^2"), eps(8.0)),
                    None => near(exact_terms(*x)[2] / exact_terms(*x).iter().sum::<f64>(), eps(8.0)),
                },
            ),
            method(FORWARD, Method::Forward, differences),
            method(CENTRAL, Method::Central, differences),
            method(COMPLEX, Method::Complex, "8ε: nothing is subtracted, so nothing grows as h shrinks"),
            ctx.check(DOMAIN, "ln 0 + 1/0 and ln(−1) are not numbers").each(
                steps_from(&points).filter(|(x, h)| h >= x),
                |(x, h)| finite((p.central)(&ln_exp_recip, *x, *h), 17),
                |_| exact("non-finite"),
            ),
            ctx.check(EVALUATIONS, "a count").that(|| evaluations(p), exact([2usize, 2, 1])),
            ctx.check(STEP, "truncation h/x and rounding 2u x/h, with h = x √(2u) 3·10⁻⁸ together").each(
                points.clone(),
                |x| Method::Forward.error(&solution::solution(), *x, (p.step)(*x)),
                |_| near(0.0, abs(1e-7)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                DERIVATIVE,
                "(1/x)′ without its sign",
                Parts { derivative: |x| 1.0 / x + x.exp() + x.powi(-2), ..ours() },
            ),
            twin(TERMS, "(1/x)′ without its sign", Parts { terms: |x| [1.0 / x, x.exp(), x.powi(-2)], ..ours() }),
            twin(
                SHARE,
                "the share of the absolute values",
                Parts { share: |x| x.powi(-2) / exact_terms(x).iter().map(|t| t.abs()).sum::<f64>(), ..ours() },
            ),
            twin(FORWARD, "divided by 2h", Parts { forward: |f, x, h| (f(x + h) - f(x)) / (2.0 * h), ..ours() }),
            twin(
                CENTRAL,
                "divided by h instead of 2h",
                Parts { central: |f, x, h| (f(x + h) - f(x - h)) / h, ..ours() },
            ),
            twin(
                COMPLEX,
                "evaluated at x − ih",
                Parts { complex_step: |f, x, h| f(ComplexStep::new(x, -h)).im() / h, ..ours() },
            ),
            twin(
                DOMAIN,
                "x − h pushed back into the domain",
                Parts { central: |f, x, h| (f(x + h) - f((x - h).max(f64::EPSILON))) / (2.0 * h), ..ours() },
            ),
            twin(
                EVALUATIONS,
                "the mean of forward and backward difference",
                Parts { central: |f, x, h| ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2.0, ..ours() },
            ),
            twin(STEP, "h = 1/100, which at x = 1/1000 is off by 91%", Parts { step: |_| 1e-2, ..ours() }),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        let methods = [Method::Forward, Method::Central, Method::Complex];
        let stored = points(&Context::default());
        let mut shown = Exhibit::new()
            .formula("f(x) = ln x + eˣ + 1/x,  f′(x) = 1/x + eˣ − 1/x²;  share of −1/x²: 1 + x + O(x²) → 1")
            .formula("forward on 1/x: −1/(x(x + h)), relative error h/(x + h) < 1")
            .formula("central on 1/x: −1/(x² − h²), relative error h²/(x² − h²), without bound as h → x")
            .formula("complex step on 1/x: −1/(x² + h²), relative error h²/(x² + h²) < 1")
            .formula("rounding: about 2u x/h in a difference, 2u in the complex step, so forward wants h = x √(2u)");
        for &x in &stored {
            let title = format!("x = {}, exact f′(x) = {}", Value::from(x), (p.derivative)(x));
            let heads = ["h", "h/x", "forward", "error", "central", "error", "complex step", "error"];
            let table = steps_from(&[x]).fold(Table::new(title, heads), |table, (x, h)| {
                let cells = methods.iter().flat_map(|m| [number(m.value(p, x, h), 10), number(m.error(p, x, h), 3)]);
                table.row([short(h, 3), short(h / x, 3)].into_iter().chain(cells))
            });
            shown = shown.table(table);
        }
        let counts = evaluations(p);
        let heads = ["method", "evaluations of f", "at a", "best step tried at x = 0.001", "its relative error"];
        let costs = methods.iter().zip(counts).fold(
            Table::new("What one f′(0.001) costs", heads).row([
                cell("AD"),
                cell(1.0),
                cell("dual number"),
                cell("none"),
                short(relative((p.derivative)(1e-3), 1e-3), 3),
            ]),
            |table, (method, count)| {
                let tried = steps_from(&[1e-3]).map(|(x, h)| (h, method.error(p, x, h)));
                let (h, error) = tried.filter(|t| t.1.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1)).expect("a step");
                let at = if *method == Method::Complex { "complex number" } else { "real number" };
                table.row([cell(method.name()), cell(count), cell(at), short(h, 3), short(error, 3)])
            },
        );
        let heads = ["x", "1/x", "eˣ", "−1/x²", "f′(x)", "share of −1/x²"];
        let shares = stored.iter().fold(Table::new("Which term dominates", heads), |table, &x| {
            let numbers = [&[x][..], &(p.terms)(x), &[(p.derivative)(x), (p.share)(x)]].concat();
            table.row(numbers.into_iter().map(|v| short(v, 12)))
        });
        shown = shown.table(shares).table(costs);
        for method in methods {
            shown = shown.plot(error_plot(p, method, &stored, ctx));
        }
        shown.plot(share_plot(p, ctx))
    }
}

/// A number, or the word for what is none.
fn finite(x: f64, digits: usize) -> Value {
    if x.is_finite() { round_number(x, digits).into() } else { "non-finite".into() }
}

fn number(x: f64, digits: usize) -> Cell {
    cell(finite(x, digits))
}

/// How often each formula calls f.
fn evaluations(p: &Parts) -> [usize; 3] {
    let (forward, central) = (Counted::new(ln_exp_recip::<f64>), Counted::new(ln_exp_recip::<f64>));
    let complex = Counted::new(ln_exp_recip::<ComplexStep>);
    (p.forward)(&|x| forward.call(x), 0.1, 1e-3);
    (p.central)(&|x| central.call(x), 0.1, 1e-3);
    (p.complex_step)(&|z| complex.call(z), 0.1, 1e-3);
    [forward.calls(), central.calls(), complex.calls()]
}

/// Error against h/x: the points fall on one curve until rounding parts them.
fn error_plot(p: &Parts, method: Method, points: &[f64], ctx: &Context) -> Plot {
    let ratios = || logspace(-15.0, 1.0, ctx.pick(129, 33));
    let mut plot = Plot::new(format!("{}: relative error of f′(x) against h/x", method.title()))
        .x("h/x")
        .y("relative error")
        .log_log()
        .y_range(1e-17, 1e2);
    for &x in points {
        plot = plot.series(Series::graph(format!("x = {}", Value::from(x)), ratios(), |r| method.error(p, x, r * x)));
    }
    let law = Series::graph(method.formula(), ratios(), |r| method.law(1.0, r)).dashed();
    let rounding = Series::graph("rounding 2u x/h", [1e-15, 10.0], |r| f64::EPSILON / r).dashed();
    let plot = plot.series(law);
    match method {
        Method::Forward => plot.series(rounding).vertical(1.0, "h = x"),
        Method::Central => plot.series(rounding).vertical(1.0, "no number from h = x on"),
        Method::Complex => plot.vertical(1.0, "h = x").horizontal(f64::EPSILON / 2.0, "u; an error of 0 leaves a gap"),
    }
}

/// The terms of f′, each as a part of the sum of their magnitudes.
fn share_plot(p: &Parts, ctx: &Context) -> Plot {
    let xs = logspace(-4.0, 0.0, ctx.pick(81, 21));
    let share =
        |k: usize| xs.iter().map(|x| (p.terms)(*x).map(f64::abs)).map(|t| t[k] / t.iter().sum::<f64>()).collect();
    let mut plot = Plot::new("the terms of f′(x), by magnitude").x("x").y("share").y_range(0.0, 1.0);
    plot.x.log = true;
    plot.stacked(&xs, [("|−1/x²|", share(2)), ("1/x", share(0)), ("eˣ", share(1))])
}
