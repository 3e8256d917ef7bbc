//! A look at a program: what is in it, and where a number comes from.

use super::Program;
use ad_core::error::same_length;
use core::fmt;
use std::rc::Rc;

impl Program {
    /// The first operation at `x` that makes an output not finite though its operands are, in words, and the
    /// inputs that it depends on; `None` if all outputs are finite. Guards are not looked at.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let program = Program::record(&objective!(|x| (x[0] - 1.0).ln() * x[1]), &[2.0, 1.0])?;
    /// let why = program.diagnose(&[0.5, 1.0]).unwrap();
    /// assert_eq!(why, "ln(t0) is NaN, with t0 = x0 - 1 = -0.5; a function of x0 = 0.5");
    /// assert_eq!(program.diagnose(&[2.0, 1.0]), None);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Panics
    /// If `x` has not [`inputs`](Program::inputs) numbers.
    pub fn diagnose(&self, x: &[f64]) -> Option<String> {
        same_length("the argument of a program", x.len(), self.inputs());
        self.graph.diagnose(x)
    }

    /// The program as text, an operation a line.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].sin() * x[1] + 2.0), &[1.0, 1.0])?;
    /// assert_eq!(program.listing(), "\
    /// inputs x0, x1
    /// t0 = sin(x0)
    /// t1 = x1 * t0
    /// t2 = t1 + 2
    /// outputs t2
    /// ");
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn listing(&self) -> String {
        self.graph.listing()
    }

    /// The guards and their outcomes, each as a number: equal ones for equal branches.
    #[doc(hidden)]
    pub fn signature(&self) -> Vec<u64> {
        self.graph.signature()
    }

    /// The same program without its guards: what a replay costs without them, and what it then gives away.
    #[doc(hidden)]
    pub fn unguarded(&self) -> Self {
        let graph = self.graph.without_guards();
        Program { graph: Rc::new(graph), code: Rc::default(), ..self.clone() }
    }

    /// How often each operation stands in the program, the most frequent first.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].sin() * x[1].sin()), &[1.0, 1.0])?;
    /// assert_eq!(program.counts(), [("sin", 2), ("mul", 1)]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        self.graph.counts()
    }

    /// The program in the language of Graphviz, operands above what is made of them.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_program::Program;
    /// let program = Program::record(&objective!(|x| x[0].exp()), &[1.0])?;
    /// assert!(program.to_dot().contains("label=\"exp\""));
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn to_dot(&self) -> String {
        self.graph.to_dot()
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Program({} -> {}, {} operations", self.inputs(), self.outputs(), self.operations())?;
        match (self.guards(), self.exact_guards()) {
            (0, _) => f.write_str(")"),
            (guards, 0) => write!(f, ", {guards} guards)"),
            (guards, exact) => write!(f, ", {guards} guards, {exact} of them on every bit of a value)"),
        }
    }
}
