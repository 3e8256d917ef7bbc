//! Recorded programs: what a replayed gradient costs over the plain function, what guards cost, and what it
//! takes to prepare a program.

use ad_benches::data::{Random, points};
use ad_benches::field::Field;
use ad_benches::objectives::{Chained, Gmm, Mlp, Problem, Rosenbrock, WithCalls};
use ad_benches::race::{Effort, print_table, show_seconds};
use ad_program::Program;
use ad_reverse::Workspace;
use cpu_time::ThreadTime;

fn main() {
    let (effort, quick) = (Effort::from_args(), ad_benches::quick());
    let rows = vec![
        row(effort, &Rosenbrock(2)),
        row(effort, &Rosenbrock(1000)),
        row(effort, &Chained(1000)),
        row(effort, &Rosenbrock(100_000)),
        row(effort, &Chained(100_000)),
        row(effort, &Mlp::new(8, 32, if quick { 8 } else { 32 })),
        row(effort, &Gmm::new(10, 25, if quick { 10 } else { 100 })),
    ];
    let head = ["function", "operations", "prepare", "value", "tape", "replay", "H v, tape", "H v, replay"];
    print_table("A replay over the plain function", &head, &rows);
}

/// A program at a point with a product's vector behind it.
fn joined(x: &[f64], v: &[f64]) -> Vec<f64> {
    [x, v].concat()
}

fn row<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    eprintln!("{} ...", f.name());
    let x = points(f.n());
    let start = ThreadTime::now();
    let program = &Program::record(&WithCalls(f), &x[0]).expect("not too large");
    let gradient = &program.gradient().expect("not too large");
    let (mut memory, n) = (gradient.memory(), f.n());
    let prepared = start.elapsed().as_secs_f64();
    let mut out = vec![0.0; n + 1];

    let mut field = Field::of_gradient(&x, |x| f.eval(x), |x, g| _ = f.by_hand(x, g));
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, g| _ = workspace.value_and_gradient(&WithCalls(f), x, g));
    let mut values = program.memory();
    field.pace("value", move |x| program.evaluate_into(x, &mut values, &mut [0.0]).expect("one branch"));
    field.enter_into("replay", move |x, g| {
        gradient.evaluate_into(x, &mut memory, &mut out).expect("one branch");
        g.copy_from_slice(&out[1..]);
    });
    let outcome = field.run(effort);

    let v = &Random::new(6).vector(n, -1.0, 1.0);
    let product = &program.hess_vec().expect("not too large");
    let mut field = Field::new(&x, |x| f.eval(x), |x| ad::hess_vec(&WithCalls(f), x, v));
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, hv| workspace.hess_vec(&WithCalls(f), x, v, hv));
    let (mut memory, mut out) = (product.memory(), vec![0.0; n + 1]);
    let mut at = joined(&x[0], v);
    field.enter_into("replay", move |x, hv| {
        at[..n].copy_from_slice(x);
        product.evaluate_into(&at, &mut memory, &mut out).expect("one branch");
        hv.copy_from_slice(&out[1..]);
    });
    let second = field.run(effort);
    let over = |name| format!("{:.2}", outcome.over(name, "plain function").expect("it took part"));
    let second = |name| format!("{:.2}", second.over(name, "plain function").expect("it took part"));
    vec![
        f.name(),
        gradient.operations().to_string(),
        show_seconds(prepared),
        over("value"),
        over("tape"),
        over("replay"),
        second("tape"),
        second("replay"),
    ]
}
