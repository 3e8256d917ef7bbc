//! The handle: a value and at most two terms of its differential.

use super::Tape;
use super::record::{LINK, NONE, Record, add, mul};
use crate::recorded::recorded_products;
use ad_core::rules::{Op, Rule, VectorRule, partials};
use ad_core::{Error, Number, grow_number, num_traits};
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;

/// A value on a [`Tape`] with its differential `di dx_i + dj dx_j`, or a constant. `Copy`, a
/// `Float`, f64 on both sides.
///
/// ```
/// use ad_reverse::Tape;
/// let tape = Tape::new();
/// let x = tape.variable(3.0);
/// let f = 2.0 * x * x + 1.0;
/// assert_eq!((f.value(), f.backward().of(x)), (19.0, 12.0));
/// ```
///
/// # Panics
/// An operation whose operands belong to two tapes panics, in debug and in release.
#[derive(Clone, Copy)]
// No two floats are neighbours: a function that is not inlined returns its handle in memory, where one
// load of two floats waits until both, stored one by one, have left the store buffer.
#[repr(C)]
pub struct Var<'t, T = f64> {
    value: T,
    i: u32,
    j: u32,
    di: T,
    tape: Option<&'t Tape<T>>,
    dj: T,
    /// Invariant in `'t`, so that the handles of two scopes have two types.
    brand: PhantomData<Cell<&'t ()>>,
}

/// `di dx_i + dj dx_j`; [`NONE`] in place of an index, the second first, is no term. The
/// coefficients are finite: one that is not is written down at once, so that a zero adjoint stops
/// before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<T> {
    pub i: u32,
    pub j: u32,
    pub di: T,
    pub dj: T,
}

/// [`Terms`] in the signature of what is not inlined: as a struct they would have to live in memory
/// wherever this might be called.
pub(super) type Scalars<T> = (u32, u32, T, T);

impl<T> From<Scalars<T>> for Terms<T> {
    #[inline(always)]
    fn from((i, j, di, dj): Scalars<T>) -> Self {
        Terms { i, j, di, dj }
    }
}

impl<T: Number> Terms<T> {
    #[inline(always)]
    pub(super) fn scalars(self) -> Scalars<T> {
        (self.i, self.j, self.di, self.dj)
    }
    #[inline(always)]
    pub(super) fn none() -> Self {
        Terms { i: NONE, j: NONE, di: T::zero(), dj: T::zero() }
    }
    #[inline(always)]
    pub(super) fn one(i: u32, di: T) -> Self {
        Terms { i, j: NONE, di, dj: T::zero() }
    }
    #[inline(always)]
    pub(super) fn of_record(i: u32) -> Self {
        Terms::one(i, T::one())
    }
    /// An entry of the tape itself and nothing computed from it, which of a single term `dj` says: a
    /// variable plus a constant has the same terms.
    #[inline(always)]
    fn of_entry(i: u32) -> Self {
        Terms { dj: T::one(), ..Terms::of_record(i) }
    }
    /// See [`of_entry`](Terms::of_entry).
    pub fn is_entry(self) -> bool {
        self.is_single() && is_one(self.dj)
    }
    #[inline(always)]
    pub(super) fn is_single(self) -> bool {
        self.j == NONE
    }
    /// The terms written down; a second one that is none is zero.
    #[inline(always)]
    pub(super) fn record(self) -> Record<T> {
        let (j, dj) = if self.is_single() { (self.i, T::zero()) } else { (self.j, self.dj) };
        Record { i: self.i, j, di: self.di, dj }
    }
    /// The same terms without the mark of an entry.
    #[inline(always)]
    fn computed(self) -> Self {
        Terms { dj: if self.is_single() { T::zero() } else { self.dj }, ..self }
    }
    /// Both coefficients times `s`.
    #[inline(always)]
    pub(super) fn times(self, s: T) -> Self {
        Terms { di: mul(self.di, s), dj: if self.is_single() { T::zero() } else { mul(self.dj, s) }, ..self }
    }
    #[inline(always)]
    pub(super) fn is_finite(self) -> bool {
        add(self.di, self.dj).is_finite_all()
    }
}

fn is_one<T: Number>(x: T) -> bool {
    x.as_constant() == Some(num_traits::One::one())
}

impl<T: Number> Tape<T> {
    fn write(&self, t: Terms<T>) -> u32 {
        self.push(t.record())
    }

    /// As `write`, out of line: in line it would cost the more frequent cases their registers.
    #[inline(never)]
    fn write_apart(&self, t: Scalars<T>) -> u32 {
        self.write(Terms::from(t))
    }

    /// The differential `s_a a + s_b b` of a product, or of whatever is no sum.
    #[inline(always)]
    fn product(&self, a: Terms<T>, b: Terms<T>, sa: T, sb: T) -> Terms<T> {
        let (p, q) = (mul(a.di, sa), mul(b.di, sb));
        if a.j & b.j == NONE {
            // one test for both: a sum of what is not finite is not finite
            let sum = add(p, q);
            if sum.is_finite_all() {
                return if a.i == b.i { Terms::one(a.i, sum) } else { Terms { i: a.i, j: b.i, di: p, dj: q } };
            }
        } else if a.i == b.i && a.j == b.j {
            let (di, dj) = (add(p, q), add(mul(a.dj, sa), mul(b.dj, sb)));
            if add(di, dj).is_finite_all() {
                return Terms { di, dj, ..a };
            }
        }
        Terms::of_record(self.written(a.scalars(), b.scalars(), sa, sb))
    }

    /// The differential `a + b`, where both have finite coefficients. Of more than two terms some are
    /// written down; where the last record is one of them, the next continues it.
    #[inline(always)]
    fn sum(&self, a: Terms<T>, b: Terms<T>) -> Terms<T> {
        let len = self.records.next();
        match (a.is_single(), b.is_single()) {
            // the accumulator of a sum, the first operand, goes last: the next record continues it
            (true, true) if a.i != b.i => Terms { i: b.i, j: a.i, di: b.di, dj: a.di },
            (true, true) => {
                let sum = add(a.di, b.di);
                if sum.is_finite_all() {
                    Terms::one(a.i, sum)
                } else {
                    Terms::of_record(self.in_two(a.scalars(), b.scalars()))
                }
            }
            (true, false) if a.i.wrapping_add(1) == len && is_one(a.di) => {
                Terms::of_record(self.push(Record { i: b.i | LINK, j: b.j, di: b.di, dj: b.dj }))
            }
            // two of three terms are written down, the third waits in the handle
            (true, false) => Terms { i: a.i, j: self.write(b), di: a.di, dj: T::one() },
            (false, true) if a.i == b.i && add(a.di, b.di).is_finite_all() => Terms { di: add(a.di, b.di), ..a },
            (false, _) if a.j.wrapping_add(1) == len && is_one(a.dj) => {
                let record = self.push(Record { i: a.i | LINK, j: b.i, di: a.di, dj: b.di });
                if b.is_single() {
                    Terms::of_record(record)
                } else {
                    Terms { i: b.j, j: record, di: b.dj, dj: T::one() }
                }
            }
            (false, true) => Terms { i: b.i, j: self.write_apart(a.scalars()), di: b.di, dj: T::one() },
            (false, false) => Terms::of_record(self.in_two(a.scalars(), b.scalars())),
        }
    }

    /// What does not fit into a handle, or is not finite.
    #[cold]
    #[inline(never)]
    fn written(&self, a: Scalars<T>, b: Scalars<T>, sa: T, sb: T) -> u32 {
        let (a, b) = (Terms::from(a), Terms::from(b));
        let (p, q) = (a.times(sa), b.times(sb));
        if !(p.is_finite() && q.is_finite()) {
            return self.carefully(a, b, sa, sb);
        }
        match (p.is_single(), q.is_single()) {
            (false, true) => self.merged(p, q),
            (true, false) => self.merged(q, p),
            _ => self.in_two(p.scalars(), q.scalars()),
        }
    }

    /// A record of three terms, of which two may be of one variable.
    fn merged(&self, pair: Terms<T>, single: Terms<T>) -> u32 {
        let sum = match single.i {
            i if i == pair.i => Terms { di: add(pair.di, single.di), ..pair },
            i if i == pair.j => Terms { dj: add(pair.dj, single.di), ..pair },
            _ => return self.in_two(pair.scalars(), single.scalars()),
        };
        if sum.is_finite() { self.write(sum) } else { self.in_two(pair.scalars(), single.scalars()) }
    }

    /// A record of one operand, continued by a record of the other.
    #[inline(never)]
    fn in_two(&self, p: Scalars<T>, q: Scalars<T>) -> u32 {
        let (p, q) = (Terms::from(p), Terms::from(q));
        self.write(p);
        let last = q.record();
        self.push(Record { i: last.i | LINK, ..last })
    }

    /// Each operand as a record, and the slopes as one: no product of coefficients is formed.
    fn carefully(&self, a: Terms<T>, b: Terms<T>, sa: T, sb: T) -> u32 {
        let (i, j) = (self.alone(a), self.alone(b));
        match (i, j) {
            (Some(i), Some(j)) => self.push(Record { i, j, di: sa, dj: sb }),
            (Some(i), None) => self.push(Record { i, j: i, di: sa, dj: T::zero() }),
            (None, Some(j)) => self.push(Record { i: j, j, di: sb, dj: T::zero() }),
            (None, None) => unreachable!("one operand varies"),
        }
    }

    /// The index that a differential is the adjoint of, with coefficient 1.
    pub(super) fn alone(&self, t: Terms<T>) -> Option<u32> {
        match t {
            Terms { i: NONE, .. } => None,
            Terms { i, j: NONE, di, .. } if is_one(di) => Some(i),
            terms => Some(self.write(terms)),
        }
    }

    /// An index for an operand of a vector rule.
    fn stored(&self, x: &Var<T>) -> u32 {
        self.alone(x.terms()).unwrap_or_else(|| self.constant())
    }
}

impl<T: Copy> Var<'_, T> {
    #[inline(always)]
    fn terms(&self) -> Terms<T> {
        Terms { i: self.i, j: self.j, di: self.di, dj: self.dj }
    }
}

impl<'t, T: Number> Var<'t, T> {
    #[inline(always)]
    pub(super) fn of(tape: &'t Tape<T>, index: u32, value: T) -> Self {
        Var::with(tape, value, Terms::of_entry(index))
    }
    #[inline(always)]
    pub(super) fn constant(value: T) -> Self {
        Var { value, i: NONE, j: NONE, di: T::zero(), tape: None, dj: T::zero(), brand: PhantomData }
    }
    #[inline(always)]
    pub(super) fn with(tape: &'t Tape<T>, value: T, terms: Terms<T>) -> Self {
        let Terms { i, j, di, dj } = terms;
        Var { value, i, j, di, tape: Some(tape), dj, brand: PhantomData }
    }

    /// The value.
    ///
    /// ```
    /// let tape = ad_reverse::Tape::new();
    /// assert_eq!((tape.variable(2.0) * 3.0).value(), 6.0);
    /// ```
    pub fn value(&self) -> T {
        self.value
    }

    /// The tape and the differential, unless this is a constant.
    pub(super) fn place(&self) -> Option<(&'t Tape<T>, Terms<T>)> {
        self.tape.map(|tape| (tape, self.terms()))
    }
    /// The tape of the operands of an operation, unless all are constants.
    pub(super) fn common_tape(x: &[Self], operation: &'static str) -> Option<&'t Tape<T>> {
        let mut tapes = x.iter().filter_map(|x| x.tape);
        let tape = tapes.next()?;
        if !tapes.all(|other| core::ptr::eq(other, tape)) {
            two_tapes(operation);
        }
        Some(tape)
    }
    pub(crate) fn differential(&self) -> Differential<T> {
        Differential(self.terms())
    }
    pub(crate) fn index(&self) -> u32 {
        self.i
    }

    /// `value = f(self)` with the slope `s`; the terms of a sum are written down first if they are to be
    /// `kept`, for they are likely to be used again.
    #[inline(always)]
    fn through(self, value: T, s: T, kept: bool) -> Self {
        let Some(tape) = self.tape else { return Var::constant(value) };
        let mut terms = self.terms();
        if kept && !terms.is_single() {
            terms = Terms::of_record(tape.write(terms));
        }
        // apart, so that nothing waits for the second coefficient of a single term
        if terms.is_single() {
            let di = mul(terms.di, s);
            if di.is_finite_all() {
                return Var::with(tape, value, Terms::one(terms.i, di));
            }
        } else {
            let (di, dj) = (mul(terms.di, s), mul(terms.dj, s));
            if add(di, dj).is_finite_all() {
                return Var::with(tape, value, Terms { di, dj, ..terms });
            }
        }
        let record = tape.written(terms.scalars(), Terms::none().scalars(), s, T::zero());
        Var::with(tape, value, Terms::of_record(record))
    }

    /// `value = f(a, b)` with the slopes `sa`, `sb`.
    #[inline(always)]
    fn joined<R: Rule<N>, const N: usize>(rule: R, a: Self, b: Self, value: T, sa: T, sb: T) -> Self {
        match (a.tape, b.tape) {
            (Some(tape), Some(other)) => {
                if !core::ptr::eq(tape, other) {
                    mixed(rule);
                }
                let terms = match rule.op() {
                    Op::Add {} => tape.sum(a.terms(), b.terms()),
                    Op::Sub {} => tape.sum(a.terms(), b.terms().times(sb)),
                    _ => tape.product(a.terms(), b.terms(), sa, sb),
                };
                Var::with(tape, value, terms)
            }
            // the coefficients of a sum are as finite as they were
            (Some(tape), None) if is_sum(rule.op()) => Var::with(tape, value, a.terms().computed()),
            (None, Some(tape)) if is_sum(rule.op()) => Var::with(tape, value, b.terms().times(sb)),
            (Some(_), None) => a.through(value, sa, false),
            (None, _) => b.through(value, sb, false),
        }
    }
}

/// What an output leaves behind when its handle is gone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Differential<T>(pub(super) Terms<T>);

impl<T: Number> Differential<T> {
    /// That of a record.
    pub(crate) fn of_record(index: u32) -> Self {
        Differential(Terms::of_record(index))
    }
}

#[cold]
#[inline(never)]
fn mixed<R: Rule<N>, const N: usize>(rule: R) -> ! {
    two_tapes(rule.op().name())
}
pub(super) fn two_tapes(operation: &'static str) -> ! {
    panic!("{}", Error::TwoGraphs { operation })
}

#[inline(always)]
fn is_sum(op: Op) -> bool {
    matches!(op, Op::Add {} | Op::Sub {})
}

/// Whether a function of one argument is so cheap, in itself and to its differential, that a sum of
/// two terms under it need not be written down.
#[inline(always)]
fn is_light(op: Op) -> bool {
    matches!(op, Op::Neg {} | Op::Square {} | Op::Powi { .. } | Op::Abs {} | Op::Recip {})
}

impl<'t, T: Number> Number for Var<'t, T> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    #[inline(always)]
    fn lift(c: T::Base) -> Self {
        Var::constant(T::lift(c))
    }
    #[inline(always)]
    fn primal(self) -> T::Base {
        self.value.primal()
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.value);
        let y = T::apply(rule, at);
        let s = partials(rule, at, y);
        match N {
            0 => Var::constant(y),
            1 => x[0].through(y, s[0], !is_light(rule.op())),
            _ => {
                let first = Var::joined(rule, x[0], x[1], y, s[0], s[1]);
                (2..N).fold(first, |sum, k| Var::joined(rule, sum, x[k], y, T::one(), s[k]))
            }
        }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let y = T::apply_vector(rule, &x.iter().map(|x| x.value).collect::<Vec<_>>());
        let Some(tape) = Var::common_tape(x, rule.name()) else { return y.into_iter().map(Var::constant).collect() };
        let operands = x.iter().map(|x| tape.stored(x)).collect();
        let outputs = tape.push_block(rule, x.iter().map(Var::value).collect(), operands, y.clone());
        outputs.zip(y).map(|(index, y)| Var::with(tape, y, Terms::of_record(index))).collect()
    }
    recorded_products!(|x| x.value; Var::constant);
    fn as_constant(self) -> Option<T::Base> {
        if self.tape.is_none() { self.value.as_constant() } else { None }
    }
    fn poison() -> Self {
        Var::constant(T::poison())
    }
    fn is_finite_all(self) -> bool {
        self.value.is_finite_all()
    }
}
grow_number!(@without_real ['t, T: Number] Var<'t, T>; inner T; compare |x| x.value; coefficients |x| [x.value]);

impl<T: Copy + fmt::Debug> fmt::Debug for Var<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.tape, self.terms()) {
            (None, _) => write!(f, "Var({:?})", self.value),
            (_, Terms { i, j: NONE, di, .. }) => write!(f, "Var({:?}, {di:?} d#{i})", self.value),
            (_, Terms { i, j, di, dj }) => write!(f, "Var({:?}, {di:?} d#{i} + {dj:?} d#{j})", self.value),
        }
    }
}
impl<T: Number + fmt::Display> fmt::Display for Var<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        write!(f, "Var(v={:.digits$})", self.value)
    }
}
