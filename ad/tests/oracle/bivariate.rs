//! Value, gradient, Hessian, `H v` and the third derivative along `v` of the functions of two
//! and three arguments, by every engine.

use crate::data::{self, Function, Point, values};
use crate::documented;
use crate::engines::{self, Answer, Quantity, unit};
use crate::expression::Tree;
use crate::report::{Report, What};
use crate::ulp;
use ad::{Dual, Number, Objective};

impl Point {
    /// For a directional number, which is a sum, the total size of its terms; else 0.
    fn terms(&self, f: &Tree, quantity: Quantity) -> Vec<f64> {
        let (x, v) = (values(&self.x), values(&self.v));
        let n = x.len();
        match quantity {
            Quantity::HessVec => {
                let row = |row: &Vec<data::Number>| row.iter().zip(&v).map(|(h, v)| (h.0 * v).abs()).sum();
                self.hess.iter().map(row).collect()
            }
            Quantity::Third => {
                let term = |[i, j, k]: [usize; 3]| (third_partial(f, &x, [i, j, k]) * v[i] * v[j] * v[k]).abs();
                vec![(0..n * n * n).map(|ijk| term([ijk / n / n, ijk / n % n, ijk % n])).sum()]
            }
            _ => vec![0.0; n * n],
        }
    }
}

/// `d³f / dx_i dx_j dx_k`, by three nested tangents.
fn third_partial(f: &Tree, x: &[f64], ijk: [usize; 3]) -> f64 {
    let [a, b, c] = ijk.map(|i| unit(x.len(), i));
    let seeded = |m: usize| Dual::new(Dual::new(Dual::new(x[m], a[m]), b[m].into()), Dual::lift(c[m]));
    f.value(&(0..x.len()).map(seeded).collect::<Vec<_>>()).eps.eps.eps
}

/// Where partial derivatives overflow with both signs, so that a sum of them is NaN although
/// the true one is an infinity: a limit of adding partials up, not of a rule. Of `H v` it is
/// the first entry.
const OPPOSITE_OVERFLOWS: [(&str, [f64; 2], Quantity); 6] = [
    ("powf", [2.0, 1020.5], Quantity::HessVec),
    ("powf", [2.0, 1020.5], Quantity::Third),
    ("atan2", [1e-155, 1e-155], Quantity::Third),
    ("hypot", [3e-170, 4e-170], Quantity::Third),
    ("hypot", [-1.0386648795079176e-219, 2.839999914934032e-169], Quantity::Third),
    ("log", [1e-300, 10.0], Quantity::Third),
];

/// Compares what `engine` found. Directional numbers are sums; if theirs cancel, the error is
/// measured against the sum of absolute terms.
pub fn compare(report: &mut Report, engine: &'static str, function: &Function<Point>, case: &Point, found: Answer) {
    let x = values(&case.x);
    for (quantity, got) in found {
        let limit = match quantity {
            Quantity::Value => 2.0,
            Quantity::Gradient => 4.0,
            Quantity::Hessian | Quantity::HessVec => 8.0,
            Quantity::Third => 16.0,
        };
        let expected = case.expected(quantity);
        assert_eq!(got.len(), expected.len(), "{engine}: {quantity:?}");
        let terms = case.terms(&function.f, quantity);
        let exempt =
            OPPOSITE_OVERFLOWS.iter().any(|&(name, at, q)| name == function.name && at[..] == x && q == quantity);
        for (k, ((&got, want), terms)) in got.iter().zip(expected).zip(terms).enumerate() {
            if exempt && k == 0 {
                assert!(got.is_nan(), "{engine}: {} at {x:?} is {got}: no exemption is needed", function.name);
                continue;
            }
            let what = What { function: &function.name, engine, quantity: quantity.name(), at: &x };
            report.compare(&what, (got, want), ulp::error_of_sum(got, want, terms), limit);
        }
    }
}

/// How a case of a function is compared with what an engine found.
pub type Compare = fn(&mut Report, &'static str, &Function<Point>, &Point, Answer);

/// Every case of a file by every engine.
pub fn compared(file: &str, compare: Compare) -> Report {
    let mut report = Report::default();
    for function in data::functions::<Point>(file) {
        for (engine, run) in engines::points() {
            for case in &function.cases {
                report.case(engine);
                let found = run(&function.f, &values(&case.x), &values(&case.v));
                compare(&mut report, engine, &function, case, found);
            }
        }
    }
    report
}

#[test]
fn within_a_few_ulps() {
    let report = compared("bivariate.json", compare);
    let counts = [
        ("f64", 332),
        ("Plain", 332),
        ("forward", 3176),
        ("HyperDual", 2844),
        ("Taylor", 1350),
        ("Dual^3", 1350),
        ("Graph", 3176),
        ("Tape", 3176),
        ("Dual of Node", 1713),
        ("Dual of Var", 1713),
        ("Program", 3176),
    ];
    let worst = report.worst(&["f", "grad", "H"]);
    report.finish("bivariate, ulps", Some(332), &counts);
    documented::check(&worst);
}
