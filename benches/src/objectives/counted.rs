//! How many operations an objective takes.

use super::{Problem, Scalar};
use std::cell::Cell;
use std::ops::{Add, Mul, Sub};

thread_local! {
    static OPERATIONS: Cell<usize> = const { Cell::new(0) };
}

/// A number that counts what is done with it: each sum, product and function is one operation.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Counted(f64);

impl Counted {
    fn new(value: f64) -> Self {
        OPERATIONS.set(OPERATIONS.get() + 1);
        Counted(value)
    }
}

macro_rules! operator {
    ($Op:ident $op:ident) => {
        impl $Op for Counted {
            type Output = Self;
            fn $op(self, other: Self) -> Self {
                Counted::new(self.0.$op(other.0))
            }
        }
        impl $Op<f64> for Counted {
            type Output = Self;
            fn $op(self, other: f64) -> Self {
                Counted::new(self.0.$op(other))
            }
        }
    };
}
operator!(Add add);
operator!(Sub sub);
operator!(Mul mul);

impl Scalar for Counted {
    fn exp(self) -> Self {
        Counted::new(self.0.exp())
    }
    fn tanh(self) -> Self {
        Counted::new(self.0.tanh())
    }
    fn ln(self) -> Self {
        Counted::new(self.0.ln())
    }
}

/// The number of operations of `f` at `x`.
pub fn operations<P: Problem>(f: &P, x: &[f64]) -> usize {
    let x: Vec<_> = x.iter().map(|&x| Counted(x)).collect();
    OPERATIONS.set(0);
    f.eval(&x);
    OPERATIONS.get()
}
