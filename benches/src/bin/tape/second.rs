//! Products with the Hessian, and Hessians.

use crate::row;
use ad::Engine;
use ad_benches::data::{Random, points};
use ad_benches::field::Field;
use ad_benches::objectives::{Chained, Dense, Mlp, Ours, Problem};
use ad_benches::race::Effort;
use ad_reverse::{OnTape, Workspace};

/// The name of the contender that a product or a Hessian is measured by.
pub fn own_gradient(name: &str) -> String {
    format!("{name}, gradient")
}

/// All rows.
pub fn rows(effort: Effort) -> Vec<Vec<String>> {
    vec![
        products(effort, &Chained(1000)),
        products(effort, &Mlp::new(8, 32, if ad_benches::quick() { 32 } else { 256 })),
        hessian(effort, &Dense(20)),
    ]
}

/// `H v` over the gradient of the same engine.
fn products<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    eprintln!("H v, {} ...", f.name());
    let x = points(f.n());
    let v = &Random::new(6).vector(f.n(), -1.0, 1.0);
    let [one_shot, warm, returned, written] = crate::OURS;
    let mut field = Field::new(&x, |x| f.eval(x), |x| ad::forward::hess_vec(&Ours(f), x, v));

    field.pace(&own_gradient(one_shot), |x| _ = OnTape.gradient(&Ours(f), x));
    field.enter(one_shot, |x| OnTape.hess_vec(&Ours(f), x, v));
    let (mut workspace, mut gradient) = (Workspace::new(), vec![0.0; f.n()]);
    field.pace(&own_gradient(warm), move |x| _ = workspace.value_and_gradient(&Ours(f), x, &mut gradient));
    let mut workspace = Workspace::new();
    field.enter_into(warm, move |x, product| workspace.hess_vec(&Ours(f), x, v, product));
    field.pace(&own_gradient(returned), |x| _ = ad::gradient(&Ours(f), x));
    field.enter(returned, |x| ad::hess_vec(&Ours(f), x, v));
    let mut gradient = vec![0.0; f.n()];
    field.pace(&own_gradient(written), move |x| _ = ad::gradient_into(&Ours(f), x, &mut gradient));
    field.enter_into(written, |x, product| ad::hess_vec_into(&Ours(f), x, v, product));
    #[cfg(feature = "peers")]
    crate::peers::enter_products(&mut field, f, &x[0], v);

    let outcome = field.run(effort);
    row(&format!("H v / own gradient, {}", f.name()), "2", |name| {
        Some(format!("{:.2}", outcome.over(name, &own_gradient(name))?))
    })
}

/// The Hessian over the gradient by hand.
fn hessian<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    eprintln!("Hessian, {} ...", f.name());
    let x = points(f.n());
    let mut field = Field::new(&x, |x| f.eval(x), |x| ad::forward::hessian(&Ours(f), x).concat());
    let mut gradient = vec![0.0; f.n()];
    field.pace(&own_gradient("by hand"), move |x| _ = f.by_hand(x, &mut gradient));
    let [one_shot, _, returned, _] = crate::OURS;
    field.enter(one_shot, |x| OnTape.hessian(&Ours(f), x).concat());
    field.enter(returned, |x| ad::hessian(&Ours(f), x).concat());
    #[cfg(feature = "peers")]
    crate::peers::enter_hessians(&mut field, f, &x[0]);
    let outcome = field.run(effort);
    row(&format!("Hessian / gradient by hand, {}", f.name()), "20", |name| {
        Some(format!("{:.1}", outcome.over(name, &own_gradient("by hand"))?))
    })
}
