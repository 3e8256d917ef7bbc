//! S1.2: Taylor expansions of cos(1/x) and of cos x, and how fast their remainders fall.

use crate::objectives::cos_of_reciprocal;
use crate::runner::prelude::*;

mod scaffold;
mod solution;

/// A function of one number.
type Function<'f> = &'f dyn Fn(f64) -> f64;

/// What a solution provides.
#[derive(Debug)]
pub struct Parts {
    cos_of_reciprocal_about: fn(a: f64) -> [f64; 3],
    cos_about: fn(a: f64) -> [f64; 4],
    cos_about_one: fn() -> [f64; 4],
    remainder: fn(f: Function, coefficients: &[f64], a: f64, dx: f64) -> f64,
    ratio_on_halving: fn(remainder: Function, dx: f64) -> f64,
}

/// The exercise.
#[derive(Debug)]
pub struct TaylorExpansions;

const RECIPROCAL: &str = "cos(1/x) about a: c₀, c₁, c₂";
const COSINE: &str = "cos x about a: c₀ to c₃";
const AT_ONE: &str = "cos x about 1: c₀ to c₃";
const REMAINDER: &str = "remainders about 1";
const RATIO: &str = "halving dx divides the remainder by 8, and by 16";

impl Exercise for TaylorExpansions {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.2",
        title: "Taylor expansions of cos(1/x) and cos x",
        stars: 1,
        task: "Write dx = x − a for the distance from the point of expansion.\n\n\
               (a) Expand cos(1/x) to second order about any point a ≠ 0.\n\n\
               (b) Expand cos x to third order about any point a.\n\n\
               (c) Give the expansion of (b) about a = 1.\n\n\
               (d) Check the orders: by which factor does each remainder fall when dx is halved?",
        hints: &[
            "The coefficient cₖ is the k-th derivative at a over k!: value, slope, half the second derivative, a sixth of the third.",
            "With u = 1/x: (cos u)′ = −sin u · u′, and u′ = −1/x²; so the slope of cos(1/x) is + sin(1/x)/x².",
            "Differentiate sin(1/x) x⁻² as a product: −cos(1/x) x⁻⁴ − 2 sin(1/x) x⁻³. Half of it is c₂.",
            "A remainder of order dx³ falls by 2³ = 8 when dx is halved, one of order dx⁴ by 16.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.2");
        let few = "a few elementary functions, each within an ulp";
        let stored = Expansion::both();
        let halvings = || stored.iter().flat_map(|e| [0.1, 0.05].map(|dx| (e.falls_by, dx)));
        let of = |falls_by: f64| stored.iter().find(|e| e.falls_by == falls_by).expect("8 or 16");
        vec![
            ctx.check(RECIPROCAL, few).each(
                points(ctx),
                |a| (p.cos_of_reciprocal_about)(*a),
                |a| match stored_at(*a) {
                    Some(row) => near(row.vec("taylor_coeffs")[..3].to_vec(), eps(4.0)),
                    None => near(reciprocal_formula(*a), abs(64.0 * f64::EPSILON * a.abs().powi(-4).max(1.0))),
                },
            ),
            ctx.check(COSINE, few).each(points(ctx), |a| (p.cos_about)(*a), |a| near(cosine_formula(*a), eps(4.0))),
            ctx.check(AT_ONE, few).that(|| (p.cos_about_one)(), near(r.get("cos_a1").vec("coeffs"), eps(4.0))),
            ctx.check(REMAINDER, "a difference of numbers of size 1, each within an ulp or two").each(
                stored.iter().flat_map(|e| DX.map(|dx| (e.falls_by, dx))),
                |&(falls_by, dx)| of(falls_by).remainder(p, dx),
                |&(falls_by, dx)| near(of(falls_by).stored_remainder(dx), abs(4.0 * f64::EPSILON)),
            ),
            ctx.check(RATIO, "2ⁿ⁺¹ up to the next term of the series, which is of order dx").each(
                halvings(),
                |&(falls_by, dx)| (p.ratio_on_halving)(&|dx| of(falls_by).exact_remainder(dx), dx),
                |&(falls_by, _)| if falls_by == 8.0 { between(7.3, 8.2) } else { between(15.5, 16.2) },
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(
                RECIPROCAL,
                "the inner slope of sin(1/x)/x² kept, the outer 2a sin(1/a) dropped",
                Parts {
                    cos_of_reciprocal_about: |a| {
                        let [c0, c1, _] = reciprocal_formula(a);
                        [c0, c1, -(1.0 / a).cos() / (2.0 * a.powi(4))]
                    },
                    ..ours()
                },
            ),
            twin(
                RECIPROCAL,
                "−1/x² forgotten to be negative: the sign of the slope",
                Parts {
                    cos_of_reciprocal_about: |a| {
                        let [c0, c1, c2] = reciprocal_formula(a);
                        [c0, -c1, c2]
                    },
                    ..ours()
                },
            ),
            twin(
                COSINE,
                "the third derivative undivided by 3!",
                Parts {
                    cos_about: |a| {
                        let [c0, c1, c2, c3] = cosine_formula(a);
                        [c0, c1, c2, 6.0 * c3]
                    },
                    ..ours()
                },
            ),
            twin(
                AT_ONE,
                "the sheet's left side taken at its word: cos(x − 1)",
                Parts { cos_about_one: || cosine_formula(0.0), ..ours() },
            ),
            twin(
                REMAINDER,
                "the last term left out of the polynomial",
                Parts { remainder: |f, c, a, dx| (ours().remainder)(f, &c[..c.len() - 1], a, dx), ..ours() },
            ),
            twin(RATIO, "the quotient upside down", Parts { ratio_on_halving: |r, dx| r(dx / 2.0) / r(dx), ..ours() }),
        ]
    }

    fn exhibit(p: &Parts, ctx: &Context) -> Exhibit {
        let [reciprocal, cosine] = Expansion::both();
        let x = 1.1;
        let right = cos_of_reciprocal(x) - reciprocal.remainder(p, 0.1);
        let remainders = |e: &Expansion, label: &str| {
            let steps = logspace(-3.0, -0.3, ctx.pick(25, 7)).into_iter();
            Series::scatter(label, steps.map(|dx| (dx, e.remainder(p, dx).abs())))
        };
        let theory = |label: &str, c: f64, order: i32| {
            Series::graph(label, [1e-3, 0.5], move |dx| c.abs() * dx.powi(order)).dashed()
        };
        Exhibit::new()
            .formula("cos(1/x) = cos(1/a) + sin(1/a)/a² dx − (2a sin(1/a) + cos(1/a))/(2a⁴) dx² + O(dx³)")
            .formula("cos x = cos a − sin a dx − ½ cos a dx² + ⅙ sin a dx³ + O(dx⁴)")
            .formula("R(dx) = cₙ₊₁ dxⁿ⁺¹ + O(dxⁿ⁺²), so R(dx) / R(dx/2) → 2ⁿ⁺¹")
            .table(coefficients("cos(1/x)", p.cos_of_reciprocal_about, reciprocal_formula))
            .table(coefficients("cos x", p.cos_about, cosine_formula))
            .table(reciprocal.falling("cos(1/x) about 1, second order", p))
            .table(cosine.falling("cos x about 1, third order", p))
            .plot(polynomials("cos(1/x) and its Taylor polynomials about 1", &reciprocal, (0.25, 2.5), (-1.5, 1.5)))
            .plot(polynomials("cos x and its Taylor polynomials about 1", &cosine, (-2.0, 4.0), (-2.0, 2.0)))
            .plot(
                Plot::new("remainders about 1 against the distance")
                    .x("dx = x − 1")
                    .y("|R(dx)|")
                    .log_log()
                    .series(remainders(&reciprocal, "cos(1/x), second order"))
                    .series(theory("|c₃| dx³", reciprocal.next, 3))
                    .series(remainders(&cosine, "cos x, third order"))
                    .series(theory("|c₄| dx⁴", cosine.next, 4)),
            )
            .note(
                "cos(1/(x − a)) = cos(1/a) + sin(1/a)/a² dx − ...",
                format!(
                    "the right side expands cos(1/x). At a = 1, x = 1.1 it is {}, near cos(1/1.1) = {} (remainder {}); \
                     the left side as written, cos(1/0.1), is {}.",
                    round_number(right, 5),
                    round_number(cos_of_reciprocal(x), 5),
                    round_number(reciprocal.remainder(p, 0.1), 3),
                    round_number(cos_of_reciprocal(0.1), 3),
                ),
            )
            .note(
                "cos(x − 1) = cos 1 − sin 1 dx − ... (one parenthesis is never closed).",
                format!(
                    "the right side expands cos x: at x = 1.1 it is cos 1.1 = {} up to {}, and not cos 0.1 = {}.",
                    round_number(x.cos(), 5),
                    round_number(cosine.remainder(p, 0.1), 3),
                    round_number(0.1f64.cos(), 5),
                ),
            )
            .note(
                "the third-order expansion of cos x about any point is asked for, and given at 1 only.",
                format!("it is the second formula above; about a = 2 its coefficients are {}.", {
                    let rounded = (p.cos_about)(2.0).map(|c| round_number(c, 5));
                    rounded.join(", ")
                }),
            )
    }
}

/// The distances of the stored remainders.
const DX: [f64; 3] = [0.1, 0.05, 0.025];

/// One of the two functions with its expansion about 1.
struct Expansion {
    f: fn(f64) -> f64,
    /// Its Taylor coefficients about 1.
    coefficients: Vec<f64>,
    /// The first coefficient that is left out.
    next: f64,
    /// By what the remainder falls when dx is halved, up to a factor 1 + O(dx).
    falls_by: f64,
    key: &'static str,
}

impl Expansion {
    fn both() -> [Expansion; 2] {
        let [c0, c1, c2, next] = ad::taylor(|x| cos_of_reciprocal(x), 1.0);
        let reciprocal = Expansion {
            f: cos_of_reciprocal::<f64>,
            coefficients: vec![c0, c1, c2],
            next,
            falls_by: 8.0,
            key: "cos_inv_a1",
        };
        let cosine = Expansion {
            f: f64::cos,
            coefficients: cosine_formula(1.0).to_vec(),
            next: 1f64.cos() / 24.0,
            falls_by: 16.0,
            key: "cos_a1",
        };
        [reciprocal, cosine]
    }

    fn remainder(&self, p: &Parts, dx: f64) -> f64 {
        (p.remainder)(&self.f, &self.coefficients, 1.0, dx)
    }

    fn exact_remainder(&self, dx: f64) -> f64 {
        self.remainder(&solution::solution(), dx)
    }

    fn stored_remainder(&self, dx: f64) -> f64 {
        reference("S1.2").get(self.key).get("remainder_at_dx").num(&dx.to_string())
    }

    /// Remainders, and by what they fall from row to row.
    fn falling(&self, title: &str, p: &Parts) -> Table {
        let header = ["dx", "R(dx)", "R(dx)/cₙ₊₁dxⁿ⁺¹", "R(dx) / R(dx/2)", "expected"];
        let order = self.coefficients.len() as i32;
        DX.into_iter().fold(Table::new(format!("Remainder of {title}"), header), |table, dx| {
            let r = self.remainder(p, dx);
            let ratio = (p.ratio_on_halving)(&|dx| self.remainder(p, dx), dx);
            let leading = r / (self.next * dx.powi(order));
            table.row([cell(dx), short(r, 6), short(leading, 4), short(ratio, 4), cell(self.falls_by)])
        })
    }
}

/// `f` and its Taylor polynomials of degree 1 and more.
fn polynomials(title: &str, e: &Expansion, x: (f64, f64), y: (f64, f64)) -> Plot {
    let grid = || linspace(x.0, x.1, 301);
    let plot = Plot::new(title).x("x").y("value").y_range(y.0, y.1).series(Series::graph("f", grid(), e.f));
    let degrees = 1..e.coefficients.len();
    let plot = degrees.fold(plot, |plot, n| {
        let polynomial = |x: f64| e.coefficients[..=n].iter().rev().fold(0.0, |sum, c| sum * (x - 1.0) + c);
        plot.series(Series::graph(format!("degree {n}"), grid(), polynomial).dashed())
    });
    plot.point(1.0, (e.f)(1.0), "a = 1")
}

/// Coefficients by series arithmetic next to the closed form, and their difference in units of rounding.
fn coefficients<const N: usize>(name: &str, by_series: fn(f64) -> [f64; N], formula: fn(f64) -> [f64; N]) -> Table {
    let header = ["a", "k", "cₖ by series", "cₖ by formula", "difference / ε|cₖ|"];
    stored_points().into_iter().fold(
        Table::new(format!("Taylor coefficients of {name} about a"), header),
        |table, a| {
            let pairs = by_series(a).into_iter().zip(formula(a)).enumerate();
            pairs.fold(table, |table, (k, (c, exact))| {
                let ulps = (c - exact) / (f64::EPSILON * exact.abs());
                table.row([cell(a), cell(k), cell(c), cell(exact), short(ulps, 2)])
            })
        },
    )
}

/// Differentiated by hand.
fn reciprocal_formula(a: f64) -> [f64; 3] {
    let (sin, cos) = (1.0 / a).sin_cos();
    [cos, sin / a.powi(2), -(2.0 * a * sin + cos) / (2.0 * a.powi(4))]
}

/// Differentiated by hand.
fn cosine_formula(a: f64) -> [f64; 4] {
    [a.cos(), -a.sin(), -a.cos() / 2.0, a.sin() / 6.0]
}

/// The reference row of a stored point.
fn stored_at(a: f64) -> Option<Entry> {
    reference("S1.2").items("cos_inv_table").into_iter().find(|row| row.num("a") == a)
}

fn stored_points() -> Vec<f64> {
    reference("S1.2").items("cos_inv_table").iter().map(|row| row.num("a")).collect()
}

/// Points of expansion: stored, or drawn away from 0.
fn points(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        Some(mut rng) => rng.uniforms(20, 0.5, 3.0).into_iter().flat_map(|a| [a, -a]).collect(),
        None => stored_points(),
    }
}
