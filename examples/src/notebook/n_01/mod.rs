//! N.1: a backtracking line search on x₁² + 10x₂², and 100 steps of gradient descent with it.

use crate::objectives::Bowl;
use crate::runner::prelude::*;
use ad::Objective;
use optim::problem::Counts;

mod scaffold;
mod show;
mod solution;

pub use solution::backtrack;

/// A point of the plane, or a direction in it.
type Point = [f64; 2];
/// A step length, and the value of f there.
type Trial = (f64, f64);

/// The first length to try.
const FIRST: f64 = 1.0;
/// The factor from one length to the next.
const SHRINK: f64 = 0.5;
/// The part of the decrease along the tangent that a step must bring.
const DECREASE: f64 = 1e-4;

/// What the library's descent did.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The trials of its first step.
    first: Vec<Trial>,
    /// The lengths of all steps.
    lengths: Vec<f64>,
    /// What it asked of f.
    counts: Counts,
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    direction: fn(Point) -> (Point, f64),
    trials: fn(Point) -> Vec<Trial>,
    bound: fn(value: f64, slope: f64, alpha: f64) -> f64,
    holds: fn(trial: f64, bound: f64) -> bool,
    lengths: fn(Point, steps: usize) -> Vec<f64>,
    path: fn(Point, steps: usize) -> Vec<Point>,
    values: fn(Point, steps: usize) -> Vec<f64>,
    falls: fn(&[f64]) -> bool,
    evaluations: fn(Point, steps: usize) -> usize,
    steps_taken: fn(Point) -> usize,
    by_library: fn(Point, steps: usize) -> Watched,
}

/// The exercise.
#[derive(Debug)]
pub struct Backtracking;

const DIRECTION: &str = "(a) p = −∇f(x) and the slope ∇f(x)·p";
const TRIALS: &str = "(a) every trial α with f(x + αp)";
const BOUND: &str = "(b) the right-hand side of Armijo's condition";
const HOLDS: &str = "(b) whether the condition holds";
const LENGTHS: &str = "(c) the accepted lengths of all steps";
const PATH: &str = "(c) the points";
const VALUES: &str = "(c) f after each step";
const FALLS: &str = "(c) f falls at every step";
const EVALUATIONS: &str = "(c) evaluations of f";
const AT_MINIMUM: &str = "no step, and no panic, from the minimiser";
const LIBRARY: &str = "the library's search: the same trials, the same lengths";

impl Exercise for Backtracking {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.1",
        title: "Backtracking line search",
        stars: 1,
        task: "Let f(x) = x₁² + 10x₂². From x along p a backtracking search tries α = 1, 1/2, 1/4, … and takes the \
               first with f(x + αp) ≤ f(x) + c α ∇f(x)·p, c = 10⁻⁴ (Armijo's condition).\n\n\
               (a) At x = (3, 1) take p = −∇f(x): give p, the slope, and every trial α with its value.\n\n\
               (b) Verify the condition at the length that is returned.\n\n\
               (c) Take 100 steps of gradient descent with this search. Does f fall at every step? How often is f \
               evaluated, if each step evaluates f(x) once and then its trials? What if the start is the minimiser?",
        hints: &[
            "The slope of f along p = −∇f(x) is ∇f(x)·p = −|∇f(x)|².",
            "From (3, 1) the lengths 1, 1/2, 1/4 and 1/8 lead up the other side of the bowl.",
            "The condition compares the value with a line that falls c times as fast as the tangent.",
            "At the minimiser the slope is 0, and no length is right or wrong: stop before the search begins.",
            "loop { let value = f(x + alpha p); trials.push((alpha, value)); if value <= bound { break } alpha *= 0.5 }",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.1");
        let gd = r.get("gd");
        let stored = |x: Point| ctx.seed.is_none() && x == start();
        let margin = "a power of 1/2: exact; the closest of all tests of the condition is decided by 8·10⁻⁴";
        let few = "a product and a sum, or two";
        let rounded = "each step multiplies both coordinates by a few rounded factors; no length depends on rounding";
        let steps = ctx.pick(100, 20);
        vec![
            ctx.check(DIRECTION, few).each(
                starts(ctx),
                |x| (p.direction)(*x),
                |&x| match stored(x) {
                    true => exact((r.vec("p"), r.num("slope"))),
                    false => near((downhill(x), -square(x)), eps(4.0)),
                },
            ),
            ctx.check(TRIALS, "numbers with few bits at (3, 1): exact there").each(
                starts(ctx),
                |x| (p.trials)(*x),
                |&x| match stored(x) {
                    true => exact(stored_trials().iter().map(|t| (t.num("alpha"), t.num("f"))).collect::<Vec<_>>()),
                    false => near(predicted_trials(x), rel(1e-12)),
                },
            ),
            ctx.check(BOUND, few).each(
                conditions(ctx),
                |[value, slope, alpha]| (p.bound)(*value, *slope, *alpha),
                |&[value, slope, alpha]| {
                    let stored = stored_trials().into_iter().find(|t| ctx.seed.is_none() && t.num("alpha") == alpha);
                    near(stored.map_or(value + DECREASE * alpha * slope, |t| t.num("bound")), eps(2.0))
                },
            ),
            ctx.check(HOLDS, "a truth value; equality is enough").each(
                comparisons(),
                |[trial, bound]| (p.holds)(*trial, *bound),
                |[trial, bound]| exact(trial <= bound),
            ),
            ctx.check(LENGTHS, margin).each(
                starts(ctx),
                |x| (p.lengths)(*x, steps),
                |&x| match stored(x) {
                    true => exact(&gd.vec("alphas")[..steps]),
                    false => exact(predicted(x, steps).1),
                },
            ),
            ctx.check(PATH, rounded).each(
                starts(ctx),
                |x| (p.path)(*x, steps),
                |&x| {
                    let mut path: Vec<Vec<f64>> = predicted(x, steps).0.iter().map(|x| x.to_vec()).collect();
                    if stored(x) {
                        let known = gd.matrix("x_first10");
                        path.splice(..known.len(), known);
                        if steps == 100 {
                            path[steps] = gd.vec("x_final");
                        }
                    }
                    near(path, r.tol())
                },
            ),
            ctx.check(VALUES, rounded).each(
                starts(ctx),
                |x| (p.values)(*x, steps),
                |&x| match stored(x) {
                    true => near(&gd.vec("f_history")[..=steps], r.tol()),
                    false => near(predicted(x, steps).0.iter().map(|x| Bowl.value(x)).collect::<Vec<_>>(), r.tol()),
                },
            ),
            ctx.check(FALLS, "a truth value").each(
                histories(steps),
                |history| (p.falls)(history),
                |history| exact(history.is_sorted_by(|a, b| a > b)),
            ),
            ctx.check(EVALUATIONS, "a count").each(
                starts(ctx),
                |x| (p.evaluations)(*x, steps),
                |&x| match stored(x) && steps == 100 {
                    true => exact(gd.num("function_evals")),
                    false => exact(steps + predicted(x, steps).1.into_iter().map(trials_up_to).sum::<usize>()),
                },
            ),
            ctx.check(AT_MINIMUM, "a count").that(|| (p.steps_taken)([0.0, 0.0]), exact(0usize)),
            ctx.check(LIBRARY, margin).each(
                starts(ctx),
                |x| {
                    let watched = (p.by_library)(*x, steps);
                    (watched.first.iter().map(|trial| trial.0).collect::<Vec<_>>(), watched.lengths)
                },
                |&x| {
                    let lengths = predicted(x, steps).1;
                    exact((powers(trials_up_to(lengths[0])), lengths))
                },
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                DIRECTION,
                "10x₂² differentiated to 10x₂",
                Parts {
                    direction: |x| {
                        let g = [2.0 * x[0], 10.0 * x[1]];
                        (g.map(|g| -g), -g[0] * g[0] - g[1] * g[1])
                    },
                    ..ours()
                },
            ),
            twin(TRIALS, "c = 1: the whole decrease along the tangent, which no convex f gives", strict(ours())),
            twin(
                TRIALS,
                "the accepted trial alone",
                Parts { trials: |x| (ours().trials)(x).split_off((ours().trials)(x).len() - 1), ..ours() },
            ),
            twin(
                BOUND,
                "the slope with the wrong sign",
                Parts { bound: |value, slope, alpha| value - DECREASE * alpha * slope, ..ours() },
            ),
            twin(HOLDS, "the inequality turned around", Parts { holds: |trial, bound| trial >= bound, ..ours() }),
            twin(
                LENGTHS,
                "each search begins with the length of the last step",
                Parts { lengths: |x, steps| warm_started(x, steps), ..ours() },
            ),
            twin(
                PATH,
                "every step has the first one's length",
                Parts {
                    path: |x, steps| {
                        let alpha = (ours().lengths)(x, 1)[0];
                        std::iter::successors(Some(x), |x| Some(moved(*x, alpha))).take(steps + 1).collect()
                    },
                    ..ours()
                },
            ),
            twin(
                VALUES,
                "f(x) halved, as in ½xᵀQx",
                Parts { values: |x, k| (ours().values)(x, k).into_iter().map(|f| 0.5 * f).collect(), ..ours() },
            ),
            twin(
                FALLS,
                "a step that gains nothing counts as a fall",
                Parts { falls: |f| f.is_sorted_by(|a, b| a >= b), ..ours() },
            ),
            twin(FALLS, "first and last compared", Parts { falls: |f| f.last() < f.first(), ..ours() }),
            twin(
                EVALUATIONS,
                "f(x) at the start of a step not counted",
                Parts { evaluations: |x, steps| (ours().evaluations)(x, steps) - steps, ..ours() },
            ),
            twin(
                AT_MINIMUM,
                "an assertion that the slope is negative",
                Parts {
                    steps_taken: |x| {
                        assert!((ours().direction)(x).1 < 0.0, "p is no descent direction");
                        (ours().steps_taken)(x)
                    },
                    ..ours()
                },
            ),
            twin(
                LIBRARY,
                "steepest descent with its own first length, 1/|∇f|",
                Parts { by_library: |x, steps| solution::watched(optim::descent::Steepest, x, steps), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// The stored start.
fn start() -> Point {
    let x = reference("N.1").vec("x0");
    [x[0], x[1]]
}

/// The stored start, or drawn ones.
fn starts(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..5).map(|_| [rng.uniform(-4.0, 4.0), rng.uniform(-4.0, 4.0)]).collect(),
        None => vec![start()],
    }
}

fn stored_trials() -> Vec<Entry> {
    reference("N.1").items("trials")
}

/// Value, slope and length: those of the stored trials, or drawn.
fn conditions(ctx: &Context) -> Vec<[f64; 3]> {
    let r = reference("N.1");
    match ctx.rng() {
        Some(mut rng) => {
            let mut drawn = || [rng.uniform(0.1, 9.0), rng.uniform(-900.0, -100.0), rng.uniform(0.5, 1.0)];
            (0..20).map(|_| drawn()).collect()
        }
        None => {
            let trial = |t: &Entry| [r.num("f_x0"), r.num("slope"), t.num("alpha")];
            stored_trials().iter().map(trial).collect()
        }
    }
}

/// The stored trials with their bounds, and a trial that meets its bound exactly.
fn comparisons() -> Vec<[f64; 2]> {
    stored_trials().iter().map(|t| [t.num("f"), t.num("bound")]).chain([[1.0, 1.0]]).collect()
}

/// The history of the descent, and some that do not fall throughout.
fn histories(steps: usize) -> Vec<Vec<f64>> {
    let stored = reference("N.1").get("gd").vec("f_history")[..=steps].to_vec();
    vec![stored, vec![3.0, 2.0, 2.0, 1.0], vec![3.0, 1.0, 2.0]]
}

/// −∇f.
fn downhill(x: Point) -> Point {
    [-2.0 * x[0], -20.0 * x[1]]
}

/// |∇f|².
fn square(x: Point) -> f64 {
    4.0 * x[0] * x[0] + 400.0 * x[1] * x[1]
}

/// x − α∇f.
fn moved(x: Point, alpha: f64) -> Point {
    [x[0] * (1.0 - 2.0 * alpha), x[1] * (1.0 - 20.0 * alpha)]
}

/// f(x − α∇f) = f − α|∇f|² + α²(4x₁² + 4000x₂²), so the condition holds up to this length.
fn longest(x: Point) -> f64 {
    (1.0 - DECREASE) * square(x) / (4.0 * x[0] * x[0] + 4000.0 * x[1] * x[1])
}

/// 1, 1/2, …, so many.
fn powers(count: usize) -> Vec<f64> {
    std::iter::successors(Some(FIRST), |alpha| Some(alpha * SHRINK)).take(count).collect()
}

/// How many trials end with this length.
fn trials_up_to(alpha: f64) -> usize {
    1 + (-alpha.log2()).round() as usize
}

/// Points and lengths by formulas: the first power of 1/2 that is not too long.
fn predicted(x: Point, steps: usize) -> (Vec<Point>, Vec<f64>) {
    let (mut path, mut lengths) = (vec![x], Vec::new());
    for _ in 0..steps {
        let at = path[path.len() - 1];
        let alpha = powers(60).into_iter().find(|alpha| *alpha <= longest(at)).unwrap_or(f64::NAN);
        lengths.push(alpha);
        path.push(moved(at, alpha));
    }
    (path, lengths)
}

/// The trials of one step by formulas.
fn predicted_trials(x: Point) -> Vec<Trial> {
    let alphas = powers(trials_up_to(predicted(x, 1).1[0]));
    alphas.into_iter().map(|alpha| (alpha, Bowl.value(&moved(x, alpha)))).collect()
}

/// A slip: c = 1.
fn strict(ours: Parts) -> Parts {
    let trials = |x: Point| {
        let accepts = |alpha: f64| Bowl.value(&moved(x, alpha)) <= Bowl.value(&x) - alpha * square(x);
        let tried = powers(60).into_iter().scan(false, |done, alpha| {
            let go_on = !*done;
            *done = accepts(alpha);
            go_on.then(|| (alpha, Bowl.value(&moved(x, alpha))))
        });
        tried.collect()
    };
    Parts { trials, ..ours }
}

/// A slip: lengths that can only shrink from step to step.
fn warm_started(mut x: Point, steps: usize) -> Vec<f64> {
    let mut last = FIRST;
    let mut step = || {
        last = powers(60).into_iter().find(|alpha| *alpha <= longest(x).min(last)).unwrap_or(f64::NAN);
        x = moved(x, last);
        last
    };
    (0..steps).map(|_| step()).collect()
}
