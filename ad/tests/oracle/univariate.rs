//! `f .. f''''` of every function of one argument, by every engine.

use crate::data::{self, Function, Line};
use crate::documented;
use crate::engines;
use crate::report::{Report, What};
use crate::ulp;

/// The names of the orders, and how many ulps each may be off.
const ORDERS: [(&str, f64); 5] = [("f", 2.0), ("f'", 4.0), ("f''", 8.0), ("f'''", 16.0), ("f''''", 32.0)];

/// f64 runs the standard library's functions, of which these are less exact than the table's:
/// acosh and atanh beside 1, asinh where `x²` overflows, products of many factors. With each
/// stands the largest error in ulps that was seen, rounded up; half of it would be news as well.
const STANDARD_LIBRARY: [(&str, f64); 6] = [
    ("asinh", f64::INFINITY),
    ("acosh", 3e7),
    ("atanh", 2048.0),
    ("powi(-10)", 4.0),
    ("powi(10)", 4.0),
    ("powi(31)", 14.0),
];

/// Compares what `engine` found, as far as it goes.
pub fn compare(report: &mut Report, engine: &'static str, function: &Function<Line>, case: &Line, found: &[f64]) {
    for ((&got, want), (quantity, limit)) in found.iter().zip(&case.d).zip(ORDERS) {
        let what = What { function: &function.name, engine, quantity, at: &[case.x.0] };
        report.compare(&what, (got, want.0), ulp::error(got, want.0), limit);
    }
}

#[test]
fn within_a_few_ulps() {
    let mut report = Report::default();
    for function in data::functions::<Line>("univariate.json") {
        for (engine, run) in engines::lines() {
            let exempt = STANDARD_LIBRARY.iter().find(|(name, _)| engine == "f64" && function.name == *name);
            if let Some(&(name, bound)) = exempt {
                let error = |case: &Line| ulp::error(run(&function.f, case.x.0)[0], case.d[0].0);
                let worst = function.cases.iter().map(error).fold(0.0, f64::max);
                let other_points = std::env::var_os("AD_ORACLE_DIR").is_some();
                assert!(
                    other_points || worst <= bound && 2.0 * worst >= bound,
                    "{name} of the standard library: {worst} ulps, not {bound}"
                );
                function.cases.iter().for_each(|_| report.case(engine));
                continue;
            }
            for case in &function.cases {
                report.case(engine);
                compare(&mut report, engine, &function, case, &run(&function.f, case.x.0));
            }
        }
    }
    let counts = [
        ("f64", 2045),
        ("Plain", 2249),
        ("Dual", 4498),
        ("Dual^4", 11245),
        ("DualVec", 4498),
        ("HyperDual", 6747),
        ("Taylor", 11245),
        ("Graph", 4498),
        ("Graph of Dual", 6747),
        ("Tape", 4498),
        ("Tape of Dual", 6747),
        ("Graph forward", 4498),
        ("Dual of Node", 6747),
        ("Dual of Var", 6747),
        ("Program", 6747),
    ];
    let worst = report.worst(&ORDERS.map(|(quantity, _)| quantity));
    report.finish("univariate, ulps", Some(2249), &counts);
    documented::check(&worst);
}
