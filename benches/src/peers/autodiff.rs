//! `autodiff`: a dual number with one tangent.

use super::{chunked_gradient, foreign_scalar};
use crate::objectives::Problem;
use autodiff::{FT, Float};

/// The dual number.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Dual(FT<f64>);
foreign_scalar!(Dual(FT<f64>); constant std::convert::identity; exp Float::exp; tanh Float::tanh; ln Float::ln);

/// The gradient, one tangent an evaluation.
pub fn gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let seed = |x, lane: Option<usize>| Dual(if lane.is_some() { FT::var(x) } else { FT::cst(x) });
    chunked_gradient::<_, 1>(|x| f.eval(x), x, seed, |y, _| y.0.dx)
}
