//! N.3: the two loops of L-BFGS apply the inverse Hessian of the last few steps.

use crate::matrix::{Matrix, times, transposed, unit};
use crate::numerics::{dot, norm, plus};
use crate::objectives::Rosenbrock;
use crate::runner::prelude::*;
use crate::watched::{Run, watched};
use optim::dense::symmetric_eigenvalues;
use optim::descent::Descent;
use optim::method::Method;
use optim::observe::Update;
use optim::search::{Armijo, Search};
use optim::stop::{Combine, Iterations, when};

mod scaffold;
mod show;
mod solution;

/// A step s, and the change y of the gradient over it.
type Pair = (Vec<f64>, Vec<f64>);

const START: [f64; 2] = [-1.5, 0.5];
/// What the length of the gradient has to get below.
const TOLERANCE: f64 = 1e-10;

/// When a pair is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// yᵀs > 1e-10, the notebook's.
    Absolute,
    /// yᵀs > 1e-12 ‖y‖ ‖s‖.
    Relative,
}

impl From<Rule> for Value {
    fn from(rule: Rule) -> Value {
        match rule {
            Rule::Absolute => "yᵀs > 1e-10",
            Rule::Relative => "yᵀs > 1e-12 ‖y‖ ‖s‖",
        }
        .into()
    }
}

/// Rosenbrock's function from (−1.5, 0.5) until ‖∇f‖ < 1e-10.
fn minimise<D, S>(method: Method<D, S>, steps: usize) -> Run
where
    D: Descent<Rosenbrock>,
    S: Search<Rosenbrock, D>,
{
    let stop = when("‖∇f‖ < 1e-10", |view| norm(&view.at.g) < TOLERANCE).or(Iterations(steps));
    watched(method.stop(stop), &Rosenbrock, &START)
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    two_loop: fn(pairs: &[Pair], g: &[f64]) -> Vec<f64>,
    inverse_bfgs: fn(&Pair) -> Matrix,
    update_rank: fn(&Pair) -> usize,
    keeps: fn(Rule, &Pair) -> bool,
    lbfgs: fn(Rule) -> Run,
    gradient_descent: fn(steps: usize) -> Run,
    library: fn() -> Run,
}

/// The exercise.
#[derive(Debug)]
pub struct TwoLoops;

const DIRECTION: &str = "the two loops are the matrix times g";
const DENSE: &str = "the matrix of one pair: Hy = s, positive definite";
const RANK: &str = "the update has rank two";
const KEEPS: &str = "which pairs are kept";
const LBFGS: &str = "L-BFGS with five pairs";
const DESCENT: &str = "gradient descent with the same search";
const LIBRARY: &str = "the library's L-BFGS gets there as well";

impl Exercise for TwoLoops {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.3",
        title: "L-BFGS: the two-loop recursion",
        stars: 2,
        task: "A step s = xₖ₊₁ − xₖ and the change y of the gradient over it tell a curvature, yᵀs. L-BFGS keeps \
               the last m pairs (s, y) and applies the inverse Hessian H that they make of γI, with γ = yᵀs/yᵀy of \
               the newest pair, without forming it.\n\n\
               (a) Write the two-loop recursion for Hg.\n\n\
               (b) With one pair, form H by the update of BFGS and compare. Which rank has H − γI?\n\n\
               (c) Minimise Rosenbrock's function from (-1.5, 0.5) with m = 5 and a backtracking search until \
               ‖∇f‖ < 1e-10, and gradient descent with the same search. Pairs with yᵀs ≤ 1e-10 are not kept: which \
               are these, and what if the test is on the cosine, yᵀs > 1e-12 ‖y‖ ‖s‖?",
        hints: &[
            "First loop, from the newest pair to the oldest: a = sᵀq/yᵀs, then q ← q − a y. Keep each a.",
            "Between the loops q ← γq. Second loop, from the oldest to the newest: q ← q + (a − yᵀq/yᵀs) s.",
            "H⁺ = (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ with ρ = 1/yᵀs: multiply it out and count the products of vectors.",
            "Near the minimum s and y are both small, so yᵀs is tiny for the best of pairs.",
            "A struct with the pairs that implements `optim::descent::Descent` runs under any line search: \
             `Method::of(yours, Armijo::default())`. Without a memory it is gradient descent.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("N.3");
        let rosenbrock = r.get("rosenbrock");
        let (descent, scipy) = (rosenbrock.get("gd"), rosenbrock.get("scipy_lbfgsb"));
        vec![
            ctx.check(DIRECTION, "some twenty products and sums; drawn pairs: of the largest entry").each(
                cases(ctx),
                |(pairs, g)| (p.two_loop)(pairs, g),
                |(pairs, g)| {
                    let by_matrix = times(&inverse(pairs, g.len()), g);
                    let stored = pairs.len() == 1 && pairs[0] == stored_pair();
                    let largest = by_matrix.iter().fold(0f64, |m, x| m.max(x.abs()));
                    if stored { near(r.vec("direction"), r.tol()) } else { near(by_matrix, abs(1e-12 * largest)) }
                },
            ),
            ctx.check(DENSE, "a few products an entry, entries up to 16").each(
                pairs(ctx),
                |pair| {
                    let h = (p.inverse_bfgs)(pair);
                    let positive = symmetric_eigenvalues(h.clone()).is_some_and(|e| e.iter().all(|e| *e > 0.0));
                    ((times(&h, &pair.1), h), positive)
                },
                |pair| {
                    let stored = *pair == stored_pair();
                    let h = if stored {
                        r.matrix("dense_bfgs_inverse")
                    } else {
                        inverse(std::slice::from_ref(pair), pair.0.len())
                    };
                    near(((pair.0.clone(), h), true), abs(1e-12))
                },
            ),
            ctx.check(RANK, "a whole number").each(pairs(ctx), |pair| (p.update_rank)(pair), |_| exact(2usize)),
            ctx.check(KEEPS, "a truth value").each(
                judged(ctx),
                |(rule, pair)| (p.keeps)(*rule, pair),
                |(rule, (s, y))| {
                    let bound = if *rule == Rule::Absolute { 1e-10 } else { 1e-12 * norm(s) * norm(y) };
                    exact(dot(s, y) > bound)
                },
            ),
            ctx.check(LBFGS, "steps, points and pairs left out are the same under noise of 2 ulp in every step").each(
                [Rule::Absolute, Rule::Relative],
                |rule| summary(&(p.lbfgs)(*rule)),
                |rule| {
                    let run = rosenbrock.get(stored_run(*rule));
                    let counts = [run.num("steps"), run.num("fevals"), run.num("skipped_pairs")].to_vec();
                    near((counts, run.vec("f")[1..=EARLY].to_vec()), rel(1e-9))
                },
            ),
            ctx.check(DESCENT, "noise of 2 ulp in every step moves f by 1e-9 of it, and the last step by 0.1%").each(
                if ctx.quick || ctx.seed.is_some() { vec![100, 1_000] } else { vec![100, 10_000, ALL_STEPS] },
                |steps| {
                    let run = (p.gradient_descent)(*steps);
                    if *steps == ALL_STEPS { run.report.iterations as f64 } else { run.report.f }
                },
                |steps| match *steps {
                    ALL_STEPS => near(descent.num("iters"), rel(0.01)),
                    k => near(descent.get("first_iteration_below").num(&format!("f@{k}")), rel(1e-6)),
                },
            ),
            ctx.check(LIBRARY, "at most a quarter more points than L-BFGS-B of scipy takes").that(
                || {
                    let run = (p.library)();
                    let points = run.report.counts.points as f64;
                    vec![norm(&run.report.g) < TOLERANCE, run.report.f < 1e-18, points <= 1.25 * scipy.num("nfev")]
                },
                exact(vec![true; 3]),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                DIRECTION,
                "the loops in the reverse order",
                Parts { two_loop: |pairs, g| (solution::solution().two_loop)(&reversed(pairs), g), ..ours() },
            ),
            twin(DIRECTION, "γ forgotten between the loops", Parts { two_loop: without_gamma, ..ours() }),
            twin(
                DENSE,
                "I in place of γI",
                Parts { inverse_bfgs: |pair| update(&identity(pair.0.len()), pair), ..ours() },
            ),
            twin(RANK, "called a rank-one update", Parts { update_rank: |_| 1, ..ours() }),
            twin(KEEPS, "the absolute test throughout", Parts { keeps: |_, (s, y)| dot(s, y) > 1e-10, ..ours() }),
            twin(
                LBFGS,
                "the absolute test throughout",
                Parts { lbfgs: |_| (solution::solution().lbfgs)(Rule::Absolute), ..ours() },
            ),
            twin(
                LBFGS,
                "a memory of one pair",
                Parts {
                    lbfgs: |rule| minimise(Method::of(solution::TwoLoop::new(1, rule), Armijo::default()), 1_000),
                    ..ours()
                },
            ),
            twin(
                DESCENT,
                "stopped after 2000 steps",
                Parts { gradient_descent: |steps| (solution::solution().gradient_descent)(steps.min(500)), ..ours() },
            ),
            twin(
                LIBRARY,
                "gradient descent, called L-BFGS",
                Parts { library: || (solution::solution().gradient_descent)(40), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// More steps than gradient descent needs.
const ALL_STEPS: usize = 30_000;
/// Values of f up to this step of L-BFGS are compared: later ones tend to zero, and their digits with them.
const EARLY: usize = 15;

fn stored_run(rule: Rule) -> &'static str {
    match rule {
        Rule::Absolute => "lbfgs",
        Rule::Relative => "lbfgs_relative_curvature_test",
    }
}

/// Steps, points and pairs left out; the first values of f.
fn summary(run: &Run) -> (Vec<f64>, Vec<f64>) {
    let skipped = run.seen.updates.iter().filter(|u| **u == Update::Skipped).count();
    let counts = [run.report.iterations, run.report.counts.points, skipped].map(|n| n as f64);
    (counts.to_vec(), run.seen.f.iter().copied().take(EARLY).collect())
}

fn identity(n: usize) -> Matrix {
    (0..n).map(|i| unit(n, i)).collect()
}

/// (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ, by products of matrices.
fn update(h: &Matrix, (s, y): &Pair) -> Matrix {
    let (n, rho) = (s.len(), 1.0 / dot(s, y));
    let left: Matrix = (0..n).map(|i| plus(&unit(n, i), -rho * s[i], y)).collect();
    let product = |a: &Matrix, b: &Matrix| -> Matrix { a.iter().map(|row| times(&transposed(b), row)).collect() };
    let both = product(&product(&left, h), &transposed(&left));
    (0..n).map(|i| plus(&both[i], rho * s[i], s)).collect()
}

/// The matrix that the pairs, the oldest first, make of γI.
fn inverse(pairs: &[Pair], n: usize) -> Matrix {
    let gamma = pairs.last().map_or(1.0, |(s, y)| dot(s, y) / dot(y, y));
    let start = identity(n).iter().map(|row| row.iter().map(|e| gamma * e).collect()).collect();
    pairs.iter().fold(start, |h, pair| update(&h, pair))
}

fn reversed(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().rev().cloned().collect()
}

/// A slip: the pairs act on I.
fn without_gamma(pairs: &[Pair], g: &[f64]) -> Vec<f64> {
    times(&pairs.iter().fold(identity(g.len()), |h, pair| update(&h, pair)), g)
}

fn stored_pair() -> Pair {
    let r = reference("N.3");
    (r.vec("s0"), r.vec("y0"))
}

/// Pairs of positive curvature, around a y of about twice the s.
fn drawn_pairs(rng: &mut SplitMix64, count: usize, n: usize) -> Vec<Pair> {
    let mut pair = || {
        let s = rng.uniforms(n, -1.0, 1.0);
        let y = s.iter().map(|s| s * rng.uniform(1.0, 3.0)).collect();
        (s, y)
    };
    (0..count).map(|_| pair()).collect()
}

/// Pairs: the stored one, or drawn ones.
fn pairs(ctx: &Context) -> Vec<Pair> {
    ctx.rng().map_or_else(|| vec![stored_pair()], |mut rng| drawn_pairs(&mut rng, 5, 4))
}

/// Lists of pairs, the empty one too, and vectors to apply them to.
fn cases(ctx: &Context) -> Vec<(Vec<Pair>, Vec<f64>)> {
    let mut rng = ctx.rng().unwrap_or(SplitMix64(0));
    let mut draw = |count| (drawn_pairs(&mut rng, count, 4), rng.uniforms(4, -2.0, 2.0));
    let drawn = (0..6).map(&mut draw).collect();
    let stored = vec![(vec![stored_pair()], reference("N.3").vec("g_test"))];
    if ctx.seed.is_some() { drawn } else { [stored, drawn].concat() }
}

/// Pairs of all kinds: large, tiny and aligned, tiny and nearly orthogonal, of no and of negative curvature.
fn judged(ctx: &Context) -> Vec<(Rule, Pair)> {
    let mut rng = ctx.rng().unwrap_or(SplitMix64(0));
    let mut pairs = drawn_pairs(&mut rng, 3, 2);
    let tiny = |pair: &Pair| -> Pair {
        (pair.0.iter().map(|s| 1e-8 * s).collect(), pair.1.iter().map(|y| 1e-7 * y).collect())
    };
    pairs.extend(pairs.clone().iter().map(tiny));
    pairs.extend([
        (vec![1.0, 0.0], vec![0.0, 1.0]),
        (vec![1.0, 2.0], vec![-1.0, -1.0]),
        (vec![1e-6, 0.0], vec![1e-7, 1.0]),
        (vec![10.0, 0.0], vec![1e-9, 1e4]),
    ]);
    pairs.into_iter().flat_map(|pair| [(Rule::Absolute, pair.clone()), (Rule::Relative, pair)]).collect()
}
