//! Finite sums in the memory of one row: the rows run one after the other on a tape of their own, whose
//! variables are `theta`. Each is swept as soon as its term is there, into the adjoints of `theta`, and
//! forgotten. In the end `sum_k (df/dtheta_k) dtheta_k` is written down where `theta` is.

use super::linear::Combination;
use super::workspace::emptied;
use super::{Tape, Var};
use ad_core::finite_sum::terms;
use ad_core::{FiniteSum, Number};
use core::ops::Add;

/// As large as a handle, so that a list of handles can be kept while it is empty.
type Room<T> = ([T; 3], [u32; 2], usize);

/// A tape for rows, with the memory of the handles of `theta` and of a row.
pub(super) struct Rows<T> {
    tape: Tape<T>,
    theta: Vec<Room<T>>,
    row: Vec<Room<T>>,
}

impl<T: Number> Default for Rows<T> {
    fn default() -> Self {
        Rows { tape: Tape::new(), theta: Vec::new(), row: Vec::new() }
    }
}

/// `sum_i term(theta, row_i)`, where the rows leave no record.
pub(super) fn finite_sum<'t, T: Number, S: FiniteSum + ?Sized>(sum: &S, theta: &[Var<'t, T>]) -> Var<'t, T> {
    let Some(tape) = Var::common_tape(theta, "finite_sum") else {
        return terms(sum, theta, &mut Vec::new()).sum();
    };
    // taken out: a sum inside the term takes that of the inner tape, and a panic there leaves none behind
    let mut rows = tape.rows.take().unwrap_or_default();
    let y = rows.differentiate(sum, theta);
    tape.rows.replace(Some(rows));
    y
}

impl<T: Number> Rows<T> {
    fn differentiate<'t, S: FiniteSum + ?Sized>(&mut self, sum: &S, theta: &[Var<'t, T>]) -> Var<'t, T> {
        self.tape.clear();
        let tape = &self.tape;
        let varies = |x: &Var<'t, T>| x.place().is_some();
        let mut inner: Vec<Var<T>> = emptied(core::mem::take(&mut self.theta));
        let mut row = emptied(core::mem::take(&mut self.row));
        inner.extend(theta.iter().map(|x| if varies(x) { tape.variable(x.value()) } else { Var::constant(x.value()) }));

        let (inputs, mut adjoints) = (tape.len(), tape.adjoints.take());
        adjoints.resize(inputs, T::zero());
        let mut value = tape.rows_swept::<false, S>(sum, &inner, &mut row, &mut adjoints);
        if !adjoints[..inputs].iter().all(|a| a.is_finite_all()) {
            adjoints[..inputs].fill(T::zero());
            value = tape.rows_swept::<true, S>(sum, &inner, &mut row, &mut adjoints);
        }
        let mut gradient = Combination::new("finite_sum");
        for (x, adjoint) in theta.iter().filter(|x| varies(x)).zip(&mut adjoints) {
            let partial = core::mem::replace(adjoint, T::zero());
            if !partial.is_strong_zero() {
                gradient.add(*x, partial);
            }
        }
        tape.adjoints.replace(adjoints);
        (self.theta, self.row) = (emptied(inner), emptied(row));
        gradient.finish(value)
    }

    pub fn bytes(&self) -> usize {
        self.tape.bytes() + (self.theta.capacity() + self.row.capacity()) * size_of::<Room<T>>()
    }
}

impl<'t, T: Number> Tape<T> {
    /// The sum of all terms, whose derivatives are added to the adjoints. Behind the variables these are
    /// zero, before and after every row.
    fn rows_swept<const STRONG: bool, S: FiniteSum + ?Sized>(
        &'t self,
        sum: &S,
        theta: &[Var<'t, T>],
        row: &mut Vec<Var<'t, T>>,
        adjoints: &mut Vec<T>,
    ) -> Option<T> {
        let values = terms(sum, theta, row).map(|term| {
            if adjoints.len() < self.len() {
                adjoints.resize(self.len(), T::zero());
            }
            self.seed::<STRONG>(&[(term.differential(), T::one())], adjoints);
            self.sweep::<STRONG>(adjoints);
            self.rewind();
            term.value()
        });
        values.reduce(Add::add)
    }

    /// Forgets all but the variables. Nobody has a handle of what is forgotten: the term of a row is
    /// generic in its number, so that it can keep none.
    fn rewind(&self) {
        self.records.start_at(self.records.first());
        self.blocks.borrow_mut().clear();
    }
}
