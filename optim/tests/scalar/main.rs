//! Roots and minima in one variable.

mod bisection;
mod bracket;
mod brent;
mod minimum;
mod newton;
mod parabolas;
mod secant;
mod sections;

use std::cell::RefCell;

type Function = fn(f64) -> f64;

/// A function that remembers where it was evaluated.
struct Recorded<F> {
    f: F,
    at: RefCell<Vec<f64>>,
}

impl<F: Fn(f64) -> f64> Recorded<F> {
    fn new(f: F) -> Self {
        Recorded { f, at: RefCell::default() }
    }
    fn value(&self, x: f64) -> f64 {
        self.at.borrow_mut().push(x);
        (self.f)(x)
    }
    fn count(&self) -> usize {
        self.at.borrow().len()
    }
}
