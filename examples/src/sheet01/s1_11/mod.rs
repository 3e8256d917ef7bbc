//! S1.11: dual numbers, (a + bε)(c + dε) = ac + (ad + bc)ε with ε² = 0, and forward accumulation
//! of log(ab + max(a, 2)) with them.

use crate::runner::prelude::*;
use crate::runner::target::Target;

mod scaffold;
mod show;
mod solution;

/// The dual number `v + g ε` as `(v, g)`.
type Pair = (f64, f64);

/// What a solution provides. Every operation goes through the solution's own dual numbers.
#[derive(Debug)]
pub struct Parts {
    add: fn(Pair, Pair) -> Pair,
    sub: fn(Pair, Pair) -> Pair,
    mul: fn(Pair, Pair) -> Pair,
    div: fn(Pair, Pair) -> Pair,
    max: fn(Pair, Pair) -> Pair,
    ln: fn(Pair) -> Pair,
    show: fn(Pair) -> String,
    sheet_tests: fn() -> [Pair; 3],
    forward: fn(a: Pair, b: Pair) -> [Pair; 4],
    by_the_crate: fn(a: f64, b: f64) -> [f64; 3],
    second_derivative: fn(a: f64, b: f64) -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct DualNumbers;

const ADD: &str = "sum: (a + c) + (b + d) ε";
const SUB: &str = "difference: (a − c) + (b − d) ε";
const MUL: &str = "product: ac + (ad + bc) ε";
const DIV: &str = "quotient: a/c + (bc − ad)/c² ε";
const UNDEFINED: &str = "ε/ε is undefined, not 1";
const MAX: &str = "max keeps the tangent of the larger";
const TIE: &str = "max at a tie: a tangent between the two";
const LN: &str = "logarithm: ln a + b/a ε";
const SHOW: &str = "prints as the sheet does";
const TESTS: &str = "ε·ε, 1/(1 + ε), (1 + 2ε)(3 − 4ε)";
const BY_A: &str = "every node by a, at a = 3 + ε, b = 2";
const BY_B: &str = "by b, at a = 3, b = 2 + ε";
const CRATE: &str = "the crate's value and gradient";
const SECOND: &str = "∂²f/∂a² by nesting";

impl Exercise for DualNumbers {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.11",
        title: "Dual numbers: +, −, ·, /, max, log",
        stars: 1,
        task: "A dual number v + gε carries a value and a derivative; ε² = 0.\n\n\
               (a) Write a type for it with +, −, ·, /, max and log, that prints as \
               Dual(v=2.1972, g=0.3333).\n\n\
               (b) Test it on ε·ε, 1/(1 + ε) and (1 + 2ε)(3 − 4ε).\n\n\
               (c) Forward accumulation: evaluate f = log(a·b + max(a, 2)) at a = 3 + ε, b = 2, node by \
               node. Which seed gives ∂f/∂b?\n\n\
               (d) The same f with the crate: its value and gradient, and ∂²f/∂a² by a dual number \
               whose parts are dual numbers.",
        hints: &[
            "Multiply out as with any binomial, then strike every term with ε².",
            "For the quotient solve (c + dε)(x + yε) = a + bε for x, then for y: y = (b − xd)/c.",
            "log(a + bε) = log a + (b/a) ε: a function's derivative times the tangent.",
            "max picks one of its arguments, whole: value and tangent together.",
            "The variable to differentiate by gets tangent 1, the other one 0; \
             `Dual::variable(Dual::variable(a))` holds ∂² in `.eps.eps`.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.11");
        let cases = r.items("cases");
        let nodes = cases[3].items("nodes").into_iter().map(|node| node.into_items());
        let nodes: Vec<Pair> = nodes.map(|node| (node[1].as_num(), node[2].as_num())).collect();
        let by_b = r.get("gradient_wrt_b");
        let (one_rounding, few) = ("one rounding a part", "two products, a sum and a quotient, each rounded once");
        vec![
            ctx.check(ADD, one_rounding).each(
                pairs(ctx),
                |(x, y)| (p.add)(*x, *y),
                |&((a, b), (c, d))| exact((a + c, b + d)),
            ),
            ctx.check(SUB, one_rounding).each(
                pairs(ctx),
                |(x, y)| (p.sub)(*x, *y),
                |&((a, b), (c, d))| exact((a - c, b - d)),
            ),
            ctx.check(MUL, few).each(
                pairs(ctx),
                |(x, y)| (p.mul)(*x, *y),
                |&((a, b), (c, d))| rounded((a * c, a * d + b * c), (a * c).abs() + (a * d).abs() + (b * c).abs()),
            ),
            ctx.check(DIV, few).each(
                pairs(ctx),
                |(x, y)| (p.div)(*x, *y),
                |&((a, b), (c, d))| {
                    rounded((a / c, (b - a / c * d) / c), (a / c).abs() + (b / c).abs() + (a * d / (c * c)).abs())
                },
            ),
            ctx.check(UNDEFINED, "(0 + ε)/(0 + ε) has the value 0/0")
                .that(|| (p.div)((0.0, 1.0), (0.0, 1.0)), exact((f64::NAN, f64::NAN))),
            ctx.check(MAX, "nothing is computed").each(
                either_order(pairs(ctx)),
                |(x, y)| (p.max)(*x, *y),
                |&(x, y)| exact(if x.0 > y.0 { x } else { y }),
            ),
            ctx.check(TIE, "the distance from the interval: any number in it is a subgradient").each(
                [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (-2.0, 3.0)],
                |&(b, d)| {
                    let (_, tangent) = (p.max)((2.0, b), (2.0, d));
                    (tangent - tangent.clamp(f64::min(b, d), f64::max(b, d))).abs()
                },
                |_| exact(0.0),
            ),
            ctx.check(LN, "a logarithm and a quotient").each(
                positive(ctx),
                |x| (p.ln)(*x),
                |&(a, b)| near((a.ln(), b / a), eps(4.0)),
            ),
            ctx.check(SHOW, "letter by letter").each(
                [(cases[3].num("v"), cases[3].num("g")), (-1.5, 2.0), (0.00004, 12345.6)],
                |x| (p.show)(*x),
                |&(v, g)| exact(format!("Dual(v={v:.4}, g={g:.4})")),
            ),
            ctx.check(TESTS, "small integers: exact in binary64").that(
                || (p.sheet_tests)().to_vec(),
                exact(cases[..3].iter().map(|case| (case.num("v"), case.num("g"))).collect::<Vec<Pair>>()),
            ),
            ctx.check(BY_A, r.why()).that(|| (p.forward)((3.0, 1.0), (2.0, 0.0)).to_vec(), near(nodes, r.tol())),
            ctx.check(BY_B, r.why())
                .that(|| (p.forward)((3.0, 0.0), (2.0, 1.0))[3], near((by_b.num("v"), by_b.num("g")), r.tol())),
            ctx.check(CRATE, "a handful of roundings").each(
                points(ctx),
                |&(a, b)| (p.by_the_crate)(a, b),
                |&(a, b)| {
                    let Inner { value, by_a, by_b } = inner(a, b);
                    near([value.ln(), by_a / value, by_b / value], eps(8.0))
                },
            ),
            ctx.check(SECOND, "f = log s with s linear in a on each side of 2, so f″ = −(s′/s)²").each(
                points(ctx),
                |&(a, b)| (p.second_derivative)(a, b),
                |&(a, b)| {
                    let Inner { value, by_a, .. } = inner(a, b);
                    near(-(by_a / value).powi(2), eps(8.0))
                },
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(ADD, "the sheet's bullet D(a+b, c+d)", Parts { add: sheet_sum, ..ours() }),
            twin(SUB, "the sheet's bullet D(a−b, c−d)", Parts { sub: sheet_difference, ..ours() }),
            twin(MUL, "bc is forgotten", Parts { mul: |(a, _), (c, d)| (a * c, a * d), ..ours() }),
            twin(DIV, "the sheet's rule (ad − bc)/c²", Parts { div: sheet_quotient, ..ours() }),
            twin(
                UNDEFINED,
                "equal numbers cancel to 1",
                Parts { div: |x, y| if x == y { (1.0, 0.0) } else { (solution::solution().div)(x, y) }, ..ours() },
            ),
            twin(
                MAX,
                "the larger value and the larger tangent",
                Parts { max: |(a, b), (c, d)| (a.max(c), b.max(d)), ..ours() },
            ),
            twin(
                TIE,
                "at a tie both tangents are added",
                Parts {
                    max: |x, y| if x.0 == y.0 { (x.0, x.1 + y.1) } else { (solution::solution().max)(x, y) },
                    ..ours()
                },
            ),
            twin(LN, "the tangent is forgotten: 1/a", Parts { ln: |(a, _)| (a.ln(), 1.0 / a), ..ours() }),
            twin(
                SHOW,
                "value and tangent exchanged",
                Parts { show: |(v, g)| format!("Dual(v={g:.4}, g={v:.4})"), ..ours() },
            ),
            twin(TESTS, "1/(1 + ε) by the sheet's rule", Parts { sheet_tests: tests_by_the_sheet, ..ours() }),
            twin(
                BY_A,
                "max(a, 2) loses its tangent",
                Parts {
                    forward: |(a, da), (b, db)| {
                        let (product, larger) = ((a * b, a * db + da * b), (a.max(2.0), 0.0));
                        let sum = (product.0 + larger.0, product.1 + larger.1);
                        [product, larger, sum, (sum.0.ln(), sum.1 / sum.0)]
                    },
                    ..ours()
                },
            ),
            twin(
                BY_B,
                "b taken for a constant",
                Parts { forward: |a, (b, _)| (solution::solution().forward)(a, (b, 0.0)), ..ours() },
            ),
            twin(
                CRATE,
                "∂/∂a and ∂/∂b exchanged",
                Parts {
                    by_the_crate: |a, b| {
                        let [value, by_a, by_b] = (solution::solution().by_the_crate)(a, b);
                        [value, by_b, by_a]
                    },
                    ..ours()
                },
            ),
            twin(
                SECOND,
                "s′ not squared",
                Parts {
                    second_derivative: |a, b| {
                        let Inner { value, by_a, .. } = inner(a, b);
                        -by_a / (value * value)
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

/// The sheet's first bullet, D(a,b) + D(c,d) = D(a+b, c+d).
fn sheet_sum((a, b): Pair, (c, d): Pair) -> Pair {
    (a + b, c + d)
}

/// The sheet's second bullet, D(a,b) − D(c,d) = D(a−b, c−d).
fn sheet_difference((a, b): Pair, (c, d): Pair) -> Pair {
    (a - b, c - d)
}

/// The sheet's third rule, (a + bε)/(c + dε) = a/c + (ad − bc)/c² ε.
fn sheet_quotient((a, b): Pair, (c, d): Pair) -> Pair {
    (a / c, (a * d - b * c) / (c * c))
}

fn tests_by_the_sheet() -> [Pair; 3] {
    let mut tests = (solution::solution().sheet_tests)();
    tests[1] = sheet_quotient((1.0, 0.0), (1.0, 1.0));
    tests
}

/// s = ab + max(a, 2), the inside of the logarithm, and its partial derivatives off a = 2.
struct Inner {
    value: f64,
    by_a: f64,
    by_b: f64,
}

fn inner(a: f64, b: f64) -> Inner {
    Inner { value: a * b + a.max(2.0), by_a: b + if a > 2.0 { 1.0 } else { 0.0 }, by_b: a }
}

/// Near `expected`, up to four roundings of terms of the given size.
fn rounded(expected: Pair, size: f64) -> Target {
    near(expected, abs(4.0 * f64::EPSILON * size))
}

/// Pairs of dual numbers with different nonzero values: stored, or drawn.
fn pairs(ctx: &Context) -> Vec<(Pair, Pair)> {
    match ctx.rng() {
        Some(mut rng) => {
            let mut draw = |sign: f64| (sign * rng.uniform(0.25, 4.0), rng.uniform(-4.0, 4.0));
            (0..20).flat_map(|_| [(draw(1.0), draw(1.0)), (draw(-1.0), draw(1.0)), (draw(1.0), draw(-1.0))]).collect()
        }
        None => vec![
            ((1.0, 0.0), (1.5, 1.0)),
            ((1.0, 2.0), (3.0, -4.0)),
            ((2.0, 3.0), (5.0, 7.0)),
            ((-1.5, 0.25), (4.0, -2.0)),
            ((0.1, 0.3), (-0.7, 1.1)),
        ],
    }
}

fn either_order(pairs: Vec<(Pair, Pair)>) -> Vec<(Pair, Pair)> {
    pairs.into_iter().flat_map(|(x, y)| [(x, y), (y, x)]).collect()
}

/// Dual numbers with positive values other than 1, where the logarithm vanishes.
fn positive(ctx: &Context) -> Vec<Pair> {
    match ctx.rng() {
        Some(mut rng) => (0..40).map(|_| (rng.uniform(1.25, 8.0), rng.uniform(-4.0, 4.0))).collect(),
        None => vec![(9.0, 3.0), (0.5, -1.0), (2.0, 0.25), (10.0, 0.0)],
    }
}

/// Points (a, b) off the kink a = 2.
fn points(ctx: &Context) -> Vec<(f64, f64)> {
    match ctx.rng() {
        Some(mut rng) => (0..20)
            .flat_map(|_| {
                [(rng.uniform(0.25, 1.9), rng.uniform(0.25, 4.0)), (rng.uniform(2.1, 5.0), rng.uniform(0.25, 4.0))]
            })
            .collect(),
        None => vec![(3.0, 2.0), (1.0, 2.0), (0.5, 4.0), (5.0, 0.25)],
    }
}
