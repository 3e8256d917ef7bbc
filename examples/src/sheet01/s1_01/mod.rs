//! S1.1: f(x) = 8x₁ + 12x₂ + x₁² − 2x₂² has one stationary point, a saddle.

use crate::numerics::linspace;
use crate::objectives::Saddle;
use crate::runner::prelude::*;
use ad::{Objective, objective};
use optim::Status;
use optim::stationary::{self, Stationary};

mod scaffold;
mod solution;

/// A point of the plane.
type Point = [f64; 2];
/// A 2×2 matrix, a list of rows.
type Matrix = [[f64; 2]; 2];

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    gradient: fn(Point) -> Point,
    hessian: fn(Point) -> Matrix,
    affine_rest: fn(Point) -> Point,
    determinant: fn() -> f64,
    newton_path: fn(Point) -> Vec<Point>,
    stationary_point: fn() -> (Point, f64),
    eigenvalues: fn() -> Vec<f64>,
    kind: fn() -> String,
    along_x1: fn(f64) -> f64,
    along_x2: fn(f64) -> f64,
    minimised: fn(Point) -> (String, Vec<Point>),
    level_lines: fn(f64) -> [f64; 2],
    contour_plot: fn() -> Plot,
}

/// The exercise.
#[derive(Debug)]
pub struct OneSaddle;

const GRADIENT: &str = "∇f by reverse mode";
const HESSIAN: &str = "the Hessian by hyper-dual numbers";
const AFFINE: &str = "∇f(x) − Hx is the same everywhere";
const DETERMINANT: &str = "det H ≠ 0: at most one stationary point";
const NEWTON: &str = "one Newton step arrives from any start";
const POINT: &str = "the stationary point and its value";
const EIGENVALUES: &str = "the eigenvalues have both signs";
const KIND: &str = "it is a saddle";
const ALONG_X1: &str = "a minimum along the first axis";
const ALONG_X2: &str = "a maximum along the second axis";
const FALLS: &str = "a minimiser finds no minimum";
const LEVEL: &str = "f = 2 on two lines through the saddle";
const PLOT: &str = "the contour plot";

impl Exercise for OneSaddle {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.1",
        title: "One stationary point, a saddle",
        stars: 1,
        task: "Let f(x) = 8x₁ + 12x₂ + x₁² − 2x₂².\n\n\
               (a) Give the gradient by reverse mode and the Hessian H by hyper-dual numbers.\n\n\
               (b) Show that f has at most one stationary point: ∇f is affine, and det H ≠ 0.\n\n\
               (c) Find it by Newton's method from (0, 0) and from (100, -7.5).\n\n\
               (d) Show that it is neither a minimum nor a maximum: by the eigenvalues of H, and by two lines \
               through the point. What does a method that minimises say, a trust region from each start?\n\n\
               (e) Draw contour lines on [-10, 10]² (400×400 samples, 20 levels, colour bar, title, names of \
               the axes). On which curves is f as large as at the stationary point?",
        hints: &[
            "∇f(x) = (8 + 2x₁, 12 − 4x₂). What is left of it after Hx is taken away?",
            "If ∇f(x) = Hx + c with det H ≠ 0, then ∇f(x) = 0 for x = −H⁻¹c and for no other x: that is one step of \
             Newton's method from anywhere.",
            "The Hessian is diagonal, so its eigenvalues are 2 and −4; step along each axis and compare f.",
            "`Steihaug::default().observe(&mut history).minimize(&Saddle, &start)` gives a report with a status.",
            "Complete both squares: f(x) − 2 = (x₁ + 4)² − 2(x₂ − 3)².",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.1");
        let point = || r.vec("stationary_point");
        let grid = r.get("grid");
        let small = "derivatives of a quadratic with small integers: exact up to the rounding of x";
        vec![
            ctx.check(GRADIENT, small).each(
                points(ctx),
                |x| (p.gradient)(*x),
                |x| near([8.0 + 2.0 * x[0], 12.0 - 4.0 * x[1]], r.tol()),
            ),
            ctx.check(HESSIAN, "constants: exact in binary64").each(
                points(ctx),
                |x| (p.hessian)(*x),
                |_| exact(r.matrix("hessian")),
            ),
            ctx.check(AFFINE, small).each(points(ctx), |x| (p.affine_rest)(*x), |_| near([8.0, 12.0], r.tol())),
            ctx.check(DETERMINANT, "a product of two small integers")
                .that(|| (p.determinant)(), exact(r.vec("eigenvalues").iter().product::<f64>())),
            ctx.check(NEWTON, "one solve with a diagonal matrix, rounded at the size of the start").each(
                points(ctx),
                |x| path_ends((p.newton_path)(*x)),
                |x| near(vec![x.to_vec(), point(), point()], r.tol()),
            ),
            ctx.check(POINT, r.why()).that(|| (p.stationary_point)(), near((point(), r.num("f_at")), r.tol())),
            ctx.check(EIGENVALUES, r.why()).that(|| (p.eigenvalues)(), near(r.vec("eigenvalues"), r.tol())),
            ctx.check(KIND, "a word").that(|| (p.kind)(), exact(r.text("classification"))),
            ctx.check(ALONG_X1, "terms up to 300 cancel to t²").each(
                offsets(ctx),
                |t| (p.along_x1)(*t),
                |t| near(t * t, r.tol()),
            ),
            ctx.check(ALONG_X2, "terms up to 300 cancel to −2t²").each(
                offsets(ctx),
                |t| (p.along_x2)(*t),
                |t| near(-2.0 * t * t, r.tol()),
            ),
            ctx.check(FALLS, "a status, and truth values: it falls below f = 2 and never rises").each(
                points(ctx),
                |x| {
                    let (status, path) = (p.minimised)(*x);
                    let f: Vec<f64> = path.iter().map(|x| Saddle.value(x)).collect();
                    (status, vec![f.is_sorted_by(|a, b| a > b), f.last().is_some_and(|&f| f < 2.0)])
                },
                |_| exact((Status::Unbounded.to_string(), vec![true, true])),
            ),
            ctx.check(LEVEL, "a square root and a quotient; f on them carries terms up to 200").each(
                offsets(ctx),
                |x1| {
                    let lines = (p.level_lines)(*x1);
                    (lines, lines.map(|x2| Saddle.value(&[*x1, x2])))
                },
                |x1| {
                    let line = |sign: f64| 3.0 + sign * (x1 + 4.0) / 2f64.sqrt();
                    near(([line(1.0), line(-1.0)], [r.get("degenerate_level").num("value"); 2]), r.tol())
                },
            ),
            ctx.check(PLOT, "the extreme samples tell the grid; coordinates carry one rounding, times slopes up to 28")
                .that(
                    || facts((p.contour_plot)()),
                    near(
                        (vec![grid.num("levels"), grid.num("z_min"), grid.num("z_max")], vec![true, true, true]),
                        r.tol(),
                    ),
                ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        let ours = solution::solution;
        let twin = Twin::new;
        vec![
            twin(
                GRADIENT,
                "x₂² without its factor 2",
                Parts { gradient: |x| [8.0 + 2.0 * x[0], 12.0 - 2.0 * x[1]], ..ours() },
            ),
            twin(HESSIAN, "½xᵀHx read as xᵀHx", Parts { hessian: |_| [[1.0, 0.0], [0.0, -2.0]], ..ours() }),
            twin(
                AFFINE,
                "½Hx taken away instead of Hx",
                Parts { affine_rest: |x| [8.0 + x[0], 12.0 - 2.0 * x[1]], ..ours() },
            ),
            twin(DETERMINANT, "the sign of x₂² flipped", Parts { determinant: || 8.0, ..ours() }),
            twin(
                NEWTON,
                "−4 replaced by 4, to make H positive definite",
                Parts { newton_path: |x| vec![x, [-4.0, x[1] - (12.0 - 4.0 * x[1]) / 4.0]], ..ours() },
            ),
            twin(
                POINT,
                "the sign of x₂² flipped",
                Parts { stationary_point: || ([flipped().x[0], flipped().x[1]], flipped().value), ..ours() },
            ),
            twin(EIGENVALUES, "the sign of x₂² flipped", Parts { eigenvalues: || flipped().eigenvalues, ..ours() }),
            twin(KIND, "the sign of x₂² flipped", Parts { kind: || flipped().kind.to_string(), ..ours() }),
            twin(
                ALONG_X1,
                "steps counted from (4, 3)",
                Parts { along_x1: |t| Saddle.value(&[4.0 + t, 3.0]) - 2.0, ..ours() },
            ),
            twin(ALONG_X2, "the factor 2 of x₂² dropped", Parts { along_x2: |t| -t * t, ..ours() }),
            twin(
                FALLS,
                "the last of 25 points taken for a minimum",
                Parts { minimised: |x| ("converged".to_owned(), (solution::solution().minimised)(x).1), ..ours() },
            ),
            twin(
                LEVEL,
                "times √2 instead of divided by it",
                Parts { level_lines: |x1| [1.0, -1.0].map(|sign| 3.0 + sign * (x1 + 4.0) * 2f64.sqrt()), ..ours() },
            ),
            twin(
                PLOT,
                "200×200 samples",
                Parts {
                    contour_plot: || {
                        let square = (-10.0, 10.0);
                        let f = |x1, x2| Saddle.value(&[x1, x2]);
                        Plot::new("f").x("x₁").y("x₂").contours(Contours::new(square, square, 200, f).levels(20))
                    },
                    ..ours()
                },
            ),
            twin(
                PLOT,
                "axes without names",
                Parts { contour_plot: || (solution::solution().contour_plot)().x("").y(""), ..ours() },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let starts = starts();
        let (saddle, value) = (p.stationary_point)();
        let plot = (p.contour_plot)();
        let nearest = nearest_level(&plot, value);
        let level = |k: usize| linspace(-10.0, 10.0, 2).into_iter().map(move |x1| (x1, (p.level_lines)(x1)[k]));
        // a gap between two lines of a series lets them share a colour and a legend entry
        let gap = || [(f64::NAN, f64::NAN)];
        let both_lines = level(0).chain(gap()).chain(level(1));
        let steps = starts.iter().flat_map(|&start| {
            let path = (p.newton_path)(start).into_iter().map(|x| (x[0], x[1]));
            path.chain(gap()).collect::<Vec<_>>()
        });
        let (status, falling) = (p.minimised)(starts[0]);
        let falling = falling.iter().map(|x| (x[0], x[1])).take_while(|x| x.0.abs() <= 10.0 && x.1.abs() <= 10.0);
        let far = starts[1].map(|x| round_number(x, 3).replace('-', "−")).join(", ");
        let paths = starts.iter().fold(
            Table::new("Newton's method on ∇f = 0", ["step", "x₁", "x₂", "f", "∂f/∂x₁", "∂f/∂x₂"]),
            |table, &start| {
                (p.newton_path)(start).iter().enumerate().fold(table, |table, (k, x)| {
                    let g = (p.gradient)(*x);
                    table.row([cell(k), cell(x[0]), cell(x[1]), cell(Saddle.value(x)), cell(g[0]), cell(g[1])])
                })
            },
        );
        let witnesses = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0].into_iter().fold(
            Table::new("On two lines through the point", ["t", "f(−4 + t, 3) − 2", "f(−4, 3 + t) − 2"]),
            |table, t| table.row([cell(t), cell((p.along_x1)(t)), cell((p.along_x2)(t))]),
        );
        let curvatures = (p.hessian)(saddle);
        Exhibit::new()
            .formula("∇f(x) = (8 + 2x₁, 12 − 4x₂) = Hx + (8, 12)")
            .formula("H = diag(2, −4), det H = −8 ≠ 0")
            .formula("∇f(x) = 0 only for x = −H⁻¹(8, 12) = (−4, 3), f(−4, 3) = 2")
            .formula(format!("a trust region that minimises f from (0, 0) ends \"{status}\""))
            .formula("f(x) − 2 = (x₁ + 4)² − 2(x₂ − 3)², zero on x₂ − 3 = ±(x₁ + 4)/√2")
            .table(paths)
            .table(witnesses)
            .plot(
                plot.series(Series::line(format!("Newton from (0, 0) and ({far})"), steps).dots())
                    .series(Series::line("f = 2", both_lines).dashed())
                    .series(Series::line("a trust region, minimising", falling).dots())
                    .point(saddle[0], saddle[1], "saddle")
                    .point(starts[0][0], starts[0][1], "start"),
            )
            .note(
                "that the stationary point is the only one, and a saddle, is left to the contour plot.",
                format!(
                    "a picture of a square proves nothing about the plane, and none of its 20 levels is {value} \
                     (the nearest is {}): no line of it passes through the point. The proof: ∇f is affine and \
                     det H = {}, so there is one zero; the eigenvalues are {}.",
                    round_number(nearest, 4),
                    (p.determinant)(),
                    Value::from((p.eigenvalues)()),
                ),
            )
            .note(
                "a saddle is also called an inflection point.",
                format!(
                    "an inflection is where the curvature along a line changes its sign; here it is {} along the \
                     first axis and {} along the second, at every point.",
                    curvatures[0][0], curvatures[1][1]
                ),
            )
    }
}

/// What Newton's method makes of the function with + 2x₂².
fn flipped() -> Stationary {
    let f = objective!(|x| x[0] * 8.0 + x[1] * 12.0 + x[0].sq() + x[1].sq() * 2.0);
    stationary::newton(&f, &[0.0, 0.0]).expect("the start is finite")
}

/// The stored starts of Newton's method.
fn starts() -> Vec<Point> {
    reference("S1.1").matrix("newton_from").iter().map(|x| [x[0], x[1]]).collect()
}

/// The stored starts and a few more points, or drawn ones.
fn points(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        Some(mut rng) => (0..20).map(|_| [rng.uniform(-10.0, 10.0), rng.uniform(-10.0, 10.0)]).collect(),
        None => [starts(), vec![[1.0, -1.0], [-9.5, 0.25]]].concat(),
    }
}

/// Steps along a line.
fn offsets(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(20, -6.0, 6.0),
        None => linspace(-6.0, 6.0, 13),
    }
}

/// The first two iterates, and the last.
fn path_ends(path: Vec<Point>) -> Vec<Point> {
    let last = path.last().copied();
    path.into_iter().take(2).chain(last).collect()
}

/// Number of levels and extreme samples; whether title and axes are named.
fn facts(plot: Plot) -> (Vec<f64>, Vec<bool>) {
    let contours = plot.contours.expect("the plot has contour lines");
    let (low, high) = contours.span;
    let named = [&plot.title, &plot.x.label, &plot.y.label].map(|text| !text.is_empty());
    (vec![contours.levels.len() as f64, low, high], named.to_vec())
}

/// The drawn level next to `value`.
fn nearest_level(plot: &Plot, value: f64) -> f64 {
    let levels = plot.contours.iter().flat_map(|contours| contours.levels.iter().copied());
    levels.min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs())).unwrap_or(f64::NAN)
}
