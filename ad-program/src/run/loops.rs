//! Loops over slices.

use super::code::{Code, Form, Place, Term};
use ad_core::rules::{Reader, Rule};

/// So many operations of a loop are taken at a time.
pub(super) const PIECE: usize = 128;
pub(super) const SCRATCHES: usize = 3;
pub(super) type Scratch = [Vec<f64>; SCRATCHES];
/// So many sums are taken along at a time, so that one need not wait for the last addition of another.
const LANES: usize = 4;

/// An operand of many operations: a number each, or one for all.
#[derive(Clone, Copy)]
enum Operand<'a> {
    Each(&'a [f64]),
    Same(f64),
}

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
    #[inline]
    fn operand<'m>(&self, place: Place, from: usize, slots: &'m [f64], scratch: &'m mut [f64]) -> Operand<'m> {
        match place {
            Place::Every(slot, 0) => Operand::Same(slots[slot as usize]),
            _ => Operand::Each(self.bring(place, from, scratch.len(), slots, scratch)),
        }
    }

    /// Many sums of the same shape, term by term.
    pub(super) fn across(&self, to: usize, n: usize, terms: &[Term], slots: &mut [f64], scratch: &mut Scratch) {
        // operands stand before results
        let (slots, sums) = slots.split_at_mut(to);
        let [left, right, _] = scratch;
        for from in (0..n).step_by(PIECE) {
            let len = PIECE.min(n - from);
            let sums = &mut sums[from..][..len];
            for (k, term) in terms.iter().enumerate() {
                let a = self.operand(term.a, from, slots, &mut left[..len]);
                let minus = matches!(term.form, Form::Minus | Form::MinusTimes);
                if let Form::Plus | Form::Minus = term.form {
                    match a {
                        Operand::Each(a) => put(sums, k == 0, minus, |i| a[i], a.len()),
                        Operand::Same(a) => put(sums, k == 0, minus, |_| a, len),
                    }
                    continue;
                }
                match (a, self.operand(term.b, from, slots, &mut right[..len])) {
                    (Operand::Each(a), Operand::Each(b)) => {
                        let b = &b[..a.len()];
                        put(sums, k == 0, minus, |i| a[i] * b[i], a.len());
                    }
                    (Operand::Each(x), Operand::Same(c)) | (Operand::Same(c), Operand::Each(x)) => {
                        put(sums, k == 0, minus, |i| x[i] * c, x.len());
                    }
                    (Operand::Same(a), Operand::Same(b)) => {
                        let product = a * b;
                        put(sums, k == 0, minus, |_| product, len);
                    }
                }
            }
        }
    }

    /// A sum alone.
    pub(super) fn sum(&self, terms: &[Term], slots: &[f64]) -> f64 {
        // -0 is the number that changes no other one when it is added
        terms.iter().fold(-0.0, |sum, term| {
            let a = slots[self.slot(term.a, 0)];
            match term.form {
                Form::Plus => sum + a,
                Form::Minus => sum - a,
                Form::Times => sum + a * slots[self.slot(term.b, 0)],
                Form::MinusTimes => sum - a * slots[self.slot(term.b, 0)],
            }
        })
    }

    /// Sums of many terms, one after the other: a sum has so many of each form as `counts` say.
    pub(super) fn along(&self, terms: &[Term], counts: &[u32], slots: &[f64], sums: &mut [f64]) {
        let parts = counts.len();
        sums.fill(-0.0);
        let (lanes, rest) = sums.as_chunks_mut::<LANES>();
        let (terms, rest_terms) = terms.split_at(lanes.len() * LANES * parts);
        for (sums, terms) in lanes.iter_mut().zip(terms.chunks_exact(LANES * parts)) {
            for (part, &count) in counts.iter().enumerate() {
                let these: [&Term; LANES] = core::array::from_fn(|lane| &terms[lane * parts + part]);
                self.add_part(sums, these, count as usize, slots);
            }
        }
        for (sum, terms) in rest.iter_mut().zip(rest_terms.chunks_exact(parts)) {
            for (term, &count) in terms.iter().zip(counts) {
                self.add_part(core::array::from_mut(sum), [term], count as usize, slots);
            }
        }
    }

    /// Adds `count` terms to each of `N` sums.
    #[inline(always)]
    fn add_part<const N: usize>(&self, sums: &mut [f64; N], terms: [&Term; N], count: usize, slots: &[f64]) {
        let minus = matches!(terms[0].form, Form::Minus | Form::MinusTimes);
        let product = terms[0].form.operands() == 2;
        let (first, second) = (terms.map(|term| term.a), terms.map(|term| term.b));
        let ends = [1, -1].map(|stride| {
            let stretches = |places: [Place; N]| places.map(|place| stretch(place, stride, count, slots));
            (stretches(first), if product { stretches(second) } else { stretches(first) })
        });
        let last = count - 1;
        let all = |x: &[Option<&[f64]>; N]| x.iter().all(Option::is_some);
        let [(a, b), (a_back, b_back)] = ends;
        if all(&a) && all(&b) {
            let (a, b) = (a.map(Option::unwrap_or_default), b.map(Option::unwrap_or_default));
            let (a, b) = (a.map(|a| &a[..count]), b.map(|b| &b[..count]));
            match product {
                true => add(sums, count, minus, |lane, t| a[lane][t] * b[lane][t]),
                false => add(sums, count, minus, |lane, t| a[lane][t]),
            }
        } else if all(&a_back) && all(&b_back) {
            let (a, b) = (a_back.map(Option::unwrap_or_default), b_back.map(Option::unwrap_or_default));
            let (a, b) = (a.map(|a| &a[..count]), b.map(|b| &b[..count]));
            match product {
                true => add(sums, count, minus, |lane, t| a[lane][last - t] * b[lane][last - t]),
                false => add(sums, count, minus, |lane, t| a[lane][last - t]),
            }
        } else {
            let get = |place: Place, t: usize| slots[self.slot(place, t)];
            match product {
                true => add(sums, count, minus, |lane, t| get(first[lane], t) * get(second[lane], t)),
                false => add(sums, count, minus, |lane, t| get(first[lane], t)),
            }
        }
    }
}

/// The operands of `count` terms, if they stand side by side; with stride -1 the last one comes first.
#[inline(always)]
fn stretch(place: Place, stride: i32, count: usize, slots: &[f64]) -> Option<&[f64]> {
    match place {
        Place::Side(first) if stride == 1 => Some(&slots[first as usize..][..count]),
        Place::Every(first, -1) if stride == -1 => Some(&slots[first as usize + 1 - count..][..count]),
        _ => None,
    }
}

/// Adds term by term to sums that do not wait for each other.
#[inline(always)]
fn add<const N: usize>(sums: &mut [f64; N], count: usize, minus: bool, term: impl Fn(usize, usize) -> f64) {
    let mut running = *sums;
    for t in 0..count {
        for (lane, sum) in running.iter_mut().enumerate() {
            if minus {
                *sum -= term(lane, t);
            } else {
                *sum += term(lane, t);
            }
        }
    }
    *sums = running;
}

/// Writes a term to all sums, or adds it.
#[inline(always)]
fn put(sums: &mut [f64], first: bool, minus: bool, term: impl Fn(usize) -> f64, n: usize) {
    let sums = &mut sums[..n];
    match (first, minus) {
        (true, false) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum = term(i)),
        (true, true) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum = -term(i)),
        (false, false) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum += term(i)),
        (false, true) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum -= term(i)),
    }
}

/// A loop over operands side by side.
pub(super) struct Loop<'a> {
    pub x: [&'a [f64]; SCRATCHES],
    pub y: &'a mut [f64],
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
