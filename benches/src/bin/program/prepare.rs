//! What it takes to record a function, to differentiate it and to lay the gradient out for replays.

use ad::Objective;
use ad_benches::data::points;
use ad_benches::objectives::{Chained, Dense, Mlp, Ours, Problem, operations};
use ad_benches::race::show_seconds;
use ad_program::Program;
use cpu_time::ThreadTime;

pub const HEAD: &[&str] =
    &["function", "operations", "reach", "all", "record", "derive", "lay out", "ns / operation", "of the gradient"];

pub fn rows() -> Vec<Vec<String>> {
    let mut rows = vec![row(&Chained(630), "10 ms"), row(&Dense(50), "10 ms"), row(&Mlp::new(8, 32, 2), "10 ms")];
    rows.extend([row(&Chained(12_500), ""), row(&Mlp::new(8, 32, 37), "")]);
    if !ad_benches::quick() {
        rows.extend([row(&Chained(125_000), ""), row(&Mlp::new(8, 32, 370), "")]);
    }
    rows
}

/// The seconds that recording, differentiating and laying out take, and the program of the gradient.
pub fn prepare<O: Objective>(f: &O, x: &[f64]) -> ([f64; 3], Program) {
    let clock = ThreadTime::now();
    let program = Program::record(f, x).expect("not too large");
    let recorded = clock.elapsed().as_secs_f64();
    let gradient = program.gradient().expect("not too large");
    let derived = clock.elapsed().as_secs_f64();
    // a program is laid out when it is first asked for memory
    let _memory = gradient.memory();
    let all = clock.elapsed().as_secs_f64();
    ([recorded, derived - recorded, all - derived], gradient)
}

/// The medians of many times that take `seconds` at least.
pub fn medians<O: Objective>(f: &O, x: &[f64], seconds: f64) -> [f64; 3] {
    let clock = ThreadTime::now();
    let mut times = vec![];
    while times.len() < 3 || (clock.elapsed().as_secs_f64() < seconds && times.len() < 101) {
        times.push(prepare(f, x).0);
    }
    std::array::from_fn(|phase| {
        let mut times: Vec<f64> = times.iter().map(|times| times[phase]).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn row<P: Problem>(f: &P, reach: &str) -> Vec<String> {
    eprintln!("{} ...", f.name());
    let x = &points(f.n())[0];
    let times = medians(&Ours(f), x, 0.2);
    let all: f64 = times.iter().sum();
    let (operations, of_gradient) = (operations(f, x), prepare(&Ours(f), x).1.operations());
    let mut row = vec![f.name(), operations.to_string(), reach.into(), show_seconds(all)];
    row.extend(times.map(show_seconds));
    row.extend([operations, of_gradient].map(|n| format!("{:.0}", all * 1e9 / n as f64)));
    row
}
