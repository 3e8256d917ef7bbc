//! What the guards of a program cost.

use crate::huber::{Chain, Robust, Rows};
use crate::ratio;
use crate::replay::enter_gradient;
use ad::Engine;
use ad_benches::field::Field;
use ad_benches::race::Effort;
use ad_program::Program;
use ad_reverse::{OnTape, Workspace};

pub const HEAD: &[&str] =
    &["function", "operations", "guards", "reach", "guarded / unguarded", "gradient / function", "tape / function"];

pub fn rows(effort: Effort) -> Vec<Vec<String>> {
    vec![row(effort, &Rows::new(8, 256)), row(effort, &Rows::new(2, 1000)), row(effort, &Chain(1000))]
}

fn row<R: Robust>(effort: Effort, f: &R) -> Vec<String> {
    eprintln!("{} ...", f.name());
    let x = &f.points();
    let guarded = &Program::record(f, &x[0]).and_then(|program| program.gradient()).expect("not too large");
    let unguarded = &guarded.unguarded();
    let mut field = Field::new(x, |x| f.value(x), |x| OnTape.gradient(f, x).1);
    enter_gradient(&mut field, "guarded", guarded);
    enter_gradient(&mut field, "unguarded", unguarded);
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, g| _ = workspace.value_and_gradient(f, x, g));
    let outcome = field.run(effort);
    vec![
        f.name(),
        (guarded.operations() - guarded.guards()).to_string(),
        guarded.guards().to_string(),
        "1.10".into(),
        ratio(outcome.over("guarded", "unguarded")),
        ratio(outcome.over("guarded", "plain function")),
        ratio(outcome.over("tape", "plain function")),
    ]
}
