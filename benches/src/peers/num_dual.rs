//! `num-dual`: a dual vector whose tangents may be absent.

use super::{chunked_gradient, foreign_scalar};
use crate::objectives::Problem;
use nalgebra::{Const, U1};
use num_dual::{Derivative, DualNum, DualSVec64};

const LANES: usize = 8;

/// The dual vector.
#[derive(Clone, Copy)]
pub struct DualVec(DualSVec64<LANES>);
foreign_scalar!(DualVec(DualSVec64<LANES>); constant std::convert::identity;
    tanh |x: DualSVec64<LANES>| DualNum::tanh(&x); ln |x: DualSVec64<LANES>| DualNum::ln(&x));

/// The gradient, eight tangents an evaluation.
pub fn gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let seed = |x, lane: Option<usize>| {
        DualVec(match lane {
            Some(lane) => DualSVec64::new(x, Derivative::derivative_generic(Const::<LANES>, U1, lane)),
            None => DualSVec64::from_re(x),
        })
    };
    chunked_gradient::<_, LANES>(|x| f.eval(x), x, seed, |y, lane| y.0.eps.0.map_or(0.0, |eps| eps[lane]))
}
