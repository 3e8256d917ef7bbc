//! The reverse sweep.
//!
//! Zero adjoints are skipped: behind them lies nothing, be a slope infinite. Products are plain ones;
//! only where a NaN arrives the sweep is done again with strong products, `0 * inf = 0`.

use super::Tape;
use super::record::{self, BLOCK, LINK, NONE, Record, SPECIAL, VARIABLE};
use super::var::{Differential, Terms, Var};
use ad_core::{Error, Number};
use core::hint::black_box;

/// The partial derivatives of one number by the variables of a tape.
///
/// ```
/// use ad_reverse::Tape;
/// let tape = Tape::new();
/// let (x, y) = (tape.variable(3.0), tape.variable(2.0));
/// let gradient = (x * y + x).backward();
/// assert_eq!((gradient.of(x), gradient.of(y)), (3.0, 3.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient<T = f64> {
    /// That of the tape; a constant was on none.
    generation: Option<u64>,
    /// By index: the inputs, then the variables that came later.
    inputs: Vec<T>,
    late: Vec<(u32, T)>,
}

impl<T: Number> Gradient<T> {
    /// The partial derivative by a variable; zero by a constant.
    ///
    /// # Panics
    /// If `x` is not a variable but something computed, for a tape keeps no adjoints of those; if it is
    /// on another tape, or on this one since it was cleared.
    pub fn of(&self, x: Var<T>) -> T {
        let (Some((tape, terms)), Some(generation)) = (x.place(), self.generation) else { return T::zero() };
        if generation != tape.generation {
            panic!("{}", Error::TwoGraphs { operation: "Gradient::of" });
        }
        let index = tape.variable_of(terms).unwrap_or_else(|| {
            panic!("only variables of the tape have a derivative here, not what is computed: {x:?}")
        });
        let late = || self.late.binary_search_by_key(&index, |late| late.0).ok().map(|k| self.late[k].1);
        // a variable that came after the sweep was not reached by it
        self.inputs.get(index as usize).copied().or_else(late).unwrap_or_else(T::zero)
    }
}

impl<'t, T: Number> Var<'t, T> {
    /// The partial derivatives of this number by all variables, in one sweep.
    ///
    /// ```
    /// let tape = ad_reverse::Tape::new();
    /// let x = tape.variable(1.0);
    /// assert_eq!(x.exp().backward().of(x), 1f64.exp());
    /// ```
    pub fn backward(&self) -> Gradient<T> {
        let Some((tape, _)) = self.place() else { return Gradient { generation: None, inputs: vec![], late: vec![] } };
        tape.swept(&[(self.differential(), T::one())], |adjoints| {
            let late = tape.late.borrow().iter().map(|&i| (i, adjoints[i as usize])).collect();
            Gradient { generation: Some(tape.generation), inputs: adjoints[..tape.inputs()].to_vec(), late }
        })
    }
}

impl<T: Number> Tape<T> {
    /// The index of a variable, if the terms are one and nothing else.
    fn variable_of(&self, terms: Terms<T>) -> Option<u32> {
        let is_variable = |i: u32| (i as usize) < self.inputs() || self.late.borrow().binary_search(&i).is_ok();
        (terms.is_entry() && is_variable(terms.i)).then_some(terms.i)
    }

    /// Shows the adjoints of the variables, at their indices, after a sweep from weighted outputs.
    pub(crate) fn swept<R>(&self, outputs: &[(Differential<T>, T)], look: impl FnOnce(&[T]) -> R) -> R {
        // taken out, so that a panic in the arithmetic of T leaves no half-swept adjoints behind
        let mut adjoints = self.adjoints.take();
        adjoints.resize(self.len(), T::zero());
        self.seed::<false>(outputs, &mut adjoints);
        self.sweep::<false>(&mut adjoints);
        if !self.all_variables(|i| adjoints[i].is_finite_all()) {
            self.forget(&mut adjoints);
            self.seed::<true>(outputs, &mut adjoints);
            self.sweep::<true>(&mut adjoints);
        }
        let seen = look(&adjoints);
        self.forget(&mut adjoints);
        self.adjoints.replace(adjoints);
        seen
    }

    /// Calls `f` with the index of every variable, until it says no.
    fn all_variables(&self, mut f: impl FnMut(usize) -> bool) -> bool {
        (0..self.inputs()).all(&mut f) && self.late.borrow().iter().all(|&i| f(i as usize))
    }

    /// The adjoints of the variables are zero again.
    fn forget(&self, adjoints: &mut [T]) {
        self.all_variables(|i| {
            adjoints[i] = T::zero();
            true
        });
    }

    pub(super) fn seed<const STRONG: bool>(&self, outputs: &[(Differential<T>, T)], adjoints: &mut [T]) {
        for &(Differential(Terms { i, j, di, dj }), weight) in outputs {
            if i != NONE {
                add::<T, STRONG>(&mut adjoints[i as usize], weight, di);
            }
            if j != NONE {
                add::<T, STRONG>(&mut adjoints[j as usize], weight, dj);
            }
        }
    }

    pub(super) fn sweep<const STRONG: bool>(&self, adjoints: &mut [T]) {
        let mut carry = T::zero();
        self.records.for_each_back(|k, record| {
            let Record { i, j, di, dj } = record;
            let adjoint = record::add(core::mem::replace(&mut adjoints[k], T::zero()), carry);
            carry = T::zero();
            let i_free = i & !LINK;
            if i_free >= SPECIAL {
                self.special(i_free, j, k, adjoint, adjoints);
                return;
            }
            if adjoint.is_strong_zero() {
                return;
            }
            add::<T, STRONG>(&mut adjoints[i_free as usize], adjoint, di);
            add::<T, STRONG>(&mut adjoints[j as usize], adjoint, dj);
            if i & LINK != 0 {
                carry = adjoint;
                // a branch: a carry that is selected would chain every record to the one before
                black_box(());
            }
        });
        // the first record may continue the last input
        if let Some(last) = self.inputs().checked_sub(1) {
            adjoints[last] = adjoints[last] + carry;
        }
    }

    #[cold]
    #[inline(never)]
    fn special(&self, what: u32, number: u32, at: usize, adjoint: T, adjoints: &mut [T]) {
        adjoints[at] = adjoint;
        if what == BLOCK {
            self.blocks.borrow()[number as usize].pull_back(at, adjoints);
        }
        debug_assert!(what == BLOCK || what == VARIABLE);
    }
}

/// `to += a d`, by the strong product if it has to be.
#[inline(always)]
fn add<T: Number, const STRONG: bool>(to: &mut T, a: T, d: T) {
    *to = record::add(*to, if STRONG { d.chain(a) } else { record::mul(a, d) });
}
