//! Sums of many terms: the differential `sum_k s_k dx_k` as one chain of records, two terms a record,
//! written straight from the operands without a handle for any part of it.

use super::record::{LINK, NONE, Record, add, mul};
use super::var::{Scalars, Terms, two_tapes};
use super::{Tape, Var, rows};
use ad_core::rules::{Rule, partials};
use ad_core::{FiniteSum, Number, Real};
use core::ops::Add;

/// A linear combination of differentials, written down as it grows. Up to two terms wait.
pub(super) struct Combination<'t, T> {
    operation: &'static str,
    tape: Option<&'t Tape<T>>,
    /// The last record, whose adjoint is that of all before it; [`NONE`] before the first.
    last: u32,
    waiting: Terms<T>,
    /// A single term put aside, so that pairs stay pairs.
    odd: Terms<T>,
}

impl<'t, T: Number> Combination<'t, T> {
    /// That of no terms, for an operation with this name.
    #[inline(always)]
    pub fn new(operation: &'static str) -> Self {
        Combination { operation, tape: None, last: NONE, waiting: Terms::none(), odd: Terms::none() }
    }

    /// Adds `slope dx`: two terms if `x` is a pair, none if it is a constant.
    #[inline(always)]
    pub fn add(&mut self, x: Var<'t, T>, slope: T) {
        let Some((tape, operand)) = x.place() else { return };
        if self.tape.is_some_and(|other| !core::ptr::eq(tape, other)) {
            two_tapes(self.operation);
        }
        self.tape = Some(tape);
        let terms = operand.times(slope);
        if terms.is_finite() {
            self.term(tape, terms.i, terms.di);
            if !terms.is_single() {
                self.term(tape, terms.j, terms.dj);
            }
        } else {
            self.last = tape.continued_carefully(self.last, self.waiting.scalars(), operand.scalars(), slope);
            self.waiting = Terms::none();
        }
    }

    /// Adds `sum_k slope_k dx_k`: in one step what is most frequent, a product of two single terms.
    #[inline(always)]
    fn add_all<const N: usize>(&mut self, x: [Var<'t, T>; N], slopes: [T; N]) {
        if let ([x, y], [a, b]) = (&x[..], &slopes[..])
            && let (Some((tape, p)), Some((other, q))) = (x.place(), y.place())
            && core::ptr::eq(tape, other)
            && self.tape.is_none_or(|ours| core::ptr::eq(tape, ours))
            && p.is_single()
            && q.is_single()
            && p.i != q.i
        {
            let (di, dj) = (mul(p.di, *a), mul(q.di, *b));
            if add(di, dj).is_finite_all() {
                self.tape = Some(tape);
                if !self.waiting.is_single() {
                    self.last = tape.continued(self.last, self.waiting);
                } else if self.waiting.i != NONE {
                    self.put_aside(tape);
                }
                self.waiting = Terms { i: p.i, j: q.i, di, dj };
                return;
            }
        }
        x.into_iter().zip(slopes).for_each(|(x, slope)| self.add(x, slope));
    }

    /// The single term that waits gives way to a pair.
    #[inline(always)]
    fn put_aside(&mut self, tape: &Tape<T>) {
        let odd = core::mem::replace(&mut self.odd, Terms::none());
        if odd.i == NONE {
            self.odd = self.waiting;
        } else {
            let Terms { i: j, di: dj, .. } = self.waiting;
            self.last = tape.continued(self.last, Terms { i: odd.i, j, di: odd.di, dj });
        }
    }

    /// Terms of one variable that follow each other become one.
    #[inline(always)]
    fn term(&mut self, tape: &Tape<T>, index: u32, d: T) {
        let Terms { i, j, di, dj } = self.waiting;
        self.waiting = if i == NONE {
            Terms::one(index, d)
        } else if j == NONE {
            if i == index && add(di, d).is_finite_all() {
                Terms::one(i, add(di, d))
            } else {
                Terms { i, j: index, di, dj: d }
            }
        } else if j == index && add(dj, d).is_finite_all() {
            Terms { dj: add(dj, d), ..self.waiting }
        } else {
            self.last = tape.continued(self.last, self.waiting);
            Terms::one(index, d)
        };
    }

    /// The handle of the sum; without a value it is 0. Up to two terms in all stay in it; of more, all
    /// are written down.
    #[inline(always)]
    pub fn finish(mut self, value: Option<T>) -> Var<'t, T> {
        let value = value.unwrap_or_else(T::zero);
        let Some(tape) = self.tape else { return Var::constant(value) };
        if self.odd.i != NONE {
            self.term(tape, self.odd.i, self.odd.di);
        }
        let terms = match (self.last, self.waiting) {
            (NONE, waiting) => waiting,
            (last, Terms { i: NONE, .. }) => Terms::of_record(last),
            (last, waiting) => Terms::of_record(tape.continued(last, waiting)),
        };
        Var::with(tape, value, terms)
    }
}

impl<T: Number> Tape<T> {
    /// A record of two more terms of the sum that ends in the record `last`, if any.
    #[inline(always)]
    fn continued(&self, last: u32, terms: Terms<T>) -> u32 {
        let mut link = 0;
        if last != NONE {
            if last + 1 != self.records.next() {
                self.repeated(last);
            }
            link = LINK;
        }
        let record = terms.record();
        self.push(Record { i: record.i | link, ..record })
    }

    /// The sum so far as the last record: something else was written down meanwhile.
    #[cold]
    #[inline(never)]
    fn repeated(&self, last: u32) {
        self.push(Terms::of_record(last).record());
    }

    /// The waiting terms, and then an operand as a record of its own with the slope as it is: no product
    /// of coefficients is formed, so that a zero adjoint stops before one that is not finite.
    #[cold]
    #[inline(never)]
    fn continued_carefully(&self, last: u32, waiting: Scalars<T>, operand: Scalars<T>, slope: T) -> u32 {
        let waiting = Terms::from(waiting);
        let last = if waiting.i == NONE { last } else { self.continued(last, waiting) };
        let index = self.alone(operand.into()).expect("the operand varies");
        self.continued(last, Terms::one(index, slope))
    }
}

impl<T: Number> Real for Var<'_, T> {
    fn accumulate<R: Rule<N>, const N: usize>(
        start: Option<Self>,
        rule: R,
        operands: impl Iterator<Item = [Self; N]>,
    ) -> Self {
        let mut sum = Combination::new("sum");
        let mut value = start.map(|x| x.value());
        if let Some(x) = start {
            sum.add(x, T::one());
        }
        for x in operands {
            let at = x.map(|x| x.value());
            let y = T::apply(rule, at);
            sum.add_all(x, partials(rule, at, y));
            value = Some(value.map_or(y, |value| value + y));
        }
        sum.finish(value)
    }

    fn sum_of(x: &[Self]) -> Self {
        let mut sum = Combination::new("sum");
        let terms = x.iter().map(|&x| {
            sum.add(x, T::one());
            x.value()
        });
        let value = terms.reduce(Add::add);
        sum.finish(value)
    }

    fn finite_sum<S: FiniteSum + ?Sized>(sum: &S, theta: &[Self]) -> Self {
        rows::finite_sum(sum, theta)
    }
}
