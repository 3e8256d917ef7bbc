//! N.4: gradient checking on sin x₁ + e^x₂ x₃²: differences against h, and the complex step.

use crate::objectives::SinExpSquare;
use crate::runner::prelude::*;
use ad::{ComplexStep, Objective};
use theory::{cases, complex_rounding, complex_steps, points, rounding, steps, stored_point};

mod scaffold;
mod show;
mod solution;
mod theory;

/// A point of space, or a gradient.
type Point = [f64; 3];
/// A function of three variables.
type Function<'a> = &'a dyn Fn(Point) -> f64;
/// A function of three complex variables.
type Analytic<'a> = &'a dyn Fn([ComplexStep; 3]) -> ComplexStep;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient: fn(Point) -> Point,
    forward: fn(Function, Point, h: f64) -> Point,
    central: fn(Function, Point, h: f64) -> Point,
    complex_step: fn(Analytic, Point, h: f64) -> Point,
    relative_error: fn(g: Point, exact: Point) -> f64,
    central_errors: fn(Point, h: f64) -> Point,
    orders: fn(steps: &[f64], errors: &[f64]) -> (f64, f64),
    best: fn(steps: &[f64], errors: &[f64]) -> (f64, f64),
    third_derivatives: fn(Point) -> Point,
    best_step: fn(f: f64, third: f64) -> f64,
    accepts: fn(candidate: Point, Point) -> bool,
}

/// The exercise.
#[derive(Debug)]
pub struct GradientChecking;

const GRADIENT: &str = "∇f by reverse accumulation";
const FORWARD: &str = "(a) forward differences: the error for each step";
const CENTRAL: &str = "(a) central differences: the error for each step";
const EVALUATIONS: &str = "(a), (c) evaluations of f: forward, central, complex step";
const RELATIVE: &str = "(b) the relative error of a gradient";
const COORDINATES: &str = "(b) the error of each coordinate; none from truncation in the third";
const TRUNCATION: &str = "(b) where truncation rules the error is of order 2";
const ROUNDING: &str = "(b) where rounding rules it is of order −1";
const BEST_STEP: &str = "(b) the best step of the sweep";
const BEST_ERROR: &str = "(b) the smallest error of the sweep";
const THIRDS: &str = "(b) ∂³f/∂xᵢ³ by automatic differentiation";
const THEORY: &str = "(b) the step that theory recommends for each coordinate";
const COMPLEX: &str = "(c) complex step: the error for each step";
const ACCEPTS: &str = "a check passes right gradients and no other";

impl Exercise for GradientChecking {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.4",
        title: "Gradient checking",
        stars: 2,
        task: "Let f(x) = sin x₁ + e^x₂ x₃² at x = (0.5, −0.3, 1.2).\n\n\
               (a) Write the gradient by central differences, and by forward differences to compare. How often do \
               they evaluate f?\n\n\
               (b) Plot the relative error against h for 60 steps from 10⁻¹⁵ to 10⁻¹, spaced by a constant factor. \
               Which slopes has the curve, which h is best, and what does theory say of each coordinate?\n\n\
               (c) Write the complex step Im f(x + ih eᵢ)/h. How far down, and how far up, may h go?\n\n\
               Use (a) to check a gradient that was written by hand.",
        hints: &[
            "Central differences cancel the even powers of h: what is left is h²/6 ∂³f/∂xᵢ³.",
            "Each value of f is off by about u|f|, u = 2⁻⁵³, and the difference is divided by 2h.",
            "Set the derivative of h²/6 |f‴| + u|f|/h to zero: h³ = 3u |f/f‴|, about 6·10⁻⁶ for f ≈ f‴.",
            "f is a square in x₃: its third derivative is 0, and no step is too long there.",
            "ad::mixed_partial(&SinExpSquare, &x, &[i, i, i]) is the third derivative by xᵢ.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.4");
        let x0 = stored_point();
        let h = steps();
        let differences = "4ε max(|f|/|∇f|, |x|)/h: values and points are rounded, their difference is divided by h";
        let curve = |name, key: &'static str, measure: fn(&Parts, Point, f64) -> f64, law: fn(Point, f64) -> Point| {
            let (stored, h) = (r.vec(key), h.clone());
            let target = {
                let h = h.clone();
                move |&(x, k): &(Point, usize)| {
                    let error = if x == x0 { stored[k] } else { theory::norm(law(x, h[k])) / size(x) };
                    near(error, abs(rounding(x, h[k])))
                }
            };
            ctx.check(name, differences).each(cases(ctx), |&(x, k)| measure(p, x, h[k]), target)
        };
        let swept = || {
            let errors: Vec<f64> = h.iter().map(|&h| central_error(&solution::solution(), x0, h)).collect();
            (h.clone(), errors)
        };
        let best = || (p.best)(&swept().0, &swept().1);
        let orders = || (p.orders)(&swept().0, &swept().1);
        vec![
            ctx.check(GRADIENT, "a handful of roundings: 4ε").each(
                points(ctx),
                |x| (p.gradient)(*x),
                |&x| if x == x0 { near(r.vec("gradient_hp"), r.tol()) } else { near(theory::gradient(x), r.tol()) },
            ),
            curve(FORWARD, "forward_rel_error", forward_error, theory::forward),
            curve(CENTRAL, "central_rel_error", central_error, theory::central),
            ctx.check(EVALUATIONS, "a count").that(|| evaluations(p), exact([4usize, 6, 3])),
            ctx.check(RELATIVE, "small integers, square roots of squares").each(
                [([0.0, 0.0, 0.0], 1.0), ([2.0, 3.0, 6.0], 0.0), ([2.0, 0.0, 6.0], 3.0 / 7.0)],
                |(g, _)| (p.relative_error)(*g, [2.0, 3.0, 6.0]),
                |(_, error)| near(*error, eps(2.0)),
            ),
            ctx.check(COORDINATES, differences).each(
                cases(ctx),
                |&(x, k)| (p.central_errors)(x, h[k]),
                |&(x, k)| near(theory::central(x, h[k]).map(f64::abs), abs(rounding(x, h[k]) * size(x))),
            ),
            ctx.check(TRUNCATION, "fitted where rounding is below a thousandth of the error")
                .that(|| orders().0, between(1.9, 2.1)),
            ctx.check(ROUNDING, "rounding scatters by a factor of ten about its law")
                .that(|| orders().1, between(-1.3, -0.7)),
            ctx.check(BEST_STEP, "theory says 8·10⁻⁶; the minimum is flat and ragged")
                .that(|| best().0, between(1e-6, 1e-4)),
            ctx.check(BEST_ERROR, "theory says 2·10⁻¹¹; rounding scatters below it")
                .that(|| best().1, between(1e-13, 1e-10)),
            ctx.check(THIRDS, "a handful of roundings").each(
                points(ctx),
                |x| (p.third_derivatives)(*x),
                |x| near([-x[0].cos(), theory::gradient(*x)[1], 0.0], eps(8.0)),
            ),
            ctx.check(THEORY, "a cube root of a few rounded factors").each(
                0..3usize,
                |i| (p.best_step)(r.num("f"), thirds(&r)[*i]),
                |i| match thirds(&r)[*i] == 0.0 {
                    true => exact(f64::INFINITY),
                    false => near(r.get("theory").items(H_OPT)[*i].as_num(), rel(1e-12)),
                },
            ),
            ctx.check(COMPLEX, "4ε, and the smallest number over h: nothing is subtracted").each(
                points(ctx).into_iter().flat_map(|x| complex_steps().into_iter().map(move |(h, e)| (x, (h, e)))),
                |&(x, (h, _))| complex_error(p, x, h),
                |&(x, (h, stored))| {
                    let error = if x == x0 { stored } else { theory::norm(theory::complex_step(x, h)) / size(x) };
                    near(error, abs(complex_rounding(h)))
                },
            ),
            ctx.check(ACCEPTS, "a truth value").each(
                candidates(ctx),
                |(candidate, x)| (p.accepts)(*candidate, *x),
                |(candidate, x)| exact(*candidate == theory::gradient(*x)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(GRADIENT, "x₃² differentiated to x₃: a dropped factor 2", Parts { gradient: show::dropped, ..ours() }),
            twin(FORWARD, "backward differences", Parts { forward: |f, x, h| (ours().forward)(f, x, -h), ..ours() }),
            twin(
                CENTRAL,
                "divided by h instead of 2h",
                Parts { central: |f, x, h| (ours().central)(f, x, h).map(|d| 2.0 * d), ..ours() },
            ),
            twin(
                EVALUATIONS,
                "f(x) evaluated anew for each coordinate",
                Parts {
                    forward: |f, x, h| {
                        let there = |i| [0, 1, 2].map(|k| if k == i { x[k] + h } else { x[k] });
                        [0, 1, 2].map(|i| (f(there(i)) - f(x)) / h)
                    },
                    ..ours()
                },
            ),
            twin(
                RELATIVE,
                "the largest entry instead of the Euclidean norm",
                Parts {
                    relative_error: |g, e| {
                        let largest = |v: Point| v.into_iter().fold(0.0, |a: f64, b| a.max(b.abs()));
                        largest([0, 1, 2].map(|i| g[i] - e[i])) / largest(e)
                    },
                    ..ours()
                },
            ),
            twin(
                COORDINATES,
                "the error of forward differences",
                Parts {
                    central_errors: |x, h| {
                        let g = (ours().forward)(&|x| SinExpSquare.value(&x), x, h);
                        [0, 1, 2].map(|i| (g[i] - theory::gradient(x)[i]).abs())
                    },
                    ..ours()
                },
            ),
            twin(
                TRUNCATION,
                "fitted to all steps",
                Parts {
                    orders: |h, e| {
                        let all: Vec<_> = h.iter().copied().zip(e.iter().copied()).collect();
                        (log_slope(&all), (ours().orders)(h, e).1)
                    },
                    ..ours()
                },
            ),
            twin(
                ROUNDING,
                "fitted up to 10⁻³",
                Parts {
                    orders: |h, e| {
                        let points = h.iter().copied().zip(e.iter().copied());
                        let low: Vec<_> = points.filter(|p| (1e-7..1e-3).contains(&p.0)).collect();
                        ((ours().orders)(h, e).0, log_slope(&low))
                    },
                    ..ours()
                },
            ),
            twin(
                BEST_STEP,
                "the exponent instead of the step",
                Parts { best: |h, e| ((ours().best)(h, e).0.log10(), (ours().best)(h, e).1), ..ours() },
            ),
            twin(
                BEST_ERROR,
                "in percent",
                Parts { best: |h, e| ((ours().best)(h, e).0, 100.0 * (ours().best)(h, e).1), ..ours() },
            ),
            twin(
                THIRDS,
                "the Taylor coefficient, without 3!",
                Parts { third_derivatives: |x| (ours().third_derivatives)(x).map(|d| d / 6.0), ..ours() },
            ),
            twin(
                THEORY,
                "a square root, as for forward differences",
                Parts { best_step: |f, third| (1.5 * f64::EPSILON * (f / third).abs()).sqrt(), ..ours() },
            ),
            twin(
                COMPLEX,
                "evaluated at x − ih",
                Parts { complex_step: |f, x, h| (ours().complex_step)(f, x, -h).map(|d| -d), ..ours() },
            ),
            twin(
                ACCEPTS,
                "the lengths compared, not the gradients",
                Parts {
                    accepts: |candidate, x| {
                        let g = (ours().central)(&|x| SinExpSquare.value(&x), x, 6e-6);
                        (theory::norm(g) / theory::norm(candidate) - 1.0).abs() < 1e-8
                    },
                    ..ours()
                },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// Key of the steps that the theory recommends.
const H_OPT: &str = "h_i=(3 u|f|/|f_iii|)^(1/3)";

/// |∇f|.
fn size(x: Point) -> f64 {
    theory::norm(theory::gradient(x))
}

/// The third derivatives at the stored point, from the stored gradient.
fn thirds(r: &Entry) -> Point {
    let g = r.vec("gradient");
    [-g[0], g[1], 0.0]
}

fn real(x: Point) -> f64 {
    SinExpSquare.value(&x)
}

fn relative(g: Point, x: Point) -> f64 {
    let exact = theory::gradient(x);
    theory::norm([0, 1, 2].map(|i| g[i] - exact[i])) / theory::norm(exact)
}

fn forward_error(p: &Parts, x: Point, h: f64) -> f64 {
    relative((p.forward)(&real, x, h), x)
}

fn central_error(p: &Parts, x: Point, h: f64) -> f64 {
    relative((p.central)(&real, x, h), x)
}

fn complex_error(p: &Parts, x: Point, h: f64) -> f64 {
    relative((p.complex_step)(&|z| SinExpSquare.value(&z), x, h), x)
}

/// How often each formula calls f.
fn evaluations(p: &Parts) -> [usize; 3] {
    let (forward, central) = (Counted::new(real), Counted::new(real));
    let complex = Counted::new(|z: [ComplexStep; 3]| SinExpSquare.value(&z));
    (p.forward)(&|x| forward.call(x), stored_point(), 1e-3);
    (p.central)(&|x| central.call(x), stored_point(), 1e-3);
    (p.complex_step)(&|z| complex.call(z), stored_point(), 1e-3);
    [forward.calls(), central.calls(), complex.calls()]
}

/// Gradients to be checked, with their points: the right one, and slips.
fn candidates(ctx: &Context) -> Vec<(Point, Point)> {
    let slips = |x: Point| {
        let g = theory::gradient(x);
        [g, show::dropped(x), [-g[0], g[1], g[2]], [g[1], g[0], g[2]]].map(|g| (g, x))
    };
    points(ctx).into_iter().flat_map(slips).collect()
}
