//! The adopted values and derivatives at singular points, ties and infinities, exactly.
//!
//! Exactly means: NaN for NaN, the same infinity, `==` for what is written out, zeros of the
//! sign written where the file says `-0.0`. An expected number of 16 digits or more is a
//! rounded irrational; there 2 ulps are allowed.

use crate::data::{self, is_built, values};
use crate::engines::{self, Answer, Quantity, unit};
use crate::expression::Tree;
use crate::report::{Report, What};
use crate::ulp;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
    strong_zero: Vec<StrongZero>,
}

/// A function with its value and derivatives: `f, f', ..` of one argument, else the gradient.
#[derive(Deserialize)]
struct Case {
    #[serde(rename = "fn")]
    name: String,
    x: Vec<data::Number>,
    d: Vec<String>,
}

/// An expression in which an exact zero meets an infinite slope.
#[derive(Deserialize)]
struct StrongZero {
    text: String,
    x: Vec<data::Number>,
    grad: Vec<String>,
}

/// Values and derivatives by hand, of what neither this file nor the others reach.
const BY_HAND: [(&str, &[f64], &[&str]); 9] = [
    ("relu", &[3.0], &["3", "1", "0"]),
    ("relu", &[-2.0], &["0", "0", "0"]),
    ("abs_sub", &[3.0, 1.0], &["2", "1", "-1"]),
    ("abs_sub", &[1.0, 3.0], &["0", "0", "0"]),
    ("clamp", &[0.5, 0.0, 1.0], &["0.5", "1", "0", "0"]),
    ("clamp", &[-2.0, 0.0, 1.0], &["0", "0", "1", "0"]),
    ("clamp", &[7.0, 0.0, 1.0], &["1", "0", "0", "1"]),
    ("xlogx", &[2.0], &["1.386294361119890619", "1.693147180559945309", "0.5"]),
    ("xlogy", &[3.0, 2.0], &["2.079441541679835928", "0.693147180559945309", "1.5"]),
];

/// One point and the numbers wanted there.
pub struct Convention {
    name: String,
    pub f: Tree,
    pub x: Vec<f64>,
    value: Option<String>,
    derivatives: Vec<String>,
}

/// A value and the derivatives that belong to it: `f', f'', ..` or the gradient.
pub type Found = (Option<f64>, Vec<f64>);

impl Convention {
    fn new(name: String, x: Vec<f64>, value: Option<String>, derivatives: Vec<String>) -> Self {
        Convention { f: Tree::call(&name, x.len()), name, x, value, derivatives }
    }

    /// Compares what `engine` found, as far as both go.
    pub fn compare(&self, report: &mut Report, engine: &'static str, (value, derivatives): &Found) {
        let values = value.iter().zip(&self.value).map(|(&got, text)| ("f", got, text));
        let slopes = derivatives.iter().zip(&self.derivatives).map(|(&got, text)| ("d", got, text));
        for (quantity, got, text) in values.chain(slopes).filter(|(_, _, text)| *text != "any") {
            let want = text.parse().unwrap_or_else(|_| panic!("{text:?} is no number: restore conventions.json"));
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let other_zero = text == "-0.0" && got.to_bits() == 0;
            let error = if other_zero { f64::INFINITY } else { ulp::error(got, want) };
            let what = What { function: &self.name, engine, quantity, at: &self.x };
            report.compare(&what, (got, want), error, if digits >= 16 { 2.0 } else { 0.0 });
        }
    }

    /// What engine after engine finds here.
    fn answers(&self) -> Vec<(&'static str, Found)> {
        match self.x[..] {
            [x] => engines::lines().into_iter().map(|(engine, run)| (engine, of_line(&run(&self.f, x)))).collect(),
            _ => {
                let v = unit(self.x.len(), 0);
                engines::points().into_iter().map(|(e, run)| (e, of_point(run(&self.f, &self.x, &v)))).collect()
            }
        }
    }
}

/// The value and the derivatives of a function of one argument.
pub fn of_line(line: &[f64]) -> Found {
    (Some(line[0]), line[1..].to_vec())
}

/// The value and the gradient of a function of several.
pub fn of_point(answer: Answer) -> Found {
    let mut found = (None, Vec::new());
    for (quantity, numbers) in answer {
        match quantity {
            Quantity::Value => found.0 = Some(numbers[0]),
            Quantity::Gradient => found.1 = numbers,
            _ => {}
        }
    }
    found
}

/// Everything in the file that can be built, and what stands above.
pub fn conventions() -> Vec<Convention> {
    let file: File = data::read("conventions.json");
    assert!(!file.cases.is_empty() && !file.strong_zero.is_empty(), "conventions.json is empty: restore it");
    let cases = file.cases.into_iter().map(|c| {
        let mut d = c.d.into_iter();
        Convention::new(c.name, values(&c.x), d.next(), d.collect())
    });
    let zeros = file.strong_zero.into_iter().map(|c| Convention::new(c.text, values(&c.x), None, c.grad));
    let ours = BY_HAND.into_iter().map(|(name, x, d)| {
        let text: Vec<String> = d.iter().map(|&d| d.to_owned()).collect();
        Convention::new(name.to_owned(), x.to_vec(), Some(text[0].clone()), text[1..].to_vec())
    });
    cases.chain(zeros).chain(ours).filter(|c| is_built(&c.name, &c.f, c.x.len())).collect()
}

#[test]
fn hold_in_every_engine() {
    let mut report = Report::default();
    let all = conventions();
    for case in &all {
        for (engine, found) in case.answers() {
            report.case(engine);
            case.compare(&mut report, engine, &found);
        }
    }
    let counts = [
        ("f64", 98),
        ("Plain", 98),
        ("Dual", 129),
        ("Dual^4", 198),
        ("DualVec", 129),
        ("HyperDual", 258),
        ("Taylor", 305),
        ("Graph", 236),
        ("Graph of Dual", 186),
        ("Tape", 236),
        ("Tape of Dual", 186),
        ("Graph forward", 129),
        ("Dual of Node", 293),
        ("Dual of Var", 293),
        ("Program", 293),
        ("forward", 107),
        ("Dual^3", 107),
    ];
    report.finish("conventions", None, &counts);
    let file: File = data::read("conventions.json");
    assert_eq!((file.cases.len(), file.strong_zero.len(), all.len()), (92, 5, 92 + 5 + BY_HAND.len()));
    println!("conventions: 92 cases and 5 strong zeros of the file, {} by hand", BY_HAND.len());
}

#[test]
fn every_engine_has_the_same_slopes_bit_for_bit() {
    // NaN is NaN and zero is zero: a sum that begins with 0 has no negative zero.
    let bits = |d: &f64| if d.is_nan() { None } else { Some((d + 0.0).to_bits()) };
    for case in conventions() {
        let n = case.x.len();
        let slopes = case.answers().into_iter().filter(|(_, (_, d))| d.len() >= n);
        let slopes: Vec<_> = slopes.map(|(e, (_, d))| (e, d[..n].iter().map(bits).collect::<Vec<_>>())).collect();
        assert!(slopes.len() >= 6, "{} is differentiated by {} engines only", case.name, slopes.len());
        for (engine, found) in &slopes[1..] {
            let (first, expected) = &slopes[0];
            assert_eq!(found, expected, "{} at {:?}: {engine} against {first}", case.name, case.x);
        }
    }
}
