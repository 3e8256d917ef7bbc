//! After how many gradients at one branch recording, differentiating and replaying is faster than the tape.

use crate::prepare::{medians, prepare};
use crate::ratio;
use crate::replay::enter_gradient;
use ad::Objective;
use ad_benches::data::points;
use ad_benches::field::Field;
use ad_benches::objectives::{Chained, Dense, Gmm, Mlp, Ours, Problem, Rosenbrock, WithCalls};
use ad_benches::race::{Effort, show_seconds};
use ad_reverse::Workspace;

pub const HEAD: &[&str] = &[
    "function",
    "prepare",
    "replay",
    "tape",
    "tape / replay",
    "pays after",
    "gradient_into",
    "/ replay",
    "pays after",
];

pub fn rows(effort: Effort) -> Vec<Vec<String>> {
    let quick = ad_benches::quick();
    let mut rows = vec![row(effort, &Rosenbrock(1000)), row(effort, &Chained(1000))];
    rows.extend([2, 4, 8, 16, 32].map(|n| row(effort, &Chained(n))));
    rows.extend([2, 4, 8, 16, 32].map(|n| row(effort, &Dense(n))));
    rows.push(row(effort, &Mlp::new(8, 32, if quick { 8 } else { 32 })));
    let mixture = Gmm::new(10, 25, if quick { 10 } else { 100 });
    rows.push(race(effort, &mixture, &WithCalls(&mixture)));
    rows
}

fn row<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    race(effort, f, &Ours(f))
}

fn race<P: Problem, O: Objective>(effort: Effort, f: &P, ours: &O) -> Vec<String> {
    eprintln!("{} ...", f.name());
    let x = &points(f.n());
    let prepared: f64 = medians(ours, &x[0], 0.05).iter().sum();
    let (_, gradient) = &prepare(ours, &x[0]);
    let mut field = Field::of_gradient(x, |x| f.eval(x), |x, g| _ = f.by_hand(x, g));
    enter_gradient(&mut field, "replay", gradient);
    let mut workspace = Workspace::new();
    field.enter_into("tape", move |x, g| _ = workspace.value_and_gradient(ours, x, g));
    field.enter_into("gradient_into", move |x, g| _ = ad::gradient_into(ours, x, g));
    let outcome = field.run(effort);
    let seconds = |name| outcome.seconds(name).expect("it took part");
    let mut row = vec![f.name(), show_seconds(prepared), show_seconds(seconds("replay"))];
    for other in ["tape", "gradient_into"] {
        let over = outcome.over(other, "replay");
        // what a replay saves, by the ratio of the rounds
        let saved = over.map_or(0.0, |over| seconds("replay") * (over - 1.0));
        let after = if saved > 0.0 { format!("{:.0}", (prepared / saved).ceil()) } else { "never".into() };
        row.extend([show_seconds(seconds(other)), ratio(over), after]);
    }
    row
}
