//! S1.8: (f(x + h) − 2 f(x) + f(x − h)) / h², its truncation h²/12 f⁗, its best step.

use crate::objectives::exp_sin;
use crate::runner::prelude::*;

mod scaffold;
mod solution;

/// A function of one variable.
type Function<'a> = &'a dyn Fn(f64) -> f64;
/// Where f″ is wanted.
const X: f64 = 1.0;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    second_difference: fn(f: Function, x: f64, h: f64) -> f64,
    truncation: fn(fourth: f64, h: f64) -> f64,
    exact: fn(f64) -> f64,
    fourth: fn(f64) -> f64,
    errors: fn(steps: &[f64]) -> Vec<f64>,
    order: fn(steps: &[f64], errors: &[f64]) -> f64,
    best: fn(steps: &[f64], errors: &[f64]) -> (f64, f64),
    best_step: fn(f: f64, fourth: f64) -> f64,
    complex_step: fn(h: f64) -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct SecondDifference;

const CUBIC: &str = "the formula is exact on a cubic";
const EVALUATIONS: &str = "three evaluations of f";
const TRUNCATION: &str = "truncation error h²/12 f⁗";
const EXACT: &str = "f″ by automatic differentiation";
const FOURTH: &str = "f⁗ by automatic differentiation";
const ERRORS: &str = "relative error for each step";
const ORDER: &str = "the error is of order 2";
const BEST_ERROR: &str = "the smallest error of the sweep";
const BEST_STEP: &str = "the step with the smallest error";
const THEORY: &str = "the step that theory recommends";
const COMPLEX: &str = "complex step on f′";

impl Exercise for SecondDifference {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.8",
        title: "A second derivative from three values",
        stars: 2,
        task: "(a) Combine the forward difference (f(x + h) − f(x)) / h and the backward difference \
               (f(x) − f(x − h)) / h into a formula for f″(x) that evaluates f three times.\n\n\
               (b) By how much does the formula miss f″(x)? Give the leading term.\n\n\
               (c) For f(x) = eˣ sin x compute f″ and f⁗ exactly, by automatic differentiation.\n\n\
               (d) At x = 1 try 17 steps from 10⁻⁸ to 1: give the relative errors, the order p in \
               error ≈ C hᵖ on [10⁻³, 10⁻¹], and the best step with its error. Plot them.\n\n\
               (e) Rounding adds an error of up to 4u|f| / h². Which step makes the sum least?\n\n\
               (f) A complex step Im f′(x + ih) / h on the exact f′ subtracts nothing. How small may h be?",
        hints: &[
            "f′ at x + h/2 is nearly the forward difference, at x − h/2 nearly the backward difference.",
            "Divide the difference of the two by h: (f(x + h) − 2 f(x) + f(x − h)) / h².",
            "Add f(x ± h) = f ± h f′ + h²/2 f″ ± h³/6 f‴ + h⁴/24 f⁗: the odd powers cancel.",
            "Set the derivative of h²/12 |f⁗| + 4u|f| / h² by h to zero: h⁴ = 48u |f / f⁗|.",
            "ad::second_derivative, ad::taylor and ad::forward::derivative at a ComplexStep give all exact values.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.8");
        let at_one = r.get("instance");
        let (second, fourth, h_opt) = (at_one.num("f_second_hp"), at_one.num("f_fourth_hp"), at_one.num(H_OPT));
        let cubic = |t: f64| t * t * (t + 2.0);
        let corners = [(3.0, 1.0), (3.0, 0.5), (-2.0, 2.0), (0.0, 0.25)];
        let swept = || {
            let steps: Vec<f64> = sweep().into_iter().map(|(h, _)| h).collect();
            let errors = (p.errors)(&steps);
            (steps, errors)
        };
        let best = || {
            let (steps, errors) = swept();
            (p.best)(&steps, &errors)
        };
        vec![
            ctx.check(CUBIC, "small dyadic numbers: exact in binary64").each(
                corners,
                |(x, h)| (p.second_difference)(&cubic, *x, *h),
                |(x, _)| exact(6.0 * x + 4.0),
            ),
            ctx.check(EVALUATIONS, "a count").that(|| evaluations(p.second_difference), exact(3usize)),
            ctx.check(TRUNCATION, "three roundings").each(
                [(24.0, 0.5), (24.0, 2.0), (fourth, 1e-2), (fourth, 1e-3)],
                |(fourth, h)| (p.truncation)(*fourth, *h),
                |(fourth, h)| near(h * h * fourth / 12.0, eps(2.0)),
            ),
            ctx.check(EXACT, "eˣ sin x comes in with both signs and cancels").each(
                points(ctx),
                |x| (p.exact)(*x),
                |x| if *x == X { near(second, r.tol()) } else { near(2.0 * x.exp() * x.cos(), eps(16.0)) },
            ),
            ctx.check(FOURTH, "five products of Taylor coefficients, 24 times each up to 20").each(
                points(ctx),
                |x| (p.fourth)(*x),
                |x| near(if *x == X { fourth } else { -4.0 * exp_sin(*x) }, abs(64.0 * f64::EPSILON)),
            ),
            ctx.check(ERRORS, "8u|f| / (h²|f″|): our values and the reference's are rounded").each(
                sweep(),
                |(h, _)| (p.errors)(&[*h]),
                |(h, error)| near([*error], abs(2.0 * rounding(*h))),
            ),
            ctx.check(ORDER, "fitted on [10⁻³, 10⁻¹], where rounding is below 1% of the error").that(
                || {
                    let (steps, errors) = swept();
                    (p.order)(&steps, &errors)
                },
                between(1.9, 2.1),
            ),
            ctx.check(BEST_ERROR, "theory says 2·10⁻⁸; rounding scatters around it")
                .that(|| best().1, between(1e-9, 1e-7)),
            ctx.check(BEST_STEP, "in units of the step of theory; the minimum is flat and ragged")
                .that(|| best().0 / h_opt, between(0.1, 10.0)),
            ctx.check(THEORY, "a fourth root of a few rounded factors")
                .that(|| (p.best_step)(exp_sin(X), fourth), near(h_opt, rel(1e-12))),
            ctx.check(COMPLEX, "nothing is subtracted: a handful of roundings whatever h").each(
                [1e-10, 1e-20, 1e-100, 1e-200],
                |h| (p.complex_step)(*h),
                |_| near(second, eps(8.0)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                CUBIC,
                "divided by h instead of h²",
                Parts { second_difference: |f, x, h| (f(x + h) - 2.0 * f(x) + f(x - h)) / h, ..ours() },
            ),
            twin(
                EVALUATIONS,
                "the two differences written out, f(x) evaluated in each",
                Parts { second_difference: |f, x, h| ((f(x + h) - f(x)) / h - (f(x) - f(x - h)) / h) / h, ..ours() },
            ),
            twin(
                TRUNCATION,
                "1/24: the term of one side only",
                Parts { truncation: |fourth, h| h * h / 24.0 * fourth, ..ours() },
            ),
            twin(EXACT, "the sine differentiated to a sine", Parts { exact: |x| 2.0 * x.exp() * x.sin(), ..ours() }),
            twin(
                FOURTH,
                "the Taylor coefficient, without 4!",
                Parts { fourth: |x| ad::taylor::<5>(|x| exp_sin(x), x)[4], ..ours() },
            ),
            twin(
                ERRORS,
                "absolute errors",
                Parts {
                    errors: |steps| (ours().errors)(steps).iter().map(|e| e * (ours().exact)(X)).collect(),
                    ..ours()
                },
            ),
            twin(
                ORDER,
                "fitted to all steps, rounding included",
                Parts { order: |h, e| (e[16] / e[0]).log10() / (h[16] / h[0]).log10(), ..ours() },
            ),
            twin(
                BEST_ERROR,
                "in percent",
                Parts { best: |h, e| ((ours().best)(h, e).0, 100.0 * (ours().best)(h, e).1), ..ours() },
            ),
            twin(
                BEST_STEP,
                "the exponent instead of the step",
                Parts { best: |h, e| ((ours().best)(h, e).0.log10(), (ours().best)(h, e).1), ..ours() },
            ),
            twin(
                THEORY,
                "a cube root, as for a central first difference",
                Parts { best_step: |f, fourth| (24.0 * f64::EPSILON * (f / fourth).abs()).cbrt(), ..ours() },
            ),
            twin(
                COMPLEX,
                "2 (f − Re f(x + ih)) / h², which cancels",
                Parts { complex_step: complex_step_on_values, ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        let (second, fourth, f) = ((p.exact)(X), (p.fourth)(X), exp_sin(X));
        let error = |value: f64| (value / second - 1.0).abs();
        let differences = |h: f64| (p.errors)(&[h])[0];
        let truncation = |h: f64| ((p.truncation)(fourth, h) / second).abs();
        let steps: Vec<f64> = sweep().into_iter().map(|(h, _)| h).collect();
        let (best, least) = (p.best)(&steps, &(p.errors)(&steps));
        let theory = (p.best_step)(f, fourth);

        let heads = ["h", "exact f″(1)", "three values", "error", "complex step on f′", "error", "h²/12 |f⁗/f″|"];
        let sweep = steps.iter().fold(Table::new("f″(1) of eˣ sin x; errors are relative", heads), |table, &h| {
            let (three, complex) = ((p.second_difference)(&exp_sin, X, h), (p.complex_step)(h));
            table.row([
                short(h, 3),
                cell(second),
                short(three, 12),
                short(error(three), 3),
                cell(complex),
                short(error(complex), 3),
                short(truncation(h), 3),
            ])
        });
        let three = evaluations(p.second_difference);
        let heads = ["method", "evaluations of f", "at a", "h", "relative error"];
        let costs = Table::new("What one f″(1) costs, each method at its best", heads)
            .row([cell("AD"), cell(1.0), cell("hyper-dual number"), cell("none"), cell(error(second))])
            .row([cell("three values"), cell(three), cell("real number"), short(best, 3), short(least, 3)])
            .row([
                cell("complex step on f′"),
                cell(1.0),
                cell("dual number of complex numbers"),
                short(1e-100, 1),
                short(error((p.complex_step)(1e-100)), 3),
            ])
            .row([
                cell("complex step on f"),
                cell(2.0),
                cell("real and complex number"),
                short(theory, 3),
                short(error(complex_step_on_values(theory)), 3),
            ]);

        let fine = || logspace(-8.0, 0.0, ctx.pick(129, 33));
        let ends = [1e-8, 1.0];
        Exhibit::new()
            .formula("D₊f(x) = (f(x + h) − f(x)) / h,  D₋f(x) = (f(x) − f(x − h)) / h")
            .formula("D₊D₋f(x) = (D₋f(x + h) − D₋f(x)) / h = (f(x + h) − 2 f(x) + f(x − h)) / h²")
            .formula("f(x ± h) = f ± h f′ + h²/2 f″ ± h³/6 f‴ + h⁴/24 f⁗ ± …")
            .formula("D₊D₋f(x) = f″(x) + h²/12 f⁗(x) + O(h⁴)")
            .formula("error(h) ≤ h²/12 |f⁗| + 4u |f| / h²,  u = 2⁻⁵³: least at h = (48u |f / f⁗|)^(1/4)")
            .formula(format!(
                "eˣ sin x at 1: f = {}, f″ = {second}, f⁗ = {}; best step {}, error there up to {}",
                round_number(f, 8),
                round_number(fourth, 8),
                round_number(theory, 4),
                round_number(truncation(theory) + rounding(theory), 2),
            ))
            .table(sweep)
            .table(costs)
            .plot(
                Plot::new("f″(1) of eˣ sin x: relative error against the step")
                    .x("step h")
                    .y("relative error")
                    .log_log()
                    .y_range(1e-17, 1e2)
                    .series(Series::graph("three values", fine(), differences))
                    .series(Series::graph("complex step on f′", fine(), |h| error((p.complex_step)(h))))
                    .series(Series::graph("truncation h²/12 |f⁗/f″|", ends, truncation).dashed())
                    .series(Series::graph("rounding 4u |f/f″| / h²", ends, rounding).dashed())
                    .vertical(theory, format!("h = {}", round_number(theory, 3)))
                    .horizontal(f64::EPSILON / 2.0, "u"),
            )
    }
}

/// Key of the step that the theory recommends.
const H_OPT: &str = "h_opt_theory(48 u|f|/|f4|)^(1/4)";

/// The stored steps, smallest first, with the relative error of the formula.
fn sweep() -> Vec<(f64, f64)> {
    let r = reference("S1.8");
    let entry = |h: &str| (h.parse().expect("a step"), r.get("sweep").get(h).num("rel_err"));
    let mut sweep: Vec<(f64, f64)> = r.keys("sweep").into_iter().map(entry).collect();
    sweep.sort_by(|a, b| a.0.total_cmp(&b.0));
    sweep
}

/// How often a formula calls f.
fn evaluations(formula: fn(Function, f64, f64) -> f64) -> usize {
    let f = Counted::new(exp_sin::<f64>);
    formula(&|x| f.call(x), X, 0.5);
    f.calls()
}

/// How much rounding may add to the relative error: four values of f are off by u |f| each.
fn rounding(h: f64) -> f64 {
    let second = reference("S1.8").get("instance").num("f_second_hp");
    2.0 * f64::EPSILON * (exp_sin(X) / second).abs() / (h * h)
}

/// Re f(x + ih) = f − h²/2 f″ + …: an O(h²) formula that subtracts as the three values do.
fn complex_step_on_values(h: f64) -> f64 {
    2.0 * (exp_sin(X) - exp_sin(ad::ComplexStep::new(X, h)).re()) / (h * h)
}

/// Where the exact derivatives are checked: at 1, or drawn.
fn points(ctx: &Context) -> Vec<f64> {
    ctx.rng().map_or(vec![X], |mut rng| rng.uniforms(20, -1.0, 1.0))
}
