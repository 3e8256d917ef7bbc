//! What the graph costs: time and bytes per record, how both grow. And when the tape beats forward mode.

use ad::{Dual, DualVec, Engine, Graph, Objective, OnGraph};
use ad_benches::alloc::{Counting, demand};
use ad_benches::data::Random;
use ad_benches::objectives::{Chained, Dense, Mlp, Ours, Problem, Rosenbrock};
use ad_benches::race::{Effort, check, contender, print_table, race, show_seconds};
use ad_reverse::{OnTape, Workspace};
use std::hint::black_box;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Somewhere ordinary.
fn start(n: usize) -> Vec<f64> {
    Random::new(3).vector(n, -1.0, 1.0)
}

/// The graph of `f` at `x`.
fn record<P: Problem>(f: &P, x: &[f64]) -> Graph {
    let graph = Graph::new();
    {
        let x: Vec<_> = x.iter().map(|&x| graph.variable(x)).collect();
        black_box(f.eval(&x));
    }
    graph
}

/// Time, allocations and bytes per record; what a gradient costs over `f` and a product with the
/// Hessian over the gradient.
fn anatomy<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    let x = start(f.n());
    let records = record(f, &x).len();
    let (_graph, kept) = demand(|| record(f, &x));
    // The second gradient already knows how much room it needs.
    OnGraph.gradient(&Ours(f), &x);
    let (_, whole) = demand(|| OnGraph.gradient(&Ours(f), &x));

    let swept = Graph::new();
    let nodes: Vec<_> = x.iter().map(|&x| swept.variable(x)).collect();
    let output = f.eval(&nodes);
    let times = race(
        effort,
        vec![
            contender("function", || {
                black_box(f.eval(black_box(&x)));
            }),
            contender("record and drop", || drop(black_box(record(f, black_box(&x))))),
            contender("sweep", || {
                black_box(output.backward());
            }),
            contender("gradient", || {
                black_box(OnGraph.gradient(&Ours(f), black_box(&x)));
            }),
            contender("hess_vec", || {
                black_box(OnGraph.hess_vec(&Ours(f), black_box(&x), &x));
            }),
        ],
    );
    let each = |i: usize| format!("{:.1}", times.seconds(i) * 1e9 / records as f64);
    vec![
        f.name(),
        records.to_string(),
        each(1),
        each(2),
        each(3),
        format!("{:.1}", kept.kept as f64 / records as f64),
        format!("{:.1}", whole.peak as f64 / records as f64),
        whole.calls.to_string(),
        format!("{:.1}", times.ratio(3, 0)),
        format!("{:.2}", times.ratio(4, 3)),
    ]
}

/// The gradient by forward mode in one evaluation, with a lane for each variable, for up to eight.
fn by_lanes<O: Objective>(f: &O, x: &[f64], gradient: &mut [f64]) {
    fn lanes<const N: usize>(f: &impl Objective, x: &[f64], gradient: &mut [f64]) {
        let x = std::array::from_fn(|i| x[i]);
        gradient.copy_from_slice(&f.value(&DualVec::<f64, N>::variables(x)).eps);
    }
    match x.len() {
        2 => lanes::<2>(f, x, gradient),
        3 => lanes::<3>(f, x, gradient),
        4 => lanes::<4>(f, x, gradient),
        5 => lanes::<5>(f, x, gradient),
        6 => lanes::<6>(f, x, gradient),
        7 => lanes::<7>(f, x, gradient),
        8 => lanes::<8>(f, x, gradient),
        _ => gradient.copy_from_slice(&ad::forward::gradient(f, x).1),
    }
}

/// The tape on warm memory over forward mode: gradient, product with the Hessian, Hessian.
fn crossover<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    let x = start(f.n());
    let o = Ours(f);
    let (mut tape, mut second) = (Workspace::new(), Workspace::new());
    let (mut lanes, mut swept, mut product) = (x.clone(), x.clone(), x.clone());
    by_lanes(&o, &x, &mut lanes);
    tape.value_and_gradient(&o, &x, &mut swept);
    check(&f.name(), &swept, &lanes);
    second.hess_vec(&o, &x, &x, &mut product);
    check(&f.name(), &product, &ad::forward::hess_vec(&o, &x, &x));
    check(&f.name(), &OnTape.hessian(&o, &x).concat(), &ad::forward::hessian(&o, &x).concat());
    let times = race(
        effort,
        vec![
            contender("forward gradient", || by_lanes(&o, black_box(&x), black_box(&mut lanes))),
            contender("tape gradient", || _ = tape.value_and_gradient(&o, black_box(&x), black_box(&mut swept))),
            contender("forward hess_vec", || _ = black_box(ad::forward::hess_vec(&o, black_box(&x), &x))),
            contender("tape hess_vec", || second.hess_vec(&o, black_box(&x), &x, black_box(&mut product))),
            contender("forward hessian", || _ = black_box(ad::forward::hessian(&o, black_box(&x)))),
            contender("tape hessian", || _ = black_box(OnTape.hessian(&o, black_box(&x)))),
        ],
    );
    let ratio = |i| format!("{:.2}", times.ratio(i + 1, i));
    vec![f.name(), f.n().to_string(), ratio(0), ratio(2), ratio(4)]
}

/// `x = sin(x) 0.999 + 0.1` again and again: one long dependency, no recursion anywhere.
fn chain(length: usize) {
    let graph = Graph::new();
    let x = graph.variable(0.5);
    let slope = |x: Dual<f64>| (0..length).fold(x, |y, _| y.sin() * 0.999 + 0.1).eps;
    let clock = cpu_time::ThreadTime::now();
    let y = (0..length).fold(x, |y, _| y.sin() * 0.999 + 0.1);
    let recorded = clock.elapsed();
    let adjoint = y.backward().of(x);
    let swept = clock.elapsed() - recorded;
    let error = (adjoint - slope(Dual::variable(0.5))).abs();
    assert!(error < 1e-12, "the chain's slope is off by {error:e}");
    let records = graph.len();
    let before_drop = clock.elapsed();
    drop(graph);
    let dropped = clock.elapsed() - before_drop;
    println!(
        "\nChain of {length} steps, {records} records: recorded in {}, swept in {}, dropped in {}",
        show_seconds(recorded.as_secs_f64()),
        show_seconds(swept.as_secs_f64()),
        show_seconds(dropped.as_secs_f64()),
    );
}

fn main() {
    let (effort, quick) = (Effort::from_args(), ad_benches::quick());
    let mut lines = vec![];
    for n in [2, 10, 100, 1_000, if quick { 10_000 } else { 100_000 }] {
        lines.push(anatomy(effort, &Rosenbrock(n)));
    }
    lines.push(anatomy(effort, &Dense(20)));
    lines.push(anatomy(effort, &Mlp::new(8, 32, if quick { 4 } else { 64 })));
    print_table(
        "The graph: nanoseconds and bytes per record",
        &[
            "function",
            "records",
            "record + drop",
            "sweep",
            "gradient",
            "bytes kept",
            "peak",
            "allocations",
            "gradient / f",
            "hess_vec / gradient",
        ],
        &lines,
    );

    let mut lines = vec![];
    for n in [2, 4, 6, 8, 10, 12, 16, 24, 32, 48, 64] {
        lines.push(crossover(effort, &Rosenbrock(n)));
    }
    let few = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 48, 64];
    lines.extend(few.map(|n| crossover(effort, &Chained(n))));
    lines.extend(few.map(|n| crossover(effort, &Dense(n))));
    lines.extend([1, 2, 3, 4, 5, 6].map(|h| crossover(effort, &Mlp::new(1, h, 8))));
    print_table("The tape over forward mode", &["function", "n", "gradient", "hess_vec", "hessian"], &lines);
    chain(if quick { 1_000_000 } else { 10_000_000 });
}
