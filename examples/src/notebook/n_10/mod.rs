//! N.10: products with a Hessian by differences of an affine gradient, where no step is wrong, and of
//! one that is not affine.

use crate::objectives::Quadratic;
use crate::runner::prelude::*;
use theory::{Of, Place, norm, places, product, relative, stored, stored_errors};

mod scaffold;
mod show;
mod solution;
mod theory;

/// A point of the plane, a direction, or a gradient.
type Point = [f64; 2];
/// A gradient as a function.
type Gradient<'a> = &'a dyn Fn(Point) -> Point;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient: fn(&Quadratic, x: Point) -> Point,
    exact: fn(&Quadratic, x: Point, v: Point) -> Point,
    exact_companion: fn(x: Point, v: Point) -> Point,
    difference: fn(Gradient, x: Point, v: Point, h: f64) -> Point,
    complex_step: fn(x: Point, v: Point, h: f64) -> Point,
    order: fn(steps: &[f64], errors: &[f64]) -> f64,
    best: fn(steps: &[f64], errors: &[f64]) -> (f64, f64),
    agrees: fn(approximate: Point, exact: Point) -> bool,
}

/// The exercise.
#[derive(Debug)]
pub struct AffineGradient;

const GRADIENT: &str = "(a) ∇f(x) = Qx + b";
const EXACT: &str = "(a) the exact product is Qv";
const DIFFERENCE: &str = "(b), (c) the difference of two gradients, for each step";
const GRADIENTS: &str = "(b) gradients evaluated";
const AGREES: &str = "(b), (c) a test that any step passes on the quadratic, and few on the other";
const COMPANION: &str = "(c) the exact product for x₁⁴ + x₁ cos x₂";
const ORDER: &str = "(c) there the error is of order 1";
const BEST_STEP: &str = "(c) the best of the steps 10⁻¹, …, 10⁻¹⁴";
const BEST_ERROR: &str = "(c) the smallest error";
const COMPLEX: &str = "(c) the complex step on the gradient";

impl Exercise for AffineGradient {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.10",
        title: "Hessian-vector products by differences",
        stars: 3,
        task: "Let f(x) = ½xᵀQx + bᵀx with Q = (5, 1; 1, 2), b = (1, −3), x = (0.7, −1.2) and v = (2, −0.5).\n\n\
               (a) Compute ∇f(x) and the product ∇²f(x) v by automatic differentiation, and compare with Qv.\n\n\
               (b) Approximate the product by (∇f(x + hv) − ∇f(x))/h and test whether the relative error is below \
               10⁻⁶. Which h between 10⁻² and 10⁻⁸ passes? What does the test prove?\n\n\
               (c) Do the same for f(x) = x₁⁴ + x₁ cos x₂: the order of the error, the best step, its error. Which \
               error has a complex step on the gradient?",
        hints: &[
            "The gradient Qx + b is affine, so its difference quotient along v is Qv for every h.",
            "ad::hess_vec is the derivative of the gradient along v: one dual number over one reverse sweep.",
            "A test that cannot fail proves nothing: look for a function on which a bad step fails it.",
            "Truncation grows as h and rounding as 1/h, so the best step is near √ε.",
            "For the complex step put x + ihv into a dual number whose tangent is a unit vector.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.10");
        let r_companion = r.get("companion");
        let drawn = ctx.seed.is_some();
        let few = "a handful of roundings: 4ε";
        let swept = || {
            let ours = solution::solution();
            (steps(), steps().into_iter().map(|h| error(&ours, Of::Companion, &stored(), h)).collect::<Vec<_>>())
        };
        let best = || (p.best)(&swept().0, &swept().1);
        vec![
            ctx.check(GRADIENT, few).each(
                places(ctx),
                |at| (p.gradient)(&at.f, at.x),
                |at| match drawn {
                    true => near(Of::Quadratic.gradient(at, at.x), abs(1e-14)),
                    false => near(r.vec("gradient"), r.tol()),
                },
            ),
            ctx.check(EXACT, few).each(
                places(ctx),
                |at| (p.exact)(&at.f, at.x, at.v),
                |at| if drawn { product(Of::Quadratic, at) } else { near(r.vec("hvp_exact"), r.tol()) },
            ),
            ctx.check(DIFFERENCE, "4ε over h, times the terms of ∇f and their change with x").each(
                cases(ctx),
                |(at, (of, h))| {
                    let product = difference(p, *of, at, *h);
                    (product, relative(product, of.hess_vec(at)))
                },
                |(at, (of, h))| {
                    let quotient = of.quotient(at, *h);
                    let known = stored_errors().into_iter().find(|e| e.0 == *h && *of == Of::Companion && !drawn);
                    let off = known.map_or(relative(quotient, of.hess_vec(at)), |e| e.1);
                    near((quotient, off), abs(of.rounding(at, *h)))
                },
            ),
            ctx.check(GRADIENTS, "a count").that(|| gradients(p), exact(2usize)),
            ctx.check(AGREES, "a truth value; the error on x₁⁴ + x₁ cos x₂ is about 3h").each(
                Of::BOTH.into_iter().flat_map(|of| [1e-2, 1e-4, 1e-6, 1e-8].map(|h| (of, h))),
                |&(of, h)| (p.agrees)(difference(&solution::solution(), of, &stored(), h), of.hess_vec(&stored())),
                |&(of, h)| exact(of == Of::Quadratic || h < 1e-7),
            ),
            ctx.check(COMPANION, few).each(
                places(ctx),
                |at| (p.exact_companion)(at.x, at.v),
                |at| if drawn { product(Of::Companion, at) } else { near(r_companion.vec("hvp_exact"), r.tol()) },
            ),
            ctx.check(ORDER, "the next term adds 4% at 10⁻¹")
                .that(|| (p.order)(&swept().0, &swept().1), between(0.95, 1.05)),
            ctx.check(BEST_STEP, "theory says 10⁻⁸, where truncation and rounding meet; rounding scatters")
                .that(|| best().0, between(1e-9, 1e-7)),
            ctx.check(BEST_ERROR, "theory says 10⁻⁸; rounding scatters").that(|| best().1, between(1e-9, 1e-7)),
            ctx.check(COMPLEX, "nothing is subtracted: a handful of roundings whatever h").each(
                places(ctx).into_iter().flat_map(|at| [1e-10, 1e-20, 1e-100, 1e-200].map(|h| (at.clone(), h))),
                |(at, h)| (p.complex_step)(at.x, at.v, *h),
                |(at, _)| product(Of::Companion, at),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                GRADIENT,
                "b with the wrong sign",
                Parts {
                    gradient: |f, x| {
                        let b = f.b.iter().map(|b| -b).collect();
                        (ours().gradient)(&Quadratic { a: f.a.clone(), b }, x)
                    },
                    ..ours()
                },
            ),
            twin(
                EXACT,
                "the gradient at v, which contains b",
                Parts { exact: |f, _, v| (ours().gradient)(f, v), ..ours() },
            ),
            twin(
                DIFFERENCE,
                "h = 10⁻² whatever is asked for: right on the quadratic, off by 3% on the other",
                Parts { difference: |g, x, v, _| (ours().difference)(g, x, v, 1e-2), ..ours() },
            ),
            twin(
                GRADIENTS,
                "both gradients anew for each coordinate",
                Parts {
                    difference: |g, x, v, h| {
                        let there = [x[0] + h * v[0], x[1] + h * v[1]];
                        [0, 1].map(|i| (g(there)[i] - g(x)[i]) / h)
                    },
                    ..ours()
                },
            ),
            twin(AGREES, "a bound of 10⁻¹", Parts { agrees: |a, e| relative(a, e) < 0.1, ..ours() }),
            twin(
                AGREES,
                "an absolute bound of 10⁻¹¹, which rounding breaks",
                Parts { agrees: |a, e| norm([a[0] - e[0], a[1] - e[1]]) < 1e-11, ..ours() },
            ),
            twin(
                COMPANION,
                "the diagonal of the Hessian alone",
                Parts { exact_companion: |x, v| [12.0 * x[0] * x[0] * v[0], -x[0] * x[1].cos() * v[1]], ..ours() },
            ),
            twin(
                ORDER,
                "fitted to all steps, rounding included",
                Parts {
                    order: |h, e| log_slope(&h.iter().copied().zip(e.iter().copied()).collect::<Vec<_>>()),
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
                COMPLEX,
                "evaluated at x − ihv",
                Parts { complex_step: |x, v, h| (ours().complex_step)(x, v, -h).map(|d| -d), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        show::exhibit(p, ctx)
    }
}

/// 10⁻¹, …, 10⁻¹⁴.
fn steps() -> Vec<f64> {
    (1..15).map(|k| 10f64.powi(-k)).collect()
}

/// Each place with both functions and the stored steps.
fn cases(ctx: &Context) -> Vec<(Place, (Of, f64))> {
    let steps = || stored_errors().into_iter().map(|(h, _)| h);
    let of_both = |at: Place| {
        Of::BOTH.into_iter().flat_map(move |of| steps().map(move |h| (of, h))).map(move |c| (at.clone(), c))
    };
    places(ctx).into_iter().flat_map(of_both).collect()
}

/// The difference of two gradients by hand, along the direction of the place.
fn difference(p: &Parts, of: Of, at: &Place, h: f64) -> Point {
    (p.difference)(&|x| of.gradient(at, x), at.x, at.v, h)
}

/// Its relative error.
fn error(p: &Parts, of: Of, at: &Place, h: f64) -> f64 {
    relative(difference(p, of, at, h), of.hess_vec(at))
}

/// How many gradients the difference evaluates.
fn gradients(p: &Parts) -> usize {
    let g = Counted::new(|x: Point| x);
    (p.difference)(&|x| g.call(x), [1.0, 2.0], [1.0, 1.0], 0.5);
    g.calls()
}
