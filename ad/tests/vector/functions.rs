//! The functions that the tests use, as rules and written out.

use ad::rules::Linear;
use ad::{Number, Objective, Real, VectorRule};
use std::cell::Cell;
use std::rc::Rc;

/// In which form a rule gives its derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Jvp,
    Vjp,
    Both,
    Rows,
}
pub const FORMS: [Form; 4] = [Form::Jvp, Form::Vjp, Form::Both, Form::Rows];

/// `(a, b, c) -> (a b, b e^c)`: three inputs and two outputs, so that no transposition passes.
#[derive(Clone, Copy, Debug)]
pub struct Pair(pub Form);

impl VectorRule for Pair {
    fn name(&self) -> &'static str {
        "pair"
    }
    fn inputs(&self) -> usize {
        3
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&[x[0] * x[1], x[1] * x[2].exp()]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        let (a, b, e) = (x[0], x[1], x[2].exp());
        let jvp = move |v: &[T], out: &mut [T]| {
            out[0] = b * v[0] + a * v[1];
            out[1] = e * v[1] + y[1] * v[2];
        };
        let vjp = move |w: &[T], out: &mut [T]| {
            out.copy_from_slice(&[b * w[0], a * w[0] + e * w[1], y[1] * w[1]]);
        };
        match self.0 {
            Form::Jvp => Linear::jvp(jvp),
            Form::Vjp => Linear::vjp(vjp),
            Form::Both => Linear::both(jvp, vjp),
            Form::Rows => Linear::rows(vec![vec![b, a, T::zero()], vec![T::zero(), e, y[1]]]),
        }
    }
}

/// The same, written out.
pub fn pair<F: Real>(x: &[F]) -> Vec<F> {
    vec![x[0] * x[1], x[1] * x[2].exp()]
}

/// `x` with `A x = b` for a 2 x 2 matrix, from `(a11, a12, a21, a22, b1, b2)`. Its derivative is
/// `A^-1 (db - dA x)`, the rule itself at other right-hand sides: it is closed under differentiation.
#[derive(Clone, Copy, Debug)]
pub struct Solve;

impl VectorRule for Solve {
    fn name(&self) -> &'static str {
        "solve"
    }
    fn inputs(&self) -> usize {
        6
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&cramer(x));
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        Linear::both(
            move |v, out| {
                let change = [v[4] - (v[0] * y[0] + v[1] * y[1]), v[5] - (v[2] * y[0] + v[3] * y[1])];
                out.copy_from_slice(&self.at(&[x[0], x[1], x[2], x[3], change[0], change[1]]));
            },
            move |w, out| {
                let z = self.at(&[x[0], x[2], x[1], x[3], w[0], w[1]]);
                out.copy_from_slice(&[-z[0] * y[0], -z[0] * y[1], -z[1] * y[0], -z[1] * y[1], z[0], z[1]]);
            },
        )
    }
}

/// The same by Cramer's rule.
pub fn cramer<F: Real>(x: &[F]) -> Vec<F> {
    let det = x[0] * x[3] - x[1] * x[2];
    vec![(x[4] * x[3] - x[1] * x[5]) / det, (x[0] * x[5] - x[4] * x[2]) / det]
}

/// `x -> (x0², x1²)`, which counts how often it is evaluated, linearized and multiplied.
#[derive(Clone, Debug, Default)]
pub struct Counted(Rc<Cell<[usize; 3]>>);

impl Counted {
    fn count(&self, what: usize) {
        let mut counts = self.0.get();
        counts[what] += 1;
        self.0.set(counts);
    }
    /// `[values, derivatives, products]` since the last call.
    pub fn counts(&self) -> [usize; 3] {
        self.0.take()
    }
}

impl VectorRule for Counted {
    fn name(&self) -> &'static str {
        "squares"
    }
    fn inputs(&self) -> usize {
        2
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        self.count(0);
        y.copy_from_slice(&[x[0] * x[0], x[1] * x[1]]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
        self.count(1);
        let product = move |v: &[T], out: &mut [T]| {
            self.count(2);
            (0..2).for_each(|i| out[i] = x[i].scale(2.0) * v[i]);
        };
        Linear::both(product, product)
    }
}

/// An objective `sin y0 + y0 y1²` of `y = inner(x / 2)`, with scalar operations on both sides.
#[derive(Clone, Debug)]
pub struct Around<R>(pub R);

impl<R: Inner> Objective for Around<R> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let halves: Vec<F> = x.iter().map(|&x| x * 0.5).collect();
        let y = self.0.inner(&halves);
        y[0].sin() + y[0] * y[1].sq()
    }
}

/// A function as a rule, or written out.
pub trait Inner {
    fn inner<F: Real>(&self, x: &[F]) -> Vec<F>;
}
impl<R: VectorRule> Inner for R {
    fn inner<F: Real>(&self, x: &[F]) -> Vec<F> {
        self.at(x)
    }
}

/// [`pair`] and [`cramer`], written out.
pub struct Written(pub &'static str);
impl Inner for Written {
    fn inner<F: Real>(&self, x: &[F]) -> Vec<F> {
        match self.0 {
            "pair" => pair(x),
            "solve" => cramer(x),
            name => panic!("{name} is not written out"),
        }
    }
}
