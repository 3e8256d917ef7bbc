//! N.8: products Hv by differences and exactly; eigenvalues from products alone.

use crate::convergence::forward_difference_series;
use crate::matrix::{Matrix, times, transposed};
use crate::numerics::{dot, norm};
use crate::objectives::{Quadratic, Rosenbrock};
use crate::runner::prelude::*;
use ad::{Engine, OnGraph};
use optim::curvature::Reorthogonalise;

mod scaffold;
mod show;
mod solution;

/// A gradient x ↦ ∇f(x).
type Gradient<'a> = &'a dyn Fn(&[f64]) -> Vec<f64>;
/// A product v ↦ Hv.
type Product<'a> = &'a dyn Fn(&[f64]) -> Vec<f64>;

/// The smallest and the largest eigenvalue.
type Ends = (f64, f64);

/// A symmetric tridiagonal matrix: its diagonal, and the entries beside it with what is left at last.
#[derive(Clone, Debug)]
pub struct Tridiagonal {
    alpha: Vec<f64>,
    beta: Vec<f64>,
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    difference: fn(gradient: Gradient, x: &[f64], v: &[f64], h: f64) -> Vec<f64>,
    exact: fn(f: &Quadratic, x: &[f64], v: &[f64]) -> Vec<f64>,
    complex_step: fn(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> Vec<f64>,
    at_minimum: fn(v: &[f64]) -> Vec<f64>,
    symmetry_gap: fn(f: &Quadratic, x: &[f64], u: &[f64], v: &[f64]) -> f64,
    difference_error: fn(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> f64,
    power: fn(product: Product, v0: &[f64], products: usize) -> Vec<f64>,
    largest: fn(v0: &[f64]) -> (f64, usize),
    bias: fn(v0: &[f64], h: f64) -> f64,
    predicted_bias: fn(v0: &[f64], h: f64) -> f64,
    tridiagonal: fn(product: Product, q0: &[f64], steps: usize) -> Tridiagonal,
    extremes: fn(product: Product, q0: &[f64], steps: usize) -> Vec<Ends>,
    copies: fn(product: Product, q0: &[f64], steps: usize) -> usize,
    condition: fn() -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct HessianProducts;

const DIFFERENCE: &str = "differences of the gradient: Hv and its Taylor error";
const EXACT: &str = "forward over reverse: Hv = Av, n = 50";
const COMPLEX: &str = "complex step of length 1e-20: Hv = Av";
const ROSENBROCK: &str = "Hv at Rosenbrock's minimum";
const SYMMETRY: &str = "uᵀHv = vᵀHu";
const QUADRATIC: &str = "on a quadratic a difference has rounding alone";
const POWER: &str = "the power method, quotient by quotient";
const SIGN: &str = "an indefinite H: the Rayleigh quotient keeps the sign";
const LARGEST: &str = "the largest eigenvalue, to 1e-12";
const FAST: &str = "in at most 5 products";
const BIAS: &str = "by differences the eigenvalue is off by a multiple of h";
const PREDICTED: &str = "namely by (h/2) D³f[u, u, u]/λ";
const INVARIANTS: &str = "after n steps T has the trace and the norm of A";
const EXTREMES: &str = "extreme eigenvalues of T, step by step";
const TWO: &str = "Rosenbrock's Hessian: one step is no estimate, two are all";
const COPIES: &str = "without reorthogonalisation copies appear";
const CONDITION: &str = "the condition number at the minimum";

impl Exercise for HessianProducts {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "N.8",
        title: "Hessian-vector products, power method, Lanczos",
        stars: 3,
        task: "(a) Compute Hv without H: by a forward difference of the gradient along v, by a complex step, and \
               exactly. What is the error of the difference, and what does each way cost?\n\n\
               (b) Compare them on f(x) = ½xᵀAx − bᵀx with a random positive definite A, n = 50. Why is the \
               difference so good there?\n\n\
               (c) From products alone find the largest eigenvalue of the Hessian at Rosenbrock's minimum by the \
               power method, with exact products and with differences. What does |Hv| say of an indefinite H?\n\n\
               (d) Find both ends of the spectrum and the condition number by Lanczos' method. How many steps does \
               it take for Rosenbrock's Hessian, and for A? What happens without reorthogonalisation?",
        hints: &[
            "Taylor: ∇f(x + hv) = ∇f(x) + h Hv + (h²/2) D³f[v, v] + ...",
            "Hv is the derivative of ∇f(x + tv) at t = 0: run the reverse sweep on the dual numbers x + vε.",
            "|Hv| is never negative. The Rayleigh quotient vᵀHv of a unit vector is the eigenvalue with its sign.",
            "w = Hqₖ, αₖ = qₖᵀw; subtract from w its parts along all q so far, twice; βₖ = |w|, qₖ₊₁ = w/βₖ.",
            "With Q orthogonal and n columns T = QᵀAQ has all eigenvalues of A: nothing is estimated any more.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let (r, lambda) = (reference("N.8"), reference("N.8").get("power").num("lambda_exact_hp"));
        let (f, [x, v, u, q]) = (quadratic(ctx), vectors(ctx));
        let rounding = "rounding: 1e-13 |A| |v|";
        let product = |v: &[f64]| solution::exact(&f, &x, v);
        let by_table = || near(times(&f.a, &v), abs(1e-13 * norm_of(&f.a) * norm(&v)));
        let digits = || reference("N.8").tol();
        vec![
            ctx.check(DIFFERENCE, "the series of the quotient ends at h²; rounding 1e-13/h").each(
                [1e-1, 1e-2, 1e-3, 1e-5],
                |h| (p.difference)(&gradient, &POINT, &ALONG, *h),
                |h| near(by_series(*h), abs(1e-13 / h)),
            ),
            ctx.check(EXACT, rounding).that(|| (p.exact)(&f, &x, &v), by_table()),
            ctx.check(COMPLEX, rounding).that(|| (p.complex_step)(&f, &x, &v, 1e-20), by_table()),
            ctx.check(ROSENBROCK, "a few products of small numbers").each(
                starts(ctx),
                |v| (p.at_minimum)(v),
                |v| near(times(&r.matrix("rosenbrock_hessian"), v), abs(8.0 * f64::EPSILON * 1000.0)),
            ),
            ctx.check(SYMMETRY, "rounding: 1e-13 |A| |u| |v|")
                .that(|| (p.symmetry_gap)(&f, &x, &u, &v), near(0.0, abs(1e-13 * norm_of(&f.a) * norm(&u) * norm(&v)))),
            ctx.check(QUADRATIC, "rounding of the gradients over h = 1e-5")
                .that(|| (p.difference_error)(&f, &x, &v, 1e-5), between(1e-13, 1e-9)),
            ctx.check(POWER, "exact products; a handful of roundings").each(
                starts(ctx),
                |v| (p.power)(&|v| times(&r.matrix("rosenbrock_hessian"), v), v, 4),
                |v| near((0..4).map(|k| quotient(&r.matrix("rosenbrock_hessian"), v, k)).collect::<Vec<_>>(), digits()),
            ),
            ctx.check(SIGN, "the other eigenvalue is damped by (2/5)¹²⁰").each(
                starts(ctx),
                |v| (p.power)(&|v| times(&INDEFINITE.map(|row| row.to_vec()).to_vec(), v), v, 61)[60],
                |_| near(INDEFINITE[0][0], digits()),
            ),
            ctx.check(LARGEST, r.get("tol").text("why")).each(
                starts(ctx),
                |v| (p.largest)(v).0,
                |_| near(lambda, digits()),
            ),
            ctx.check(FAST, "each product reduces the residual by the condition 2508").each(
                starts(ctx),
                |v| (p.largest)(v).1,
                |_| at_most(5.0),
            ),
            ctx.check(BIAS, "2%: the second term of the error is smaller").each(
                STEPS,
                |(_, h)| (p.bias)(&start(), *h),
                |(key, _)| near(stored_bias(key), rel(0.02)),
            ),
            ctx.check(PREDICTED, "2%: the second term of the error is smaller").each(
                STEPS,
                |(_, h)| (p.predicted_bias)(&start(), *h),
                |(key, _)| near(stored_bias(key), rel(0.02)),
            ),
            ctx.check(INVARIANTS, "50 steps of orthogonal transformations").that(
                || {
                    let Tridiagonal { alpha, beta } = (p.tridiagonal)(&product, &q, 50);
                    (alpha.iter().sum::<f64>(), dot(&alpha, &alpha) + 2.0 * dot(&beta[..49], &beta[..49]))
                },
                near(((0..50).map(|i| f.a[i][i]).sum::<f64>(), dot(&f.a.concat(), &f.a.concat())), digits()),
            ),
            extremes_check(p, ctx, &product, &q),
            ctx.check(TWO, r.get("tol").text("why")).that(
                || (p.extremes)(&solution::at_minimum, &r.vec("lanczos_q0"), 2),
                near(["1", "2"].map(|k| stored_ends(&r.get("lanczos_exact").vec(k))).to_vec(), digits()),
            ),
            ctx.check(COPIES, "a count: at least one copy besides the eigenvalue")
                .that(|| (p.copies)(&product, &q, 60), at_least(2.0)),
            ctx.check(CONDITION, r.get("tol").text("why")).that(|| (p.condition)(), near(r.num("kappa_hp"), digits())),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                DIFFERENCE,
                "a backward difference: the error changes its sign",
                Parts { difference: |g, x, v, h| solution::difference(g, x, v, -h), ..ours() },
            ),
            twin(
                EXACT,
                "a difference with step 1e-5",
                Parts { exact: |f, x, v| solution::difference(&|x| OnGraph.gradient(f, x).1, x, v, 1e-5), ..ours() },
            ),
            twin(
                COMPLEX,
                "not divided by the step",
                Parts { complex_step: |f, x, v, h| solution::scaled(h, &solution::complex_step(f, x, v, h)), ..ours() },
            ),
            twin(
                ROSENBROCK,
                "the 2 of (1 − x₁)² lost",
                Parts { at_minimum: |v| vec![800.0 * v[0] - 400.0 * v[1], 200.0 * v[1] - 400.0 * v[0]], ..ours() },
            ),
            twin(
                SYMMETRY,
                "one of the products by a difference",
                Parts {
                    symmetry_gap: |f, x, u, v| {
                        let rough = solution::difference(&|x| OnGraph.gradient(f, x).1, x, u, 1e-8);
                        dot(u, &solution::exact(f, x, v)) - dot(v, &rough)
                    },
                    ..ours()
                },
            ),
            twin(
                QUADRATIC,
                "a step of 1e-11",
                Parts { difference_error: |f, x, v, _| solution::difference_error(f, x, v, 1e-11), ..ours() },
            ),
            twin(
                POWER,
                "the quotient of the start left out",
                Parts { power: |product, v, n| solution::power(product, v, n + 1).split_off(1), ..ours() },
            ),
            twin(SIGN, "|Hv| in place of the quotient", Parts { power: norms_at_last, ..ours() }),
            twin(
                LARGEST,
                "products by differences",
                Parts { largest: |v0| (solution::largest(v0).value * (1.0 + solution::bias(v0, 1e-5)), 5), ..ours() },
            ),
            twin(FAST, "a fixed number of 50", Parts { largest: |v0| (solution::largest(v0).value, 50), ..ours() }),
            twin(BIAS, "the size without the sign", Parts { bias: |v0, h| solution::bias(v0, h).abs(), ..ours() }),
            twin(
                PREDICTED,
                "the ½ of Taylor's second term lost",
                Parts { predicted_bias: |v0, h| 2.0 * solution::predicted_bias(v0, h), ..ours() },
            ),
            twin(INVARIANTS, "no reorthogonalisation", Parts { tridiagonal: three_terms, ..ours() }),
            twin(
                EXTREMES,
                "a step too few",
                Parts {
                    extremes: |product, q, steps| match steps {
                        2 => solution::extremes(product, q, 2),
                        _ => solution::extremes(product, q, steps - 1),
                    },
                    ..ours()
                },
            ),
            twin(
                TWO,
                "products by differences with step 1e-5",
                Parts {
                    extremes: |product, q, steps| match steps {
                        2 => solution::extremes(&|v| solution::difference(&gradient, &[1.0; 2], v, 1e-5), q, 2),
                        _ => solution::extremes(product, q, steps),
                    },
                    ..ours()
                },
            ),
            twin(
                COPIES,
                "reorthogonalised all the same",
                Parts {
                    copies: |product, q, steps| {
                        solution::count_largest(
                            solution::by_library(product, q, steps, Reorthogonalise::Full).ritz_values(),
                        )
                    },
                    ..ours()
                },
            ),
            twin(
                CONDITION,
                "the notebook's, by differences",
                Parts { condition: || reference("N.8").num("seed_kappa_fd"), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        show::exhibit(p, ctx)
    }
}

/// The steps of Lanczos' method after which eigenvalues of T are stored.
const LANCZOS_STEPS: [usize; 6] = [1, 5, 10, 20, 30, 50];
/// Steps of differences, with the keys of their stored errors; below, rounding hides the first term.
const STEPS: [(&str, f64); 4] = [("0.001", 1e-3), ("0.0001", 1e-4), ("1e-05", 1e-5), ("1e-06", 1e-6)];
/// A Hessian with eigenvalues of both signs.
const INDEFINITE: [[f64; 2]; 2] = [[-5.0, 0.0], [0.0, 2.0]];
/// Where and along what the differences of Rosenbrock's gradient are judged.
const POINT: [f64; 2] = [0.5, -0.25];
const ALONG: [f64; 2] = [0.6, 0.8];

/// The eigenvalues of T: stored, or for a drawn matrix moving outwards to those of A.
fn extremes_check(p: &Parts, ctx: &Context, product: Product, q: &[f64]) -> Check {
    let found = || (p.extremes)(product, q, 50);
    if ctx.seed.is_some() {
        // from the largest to the smallest
        let a = optim::dense::symmetric_eigenvalues(quadratic(ctx).a).expect("a finite symmetric matrix");
        return ctx.check(EXTREMES, "after n steps T has the eigenvalues of A, and before they lie between them").that(
            || {
                let ends = found();
                let outwards = ends.windows(2).all(|k| k[1].0 <= k[0].0 + 1e-12 && k[1].1 >= k[0].1 - 1e-12);
                vec![ends[49].0, ends[49].1, f64::from(u8::from(outwards && ends.len() == 50))]
            },
            near([a[49], a[0], 1.0], abs(1e-12 * a[0])),
        );
    }
    let r = reference("N.8").get("lanczos_A50");
    let stored = |k: usize| {
        let at = r.get(&k.to_string());
        (at.num("min"), at.num("max"))
    };
    ctx.check(EXTREMES, reference("N.8").why()).that(
        || {
            let ends = found();
            LANCZOS_STEPS.map(|k| ends[k - 1]).to_vec()
        },
        near(LANCZOS_STEPS.map(stored).to_vec(), reference("N.8").tol()),
    )
}

/// Both ends, smallest first; stored largest first.
fn stored_ends(stored: &[f64]) -> Ends {
    (stored[1], stored[0])
}

fn stored_bias(key: &str) -> f64 {
    reference("N.8").get("fd_bias_of_lambda_by_eps").num(key)
}

/// The power method that reports |Hv| once it has converged.
fn norms_at_last(product: Product, v0: &[f64], products: usize) -> Vec<f64> {
    let quotients = solution::power(product, v0, products);
    if products > 10 { quotients.iter().map(|quotient| quotient.abs()).collect() } else { quotients }
}

/// Lanczos' method by its three-term recurrence alone.
fn three_terms(product: Product, q0: &[f64], steps: usize) -> Tridiagonal {
    let mut q = solution::scaled(1.0 / norm(q0), q0);
    let (mut before, mut last) = (vec![0.0; q.len()], 0.0);
    let (mut alpha, mut beta) = (Vec::new(), Vec::new());
    for _ in 0..steps {
        let hq = product(&q);
        let a = dot(&q, &hq);
        let w: Vec<f64> = (0..q.len()).map(|i| hq[i] - a * q[i] - last * before[i]).collect();
        last = norm(&w);
        (before, q) = (q, solution::scaled(1.0 / last, &w));
        alpha.push(a);
        beta.push(last);
    }
    Tridiagonal { alpha, beta }
}

/// ∇f of Rosenbrock's function.
fn gradient(x: &[f64]) -> Vec<f64> {
    OnGraph.gradient(&Rosenbrock, x).1
}

/// What the difference of Rosenbrock's gradient is without rounding: its series along the line.
fn by_series(h: f64) -> Vec<f64> {
    let line = |t: &[crate::convergence::Series]| {
        let x: Vec<_> = POINT.iter().zip(ALONG).map(|(&x, v)| t[0] * v + x).collect();
        ad::forward::gradient(&Rosenbrock, &x).1
    };
    forward_difference_series(line, &[0.0], h).concat()
}

/// The Rayleigh quotient of Hᵏv.
fn quotient(h: &Matrix, v: &[f64], k: usize) -> f64 {
    let v = (0..k).fold(v.to_vec(), |v, _| times(h, &v));
    dot(&v, &times(h, &v)) / dot(&v, &v)
}

/// The largest row sum, a bound of the largest eigenvalue.
fn norm_of(a: &Matrix) -> f64 {
    a.iter().map(|row| row.iter().map(|entry| entry.abs()).sum()).fold(0.0, f64::max)
}

/// ½xᵀAx − bᵀx with A = MᵀM/50 + I/10, M stored or drawn.
fn quadratic(ctx: &Context) -> Quadratic {
    let m = match ctx.rng() {
        Some(mut rng) => (0..50).map(|_| rng.uniforms(50, -1.7, 1.7)).collect(),
        None => reference("N.8").matrix("M"),
    };
    let columns = transposed(&m);
    let entry = |i: usize, j: usize| dot(&columns[i], &columns[j]) / 50.0 + if i == j { 0.1 } else { 0.0 };
    Quadratic { a: (0..50).map(|i| (0..50).map(|j| entry(i, j)).collect()).collect(), b: reference("N.8").vec("b") }
}

/// A point x, directions v and u, and the start q of Lanczos' method, stored or drawn.
fn vectors(ctx: &Context) -> [Vec<f64>; 4] {
    let r = reference("N.8");
    match ctx.rng() {
        Some(mut rng) => [(); 4].map(|()| rng.uniforms(50, -2.0, 2.0)),
        None => ["x", "v", "b", "lanczos_A50_q"].map(|key| r.vec(key)),
    }
}

/// The stored start of the power method.
fn start() -> Vec<f64> {
    reference("N.8").get("power").vec("v0")
}

/// The stored start of the power method, or drawn ones that are not near the other eigenvector.
fn starts(ctx: &Context) -> Vec<Vec<f64>> {
    match ctx.rng() {
        Some(mut rng) => (0..10).map(|_| vec![rng.uniform(0.2, 1.0), rng.uniform(-1.0, 0.0)]).collect(),
        None => vec![start(), vec![1.0, 1.0]],
    }
}
