//! What the graph costs: time and bytes per record, how both grow. And when the tape beats forward mode.

use ad::{Dual, DualVec, Engine, Graph, Objective, OnGraph};
use ad_benches::alloc::{Counting, demand};
use ad_benches::data::Random;
use ad_benches::objectives::{Chained, Dense, Mlp, Ours, Problem, Rosenbrock};
use ad_benches::race::{Effort, check, contender, print_table, race, show_seconds};
use ad_reverse::{OnTape, Workspace};
use std::cell::RefCell;
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

/// Forward mode in one evaluation with a lane for each of `N` variables, in memory of known size.
fn lanes<const N: usize>(f: &impl Objective, x: &[f64], gradient: &mut [f64]) {
    let x = std::array::from_fn(|i| x[i]);
    gradient.copy_from_slice(&f.value(&DualVec::<f64, N>::variables(x)).eps);
}
fn product_lanes<const N: usize>(f: &impl Objective, x: &[f64], v: &[f64], product: &mut [f64]) {
    let x = std::array::from_fn(|i| Dual::new(x[i], v[i]));
    product.copy_from_slice(&f.value(&DualVec::<_, N>::variables(x)).eps.map(|g| g.eps));
}
fn square_lanes<const N: usize>(f: &impl Objective, x: &[f64]) -> Vec<Vec<f64>> {
    let x = DualVec::<f64, N>::variables(std::array::from_fn(|i| x[i]));
    f.value(&DualVec::<_, N>::variables(x)).eps.map(|g| g.eps.to_vec()).to_vec()
}

/// `$lanes::<n>(...)` for up to eight variables, else `$otherwise`.
macro_rules! by_lanes {
    ($x:expr, $lanes:ident($($argument:expr),*), $otherwise:expr) => {
        match $x.len() {
            2 => $lanes::<2>($($argument),*),
            3 => $lanes::<3>($($argument),*),
            4 => $lanes::<4>($($argument),*),
            5 => $lanes::<5>($($argument),*),
            6 => $lanes::<6>($($argument),*),
            7 => $lanes::<7>($($argument),*),
            8 => $lanes::<8>($($argument),*),
            _ => $otherwise,
        }
    };
}

fn forward_gradient<O: Objective>(f: &O, x: &[f64], gradient: &mut [f64]) {
    by_lanes!(x, lanes(f, x, gradient), gradient.copy_from_slice(&ad::forward::gradient(f, x).1));
}
fn forward_product<O: Objective>(f: &O, x: &[f64], v: &[f64], product: &mut [f64]) {
    by_lanes!(x, product_lanes(f, x, v, product), product.copy_from_slice(&ad::forward::hess_vec(f, x, v)));
}
fn forward_hessian<O: Objective>(f: &O, x: &[f64]) -> Vec<Vec<f64>> {
    by_lanes!(x, square_lanes(f, x), ad::forward::hessian(f, x))
}

/// The tape on warm memory over forward mode: gradient, product with the Hessian, Hessian.
fn crossover<P: Problem>(effort: Effort, f: &P) -> Vec<String> {
    let x = start(f.n());
    let o = Ours(f);
    let (mut tape, mut second) = (Workspace::new(), Workspace::new());
    let (mut forward, mut swept) = (x.clone(), x.clone());
    forward_gradient(&o, &x, &mut forward);
    tape.value_and_gradient(&o, &x, &mut swept);
    check(&f.name(), &swept, &forward);
    forward_product(&o, &x, &x, &mut forward);
    second.hess_vec(&o, &x, &x, &mut swept);
    check(&f.name(), &swept, &forward);
    check(&f.name(), &OnTape.hessian(&o, &x).concat(), &forward_hessian(&o, &x).concat());
    let (forward, swept) = (&RefCell::new(forward), &RefCell::new(swept));
    let times = race(
        effort,
        vec![
            contender("forward gradient", || forward_gradient(&o, black_box(&x), black_box(&mut forward.borrow_mut()))),
            contender("tape gradient", || {
                tape.value_and_gradient(&o, black_box(&x), black_box(&mut swept.borrow_mut()));
            }),
            contender("forward hess_vec", || {
                forward_product(&o, black_box(&x), &x, black_box(&mut forward.borrow_mut()));
            }),
            contender("tape hess_vec", || second.hess_vec(&o, black_box(&x), &x, black_box(&mut swept.borrow_mut()))),
            contender("forward hessian", || _ = black_box(forward_hessian(&o, black_box(&x)))),
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
