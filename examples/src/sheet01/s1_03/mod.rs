//! S1.3: xᵀQx is convex for positive semidefinite Q, from the definition.

use crate::counting::Counting;
use crate::matrix::Matrix;
use crate::objectives::QuadraticForm;
use crate::runner::prelude::*;

mod scaffold;
mod solution;

/// The segment from `y` (α = 0) to `x` (α = 1), and a place on it.
#[derive(Clone, Debug)]
struct Segment {
    x: Vec<f64>,
    y: Vec<f64>,
    alpha: f64,
}

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    f: fn(q: &Matrix, x: &[f64]) -> f64,
    gap: fn(q: &Matrix, s: &Segment) -> f64,
    identity: fn(q: &Matrix, s: &Segment) -> f64,
    disproves_convexity: fn(q: &Matrix, s: &Segment) -> bool,
    counterexample: fn() -> Segment,
    gradient: fn(q: &Matrix, x: &[f64]) -> Vec<f64>,
    hessian: fn(q: &Matrix, x: &[f64]) -> Matrix,
}

/// The exercise.
#[derive(Debug)]
pub struct ConvexQuadratic;

const VALUE: &str = "f(x) = xᵀQx";
const GAP: &str = "left side: f(y + α(x − y)) − αf(x) − (1 − α)f(y)";
const IDENTITY: &str = "right side: −α(1 − α)(x − y)ᵀQ(x − y)";
const DISPROVES: &str = "positive semidefinite Q never disproved, indefinite Q disproved";
const COUNTEREXAMPLE: &str = "a segment on which x₁² − x₂² is not convex";
const GRADIENT: &str = "∇f(x) = 2Qx";
const HESSIAN: &str = "∇²f = 2Q";

impl Exercise for ConvexQuadratic {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.3",
        title: "xᵀQx is convex for positive semidefinite Q",
        stars: 1,
        task: "Let Q be symmetric and positive semidefinite. Show from the definition that f(x) = xᵀQx is convex \
               on ℝⁿ: f(y + α(x − y)) − αf(x) − (1 − α)f(y) ≤ 0 for all x, y and all α in [0, 1].\n\n\
               (a) Compute the left side for a given Q, x, y and α.\n\n\
               (b) Simplify it until its sign is plain, and compute it that way.\n\n\
               (c) Decide whether a segment disproves convexity, and find one for the indefinite Q = diag(1, −1).\n\n\
               (d) Give the gradient and the Hessian of f.",
        hints: &[
            "Write z = y + α(x − y) = αx + (1 − α)y and multiply out zᵀQz; Q is symmetric, so xᵀQy = yᵀQx.",
            "α² − α = −α(1 − α), and (1 − α)² − (1 − α) is the same.",
            "The left side equals −α(1 − α)(x − y)ᵀQ(x − y), at most 0 because Q is positive semidefinite.",
            "x₁² − x₂² falls along the second axis in both directions: take x and y there, on either side of 0.",
            "In floating point the left side of two equal points is a rounding error of the size of ε|f|, of any sign.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.3");
        let (q, integers) = (r.matrix("Q"), "integers and dyadic fractions: exact in binary64");
        let stored_or_close = "exact for the two stored segments of integers, else 10⁻¹² (1 + |f(x)| + |f(y)|)";
        let target = |i: &Instance, value: f64| match i.stored {
            Some(value) => exact(value),
            None => near(value, abs(i.rounding())),
        };
        let stored = Instance::stored().segment;
        let values = [(stored.x.clone(), r.num("f_x")), (stored.y.clone(), r.num("f_y"))];
        let between = (Instance::stored().at(stored.alpha), r.num("f_z"));
        vec![
            ctx.check(VALUE, integers).each(
                values.into_iter().chain([between]).map(|(x, value)| ValueAt { x, value }),
                |at| (p.f)(&q, &at.x),
                |at| exact(at.value),
            ),
            ctx.check(GAP, stored_or_close).each(
                instances(ctx),
                |i| (p.gap)(&i.q, &i.segment),
                |i| target(i, i.right_side()),
            ),
            ctx.check(IDENTITY, stored_or_close).each(
                instances(ctx),
                |i| (p.identity)(&i.q, &i.segment),
                |i| target(i, i.left_side()),
            ),
            ctx.check(DISPROVES, "a truth value; a gap within 10⁻¹² (1 + |f(x)| + |f(y)|) is rounding").each(
                instances(ctx),
                |i| (p.disproves_convexity)(&i.q, &i.segment),
                |i| exact(i.right_side() > 0.0),
            ),
            ctx.check(COUNTEREXAMPLE, "above 0 disproves; 10⁻⁹ leaves rounding far behind")
                .that(|| Instance::indefinite((p.counterexample)()).left_side(), at_least(1e-9)),
            ctx.check(GRADIENT, integers).that(|| (p.gradient)(&q, &stored.x), exact(r.vec("gradient_x"))),
            ctx.check(HESSIAN, integers).that(|| (p.hessian)(&q, &stored.x), exact(r.matrix("hessian"))),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(VALUE, "the ½ of other quadratics", Parts { f: |q, x| 0.5 * (ours().f)(q, x), ..ours() }),
            twin(
                GAP,
                "the weights α and 1 − α exchanged",
                Parts {
                    gap: |q, s| {
                        let (fx, fy) = ((ours().f)(q, &s.x), (ours().f)(q, &s.y));
                        (ours().gap)(q, s) + (2.0 * s.alpha - 1.0) * (fx - fy)
                    },
                    ..ours()
                },
            ),
            twin(
                IDENTITY,
                "the factor 1 − α lost",
                Parts { identity: |q, s| (ours().identity)(q, s) / (1.0 - s.alpha), ..ours() },
            ),
            twin(
                DISPROVES,
                "rounding taken for a counterexample",
                Parts { disproves_convexity: |q, s| (ours().gap)(q, s) > 0.0, ..ours() },
            ),
            twin(DISPROVES, "no segment ever disproves", Parts { disproves_convexity: |_, _| false, ..ours() }),
            twin(
                COUNTEREXAMPLE,
                "a segment along the axis on which x₁² − x₂² is convex",
                Parts { counterexample: || Segment { x: vec![1.0, 0.0], y: vec![-1.0, 0.0], alpha: 0.5 }, ..ours() },
            ),
            twin(
                GRADIENT,
                "Qx: the second occurrence of x forgotten",
                Parts { gradient: |q, x| (ours().gradient)(q, x).iter().map(|g| g / 2.0).collect(), ..ours() },
            ),
            twin(HESSIAN, "Q in place of 2Q", Parts { hessian: |q, _| q.clone(), ..ours() }),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let r = reference("S1.3");
        let header = ["Q", "α", "left side", "right side", "disproves convexity"];
        let sides = named_instances().into_iter().fold(
            Table::new("Both sides of the identity", header),
            |table, (name, Instance { q, segment: s, .. })| {
                let (left, right) = ((p.gap)(&q, &s), (p.identity)(&q, &s));
                table.row([cell(name), cell(s.alpha), cell(left), cell(right), cell((p.disproves_convexity)(&q, &s))])
            },
        );
        let Instance { q, segment: stored, .. } = Instance::stored();
        let counting = || Counting::new(QuadraticForm(q.clone()));
        let (by_gradient, by_hessian) = (counting(), counting());
        let gradient = solution::gradient(&by_gradient, &stored.x);
        let hessian = solution::hessian(&by_hessian, &stored.x);
        let cost = Table::new("Derivatives of the stored instance", ["what", "first row", "evaluations of f"])
            .row([cell("gradient 2Qx, one reverse sweep"), cell(gradient), cell(by_gradient.evaluations())])
            .row([
                cell("Hessian 2Q, five products with unit vectors"),
                cell(hessian[0].clone()),
                cell(by_hessian.evaluations()),
            ]);
        Exhibit::new()
            .formula("z = αx + (1 − α)y,  zᵀQz = α² xᵀQx + 2α(1 − α) xᵀQy + (1 − α)² yᵀQy")
            .formula("f(z) − αf(x) − (1 − α)f(y) = −α(1 − α) (x − y)ᵀQ(x − y) ≤ 0  for Q positive semidefinite")
            .formula("∇f(x) = 2Qx,  ∇²f = 2Q")
            .table(sides)
            .table(cost)
            .plot(section("xᵀQx along the stored segment: the chord is above", p, &Instance::stored()))
            .plot(section(
                "x₁² − x₂² along its second axis: the chord is below",
                p,
                &Instance::indefinite((p.counterexample)()),
            ))
            .note(
                "f(y + α(x − y)) − αf(x) − (1 − α)f(y) ≤ 0, where 0 is printed as a vector.",
                format!(
                    "the left side is one number, and so is the 0: {} for the stored segment. The proof is right.",
                    r.num("lhs")
                ),
            )
    }
}

/// A matrix with a segment.
#[derive(Clone, Debug)]
struct Instance {
    q: Matrix,
    segment: Segment,
    /// The gap, where the reference knows it.
    stored: Option<f64>,
}

impl Instance {
    fn from_reference(r: &Entry) -> Instance {
        let segment = Segment { x: r.vec("x"), y: r.vec("y"), alpha: r.num("alpha") };
        Instance { q: r.matrix("Q"), segment, stored: Some(r.num("lhs")) }
    }

    fn stored() -> Instance {
        Instance::from_reference(&reference("S1.3"))
    }

    fn indefinite(segment: Segment) -> Instance {
        let q = reference("S1.3").get("counterexample_indefinite").matrix("Q");
        Instance { q, segment, stored: None }
    }

    fn at(&self, alpha: f64) -> Vec<f64> {
        let Segment { x, y, .. } = &self.segment;
        x.iter().zip(y).map(|(x, y)| alpha * x + (1.0 - alpha) * y).collect()
    }

    fn f(&self, x: &[f64]) -> f64 {
        let entry = |i: usize, j: usize| x[i] * self.q[i][j] * x[j];
        (0..x.len()).map(|i| (0..x.len()).map(|j| entry(i, j)).sum::<f64>()).sum()
    }

    fn left_side(&self) -> f64 {
        let Segment { x, y, alpha } = &self.segment;
        self.f(&self.at(*alpha)) - alpha * self.f(x) - (1.0 - alpha) * self.f(y)
    }

    fn right_side(&self) -> f64 {
        let Segment { x, y, alpha } = &self.segment;
        let difference: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y).collect();
        -alpha * (1.0 - alpha) * self.f(&difference)
    }

    fn rounding(&self) -> f64 {
        1e-12 * (1.0 + self.f(&self.segment.x).abs() + self.f(&self.segment.y).abs())
    }
}

impl From<Instance> for Value {
    fn from(i: Instance) -> Value {
        let Segment { x, y, alpha } = i.segment;
        Value::List(vec![x.into(), y.into(), alpha.into()])
    }
}

/// A stored value of f.
#[derive(Clone, Debug)]
struct ValueAt {
    x: Vec<f64>,
    value: f64,
}

impl From<ValueAt> for Value {
    fn from(at: ValueAt) -> Value {
        at.x.into()
    }
}

/// The stored instance, the indefinite one, and two with a gap of 0: along a direction d with
/// Qd = 0, and between equal points, where a gap computed is a rounding error.
fn named_instances() -> Vec<(&'static str, Instance)> {
    let stored = Instance::stored();
    let kernel = [-12.0, 7.0, -9.0, 1.0, 0.0];
    let moved = stored.segment.x.iter().zip(kernel).map(|(x, d)| x + d).collect();
    let flat = Segment { y: moved, ..stored.segment.clone() };
    let point = vec![0.1, 0.2, 0.3, 0.4, 0.5];
    let none = Segment { x: point.clone(), y: point, alpha: 0.3 };
    let with = |segment: Segment| Instance { segment, stored: None, ..stored.clone() };
    vec![
        ("stored, rank 3", stored.clone()),
        ("indefinite diag(1, −1)", Instance::from_reference(&reference("S1.3").get("counterexample_indefinite"))),
        ("stored, along its kernel", with(flat)),
        ("stored, equal points", with(none)),
    ]
}

/// The named instances and 50 drawn ones, Q = BᵀB with a 3×5 matrix B; the seed is 3 unless given.
fn instances(ctx: &Context) -> Vec<Instance> {
    let mut rng = ctx.rng().unwrap_or(SplitMix64(3));
    let mut draw = || {
        let b: Matrix = (0..3).map(|_| rng.uniforms(5, -2.0, 2.0)).collect();
        let entry = |i: usize, j: usize| b.iter().map(|row| row[i] * row[j]).sum();
        let q = (0..5).map(|i| (0..5).map(|j| entry(i, j)).collect()).collect();
        let (x, y) = (rng.uniforms(5, -4.0, 4.0), rng.uniforms(5, -4.0, 4.0));
        Instance { q, segment: Segment { x, y, alpha: rng.uniform(0.0, 1.0) }, stored: None }
    };
    let drawn: Vec<Instance> = (0..50).map(|_| draw()).collect();
    named_instances().into_iter().map(|(_, instance)| instance).chain(drawn).collect()
}

/// f along a segment with its chord, and the gap between them.
fn section(title: &str, p: &Parts, i: &Instance) -> Plot {
    let Segment { x, y, alpha } = &i.segment;
    let (fx, fy) = ((p.f)(&i.q, x), (p.f)(&i.q, y));
    let chord = |a: f64| a * fx + (1.0 - a) * fy;
    let along = (p.f)(&i.q, &i.at(*alpha));
    Plot::new(title)
        .x("α, from y to x")
        .y("value")
        .series(Series::graph("f(y + α(x − y))", linspace(0.0, 1.0, 101), |a| (p.f)(&i.q, &i.at(a))))
        .series(Series::graph("chord αf(x) + (1 − α)f(y)", [0.0, 1.0], chord).dashed())
        .series(Series::line("gap", [(*alpha, along), (*alpha, chord(*alpha))]).dots())
        .point(*alpha, chord(*alpha), format!("α = {alpha}, gap {}", (p.gap)(&i.q, &i.segment)))
}
