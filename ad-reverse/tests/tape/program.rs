//! Random programs in which handles are used again and again, and from long ago.

use ad_core::rules::{Linear, VectorRule};
use ad_core::{Number, Real};

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// An index below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    /// A number between -2 and 2.
    pub fn number(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 51) as f64 - 2.0
    }
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
    /// One of `n` handles: often one of the last, else any.
    fn handle(&mut self, n: usize) -> usize {
        if self.below(2) == 0 { n - 1 - self.below(n.min(3)) } else { self.below(n) }
    }
}

/// One line of a program; operands are numbers of earlier lines.
#[derive(Clone, Debug)]
pub enum Step {
    Variable(f64),
    Unary(usize, usize),
    Binary(usize, usize, usize),
    /// An operation with a constant on the right, or on the left.
    Constant(usize, usize, f64),
    MulAdd(usize, usize, usize),
    /// Of many terms, with and without factors.
    Sum(Vec<usize>),
    Dot(Vec<usize>),
    /// A sum of many terms in one call, of two lists of one length.
    Many(usize, Vec<usize>, Vec<usize>),
    /// Both components of a vector rule of two operands, multiplied or one alone.
    Rule(usize, usize, usize),
}

/// How many kinds of [`Step::Unary`] and so on there are.
const UNARY: usize = 12;
const BINARY: usize = 8;
const CONSTANT: usize = 10;
const MANY: usize = 6;

/// A list of lines, and which of them are asked for derivatives.
#[derive(Clone, Debug)]
pub struct Program {
    pub steps: Vec<Step>,
    pub outputs: Vec<usize>,
}

impl Program {
    pub fn random(seed: u64) -> Self {
        let mut r = Random(seed);
        let mut steps: Vec<_> = (0..1 + r.below(4)).map(|_| Step::Variable(r.number())).collect();
        for _ in 0..10 + r.below(110) {
            let n = steps.len();
            let many = |r: &mut Random| (0..3 + r.below(8)).map(|_| r.handle(n)).collect();
            let step = match r.below(26) {
                0..6 => Step::Unary(r.below(UNARY), r.handle(n)),
                6..15 => Step::Binary(r.below(BINARY), r.handle(n), r.handle(n)),
                15..19 => Step::Constant(r.below(CONSTANT), r.handle(n), r.number()),
                19 => Step::MulAdd(r.handle(n), r.handle(n), r.handle(n)),
                20 => Step::Sum(many(&mut r)),
                21 => Step::Dot(many(&mut r)),
                22 => Step::Rule(r.below(4), r.handle(n), r.handle(n)),
                23 | 24 => {
                    let a = (0..r.below(9)).map(|_| r.handle(n)).collect::<Vec<_>>();
                    let b = a.iter().map(|_| r.handle(n)).collect();
                    Step::Many(r.below(MANY), a, b)
                }
                _ => Step::Variable(r.number()),
            };
            steps.push(step);
        }
        let n = steps.len();
        let outputs = vec![n - 1, n - 2, r.below(n), r.below(n), n - 1];
        Program { steps, outputs }
    }

    /// The values of all lines, and the variables.
    pub fn run<F: Real>(&self, mut variable: impl FnMut(f64) -> F) -> (Vec<F>, Vec<F>) {
        let (mut v, mut variables): (Vec<F>, Vec<F>) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let y = match *step {
                Step::Variable(x) => {
                    variables.push(variable(x));
                    variables[variables.len() - 1]
                }
                Step::Unary(f, a) => unary(f, v[a]),
                Step::Binary(f, a, b) => binary(f, v[a], v[b]),
                Step::Constant(f, a, c) => with_constant(f, v[a], c),
                Step::MulAdd(a, b, c) => v[a].mul_add(v[b], v[c]),
                Step::Sum(ref terms) => terms.iter().map(|&k| v[k]).sum(),
                Step::Dot(ref terms) => terms.iter().enumerate().map(|(i, &k)| v[k] * (i as f64 - 2.5)).sum(),
                Step::Many(f, ref a, ref b) => {
                    let of = |list: &[usize]| list.iter().map(|&k| v[k]).collect::<Vec<_>>();
                    many(f, &of(a), &of(b), v[0])
                }
                Step::Rule(which, a, b) => {
                    let y = Swirl.at(&[v[a], v[b]]);
                    if which < 2 { y[which] } else { y[0] * y[1] }
                }
            };
            v.push(tame(y));
        }
        (v, variables)
    }
}

/// Values stay below 4; which way is taken depends on the value, so every engine takes the same.
#[inline(never)]
fn tame<F: Real>(x: F) -> F {
    if x.abs() <= F::lit(4.0) { x } else { x.sin() * 2.0 }
}

#[inline(never)]
fn unary<F: Real>(f: usize, x: F) -> F {
    match f {
        0 => -x,
        1 => x.sq(),
        2 => (x * 0.5).exp(),
        3 => x.sin(),
        4 => x.abs(),
        5 => x.relu(),
        6 => (x.sq() + 0.5).sqrt(),
        7 => (x.sq() + 0.5).ln(),
        8 => (x.abs() + 0.5).recip(),
        9 => x.powi(3),
        10 => x.detach() * x,
        _ => x.floor() + x,
    }
}

#[inline(never)]
fn binary<F: Real>(f: usize, a: F, b: F) -> F {
    match f {
        0 => a + b,
        1 => a - b,
        2 => a * b,
        3 => a / (b.sq() + 0.5),
        4 => a.max(b),
        5 => a.min(b),
        6 => a.hypot(b + 5.0),
        _ => a - b * b + a * 0.5,
    }
}

#[inline(never)]
fn with_constant<F: Real>(f: usize, x: F, c: f64) -> F {
    match f {
        0 => x + c,
        1 => x - c,
        2 => x * c,
        3 => x / (c + 3.0),
        4 => F::lit(c) + x,
        5 => F::lit(c) - x,
        6 => F::lit(c) * x,
        7 => F::lit(c) / (x.sq() + 0.5),
        8 => x.max(F::lit(c)),
        _ => F::lit(c).min(x),
    }
}

/// The sums of many terms.
#[inline(never)]
pub fn many<F: Real>(f: usize, a: &[F], b: &[F], c: F) -> F {
    match f {
        0 => F::sum_of(a),
        1 => F::dot(a, b),
        2 => F::affine(a, b, c),
        3 => F::sum_of_squares(a),
        4 => F::log_sum_exp(a).max(F::lit(-9.0)),
        _ => (F::sum_of_squares(a) + 0.1).sqrt() + F::dot(a, a),
    }
}

/// `(a, b) -> (a b, sin a)`.
#[derive(Clone, Debug)]
pub struct Swirl;
impl VectorRule for Swirl {
    fn name(&self) -> &'static str {
        "swirl"
    }
    fn inputs(&self) -> usize {
        2
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&[x[0] * x[1], x[0].sin()]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
        Linear::rows(vec![vec![x[1], x[0]], vec![x[0].cos(), T::zero()]])
    }
}
