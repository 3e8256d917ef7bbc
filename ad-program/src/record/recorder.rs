//! What a function is recorded on.

use super::Symbol;
use crate::error::Error;
use crate::graph::{Builder, Graph, Kind, prune};
use crate::program::Program;
use core::cell::{Ref, RefCell};
use core::fmt;

/// What the symbols of one recording write on. [`Program::record`] needs none; by hand it gives programs
/// with parameters and with many outputs.
///
/// ```
/// use ad_program::Recorder;
/// let recorder = Recorder::new();
/// let x = recorder.variables(&[1.0, 2.0]);
/// let c = recorder.parameters(&[10.0]);
/// let program = recorder.program(&[x[0] * x[1] + c[0], x[0].sin()])?;
/// // the variables, then the parameters
/// assert_eq!(program.evaluate(&[3.0, 4.0, 5.0])?, [17.0, 3f64.sin()]);
/// # Ok::<(), ad_program::Error>(())
/// ```
pub struct Recorder {
    builder: RefCell<Builder>,
    /// Whether sums of many terms are written out by their definitions.
    pub(crate) elementary: bool,
}

/// More operations than this are refused.
pub(crate) const LIMIT: usize = 1 << 26;

impl Recorder {
    /// An empty recording, of at most 2^26 operations. Ten million take 0.3 GB, and 1.2 GB at most while the
    /// program of their gradient is made.
    pub fn new() -> Self {
        Recorder::with_limit(LIMIT)
    }

    /// An empty recording, of at most `limit` operations, inputs and constants included.
    ///
    /// ```
    /// use ad_program::{Error, Recorder};
    /// let recorder = Recorder::with_limit(100);
    /// let x = recorder.variables(&[0.5])[0];
    /// let y = (0..1000).fold(x, |y, _| y.sin());
    /// assert!(matches!(recorder.program(&[y]), Err(Error::TooLarge { limit: 100 })));
    /// ```
    pub fn with_limit(limit: usize) -> Self {
        Recorder { builder: RefCell::new(Builder::new(limit.min(LIMIT))), elementary: false }
    }
    pub(crate) fn elementary() -> Self {
        Recorder { elementary: true, ..Recorder::new() }
    }
    /// Goes on with `graph`, recorded at `x`.
    pub(crate) fn resume(graph: &Graph, x: &[f64]) -> Self {
        Recorder { builder: RefCell::new(Builder::resume(graph, x, LIMIT)), elementary: false }
    }

    /// Variables with these values: what derivatives are taken by.
    ///
    /// ```
    /// # use ad_program::Recorder;
    /// let recorder = Recorder::new();
    /// assert_eq!(recorder.variables(&[1.0, 2.0]).len(), 2);
    /// ```
    pub fn variables(&self, x: &[f64]) -> Vec<Symbol<'_>> {
        x.iter().map(|&x| self.input(x, false)).collect()
    }

    /// Parameters with these values: they may change from replay to replay, and nobody differentiates by them.
    ///
    /// ```
    /// # use ad_program::Recorder;
    /// let recorder = Recorder::new();
    /// let (x, p) = (recorder.variables(&[1.0]), recorder.parameters(&[2.0]));
    /// let gradient = recorder.program(&[x[0] * p[0]])?.gradient()?;
    /// assert_eq!(gradient.evaluate(&[3.0, 5.0])?, [15.0, 5.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    pub fn parameters(&self, p: &[f64]) -> Vec<Symbol<'_>> {
        p.iter().map(|&p| self.input(p, true)).collect()
    }
    fn input(&self, value: f64, parameter: bool) -> Symbol<'_> {
        let mut builder = self.builder.borrow_mut();
        let node = if parameter { builder.parameter(value) } else { builder.variable(value) };
        Symbol::new(self, node, value)
    }

    /// The program of what was recorded so far, with these outputs.
    ///
    /// ```
    /// # use ad_program::Recorder;
    /// let recorder = Recorder::new();
    /// let x = recorder.variables(&[1.0]);
    /// assert_eq!(recorder.program(&[x[0] + 1.0, x[0].sq()])?.evaluate(&[3.0])?, [4.0, 9.0]);
    /// # Ok::<(), ad_program::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there were more operations than the limit.
    ///
    /// # Panics
    /// If an output belongs to another recording.
    pub fn program(&self, outputs: &[Symbol<'_>]) -> Result<Program, Error> {
        let outputs: Vec<u32> = outputs.iter().map(|&y| self.place("an output", y)).collect();
        let builder = self.builder.borrow();
        builder.check()?;
        let inputs = builder.graph.variables.iter().chain(&builder.graph.parameters);
        let point = inputs.map(|&node| builder.values[node as usize]).collect();
        Ok(Program::new(prune(&builder.graph, &outputs), point))
    }

    /// The node of a symbol; a constant becomes one.
    pub(crate) fn place(&self, operation: &'static str, x: Symbol<'_>) -> u32 {
        match x.node() {
            Some((recorder, node)) => {
                if !core::ptr::eq(recorder, self) {
                    panic!("{}", ad_core::Error::TwoGraphs { operation });
                }
                node
            }
            None => self.builder.borrow_mut().constant(x.value()),
        }
    }
    /// The operation on symbols.
    pub(crate) fn push<'r>(&'r self, kind: Kind, x: &[Symbol<'r>]) -> Symbol<'r> {
        let name = kind.name();
        let places: smallvec::SmallVec<[u32; 8]> = x.iter().map(|&x| self.place(name, x)).collect();
        let node = self.builder.borrow_mut().push(&kind, &places);
        self.written(node, || kind.value(&x.iter().map(|x| x.value()).collect::<Vec<_>>()))
    }
    /// The symbol of a node. What does not fit any more has its value at least, so that the function ends as it
    /// would.
    pub(crate) fn written(&self, node: u32, value: impl FnOnce() -> f64) -> Symbol<'_> {
        if self.builder.borrow().full { Symbol::new(self, 0, value()) } else { self.symbol(node) }
    }
    /// The symbol of a node of this recording: for numbers that wrap a symbol.
    ///
    /// # Panics
    /// If there is no such node.
    #[doc(hidden)]
    pub fn symbol(&self, node: u32) -> Symbol<'_> {
        let builder = self.builder.borrow();
        match builder.as_constant(node) {
            Some(c) => Symbol::constant(c),
            None => Symbol::new(self, node, builder.values[node as usize]),
        }
    }
    pub(crate) fn builder(&self) -> Ref<'_, Builder> {
        self.builder.borrow()
    }
    pub(crate) fn build<R>(&self, change: impl FnOnce(&mut Builder) -> R) -> R {
        change(&mut self.builder.borrow_mut())
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Recorder::new()
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Recorder({} operations)", self.builder.borrow().graph.len())
    }
}
