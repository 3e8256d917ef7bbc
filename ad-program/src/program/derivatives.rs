//! Programs of derivatives.

use super::{Content, Program};
use crate::derive;
use crate::error::Error;
use crate::graph::Graph;
use std::rc::Rc;

impl Program {
    fn derived(&self, content: Content, graph: Result<Graph, Error>) -> Result<Self, Error> {
        let graph = graph?;
        let mut point = self.point.to_vec();
        point.resize(graph.inputs(), 1.0);
        let primal = Some(Rc::clone(self.primal.as_ref().unwrap_or(&self.graph)));
        Ok(Program { graph: Rc::new(graph), point: point.into(), content, primal, code: Rc::default() })
    }
    /// Derivatives are taken of what was recorded.
    #[track_caller]
    fn expect_value(&self, what: &str) {
        assert!(self.content == Content::Value, "{what} is taken of a recorded function, not of a derivative of one");
    }
    #[track_caller]
    fn expect_scalar(&self, what: &str) {
        self.expect_value(what);
        assert!(self.outputs() == 1, "{what} is that of a function with one output, this one has {}", self.outputs());
    }

    /// The program of `f` and its gradient by the variables: reverse mode, graph to graph.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.gradient()?.evaluate(&[3.0, 4.0])?, [12.0, 4.0, 3.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it has more operations than a [`Recorder`](crate::Recorder) allows.
    ///
    /// # Panics
    /// If this is a derivative already, or has several outputs.
    pub fn gradient(&self) -> Result<Self, Error> {
        self.expect_scalar("a gradient");
        self.derived(Content::Pullback, derive::gradient(&self.graph, &self.point))
    }

    /// The program of `y` and `w' J`; the weights `w`, one an output, are inputs after the others.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.vjp()?.evaluate(&[3.0, 4.0, 10.0])?, [12.0, 40.0, 30.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`gradient`](Program::gradient).
    ///
    /// # Panics
    /// If this is a derivative already.
    pub fn vjp(&self) -> Result<Self, Error> {
        self.expect_value("a vjp");
        self.derived(Content::Pullback, derive::vjp(&self.graph, &self.point))
    }

    /// The program of `y` and `J v`: forward mode, graph to graph; the direction `v`, one entry a
    /// variable, is the last of the inputs.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let f = objective!(|x| x[0] * x[1]);
    /// let jvp = Program::record(&f, &[1.0, 1.0])?.jvp()?;
    /// assert_eq!(jvp.evaluate(&[2.0, 3.0, 1.0, 10.0])?, [6.0, 23.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`gradient`](Program::gradient).
    ///
    /// # Panics
    /// If this is a derivative already.
    pub fn jvp(&self) -> Result<Self, Error> {
        self.expect_value("a jvp");
        self.derived(Content::Pushforward, derive::jvp(&self.graph, &self.point))
    }

    /// The program of `y` and the rows of `J`, by the cheaper mode.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0] * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.jacobian()?.evaluate(&[3.0, 4.0])?, [12.0, 4.0, 3.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`gradient`](Program::gradient).
    ///
    /// # Panics
    /// If this is a derivative already.
    pub fn jacobian(&self) -> Result<Self, Error> {
        self.expect_value("a Jacobian");
        self.derived(Content::Jacobian, derive::jacobian(&self.graph, &self.point))
    }

    /// The program of `f` and `H v`: the tangent of the gradient; `v` is the last of the inputs.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let f = objective!(|x| x[0] * x[0] * x[1]);
    /// let product = Program::record(&f, &[1.0, 1.0])?.hess_vec()?;
    /// assert_eq!(product.evaluate(&[1.0, 2.0, 1.0, 0.0])?, [2.0, 4.0, 2.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`gradient`](Program::gradient).
    ///
    /// # Panics
    /// As [`gradient`](Program::gradient).
    pub fn hess_vec(&self) -> Result<Self, Error> {
        self.expect_scalar("a Hessian-vector product");
        self.derived(Content::HessVec, derive::hess_vec(&self.graph, &self.point))
    }

    /// The program of `f`, the gradient and the rows of the Hessian: a tangent of the gradient a variable,
    /// of which what is known to be zero is no operation.
    ///
    /// ```
    /// # use ad_core::objective;
    /// # use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].sq() * x[1]), &[1.0, 1.0])?;
    /// assert_eq!(program.hessian()?.evaluate(&[3.0, 4.0])?, [36.0, 24.0, 9.0, 8.0, 6.0, 6.0, 0.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`gradient`](Program::gradient).
    ///
    /// # Panics
    /// As [`gradient`](Program::gradient).
    pub fn hessian(&self) -> Result<Self, Error> {
        self.expect_scalar("a Hessian");
        self.derived(Content::Hessian, derive::hessian(&self.graph, &self.point))
    }
}
