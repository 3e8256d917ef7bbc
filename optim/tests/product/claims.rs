//! What every run must keep.

use optim::Report;
use optim::descent::Descent;
use optim::method::{Method, Run, Status};
use optim::observe::{History, Verdict};
use optim::problem::{Counted, Hessian};
use optim::search::Search;
use optim::stop::Stop;

/// Whether a method uses second derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    First,
    Second,
}

/// The order of a method, by the name of its descent.
fn order(method: &str) -> Order {
    let descent = method.split(" x ").next().unwrap_or(method);
    let second = ["Newton", "Dogleg", "Exact", "Steihaug"];
    if second.iter().any(|name| descent.contains(name)) { Order::Second } else { Order::First }
}

/// What is run: a problem, a start, a stop.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub name: &'a str,
    pub f: &'a dyn Hessian,
    pub x0: &'a [f64],
    pub stop: &'a dyn Stop,
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
    pub fn check<D, S>(&mut self, method: &str, case: Case, parts: impl Fn() -> (D, S))
    where
        D: Clone + for<'a> Descent<dyn Hessian + 'a>,
        S: Clone + for<'a> Search<dyn Hessian + 'a, D>,
    {
        let Case { name, f, x0, stop } = case;
        let run = || {
            let (descent, search) = parts();
            Method::of(descent, search).stop(stop)
        };
        let report = run().minimize(f, x0).expect("a finite start");
        let mut wrong = |what: String| self.failures.push(format!("{name}: {method}: {what}"));

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
        // counts are those of somebody who counts, and who watches changes nothing
        let counted = Counted::new(f);
        let mut history = History::default();
        let watched = run().observe(&mut history).observe(&counted).minimize(&counted as &dyn Hessian, x0);
        let same = watched.expect("a finite start");
        if same != report || counted.counts() != report.counts {
            wrong(format!("counts {:?}, asked {:?}, observed it is {same}", report.counts, counted.counts()));
        }
        let rejected = history.trials.iter().filter(|t| t.verdict == Verdict::Rejected).count();
        let (trials, steps) = (history.trials.len(), history.f.len());
        if steps != report.iterations || trials < steps || rejected != report.counts.rejected {
            wrong(format!("{trials} trials, {rejected} rejected, and {steps} steps seen, {report}"));
        }
        if let Some(lie) = lie(&report, &g, start_slope, x0, &history) {
            wrong(lie);
        }
        // cut in two it is the same
        let mut half = run().start(f, x0).expect("a finite start");
        let _ = after(&mut half, f, 7);
        let resumed = after(&mut half.clone(), f, 7);
        let whole = after(&mut half, f, 7);
        let at_once = after(&mut run().start(f, x0).expect("a finite start"), f, 14);
        if whole != resumed || whole != at_once {
            wrong(format!("14 steps are {at_once}, 7 and 7 are {resumed}"));
        }
        self.runs += 1;
        if order(method) == Order::Second {
            self.second_order += 1;
            self.second_order_converged += usize::from(report.success());
        }
        let end = match report.status {
            Status::Converged { .. } => "Converged".to_owned(),
            Status::SmallStep { .. } => "SmallStep".to_owned(),
            Status::Budget { .. } => "Budget".to_owned(),
            Status::PrecisionExhausted { .. } => "PrecisionExhausted".to_owned(),
            Status::Diverged { .. } => "Diverged".to_owned(),
            other => format!("{other:?}"),
        };
        *self.ends.entry(end).or_default() += 1;
    }
}

/// What is false in a status, measured again from the numbers. The stops have the values below.
fn lie(report: &Report, g: &[f64], start_slope: f64, x0: &[f64], history: &History) -> Option<String> {
    let slope = largest(g);
    let last = |k: usize| history.x.len().checked_sub(k).map_or(x0, |i| &history.x[i]);
    let honest = match report.status {
        Status::Converged { test: "gradient", tolerance, .. } => {
            let scale = (report.f.abs() / largest(&report.x).max(1.0)).max(1.0);
            slope <= tolerance * (1.0 + 1e-12) && slope <= (0.01 * start_slope).max(tolerance / scale * (1.0 + 1e-12))
        }
        Status::Converged { test: "value", tolerance, .. } => report.f <= tolerance,
        Status::SmallStep { test: "step", tolerance, .. } => {
            let (x, before) = (last(1), last(2));
            x.iter().zip(before).all(|(a, b)| (a - b).abs() <= tolerance)
        }
        Status::SmallStep { test: "change of f", tolerance, .. } => {
            let f = |k: usize| history.f.len().checked_sub(k).map(|i| history.f[i]);
            f(2).is_none_or(|before| f(1).is_some_and(|f| (f - before).abs() <= tolerance))
        }
        Status::Budget { test: "iterations", limit } => report.iterations as f64 == limit,
        Status::Budget { test: "evaluations", limit } => report.counts.points as f64 >= limit,
        Status::Budget { test: "seconds", limit } => limit == 0.0 && report.iterations == 0,
        Status::Stopped { by } => by == "patience" && report.iterations == 4,
        Status::Stationary => slope == 0.0,
        Status::PrecisionExhausted { gradient } => gradient >= 0.0,
        Status::NonFinite => report.counts.not_finite > 0,
        Status::Diverged { from, to } => to > from,
        Status::Unbounded | Status::SearchFailed(_) => true,
        _ => false,
    };
    (!honest).then(|| format!("claims {}, but the gradient is {slope}, {report}", report.status))
}

fn largest(g: &[f64]) -> f64 {
    g.iter().fold(0.0, |m: f64, g| if g.is_nan() { f64::NAN } else { m.max(g.abs()) })
}

/// The report after so many more steps.
fn after<'a, D, S>(run: &mut Run<D, S, &dyn Stop>, f: &(dyn Hessian + 'a), count: usize) -> Report
where
    D: Descent<dyn Hessian + 'a>,
    S: Search<dyn Hessian + 'a, D>,
{
    for _ in 0..count {
        run.step(f);
    }
    run.report()
}
