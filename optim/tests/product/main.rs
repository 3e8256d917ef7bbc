//! Every descent with every search that its bounds allow, on every test problem: what is claimed is
//! true, what is counted was asked, who watches changes nothing, a run cut in two is the same run.

mod claims;

use ad::Objective;
use claims::Claims;
use optim::descent::{
    Beta, Bfgs, Cauchy, ConjugateGradient, Dogleg, Exact, Lbfgs, Newton, Steepest, Steihaug, TruncatedNewton,
};
use optim::search::{Armijo, ExactLine, HagerZhang, StrongWolfe, TrustRegion};

#[path = "../mgh/problems.rs"]
mod problems;

/// Every combination of the shipped descents and searches on one problem.
fn all<O: Objective>(claims: &mut Claims, name: &str, f: &O, x0: &[f64]) {
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
