//! `hyperdual`: a dual vector, the value in slot 0.

use super::{chunked_gradient, foreign_scalar};
use crate::objectives::Problem;
use hyperdual::{Float, Hyperdual};

const LANES: usize = 8;

/// The dual vector.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct DualVec(Hyperdual<f64, 9>);
foreign_scalar!(DualVec(Hyperdual<f64, 9>); constant std::convert::identity; exp Float::exp; tanh Float::tanh; ln Float::ln);

/// The gradient, eight tangents an evaluation.
pub fn gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let seed = |x, lane: Option<usize>| {
        let mut dual = Hyperdual::from_real(x);
        if let Some(lane) = lane {
            dual[lane + 1] = 1.0;
        }
        DualVec(dual)
    };
    chunked_gradient::<_, LANES>(|x| f.eval(x), x, seed, |y, lane| y.0[lane + 1])
}
