//! A gradient and a product with the Hessian by replay, beside those of the tape.

use crate::ratio;
use crate::replay::{enter_gradient, enter_product};
use ad::Objective;
use ad_benches::data::{Random, points};
use ad_benches::field::Field;
use ad_benches::objectives::{Chained, Gmm, Mlp, Ours, Problem, Rosenbrock, WithCalls};
use ad_benches::race::Effort;
use ad_program::Program;
use ad_reverse::Workspace;

pub const HEAD: &[&str] = &[
    "function",
    "operations",
    "reach",
    "value",
    "gradient",
    "tape",
    "echidna, replay",
    "by hand",
    "H v",
    "H v, tape",
    "H v, echidna",
];

/// All rows.
pub fn rows(effort: Effort) -> Vec<Vec<String>> {
    let quick = ad_benches::quick();
    let network = &Mlp::new(8, 32, if quick { 8 } else { 256 });
    let mixture = &Gmm::new(10, 25, if quick { 10 } else { 100 });
    vec![
        row(effort, &Rosenbrock(2), "", true),
        row(effort, &Rosenbrock(1000), "22", true),
        row(effort, &Chained(1000), "22", true),
        row(effort, &Rosenbrock(100_000), "22", true),
        row(effort, &Chained(100_000), "22", true),
        race(effort, network, &Ours(network), network.name(), "", false),
        race(effort, network, &WithCalls(network), "the same, with calls".into(), "", false),
        race(effort, mixture, &Ours(mixture), mixture.name(), "", false),
        race(effort, mixture, &WithCalls(mixture), "the same, with calls".into(), "", false),
    ]
}

fn row<P: Problem>(effort: Effort, f: &P, reach: &str, with_peers: bool) -> Vec<String> {
    race(effort, f, &Ours(f), f.name(), reach, with_peers)
}

/// The plain function is always `f`; the engines evaluate `ours`.
fn race<P: Problem, O: Objective>(
    effort: Effort,
    f: &P,
    ours: &O,
    name: String,
    reach: &str,
    #[cfg_attr(not(feature = "peers"), expect(unused_variables, reason = "nobody else replays"))] with_peers: bool,
) -> Vec<String> {
    eprintln!("{name} ...");
    let x = &points(f.n());
    let program = &Program::record(ours, &x[0]).expect("not too large");
    if x.iter().any(|x| program.evaluate(x).is_err()) {
        let mut row = vec![name, program.operations().to_string(), reach.into(), "branch".into()];
        row.resize(HEAD.len(), "-".into());
        return row;
    }
    let gradient = &program.gradient().expect("not too large");
    let mut field = Field::of_gradient(x, |x| f.eval(x), |x, g| _ = f.by_hand(x, g));
    let (mut memory, mut value) = (program.memory(), [0.0]);
    field.pace("value", move |x| program.evaluate_into(x, &mut memory, &mut value).expect("one branch"));
    enter_gradient(&mut field, "gradient", gradient);
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, g| _ = workspace.value_and_gradient(ours, x, g));
    #[cfg(feature = "peers")]
    if with_peers {
        crate::peers::enter_gradient(&mut field, f, &x[0]);
    }
    let first = field.run(effort);

    let v = &Random::new(6).vector(f.n(), -1.0, 1.0);
    let product = &program.hess_vec().expect("not too large");
    let mut field = Field::new(x, |x| f.eval(x), |x| ad::hess_vec(ours, x, v));
    enter_product(&mut field, "product", product, v);
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, hv| workspace.hess_vec(ours, x, v, hv));
    #[cfg(feature = "peers")]
    if with_peers {
        crate::peers::enter_product(&mut field, f, &x[0], v);
    }
    let second = field.run(effort);

    let over = |name| ratio(first.over(name, "plain function"));
    let product_over = |name| ratio(second.over(name, "plain function"));
    vec![
        name,
        program.operations().to_string(),
        reach.into(),
        over("value"),
        over("gradient"),
        over("tape"),
        over("echidna"),
        over("by hand"),
        product_over("product"),
        product_over("tape"),
        product_over("echidna"),
    ]
}
