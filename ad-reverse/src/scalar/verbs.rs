//! Derivatives of closures over [`Scalar`].

use super::Scalar;
use super::list::{Entry, Recording, Records, symbol};
use crate::graph::{Graph, constant_fault};
use crate::tape::{Differential, MOST_KEPT, Tape};
use ad_core::Number;
use ad_core::error::same_length;
use ad_forward::Dual;
use ad_program::{Program, Recorder};
use core::cell::Cell;
use std::rc::Rc;

/// `f(x)` with the tape that it was recorded on and its place there; a constant has none.
struct Recorded<T: Entry> {
    tape: Rc<Tape<T>>,
    value: T,
    place: Option<u32>,
}

impl<T: Entry> Recorded<T> {
    fn new(f: impl Fn(&[Scalar]) -> Scalar, x: impl ExactSizeIterator<Item = T>) -> Self {
        let mut tape = T::spare().try_with(Cell::take).ok().flatten().unwrap_or_default();
        Rc::get_mut(&mut tape).expect("a spare tape is in no list").clear();
        let recording = Recording::begin(T::records(Rc::clone(&tape)));
        let x: Vec<Scalar> = x
            .map(|x| {
                let variable = tape.variable(x);
                recording.list().recorded((x, variable.index()))
            })
            .collect();
        let y = recording.list().result(f(&x));
        Recorded { tape, value: T::of(y), place: y.generation.map(|_| y.index) }
    }

    /// The gradient of `f` by its first so many numbers, its inputs.
    fn gradient<R>(&self, inputs: usize, part: impl Fn(T) -> R) -> Vec<R> {
        let seed: Vec<_> = self.place.iter().map(|&place| (Differential::of_record(place), T::one())).collect();
        self.tape.swept(&seed, |adjoints| adjoints[..inputs].iter().map(|&a| part(a)).collect())
    }
}

/// The memory serves the next call, unless there is much of it.
impl<T: Entry> Drop for Recorded<T> {
    fn drop(&mut self) {
        if Rc::strong_count(&self.tape) == 1 && self.tape.bytes() <= MOST_KEPT {
            let _ = T::spare().try_with(|spare| spare.set(Some(Rc::clone(&self.tape))));
        }
    }
}

/// A graph on which every operand owns a record and every input has a name.
struct Diagnosed {
    graph: Rc<Graph<Dual<f64>>>,
    value: f64,
    place: Option<usize>,
}

impl Diagnosed {
    /// `input` has the tangent 1.
    fn along(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64], input: Option<usize>) -> Self {
        let graph = Rc::new(Graph::new());
        let recording = Recording::begin(Records::Complete(Rc::clone(&graph)));
        let dual = x.iter().enumerate().map(|(i, &x)| Dual::new(x, f64::indicator(input == Some(i))));
        let variables: Vec<Scalar> = dual.map(|x| recording.list().on_graph(graph.variable(x))).collect();
        let y = recording.list().result(f(&variables));
        graph.label_inputs(x.len());
        Diagnosed { graph, value: y.value.re, place: y.generation.map(|_| y.index as usize) }
    }
}

impl Scalar {
    /// `f(x)`; nothing is recorded.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// assert_eq!(Scalar::evaluate(|x| x[0].powi(2) + 1.0, &[3.0]), 10.0);
    /// ```
    pub fn evaluate(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> f64 {
        let recording = Recording::begin(Records::Nothing);
        let x: Vec<Scalar> = x.iter().map(|&x| recording.list().unrecorded(x)).collect();
        recording.list().result(f(&x)).value.re
    }

    /// `f` as its comparisons come out at `x`, to be replayed at other points.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// let f = |x: &[Scalar]| if x[0] > x[1] { x[0].sq() } else { x[1].exp() };
    /// let program = Scalar::record(f, &[1.0, 0.0])?;
    /// assert_eq!(program.evaluate(&[3.0, 2.0])?, [9.0]);
    /// assert_eq!(program.evaluate(&[0.0, 1.0]).unwrap_err().comparison, "x1 < x0");
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it has more operations than a [`Recorder`] allows.
    pub fn record(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> Result<Program, ad_program::Error> {
        let recorder = Rc::new(Recorder::new());
        let recording = Recording::begin(Records::Program(Rc::clone(&recorder)));
        let variables: Vec<Scalar> = recorder.variables(x).into_iter().map(|x| recording.list().symbolic(x)).collect();
        let y = recording.list().result(f(&variables));
        recorder.program(&[symbol(&recorder, y)])
    }

    /// `(f(x), grad f(x))`, by one call of `f` and one reverse sweep.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// assert_eq!(Scalar::gradient(|x| x[0] * x[1], &[2.0, 3.0]), (6.0, vec![3.0, 2.0]));
    /// ```
    pub fn gradient(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> (f64, Vec<f64>) {
        let recorded = Recorded::new(f, x.iter().copied());
        (recorded.value, recorded.gradient(x.len(), |g| g))
    }

    /// `H v` with the Hessian `H` of `f` at `x`: the same over dual numbers.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// assert_eq!(Scalar::hess_vec(|x| x[0] * x[0] * x[1], &[1.0, 2.0], &[1.0, 0.0]), vec![4.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If `v` and `x` differ in length.
    pub fn hess_vec(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64], v: &[f64]) -> Vec<f64> {
        same_length("the direction v", v.len(), x.len());
        let dual = x.iter().zip(v).map(|(&x, &v)| Dual::new(x, v));
        Recorded::new(f, dual).gradient(x.len(), |g| g.eps)
    }

    /// The Hessian of `f` at `x`, `n` rows of length `n`, one product
    /// [`hess_vec`](Scalar::hess_vec) a column.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// assert_eq!(Scalar::hessian(|x| x[0] * x[1], &[2.0, 3.0]), vec![vec![0.0, 1.0], vec![1.0, 0.0]]);
    /// ```
    pub fn hessian(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> Vec<Vec<f64>> {
        let mut unit = vec![0.0; x.len()];
        let mut column = |j: usize| {
            unit[j] = 1.0;
            let column = Scalar::hess_vec(&f, x, &unit);
            unit[j] = 0.0;
            column
        };
        let columns: Vec<Vec<f64>> = (0..x.len()).map(&mut column).collect();
        (0..x.len()).map(|i| columns.iter().map(|c| c[i]).collect()).collect()
    }

    /// Which operation first made `f(x)` or a derivative of it not finite; `None` if all are
    /// finite. See [`Node::diagnose`](crate::Node::diagnose).
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// let why = Scalar::diagnose(|x| x[1] + (x[0] - 3.0).ln(), &[2.0, 1.0]).unwrap();
    /// assert_eq!(why, "ln(-1) is NaN: record 5, v5 = ln v4, a function of x[0] = 2");
    /// ```
    pub fn diagnose(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> Option<String> {
        let recorded = Diagnosed::along(f, x, None);
        match recorded.place {
            Some(output) => recorded.graph.diagnose(output),
            None => constant_fault(recorded.value),
        }
    }

    /// Which operation first made a second derivative of `f` at `x` not finite; `None` if all are
    /// finite. By one call of `f` and one reverse sweep a variable.
    ///
    /// ```
    /// use ad_reverse::Scalar;
    /// let why = Scalar::diagnose_second(|x| x[0].sqrt() * x[0] - x[0], &[0.0]).unwrap();
    /// assert_eq!(why, "√(0) changes with x[0] at the rate inf: record 2, v2 = √x[0], a function of x[0] = 0");
    /// assert_eq!(Scalar::diagnose_second(|x| x[0].sqrt() * x[0] - x[0], &[1.0]), None);
    /// ```
    pub fn diagnose_second(f: impl Fn(&[Scalar]) -> Scalar, x: &[f64]) -> Option<String> {
        (0..x.len()).find_map(|j| {
            let recorded = Diagnosed::along(&f, x, Some(j));
            recorded.graph.diagnose_second(recorded.place?, j)
        })
    }
}
