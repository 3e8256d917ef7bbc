//! The tape: what a gradient, a product with the Hessian and a Hessian cost over the plain function,
//! in time and in bytes; with `--features peers` other crates beside it.

mod first;
#[cfg(feature = "peers")]
mod peers;
mod second;

use ad_benches::alloc::Counting;
use ad_benches::field::Outcome;
use ad_benches::objectives::{Chained, Gmm, Mlp, Problem, Rosenbrock};
use ad_benches::race::{Effort, print_table};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What the columns are called.
const OURS: [&str; 4] = ["OnTape", "Workspace", "ad::gradient", "gradient_into"];
#[cfg(feature = "peers")]
const PEERS: &[&str] = peers::NAMES;
#[cfg(not(feature = "peers"))]
const PEERS: &[&str] = &[];

fn names() -> impl Iterator<Item = &'static str> {
    OURS.into_iter().chain(PEERS.iter().copied()).chain(["by hand"])
}

/// A row: its name, the mark it should reach, and a cell for each contender that took part.
fn row(name: &str, reach: &str, cell: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let cells = names().map(|name| cell(name).unwrap_or("-".into()));
    [name.into(), reach.into()].into_iter().chain(cells).collect()
}

fn print(title: &str, rows: &[Vec<String>]) {
    let head: Vec<_> = ["function", "reach"].into_iter().chain(names()).collect();
    print_table(title, &head, rows);
}

fn bytes(b: usize) -> String {
    match b {
        b if b < 1 << 10 => format!("{b} B"),
        b if b < 1 << 20 => format!("{:.1} KB", b as f64 / 1024.0),
        b => format!("{:.1} MB", b as f64 / 1048576.0),
    }
}

/// The three tables of gradients.
#[derive(Default)]
struct Gradients {
    ratios: Vec<Vec<String>>,
    memory: Vec<Vec<String>>,
    anatomy: Vec<Vec<String>>,
}

impl Gradients {
    /// Races all contenders; `with_calls` is the mark of a row of its own for the objective with calls.
    fn add<P: Problem>(&mut self, effort: Effort, f: &P, reach: &str, with_calls: Option<&str>) {
        eprintln!("{} ...", f.name());
        let outcome = first::run(effort, f, with_calls.is_some());
        self.ratios(&f.name(), reach, &outcome, "");
        self.memory.push(row(&f.name(), "", |name| outcome.peak(name).map(bytes)));
        self.anatomy.push(first::anatomy(f, &outcome));
        if let Some(reach) = with_calls {
            self.ratios("the same, with calls", reach, &outcome, first::WITH_CALLS);
            let peak = |name: &str| outcome.peak(&format!("{name}{}", first::WITH_CALLS)).map(bytes);
            self.memory.push(row("the same, with calls", "", peak));
        }
    }

    fn ratios(&mut self, title: &str, reach: &str, outcome: &Outcome, suffix: &str) {
        let ratio = |name: &str| outcome.over(&format!("{name}{suffix}"), "plain function");
        self.ratios.push(row(title, reach, |name| Some(format!("{:.2}", ratio(name)?))));
    }
}

fn main() {
    let (effort, quick) = (Effort::from_args(), ad_benches::quick());
    let chosen = |name: &str| ad_benches::filter().is_none_or(|part| name.contains(&part));
    let mut gradients = Gradients::default();
    if chosen("rosenbrock") {
        gradients.add(effort, &Rosenbrock(2), "2.5", None);
        gradients.add(effort, &Rosenbrock(1000), "11", None);
        gradients.add(effort, &Chained(1000), "11", None);
        gradients.add(effort, &Rosenbrock(100_000), "14", None);
        gradients.add(effort, &Chained(100_000), "14", None);
    }
    if chosen("network") {
        gradients.add(effort, &Mlp::new(8, 32, if quick { 32 } else { 256 }), "6.5", Some("2"));
    }
    if chosen("mixture") {
        gradients.add(effort, &Gmm::new(10, 25, if quick { 100 } else { 1000 }), "12", Some("7"));
    }
    print("Gradient over the plain function", &gradients.ratios);
    print_table("The tape", first::ANATOMY, &gradients.anatomy);
    print("Peak heap of a gradient", &gradients.memory);
    if chosen("second") {
        print("Second order", &second::rows(effort));
    }
    #[cfg(feature = "peers")]
    println!("\n{}", peers::versions());
}
