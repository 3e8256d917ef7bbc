//! All the ways to differentiate a function, as lists of numbers that must come out the same.

use crate::replay::{line_of_program, point_of_program};
use ad::forward::{self, second_directional};
use ad::{Dual, DualVec, Engine, Graph, HyperDual, Number, Objective, OnGraph, OnTape, Plain, Real, Residuals, Taylor};

/// A number that carries the derivatives of a function of one variable `t`.
pub trait Series: Real {
    /// `x + v t`.
    fn line(x: f64, v: f64) -> Self;
    /// `f(0), f'(0), ..` as far as the number goes.
    fn derivatives(self) -> Vec<f64>;
}
impl Series for f64 {
    fn line(x: f64, _: f64) -> Self {
        x
    }
    fn derivatives(self) -> Vec<f64> {
        vec![self]
    }
}
impl Series for Plain<f64> {
    fn line(x: f64, _: f64) -> Self {
        Plain(x)
    }
    fn derivatives(self) -> Vec<f64> {
        vec![self.0]
    }
}
impl<T: Series<Base = f64>> Series for Dual<T> {
    fn line(x: f64, v: f64) -> Self {
        Dual::new(T::line(x, v), T::lift(v))
    }
    fn derivatives(self) -> Vec<f64> {
        [vec![self.primal()], self.eps.derivatives()].concat()
    }
}
impl Series for DualVec<f64, 1> {
    fn line(x: f64, v: f64) -> Self {
        DualVec::new(x, [v])
    }
    fn derivatives(self) -> Vec<f64> {
        vec![self.re, self.eps[0]]
    }
}
impl Series for HyperDual<f64> {
    fn line(x: f64, v: f64) -> Self {
        HyperDual::new(x, v, v, 0.0)
    }
    fn derivatives(self) -> Vec<f64> {
        assert_eq!(self.e1.to_bits(), self.e2.to_bits(), "two equal tangents must stay equal");
        vec![self.re, self.e1, self.e12]
    }
}
impl<const N: usize> Series for Taylor<f64, N> {
    fn line(x: f64, v: f64) -> Self {
        let mut c = [0.0; N];
        (c[0], c[1]) = (x, v);
        Taylor::new(c)
    }
    fn derivatives(self) -> Vec<f64> {
        Taylor::derivatives(&self).to_vec()
    }
}

/// `f(x), f'(x), ..` of a function of one argument, as far as the engine goes.
pub type Line<O> = fn(&O, f64) -> Vec<f64>;

/// The engines for functions of one argument.
pub fn lines<O: Objective>() -> [(&'static str, Line<O>); 15] {
    [
        ("f64", line::<f64, O>),
        ("Plain", line::<Plain<f64>, O>),
        ("Dual", line::<Dual<f64>, O>),
        ("Dual^4", line::<Dual<Dual<Dual<Dual<f64>>>>, O>),
        ("DualVec", line::<DualVec<f64, 1>, O>),
        ("HyperDual", line::<HyperDual<f64>, O>),
        ("Taylor", line::<Taylor<f64, 5>, O>),
        ("Graph", line_back::<OnGraph, f64, O>),
        ("Graph of Dual", line_back::<OnGraph, Dual<f64>, O>),
        ("Tape", line_back::<OnTape, f64, O>),
        ("Tape of Dual", line_back::<OnTape, Dual<f64>, O>),
        ("Graph forward", |f, x| {
            let g = Graph::new();
            let x = g.variable(x);
            let y = f.value(&[x]);
            vec![y.value(), x.forward().of(y)]
        }),
        ("Dual of Node", line_of_duals::<OnGraph, O>),
        ("Dual of Var", line_of_duals::<OnTape, O>),
        ("Program", line_of_program::<O>),
    ]
}

/// One evaluation at a number that carries derivatives.
fn line<T: Series, O: Objective>(f: &O, x: f64) -> Vec<f64> {
    f.value(&[T::line(x, 1.0)]).derivatives()
}

/// One reverse sweep over such a number: one order more.
pub fn line_back<E: Engine + Default, T: Series<Base = f64>, O: Objective>(f: &O, x: f64) -> Vec<f64> {
    let (value, gradient) = E::default().gradient(f, &[T::line(x, 1.0)]);
    [vec![value.primal()], gradient[0].derivatives()].concat()
}

/// A function and its derivative along a direction, by dual numbers of the number that is given.
struct Along<'a, O>(&'a O, &'a [f64]);
impl<O: Objective> Residuals for Along<'_, O> {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        let x: Vec<_> = x.iter().zip(self.1).map(|(&x, &v)| Dual::new(x, F::lit(v))).collect();
        let y = self.0.value(&x);
        out.copy_from_slice(&[y.re, y.eps]);
    }
}

/// Reverse over forward: the gradients of the value and of the derivative along a direction.
fn back_from_duals<E: Engine + Default, O: Objective>(f: &O, x: &[f64], v: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    E::default().jacobian_by_rows(&Along(f, v), x)
}

fn line_of_duals<E: Engine + Default, O: Objective>(f: &O, x: f64) -> Vec<f64> {
    let (y, rows) = back_from_duals::<E, O>(f, &[x], &[1.0]);
    vec![y[0], y[1], rows[1][0]]
}

/// What can be asked of a function of several arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    Value,
    Gradient,
    /// Row by row.
    Hessian,
    /// `H v`.
    HessVec,
    /// The third derivative along `v`.
    Third,
}

impl Quantity {
    pub fn name(self) -> &'static str {
        match self {
            Quantity::Value => "f",
            Quantity::Gradient => "grad",
            Quantity::Hessian => "H",
            Quantity::HessVec => "Hv",
            Quantity::Third => "d3",
        }
    }
}

/// What an engine answers.
pub type Answer = Vec<(Quantity, Vec<f64>)>;
/// `f` at `x`, with a direction `v`.
pub type Point<O> = fn(&O, &[f64], &[f64]) -> Answer;

/// The engines for functions of several arguments.
pub fn points<O: Objective>() -> [(&'static str, Point<O>); 11] {
    use Quantity::{Gradient, HessVec, Hessian, Value};
    [
        ("f64", |f, x, _| vec![(Value, vec![f.value(x)])]),
        ("Plain", |f, x, _| vec![(Value, vec![f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0])]),
        ("forward", by_forward::<O>),
        ("HyperDual", |f, x, v| {
            let n = x.len();
            let partials = |i| f.value(&(0..n).map(|k| HyperDual::line(x[k], unit(n, i)[k])).collect::<Vec<_>>());
            let second = |i, v: &[f64]| second_directional(f, x, &unit(n, i), v);
            vec![
                (Gradient, (0..n).map(|i| partials(i).e1).collect()),
                (Hessian, (0..n * n).map(|ij| second(ij / n, &unit(n, ij % n))).collect()),
                (HessVec, (0..n).map(|i| second(i, v)).collect()),
            ]
        }),
        ("Taylor", by_lines::<Taylor<f64, 4>, O>),
        ("Dual^3", by_lines::<Dual<Dual<Dual<f64>>>, O>),
        ("Graph", by_engine::<OnGraph, O>),
        ("Tape", by_engine::<OnTape, O>),
        ("Dual of Node", point_of_duals::<OnGraph, O>),
        ("Dual of Var", point_of_duals::<OnTape, O>),
        ("Program", point_of_program::<O>),
    ]
}

fn point_of_duals<E: Engine + Default, O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Answer {
    let (y, mut rows) = back_from_duals::<E, O>(f, x, v);
    let mut row = || rows.remove(0);
    vec![(Quantity::Value, vec![y[0]]), (Quantity::Gradient, row()), (Quantity::HessVec, row())]
}

/// The verbs of forward mode.
fn by_forward<O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Answer {
    let (value, gradient) = forward::gradient(f, x);
    answer(value, gradient, forward::hessian(f, x), forward::hess_vec(f, x, v))
}

/// The verbs of reverse mode, and forward over reverse.
pub fn by_engine<E: Engine + Default, O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Answer {
    let engine = E::default();
    let (value, gradient) = engine.gradient(f, x);
    answer(value, gradient, engine.hessian(f, x), engine.hess_vec(f, x, v))
}

pub fn answer(value: f64, gradient: Vec<f64>, hessian: Vec<Vec<f64>>, hess_vec: Vec<f64>) -> Answer {
    vec![
        (Quantity::Value, vec![value]),
        (Quantity::Gradient, gradient),
        (Quantity::Hessian, hessian.concat()),
        (Quantity::HessVec, hess_vec),
    ]
}

/// One line along each axis, and one along `v`.
fn by_lines<T: Series, O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Answer {
    let along = |v: &[f64]| f.value(&x.iter().zip(v).map(|(&x, &v)| T::line(x, v)).collect::<Vec<_>>()).derivatives();
    let d = along(v);
    let gradient = (0..x.len()).map(|i| along(&unit(x.len(), i))[1]).collect();
    vec![(Quantity::Value, vec![d[0]]), (Quantity::Gradient, gradient), (Quantity::Third, vec![d[3]])]
}

/// The unit vector `i` of length `n`.
pub fn unit(n: usize, i: usize) -> Vec<f64> {
    (0..n).map(|k| f64::indicator(k == i)).collect()
}
