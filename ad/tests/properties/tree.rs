//! Random expressions, evaluated at any number.
//!
//! An argument outside the domain of a function is squashed into it by `mid + half sin(u)`;
//! which happens depends on the primal value only, so every engine takes the same way.

use ad::{Objective, Real, Residuals};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

macro_rules! unary {
    ($($V:ident $f:ident in $low:literal, $high:literal;)*) => {
        /// The functions of one argument.
        #[derive(Clone, Copy, Debug)]
        pub enum Unary { $($V),* }
        const UNARY: &[Unary] = &[$(Unary::$V),*];
        impl Unary {
            fn apply<F: Real>(self, u: F) -> F {
                match self { $(Unary::$V => out_of_line(u, |u| into_domain(u, $low, $high).$f())),* }
            }
        }
    };
}
unary! {
    // those of the complex step first
    Neg neg in -30.0, 30.0; Recip recip in 0.25, 4.0; Sq sq in -30.0, 30.0; Sqrt sqrt in 0.1, 9.0;
    Exp exp in -3.0, 3.0; Ln ln in 0.1, 9.0; Sin sin in -30.0, 30.0; Cos cos in -30.0, 30.0;
    Tan tan in -1.3, 1.3; Sinh sinh in -3.0, 3.0; Cosh cosh in -3.0, 3.0; Tanh tanh in -5.0, 5.0;
    Exp2 exp2 in -3.0, 3.0; ExpM1 exp_m1 in -3.0, 3.0; Log2 log2 in 0.1, 9.0; Log10 log10 in 0.1, 9.0;
    Ln1p ln_1p in -0.8, 9.0; Cbrt cbrt in 0.1, 9.0; Asin asin in -0.9, 0.9; Acos acos in -0.9, 0.9;
    Atan atan in -30.0, 30.0; Asinh asinh in -30.0, 30.0; Acosh acosh in 1.2, 9.0; Atanh atanh in -0.9, 0.9;
    ToDegrees to_degrees in -3.0, 3.0; ToRadians to_radians in -30.0, 30.0;
    Logistic logistic in -9.0, 9.0; Softplus softplus in -9.0, 9.0;
    // and those that are not analytic
    Abs abs in -30.0, 30.0; Signum signum in -30.0, 30.0; Floor floor in -30.0, 30.0; Ceil ceil in -30.0, 30.0;
    Round round in -30.0, 30.0; Trunc trunc in -30.0, 30.0; Fract fract in -30.0, 30.0;
    Relu relu in -30.0, 30.0;
}
const ANALYTIC: usize = 28;

/// The functions of two arguments.
#[derive(Clone, Copy, Debug)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Powf,
    Max,
    Min,
    AbsSub,
    Hypot,
    Atan2,
    Copysign,
    Log,
}
use Binary::*;
const BINARY: &[Binary] = &[Add, Sub, Mul, Div, Powf, Hypot, Atan2, Log, Max, Min, AbsSub, Copysign];
const ANALYTIC_BINARY: usize = 8;

impl Binary {
    fn apply<F: Real>(self, a: F, b: F) -> F {
        let x = (a, b);
        match self {
            Add => out_of_line(x, |(a, b)| a + b),
            Sub => out_of_line(x, |(a, b)| a - b),
            Mul => out_of_line(x, |(a, b)| a * b),
            Div => out_of_line(x, |(a, b)| a / off_zero(b)),
            Powf => out_of_line(x, |(a, b)| into_domain(a, 0.2, 4.0).powf(into_domain(b, -3.0, 3.0))),
            Max => out_of_line(x, |(a, b)| a.max(b)),
            Min => out_of_line(x, |(a, b)| a.min(b)),
            AbsSub => out_of_line(x, |(a, b)| a.abs_sub(b)),
            Hypot => out_of_line(x, |(a, b)| off_zero(a).hypot(b)),
            Atan2 => out_of_line(x, |(a, b)| b.atan2(off_zero(a))),
            Copysign => out_of_line(x, |(a, b)| a.copysign(b)),
            Log => out_of_line(x, |(a, b)| into_domain(a, 0.1, 9.0).log(into_domain(b, 1.5, 4.0))),
        }
    }
}

/// `f(x)` as a function of its own: all of them in one body compile for minutes.
#[inline(never)]
fn out_of_line<X, Y>(x: X, f: impl FnOnce(X) -> Y) -> Y {
    f(x)
}

#[inline(never)]
fn into_domain<F: Real>(u: F, low: f64, high: f64) -> F {
    if u >= F::lit(low) && u <= F::lit(high) { u } else { u.sin() * (0.5 * (high - low)) + 0.5 * (high + low) }
}

#[inline(never)]
fn off_zero<F: Real>(u: F) -> F {
    if u > F::lit(-0.25) && u < F::lit(0.25) { u + 1.0 } else { u }
}

/// An expression in some variables.
#[derive(Clone, Debug)]
pub enum Tree {
    Variable(usize),
    Constant(f64),
    Unary(Unary, Box<Tree>),
    Binary(Binary, Box<Tree>, Box<Tree>),
    MulAdd(Box<Tree>, Box<Tree>, Box<Tree>),
    Powi(Box<Tree>, i32),
    Powf(Box<Tree>, f64),
}

impl Objective for Tree {
    fn value<F: Real>(&self, x: &[F]) -> F {
        match self {
            Tree::Variable(k) => x[*k],
            Tree::Constant(c) => F::lit(*c),
            Tree::Unary(f, u) => f.apply(u.value(x)),
            Tree::Binary(f, a, b) => f.apply(a.value(x), b.value(x)),
            Tree::MulAdd(a, b, c) => a.value(x).mul_add(b.value(x), c.value(x)),
            Tree::Powi(u, n) => into_domain(u.value(x), 0.3, 3.0).powi(*n),
            Tree::Powf(u, c) => into_domain(u.value(x), 0.2, 4.0).powf(F::lit(*c)),
        }
    }
}

/// Several expressions in the same variables.
#[derive(Clone, Debug)]
pub struct Trees(pub Vec<Tree>);
impl Residuals for Trees {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out.iter_mut().zip(&self.0).for_each(|(out, tree)| *out = tree.value(x));
    }
}

fn grow(n: usize, unary: &'static [Unary], binary: &'static [Binary]) -> BoxedStrategy<Tree> {
    let leaf = prop_oneof![4 => (0..n).prop_map(Tree::Variable), 1 => (-2.0..2.0).prop_map(Tree::Constant)];
    leaf.prop_recursive(6, 200, 3, move |inner| {
        let inner = inner.prop_map(Box::new).boxed();
        prop_oneof![
            6 => (prop::sample::select(binary), inner.clone(), inner.clone()).prop_map(|(f, a, b)| Tree::Binary(f, a, b)),
            4 => (prop::sample::select(unary), inner.clone()).prop_map(|(f, u)| Tree::Unary(f, u)),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| Tree::MulAdd(a, b, c)),
            1 => (inner.clone(), -3..5).prop_map(|(u, n)| Tree::Powi(u, n)),
            1 => (inner, -2.0..3.0).prop_map(|(u, c)| Tree::Powf(u, c)),
        ]
    })
    .boxed()
}

/// Trees of depth up to 6 in `n` variables.
pub fn tree(n: usize) -> BoxedStrategy<Tree> {
    grow(n, UNARY, BINARY)
}

/// Trees of functions that the complex step offers.
pub fn analytic_tree(n: usize) -> BoxedStrategy<Tree> {
    grow(n, &UNARY[..ANALYTIC], &BINARY[..ANALYTIC_BINARY])
}

/// `n` coordinates.
pub fn point(n: usize) -> impl Strategy<Value = Vec<f64>> + Clone {
    prop::collection::vec(-2.0..2.0, n)
}

/// Something in 1 to 5 variables.
pub fn in_some_variables<S: Strategy + 'static>(of: fn(usize) -> S) -> impl Strategy<Value = S::Value> {
    (1usize..6).prop_flat_map(of)
}

/// Tries the property on every case of the strategy; the random numbers are always the same.
pub fn for_all<S: Strategy>(cases: S, property: impl Fn(S::Value)) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let outcome = TestRunner::new_with_rng(config, rng).run(&cases, |case| {
        property(case);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
