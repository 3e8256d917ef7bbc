//! A recorded function.

mod derivatives;
mod show;

use crate::error::{BranchChanged, Error};
use crate::graph::{Graph, Kind};
use crate::guard::Relation;
use crate::record::Recorder;
use crate::run::{Code, Memory};
use crate::strong;
use ad_core::error::same_length;
use ad_core::{Objective, Residuals};
use core::cell::OnceCell;
use std::rc::Rc;

/// What the outputs of a program are, for `m` outputs of the function that was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// `y`.
    Value,
    /// `y`, then `w' J` with weights `w` after the inputs; those of one output are 1 and no inputs.
    Pullback,
    /// `y`, then `J v` with `v` after the inputs.
    Pushforward,
    /// `y`, then `J` row by row.
    Jacobian,
    /// `f`, then `H v` with `v` after the inputs.
    HessVec,
    /// `f`, the gradient, then `H` row by row.
    Hessian,
}

/// A function recorded at a point, with a guard on every comparison: replayed elsewhere it gives what the
/// function would give, or an error that says which comparison came out otherwise.
///
/// ```
/// use ad_core::objective;
/// use ad_program::{Error, Program};
/// // Huber's function
/// let f = objective!(|x| if x[0].abs() <= F::one() { x[0].sq() * 0.5 } else { x[0].abs() - 0.5 });
/// let program = Program::record(&f, &[0.5])?;
/// assert_eq!(program.evaluate(&[0.25])?, [0.03125]);
/// assert_eq!(program.evaluate(&[2.0]).unwrap_err().comparison, "t0 <= 1");
///
/// let gradient = program.gradient()?;
/// assert_eq!(gradient.evaluate(&[0.25])?, [0.03125, 0.25]); // the value and the derivative
/// # Ok::<(), Error>(())
/// ```
///
/// Its values are those of the rules of the table, bit for bit those of the function at
/// [`Plain<f64>`](ad_core::Plain), sums of many terms in the order that their methods document. Of a NaN
/// neither sign nor payload is kept, and of an exact zero of a strong product not the sign; the values of
/// derivatives that the function takes inside are those up to rounding.
///
/// Derivative programs use plain products, and redo a point at which a result is not finite with strong
/// ones: conventions at singular points hold as in every engine.
#[derive(Clone)]
pub struct Program {
    graph: Rc<Graph>,
    /// Where it was recorded.
    point: Rc<[f64]>,
    content: Content,
    /// The function that was recorded, if this is a derivative.
    primal: Option<Rc<Graph>>,
    code: Rc<OnceCell<Code>>,
}

impl Program {
    pub(crate) fn new(graph: Graph, point: Vec<f64>) -> Self {
        Program {
            graph: Rc::new(graph),
            point: point.into(),
            content: Content::Value,
            primal: None,
            code: Rc::default(),
        }
    }

    /// The objective as its comparisons come out at `x`.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.evaluate(&[3.0, 4.0])?, [12.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it has more operations than a [`Recorder`](crate::Recorder) allows.
    pub fn record<O: Objective>(f: &O, x: &[f64]) -> Result<Self, Error> {
        let recorder = Recorder::new();
        let x = recorder.variables(x);
        recorder.program(&[f.value(&x)])
    }

    /// The residuals as their comparisons come out at `x`, an output each.
    ///
    /// ```
    /// use ad_core::{Real, Residuals};
    /// use ad_program::Program;
    /// struct Polar;
    /// impl Residuals for Polar {
    ///     fn len(&self) -> usize { 2 }
    ///     fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
    ///         out[0] = x[0] * x[1].cos();
    ///         out[1] = x[0] * x[1].sin();
    ///     }
    /// }
    /// let jacobian = Program::record_residuals(&Polar, &[1.0, 1.0])?.jacobian()?;
    /// assert_eq!(jacobian.evaluate(&[2.0, 0.0])?, [2.0, 0.0, 1.0, -0.0, 0.0, 2.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If they have more operations than a [`Recorder`](crate::Recorder) allows.
    pub fn record_residuals<R: Residuals>(f: &R, x: &[f64]) -> Result<Self, Error> {
        let recorder = Recorder::new();
        let x = recorder.variables(x);
        let mut out = vec![ad_core::num_traits::Zero::zero(); f.len()];
        f.residuals(&x, &mut out);
        recorder.program(&out)
    }

    /// How many numbers the program takes: variables, parameters, and the vector of a product.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!((program.inputs(), program.jvp()?.inputs()), (2, 4));
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn inputs(&self) -> usize {
        self.graph.inputs()
    }
    /// How many of them are variables.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.jvp()?.variables(), 2);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn variables(&self) -> usize {
        self.graph.variables.len()
    }
    /// How many numbers it gives.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!((program.outputs(), program.gradient()?.outputs()), (1, 3));
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn outputs(&self) -> usize {
        self.graph.outputs.len()
    }
    /// How many operations it has, guards included, inputs and constants not.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| (x[0] + 1.0) * (x[0] + 1.0)), &[1.0])?;
    /// assert_eq!(program.operations(), 2); // the sum once, its square
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn operations(&self) -> usize {
        (0..self.graph.len())
            .filter(|&i| !matches!(self.graph.kind(i), Kind::Input | Kind::Constant | Kind::Entry))
            .count()
    }
    /// How many guards hold every bit of a value, because it was converted to a float: the program then serves
    /// points with the same value there, and hardly any other.
    ///
    /// ```
    /// use ad_core::{objective, num_traits::ToPrimitive};
    /// use ad_program::Program;
    /// let f = objective!(|x| x[0] * x[1].to_f64().unwrap_or(0.0));
    /// assert_eq!(Program::record(&f, &[1.0, 2.0])?.exact_guards(), 1);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn exact_guards(&self) -> usize {
        let exact = |i: &usize| matches!(self.graph.kind(*i), Kind::Guard(Relation::SameBits, _));
        (0..self.graph.len()).filter(exact).count()
    }
    /// How many of them are guards.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| if x[0] > x[1] { x[0] } else { x[1] }), &[1.0, 2.0])?;
    /// assert_eq!(program.guards(), 1);
    /// assert_eq!(Program::record(&objective!(|x| x[0].max(x[1])), &[1.0, 2.0])?.guards(), 0);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn guards(&self) -> usize {
        (0..self.graph.len()).filter(|&i| matches!(self.graph.kind(i), Kind::Guard(..))).count()
    }

    /// The outputs at `x`: the variables, then the parameters, then the vector of a product.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].exp()), &[1.0])?;
    /// assert_eq!(program.evaluate(&[0.0])?, [1.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a comparison comes out otherwise than where the program was recorded.
    ///
    /// # Panics
    /// If `x` has not [`inputs`](Program::inputs) numbers.
    pub fn evaluate(&self, x: &[f64]) -> Result<Vec<f64>, BranchChanged> {
        let mut out = vec![0.0; self.outputs()];
        self.evaluate_into(x, &mut self.memory(), &mut out)?;
        Ok(out)
    }

    /// Room for the numbers of a replay.
    pub fn memory(&self) -> Memory {
        self.code().memory()
    }

    /// As [`evaluate`](Program::evaluate), in memory of this program's that serves many replays: none is
    /// allocated, unless a result is not finite.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].exp()), &[1.0])?.gradient()?;
    /// let (mut memory, mut out) = (program.memory(), [0.0; 2]);
    /// program.evaluate_into(&[0.0], &mut memory, &mut out)?;
    /// assert_eq!(out, [1.0, 1.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`evaluate`](Program::evaluate); `out` is then as before.
    ///
    /// # Panics
    /// As [`evaluate`](Program::evaluate); if `out` has not [`outputs`](Program::outputs) numbers, or the
    /// memory is that of another program.
    pub fn evaluate_into(&self, x: &[f64], memory: &mut Memory, out: &mut [f64]) -> Result<(), BranchChanged> {
        same_length("the argument of a program", x.len(), self.inputs());
        same_length("the outputs of a program", out.len(), self.outputs());
        let code = self.code();
        if let Err(guard) = code.run(x, memory) {
            return Err(self.changed(guard));
        }
        code.read(memory, out);
        if self.primal.is_some() && !out.iter().all(|y| y.is_finite()) {
            let primal = self.primal.as_ref().unwrap_or(&self.graph);
            strong::evaluate(primal, self.content, x, out);
        }
        Ok(())
    }
    fn code(&self) -> &Code {
        self.code.get_or_init(|| Code::of(&self.graph))
    }

    /// The comparison behind guard number `guard`.
    fn changed(&self, guard: usize) -> BranchChanged {
        let graph = &self.graph;
        let mut guards = (0..graph.len()).filter(|&i| matches!(graph.kind(i), Kind::Guard(..)));
        let node = guards.nth(guard).expect("the number of a guard");
        let Kind::Guard(relation, recorded) = *graph.kind(node) else { unreachable!("a guard") };
        let words: Vec<_> = graph.operands(node).iter().map(|&k| graph.node_name(k as usize)).collect();
        BranchChanged { guard, comparison: relation.words(&words), recorded }
    }
}
