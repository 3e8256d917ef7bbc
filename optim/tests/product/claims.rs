//! What every run must keep.

use ad::Objective;
use optim::Report;
use optim::descent::Descent;
use optim::method::{Method, Status};
use optim::observe::{Control, Observer, Step, Trial};
use optim::problem::{Counted, Gradient};
use optim::search::Search;
use optim::stop::{Combine, Evaluations, GradientBelow, Iterations, Or};

/// Whether a method uses second derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    First,
    Second,
}

/// The order of a descent, by its name.
pub fn order(descent: &str) -> Order {
    let second = ["Newton", "Dogleg", "Exact", "Steihaug"];
    if second.iter().any(|name| descent.contains(name)) { Order::Second } else { Order::First }
}

type Stops = Or<GradientBelow, Or<Iterations, Evaluations>>;

fn stops() -> Stops {
    GradientBelow(1e-8).or(Iterations(200).or(Evaluations(800)))
}

/// Somebody who looks at everything.
#[derive(Default)]
struct Watching {
    trials: usize,
    steps: usize,
}
impl Observer for &mut Watching {
    fn trial(&mut self, _: &Trial) {
        self.trials += 1;
    }
    fn step(&mut self, _: &Step) -> Control {
        self.steps += 1;
        Control::Continue
    }
}

/// The books of a test.
#[derive(Default)]
pub struct Claims {
    pub runs: usize,
    pub second_order: usize,
    pub second_order_converged: usize,
    pub failures: Vec<String>,
    pub ends: std::collections::BTreeMap<String, usize>,
}

impl Claims {
    /// Runs a method and checks all that it says.
    pub fn check<O, D, S>(&mut self, name: &str, order: Order, f: &O, x0: &[f64], parts: impl Fn() -> (D, S))
    where
        O: Objective + 'static,
        D: Clone + for<'a> Descent<Counted<'a, O>> + Descent<O>,
        S: Clone + Search<O, D> + for<'a> Search<Counted<'a, O>, D>,
    {
        let method = || {
            let (descent, search) = parts();
            Method::of(descent, search).stop(stops())
        };
        let report = method().minimize(f, x0).expect("a finite start");
        let mut wrong = |what: String| self.failures.push(format!("{name}: {what}"));

        // the best point, with f and g of that very point
        let mut g = vec![0.0; x0.len()];
        let start = f.value_and_gradient(x0, &mut g);
        let start_slope = largest(&g);
        let again = f.value_and_gradient(&report.x, &mut g);
        if report.f > start || report.f.is_nan() && start.is_finite() {
            wrong(format!("f = {} above the start {start}", report.f));
        }
        if again.to_bits() != report.f.to_bits() || g.iter().zip(&report.g).any(|(a, b)| a.to_bits() != b.to_bits()) {
            wrong(format!("f = {} or g is not that of x, {again}", report.f));
        }
        // a claim of convergence is true
        if report.success()
            && !(largest(&g) <= 1e-8 * again.abs().max(1.0) && largest(&g) <= (0.01 * start_slope).max(1e-8))
        {
            wrong(format!("claims {}, but the gradient is {}", report.status, largest(&g)));
        }
        // counts are those of somebody who counts
        let counted = Counted::new(f);
        let same = method().minimize(&counted, x0).expect("a finite start");
        if same != report || counted.counts() != report.counts {
            wrong(format!("counts {:?}, asked {:?}", report.counts, counted.counts()));
        }
        // who watches changes nothing
        let mut watching = Watching::default();
        let observed = method().observe(&mut watching).minimize(f, x0).expect("a finite start");
        if observed != report || watching.steps != report.iterations || watching.trials < watching.steps {
            wrong(format!("observed it is {observed}"));
        }
        // cut in two it is the same
        let whole = steps(&mut method().start(f, x0).expect("a finite start"), f, 14);
        let mut half = method().start(f, x0).expect("a finite start");
        let _ = steps(&mut half, f, 7);
        let resumed = steps(&mut half.clone(), f, 7);
        if whole != resumed {
            wrong(format!("14 steps are {whole}, 7 and 7 are {resumed}"));
        }
        self.runs += 1;
        if order == Order::Second {
            self.second_order += 1;
            self.second_order_converged += usize::from(report.success());
        }
        let end = match report.status {
            Status::Converged { .. } => "Converged".to_owned(),
            Status::Budget { .. } => "Budget".to_owned(),
            Status::PrecisionExhausted { .. } => "PrecisionExhausted".to_owned(),
            other => format!("{other:?}"),
        };
        *self.ends.entry(end).or_default() += 1;
    }
}

fn largest(g: &[f64]) -> f64 {
    g.iter().fold(0.0, |m: f64, g| if g.is_nan() { f64::NAN } else { m.max(g.abs()) })
}

/// The report after so many steps.
fn steps<O, D, S>(run: &mut optim::method::Run<D, S, Stops, ()>, f: &O, count: usize) -> Report
where
    O: Objective,
    D: Descent<O>,
    S: Search<O, D>,
{
    for _ in 0..count {
        run.step(f);
    }
    run.report()
}
