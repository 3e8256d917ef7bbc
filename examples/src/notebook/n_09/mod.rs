//! N.9: updates clipped in length on f(θ) = ½(100θ₁² + θ₂²), next to a trust region.

use crate::objectives::Quadratic;
use crate::runner::prelude::*;
use crate::watched::{Run, watched};
use ad::Objective;
use optim::descent::{Clip, ClipUpdate, Steepest};
use optim::stop::Iterations;

mod scaffold;
mod show;
mod solution;

/// A point of the plane.
type Point = [f64; 2];
/// The points of a run, its start first.
type Path = Vec<Point>;

const RATE: f64 = 0.05;
const STABLE_RATE: f64 = 0.019;
const CLIP: f64 = 0.5;
const STEPS: usize = 20;
const CURVATURES: Point = [100.0, 1.0];

/// The loss, ½(100θ₁² + θ₂²).
fn ravine() -> Quadratic {
    Quadratic::diagonal(&CURVATURES)
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient: fn(Point) -> Point,
    clip: fn(update: Point, limit: f64) -> Point,
    raw: fn(start: Point, steps: usize) -> Path,
    clipped: fn(start: Point, steps: usize) -> Path,
    is_monotone: fn(losses: &[f64]) -> bool,
    largest_rate: fn() -> f64,
    long_run: fn(start: Point, steps: usize) -> [f64; 2],
    stable: fn(start: Point, steps: usize) -> Path,
    clipped_gradient: fn(start: Point, limit: f64, steps: usize) -> Path,
    trust_region: fn(start: Point) -> Path,
}

/// The exercise.
#[derive(Debug)]
pub struct ClippedUpdates;

const GRADIENT: &str = "∇f(θ) = Hθ";
const SHORTENED: &str = "a clipped vector keeps its direction";
const RAW: &str = "20 raw steps: the steep coordinate grows by −4 a step";
const CLIPPED: &str = "20 clipped steps";
const MONOTONE: &str = "whether the losses fall: clipped ones do not";
const LARGEST: &str = "the largest stable rate, 2/λ";
const LONG_RUN: &str = "the clipped run never converges";
const STABLE: &str = "with a stable rate the clipped run converges";
const BY_GRADIENT: &str = "clipping the gradient at c/η is clipping the update at c";
const TRUST: &str = "a trust region falls in every step, to the minimum";

impl Exercise for ClippedUpdates {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.9",
        title: "Clipped updates, and a trust region",
        stars: 3,
        task: "Let f(θ) = ½θᵀHθ with H = diag(100, 1), θ₀ = (5, 5), and let θ ← θ − η∇f(θ) with η = 0.05.\n\n\
               (a) Take 20 steps, raw, and with each update clipped to the length 0.5.\n\n\
               (b) Does the loss fall in every clipped step? Below which rate does gradient descent converge \
               without clipping?\n\n\
               (c) Where are the losses after 100,000 clipped steps? And with η = 0.019?\n\n\
               (d) What changes if the gradient is clipped instead of the update? Clipping is said to behave like \
               a trust region: take a trust region from the same start with the same first radius.",
        hints: &[
            "∇f(θ) = (100θ₁, θ₂): a raw step multiplies θ₁ by 1 − 100η = −4 and θ₂ by 1 − η.",
            "Clip with c = 0.5: u ← u · c/‖u‖ if ‖u‖ > c, else u stays as it is.",
            "Clipping changes how long a step is, not that it is taken: nothing compares the loss before and after.",
            "Once θ₂ is gone each step moves θ₁ by 0.5 towards 0 and beyond: from a to a − 0.5 and back.",
            "A trust region takes a step only if f falls as its model foretold, and then changes its radius: \
             `Exact::default().search(TrustRegion::radius(0.5))`.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.9");
        let start = stored_start();
        let seeded = ctx.seed.is_some();
        let long = r.get("long_run");
        let many = if seeded || ctx.quick { 2_000 } else { long.num("steps") as usize };
        vec![
            ctx.check(GRADIENT, "one product an entry").each(
                starts(ctx),
                |x| (p.gradient)(*x),
                |x| near([CURVATURES[0] * x[0], CURVATURES[1] * x[1]], eps(2.0)),
            ),
            ctx.check(SHORTENED, "a length and a product, each rounded once").each(
                vectors(ctx),
                |u| (p.clip)(*u, CLIP),
                |u| near(Clip::Norm(CLIP).apply(u), eps(4.0)),
            ),
            ctx.check(RAW, "closed form; (−4)²⁰ is exact").each(
                starts(ctx),
                |x| loss(&last(&(p.raw)(*x, STEPS))),
                |x| near(if *x == start { r.num("raw_loss") } else { closed_form(*x) }, rel(1e-12)),
            ),
            ctx.check(CLIPPED, format!("{}; a drawn start: the library's run", r.why())).each(
                starts(ctx),
                |x| losses(&(p.clipped)(*x, STEPS)),
                |x| near(if *x == start { r.vec("clipped_losses") } else { losses(&by_library(*x)) }, r.tol()),
            ),
            ctx.check(MONOTONE, "a truth value").each(
                sequences(),
                |losses| (p.is_monotone)(losses),
                |losses| exact(rises(losses) == 0),
            ),
            ctx.check(LARGEST, "an eigenvalue of a diagonal matrix, and a quotient")
                .that(|| (p.largest_rate)(), near(2.0 / CURVATURES[0], eps(4.0))),
            if seeded {
                let least = 0.5 * CURVATURES[0] * (CLIP / 2.0).powi(2);
                ctx.check(
                    LONG_RUN,
                    "of two points 0.5 apart one has |θ₁| ≥ 0.25, and no update from |θ₁| ≤ 0.1 ends beyond 0.4",
                )
                .each(
                    starts(ctx),
                    |x| (p.long_run)(*x, many)[1],
                    |_| between(least * (1.0 - 1e-9), 8.0),
                )
            } else {
                ctx.check(LONG_RUN, "a cycle between two points, entered within 2000 steps").that(
                    || (p.long_run)(start, many),
                    near([long.num("loss_min_last200"), long.num("loss_max_last200")], r.tol()),
                )
            },
            if seeded {
                ctx.check(STABLE, "θ₂ shrinks by 0.981 a step, from 6 at most: ½(6 · 0.981²⁰⁰⁰)² and more").each(
                    starts(ctx),
                    |x| loss(&last(&(p.stable)(*x, 2_000))),
                    |_| between(0.0, 1e-30),
                )
            } else {
                ctx.check(STABLE, "the rounding of 2000 products, below 1e-12")
                    .that(|| loss(&last(&(p.stable)(start, 2_000))), near(r.get("stable_lr").num("loss_2000"), r.tol()))
            },
            ctx.check(BY_GRADIENT, r.why()).each(
                starts(ctx),
                |x| losses(&(p.clipped_gradient)(*x, CLIP / RATE, STEPS)),
                |x| near(losses(&by_library(*x)), r.tol()),
            ),
            ctx.check(TRUST, "the model is the loss: the last step is Newton's; the first is as long as the radius")
                .each(
                    starts(ctx),
                    |x| {
                        let path = (p.trust_region)(*x);
                        let first = (path[1][0] - x[0]).hypot(path[1][1] - x[1]);
                        ([first, loss(&last(&path))], rises(&losses(&path)))
                    },
                    |_| near(([CLIP, 0.0], 0usize), abs(1e-9)),
                ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(GRADIENT, "θᵀHθ without the ½", Parts { gradient: |x| [200.0 * x[0], 2.0 * x[1]], ..ours() }),
            twin(
                SHORTENED,
                "short vectors are stretched to the limit",
                Parts { clip: |u, limit| u.map(|x| x * limit / u[0].hypot(u[1])), ..ours() },
            ),
            twin(SHORTENED, "entry by entry", Parts { clip: |u, limit| u.map(|x| x.clamp(-limit, limit)), ..ours() }),
            twin(RAW, "one step too few", Parts { raw: |x, steps| (solution::solution().raw)(x, steps - 1), ..ours() }),
            twin(
                CLIPPED,
                "the gradient is clipped, not the update",
                Parts { clipped: |x, steps| (solution::solution().clipped_gradient)(x, CLIP, steps), ..ours() },
            ),
            twin(
                MONOTONE,
                "only the ends are compared: the clipped run \"improved\"",
                Parts { is_monotone: |losses| losses[losses.len() - 1] <= losses[0], ..ours() },
            ),
            twin(LARGEST, "1/λ", Parts { largest_rate: || 0.01, ..ours() }),
            twin(
                LONG_RUN,
                "a rate below the limit",
                Parts { long_run: |x, steps| [loss(&last(&(solution::solution().stable)(x, steps))); 2], ..ours() },
            ),
            twin(
                STABLE,
                "the rate 0.05 kept",
                Parts { stable: |x, steps| (solution::solution().clipped)(x, steps), ..ours() },
            ),
            twin(
                BY_GRADIENT,
                "the limit multiplied by η once more",
                Parts {
                    clipped_gradient: |x, c, steps| (solution::solution().clipped_gradient)(x, c * RATE, steps),
                    ..ours()
                },
            ),
            twin(
                TRUST,
                "clipping called a trust region",
                Parts { trust_region: |x| (solution::solution().clipped)(x, 2_000), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

fn loss(x: &Point) -> f64 {
    ravine().value(x)
}

fn losses(path: &[Point]) -> Vec<f64> {
    path.iter().map(loss).collect()
}

/// How often the losses rise.
fn rises(losses: &[f64]) -> usize {
    losses.windows(2).filter(|pair| pair[1] > pair[0]).count()
}

fn last(path: &[Point]) -> Point {
    path[path.len() - 1]
}

/// The loss after 20 raw steps, each of which multiplies θᵢ by 1 − ηλᵢ.
fn closed_form(start: Point) -> f64 {
    let term = |i: usize| 0.5 * CURVATURES[i] * (start[i] * (1.0 - RATE * CURVATURES[i]).powi(STEPS as i32)).powi(2);
    term(0) + term(1)
}

/// The clipped path by the library.
fn by_library(start: Point) -> Path {
    let method = ClipUpdate::new(Steepest, Clip::Norm(CLIP)).rate(RATE).stop(Iterations(STEPS));
    path(&watched(method, &ravine(), &start))
}

fn path(run: &Run) -> Path {
    run.path().iter().map(|x| [x[0], x[1]]).collect()
}

fn stored_start() -> Point {
    let x = reference("N.9").vec("theta0");
    [x[0], x[1]]
}

/// The stored start, or drawn ones.
fn starts(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..5).map(|_| [rng.uniform(1.0, 6.0), rng.uniform(1.0, 6.0)]).collect(),
        None => vec![stored_start()],
    }
}

/// Vectors on both sides of the limit, and zero.
fn vectors(ctx: &Context) -> Vec<Point> {
    let mut vectors = vec![[3.0, -4.0], [0.3, 0.4], [0.01, 0.02], [0.0, 0.0], [-25.0, 0.25]];
    if let Some(mut rng) = ctx.rng() {
        vectors.extend((0..20).map(|_| [rng.uniform(-1.0, 1.0), rng.uniform(-1.0, 1.0)]));
    }
    vectors
}

/// The stored losses, and some that fall, rest and rise.
fn sequences() -> Vec<Vec<f64>> {
    vec![reference("N.9").vec("clipped_losses"), vec![3.0, 2.0, 2.0, 1.0], vec![1.0, 2.0], vec![2.0, 2.0]]
}
