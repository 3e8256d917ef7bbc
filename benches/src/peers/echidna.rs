//! `echidna`: a dual vector, a tape, and a recorded program that is replayed.

use super::{chunked_gradient, foreign_scalar};
use crate::objectives::Problem;
use ad_core::num_traits::Float;
use echidna::{BReverse, BytecodeTape, Reverse, Scalar as _};

const LANES: usize = 8;

/// The dual vector.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct DualVec(echidna::DualVec<f64, LANES>);
foreign_scalar!(DualVec(echidna::DualVec<f64, LANES>); constant echidna::DualVec::<f64, LANES>::from_f;
    exp Float::exp; tanh Float::tanh; ln Float::ln);

/// The handle of the tape.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Var(Reverse<f64>);
foreign_scalar!(Var(Reverse<f64>); constant Reverse::<f64>::from_f; exp Float::exp; tanh Float::tanh; ln Float::ln);

/// The handle of the recorded program.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Recorded(BReverse<f64>);
foreign_scalar!(Recorded(BReverse<f64>); constant BReverse::<f64>::from_f; exp Float::exp; tanh Float::tanh; ln Float::ln);

/// The gradient by forward mode, eight tangents an evaluation.
pub fn gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let seed = |x, lane: Option<usize>| {
        DualVec(match lane {
            Some(lane) => echidna::DualVec::with_tangent(x, lane),
            None => echidna::DualVec::constant(x),
        })
    };
    chunked_gradient::<_, LANES>(|x| f.eval(x), x, seed, |y, lane| y.0.eps[lane])
}

/// The gradient by the tape, recorded anew.
pub fn tape_gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    echidna::grad(|x| f.eval(&x.iter().map(|&x| Var(x)).collect::<Vec<_>>()).0, x)
}

/// The recorded program.
pub fn record<P: Problem>(f: &P, x: &[f64]) -> BytecodeTape<f64> {
    echidna::record(|x| f.eval(&x.iter().map(|&x| Recorded(x)).collect::<Vec<_>>()).0, x).0
}
