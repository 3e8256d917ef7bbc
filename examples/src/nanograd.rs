//! Reverse mode in a hundred lines, in the manner of nanograd and micrograd.
//!
//! Every operation writes one record: its operands `u` and the local partials `∂v/∂u`, known as
//! soon as the value is. The chain rule is then one loop over the records, last to first,
//!
//! ```text
//! ū += ∂v/∂u · v̄     with ȳ = 1 for the output y.
//! ```
//!
//! Operands come before results, so the order of creation is a topological order: a node's adjoint
//! is complete when the loop arrives at it. Nothing is sorted, nothing recurses.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The records, in the order in which they were computed.
#[derive(Debug, Default)]
pub struct Tape {
    records: RefCell<Vec<Vec<Edge>>>,
    grads: RefCell<Vec<f64>>,
}

/// An operand, by its place on the tape, and the local partial by it.
type Edge = (usize, f64);

/// A value on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Var<'t> {
    /// The value.
    pub v: f64,
    index: usize,
    tape: &'t Tape,
}

impl Tape {
    /// A new variable.
    pub fn var(&self, v: f64) -> Var<'_> {
        self.record(v, vec![])
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.records.borrow().len()
    }

    fn record(&self, v: f64, edges: Vec<Edge>) -> Var<'_> {
        let mut records = self.records.borrow_mut();
        records.push(edges);
        Var { v, index: records.len() - 1, tape: self }
    }
}

impl<'t> Var<'t> {
    /// Fills in the adjoint of every node; a second call gives the same ones.
    pub fn backward(self) {
        let records = self.tape.records.borrow();
        let mut grads = vec![0.0; records.len()];
        grads[self.index] = 1.0;
        for i in (0..=self.index).rev() {
            for &(operand, partial) in &records[i] {
                grads[operand] += partial * grads[i];
            }
        }
        self.tape.grads.replace(grads);
    }

    /// The adjoint after the last [`backward`](Var::backward); 0 before any.
    pub fn grad(self) -> f64 {
        self.tape.grads.borrow().get(self.index).copied().unwrap_or(0.0)
    }

    /// `self^n`.
    pub fn powi(self, n: i32) -> Var<'t> {
        self.unary(self.v.powi(n), f64::from(n) * self.v.powi(n - 1))
    }

    fn unary(self, v: f64, partial: f64) -> Var<'t> {
        self.tape.record(v, vec![(self.index, partial)])
    }
}

/// Functions: name, argument, value, local partial.
macro_rules! functions {
    ($($f:ident |$x:ident| $y:ident = $value:expr, $partial:expr;)*) => { impl<'t> Var<'t> { $(
        #[doc = concat!("`", stringify!($y), " = ", stringify!($value), "`")]
        pub fn $f(self) -> Var<'t> {
            let $x = self.v;
            let $y = $value;
            self.unary($y, $partial)
        }
    )* } };
}

functions! {
    exp  |x| y = x.exp(),                         y;
    ln   |x| y = x.ln(),                          1.0 / x;
    sin  |x| y = x.sin(),                         x.cos();
    cos  |x| y = x.cos(),                         -x.sin();
    tanh |x| y = x.tanh(),                        1.0 - y * y;
    relu |x| y = if x > 0.0 { x } else { 0.0 },   if x > 0.0 { 1.0 } else { 0.0 };
}

/// Operators: name, operands, value, the two local partials; plain numbers on either side.
macro_rules! operators {
    ($($Op:ident $op:ident |$a:ident, $b:ident| $value:expr, [$by_a:expr, $by_b:expr];)*) => { $(
        impl<'t> $Op for Var<'t> {
            type Output = Var<'t>;
            fn $op(self, other: Var<'t>) -> Var<'t> {
                let ($a, $b) = (self.v, other.v);
                self.tape.record($value, vec![(self.index, $by_a), (other.index, $by_b)])
            }
        }
        impl<'t> $Op<f64> for Var<'t> {
            type Output = Var<'t>;
            fn $op(self, other: f64) -> Var<'t> {
                self.$op(self.tape.var(other))
            }
        }
        impl<'t> $Op<Var<'t>> for f64 {
            type Output = Var<'t>;
            fn $op(self, other: Var<'t>) -> Var<'t> {
                other.tape.var(self).$op(other)
            }
        }
    )* };
}

operators! {
    Add add |a, b| a + b, [1.0, 1.0];
    Sub sub |a, b| a - b, [1.0, -1.0];
    Mul mul |a, b| a * b, [b, a];
    Div div |a, b| a / b, [1.0 / b, -(a / b) / b];
}

impl<'t> Neg for Var<'t> {
    type Output = Var<'t>;
    fn neg(self) -> Var<'t> {
        self.unary(-self.v, -1.0)
    }
}

impl fmt::Display for Var<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Var(v={:.4}, grad={:.4})", self.v, self.grad())
    }
}
