//! Do the oracle files notice a wrong rule? Each slope of each row of the table is changed in
//! turn; at least one case must then fail.

use crate::conventions::{self, Convention, of_line, of_point};
use crate::data::{self, Function, Line, Point, values};
use crate::engines::{by_engine, line_back, unit};
use crate::expression::Tree;
use crate::faulty::{Change, Fault, WithFault, with_fault};
use crate::report::Report;
use crate::{bivariate, composite, univariate};
use ad::rules::{Row, Rule, Visitor, partials, table};
use ad::{Dual, OnGraph};

/// Slopes that are 0 wherever they exist: a multiple of them is no other function.
const ALWAYS_ZERO: [(&str, usize); 6] =
    [("signum", 0), ("floor", 0), ("ceil", 0), ("round", 0), ("trunc", 0), ("copysign", 1)];

/// Rows whose slopes are the same number: exchanged they are the same function.
const ALWAYS_EQUAL: [&str; 1] = ["add"];

/// Every row once, with its slopes at all its points and parameters.
#[derive(Default)]
struct Rows(Vec<(&'static str, Vec<Vec<f64>>)>);

impl Visitor for Rows {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        if self.0.last().is_none_or(|(name, _)| *name != row.name) {
            self.0.push((row.name, Vec::new()));
        }
        let slopes = row.points.iter().map(|&x| partials(rule, x, rule.value(x)).to_vec());
        self.0.last_mut().expect("just pushed").1.extend(slopes);
    }
}

/// Every fault that makes another function.
fn faults() -> Vec<Fault> {
    let mut rows = Rows::default();
    table::visit(&mut rows);
    let (mut zero, mut equal, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (row, slopes) in rows.0 {
        for slope in 0..slopes[0].len() {
            let mut change = |change| faults.push(Fault { row, slope, change });
            change(Change::Add(1e-9));
            if slopes.iter().all(|s| s[slope] == 0.0) {
                zero.push((row, slope));
            } else {
                change(Change::Scale(-1.0));
                change(Change::Scale(1.0 + 1e-9));
            }
            for other in 0..slope {
                if slopes.iter().all(|s| s[slope] == s[other]) {
                    equal.push(row);
                } else {
                    change(Change::Swap(other));
                }
            }
        }
    }
    assert_eq!(zero, ALWAYS_ZERO, "the slopes that are always zero");
    assert_eq!(equal, ALWAYS_EQUAL, "the rows whose slopes are always equal");
    faults
}

/// All that a rule has to stand.
struct Oracle {
    univariate: Vec<Function<Line>>,
    bivariate: Vec<Function<Point>>,
    composite: Vec<Function<Point>>,
    conventions: Vec<Convention>,
}

impl Oracle {
    fn read() -> Self {
        Oracle {
            univariate: data::functions("univariate.json"),
            bivariate: data::functions("bivariate.json"),
            composite: data::functions("composite.json"),
            conventions: conventions::conventions(),
        }
    }

    /// The first comparison that fails, or all of them.
    fn judge(&self, fault: Option<Fault>) -> Report {
        with_fault(fault, || {
            let mut report = Report::default();
            let by_line = |f: &Tree, x| line_back::<OnGraph, Dual<f64>, _>(&WithFault(f), x);
            let by_point = |f: &Tree, x: &[f64], v: &[f64]| by_engine::<OnGraph, _>(&WithFault(f), x, v);
            for (f, case) in self.univariate.iter().flat_map(|f| f.cases.iter().map(move |case| (f, case))) {
                if report.failed() {
                    return report;
                }
                univariate::compare(&mut report, "Graph of Dual", f, case, &by_line(&f.f, case.x.0));
            }
            let files: [(_, bivariate::Compare); 2] =
                [(&self.bivariate, bivariate::compare), (&self.composite, composite::compare)];
            for (functions, compare) in files {
                for (f, case) in functions.iter().flat_map(|f| f.cases.iter().map(move |case| (f, case))) {
                    if report.failed() {
                        return report;
                    }
                    compare(&mut report, "Graph", f, case, by_point(&f.f, &values(&case.x), &values(&case.v)));
                }
            }
            for case in &self.conventions {
                let found = match case.x[..] {
                    [x] => of_line(&by_line(&case.f, x)),
                    _ => of_point(by_point(&case.f, &case.x, &unit(case.x.len(), 0))),
                };
                case.compare(&mut report, "Graph", &found);
            }
            report
        })
    }
}

#[test]
fn are_all_killed() {
    let oracle = Oracle::read();
    let sound = oracle.judge(None);
    assert!(!sound.failed(), "the unchanged rules must pass: {}", sound.failures());
    let faults = faults();
    let alive: Vec<_> = faults.iter().filter(|&&fault| !oracle.judge(Some(fault)).failed()).collect();
    println!("mutants: {} of {} killed", faults.len() - alive.len(), faults.len());
    assert!(faults.len() > 250, "only {} mutants: is the table still visited?", faults.len());
    assert!(alive.is_empty(), "mutants alive: {alive:#?}");
}
