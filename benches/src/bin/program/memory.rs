//! Bytes by the counting allocator: what stays of a recording, of its gradient laid out, and of a replay.

use ad::Objective;
use ad_benches::alloc::demand;
use ad_benches::data::points;
use ad_benches::objectives::{Chained, Dense, Gmm, Mlp, Ours, Problem, WithCalls};
use ad_program::Program;

pub const HEAD: &[&str] = &[
    "function",
    "operations",
    "reach",
    "recorded",
    "while recorded",
    "of the gradient",
    "program",
    "laid out",
    "replay",
    "together",
    "while derived",
];

pub fn rows() -> Vec<Vec<String>> {
    let network = Mlp::new(8, 32, if ad_benches::quick() { 8 } else { 32 });
    let mixture = Gmm::new(10, 25, if ad_benches::quick() { 10 } else { 100 });
    vec![
        row(&Chained(1000), &Ours(&Chained(1000))),
        row(&Chained(100_000), &Ours(&Chained(100_000))),
        row(&Dense(50), &Ours(&Dense(50))),
        row(&network, &Ours(&network)),
        row(&mixture, &WithCalls(&mixture)),
    ]
}

fn row<P: Problem, O: Objective>(f: &P, ours: &O) -> Vec<String> {
    eprintln!("{} ...", f.name());
    let x = &points(f.n())[0];
    let (program, recorded) = demand(|| Program::record(ours, x).expect("not too large"));
    let (gradient, derived) = demand(|| program.gradient().expect("not too large"));
    let (_, laid_out) = demand(|| drop(gradient.memory()));
    let (_memory, replay) = demand(|| gradient.memory());
    let each = |bytes: usize, program: &Program| format!("{:.1}", bytes as f64 / program.operations() as f64);
    vec![
        f.name(),
        program.operations().to_string(),
        "24".into(),
        each(recorded.kept, &program),
        each(recorded.peak, &program),
        gradient.operations().to_string(),
        each(derived.kept, &gradient),
        each(laid_out.kept, &gradient),
        each(replay.kept, &gradient),
        each(derived.kept + laid_out.kept + replay.kept, &gradient),
        each(derived.peak, &gradient),
    ]
}
