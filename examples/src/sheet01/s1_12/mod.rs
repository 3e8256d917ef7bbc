//! S1.12: reverse accumulation of f = max(0, (x₁ + (−x₂x₃)²)/(x₂x₃)), nanograd's example, through
//! the adjoints v̄ = ∂f/∂v of d = x₂x₃, e = x₁ + (−d)², e/d and f.

use crate::runner::prelude::*;
use crate::runner::target::Target;
use std::fmt;

mod scaffold;
mod show;
mod solution;

/// (x₁, x₂, x₃), or a gradient.
type Point = [f64; 3];
/// f and ∇f.
type Swept = (f64, Point);

/// The nodes between the variables and f.
const NODES: [&str; 6] = ["d = x₂x₃", "−d", "(−d)²", "e = x₁ + (−d)²", "e/d", "f = relu(e/d)"];

/// What kind of point it is.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// x₂x₃ = 0.
    Undefined,
    /// f has no derivative.
    Kink,
    /// f is differentiable.
    Smooth,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Place::Undefined => "undefined",
            Place::Kink => "kink",
            Place::Smooth => "smooth",
        })
    }
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    reverse: fn(Point) -> Swept,
    nodes: fn(Point) -> [(f64, f64); NODES.len()],
    printed: fn(Point) -> [String; 4],
    swept_twice: fn(Point) -> [Point; 2],
    forward: fn(Point) -> Swept,
    by_hand: fn(Point) -> Swept,
    place: fn(Point) -> Place,
    one_sided: fn(Point) -> Point,
    diamond: fn(levels: usize) -> (usize, f64),
    chain: fn(length: usize) -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct ReverseAccumulation;

const REVERSE: &str = "f and ∇f by one reverse sweep";
const INACTIVE: &str = "where e/d < 0 all is exactly 0";
const AT_KINK: &str = "at e = 0 the sweep follows relu′(0) = 0";
const DOMAIN: &str = "x₂x₃ = 0 shows as inf or NaN";
const ADJOINTS: &str = "value and adjoint of every node";
const PRINTED: &str = "prints as the sheet does";
const TWICE: &str = "a second sweep gives the same gradient";
const FORWARD: &str = "f and ∇f by dual numbers";
const BY_HAND: &str = "f and ∇f by hand";
const PLACE: &str = "undefined, kink or smooth";
const ONE_SIDED: &str = "one-sided gradient at the kink";
const DIAMOND: &str = "60 doublings take 61 nodes";
const CHAIN: &str = "a long chain, without recursion";

/// The point of the sheet.
const SHEET: Point = [3.0, 5.0, 9.0];

impl Exercise for ReverseAccumulation {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.12",
        title: "Reverse accumulation: max(0, (x₁ + (−x₂x₃)²)/(x₂x₃))",
        stars: 2,
        task: "f = max(0, (x₁ + (−x₂x₃)²)/(x₂x₃)), built as d = x₂x₃, e = x₁ + (−d)², f = relu(e/d).\n\n\
               (a) By reverse accumulation at (3, 5, 9): f, ∇f, and the adjoint of every node. Print the nodes \
               as Var(v=45.0667, grad=1.0000).\n\n\
               (b) Sweep back a second time. What must the gradients be?\n\n\
               (c) Check with dual numbers and with a formula of your own.\n\n\
               (d) Where is f undefined, where has it a kink? What does ∇f tend to at (−2025, 5, 9)?\n\n\
               (e) Reverse accumulation visits every node once: repeat y ← y + y sixty times, and y ← y + x \
               a million times.",
        hints: &[
            "Operands come before results, so go through the nodes from the last to the first.",
            "d is used twice: its adjoint is the sum over both uses, 2d ē (the sign cancels) and −(e/d)/d.",
            "Reset the adjoints before a sweep; otherwise the second one adds to the first.",
            "Divide out: f = x₁/(x₂x₃) + x₂x₃ where that is positive.",
            "A sweep that follows every path, or calls itself, does not survive (e): 2⁶⁰ paths, depth 10⁶.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.12");
        let kink = point(&r.get("kink").vec("x"));
        let nothing = exact((0.0, [0.0; 3]));
        // Drawn inputs say nothing new about length: once at a million is enough.
        let length = if ctx.seed.is_none() { ctx.pick(1_000_000, 100_000) } else { 100_000 };
        vec![
            ctx.check(REVERSE, r.why()).each(active(ctx), |x| (p.reverse)(*x), truth),
            ctx.check(INACTIVE, "an adjoint 0 makes every product 0").each(
                inactive(ctx),
                |x| (p.reverse)(*x),
                |_| nothing.clone(),
            ),
            ctx.check(AT_KINK, "e vanishes exactly").each(
                [kink, [-4.0, -2.0, -1.0], [-0.25, 0.5, 1.0]],
                |x| (p.reverse)(*x),
                |_| nothing.clone(),
            ),
            ctx.check(DOMAIN, "a division by zero must not look like a number").each(
                [[3.0, 0.0, 9.0], [3.0, 5.0, 0.0], [0.0, 0.0, 9.0]],
                |x| {
                    let (f, gradient) = (p.reverse)(*x);
                    f.is_finite() && gradient.iter().all(|g| g.is_finite())
                },
                |_| exact(false),
            ),
            ctx.check(ADJOINTS, r.why()).that(|| (p.nodes)(SHEET), near(reference_nodes(), r.tol())),
            ctx.check(PRINTED, "letter by letter").that(|| (p.printed)(SHEET), exact(sheet_prints())),
            ctx.check(TWICE, "the same sums in the same order").each(
                active(ctx),
                |x| (p.swept_twice)(*x)[1],
                |x| exact((p.swept_twice)(*x)[0]),
            ),
            ctx.check(FORWARD, r.why()).each(active(ctx), |x| (p.forward)(*x), truth),
            ctx.check(BY_HAND, r.why()).each(active(ctx), |x| (p.by_hand)(*x), truth),
            ctx.check(PLACE, "small integers: exact in binary64").each(
                integers(ctx),
                |x| (p.place)(x.map(f64::from)).to_string(),
                |&[x1, x2, x3]| {
                    let d = x2 * x3;
                    let kind = if x1 == -d * d { Place::Kink } else { Place::Smooth };
                    exact(if d == 0 { Place::Undefined } else { kind }.to_string())
                },
            ),
            ctx.check(ONE_SIDED, r.why()).that(|| (p.one_sided)(kink), near([1.0 / 45.0, 18.0, 10.0], r.tol())),
            ctx.check(DIAMOND, "powers of two are exact").each(
                [60, 10, 1],
                |&n| (p.diamond)(n),
                |&n| exact((n + 1, 2f64.powi(n as i32))),
            ),
            ctx.check(CHAIN, "integers are exact").each([length, 1], |&n| (p.chain)(n), |&n| exact(n as f64 + 1.0)),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                REVERSE,
                "the second adjoint of d overwrites the first",
                Parts { reverse: |x| sweep(x, step, |_, quotient| quotient), ..ours() },
            ),
            twin(
                INACTIVE,
                "relu′(v) = 1 also for v < 0",
                Parts { reverse: |x| sweep(x, |v| if v == 0.0 { 0.0 } else { 1.0 }, |a, b| a + b), ..ours() },
            ),
            twin(
                AT_KINK,
                "relu′(0) = 1",
                Parts { reverse: |x| sweep(x, |v| if v < 0.0 { 0.0 } else { 1.0 }, |a, b| a + b), ..ours() },
            ),
            twin(
                DOMAIN,
                "a zero divisor gives 0",
                Parts {
                    reverse: |x| if x[1] * x[2] == 0.0 { (0.0, [0.0; 3]) } else { sweep(x, step, |a, b| a + b) },
                    ..ours()
                },
            ),
            twin(
                ADJOINTS,
                "the adjoint of d without its path through e",
                Parts {
                    nodes: |x| {
                        let mut nodes = (solution::solution().nodes)(x);
                        nodes[0].1 = -nodes[4].0 / nodes[0].0;
                        nodes
                    },
                    ..ours()
                },
            ),
            twin(
                PRINTED,
                "printed before the sweep",
                Parts { printed: |x| [676.0 / 15.0, x[0], x[1], x[2]].map(|v| format!("Var(v={v:.4})")), ..ours() },
            ),
            twin(
                TWICE,
                "the second sweep adds to the first, as nanograd's does",
                Parts {
                    swept_twice: |x| {
                        let once = (solution::solution().reverse)(x).1;
                        [once, once.map(|g| g + g)]
                    },
                    ..ours()
                },
            ),
            twin(
                FORWARD,
                "the seed of the pass before is left standing",
                Parts {
                    forward: |x| {
                        let (f, [g1, g2, g3]) = (solution::solution().forward)(x);
                        (f, [g1, g1 + g2, g2 + g3])
                    },
                    ..ours()
                },
            ),
            twin(
                BY_HAND,
                "x₂x₃ differentiated, x₁/(x₂x₃) forgotten",
                Parts { by_hand: |[x1, x2, x3]| (x1 / (x2 * x3) + x2 * x3, [1.0 / (x2 * x3), x3, x2]), ..ours() },
            ),
            twin(
                PLACE,
                "the kink overlooked",
                Parts { place: |[_, x2, x3]| if x2 * x3 == 0.0 { Place::Undefined } else { Place::Smooth }, ..ours() },
            ),
            twin(ONE_SIDED, "relu′(0) = 0 taken for a limit", Parts { one_sided: |_| [0.0; 3], ..ours() }),
            twin(
                DIAMOND,
                "y copied at each use: a tree",
                Parts { diamond: |levels| ((2 << levels) - 1, 2f64.powi(levels as i32)), ..ours() },
            ),
            twin(
                CHAIN,
                "a recursion that ends at depth 1000",
                Parts { chain: |length| length.min(1000) as f64 + 1.0, ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        show::exhibit(p)
    }
}

/// The reverse sweep written out, with the slope of relu and the sum of d's two adjoints left open.
fn sweep([x1, x2, x3]: Point, relu_slope: fn(f64) -> f64, sum: fn(f64, f64) -> f64) -> Swept {
    let d = x2 * x3;
    let e = x1 + d * d;
    let quotient_bar = relu_slope(e / d);
    let e_bar = quotient_bar / d;
    let d_bar = sum(2.0 * d * e_bar, -quotient_bar * (e / d) / d);
    (f64::max(e / d, 0.0), [e_bar, d_bar * x3, d_bar * x2])
}

/// relu′.
fn step(v: f64) -> f64 {
    if v > 0.0 { 1.0 } else { 0.0 }
}

fn point(x: &[f64]) -> Point {
    x.try_into().expect("three coordinates")
}

/// A fraction such as "676/15", rounded once.
fn fraction(text: &str) -> f64 {
    let number = |text: &str| text.parse::<f64>().expect("a fraction of integers");
    text.split_once('/').map_or_else(|| number(text), |(a, b)| number(a) / number(b))
}

/// f and ∇f: exact fractions at the stored points, elsewhere the closed form to 8 roundings of its
/// terms.
fn truth(x: &Point) -> Target {
    let r = reference("S1.12");
    if let Some(stored) = r.items("points").into_iter().find(|entry| entry.vec("x") == x) {
        let gradient: Vec<f64> = stored.items("grad_exact").iter().map(|g| fraction(g.as_text())).collect();
        return near((fraction(stored.text("f_exact")), gradient), r.tol());
    }
    let [x1, x2, x3] = *x;
    let d = x2 * x3;
    let gradient = [1.0 / d, x3 - x1 / (x2 * d), x2 - x1 / (x3 * d)];
    let size = [x1 / d, d, 1.0 / d, x3, x1 / (x2 * d), x2, x1 / (x3 * d)].map(f64::abs);
    near((x1 / d + d, gradient), abs(r.tol().rel * size.into_iter().fold(0.0, f64::max)))
}

fn stored_points(active: bool) -> Vec<Point> {
    let points = reference("S1.12").items("points").into_iter();
    points.filter(|entry| (entry.num("f") > 0.0) == active).map(|entry| point(&entry.vec("x"))).collect()
}

/// Points with f > 0.
fn active(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| point(&rng.uniforms(3, 0.5, 4.0))).collect(),
        None => stored_points(true),
    }
}

/// Points with e/d < 0: either e or d is negative.
fn inactive(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..20)
            .flat_map(|_| {
                let [x1, x2, x3] = point(&rng.uniforms(3, 0.5, 4.0));
                [[x1, -x2, x3], [-x1 - (x2 * x3) * (x2 * x3), x2, x3]]
            })
            .collect(),
        None => stored_points(false),
    }
}

/// Points with integer coordinates, of each kind.
fn integers(ctx: &Context) -> Vec<[i32; 3]> {
    let mut points = vec![[3, 5, 9], [-3000, 5, 9], [-2025, 5, 9], [2025, 5, 9], [3, 0, 9], [0, 5, 0], [-4, -2, 1]];
    if let Some(mut rng) = ctx.rng() {
        points.extend((0..40).map(|_| [-9.0, -3.0, -3.0].map(|low| rng.uniform(low, 4.0).floor() as i32)));
    }
    points
}

/// Value and adjoint of every node at the sheet's point; the one that the reference leaves out,
/// of −d, is 2 (−d) / d = −2.
fn reference_nodes() -> Vec<(f64, f64)> {
    let nodes = reference("S1.12").items("nodes_at_seed_point").into_iter().map(|node| node.into_items());
    let pair = |(k, node): (usize, Vec<Entry>)| (node[1].as_num(), if k == 1 { -2.0 } else { node[2].as_num() });
    nodes.enumerate().map(pair).collect()
}

/// What the sheet's nodes f, x₁, x₂, x₃ print at its point.
fn sheet_prints() -> [String; 4] {
    let printed = reference("S1.12").get("seed_printed");
    let var = |v: f64, grad: f64| format!("Var(v={v:.4}, grad={grad:.4})");
    let [x1, x2, x3] = SHEET;
    [var(printed.num("f"), 1.0), var(x1, printed.num("x1")), var(x2, printed.num("x2")), var(x3, printed.num("x3"))]
}
