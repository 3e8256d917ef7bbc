//! Loops over slices.

use super::code::{Code, Place};
use crate::guard::Relation;
use ad_core::Number;
use ad_core::rules::{Reader, Rule};

/// So many operations of a loop are taken at a time.
pub(super) const PIECE: usize = 512;
pub(super) const SCRATCHES: usize = 3;
pub(super) type Scratch = [Vec<f64>; SCRATCHES];

impl Code {
    /// Operands `from..from + n` of a loop, side by side.
    #[inline]
    pub(super) fn bring<'m>(
        &self,
        place: Place,
        from: usize,
        n: usize,
        slots: &'m [f64],
        scratch: &'m mut [f64],
    ) -> &'m [f64] {
        let scratch = &mut scratch[..n];
        match place {
            Place::Side(first) => return &slots[first as usize + from..][..n],
            Place::Every(first, 1) => return &slots[first as usize + from..][..n],
            Place::Every(slot, 0) => scratch.fill(slots[slot as usize]),
            Place::Every(first, stride) if stride > 0 => {
                let every = slots[first as usize + from * stride as usize..].iter().step_by(stride as usize);
                scratch.iter_mut().zip(every).for_each(|(scratch, &slot)| *scratch = slot);
            }
            Place::Every(..) => {
                scratch.iter_mut().enumerate().for_each(|(i, x)| *x = slots[self.slot(place, from + i)]);
            }
            Place::List(start) => {
                let list = &self.list[start as usize + from..][..n];
                scratch.iter_mut().zip(list).for_each(|(scratch, &slot)| *scratch = slots[slot as usize]);
            }
        }
        scratch
    }
}

/// A loop over operands side by side.
pub(super) struct Loop<'a> {
    pub x: [&'a [f64]; SCRATCHES],
    pub y: &'a mut [f64],
}

impl Loop<'_> {
    #[inline(always)]
    fn map(self, value: impl Fn([f64; SCRATCHES]) -> f64) {
        let n = self.y.len();
        let x = self.x.map(|x| &x[..n]);
        self.y.iter_mut().enumerate().for_each(|(i, y)| *y = value(x.map(|x| x[i])));
    }
    /// Comparisons, the frequent ones in loops of their own.
    pub fn holds(self, relation: Relation) {
        match relation {
            Relation::Less => self.map(|[a, b, _]| f64::indicator(a < b)),
            Relation::LessEqual => self.map(|[a, b, _]| f64::indicator(a <= b)),
            _ => self.map(|[a, b, _]| f64::indicator(relation.holds(a, b))),
        }
    }
    /// The second operand where the first is 1, else the third.
    pub fn choose(self) {
        self.map(|[condition, a, b]| if condition == 1.0 { a } else { b });
    }
}

impl Reader for Loop<'_> {
    type Output = ();
    #[inline(always)]
    fn read<R: Rule<N>, const N: usize>(self, rule: R) {
        let x: [&[f64]; N] = core::array::from_fn(|k| &self.x[k][..self.y.len()]);
        for (i, y) in self.y.iter_mut().enumerate() {
            *y = rule.value(core::array::from_fn(|k| x[k][i]));
        }
    }
}

/// One operation on two numbers at most.
pub(super) struct Pair(pub f64, pub f64);
impl Reader for Pair {
    type Output = f64;
    #[inline(always)]
    fn read<R: Rule<N>, const N: usize>(self, rule: R) -> f64 {
        rule.value(core::array::from_fn(|k| [self.0, self.1, f64::NAN][k]))
    }
}
