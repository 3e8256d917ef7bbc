//! Gradients.

use ad::Engine;
use ad_benches::data::points;
use ad_benches::field::{Field, Outcome};
use ad_benches::objectives::{Ours, Problem, WithCalls, operations};
use ad_benches::race::{Effort, show_seconds};
use ad_reverse::{OnTape, Tape, Workspace};

/// What follows the name of a contender that evaluates the objective with calls.
pub const WITH_CALLS: &str = ", with calls";

/// Races our engines, and the peers if they were built, against each other.
pub fn run<P: Problem>(effort: Effort, f: &P, with_calls: bool) -> Outcome {
    let x = points(f.n());
    let (ours, ours_with_calls) = (Ours(f), WithCalls(f));
    let mut field = Field::of_gradient(&x, |x| f.eval(x), |x, gradient| _ = f.by_hand(x, gradient));
    enter(&mut field, "", &ours);
    if with_calls {
        enter(&mut field, WITH_CALLS, &ours_with_calls);
    }
    #[cfg(feature = "peers")]
    crate::peers::enter_gradients(&mut field, f, &x[0]);
    field.run(effort)
}

/// Our engines: a tape of fresh memory, one of warm memory, and the facade, which chooses.
fn enter<'a, O: ad::Objective>(field: &mut Field<'a>, suffix: &str, f: &'a O) {
    let [one_shot, warm, returned, written] = crate::OURS.map(|name| format!("{name}{suffix}"));
    field.enter(&one_shot, move |x| OnTape.gradient(f, x).1);
    let mut workspace = Workspace::new();
    field.enter_into(&warm, move |x, gradient| _ = workspace.value_and_gradient(f, x, gradient));
    field.enter(&returned, move |x| ad::gradient(f, x).1);
    field.enter_into(&written, move |x, gradient| _ = ad::gradient_into(f, x, gradient));
}

/// The head of a row of [`anatomy`].
pub const ANATOMY: &[&str] = &[
    "function",
    "operations",
    "records",
    "bytes / operation",
    "function",
    "ns / operation",
    "one-shot",
    "ns / operation",
    "warm",
    "ns / operation",
];

/// What the tape holds, and what an operation of the function costs.
pub fn anatomy<P: Problem>(f: &P, outcome: &Outcome) -> Vec<String> {
    let x = &points(f.n())[0];
    let operations = operations(f, x);
    let records = {
        let tape = Tape::new();
        let x = tape.variables(x);
        f.eval(&x);
        tape.len() - x.len()
    };
    let mut cells = vec![
        f.name(),
        operations.to_string(),
        records.to_string(),
        format!("{:.1}", records as f64 * RECORD / operations as f64),
    ];
    for name in ["plain function", crate::OURS[0], crate::OURS[1]] {
        let seconds = outcome.seconds(name).expect("it took part");
        cells.extend([show_seconds(seconds), format!("{:.2}", seconds * 1e9 / operations as f64)]);
    }
    cells
}

/// The bytes of a record: two indices and two coefficients.
const RECORD: f64 = 24.0;
