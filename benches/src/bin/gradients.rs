//! Gradients and products with the Hessian: our engines over the plain function and over the
//! gradient coded by hand; with `--features peers` other crates beside them.

use ad::{DualVec, Engine, OnGraph};
use ad_benches::data::Random;
use ad_benches::data::points;
use ad_benches::field::Field;
use ad_benches::objectives::{Dense, Mlp, Ours, Problem, Rosenbrock};
use ad_benches::race::Effort;
use ad_reverse::OnTape;

fn gradients<P: Problem>(effort: Effort, f: &P) {
    let x = points(f.n());
    let mut field = Field::of_gradient(&x, |x| f.eval(x), |x, gradient| _ = f.by_hand(x, gradient));
    field.enter("ad::gradient", |x| ad::gradient(&Ours(f), x).1);
    field.enter("tape", |x| OnTape.gradient(&Ours(f), x).1);
    field.enter("graph", |x| OnGraph.gradient(&Ours(f), x).1);
    if f.n() <= 1000 {
        field.enter("DualVec, 8 lanes", |x| ad::forward::gradient(&Ours(f), x).1);
    }
    if f.n() == 2 {
        field.enter("DualVec, 2 lanes, no allocation", |x| f.eval(&DualVec::variables([x[0], x[1]])).eps);
    }
    #[cfg(feature = "peers")]
    enter_peers(&mut field, f, &x);
    field.run(effort).print(&format!("Gradient: {}", f.name()));
}

#[cfg(feature = "peers")]
fn enter_peers<'a, P: Problem>(field: &mut Field<'a>, f: &'a P, x: &'a [Vec<f64>]) {
    use ad_benches::peers::{autodiff, echidna, hyperdual, num_dual};
    field.enter("echidna, tape", |x| echidna::tape_gradient(f, x));
    field.enter("echidna, record and sweep", |x| echidna::record(f, x).gradient(x));
    let mut program = echidna::record(f, &x[0]);
    field.enter("echidna, replay", move |x| program.gradient(x));
    if f.n() <= 1000 {
        field.enter("echidna, 8 lanes", |x| echidna::gradient(f, x));
        field.enter("hyperdual, 8 lanes", |x| hyperdual::gradient(f, x));
        field.enter("num-dual, 8 lanes", |x| num_dual::gradient(f, x));
        field.enter("autodiff, 1 lane", |x| autodiff::gradient(f, x));
    }
}

fn hess_vecs(effort: Effort, f: &Rosenbrock) {
    let x = points(f.0);
    let v = Random::new(6).vector(f.0, -1.0, 1.0);
    let mut field = Field::of_gradient(&x, |x| f.eval(x), |x, product| f.hess_vec_by_hand(x, &v, product));
    field.enter("ad::hess_vec", |x| ad::hess_vec(&Ours(f), x, &v));
    field.enter("tape over Dual", |x| OnTape.hess_vec(&Ours(f), x, &v));
    field.enter("graph over Dual", |x| OnGraph.hess_vec(&Ours(f), x, &v));
    field.run(effort).print(&format!("Product with the Hessian: {}", f.name()));
}

fn main() {
    let (effort, quick) = (Effort::from_args(), ad_benches::quick());
    gradients(effort, &Rosenbrock(2));
    gradients(effort, &Rosenbrock(1000));
    if !quick {
        gradients(effort, &Rosenbrock(100_000));
    }
    gradients(effort, &Dense(20));
    gradients(effort, &Mlp::new(8, 32, if quick { 16 } else { 256 }));
    hess_vecs(effort, &Rosenbrock(2));
    hess_vecs(effort, &Rosenbrock(1000));
}
