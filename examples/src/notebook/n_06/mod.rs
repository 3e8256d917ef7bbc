//! N.6: Adam on f(x) = Σ cᵢxᵢ², against momentum and Newton's method with the Hessian's diagonal.

use crate::matrix::{self, Matrix};
use crate::objectives::{QuadraticForm, WeightedSquares};
use crate::runner::prelude::*;
use ad::{Engine, Objective, OnGraph};

mod scaffold;
mod show;
mod solution;

/// Where Adam stands: the point, the running means of g and of g², and how many steps it took.
#[derive(Clone, Debug)]
pub struct State {
    x: Vec<f64>,
    m: Vec<f64>,
    v: Vec<f64>,
    steps: i32,
}

impl State {
    /// Before the first step.
    fn at(x: &[f64]) -> State {
        State { x: x.to_vec(), m: vec![0.0; x.len()], v: vec![0.0; x.len()], steps: 0 }
    }
}

/// A gradient x ↦ ∇f(x).
type Gradient<'a> = &'a dyn Fn(&[f64]) -> Vec<f64>;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient: fn(c: &[f64], x: &[f64]) -> Vec<f64>,
    step: fn(state: &mut State, g: &[f64], rate: f64),
    adam: fn(gradient: Gradient, x0: &[f64], rate: f64, steps: usize) -> Vec<State>,
    by_library: fn(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> Vec<f64>,
    momentum: fn(c: &[f64], x0: &[f64], rate: f64, steps: usize) -> Vec<f64>,
    diverges: fn(c: &[f64], x0: &[f64], rate: f64) -> bool,
    stability_limit: fn(curvature: f64, beta: f64) -> f64,
    curvatures: fn(c: &[f64], x: &[f64]) -> Vec<f64>,
    newton: fn(c: &[f64], x0: &[f64]) -> Vec<f64>,
    rotated: fn(c: &[f64], q: &Matrix) -> Matrix,
    ratios: fn(state: &State, curvatures: &[f64], rate: f64) -> Vec<f64>,
    spread: fn(ratios: &[f64]) -> f64,
    crossing: fn(c: &[f64], x0: &[f64], rate: f64) -> Option<usize>,
}

/// The exercise.
#[derive(Debug)]
pub struct AdamAsNewton;

const GRADIENT: &str = "∇f = 2cᵢxᵢ by a reverse sweep";
const TWO_STEPS: &str = "two steps of Adam, the bias of the means removed";
const ADAM: &str = "Adam: f after 1 to 5000 steps";
const LIBRARY: &str = "the library's Adam goes the same way";
const MOMENTUM: &str = "momentum: f after 1 to 2000 steps";
const DIVERGES: &str = "momentum converges just below its limit and diverges just above";
const LIMIT: &str = "stability limits 2(1 + β)/λ";
const CURVATURES: &str = "the Hessian's diagonal 2cᵢ by products";
const NEWTON: &str = "diagonal Newton is there after one step";
const ROTATED: &str = "turned axes: Adam loses its advantage";
const RATIOS: &str = "Adam's rate over Newton's, coordinate by coordinate";
const SPREAD: &str = "the ratio is the same for every coordinate";
const CROSSING: &str = "the ratio passes 2(1 + β₁)/(1 − β₁) = 38";

impl Exercise for AdamAsNewton {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.6",
        title: "Adam, momentum and the diagonal of the Hessian",
        stars: 2,
        task: "(a) Write Adam: running means m and v of the gradient and of its square (β₁ = 0.9, β₂ = 0.999), without \
               the bias of their start at 0, and the step −rate · m̂/(√v̂ + 1e-8).\n\n\
               (b) Minimise f(x) = Σ cᵢxᵢ² with twenty cᵢ from 1 to 1000, log-spaced, from (1, ..., 1): with Adam at \
               the rate 0.01, with momentum 0.9 at the rate 0.001, with Newton's method on the Hessian's diagonal. \
               Compare f after 500 steps. Up to which rate is momentum stable? What does Adam do when the axes of the \
               bowl are turned?\n\n\
               (c) Compare Adam's effective rate in each coordinate, 0.01/(√v̂ᵢ + 1e-8), with Newton's, 1/hᵢ. Does \
               their ratio tend to 1? Follow it to 14,000 steps.",
        hints: &[
            "After k steps the weights of the mean m sum to 1 − β₁ᵏ: m̂ = m/(1 − β₁ᵏ). The same for v.",
            "A product of the Hessian with the unit vector eᵢ is column i; its entry i is on the diagonal.",
            "With a gradient cᵢ times as large, m̂/√v̂ is the same: every coordinate goes the same way, whatever cᵢ.",
            "So √v̂ᵢ is 2cᵢ times a running root mean square of xᵢ, and the ratio is 0.01 over that: it grows as x shrinks.",
            "x − a m with m = β₁m + (1 − β₁)g is momentum at the rate (1 − β₁)a: stable while aλ < 2(1 + β₁)/(1 − β₁).",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let (r, one, c) = (reference("N.6"), vec![1.0; 20], weights(ctx));
        let (h, stored) = (double(&c), reference("N.6").tol());
        let mut checks = vec![
            ctx.check(GRADIENT, "one product a coordinate").each(
                points(ctx),
                |x| (p.gradient)(&c, x),
                |x| near(x.iter().zip(&h).map(|(x, h)| x * h).collect::<Vec<_>>(), eps(4.0)),
            ),
            ctx.check(TWO_STEPS, "by hand; a dozen roundings of numbers near 1").each(
                pairs(ctx),
                |[g, next]| {
                    let mut state = State::at(&[1.0]);
                    (p.step)(&mut state, &[*g], RATE);
                    (p.step)(&mut state, &[*next], RATE);
                    state.x[0]
                },
                |[g, next]| near(two_steps(*g, *next), abs(16.0 * f64::EPSILON)),
            ),
            ctx.check(LIBRARY, "two orders of the same roundings, over 200 steps").that(
                || (p.by_library)(&c, &one, RATE, 200),
                near(solution::adam(&|x| solution::gradient(&c, x), &one, RATE, 200)[199].x.clone(), abs(1e-12)),
            ),
            ctx.check(DIVERGES, "from theory: 2(1 + 0.9)/2000 = 0.0019").each(
                RATES_AROUND,
                |rate| (p.diverges)(&stored_weights(), &one, *rate),
                |rate| exact(*rate > r.get("momentum_run").num("lr_limit")),
            ),
            ctx.check(LIMIT, "a sum, a product and a quotient").that(
                || ((p.stability_limit)(2000.0, 0.9), (p.stability_limit)(0.1, 0.9)),
                near((r.get("momentum_run").num("lr_limit"), r.get("edge_of_stability").num("threshold")), eps(8.0)),
            ),
            ctx.check(CURVATURES, "one product each, by 2").that(|| (p.curvatures)(&c, &one), exact(h.clone())),
            ctx.check(NEWTON, "x − 2cx/(2c), rounded thrice").each(
                points(ctx),
                |x| (p.newton)(&c, x),
                |_| near(vec![0.0; 20], abs(8.0 * f64::EPSILON)),
            ),
            rotated_check(p, ctx),
            ratios_check(p, ctx),
            ctx.check(SPREAD, "only the 1e-8 in the denominator tells coordinates apart").that(
                || {
                    let run = solution::adam(&|x| solution::gradient(&c, x), &one, RATE, 5000);
                    (p.spread)(&solution::ratios(&run[4999], &h, RATE))
                },
                between(1e-8, 1e-6),
            ),
        ];
        if ctx.seed.is_none() {
            let after = ctx.pick(&STEPS[..], &STEPS[..5]);
            checks.push(
                ctx.check(ADAM, "noise of 4e-16 in every step moves these by 3e-10 of themselves at most").that(
                    || {
                        let run = (p.adam)(&|x| solution::gradient(&c, x), &one, RATE, after[after.len() - 1]);
                        after.iter().map(|t| value(&c, &run[t - 1].x)).collect::<Vec<_>>()
                    },
                    near(adam_values(after), stored),
                ),
            );
            checks.push(
                ctx.check(MOMENTUM, "noise of 4e-16 in every step moves these by 3e-10 of themselves at most").that(
                    || {
                        let values = (p.momentum)(&c, &one, 0.001, 2000);
                        STEPS[..6].iter().map(|t| values[t - 1]).collect::<Vec<_>>()
                    },
                    near(momentum_values(), stored),
                ),
            );
        }
        if !ctx.quick && ctx.seed.is_none() {
            checks.push(
                ctx.check(CROSSING, "the step is the same with noise of 4e-16 in every step")
                    .that(|| (p.crossing)(&c, &one, RATE).unwrap_or(0), near(crossing(), abs(2.0))),
            );
        }
        checks
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(GRADIENT, "the factor 2 lost", Parts { gradient: |c, x| times(c, x), ..ours() }),
            twin(
                TWO_STEPS,
                "the bias of the start at 0 not removed",
                Parts {
                    step: |state, g, rate| {
                        (ours().step)(state, g, rate);
                        state.steps = 1000;
                    },
                    ..ours()
                },
            ),
            twin(
                ADAM,
                "1e-8 times the rate",
                Parts { adam: |g, x0, rate, steps| solution::adam(g, x0, rate * (1.0 + 1e-8), steps), ..ours() },
            ),
            twin(
                LIBRARY,
                "one step too many",
                Parts { by_library: |c, x0, rate, steps| solution::by_library(c, x0, rate, steps + 1), ..ours() },
            ),
            twin(
                MOMENTUM,
                "Adam's way of momentum: m = βm + (1 − β)g",
                Parts { momentum: |c, x0, rate, steps| solution::heavy_ball(c, x0, 0.1 * rate, steps).0, ..ours() },
            ),
            twin(
                DIVERGES,
                "the limit 2/λ of gradient descent",
                Parts { diverges: |c, _, rate| rate > 1.0 / c[c.len() - 1], ..ours() },
            ),
            twin(LIMIT, "the sign of β", Parts { stability_limit: |h, beta| 2.0 * (1.0 - beta) / h, ..ours() }),
            twin(
                CURVATURES,
                "the second derivative of x² taken as 1",
                Parts { curvatures: |c, _| c.to_vec(), ..ours() },
            ),
            twin(
                NEWTON,
                "half the curvatures: a step to the other side",
                Parts { newton: |_, x| x.iter().map(|x| -x).collect(), ..ours() },
            ),
            twin(
                ROTATED,
                "turned the other way",
                Parts { rotated: |c, q| solution::rotated(c, &matrix::transposed(q)), ..ours() },
            ),
            twin(
                RATIOS,
                "v without removing its bias",
                Parts {
                    ratios: |state, h, rate| solution::ratios(&State { steps: 1_000_000, ..state.clone() }, h, rate),
                    ..ours()
                },
            ),
            twin(
                SPREAD,
                "the quotient, not its distance from 1",
                Parts { spread: |r| solution::spread(r) + 1.0, ..ours() },
            ),
            twin(
                CROSSING,
                "the limit 2 of plain gradient descent",
                Parts { crossing: |c, x0, _| Some(first_above(c, x0, 2.0)), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        show::exhibit(p, ctx)
    }
}

/// Adam's rate.
const RATE: f64 = 0.01;
/// The steps after which f is stored.
const STEPS: [usize; 7] = [1, 10, 100, 500, 1000, 2000, 5000];
/// Rates below and above the limit of momentum.
const RATES_AROUND: [f64; 4] = [0.001, 0.00189, 0.00191, 0.003];

/// The stored values of f after those steps of Adam.
fn adam_values(steps: &[usize]) -> Vec<f64> {
    let by_step = reference("N.6").get("adam").get("by_step");
    steps.iter().map(|t| by_step.get(&t.to_string()).num("f")).collect()
}

/// The stored values of f after 1, 10, 100, 500, 1000 and 2000 steps of momentum.
fn momentum_values() -> Vec<f64> {
    let run = reference("N.6").get("momentum_run");
    let by_step = STEPS[..5].iter().map(|t| run.get("by_step").num(&t.to_string()));
    by_step.chain([run.num("f_2000")]).collect()
}

/// Turned axes: f after 500 and 2000 steps, or for drawn weights the value where f is known.
fn rotated_check(p: &Parts, ctx: &Context) -> Check {
    let (r, c) = (reference("N.6").get("adam_rotated"), weights(ctx));
    let q = r.matrix("Q");
    if ctx.seed.is_some() {
        let question = ctx.check(ROTATED, "20·20 products and sums, all of one sign at the end");
        return question.each(
            points(ctx),
            |x| QuadraticForm((p.rotated)(&c, &q)).value(&matrix::times(&q, x)),
            |x| near(value(&c, x), rel(1e-12)),
        );
    }
    let stored = [(500, "f_500"), (2000, "f_2000")];
    let stored = ctx.pick(&stored[..], &stored[..1]);
    ctx.check(ROTATED, reference("N.6").why()).that(
        || {
            values_rotated(&QuadraticForm((p.rotated)(&c, &q)), stored[stored.len() - 1].0, |t| {
                stored.iter().any(|s| s.0 == t)
            })
        },
        near(stored.iter().map(|(_, key)| r.num(key)).collect::<Vec<_>>(), reference("N.6").tol()),
    )
}

/// f after those of so many steps of Adam on the turned bowl that are wanted.
fn values_rotated(f: &QuadraticForm, steps: usize, wanted: impl Fn(usize) -> bool) -> Vec<f64> {
    let start = matrix::times(&reference("N.6").get("adam_rotated").matrix("Q"), &[1.0; 20]);
    let run = solution::adam(&|x| OnGraph.gradient(f, x).1, &start, RATE, steps);
    run.iter().enumerate().filter(|(k, _)| wanted(k + 1)).map(|(_, state)| f.value(&state.x)).collect()
}

/// The ratios: stored after many steps, at other rates and from another start; or, for drawn
/// states, by their definition.
fn ratios_check(p: &Parts, ctx: &Context) -> Check {
    let h = double(&weights(ctx));
    if ctx.seed.is_some() {
        let question = ctx.check(RATIOS, "by definition, a handful of roundings");
        return question.each(
            pairs(ctx),
            |[v, h]| {
                let state = State { v: vec![v * v], steps: 2, ..State::at(&[1.0]) };
                (p.ratios)(&state, &[h.abs()], RATE)[0]
            },
            |[v, h]| near(RATE * h.abs() / (v.abs() / 0.001999f64.sqrt() + 1e-8), rel(1e-12)),
        );
    }
    let r = reference("N.6");
    let range = |at: &Entry, low: &str, high: &str| (at.num(low), at.num(high));
    let by_step = r.get("adam").get("by_step");
    let steps = ctx.pick(&RATIO_STEPS[..], &RATIO_STEPS[..3]);
    let mut expected: Vec<(f64, f64)> =
        steps.iter().map(|t| range(&by_step.get(&t.to_string()), "ratio_min", "ratio_max")).collect();
    if !ctx.quick {
        let other_rate = r.get("adam_ratio_vs_lr_at_5000").get(OTHER_RATE.0);
        expected.push(range(&other_rate, "ratio_last", "ratio_first"));
        expected.push(range(&r.get("adam_other_x0"), "ratio_at_5000_min", "ratio_at_5000_max"));
    }
    ctx.check(RATIOS, "noise of 4e-16 in every step moves these by 3e-10 of themselves at most").that(
        || {
            let ratios = |run: &[State], t: usize, rate: f64| (p.ratios)(&run[t - 1], &h, rate);
            let run = run(&[1.0; 20], RATE, steps[steps.len() - 1]);
            let mut found: Vec<(f64, f64)> = steps.iter().map(|t| ends(&ratios(&run, *t, RATE))).collect();
            if !ctx.quick {
                let at_other_rate = ratios(&self::run(&[1.0; 20], OTHER_RATE.1, 5000), 5000, OTHER_RATE.1);
                found.push((at_other_rate[19], at_other_rate[0]));
                found.push(ends(&ratios(&self::run(&other_start(), RATE, 5000), 5000, RATE)));
            }
            found
        },
        near(expected, r.tol()),
    )
}

/// The steps after which ratios are stored; the first three are quick.
const RATIO_STEPS: [usize; 7] = [1, 100, 500, 2000, 5000, 6000, 10_000];
/// Another rate at which the ratio is asked for, and its key.
const OTHER_RATE: (&str, f64) = ("0.1", 0.1);

/// A run of Adam on the stored bowl.
fn run(x0: &[f64], rate: f64, steps: usize) -> Vec<State> {
    let c = stored_weights();
    solution::adam(&|x| solution::gradient(&c, x), x0, rate, steps)
}

/// The smallest and the largest.
fn ends(ratios: &[f64]) -> (f64, f64) {
    let by = |pick: fn(f64, f64) -> f64| ratios.iter().copied().fold(ratios[0], pick);
    (by(f64::min), by(f64::max))
}

/// Two steps of Adam from x = 1 in one coordinate, by hand.
fn two_steps(g: f64, next: f64) -> f64 {
    let first = RATE * g / (g.abs() + 1e-8);
    let mean = (0.09 * g + 0.1 * next) / 0.19;
    let square = (0.000999 * g * g + 0.001 * next * next) / 0.001999;
    1.0 - first - RATE * mean / (square.sqrt() + 1e-8)
}

/// The first step of Adam after which a ratio is above a limit.
fn first_above(c: &[f64], x0: &[f64], limit: f64) -> usize {
    let run = solution::adam(&|x| solution::gradient(c, x), x0, RATE, 10_000);
    run.iter().position(|state| solution::ratios(state, &double(c), RATE)[0] > limit).map_or(0, |k| k + 1)
}

/// The stored step at which the ratio passes the limit.
fn crossing() -> f64 {
    reference("N.6").get("edge_of_stability").num("first_t_with_ratio_above")
}

fn value(c: &[f64], x: &[f64]) -> f64 {
    WeightedSquares(c.to_vec()).value(x)
}

fn times(c: &[f64], x: &[f64]) -> Vec<f64> {
    c.iter().zip(x).map(|(c, x)| c * x).collect()
}

fn double(c: &[f64]) -> Vec<f64> {
    c.iter().map(|c| 2.0 * c).collect()
}

fn stored_weights() -> Vec<f64> {
    reference("N.6").vec("c")
}

/// The stored start that is not (1, ..., 1).
fn other_start() -> Vec<f64> {
    reference("N.6").get("adam_other_x0").vec("x0")
}

/// The stored weights, or twenty drawn ones between 1 and 1000.
fn weights(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(20, 0.0, 3.0).into_iter().map(|e| 10f64.powf(e)).collect(),
        None => stored_weights(),
    }
}

/// The stored starts, or drawn points.
fn points(ctx: &Context) -> Vec<Vec<f64>> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| rng.uniforms(20, -2.0, 2.0)).collect(),
        None => vec![vec![1.0; 20], other_start()],
    }
}

/// Pairs of numbers that are not zero.
fn pairs(ctx: &Context) -> Vec<[f64; 2]> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| [rng.uniform(0.1, 9.0), -rng.uniform(0.1, 9.0)]).collect(),
        None => vec![[2.0, 1.9], [2000.0, 2000.0], [1.0, -1.0], [-3.0, 0.25]],
    }
}
