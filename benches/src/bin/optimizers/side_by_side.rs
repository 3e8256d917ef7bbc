//! Ours, argmin's and basin's methods on the 41 test problems, with the same functions and
//! derivatives, until the same test says solved.

use crate::peers::{self, Peer};
use crate::problems::{INSTANCES, Mgh};
use crate::tracked::{CAP, Tracked, targets};
use ad_benches::race::{Effort, contender, print_table, race};
use optim::Recipe;
use optim::descent::{Bfgs, ConjugateGradient, Descent, Exact, Lbfgs, Steihaug};
use optim::search::Search;
use optim::stop::{Combine, Evaluations, when};
use std::hint::black_box;

/// One of ours with its standard search, run as the peers are.
fn ours<D>(descent: D, of: &Tracked, mgh: &Mgh) -> Result<(), String>
where
    D: Recipe + for<'a> Descent<Tracked<'a>>,
    D::Search: for<'a> Search<Tracked<'a>, D>,
{
    let stop = when("solved", |_| of.solved().is_some()).or(Evaluations(CAP));
    descent.stop(stop).minimize(of, &mgh.start()).map_or_else(|error| Err(error.to_string()), |_| Ok(()))
}

/// Methods of one kind, ours first.
const KINDS: &[&[(&str, Peer)]] = &[
    &[
        ("optim Lbfgs", |of, mgh| ours(Lbfgs::default(), of, mgh)),
        ("argmin L-BFGS, More-Thuente", peers::argmin_lbfgs),
        ("basin L-BFGS", peers::basin_lbfgs),
    ],
    &[
        ("optim Bfgs", |of, mgh| ours(Bfgs::default(), of, mgh)),
        ("argmin BFGS, More-Thuente", peers::argmin_bfgs),
        ("basin BFGS", peers::basin_bfgs),
    ],
    &[
        ("optim Steihaug, products", |of, mgh| ours(Steihaug::default(), of, mgh)),
        ("argmin Steihaug, matrices", peers::argmin_trust_region),
        ("basin Steihaug, products", peers::basin_steihaug),
    ],
    &[
        ("optim Exact, matrices", |of, mgh| ours(Exact::default(), of, mgh)),
        ("basin More-Sorensen, matrices", peers::basin_more_sorensen),
    ],
    &[
        ("optim ConjugateGradient", |of, mgh| ours(ConjugateGradient::default(), of, mgh)),
        ("argmin NLCG-PR, More-Thuente", peers::argmin_nlcg),
        ("basin NLCG", peers::basin_nlcg),
    ],
];

fn geometric_mean(ratios: &[f64]) -> String {
    match ratios.len() {
        0 => "-".into(),
        k => format!("{:.2}", (ratios.iter().map(|r| r.ln()).sum::<f64>() / k as f64).exp()),
    }
}

/// The table: every kind of method, every library.
pub fn run(effort: Effort) {
    let targets = targets();
    assert_eq!(targets.len(), INSTANCES.len());
    let mut lines = Vec::new();
    let mut failures = Vec::new();
    // panics of the peers are counted, not shown
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for kind in KINDS {
        // [method][instance]
        let runs: Vec<Vec<_>> = kind
            .iter()
            .map(|&(name, peer)| {
                let run = |(mgh, target)| {
                    let (solved, failure) = peers::guarded(peer, mgh, target);
                    if let Some(failure) = &failure {
                        failures.push(format!("{name} on {mgh}: {failure}"));
                    }
                    (solved, failure)
                };
                INSTANCES.iter().zip(&targets).map(run).collect()
            })
            .collect();
        let mut ratios = vec![(Vec::new(), Vec::new()); kind.len()];
        for (i, (mgh, target)) in INSTANCES.iter().zip(&targets).enumerate() {
            let solvers: Vec<usize> = (0..kind.len()).filter(|&m| runs[m][i].0.is_some()).collect();
            if solvers.first() != Some(&0) {
                continue;
            }
            let enter = |&m: &usize| {
                let (name, peer) = kind[m];
                contender(name, move || _ = black_box(peers::guarded(peer, black_box(mgh), target)))
            };
            let times = race(effort, solvers.iter().map(enter).collect());
            let points = |m: usize| runs[m][i].0.map_or(f64::NAN, |(points, _)| points as f64);
            for (place, &m) in solvers.iter().enumerate() {
                ratios[m].0.push(points(m) / points(0));
                ratios[m].1.push(times.ratio(place, 0));
            }
        }
        for (m, (name, _)) in kind.iter().enumerate() {
            let solved: Vec<(usize, usize)> = runs[m].iter().filter_map(|run| run.0).collect();
            lines.push(vec![
                name.to_string(),
                solved.len().to_string(),
                solved.iter().map(|s| s.0).sum::<usize>().to_string(),
                solved.iter().map(|s| s.1).sum::<usize>().to_string(),
                runs[m].iter().filter(|run| run.1.is_some()).count().to_string(),
                ratios[m].0.len().to_string(),
                geometric_mean(&ratios[m].0),
                geometric_mean(&ratios[m].1),
            ]);
        }
    }
    std::panic::set_hook(hook);
    let head = ["method", "of 41", "points", "products", "errors", "both", "points / ours", "time / ours"];
    print_table("Side by side: 41 instances of More, Garbow and Hillstrom", &head, &lines);
    println!();
    failures.iter().for_each(|failure| println!("{failure}"));
}
