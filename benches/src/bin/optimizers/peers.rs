//! The test problems in the traits of argmin and basin, and their methods with their defaults.
//!
//! The function fails once it is solved or the points are spent, which ends every method there:
//! so no peer's own stop decides, whose tolerances are the tightest besides.

use crate::problems::Mgh;
use crate::tracked::{CAP, Target, Tracked};
use argmin::core::{Error, Executor};
use argmin::solver::conjugategradient::{NonlinearConjugateGradient, beta::PolakRibiere};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::{BFGS, LBFGS};
use argmin::solver::trustregion::{Steihaug, TrustRegion};
use optim::problem::{Gradient, HessVec, Hessian, Value};
use std::cell::Cell;
use std::fmt;

/// How a method of a peer is run: on a problem from its start, an error in words.
pub type Peer = fn(&Tracked, &Mgh) -> Result<(), String>;

/// Why an evaluation is refused: the end of a run, not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Enough;
impl fmt::Display for Enough {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("solved, or the points are spent")
    }
}
impl std::error::Error for Enough {}

/// The problem that ends a run.
struct Ended<'a> {
    of: &'a Tracked<'a>,
    n: usize,
    /// Calls of any kind: who evaluates one point for ever is ended too.
    calls: Cell<usize>,
}

impl Ended<'_> {
    fn unless_enough<T>(&self, evaluate: impl FnOnce() -> T) -> Result<T, Enough> {
        self.calls.set(self.calls.get() + 1);
        let enough = self.of.solved().is_some() || self.of.points() >= CAP || self.calls.get() > 100 * CAP;
        if enough { Err(Enough) } else { Ok(evaluate()) }
    }
    fn value_and_gradient(&self, x: &[f64]) -> Result<(f64, Vec<f64>), Enough> {
        let mut g = vec![0.0; self.n];
        self.unless_enough(|| self.of.value_and_gradient(x, &mut g)).map(|f| (f, g))
    }
    /// The Hessian, `n` rows one after the other.
    fn hessian(&self, x: &[f64]) -> Result<Vec<f64>, Enough> {
        let mut h = vec![0.0; self.n * self.n];
        self.unless_enough(|| self.of.hessian_into(x, &mut h)).map(|()| h)
    }
}

impl argmin::core::CostFunction for Ended<'_> {
    type Param = Vec<f64>;
    type Output = f64;
    fn cost(&self, x: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.unless_enough(|| self.of.value(x))?)
    }
}
impl argmin::core::Gradient for Ended<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;
    fn gradient(&self, x: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.value_and_gradient(x)?.1)
    }
}
impl argmin::core::Hessian for Ended<'_> {
    type Param = Vec<f64>;
    type Hessian = Vec<Vec<f64>>;
    fn hessian(&self, x: &Vec<f64>) -> Result<Vec<Vec<f64>>, Error> {
        Ok(Ended::hessian(self, x)?.chunks(self.n).map(<[f64]>::to_vec).collect())
    }
}

impl basin::CostFunction for Ended<'_> {
    type Param = Vec<f64>;
    type Output = f64;
    type Error = Enough;
    fn cost(&self, x: &Vec<f64>) -> Result<f64, Enough> {
        self.unless_enough(|| self.of.value(x))
    }
}
impl basin::Gradient for Ended<'_> {
    type Gradient = Vec<f64>;
    fn gradient(&self, x: &Vec<f64>) -> Result<Vec<f64>, Enough> {
        Ok(self.value_and_gradient(x)?.1)
    }
    fn cost_and_gradient(&self, x: &Vec<f64>) -> Result<(f64, Vec<f64>), Enough> {
        self.value_and_gradient(x)
    }
}
impl basin::HessianProduct for Ended<'_> {
    fn hessian_product(&self, x: &Vec<f64>, v: &Vec<f64>) -> Result<Vec<f64>, Enough> {
        let mut hv = vec![0.0; self.n];
        self.unless_enough(|| self.of.hess_vec_into(x, v, &mut hv)).map(|()| hv)
    }
}
impl basin::Hessian for Ended<'_> {
    type Hessian = basin::DenseMatrix;
    fn hessian(&self, x: &Vec<f64>) -> Result<basin::DenseMatrix, Enough> {
        let h = Ended::hessian(self, x)?;
        Ok(basin::DenseMatrix::from_fn(self.n, self.n, |i, j| h[i * self.n + j]))
    }
}

fn ended<'a>(of: &'a Tracked<'a>, mgh: &Mgh) -> Ended<'a> {
    Ended { of, n: mgh.n, calls: Cell::new(0) }
}

/// An error of argmin that is not our own end of the run.
fn argmin_ended<T>(result: Result<T, Error>) -> Result<(), String> {
    match result {
        Err(error) if !error.is::<Enough>() => Err(error.to_string()),
        _ => Ok(()),
    }
}

type MoreThuente = MoreThuenteLineSearch<Vec<f64>, Vec<f64>, f64>;

/// The tightest gradient tolerance that still ends at a gradient of zero, whose direction is none.
const TIGHTEST: f64 = f64::MIN_POSITIVE;

/// Memory 20 as ours, for there is no default.
pub fn argmin_lbfgs(of: &Tracked, mgh: &Mgh) -> Result<(), String> {
    let solver: LBFGS<_, Vec<f64>, Vec<f64>, f64> = LBFGS::new(MoreThuente::new(), 20);
    argmin_ended((|| {
        let solver = solver.with_tolerance_grad(TIGHTEST)?.with_tolerance_cost(0.0)?;
        Executor::new(ended(of, mgh), solver).configure(|s| s.param(mgh.start()).max_iters(CAP as u64)).run()
    })())
}

/// From the identity.
pub fn argmin_bfgs(of: &Tracked, mgh: &Mgh) -> Result<(), String> {
    let identity: Vec<Vec<f64>> =
        (0..mgh.n).map(|i| (0..mgh.n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    argmin_ended((|| {
        let solver = BFGS::new(MoreThuente::new()).with_tolerance_grad(TIGHTEST)?.with_tolerance_cost(0.0)?;
        let start = |s: argmin::core::IterState<_, _, (), _, (), f64>| s.param(mgh.start()).inv_hessian(identity);
        Executor::new(ended(of, mgh), solver).configure(|s| start(s).max_iters(CAP as u64)).run()
    })())
}

/// Polak and Ribiere's formula.
pub fn argmin_nlcg(of: &Tracked, mgh: &Mgh) -> Result<(), String> {
    let solver = NonlinearConjugateGradient::new(MoreThuente::new(), PolakRibiere::new());
    argmin_ended(Executor::new(ended(of, mgh), solver).configure(|s| s.param(mgh.start()).max_iters(CAP as u64)).run())
}

/// On Hessian matrices: products are not offered.
pub fn argmin_trust_region(of: &Tracked, mgh: &Mgh) -> Result<(), String> {
    let solver = TrustRegion::new(Steihaug::new());
    argmin_ended(Executor::new(ended(of, mgh), solver).configure(|s| s.param(mgh.start()).max_iters(CAP as u64)).run())
}

macro_rules! basin_methods {
    ($($(#[$doc:meta])* $name:ident = $solver:expr;)*) => { $(
        $(#[$doc])*
        pub fn $name(of: &Tracked, mgh: &Mgh) -> Result<(), String> {
            let executor = basin::Executor::from_start(ended(of, mgh), $solver, mgh.start());
            // the only error that can come out is our own; a failure is a way to terminate
            match executor.max_iter(CAP as u64).run().map(|result| result.report.termination) {
                Ok(basin::Termination::Failed(failure)) => Err(format!("{failure:?}")),
                _ => Ok(()),
            }
        }
    )* };
}
basin_methods! {
    /// Unbounded; memory 10 by default.
    basin_lbfgs = basin::Lbfgs::<Vec<f64>>::new().unbounded();
    /// Its own strong Wolfe search.
    basin_bfgs = basin::Bfgs::<Vec<f64>>::new();
    /// Hager and Zhang's formula and search.
    basin_nlcg = basin::NonlinearCg::<_, Vec<f64>>::new();
    /// On Hessian-vector products.
    basin_steihaug = basin::TrustRegion::matrix_free();
    /// On Hessian matrices.
    basin_more_sorensen = basin::TrustRegion::with_subproblem(basin::MoreSorensen::new());
}

/// A run of a peer that may fail or panic.
pub fn guarded(peer: Peer, mgh: &Mgh, target: &Target) -> (Option<(usize, usize)>, Option<String>) {
    let tracked = Tracked::new(mgh, target);
    let run = std::panic::AssertUnwindSafe(|| peer(&tracked, mgh));
    let failure = match std::panic::catch_unwind(run) {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error),
        Err(_) => Some("panic".into()),
    };
    (tracked.solved(), failure)
}
