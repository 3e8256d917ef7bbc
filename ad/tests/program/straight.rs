//! Random functions as a list of steps, each on numbers that earlier ones left: branches, open choices,
//! conversions, sums, and numbers at which identities of the reals fail.

use ad::{Objective, Real, Residuals};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;

/// One step; operands are counted back from the last number.
#[derive(Clone, Debug)]
pub enum Step {
    /// Function number `f` of one argument.
    One(usize, usize),
    /// Function number `f` of two arguments.
    Two(usize, usize, usize),
    /// A strong product.
    Strong(usize, usize),
    /// Function number `f` of three arguments.
    Three(usize, [usize; 3]),
    /// Function number `f` of the numbers from `from` on, `n` at most.
    Many(usize, usize, usize),
    Constant(f64),
    Powi(usize, i32),
    Powf(usize, f64),
    /// An `if` by question number `f`.
    If(usize, usize, usize),
    /// A choice that stays open, by comparison number `f`.
    Select(usize, usize, usize),
    /// A number by way of an integer.
    Integer(usize),
}

const ONE: usize = 29;
const TWO: usize = 14;
const THREE: usize = 2;
const MANY: usize = 8;
const QUESTIONS: usize = 10;
const COMPARISONS: usize = 6;

/// A number that is not NaN: the sign of a NaN depends on the order of operands, and may be another one.
fn defined<F: Real>(x: F) -> F {
    F::select(x.undefined(), F::one(), x)
}

#[allow(clippy::eq_op, reason = "an identity of the reals fails here")]
fn one<F: Real>(f: usize, x: F) -> F {
    match f {
        0 => -x,
        1 => x.abs(),
        2 => x.floor(),
        3 => x.fract(),
        4 => x.signum(),
        5 => x.sqrt(),
        6 => x.exp(),
        7 => x.ln(),
        8 => x.sin(),
        9 => x.tanh(),
        10 => x.recip(),
        11 => x.sq(),
        12 => x.relu(),
        13 => x * x,
        14 => x + 0.0,
        15 => x * 0.0,
        16 => x * -1.0,
        17 => x - 0.0,
        18 => x / 2.0,
        19 => x + F::infinity(),
        20 => x * 1.0,
        21 => x.clamp(F::lit(-1.0), F::one()),
        22 => x.max(F::lit(0.5)),
        23 => x.round(),
        24 => x - x,
        25 => x / x,
        26 => x.detach(),
        27 => x.cbrt() + -0.0,
        _ => x.atan(),
    }
}

fn two<F: Real>(f: usize, x: F, y: F) -> F {
    match f {
        0 | 1 => x + y,
        2 => x - y,
        3 | 4 => x * y,
        5 => x / y,
        6 => x.max(y),
        7 => x.min(y),
        8 => x.hypot(y),
        9 => x.atan2(y),
        10 => x.copysign(defined(y)),
        11 => x % y,
        12 => x.abs_sub(y),
        _ => x.powf(y),
    }
}

fn question<F: Real>(f: usize, x: F, y: F) -> bool {
    match f {
        0 => x < y,
        1 => x <= y,
        2 => x > y,
        3 => x == y,
        4 => x.is_nan(),
        5 => x.is_finite(),
        6 => defined(x).is_sign_negative(),
        7 => x > F::one(),
        8 => F::zero() >= y,
        _ => x.floor() == F::zero(),
    }
}

fn open<F: Real>(f: usize, x: F, y: F) -> F::Truth {
    match f {
        0 => x.above(y),
        1 => x.at_least(y),
        2 => !x.undefined() & y.above(F::zero()),
        3 => defined(x).same_sign(F::lit(-1.0)) | y.undefined(),
        4 => F::one().above(x),
        _ => !(x.above(y) | y.at_least(F::one())) & defined(x).same_sign(defined(y)),
    }
}

/// A list of steps in `n` variables, whose last numbers are the outputs.
#[derive(Clone, Debug)]
pub struct Straight {
    steps: Vec<Step>,
    /// The answers to the questions of the last evaluation.
    answers: RefCell<Vec<u64>>,
}

impl Straight {
    fn run<F: Real>(&self, x: &[F]) -> Vec<F> {
        self.answers.borrow_mut().clear();
        let answer = |bits: u64| self.answers.borrow_mut().push(bits);
        let mut numbers = x.to_vec();
        for step in &self.steps {
            let back = |k: usize| numbers[numbers.len() - 1 - k % numbers.len()];
            let next = match *step {
                Step::One(f, a) => one(f, back(a)),
                Step::Two(f, a, b) => two(f, back(a), back(b)),
                Step::Three(f, [a, b, c]) => match f {
                    0 => back(a).mul_add(back(b), back(c)),
                    _ => back(a).clamp(back(b), back(c)),
                },
                // of a strong zero no sign is promised
                Step::Strong(a, b) => back(a).chain(back(b)) + 0.0,
                Step::Many(f, from, n) => {
                    let list: Vec<F> = (0..n).map(|k| back(from + k)).collect();
                    let other: Vec<F> = (0..n).map(|k| back(from + 2 * k)).collect();
                    match f {
                        0 => F::sum_of(&list),
                        1 => F::dot(&list, &other),
                        2 => F::affine(&list, &other, back(from)),
                        3 => F::norm2(&list),
                        4 => F::log_sum_exp(&list),
                        5 => F::sum_of_squares(&list),
                        6 => list.iter().sum(),
                        _ => list.into_iter().product(),
                    }
                }
                Step::Constant(c) => F::lit(c),
                Step::Powi(a, n) => back(a).powi(n),
                Step::Powf(a, c) => back(a).powf(F::lit(c)),
                Step::If(f, a, b) => {
                    let (a, b) = (back(a), back(b));
                    let truth = question(f, a, b);
                    answer(truth.into());
                    if truth { a.sin() } else { b * 0.5 }
                }
                Step::Select(f, a, b) => F::select(open(f, back(a), back(b)), back(b), back(a) * 0.25),
                Step::Integer(a) => {
                    let integer = back(a).to_i64();
                    let cut = back(a).to_f64_unseen();
                    answer(if cut.is_nan() { 1 } else { (cut.trunc() + 0.0).to_bits() });
                    F::lit(integer.map_or(-7.0, |i| i as f64))
                }
            };
            numbers.push(next);
        }
        numbers
    }

    /// The answers to the questions of the last evaluation.
    pub fn answers(&self) -> Vec<u64> {
        self.answers.borrow().clone()
    }
}

/// The value without leaving a guard: by the text of a plain number, nothing for one that is recorded.
trait Unseen {
    fn to_f64_unseen(self) -> f64;
}
impl<F: Real> Unseen for F {
    fn to_f64_unseen(self) -> f64 {
        format!("{self:?}").trim_start_matches("Plain(").trim_end_matches(')').parse().unwrap_or(0.0)
    }
}

impl Objective for Straight {
    fn value<F: Real>(&self, x: &[F]) -> F {
        *self.run(x).last().expect("a variable at least")
    }
}

/// The last three numbers.
impl Residuals for Straight {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        let numbers = self.run(x);
        out.iter_mut().zip(numbers.iter().rev()).for_each(|(out, &y)| *out = y);
    }
}

fn step(questions: bool) -> BoxedStrategy<Step> {
    let at = 0usize..12;
    let constants = prop_oneof![Just(0.0), Just(-0.0), Just(1.0), Just(-1.0), Just(f64::INFINITY), -2.0..2.0];
    let plain = prop_oneof![
        8 => (0..ONE, at.clone()).prop_map(|(f, a)| Step::One(f, a)),
        8 => (0..TWO, at.clone(), at.clone()).prop_map(|(f, a, b)| Step::Two(f, a, b)),
        2 => (0..THREE, [at.clone(), at.clone(), at.clone()]).prop_map(|(f, x)| Step::Three(f, x)),
        2 => (0..MANY, at.clone(), 0usize..12).prop_map(|(f, from, n)| Step::Many(f, from, n)),
        1 => constants.prop_map(Step::Constant),
        1 => (at.clone(), -3..5).prop_map(|(a, n)| Step::Powi(a, n)),
        1 => (at.clone(), prop_oneof![Just(0.5), Just(2.0), Just(3.0), -2.0..3.0]).prop_map(|(a, c)| Step::Powf(a, c)),
        2 => (0..COMPARISONS, at.clone(), at.clone()).prop_map(|(f, a, b)| Step::Select(f, a, b)),
    ];
    if !questions {
        return plain.boxed();
    }
    prop_oneof![
        12 => plain,
        1 => (0..QUESTIONS, at.clone(), at.clone()).prop_map(|(f, a, b)| Step::If(f, a, b)),
        1 => at.prop_map(Step::Integer),
    ]
    .boxed()
}

/// Up to forty such steps, and strong products.
pub fn with_strong_products(questions: bool) -> impl Strategy<Value = Straight> {
    let strong = (0usize..12, 0usize..12).prop_map(|(a, b)| Step::Strong(a, b));
    of(prop_oneof![20 => step(questions), 1 => strong].boxed())
}

/// Up to forty steps, with or without branches and conversions.
pub fn straight(questions: bool) -> impl Strategy<Value = Straight> {
    of(step(questions))
}

fn of(step: BoxedStrategy<Step>) -> impl Strategy<Value = Straight> {
    prop::collection::vec(step, 3..40).prop_map(|steps| Straight { steps, answers: RefCell::default() })
}

/// Coordinates, some of them strange.
pub fn point(n: usize) -> impl Strategy<Value = Vec<f64>> + Clone {
    let strange =
        prop::sample::select(vec![0.0, -0.0, 1.0, -1.0, 2.0, f64::INFINITY, f64::NAN, 1e300, -1e-300, 5e-324]);
    prop::collection::vec(prop_oneof![5 => -3.0..3.0, 1 => strange], n)
}

/// Tries the property on so many cases of the strategy; the random numbers are always the same.
pub fn for_all<S: Strategy>(factor: u32, cases: S, property: impl Fn(S::Value)) {
    let default = ProptestConfig::default();
    let config = ProptestConfig { failure_persistence: None, cases: factor * default.cases, ..default };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let outcome = TestRunner::new_with_rng(config, rng).run(&cases, |case| {
        property(case);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
