//! The other crates.

use crate::second::own_gradient;
use ad_benches::field::Field;
use ad_benches::objectives::Problem;
use ad_benches::peers::{ad_trait, echidna, num_dual, reverse, rust_quant, version};

/// What the columns are called.
pub const NAMES: &[&str] = &["echidna", "echidna, replay", "reverse", "RustQuant", "ad_trait", "num-dual"];

/// Forward mode takes part up to here: beyond, a gradient takes more than two hundred evaluations.
const FORWARD_UP_TO: usize = 1500;

/// Gradients; those that keep a tape or a program keep it.
pub fn enter_gradients<'a, P: Problem>(field: &mut Field<'a>, f: &'a P, start: &[f64]) {
    let &[adept, replay, reversed, quant, traits, lanes] = NAMES else { unreachable!("six names") };
    field.enter(adept, |x| echidna::tape_gradient(f, x));
    let mut program = echidna::record(f, start);
    field.enter(replay, move |x| program.gradient(x));
    let tape = ::reverse::Tape::new();
    field.enter(reversed, move |x| reverse::gradient(&tape, f, x));
    let graph = RustQuant_autodiff::Graph::new();
    field.enter(quant, move |x| rust_quant::gradient(&graph, f, x));
    field.enter(traits, |x| ad_trait::gradient(f, x));
    if f.n() <= FORWARD_UP_TO {
        field.enter(lanes, |x| num_dual::gradient(f, x));
    }
}

/// Products with the Hessian; `reverse` and `RustQuant_autodiff` have gradients only.
pub fn enter_products<'a, P: Problem>(field: &mut Field<'a>, f: &'a P, start: &[f64], v: &'a [f64]) {
    let mut program = echidna::record(f, start);
    field.pace(&own_gradient(NAMES[1]), move |x| _ = program.gradient(x));
    let program = echidna::record(f, start);
    field.enter(NAMES[1], move |x| program.hvp(x, v).1);
}

/// Hessians.
pub fn enter_hessians<'a, P: Problem>(field: &mut Field<'a>, f: &'a P, start: &[f64]) {
    let program = echidna::record(f, start);
    field.enter(NAMES[1], move |x| program.hessian_vec::<8>(x).2.concat());
    field.enter(NAMES[5], |x| num_dual::hessian(f, x));
}

/// Which peers these are.
pub fn versions() -> String {
    let peers = ["echidna", "reverse", "RustQuant_autodiff", "ad_trait", "num-dual"];
    peers.map(|peer| format!("{peer} {}", version(peer))).join(", ")
}
