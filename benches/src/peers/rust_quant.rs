//! `RustQuant_autodiff`: a graph of f64, cleared from one gradient to the next.

use super::foreign_scalar;
use crate::objectives::Problem;
use RustQuant_autodiff::{Accumulate, Gradient, Graph, Variable};

/// The handle.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Handle<'t>(Variable<'t>);
foreign_scalar!(Handle<'t>(Variable<'t>); constant std::convert::identity;
    exp |x: Variable<'t>| x.exp(); tanh |x: Variable<'t>| x.tanh(); ln |x: Variable<'t>| x.ln());

/// The gradient on a graph that is kept.
pub fn gradient<P: Problem>(graph: &Graph, f: &P, x: &[f64]) -> Vec<f64> {
    graph.clear();
    let x = graph.vars(x);
    let handles: Vec<_> = x.iter().map(|&x| Handle(x)).collect();
    let adjoints: Vec<f64> = f.eval(&handles).0.accumulate();
    adjoints.wrt(&x)
}
