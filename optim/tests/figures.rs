//! How many points each method evaluates until it has solved the problems of More, Garbow and
//! Hillstrom, from the standard starts:
//!
//! ```text
//! cargo test --release -p optim --test figures -- --nocapture
//! ```
//!
//! What solved means, and how points are counted, stands in `mgh/tracked.rs`.

#[path = "mgh/problems/mod.rs"]
mod problems;
#[path = "mgh/tracked.rs"]
mod tracked;

use optim::descent::*;
use optim::search::{HagerZhang, Search};
use optim::stop::{Combine, Evaluations, when};
use optim::{Recipe, method::Method};
use problems::INSTANCES;
use tracked::{CAP, Target, Tracked, targets};

/// Solved instances, their points and products, and the names of the others.
struct Row {
    name: &'static str,
    solved: usize,
    points: usize,
    hess_vecs: usize,
    unsolved: Vec<String>,
}

fn row<D, S>(name: &'static str, targets: &[Target], method: impl Fn() -> Method<D, S>) -> Row
where
    D: for<'a> Descent<Tracked<'a>>,
    S: for<'a> Search<Tracked<'a>, D>,
{
    let mut row = Row { name, solved: 0, points: 0, hess_vecs: 0, unsolved: vec![] };
    for (of, target) in INSTANCES.iter().zip(targets) {
        let tracked = Tracked::new(of, target);
        let stop = when("solved", |_| tracked.solved().is_some()).or(Evaluations(CAP));
        let report = method().stop(stop).minimize(&tracked, &of.start()).expect("a finite start");
        match tracked.solved() {
            Some((points, hess_vecs)) => {
                row.solved += 1;
                row.points += points;
                row.hess_vecs += hess_vecs;
                if std::env::var_os("EACH").is_some() {
                    println!("    {name:<24} {of}: {points} points, {hess_vecs} products");
                }
            }
            None => row.unsolved.push(format!(
                "{of}: f {:.6e} of {:.6e}, {}, {} points",
                report.f, target.best, report.status, report.counts.points
            )),
        }
    }
    println!("{:<28} {:>3} {:>6} {:>7}", row.name, row.solved, row.points, row.hess_vecs);
    row.unsolved.iter().for_each(|what| println!("      {what}"));
    row
}

#[test]
fn the_test_problems_are_solved() {
    let targets = targets();
    assert_eq!(targets.len(), INSTANCES.len());
    println!("{:<28} {:>3} {:>6} {:>7}", "method", "of 41", "points", "products");
    let hager_zhang = HagerZhang::default;
    let exact = row("Exact x TrustRegion", &targets, || Exact::default().method());
    row("Steihaug x TrustRegion", &targets, || Steihaug::default().method());
    row("Dogleg x TrustRegion", &targets, || Dogleg::default().method());
    row("Newton x StrongWolfe", &targets, || Newton::default().method());
    row("TruncatedNewton x Wolfe", &targets, || TruncatedNewton::default().method());
    let lbfgs = row("Lbfgs x StrongWolfe", &targets, || Lbfgs::default().method());
    row("Lbfgs x HagerZhang", &targets, || Lbfgs::default().search(hager_zhang()));
    let bfgs = row("Bfgs x StrongWolfe", &targets, || Bfgs::default().method());
    row("Bfgs x HagerZhang", &targets, || Bfgs::default().search(hager_zhang()));
    let cg = row("ConjugateGradient HZ x Wolfe", &targets, || ConjugateGradient::default().method());
    row("ConjugateGradient HZ x HZ", &targets, || ConjugateGradient::default().search(hager_zhang()));
    let pr = || ConjugateGradient::with(Beta::PolakRibierePlus).method();
    row("ConjugateGradient PR+ x Wolfe", &targets, pr);
    for (row, solved, points) in [(exact, 41, 1640), (lbfgs, 41, 4000), (bfgs, 41, 3500), (cg, 37, usize::MAX)] {
        assert!(row.solved >= solved, "{} solves {} problems, not {solved}", row.name, row.solved);
        assert!(row.points <= points, "{} takes {} points, not {points}", row.name, row.points);
    }
}
