//! S1.4: the global minimisers of a convex function form a convex set.

use crate::numerics::linspace;
use crate::objectives::{DoubleWell, Trough, Valley};
use crate::runner::prelude::*;
use ad::{Objective, Real};

mod scaffold;
mod solution;

/// A function to try the claim on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instance {
    /// (x₁ + x₂ − 1)².
    Valley,
    /// max(|x| − 1, 0).
    Trough,
    /// (x² − 1)².
    DoubleWell,
}

impl Instance {
    const ALL: [Instance; 3] = [Instance::Valley, Instance::Trough, Instance::DoubleWell];

    fn formula(self) -> &'static str {
        match self {
            Instance::Valley => "(x₁ + x₂ − 1)²",
            Instance::Trough => "max(|x| − 1, 0)",
            Instance::DoubleWell => "(x² − 1)²",
        }
    }

    /// The stored global minimisers.
    fn minimisers(self) -> Vec<Vec<f64>> {
        let r = reference("S1.4");
        match self {
            Instance::Valley => r.items("instances")[0].matrix("minimisers"),
            Instance::Trough => r.items("instances")[1].matrix("minimisers"),
            Instance::DoubleWell => {
                r.get("counterexample_nonconvex").vec("minimisers").into_iter().map(|x| vec![x]).collect()
            }
        }
    }
}

impl Objective for Instance {
    fn value<F: Real>(&self, x: &[F]) -> F {
        match self {
            Instance::Valley => Valley.value(x),
            Instance::Trough => Trough.value(x),
            Instance::DoubleWell => DoubleWell.value(x),
        }
    }
}

impl From<Instance> for Value {
    fn from(f: Instance) -> Value {
        f.formula().into()
    }
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    minimiser: fn(Instance, start: &[f64]) -> Vec<f64>,
    combination: fn(weights: &[f64], points: &[Vec<f64>]) -> Vec<f64>,
    excess: fn(Instance, alpha: f64, x: &[f64], y: &[f64]) -> f64,
    gradient: fn(Instance, x: &[f64]) -> Vec<f64>,
    is_convex: fn(Instance) -> bool,
    counterexample: fn() -> [f64; 2],
}

/// The exercise.
#[derive(Debug)]
pub struct MinimisersAreConvex;

const MINIMISER: &str = "a global minimiser from every start";
const COMBINATION: &str = "a convex combination of minimisers is a minimiser";
const EXCESS: &str = "f lies below its chords where it is convex, and only there";
const GRADIENT: &str = "∇f = 0 at combinations of minimisers";
const CONVEX: &str = "what is declared convex keeps its minimum between minimisers";
const COUNTEREXAMPLE: &str = "two minimisers of (x² − 1)² with a hill between them";

impl Exercise for MinimisersAreConvex {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.4",
        title: "Minimisers of a convex function",
        stars: 1,
        task: "Show that the global minimisers of a convex function form a convex set: if f is least at x and at y, \
               then also at αx + (1 − α)y for every α between 0 and 1. Try it on f = (x₁ + x₂ − 1)², on \
               g = max(|x| − 1, 0), and on h = (x² − 1)².\n\n\
               (a) Find minimisers of each from several starts.\n\n\
               (b) Form convex combinations of them, of two points and of more.\n\n\
               (c) Compute f(αx + (1 − α)y) − [αf(x) + (1 − α)f(y)]. What sign has it for a convex function?\n\n\
               (d) Compute the gradient at the combinations.\n\n\
               (e) Which of the three functions are convex?\n\n\
               (f) Give two minimisers of h whose midpoint is none.",
        hints: &[
            "Write f* for the minimum. From below, f(αx + (1 − α)y) ≥ f*; what does convexity say from above?",
            "αf(x) + (1 − α)f(y) = αf* + (1 − α)f* = f*.",
            "A combination of three points is a combination of two, one of which is such a combination itself.",
            "h is least at −1 and at 1, and h(0) = 1.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.4");
        let least = || r.items("instances")[0].num("min");
        let hill = r.get("counterexample_nonconvex").num("f(midpoint=0)");
        vec![
            ctx.check(MINIMISER, "a gradient of 1e-12 leaves a value below 1e-24 where f is smooth").each(
                starts(ctx),
                |(f, start)| f.value(&(p.minimiser)(*f, start)),
                |_| near(least(), r.tol()),
            ),
            ctx.check(COMBINATION, "three products and two sums a coordinate, rounded at the size of the points").each(
                combinations(ctx),
                |(f, w)| {
                    let x = (p.combination)(w, &f.minimisers());
                    (f.value(&x), x)
                },
                |(f, w)| near((least(), combine(w, &f.minimisers())), r.tol()),
            ),
            ctx.check(EXCESS, "multiples of 1/8: exact in binary64").each(
                chords(ctx),
                |c| (p.excess)(c.f, c.alpha, &c.x, &c.y),
                |c| if c.f == Instance::DoubleWell { exact(hill) } else { at_most(0.0) },
            ),
            ctx.check(GRADIENT, "what rounding of the combination leaves, times 2").each(
                combinations(ctx),
                |(f, w)| (p.gradient)(*f, &combine(w, &f.minimisers())),
                |(f, _)| near(vec![0.0; f.minimisers()[0].len()], r.tol()),
            ),
            ctx.check(CONVEX, "the worst value over combinations of the minimisers, zero up to rounding").that(
                || Instance::ALL.map(|f| verdict(f, (p.is_convex)(f), ctx)).to_vec(),
                near(vec![Value::from(least()), Value::from(least()), Value::from(NOT_DECLARED)], r.tol()),
            ),
            ctx.check(COUNTEREXAMPLE, "h is flat at its minimisers, so an error of 1e-13 in them does not show").that(
                || {
                    let [x, y] = (p.counterexample)();
                    ([x, y, 0.5 * (x + y)], [x, y, 0.5 * (x + y)].map(|x| DoubleWell.value(&[x])))
                },
                near(([-1.0, 1.0, 0.0], [0.0, 0.0, hill]), abs(1e-12)),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                MINIMISER,
                "one step and no more",
                Parts { minimiser: |f, start| solution::steepest_descent(f, start, 1), ..ours() },
            ),
            twin(
                COMBINATION,
                "the first point left out",
                Parts { combination: |w, x| combine(&w[1..], &x[1..]), ..ours() },
            ),
            twin(
                COMBINATION,
                "weights in reverse order: another minimiser, but not the one asked for",
                Parts { combination: |w, x| combine(&w.iter().rev().copied().collect::<Vec<_>>(), x), ..ours() },
            ),
            twin(
                EXCESS,
                "α and 1 − α exchanged in the chord",
                Parts {
                    excess: |f, a, x, y| {
                        let between = combine(&[a, 1.0 - a], &[x.to_vec(), y.to_vec()]);
                        f.value(&between) - ((1.0 - a) * f.value(x) + a * f.value(y))
                    },
                    ..ours()
                },
            ),
            twin(EXCESS, "always on the safe side", Parts { excess: |_, _, _, _| 0.0, ..ours() }),
            twin(
                GRADIENT,
                "max(·, 0) forgotten",
                Parts {
                    gradient: |f, x| match f {
                        Instance::Trough => vec![x[0].signum()],
                        _ => ad::gradient(&f, x).1,
                    },
                    ..ours()
                },
            ),
            twin(CONVEX, "(x² − 1)² declared convex", Parts { is_convex: |_| true, ..ours() }),
            twin(CONVEX, "max(|x| − 1, 0) not declared", Parts { is_convex: |f| f == Instance::Valley, ..ours() }),
            twin(
                COUNTEREXAMPLE,
                "both starts on the same side of the hill",
                Parts {
                    counterexample: || {
                        [0.75, 1.25].map(|x| (solution::solution().minimiser)(Instance::DoubleWell, &[x])[0])
                    },
                    ..ours()
                },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let found = stored_starts().into_iter().fold(
            Table::new("Minimisers found by steepest descent", ["function", "start", "minimiser", "value"]),
            |table, (f, start)| {
                let x = (p.minimiser)(f, &start);
                let rounded: Vec<String> = x.iter().map(|x| round_number(*x, 6)).collect();
                table.row([cell(f.formula()), cell(start), cell(rounded), short(f.value(&x), 3)])
            },
        );
        let between = [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().fold(
            Table::new("Between two minimisers", ["α", "(x₁ + x₂ − 1)²", "max(|x| − 1, 0)", "(x² − 1)²"]),
            |table, alpha| table.row([cell(alpha)].into_iter().chain(Instance::ALL.map(|f| cell(along(p, f, alpha))))),
        );
        Exhibit::new()
            .formula("f* ≤ f(αx + (1 − α)y) ≤ αf(x) + (1 − α)f(y) = αf* + (1 − α)f* = f*")
            .formula("so f(αx + (1 − α)y) = f*; without any minimiser the set is empty, and convex too")
            .formula("more points: Σwₖxₖ = w₁x₁ + (1 − w₁)y, with y a combination of one point less")
            .table(found)
            .table(between)
            .plot(section())
            .plot(Instance::ALL.into_iter().fold(
                Plot::new("along the segment between two minimisers").x("α").y("f(αx + (1 − α)y)").y_range(-0.1, 1.2),
                |plot, f| {
                    let series = Series::graph(f.formula(), linspace(0.0, 1.0, 101), |alpha| along(p, f, alpha));
                    plot.series(if f == Instance::Trough { series.dashed() } else { series })
                },
            ))
            .plot(plane(p))
    }
}

/// f on the segment between its first and its last stored minimiser.
fn along(p: &Parts, f: Instance, alpha: f64) -> f64 {
    let all = f.minimisers();
    f.value(&(p.combination)(&[alpha, 1.0 - alpha], &[all[0].clone(), all[all.len() - 1].clone()]))
}

/// The convex function and the other one over the real line.
fn section() -> Plot {
    let line = || linspace(-2.0, 2.0, 401);
    Plot::new("an interval of minimisers, and two minimisers with a hill between them")
        .x("x")
        .y("f")
        .y_range(-0.2, 2.0)
        .series(Series::graph("max(|x| − 1, 0)", line(), |x| Trough.value(&[x])))
        .series(Series::graph("(x² − 1)²", line(), |x| DoubleWell.value(&[x])))
        .series(Series::line("segment", [(-1.0, 0.0), (1.0, 0.0)]).dots())
        .point(0.0, DoubleWell.value(&[0.0]), "h(0) = 1")
}

/// Where descent ends in the plane: all on one line.
fn plane(p: &Parts) -> Plot {
    let square = (-4.0, 4.0);
    let f = |x1, x2| Valley.value(&[x1, x2]);
    let starts = stored_starts().into_iter().filter(|(f, _)| *f == Instance::Valley).map(|(_, start)| start);
    let paths: Vec<[(f64, f64); 3]> = starts
        .map(|start| {
            let end = (p.minimiser)(Instance::Valley, &start);
            [(start[0], start[1]), (end[0], end[1]), (f64::NAN, f64::NAN)]
        })
        .collect();
    let mut ends: Vec<(f64, f64)> = paths.iter().map(|path| path[1]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    Plot::new("(x₁ + x₂ − 1)²: descent from five starts, and the segment of minimisers")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new(square, square, 200, f).levels_at([0.25, 1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0]))
        .series(Series::line("descent", paths.concat()).dashed())
        .series(Series::line("minimisers", ends).dots())
}

const NOT_DECLARED: &str = "not declared convex";

/// The largest value that f takes at combinations of its minimisers, if it is declared convex.
fn verdict(f: Instance, declared: bool, ctx: &Context) -> Value {
    if !declared {
        return NOT_DECLARED.into();
    }
    let all = f.minimisers();
    let value = |w: &Vec<f64>| f.value(&combine(&normalised(&w[..all.len()]), &all));
    weights(ctx).iter().map(value).fold(0.0, f64::max).into()
}

/// Σₖ wₖ xₖ.
fn combine(weights: &[f64], points: &[Vec<f64>]) -> Vec<f64> {
    let coordinate = |i: usize| weights.iter().zip(points).map(|(w, x)| w * x[i]).sum();
    (0..points[0].len()).map(coordinate).collect()
}

fn normalised(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|w| w / sum).collect()
}

/// Positive weights for three points, that add up to 1.
fn weights(ctx: &Context) -> Vec<Vec<f64>> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| normalised(&rng.uniforms(3, 0.01, 1.0))).collect(),
        None => {
            [[0.25, 0.25, 0.5], [0.125, 0.75, 0.125], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]].map(|w| w.to_vec()).to_vec()
        }
    }
}

/// Weights for the minimisers of each convex function.
fn combinations(ctx: &Context) -> Vec<(Instance, Vec<f64>)> {
    let both = |w: Vec<f64>| [(Instance::Valley, w.clone()), (Instance::Trough, w)];
    weights(ctx).into_iter().flat_map(both).collect()
}

fn stored_starts() -> Vec<(Instance, Vec<f64>)> {
    let plane = [[3.0, 3.0], [-3.0, 1.0], [0.5, -3.5], [3.5, -0.5], [-1.0, -2.0]];
    let line = [-3.75, -1.5, 0.25, 1.25, 2.5];
    let plane = plane.map(|x| (Instance::Valley, x.to_vec())).to_vec();
    let line = [Instance::Trough, Instance::DoubleWell].map(|f| line.map(|x| (f, vec![x])));
    [plane, line.concat()].concat()
}

/// Starts of the search for a minimiser.
fn starts(ctx: &Context) -> Vec<(Instance, Vec<f64>)> {
    let Some(mut rng) = ctx.rng() else { return stored_starts() };
    let draw = |(f, x): (Instance, Vec<f64>)| (f, rng.uniforms(x.len(), -4.0, 4.0));
    stored_starts().into_iter().map(draw).collect()
}

/// A chord of a graph: between x and y, at α.
#[derive(Clone)]
struct Chord {
    f: Instance,
    alpha: f64,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl From<Chord> for Value {
    fn from(c: Chord) -> Value {
        Value::List(vec![c.f.into(), c.alpha.into(), c.x.into(), c.y.into()])
    }
}

/// Chords of the convex functions between multiples of 1/8, and the one over the hill.
fn chords(ctx: &Context) -> Vec<Chord> {
    let mut rng = ctx.rng().unwrap_or(SplitMix64(0));
    let mut draw = |low: f64, high: f64| (8.0 * rng.uniform(low, high)).round() / 8.0;
    let mut chords = vec![Chord { f: Instance::DoubleWell, alpha: 0.5, x: vec![-1.0], y: vec![1.0] }];
    for (f, n) in [(Instance::Valley, 2), (Instance::Trough, 1)] {
        chords.extend((0..15).map(|_| {
            let mut point = || (0..n).map(|_| draw(-3.0, 3.0)).collect();
            let (x, y) = (point(), point());
            Chord { f, alpha: draw(0.0, 1.0), x, y }
        }));
    }
    chords
}
