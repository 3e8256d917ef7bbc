//! `reverse`: a tape of f64, cleared from one gradient to the next.

use super::foreign_scalar;
use crate::objectives::Problem;
use reverse::{Gradient, Tape, Var};

/// The handle.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Handle<'t>(Var<'t>);
foreign_scalar!(Handle<'t>(Var<'t>); constant std::convert::identity;
    exp |x: Var<'t>| x.exp(); tanh |x: Var<'t>| x.tanh(); ln |x: Var<'t>| x.ln());

/// The gradient on a tape that is kept.
pub fn gradient<P: Problem>(tape: &Tape, f: &P, x: &[f64]) -> Vec<f64> {
    tape.clear();
    let x = tape.add_vars(x);
    let handles: Vec<_> = x.iter().map(|&x| Handle(x)).collect();
    f.eval(&handles).0.grad().wrt(&x)
}
