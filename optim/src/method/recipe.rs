//! Putting a method together, as a sentence.

use super::{Report, Run};
use crate::Error;
use crate::descent::{
    AdaGrad, Adam, AdamW, Bfgs, Cauchy, ConjugateGradient, Descent, DiagonalNewton, Dogleg, Exact, Lbfgs, Momentum,
    Nesterov, Newton, RmsProp, Steepest, Steihaug, TruncatedNewton,
};
use crate::error::expect_length;
use crate::observe::Observer;
use crate::problem::{Counts, Gradient, Point};
use crate::schedule::Schedule;
use crate::search::{Scheduled, Search, StrongWolfe, TrustRegion};
use crate::stop::{Standard, Stop, standard};

/// A descent, a search, a stop, an observer.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Lbfgs, search::StrongWolfe, stop::{Combine, Evaluations, GradientBelow}, Recipe};
/// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
/// let report = Lbfgs::default()
///     .memory(10)
///     .search(StrongWolfe::default())
///     .stop(GradientBelow(1e-8).or(Evaluations(500)))
///     .minimize(&f, &[-1.5, 0.5])?;
/// assert!(report.success());
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Method<D, S, T = Standard, O = ()> {
    pub(crate) descent: D,
    pub(crate) search: S,
    pub(crate) stop: T,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) observer: O,
}

impl<D, S> Method<D, S> {
    /// A descent with a search, and the standard stop.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Steepest, method::Method, search::Fixed};
    /// let f = objective!(|x| x[0] * x[0]);
    /// assert!(Method::of(Steepest, Fixed(0.25)).minimize(&f, &[1.0])?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn of(descent: D, search: S) -> Self {
        Method { descent, search, stop: standard(), observer: () }
    }
}

impl<D, S, T, O> Method<D, S, T, O> {
    /// With this rate, or schedule of rates, in place of a search.
    ///
    /// ```
    /// use optim::{descent::Steepest, schedule::Cosine, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let method = Steepest.stop(Iterations(100)).rate(Cosine::new(0.5, 100));
    /// assert!(method.minimize(&f, &[3.0])?.f < 1.001);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn rate<R: Schedule>(self, schedule: R) -> Method<D, Scheduled<R>, T, O> {
        self.search(Scheduled::new(schedule))
    }
    /// With this search.
    ///
    /// ```
    /// use optim::{descent::Bfgs, search::HagerZhang, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// assert!(Bfgs::default().stop(Iterations(100)).search(HagerZhang::default()).minimize(&f, &[3.0])?.f < 1.001);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn search<S2>(self, search: S2) -> Method<D, S2, T, O> {
        Method { descent: self.descent, search, stop: self.stop, observer: self.observer }
    }
    /// With this stop.
    ///
    /// ```
    /// use optim::{descent::Bfgs, search::Armijo, stop::GradientBelow, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// assert!(Bfgs::default().search(Armijo::default()).stop(GradientBelow(1e-3)).minimize(&f, &[3.0])?.success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn stop<T2: Stop>(self, stop: T2) -> Method<D, S, T2, O> {
        Method { descent: self.descent, search: self.search, stop, observer: self.observer }
    }
    /// Watched by this one as well.
    ///
    /// ```
    /// use optim::{descent::Bfgs, observe::History, search::Armijo, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut history = History::default();
    /// let report = Bfgs::default().search(Armijo::default()).observe(&mut history).minimize(&f, &[3.0])?;
    /// assert_eq!(history.f.last(), Some(&report.f));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn observe<O2: Observer>(self, observer: O2) -> Method<D, S, T, (O, O2)> {
        Method { descent: self.descent, search: self.search, stop: self.stop, observer: (self.observer, observer) }
    }
    /// A run from `x0`, to be taken step by step.
    ///
    /// ```
    /// use optim::{descent::Bfgs, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut run = Bfgs::default().method().start(&f, &[3.0])?;
    /// assert!(run.step(&f).is_none() && run.at().f < 3f64.cosh());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a coordinate of the start is not finite.
    pub fn start<P: Gradient + ?Sized>(self, problem: &P, x0: &[f64]) -> Result<Run<D, S, T, O>, Error> {
        Run::start(self, problem, x0)
    }
    /// A run from where another one of the same problem ended, its best point: nothing is evaluated again.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::{Adam, Bfgs}, stop::Iterations, Recipe};
    /// let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 100.0);
    /// let rough = Adam::default().rate(0.1).stop(Iterations(50)).minimize(&f, &[-1.2, 1.0])?;
    /// let mut run = Bfgs::default().method().start_from(&rough);
    /// assert_eq!(run.report().counts.points, 0);
    /// while run.step(&f).is_none() {}
    /// assert!(run.report().success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Panics
    /// If the report's point and gradient, which are public, have different lengths.
    pub fn start_from(self, report: &Report) -> Run<D, S, T, O> {
        expect_length("the report's gradient", report.g.len(), report.x.len());
        let at = Point { x: report.x.clone(), f: report.f, g: report.g.clone() };
        Run::from_point(self, at, Counts::default())
    }
    /// Runs to the end.
    ///
    /// ```
    /// use optim::{descent::Bfgs, Error, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let method = || Bfgs::default().method();
    /// assert!(method().minimize(&f, &[3.0])?.success());
    /// assert!(matches!(method().minimize(&f, &[f64::NAN]), Err(Error::NotFinite { index: 0, .. })));
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a coordinate of the start is not finite.
    pub fn minimize<P>(self, problem: &P, x0: &[f64]) -> Result<Report, Error>
    where
        P: Gradient + ?Sized,
        D: Descent<P>,
        S: Search<P, D>,
        T: Stop,
        O: Observer,
    {
        let mut run = self.start(problem, x0)?;
        while run.step(problem).is_none() {}
        Ok(run.report())
    }
}

/// A descent with the search that suits it.
///
/// ```
/// use optim::{descent::{Exact, Lbfgs}, search::Armijo, stop::Iterations, Recipe};
/// let f = ad::objective!(|x| x[0].cosh());
/// assert!(Exact::default().minimize(&f, &[3.0])?.success()); // in a trust region
/// assert!(Lbfgs::default().search(Armijo::default()).minimize(&f, &[3.0])?.success());
/// assert!(!Lbfgs::default().stop(Iterations(1)).minimize(&f, &[3.0])?.success());
/// # Ok::<(), optim::Error>(())
/// ```
pub trait Recipe: Sized {
    /// The search that is taken if nothing else is said.
    type Search;
    /// The method, with the standard search and stop.
    fn method(self) -> Method<Self, Self::Search>;

    /// With another search.
    fn search<S>(self, search: S) -> Method<Self, S> {
        self.method().search(search)
    }
    /// With this rate, or schedule of rates, in place of a search.
    fn rate<R: Schedule>(self, schedule: R) -> Method<Self, Scheduled<R>> {
        self.search(Scheduled::new(schedule))
    }
    /// With another stop.
    fn stop<T: Stop>(self, stop: T) -> Method<Self, Self::Search, T> {
        self.method().stop(stop)
    }
    /// Watched by this one.
    fn observe<O: Observer>(self, observer: O) -> Method<Self, Self::Search, Standard, ((), O)> {
        self.method().observe(observer)
    }
    /// Runs to the end.
    ///
    /// # Errors
    /// If a coordinate of the start is not finite.
    fn minimize<P>(self, problem: &P, x0: &[f64]) -> Result<Report, Error>
    where
        P: Gradient + ?Sized,
        Self: Descent<P>,
        Self::Search: Search<P, Self>,
    {
        self.method().minimize(problem, x0)
    }
}

macro_rules! recipes {
    ($($D:ty: $S:ty = $search:expr;)*) => { $(
        impl Recipe for $D {
            type Search = $S;
            fn method(self) -> Method<Self, $S> {
                Method::of(self, $search)
            }
        }
    )* };
}
recipes! {
    Steepest: StrongWolfe = StrongWolfe::default();
    ConjugateGradient: StrongWolfe = StrongWolfe::with(1e-4, 0.1);
    Bfgs: StrongWolfe = StrongWolfe::default();
    Lbfgs: StrongWolfe = StrongWolfe::default();
    Newton: StrongWolfe = StrongWolfe::default();
    TruncatedNewton: StrongWolfe = StrongWolfe::default();
    Cauchy: TrustRegion = TrustRegion::default();
    Dogleg: TrustRegion = TrustRegion::default();
    Exact: TrustRegion = TrustRegion::default();
    Momentum: Scheduled<f64> = Scheduled::new(0.01);
    Nesterov: Scheduled<f64> = Scheduled::new(0.01);
    AdaGrad: Scheduled<f64> = Scheduled::new(0.01);
    RmsProp: Scheduled<f64> = Scheduled::new(0.001);
    Adam: Scheduled<f64> = Scheduled::new(0.001);
    AdamW: Scheduled<f64> = Scheduled::new(0.001);
}

impl<M> Recipe for Steihaug<M> {
    type Search = TrustRegion;
    fn method(self) -> Method<Self, TrustRegion> {
        Method::of(self, TrustRegion::default())
    }
}

impl<S> Recipe for DiagonalNewton<S> {
    type Search = StrongWolfe;
    fn method(self) -> Method<Self, StrongWolfe> {
        Method::of(self, StrongWolfe::default())
    }
}
