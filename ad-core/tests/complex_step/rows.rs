//! Every row of the table: its slopes against the complex step, or a refusal that names it.

use ad_core::rules::{Op, Row, Rule, Section, Visitor, partials, table};
use ad_core::{ComplexStep, Number};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is not analytic.
pub const REFUSED: [&str; 14] = [
    "rem", "abs", "signum", "floor", "ceil", "round", "trunc", "fract", "max", "min", "abs_sub", "copysign", "clamp",
    "relu",
];

/// Higher members of the families inside rules, which a first derivative never reaches.
fn is_refused(op: Op, name: &str) -> bool {
    let member = match op {
        Op::LogisticN { n } | Op::SincN { n } | Op::Polygamma { n } | Op::BesselJ0N { n } | Op::BesselJ1N { n } => {
            n > 1
        }
        Op::Sech2 { n } | Op::RecipHypot1 { n } => n > 0,
        Op::PowPartial { i, j } => i + j > 1,
        _ => false,
    };
    member || REFUSED.contains(&name)
}

/// Both slopes have errors; the larger ones stand beside roots, where a formula cancels.
const SLOPE: f64 = 24.0 * f64::EPSILON;
const SLOPE_IN_SECTION_FLOAT: f64 = 4.0 * f64::EPSILON;
const VALUE: f64 = 4.0 * f64::EPSILON;

fn relative(got: f64, exact: f64) -> f64 {
    if got == exact { 0.0 } else { (got - exact).abs() / exact.abs() }
}

fn stepped<const N: usize>(x: [f64; N], k: usize, h: f64) -> [ComplexStep; N] {
    std::array::from_fn(|i| ComplexStep::new(x[i], if i == k { h } else { 0.0 }))
}

/// Whether `f` has at `x` the value and the slopes of `rule`, for every short step.
fn check<R: Rule<N>, const N: usize>(
    rule: R,
    x: [f64; N],
    f: impl Fn([ComplexStep; N]) -> ComplexStep,
) -> Result<f64, String> {
    let y = rule.value(x);
    let mut worst = 0f64;
    for (k, slope) in partials(rule, x, y).into_iter().enumerate() {
        for h in [1e-9, -1e-20, 1e-100, 1e-200, 1e-300] {
            if slope != 0.0 && (slope * h).abs() < 1e-305 {
                continue; // h f' is no normal number
            }
            let w = f(stepped(x, k, h));
            let (of_value, of_slope) = (relative(w.re(), y), relative(w.im() / h, slope));
            if !(of_value <= VALUE && of_slope <= SLOPE) {
                let op = rule.op();
                return Err(format!("{op:?} at {x:?}, argument {k}, step {h:e}: {w:?}, not {y} and {slope}"));
            }
            worst = worst.max(of_slope);
        }
    }
    Ok(worst)
}

/// The errors of slope `k` of `f` at `x` for steps of 1e-2 and 1e-3.
fn truncation<R: Rule<N>, const N: usize>(
    rule: R,
    x: [f64; N],
    k: usize,
    f: impl Fn([ComplexStep; N]) -> ComplexStep,
) -> [f64; 2] {
    let slope = partials(rule, x, rule.value(x))[k];
    [1e-2, 1e-3].map(|h| (f(stepped(x, k, h)).im() / h - slope).abs() / slope.abs().max(f64::MIN_POSITIVE))
}

/// Whether the error of a long step falls as h²; `None` where it is no more than rounding.
fn falls_as_square([long, short]: [f64; 2]) -> Option<bool> {
    (long > 1e-9).then(|| (90.0..110.0).contains(&(long / short)))
}

#[derive(Default)]
struct Rows {
    worst: Vec<(f64, String)>,
    refused: usize,
}
impl Visitor for Rows {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let op = rule.op();
        if is_refused(op, row.name) {
            let call = || ComplexStep::apply(rule, stepped(row.points[0], 0, 1e-200));
            let refusal = catch_unwind(AssertUnwindSafe(call)).expect_err("a row on the list of the refused");
            let text = refusal.downcast_ref::<String>().expect("a text");
            assert!(text.contains(&format!("`{}` has no complex-step formula", row.name)), "{text}");
            assert!(text.contains("use a dual number"), "{text}");
            self.refused += 1;
            return;
        }
        for &x in row.points {
            match check(rule, x, |z| ComplexStep::apply(rule, z)) {
                Ok(error) if row.section == Section::Float && error > SLOPE_IN_SECTION_FLOAT => {
                    panic!("{op:?} at {x:?}: {} ulps", error / f64::EPSILON)
                }
                Ok(error) => self.worst.push((error, format!("{op:?} at {x:?}"))),
                Err(text) => panic!("{text}"),
            }
        }
    }
}

#[test]
fn every_row_has_the_slopes_of_the_table_or_is_refused() {
    let mut rows = Rows::default();
    table::visit(&mut rows);
    rows.worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{} points, {} rows refused; the worst:", rows.worst.len(), rows.refused);
    rows.worst.iter().take(8).for_each(|(error, text)| println!("{:6.1} ulps  {text}", error / f64::EPSILON));
    assert!(rows.worst.len() > 150 && rows.refused >= REFUSED.len());
}

/// Rows of one argument whose slope is a linear function: a long step is exact.
fn is_quadratic(op: Op) -> bool {
    match op {
        Op::Neg {} | Op::ToDegrees {} | Op::ToRadians {} | Op::Square {} | Op::OneMinusSquare {} => true,
        Op::Powi { n } => (0..3).contains(&n),
        Op::Monomial { n, .. } => (0..3).contains(&n),
        Op::ConstPower { c, k, .. } => c == k,
        _ => false,
    }
}

#[derive(Default)]
struct Truncation {
    judged: usize,
    unjudged: Vec<Op>,
}
impl Visitor for Truncation {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let op = rule.op();
        if is_refused(op, row.name) {
            return;
        }
        let mut judged = 0;
        for (&x, k) in row.points.iter().flat_map(|x| (0..N).map(move |k| (x, k))) {
            let errors = truncation(rule, x, k, |z| ComplexStep::apply(rule, z));
            match falls_as_square(errors) {
                Some(falls) => assert!(falls, "{op:?} at {x:?}, argument {k}: errors {errors:?} do not fall as h²"),
                None => assert!(errors[0] <= 1e-9 && errors[1] <= 1e-11, "{op:?} at {x:?}: {errors:?}"),
            }
            if is_quadratic(op) {
                assert!(errors.iter().all(|&e| e <= 4.0 * f64::EPSILON), "{op:?} at {x:?}: {errors:?}");
            }
            judged += usize::from(falls_as_square(errors).is_some());
        }
        self.judged += judged;
        if judged == 0 && N == 1 && !is_quadratic(op) {
            self.unjudged.push(op);
        }
    }
}

#[test]
fn the_error_of_a_long_step_falls_as_its_square() {
    let mut truncation = Truncation::default();
    table::visit(&mut truncation);
    println!("{} slopes", truncation.judged);
    assert!(truncation.unjudged.is_empty(), "no error to judge: {:?}", truncation.unjudged);
    assert!(truncation.judged > 150, "only {} slopes", truncation.judged);
}

/// The slopes of the rules, read at complex numbers: what a dual number over them does.
struct SlopesAtComplex(usize);
impl Visitor for SlopesAtComplex {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        if is_refused(rule.op(), row.name) || row.section == Section::Auxiliary {
            return;
        }
        let slopes = |x| partials(rule, x, rule.value(x));
        for (&x, k) in row.points.iter().flat_map(|x| (0..N).map(move |k| (x, k))) {
            let z = stepped(x, k, 1e-20);
            let second = partials(rule, z, ComplexStep::apply(rule, z));
            let d = 1e-6 * x[k].abs();
            let beside = |d: f64| slopes(std::array::from_fn(|i| if i == k { x[i] + d } else { x[i] }));
            let (above, here, below) = (beside(d), slopes(x), beside(-d));
            for i in 0..N {
                let (got, difference) = (second[i].im() / 1e-20, (above[i] - below[i]) / (2.0 * d));
                let noise = 1e-9 * here[i].abs() / x[k].abs();
                let op = rule.op();
                assert!(relative(second[i].re(), here[i]) <= SLOPE, "{op:?} at {x:?}: slope {i}");
                assert!(
                    (got - difference).abs() <= 1e-7 * difference.abs() + noise,
                    "{op:?} at {x:?}: {got}, not {difference}"
                );
                self.0 += 1;
            }
        }
    }
}

#[test]
fn slopes_can_be_read_at_complex_numbers() {
    let mut slopes = SlopesAtComplex(0);
    table::visit(&mut slopes);
    println!("{} second derivatives", slopes.0);
    assert!(slopes.0 > 150, "only {} second derivatives", slopes.0);
}

/// Formulas that are wrong in the ways that formulas are.
#[test]
fn wrong_formulas_are_flagged() {
    use table::{Cos, Exp, Ln1p, Mul, Tanh};
    let i = |h| ComplexStep::new(0.0, h);
    // sound ones pass
    assert!(check(Exp {}, [0.3], |[z]| z.exp()).is_ok());
    assert_eq!(falls_as_square(truncation(Exp {}, [0.3], 0, |[z]| z.exp())), Some(true));
    // a sign, a factor, a value
    assert!(check(Cos {}, [0.3], |[z]| z.cos() - i(2.0) * z.im() * z.re().sin() * -1.0).is_err());
    assert!(check(Exp {}, [0.3], |[z]| z.exp() + i(1e-13 * z.im())).is_err());
    assert!(check(Exp {}, [0.3], |[z]| z.exp() + 1e-14).is_err());
    // the other argument's slope
    assert!(check(Mul {}, [0.3, -2.0], |[a, b]| a * b.re() + i(b.im() * b.re())).is_err());
    // an imaginary part lost beside 1, a derivative by cancellation
    assert!(check(Ln1p {}, [0.3], |[z]| (ComplexStep::new(1.0 + z.re(), (1.0 + z.im()) - 1.0)).ln()).is_err());
    let cancelling = |[z]: [ComplexStep; 1]| ComplexStep::new(z.re().tanh(), z.im() * (1.0 - z.re().tanh().powi(2)));
    assert!(check(Tanh {}, [-12.0], cancelling).is_err());
    assert!(check(Tanh {}, [-12.0], |[z]| z.tanh()).is_ok());
    // a first-order shortcut has the slope, but no error to fall
    let shortcut = |[z]: [ComplexStep; 1]| ComplexStep::new(z.re().exp(), z.im() * z.re().exp());
    assert!(check(Exp {}, [0.3], shortcut).is_ok());
    assert_eq!(falls_as_square(truncation(Exp {}, [0.3], 0, shortcut)), None);
    let linear = |[z]: [ComplexStep; 1]| z.exp() + i(1e-3 * z.im() * z.im().abs());
    assert_eq!(falls_as_square(truncation(Exp {}, [0.3], 0, linear)), Some(false));
}
