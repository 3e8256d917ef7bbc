//! Who watches changes nothing, and misses nothing.

use ad::{Objective, objective};
use optim::descent::{
    AdaGrad, Adam, AdamW, Bfgs, Clip, ClipGradient, ClipUpdate, Descent, DiagonalNewton, Exact, Lbfgs, Momentum,
    Nesterov, RmsProp, Steepest, Steihaug,
};
use optim::method::Method;
use optim::observe::{Control, History, Observer, OnStep, OnTrial, Step, Trace, Trial, Update, Verdict};
use optim::search::{Armijo, Scheduled, Search, StrongWolfe, TrustRegion};
use optim::stop::{Combine, GradientBelow, Iterations};
use optim::{Recipe, Report, Status};
use std::io;

/// A report with floats as bits.
fn bits(report: &Report) -> (Vec<u64>, String) {
    let Report { x, f, g, iterations, counts, status, .. } = report;
    (x.iter().chain(g).chain([f]).map(|x| x.to_bits()).collect(), format!("{iterations} {counts:?} {status:?}"))
}

/// Every verdict that a trial was given, and every value.
#[derive(Default, PartialEq, Debug)]
struct Seen(Vec<(Verdict, u64)>);
impl Observer for Seen {
    fn trial(&mut self, trial: &Trial) {
        self.0.push((trial.verdict, trial.f.to_bits()));
    }
}

/// `f` and verdict in the trial lines of a trace.
fn trials(json: &str) -> Seen {
    let lines = json.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is an object"));
    let verdict = |name: &str| match name {
        "accepted" => Verdict::Accepted,
        "rejected" => Verdict::Rejected,
        "not finite" => Verdict::NotFinite,
        _ => panic!("{name} is no verdict"),
    };
    let float = |v: &serde_json::Value| v.as_f64().unwrap_or_else(|| v.as_str().unwrap().parse().unwrap());
    let trials = lines.filter(|line| line["event"] == "trial");
    Seen(trials.map(|t| (verdict(t["verdict"].as_str().unwrap()), float(&t["f"]).to_bits())).collect())
}

fn watched<P, D, S>(name: &str, method: impl Fn() -> Method<D, S>, f: &P, x0: &[f64])
where
    P: Objective,
    D: Descent<P>,
    S: Search<P, D>,
{
    let method = || method().stop(GradientBelow(1e-6).or(Iterations(200)));
    let alone = method().minimize(f, x0).unwrap();
    let (mut history, mut seen, mut count) = (History::default(), Seen::default(), 0);
    let (mut csv, mut json) = (Trace::csv(Vec::new()), Trace::json_lines(Vec::new()));
    let all = method()
        .observe(&mut history)
        .observe(&mut seen)
        .observe(&mut csv)
        .observe(&mut json)
        .observe(OnTrial(|_: &Trial| count += 1))
        .observe(OnStep(|_: &Step| Control::Continue));
    #[cfg(feature = "progress")]
    let all = all.observe(optim::observe::Progress::on(indicatif::ProgressBar::hidden()));
    assert_eq!(bits(&all.minimize(f, x0).unwrap()), bits(&alone), "{name}");
    assert_eq!((count, history.f.len()), (seen.0.len(), alone.iterations), "{name}");
    assert!(count >= alone.iterations, "{name}");

    let (csv, json) = (csv.finish().unwrap(), json.finish().unwrap());
    let (csv, json) = (String::from_utf8(csv).unwrap(), String::from_utf8(json).unwrap());
    let found = trials(&json);
    assert!(found == seen || seen.0.iter().any(|(_, f)| f64::from_bits(*f).is_nan()), "{name}");
    assert_eq!(found.0.iter().map(|t| t.0).collect::<Vec<_>>(), seen.0.iter().map(|t| t.0).collect::<Vec<_>>());
    // the twin: a trace without its first trial
    assert!(trials(json.split_once('\n').map_or("", |(_, rest)| rest)) != seen || count == 0);
    // the CSV has the same trials, and the steps of the history
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 10), "{name}");
    let of = |event: &str| rows.iter().filter(|row| row[0] == event).cloned().collect::<Vec<_>>();
    assert_eq!(of("trial").len(), count, "{name}");
    let parse = |s: &str| s.parse::<f64>().unwrap().to_bits();
    let steps: Vec<_> = of("step").iter().map(|row| (parse(row[3]), parse(row[7]), parse(row[2]))).collect();
    let expected = history.f.iter().zip(&history.gradient).zip(&history.size);
    assert_eq!(steps, expected.map(|((f, g), s)| (f.to_bits(), g.to_bits(), s.to_bits())).collect::<Vec<_>>());
}

#[test]
fn watching_changes_no_bit() {
    let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    let log = objective!(|x| x[0] - x[0].ln() + (x[0] * x[1]).sq());
    macro_rules! run {
        ($($descent:expr),* $(,)?) => { $(
            let method = || Method::of($descent, Scheduled::new(1e-3));
            watched(stringify!($descent), method, &f, &[-1.2, 1.0]);
            let method = || Method::of($descent, Scheduled::new(2.0));
            watched(stringify!($descent), method, &log, &[3.0, 0.5]);
        )* };
    }
    run!(
        Steepest,
        Momentum::default(),
        Nesterov::default(),
        AdaGrad::default(),
        RmsProp::default(),
        Adam::default(),
        AdamW::default(),
        DiagonalNewton::default(),
        ClipGradient::new(Momentum::default(), Clip::Norm(1.0)),
        ClipUpdate::new(Nesterov::default(), Clip::Value(0.1)),
    );
    watched("lines", || Method::of(Bfgs::default(), StrongWolfe::default()), &f, &[-1.2, 1.0]);
    watched("regions", || Method::of(Exact::default(), TrustRegion::default()), &log, &[3.0, 0.5]);
}

/// The ratio of a trust region against the model written out: `(f - f_new) / -(g's + s'Hs/2)`.
#[test]
fn rho_is_the_share_of_the_promise_that_came_true() {
    let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    let mut history = History::default();
    let report = Steihaug::default().observe(&mut history).minimize(&f, &[-1.2, 1.0]).unwrap();
    let trials = &history.trials;
    let rejected = trials.iter().filter(|t| t.verdict == Verdict::Rejected).count();
    assert_eq!((rejected, trials.len() - rejected), (report.counts.rejected, report.iterations));
    assert!(rejected > 0 && trials.iter().all(|t| (t.ratio.unwrap() > 1e-4) == (t.verdict == Verdict::Accepted)));
    let mut x = vec![-1.2, 1.0];
    let accepted = trials.iter().filter(|t| t.verdict == Verdict::Accepted);
    for ((trial, next), radius) in accepted.zip(&history.x).zip(&history.size).take(10) {
        let (fx, g) = ad::gradient(&f, &x);
        let s: Vec<f64> = next.iter().zip(&x).map(|(a, b)| a - b).collect();
        let hs = ad::hess_vec(&f, &x, &s);
        let promised: f64 = -(0..2).map(|i| s[i] * (g[i] + 0.5 * hs[i])).sum::<f64>();
        let ratio = (fx - trial.f) / promised;
        assert!((trial.ratio.unwrap() - ratio).abs() < 1e-8, "{trial:?}, {ratio}");
        assert!(s[0].hypot(s[1]) <= radius * (1.0 + 1e-12) && trial.size == *radius);
        x.clone_from(next);
    }
    // along a line there is none
    let watched = Bfgs::default().observe(OnTrial(|t: &Trial| assert_eq!(t.ratio, None)));
    assert!(watched.minimize(&f, &[-1.2, 1.0]).unwrap().success());
}

/// Backtracking takes steps over negative curvature, where BFGS damps the pair and L-BFGS leaves it out.
#[test]
fn pairs_without_curvature_are_told() {
    let f = objective!(|x| x[0].sin() + (x[0] * 0.1).sq() + (x[1] - x[0] * 0.5).sq());
    fn updates<D: Descent<P, Size = optim::descent::Length>, P: Objective>(descent: D, f: &P) -> Vec<Update> {
        let mut history = History::default();
        let x0 = [1.4, 3.0];
        let method = Method::of(descent, Armijo::default()).observe(&mut history);
        assert!(method.minimize(f, &x0).unwrap().success());
        // what is told against the curvature of the step
        let mut x = x0.to_vec();
        for (next, update) in history.x.iter().zip(&history.updates) {
            let (from, to) = (ad::gradient(f, &x).1, ad::gradient(f, next).1);
            let curvature: f64 = (0..2).map(|i| (next[i] - x[i]) * (to[i] - from[i])).sum();
            assert!(curvature > 0.0 || *update != Update::Taken, "{curvature} {update:?}");
            x.clone_from(next);
        }
        history.updates
    }
    let (bfgs, lbfgs) = (updates(Bfgs::default(), &f), updates(Lbfgs::default(), &f));
    assert!(bfgs.contains(&Update::Damped), "{bfgs:?}");
    assert!(lbfgs.contains(&Update::Skipped) && !lbfgs.contains(&Update::Damped), "{lbfgs:?}");
    assert!(updates(Steepest, &f).iter().all(|&update| update == Update::None));
}

/// A disk that is full after some bytes.
struct Full(usize);
impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("the disk is full"))?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_and_disturbs_nothing() {
    let f = objective!(|x| x[0].cosh());
    let alone = Adam::default().rate(0.1).minimize(&f, &[3.0]).unwrap();
    for space in [0, 100, 300] {
        let mut trace = Trace::csv(Full(space));
        let report = Adam::default().rate(0.1).observe(&mut trace).minimize(&f, &[3.0]).unwrap();
        assert_eq!(bits(&report), bits(&alone));
        assert_eq!(trace.finish().err().map(|e| e.to_string()).as_deref(), Some("the disk is full"));
    }
    assert!(Trace::csv(Full(1000)).finish().is_ok());
}

#[test]
fn an_observer_may_stop_the_run() {
    let f = objective!(|x| x[0].cosh());
    let stop = |step: &Step| if step.iteration == 7 { Control::Stop } else { Control::Continue };
    let report = Adam::default().rate(0.1).observe(OnStep(stop)).minimize(&f, &[3.0]).unwrap();
    assert_eq!((report.iterations, report.status), (7, Status::Stopped { by: "an observer" }));
}

#[cfg(feature = "progress")]
#[test]
fn the_bar_shows_where_the_run_stands() {
    use optim::observe::Progress;
    let f = objective!(|x| x[0].sq() * 0.5);
    for bar in [Progress::of(4), Progress::endless(), Progress::on(indicatif::ProgressBar::hidden())] {
        let report = Steepest.rate(0.5).stop(Iterations(4)).observe(bar.clone()).minimize(&f, &[2.0]).unwrap();
        assert_eq!((bar.bar().position(), bar.bar().message().as_str()), (4, "f = 7.812500e-3, |g| = 1.2e-1"));
        assert_eq!(report.f, 0.0078125);
    }
}
