//! Descents propose steps: a direction to go along, or the minimiser of a model inside a radius.

mod adagrad;
mod adam;
mod ball;
mod bfgs;
mod clip;
mod conjugate;
mod diagonal;
mod dogleg;
mod exact;
mod heading;
mod lbfgs;
mod line_newton;
mod momentum;
mod precondition;
mod rmsprop;
mod steepest;
mod steihaug;

pub use adagrad::AdaGrad;
pub use adam::{Adam, AdamW};
pub use bfgs::Bfgs;
pub use clip::{Clip, ClipGradient, ClipUpdate};
pub use conjugate::{Beta, ConjugateGradient};
pub use diagonal::DiagonalNewton;
pub use dogleg::{Cauchy, Dogleg};
pub use exact::Exact;
pub(crate) use heading::unit_step;
pub use lbfgs::Lbfgs;
pub use line_newton::{Newton, TruncatedNewton};
pub use momentum::{Momentum, Nesterov};
pub use precondition::{Diagonal, Given, Identity, Jacobi, Preconditioner, Products};
pub use rmsprop::RmsProp;
pub use steepest::Steepest;
pub use steihaug::Steihaug;

use crate::observe::Update;
use crate::problem::{Oracle, Point};
use crate::vector::norm;

/// The size of a step is its length, in units of the proposed direction.
///
/// ```
/// use optim::{descent::Bfgs, search::Armijo, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// assert!(Bfgs::default().search(Armijo::default()).minimize(&f, &[3.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Length;
/// The size of a step is the radius of the region that the model is trusted in.
///
/// ```
/// use optim::{descent::Dogleg, search::TrustRegion, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// assert!(Dogleg::default().search(TrustRegion::radius(0.5)).minimize(&f, &[3.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Radius;
/// The size of a step is the rate that a schedule gives: the step is taken as it comes, and the
/// descent gets no other chance to size it.
///
/// ```
/// use optim::descent::{Descent, Rate};
/// use optim::method::Method;
/// use optim::problem::{Gradient, Oracle, Point};
/// use optim::{schedule::Exponential, search::Scheduled, stop::Iterations};
///
/// /// A rate in the direction of each sign.
/// struct Sign;
/// impl<P: Gradient + ?Sized> Descent<P> for Sign {
///     type Size = Rate;
///     fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
///         true
///     }
///     fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
///         *step = at.g.iter().map(|g| -size * g.signum()).collect();
///         -at.g.iter().zip(step).map(|(g, s)| g * *s).sum::<f64>()
///     }
/// }
/// let f = ad::objective!(|x| x[0].sq() + x[1].sq() * 1e6);
/// let method = Method::of(Sign, Scheduled::new(Exponential { first: 1.0, factor: 0.5 })).stop(Iterations(60));
/// assert!(method.minimize(&f, &[0.3, -0.6])?.f < 1e-20);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rate;

/// A size that a schedule can give: a [`Length`] or a [`Rate`]. A radius is none:
///
/// ```compile_fail,E0277
/// use optim::{descent::Exact, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let _ = Exact::default().rate(0.1).minimize(&f, &[1.0]);
/// ```
///
/// and no line search sizes a rate:
///
/// ```compile_fail,E0271
/// use optim::{descent::Adam, search::StrongWolfe, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// let _ = Adam::default().search(StrongWolfe::default()).minimize(&f, &[1.0]);
/// ```
pub trait Multiplier {}
impl Multiplier for Length {}
impl Multiplier for Rate {}

/// A step for a size, and the decrease that it promises.
///
/// What a descent needs of the problem stands in its bound: `impl<P: HessVec + ?Sized> Descent<P>`.
/// Its model is made once a point by [`prepare`](Descent::prepare) and kept over rejected steps.
///
/// ```
/// use optim::descent::{Descent, Length};
/// use optim::method::Method;
/// use optim::problem::{Gradient, Oracle, Point};
/// use optim::search::StrongWolfe;
///
/// /// Along the coordinate of the largest slope (Gauss and Southwell).
/// struct Southwell;
/// impl<P: Gradient + ?Sized> Descent<P> for Southwell {
///     type Size = Length;
///     fn prepare(&mut self, _: &Oracle<P>, _: &Point) -> bool {
///         true
///     }
///     fn propose(&mut self, _: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64 {
///         *step = vec![0.0; at.x.len()];
///         let steepest = (0..at.g.len()).max_by(|&i, &j| at.g[i].abs().total_cmp(&at.g[j].abs()));
///         steepest.map_or(0.0, |i| {
///             step[i] = -size * at.g[i];
///             size * at.g[i] * at.g[i]
///         })
///     }
/// }
/// let f = ad::objective!(|x| x[0].sq() + x[1].sq() * 10.0 + x[0] * x[1]);
/// assert!(Method::of(Southwell, StrongWolfe::default()).minimize(&f, &[3.0, 1.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Descent<P: ?Sized> {
    /// [`Length`], [`Radius`] or [`Rate`].
    type Size;

    /// Where the gradient of the next step is taken, if not at the point itself: ahead of it, for
    /// Nesterov's method. [`prepare`](Descent::prepare) takes in that point, while steps go from `at`.
    fn evaluation_point(&self, at: &Point) -> Option<Vec<f64>> {
        let _ = at;
        None
    }

    /// The length of the step last proposed, in the norm that a radius is measured in: the Euclidean,
    /// if nothing else is said.
    fn length(&self, step: &[f64]) -> f64 {
        norm(step)
    }

    /// Takes in a new point. `false` if no model can be made of it.
    fn prepare(&mut self, problem: &Oracle<P>, at: &Point) -> bool;

    /// Writes the step of this size to `step` and returns the decrease promised by the model: for
    /// a length, `-size` times the slope. NaN if the model turns out not to be finite.
    fn propose(&mut self, problem: &Oracle<P>, at: &Point, size: f64, step: &mut Vec<f64>) -> f64;

    /// The first size to try from here, after [`prepare`](Descent::prepare), 1 if nothing else is
    /// said; `last` is the accepted size of the step before and the slope it began with.
    fn first_size(&mut self, problem: &Oracle<P>, at: &Point, last: Option<(f64, f64)>) -> f64 {
        let _ = (problem, at, last);
        1.0
    }

    /// A step was accepted. Tells observers what became of it.
    fn learn(&mut self, from: &Point, to: &Point) -> Update {
        let _ = (from, to);
        Update::None
    }

    /// Whether all curvatures at a point are positive: `None` from a descent that does not know.
    fn is_convex(&mut self, problem: &Oracle<P>, at: &Point) -> Option<bool> {
        let _ = (problem, at);
        None
    }

    /// Forgets what was learnt; `false` if there was nothing.
    fn reset(&mut self) -> bool {
        false
    }
}
