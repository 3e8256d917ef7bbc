//! The tape as an engine.

use crate::engine::{Engine, Pullback, expect_lengths};
use crate::last_size::LastSize;
use crate::tape::Differential;
use crate::tape::{Tape, Var};
use ad_core::error::same_length;
use ad_core::num_traits::Zero;
use ad_core::{Number, Objective, Residuals};
use ad_forward::DualVec;

/// Reverse mode on the fast [`Tape`].
///
/// ```
/// use ad_core::objective;
/// use ad_reverse::{Engine, OnTape};
/// let f = objective!(|x| (x[0] + x[1].powi(2)).sin());
/// let (value, gradient) = OnTape.gradient(&f, &[1.0, 1.0]);
/// assert_eq!((value, gradient[0]), (2f64.sin(), 2f64.cos()));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OnTape;

thread_local! {
    static LAST: LastSize = const { LastSize::unknown() };
}

/// Directions in one sweep of [`Engine::hess_mat`].
const LANES: usize = 8;

struct Recorded<T> {
    tape: Tape<T>,
    inputs: usize,
    outputs: Vec<T>,
    differentials: Vec<Differential<T>>,
}

impl Engine for OnTape {
    fn record<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> impl Pullback<T> {
        let tape = Tape::with_capacity(LAST.with(|last| last.guess(x.len())));
        let (outputs, differentials) = {
            let x = tape.variables(x);
            let mut y = vec![Var::zero(); f.len()];
            f.residuals(&x, &mut y);
            y.iter().map(|y| (y.value(), y.differential())).unzip()
        };
        LAST.with(|last| last.keep(x.len(), tape.len() - x.len()));
        Recorded { tape, inputs: x.len(), outputs, differentials }
    }

    /// Eight directions a sweep.
    fn hess_mat<T: Number, O: Objective>(&self, f: &O, x: &[T], directions: &[Vec<T>]) -> Vec<Vec<T>> {
        directions.iter().for_each(|v| same_length("a direction", v.len(), x.len()));
        let products = directions.chunks(LANES).map(|directions| {
            let tangents = |i: usize| core::array::from_fn(|k| directions.get(k).map_or(T::zero(), |v| v[i]));
            let at: Vec<DualVec<T, LANES>> = x.iter().enumerate().map(|(i, &x)| DualVec::new(x, tangents(i))).collect();
            let (_, gradient) = self.gradient(f, &at);
            (0..directions.len()).map(move |k| gradient.iter().map(|g| g.eps[k]).collect())
        });
        products.flatten().collect()
    }
}

impl<T: Number> Pullback<T> for Recorded<T> {
    fn outputs(&self) -> &[T] {
        &self.outputs
    }
    fn pull_back(&self, w: &[T], adjoints: &mut [T]) {
        expect_lengths(w, self.outputs.len(), adjoints, self.inputs);
        let seeds: Vec<_> = self.differentials.iter().copied().zip(w.iter().copied()).collect();
        self.tape.swept(&seeds, |swept| adjoints.copy_from_slice(&swept[..self.inputs]));
    }
}
