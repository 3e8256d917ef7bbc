//! The tape: reverse mode at the speed of plain code.
//!
//! A handle [`Var`] does not stand for a record but for a sum of at most two terms,
//! `dv = d_i dx_i + d_j dx_j`. An operation multiplies the coefficients; only where more than two
//! terms meet, some are written down. A record is a pair of terms; a bit of it says that it
//! continues the one before, so that a long sum takes one record a pair of terms, and the sweep
//! keeps its adjoint in a register.
//!
//! The sweep goes from the last record to the first, `adj_i += adj_k d_i`, `adj_j += adj_k d_j`.

mod arena;
mod block;
mod linear;
mod record;
mod rows;
mod sweep;
mod var;
mod workspace;

pub use sweep::Gradient;
pub(crate) use var::Differential;
pub use var::Var;
pub(crate) use workspace::MOST_KEPT;
pub use workspace::Workspace;

use ad_core::Number;
use ad_core::rules::{Rule, partials};
use arena::{Arena, MOST};
use block::Block;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicU64, Ordering};
use record::{LINK, Record, VARIABLE};
use rows::Rows;

/// What is written down of a computation, for one reverse sweep.
///
/// Handles are `Copy` and mix with f64. In contrast to a [`Graph`](crate::Graph) it keeps no values,
/// names or operations, and adjoints of variables only; a gradient costs a few times the function.
///
/// ```
/// use ad_reverse::Tape;
/// let tape = Tape::new();
/// let (x, y) = (tape.variable(3.0), tape.variable(2.0));
/// let f = x * x * y + y.sin();
/// let gradient = f.backward();
/// assert_eq!((gradient.of(x), gradient.of(y)), (12.0, 9.0 + 2f64.cos()));
/// ```
///
/// A handle cannot outlive its tape or survive [`clear`](Tape::clear), and a tape stays on its thread.
pub struct Tape<T = f64> {
    /// No two tapes of a process, and no tape before and after it is cleared, have one.
    generation: u64,
    /// Indices less than that of the first record are variables without one.
    records: Arena<Record<T>>,
    /// Variables that came later.
    late: RefCell<Vec<u32>>,
    blocks: RefCell<Vec<Block<T>>>,
    /// All zero, but while a sweep runs.
    adjoints: RefCell<Vec<T>>,
    /// What the last finite sum leaves to the next.
    rows: RefCell<Option<Box<Rows<T>>>>,
}

impl<T: Number> Tape<T> {
    /// An empty tape.
    ///
    /// ```
    /// assert_eq!(ad_reverse::Tape::<f64>::new().len(), 0);
    /// ```
    pub fn new() -> Self {
        Tape::with_capacity(0)
    }

    /// An empty tape with room for so many records; it grows beyond them by itself.
    ///
    /// ```
    /// assert!(ad_reverse::Tape::<f64>::with_capacity(1000).is_empty());
    /// ```
    pub fn with_capacity(records: usize) -> Self {
        Tape {
            generation: next_generation(),
            records: Arena::with_capacity(records),
            late: RefCell::default(),
            blocks: RefCell::default(),
            adjoints: RefCell::default(),
            rows: RefCell::default(),
        }
    }

    /// Runs `f` with a tape of its own, branded: a variable of another tape in its expressions does
    /// not compile, unless that other tape was leaked for `'static` (then it panics).
    ///
    /// ```
    /// use ad_reverse::Tape;
    /// let slope = Tape::scope(|tape| {
    ///     let x = tape.variable(3.0);
    ///     (x * x).backward().of(x)
    /// });
    /// assert_eq!(slope, 6.0);
    /// ```
    ///
    /// ```compile_fail
    /// use ad_reverse::Tape;
    /// Tape::scope(|a| Tape::scope(|b| (a.variable(3.0) * b.variable(2.0)).value()));
    /// ```
    pub fn scope<R>(f: impl for<'t> FnOnce(Branded<'t, T>) -> R) -> R {
        f(Branded { tape: &Tape::new(), brand: PhantomData })
    }

    /// A new variable.
    ///
    /// ```
    /// let tape = ad_reverse::Tape::new();
    /// assert_eq!(tape.variable(2.0).value(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If the tape is full: it holds about 2^31 numbers.
    pub fn variable(&self, value: T) -> Var<'_, T> {
        let index = if self.has_no_record() {
            if self.records.next() >= MOST {
                full();
            }
            self.records.start_at(self.records.next() + 1);
            self.records.first() - 1
        } else {
            let index = self.push(Record { i: VARIABLE, j: 0, di: T::zero(), dj: T::zero() });
            self.late.borrow_mut().push(index);
            index
        };
        Var::of(self, index, value)
    }

    /// New variables, one a value.
    ///
    /// ```
    /// let tape = ad_reverse::Tape::new();
    /// let x = tape.variables(&[2.0, 3.0]);
    /// assert_eq!((x[0] * x[1]).backward().of(x[0]), 3.0);
    /// ```
    ///
    /// # Panics
    /// If the tape is full: it holds about 2^31 numbers.
    pub fn variables(&self, values: &[T]) -> Vec<Var<'_, T>> {
        let mut x = Vec::with_capacity(values.len());
        self.variables_into(values.iter().copied(), &mut x);
        x
    }

    /// New variables behind those in `x`.
    fn variables_into<'t>(&'t self, values: impl ExactSizeIterator<Item = T>, x: &mut Vec<Var<'t, T>>) {
        let (first, count) = (self.len(), values.len());
        if !self.has_no_record() || count > MOST as usize - first {
            x.extend(values.map(|value| self.variable(value)));
            return;
        }
        self.records.start_at((first + count) as u32);
        x.extend(values.zip(first as u32..).map(|(value, index)| Var::of(self, index, value)));
    }

    /// How much memory the records and adjoints have, and those of finite sums.
    pub(crate) fn bytes(&self) -> usize {
        let own = self.records.capacity() * size_of::<Record<T>>() + self.adjoints.borrow().capacity() * size_of::<T>();
        own + self.rows.borrow().as_ref().map_or(0, |rows| rows.bytes())
    }

    /// How many variables and records there are.
    ///
    /// ```
    /// let tape = ad_reverse::Tape::new();
    /// let (x, y) = (tape.variable(2.0), tape.variable(3.0));
    /// let _ = x * y; // a sum of two terms, `3 dx + 2 dy`, is not written down
    /// assert_eq!(tape.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.records.next() as usize
    }

    /// Whether there is neither a variable nor a record.
    ///
    /// ```
    /// assert!(ad_reverse::Tape::<f64>::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets everything and keeps the memory. No handle can be left: the compiler sees to it.
    ///
    /// ```
    /// let mut tape = ad_reverse::Tape::new();
    /// tape.variable(1.0);
    /// tape.clear();
    /// assert!(tape.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.generation = next_generation();
        self.records.start_at(0);
        self.late.get_mut().clear();
        self.blocks.get_mut().clear();
    }

    /// How many variables have no record: the first ones.
    fn inputs(&self) -> usize {
        self.records.first() as usize
    }
    fn has_no_record(&self) -> bool {
        self.records.next() == self.records.first()
    }

    /// An index whose adjoint nobody asks for.
    pub(crate) fn constant(&self) -> u32 {
        self.push(Record { i: 0, j: 0, di: T::zero(), dj: T::zero() })
    }

    /// Writes down `rule(at)`, with a term for every operand that has an index: for handles that are
    /// one record each. Returns the value with its index.
    #[inline(always)]
    pub(crate) fn record<R: Rule<N>, const N: usize>(&self, rule: R, at: [T; N], places: [Option<u32>; N]) -> (T, u32) {
        let value = T::apply(rule, at);
        let slopes = partials(rule, at, value);
        let mut terms = places.into_iter().zip(slopes).filter_map(|(place, slope)| Some((place?, slope)));
        let (mut link, mut index) = (0, 0);
        while let Some((i, di)) = terms.next() {
            let (j, dj) = terms.next().unwrap_or((i, T::zero()));
            index = self.push(Record { i: i | link, j, di, dj });
            link = LINK;
        }
        (value, index)
    }

    /// Writes a record down and returns its index.
    #[inline(always)]
    fn push(&self, record: Record<T>) -> u32 {
        self.records.push(record)
    }
}

fn next_generation() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[cold]
#[inline(never)]
fn full() -> ! {
    panic!("a tape holds at most {MOST} numbers: split the computation")
}

impl<T: Number> Default for Tape<T> {
    fn default() -> Self {
        Tape::new()
    }
}

impl<T> fmt::Debug for Tape<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Tape #{}", self.generation)
    }
}

/// A tape whose variables have a type of their own. See [`Tape::scope`].
#[derive(Clone, Copy, Debug)]
pub struct Branded<'t, T = f64> {
    tape: &'t Tape<T>,
    brand: PhantomData<Cell<&'t ()>>,
}

impl<'t, T: Number> Branded<'t, T> {
    /// A new variable.
    ///
    /// ```
    /// use ad_reverse::Tape;
    /// assert_eq!(Tape::scope(|tape| tape.variable(2.0).value()), 2.0);
    /// ```
    pub fn variable(&self, value: T) -> Var<'t, T> {
        self.tape.variable(value)
    }
    /// How many variables and records there are.
    ///
    /// ```
    /// use ad_reverse::Tape;
    /// assert_eq!(Tape::<f64>::scope(|tape| tape.len()), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.tape.len()
    }
    /// Whether there is neither a variable nor a record.
    ///
    /// ```
    /// use ad_reverse::Tape;
    /// assert!(Tape::<f64>::scope(|tape| tape.is_empty()));
    /// ```
    pub fn is_empty(&self) -> bool {
        self.tape.is_empty()
    }
}
