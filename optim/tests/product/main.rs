//! Every descent with every search that its bounds allow, on every test problem: what is claimed is
//! true, what is counted was asked, who watches changes nothing, a run cut in two is the same run.

mod claims;

use ad::Objective;
use claims::Claims;
use optim::descent::{
    Beta, Bfgs, Cauchy, ConjugateGradient, Dogleg, Exact, Lbfgs, Newton, Steepest, Steihaug, TruncatedNewton,
};
use optim::search::{Armijo, ExactLine, HagerZhang, StrongWolfe, TrustRegion};

#[path = "../mgh/problems/mod.rs"]
mod problems;

use problems::INSTANCES;

/// Every combination of the shipped descents and searches on one problem.
fn all<O: Objective + 'static>(claims: &mut Claims, name: &str, f: &O, x0: &[f64]) {
    macro_rules! along_lines {
        ($($descent:expr),* $(,)?) => { $(
            let order = claims::order(stringify!($descent));
            claims.check(&format!("{name}: {} x StrongWolfe", stringify!($descent)), order, f, x0, || ($descent, StrongWolfe::default()));
            claims.check(&format!("{name}: {} x HagerZhang", stringify!($descent)), order, f, x0, || ($descent, HagerZhang::default()));
            claims.check(&format!("{name}: {} x Armijo", stringify!($descent)), order, f, x0, || ($descent, Armijo::default()));
            claims.check(&format!("{name}: {} x ExactLine", stringify!($descent)), order, f, x0, || ($descent, ExactLine::default()));
        )* };
    }
    macro_rules! in_regions {
        ($($descent:expr),* $(,)?) => { $(
            let order = claims::order(stringify!($descent));
            claims.check(&format!("{name}: {} x TrustRegion", stringify!($descent)), order, f, x0, || ($descent, TrustRegion::default()));
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
    );
    in_regions!(Cauchy::default(), Dogleg::default(), Exact::default(), Steihaug::default());
}

/// From the standard start and from ten and a hundred times as far.
fn from(scale: f64) -> Claims {
    let mut claims = Claims::default();
    for f in INSTANCES {
        let start: Vec<f64> = f.start().iter().map(|x| x * scale).collect();
        all(&mut claims, &f.to_string(), f, &start);
    }
    println!("{} runs from {scale} x the start, {:?}", claims.runs, claims.ends);
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
    assert!(claims.runs == 36 * INSTANCES.len(), "{} runs", claims.runs);
}

#[test]
fn from_ten_times_as_far() {
    from(10.0);
}

#[test]
fn from_a_hundred_times_as_far() {
    from(100.0);
}
