//! `num-dual`: a dual vector whose tangents may be absent.

use super::{chunked_gradient, foreign_scalar};
use crate::objectives::Problem;
use nalgebra::{Const, SVector, U1};
use num_dual::{Derivative, Dual2SVec64, DualNum, DualSVec64};

const LANES: usize = 8;

/// The dual vector.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct DualVec(DualSVec64<LANES>);
foreign_scalar!(DualVec(DualSVec64<LANES>); constant std::convert::identity;
    exp |x: DualSVec64<LANES>| DualNum::exp(&x); tanh |x: DualSVec64<LANES>| DualNum::tanh(&x); ln |x: DualSVec64<LANES>| DualNum::ln(&x));

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

/// The number of second order in twenty variables.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Second(Dual2SVec64<20>);
foreign_scalar!(Second(Dual2SVec64<20>); constant std::convert::identity;
    exp |x: Dual2SVec64<20>| DualNum::exp(&x); tanh |x: Dual2SVec64<20>| DualNum::tanh(&x);
    ln |x: Dual2SVec64<20>| DualNum::ln(&x));

/// The Hessian in twenty variables, in one evaluation.
///
/// # Panics
/// If there are not twenty.
pub fn hessian<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let x = SVector::<f64, 20>::from_column_slice(x);
    let f = |x: SVector<Dual2SVec64<20>, 20>| f.eval(&x.as_slice().iter().map(|&x| Second(x)).collect::<Vec<_>>()).0;
    num_dual::hessian(f, &x).2.as_slice().to_vec()
}
