//! Every descent with every search and stop that its bounds allow, with some that the library does not
//! ship, on every test problem: what is claimed is true, what is counted was asked, who watches
//! changes nothing, a run cut in two is the same run.

mod claims;
mod foreign;

use claims::{Case, Claims};
use foreign::{Patience, Southwell, Thirds};
use optim::descent::*;
use optim::search::{Armijo, ExactLine, HagerZhang, Scheduled, StrongWolfe, TrustRegion};
use optim::stop::{
    ChangeBelow, Combine, Evaluations, GradientBelow, Iterations, Or, StepBelow, Stop, Time, ValueBelow,
};
use std::time::Duration;

#[path = "../mgh/problems/mod.rs"]
mod problems;

use problems::INSTANCES;

/// Every combination of descent and search in one case.
fn all(claims: &mut Claims, case: Case) {
    macro_rules! along_lines {
        ($($descent:expr),* $(,)?) => { $(
            let name = |search| format!("{} x {search}", stringify!($descent));
            claims.check(&name("StrongWolfe"), case, || ($descent, StrongWolfe::default()));
            claims.check(&name("HagerZhang"), case, || ($descent, HagerZhang::default()));
            claims.check(&name("Armijo"), case, || ($descent, Armijo::default()));
            claims.check(&name("ExactLine"), case, || ($descent, ExactLine::default()));
        )* };
    }
    macro_rules! with {
        ($search:expr; $($descent:expr),* $(,)?) => { $(
            let name = concat!(stringify!($descent), " x ", stringify!($search));
            claims.check(name, case, || ($descent, $search));
        )* };
    }
    along_lines!(
        Steepest,
        ConjugateGradient::default(),
        ConjugateGradient::with(Beta::PolakRibierePlus),
        ConjugateGradient::with(Beta::FletcherReeves),
        Bfgs::default(),
        Lbfgs::default(),
        Newton::default(),
        TruncatedNewton::default(),
        Southwell,
    );
    with!(TrustRegion::default(); Cauchy::default(), Dogleg::default(), Exact::default(), Steihaug::default(),
        Steihaug::default().preconditioned(Jacobi::default()));
    with!(Thirds; Steepest, Bfgs::default(), TruncatedNewton::default(), Southwell);
    with!(Scheduled::new(1e-3); Steepest, Momentum::default(), Nesterov::default(), AdaGrad::default(),
        RmsProp::default(), Adam::default(), AdamW::default(), Bfgs::default(),
        ClipGradient::new(Momentum::default(), Clip::Norm(1.0)), ClipUpdate::new(Adam::default(), Clip::Value(0.01)));
}

/// How many combinations that are.
const METHODS: usize = 9 * 4 + 5 + 4 + 10;

fn within<S: Stop>(stop: S) -> Or<S, Or<Iterations, Evaluations>> {
    stop.or(Iterations(200).or(Evaluations(800)))
}

/// From the standard start and from ten and a hundred times as far.
fn from(scale: f64) -> Claims {
    let mut claims = Claims::default();
    for f in INSTANCES {
        let start: Vec<f64> = f.start().iter().map(|x| x * scale).collect();
        all(&mut claims, Case { name: &f.to_string(), f, x0: &start, stop: &within(GradientBelow(1e-8)) });
    }
    println!("{} runs from {scale} x the start, {:?}", claims.runs, claims.ends);
    assert_eq!(claims.runs, METHODS * INSTANCES.len());
    keep(claims)
}

fn keep(claims: Claims) -> Claims {
    assert!(claims.failures.is_empty(), "{} claims are false:\n{}", claims.failures.len(), claims.failures.join("\n"));
    claims
}

#[test]
fn from_the_standard_starts() {
    let claims = from(1.0);
    let (converged, of) = (claims.second_order_converged, claims.second_order);
    println!("second order: {converged} of {of} claim convergence");
    // so that the check of what is claimed cannot pass by silence
    assert!(10 * converged >= 9 * of, "only {converged} of {of} second-order runs claim convergence");
}

#[test]
fn from_ten_times_as_far() {
    from(10.0);
}

#[test]
fn from_a_hundred_times_as_far() {
    from(100.0);
}

#[test]
fn under_every_stop() {
    let stops: [(&str, &dyn Stop); 11] = [
        ("a loose gradient", &within(GradientBelow(1e-3))),
        ("a value", &within(ValueBelow(1.0))),
        ("a step", &within(StepBelow(1e-3))),
        ("a change", &within(ChangeBelow(1e-4))),
        ("iterations", &Iterations(5)),
        ("evaluations", &Evaluations(17)),
        ("no time", &Time(Duration::ZERO)),
        ("time enough", &within(Time(Duration::from_secs(3600)))),
        ("gradient and step", &within(StepBelow(1e-2).and(GradientBelow(1e-2)))),
        ("the standard", &within(optim::stop::standard())),
        ("a foreign one", &within(Patience)),
    ];
    let mut claims = Claims::default();
    let some: Vec<_> = INSTANCES.iter().step_by(10).collect();
    for (name, stop) in stops {
        let before = claims.ends.clone();
        for f in &some {
            all(&mut claims, Case { name: &format!("{f} until {name}"), f: *f, x0: &f.start(), stop });
        }
        let new = |end: &str| claims.ends.get(end).unwrap_or(&0) - before.get(end).unwrap_or(&0);
        println!(
            "until {name}: {} converged, {} small steps, {} budgets",
            new("Converged"),
            new("SmallStep"),
            new("Budget")
        );
        // every stop is what ends some runs
        let own = match name {
            "a step" | "a change" => new("SmallStep"),
            "iterations" | "evaluations" | "no time" | "time enough" => new("Budget"),
            "a foreign one" => new("Stopped { by: \"patience\" }"),
            _ => new("Converged"),
        };
        assert!(own > METHODS, "until {name}: {own} runs, {:?}", claims.ends);
    }
    assert_eq!(claims.runs, METHODS * some.len() * stops.len());
    keep(claims);
}
