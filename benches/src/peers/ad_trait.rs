//! `ad_trait`: reverse mode on a graph of the thread.

use super::foreign_scalar;
use crate::objectives::Problem;
use ad_trait::reverse_ad::adr::adr;
use ad_trait::{AD, F64};

/// The handle.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Handle(adr);
foreign_scalar!(Handle(adr); constant F64; exp exp; tanh tanh; ln ln);

// in generic code, where the methods of `AD`'s supertraits need no import
fn exp<T: AD>(x: T) -> T {
    x.exp()
}
fn tanh<T: AD>(x: T) -> T {
    x.tanh()
}
fn ln<T: AD>(x: T) -> T {
    x.ln()
}

/// The gradient; the first variable empties the graph.
pub fn gradient<P: Problem>(f: &P, x: &[f64]) -> Vec<f64> {
    let handles: Vec<_> = x.iter().enumerate().map(|(i, &x)| Handle(adr::new_variable(x, i == 0))).collect();
    let adjoints = f.eval(&handles).0.get_backwards_mode_grad();
    handles.iter().map(|x| adjoints.wrt(&x.0)).collect()
}
