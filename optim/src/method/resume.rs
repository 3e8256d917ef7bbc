//! Runs that go on: from another start, until another stop, watched by another observer.

use super::{Method, Run, Status};
use crate::Error;
use crate::observe::Observer;
use crate::problem::Gradient;
use crate::stop::Stop;

impl<D, S, T, O> Run<D, S, T, O> {
    /// The same run with a changed method.
    fn map<T2, O2>(self, change: impl FnOnce(Method<D, S, T, O>) -> Method<D, S, T2, O2>) -> Run<D, S, T2, O2> {
        let Run { method, at, before, best, start, iteration, counts, elapsed, status, diagnosis } = self;
        Run { method: change(method), at, before, best, start, iteration, counts, elapsed, status, diagnosis }
    }

    /// From another start, with all that the method has learnt: the matrix of BFGS, the radius of a
    /// trust region, the place in a schedule. Steps, counts and time begin at 0.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, Recipe};
    /// let f = objective!(|x| x[0].sq() + (x[1] - 1.0).sq() * 50.0);
    /// let mut first = Bfgs::default().method().start(&f, &[5.0, 5.0])?;
    /// while first.step(&f).is_none() {}
    /// let mut second = first.clone().restart(&f, &[-7.0, 3.0])?;
    /// while second.step(&f).is_none() {}
    /// assert!(second.report().success() && second.report().iterations < first.report().iterations);
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a coordinate of the start is not finite or there are not as many as before.
    pub fn restart<P: Gradient + ?Sized>(self, problem: &P, x0: &[f64]) -> Result<Self, Error> {
        let (got, expected) = (x0.len(), self.at.x.len());
        if got != expected {
            return Err(Error::Length { what: "the start", got, expected });
        }
        Run::start(self.method, problem, x0)
    }

    /// Goes on until another stop; if a stop or an observer ended the run, it is open again.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, stop::{standard, Iterations}, Recipe};
    /// let f = objective!(|x| x[0].cosh());
    /// let mut run = Bfgs::default().stop(Iterations(2)).start(&f, &[9.0])?;
    /// while run.step(&f).is_none() {}
    /// let mut run = run.stop(standard());
    /// while run.step(&f).is_none() {}
    /// assert!(run.report().success());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn stop<T2: Stop>(self, stop: T2) -> Run<D, S, T2, O> {
        use Status::{Budget, Converged, SmallStep, Stopped};
        let mut run = self.map(|method| method.stop(stop));
        let stopped = |s: &Status| matches!(s, Converged { .. } | SmallStep { .. } | Budget { .. } | Stopped { .. });
        run.status = run.status.filter(|s| !stopped(s));
        run
    }

    /// Watched by this one as well from here on.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::{descent::Bfgs, observe::History, Recipe};
    /// let f = objective!(|x| x[0].cosh());
    /// let mut history = History::default();
    /// let mut run = Bfgs::default().method().start(&f, &[9.0])?;
    /// run.step(&f);
    /// let mut run = run.observe(&mut history);
    /// run.step(&f);
    /// let f = run.at().f;
    /// drop(run);
    /// assert_eq!(history.f, [f]);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn observe<O2: Observer>(self, observer: O2) -> Run<D, S, T, (O, O2)> {
        self.map(|method| method.observe(observer))
    }
}
