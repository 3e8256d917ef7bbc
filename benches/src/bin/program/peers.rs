//! The other crate that replays.

use crate::huber::huber;
use ad_benches::field::Field;
use ad_benches::objectives::Problem;
use ad_benches::peers;

pub fn enter_gradient<'a, P: Problem>(field: &mut Field<'a>, f: &P, start: &[f64]) {
    let mut program = peers::echidna::record(f, start);
    field.enter("echidna", move |x| program.gradient(x));
}

pub fn enter_product<'a, P: Problem>(field: &mut Field<'a>, f: &P, start: &[f64], v: &'a [f64]) {
    let program = peers::echidna::record(f, start);
    field.enter("echidna", move |x| program.hvp(x, v).1);
}

/// The slope of Huber's function at `x`, recorded at `start`.
pub fn huber_slope(start: f64, x: f64) -> f64 {
    echidna::record(|x| huber(x[0]), &[start]).0.gradient(&[x])[0]
}

pub fn version() -> String {
    format!("echidna {}", peers::version("echidna"))
}
