//! Sums of many terms: term by term across many sums, or sum by sum along the terms.
//!
//! Sums stay in registers while their terms are added, several at a time so that none waits for the last
//! addition of another; each is added from left to right.

use super::code::{Code, Form, Grid, Part, Place};
use super::loops::{PIECE, Scratch};

/// So many sums are taken at a time where their terms stand side by side.
const TILE: usize = 8;
const HALF: usize = 4;
/// And where each has its terms on a side of its own.
const LANES: usize = 4;

/// Sums `from..` of the `n` of a step.
struct Sums<'a> {
    from: usize,
    n: usize,
    sums: &'a mut [f64],
}

impl Code {
    pub(super) fn sums(&self, to: usize, n: usize, parts: &[Part], slots: &mut [f64], scratch: &mut Scratch) {
        // operands stand before results
        let (slots, all) = slots.split_at_mut(to);
        for (piece, sums) in all[..n].chunks_mut(PIECE).enumerate() {
            let mut sums = Sums { from: piece * PIECE, n, sums };
            for (k, part) in parts.iter().enumerate() {
                if part.count == 1 {
                    self.term(part, 0, k == 0, &mut sums, slots, scratch);
                    continue;
                }
                if k == 0 {
                    // the number that changes no other one when it is added
                    sums.sums.fill(-0.0);
                }
                self.part(part, &mut sums, slots, scratch);
            }
        }
    }

    /// Adds term `k` of a part to each sum, or begins with it.
    fn term(&self, part: &Part, k: usize, first: bool, sums: &mut Sums, slots: &[f64], scratch: &mut Scratch) {
        let minus = matches!(part.form, Form::Minus | Form::MinusTimes);
        let [left, right, _] = scratch;
        let len = sums.sums.len();
        let place = |grid| match grid {
            Grid::Even { first, along, across } => {
                Place::Every((i64::from(first) + i64::from(along) * k as i64) as u32, across)
            }
            Grid::Terms { list, across } => Place::Every(self.list[list as usize + k], across),
            Grid::Sums { list, .. } => Place::List(list),
            Grid::List { list } => Place::List(list + (k * sums.n) as u32),
        };
        let same = |grid| match place(grid) {
            Place::Every(slot, 0) => Some(slots[slot as usize]),
            _ => None,
        };
        let (y, from) = (&mut sums.sums[..len], sums.from);
        if part.form.operands() == 1 {
            match same(part.a) {
                Some(a) => put(y, first, minus, |_| a),
                None => {
                    let a = self.bring(place(part.a), from, len, slots, left);
                    let a = &a[..len];
                    put(y, first, minus, |i| a[i]);
                }
            }
            return;
        }
        match (same(part.a), same(part.b)) {
            (Some(a), Some(b)) => put(y, first, minus, |_| a * b),
            (None, None) if part.a == part.b => {
                let a = self.bring(place(part.a), from, len, slots, left);
                let a = &a[..len];
                put(y, first, minus, |i| a[i] * a[i]);
            }
            (None, None) => {
                let a = self.bring(place(part.a), from, len, slots, left);
                let b = self.bring(place(part.b), from, len, slots, right);
                let (a, b) = (&a[..len], &b[..len]);
                put(y, first, minus, |i| a[i] * b[i]);
            }
            (Some(c), None) | (None, Some(c)) => {
                let varying = if same(part.a).is_none() { part.a } else { part.b };
                let x = self.bring(place(varying), from, len, slots, left);
                let x = &x[..len];
                put(y, first, minus, |i| x[i] * c);
            }
        }
    }

    /// Adds the terms of a part to each sum.
    fn part(&self, part: &Part, sums: &mut Sums, slots: &[f64], scratch: &mut Scratch) {
        let terms = Terms { minus: matches!(part.form, Form::Minus | Form::MinusTimes), count: part.count as usize };
        let line = |grid| Line { code: self, grid, slots };
        let (a, b) = (line(part.a), line(part.b));
        if sums.sums.len() >= TILE && part.is_uneven() {
            return (0..terms.count).for_each(|k| self.term(part, k, false, sums, slots, scratch));
        }
        if part.form.operands() == 1 {
            match a.across() {
                Some(0) => tiles(terms, sums, |k, _| [a.all(k); TILE], |k, _| a.all(k)),
                Some(1) => tiles(terms, sums, |k, i| a.side(k, i), |k, i| a.one(k, i)),
                _ => lanes(terms, sums, [a, a], |a, _| a),
            }
            return;
        }
        match (a.across(), b.across()) {
            (Some(1), Some(1)) => tiles(
                terms,
                sums,
                |k, i| {
                    let (a, b): ([f64; TILE], _) = (a.side(k, i), b.side::<TILE>(k, i));
                    core::array::from_fn(|lane| a[lane] * b[lane])
                },
                |k, i| a.one(k, i) * b.one(k, i),
            ),
            (Some(0), Some(1)) => {
                tiles(terms, sums, |k, i| b.side(k, i).map(|b| a.all(k) * b), |k, i| a.all(k) * b.one(k, i));
            }
            (Some(1), Some(0)) => {
                tiles(terms, sums, |k, i| a.side(k, i).map(|a| a * b.all(k)), |k, i| a.one(k, i) * b.all(k));
            }
            _ => lanes(terms, sums, [a, b], |a, b| a * b),
        }
    }
}

impl Part {
    /// Whether terms stand side by side neither across sums nor along them.
    fn is_uneven(&self) -> bool {
        let across = |grid| matches!(grid, Grid::Even { across: 0 | 1, .. } | Grid::Terms { across: 0 | 1, .. });
        let along = |grid| matches!(grid, Grid::Even { along: 1 | -1, .. });
        let by_sums = |grid| matches!(grid, Grid::Sums { .. });
        let all = |is: &dyn Fn(Grid) -> bool| is(self.a) && is(self.b);
        !all(&across) && !all(&along) && !by_sums(self.a) && !by_sums(self.b)
    }
}

/// A sum of terms alone.
#[inline]
pub(super) fn sum(parts: &[Part], slots: &[f64]) -> f64 {
    let first = |grid| match grid {
        Grid::Even { first, .. } => slots[first as usize],
        _ => unreachable!("a term alone has a slot"),
    };
    parts.iter().fold(-0.0, |sum, part| {
        let a = first(part.a);
        match part.form {
            Form::Plus => sum + a,
            Form::Minus => sum - a,
            Form::Times => sum + a * first(part.b),
            Form::MinusTimes => sum - a * first(part.b),
        }
    })
}

/// Which terms are added.
#[derive(Clone, Copy)]
struct Terms {
    minus: bool,
    count: usize,
}

impl Terms {
    /// Adds them to sums that do not wait for each other.
    #[inline(always)]
    fn add<const N: usize>(self, sums: &mut [f64; N], term: impl Fn(usize) -> [f64; N]) {
        let mut running = *sums;
        if self.minus {
            for k in 0..self.count {
                let term = term(k);
                running.iter_mut().zip(term).for_each(|(sum, term)| *sum -= term);
            }
        } else {
            for k in 0..self.count {
                let term = term(k);
                running.iter_mut().zip(term).for_each(|(sum, term)| *sum += term);
            }
        }
        *sums = running;
    }
}

/// An operand of the terms of many sums.
#[derive(Clone, Copy)]
struct Line<'a> {
    code: &'a Code,
    grid: Grid,
    slots: &'a [f64],
}

impl<'a> Line<'a> {
    /// The distance from sum to sum.
    fn across(self) -> Option<i32> {
        match self.grid {
            Grid::Even { across, .. } | Grid::Terms { across, .. } => Some(across),
            Grid::Sums { .. } | Grid::List { .. } => None,
        }
    }
    /// Where term `k` of sum 0 stands.
    #[inline(always)]
    fn start(self, k: usize) -> usize {
        match self.grid {
            Grid::Even { first, along, .. } => (i64::from(first) + i64::from(along) * k as i64) as usize,
            Grid::Terms { list, .. } | Grid::Sums { list, .. } | Grid::List { list } => {
                self.code.list[list as usize + k] as usize
            }
        }
    }
    /// Term `k` of all sums.
    #[inline(always)]
    fn all(self, k: usize) -> f64 {
        self.slots[self.start(k)]
    }
    /// Term `k` of sum `i`, where they stand side by side.
    #[inline(always)]
    fn one(self, k: usize, i: usize) -> f64 {
        self.slots[self.start(k) + i]
    }
    /// And of those after it.
    #[inline(always)]
    fn side<const N: usize>(self, k: usize, i: usize) -> [f64; N] {
        *self.slots[self.start(k) + i..].first_chunk().expect("operands of all sums")
    }
    /// Term `k` of sum `i`, of `n`.
    #[inline(always)]
    fn any(self, k: usize, i: usize, n: usize) -> f64 {
        let list = |list: u32, at: usize| i64::from(self.code.list[list as usize + at]);
        let (term, sum) = (k as i64, i as i64);
        let slot = match self.grid {
            Grid::Even { first, along, across } => i64::from(first) + i64::from(along) * term + i64::from(across) * sum,
            Grid::Terms { list: start, across } => list(start, k) + i64::from(across) * sum,
            Grid::Sums { list: start, along } => list(start, i) + i64::from(along) * term,
            Grid::List { list: start } => list(start, k * n + i),
        };
        self.slots[slot as usize]
    }
    /// The `count` operands of sum `i`, if they stand side by side; the last one first if `back`.
    #[inline(always)]
    fn stretch(self, i: usize, count: usize, back: bool) -> Option<&'a [f64]> {
        let (first, along) = match self.grid {
            Grid::Even { first, along, across } => ((i64::from(first) + i64::from(across) * i as i64) as usize, along),
            Grid::Sums { list, along } => (self.code.list[list as usize + i] as usize, along),
            Grid::Terms { .. } | Grid::List { .. } => return None,
        };
        match (along, back) {
            (1, false) => Some(&self.slots[first..][..count]),
            (-1, true) => Some(&self.slots[first + 1 - count..][..count]),
            _ => None,
        }
    }
    /// Those of `N` sums from `i` on.
    #[inline(always)]
    fn sides<const N: usize>(self, i: usize, count: usize, back: bool) -> Option<[&'a [f64]; N]> {
        let mut sides = [&[][..]; N];
        for (lane, side) in sides.iter_mut().enumerate() {
            *side = self.stretch(i + lane, count, back)?;
        }
        Some(sides)
    }
}

/// Across sums.
#[inline(always)]
fn tiles(terms: Terms, sums: &mut Sums, tile: impl Fn(usize, usize) -> [f64; TILE], one: impl Fn(usize, usize) -> f64) {
    let (tiles, rest) = sums.sums.as_chunks_mut::<TILE>();
    let mut i = sums.from;
    for sums in tiles {
        terms.add(sums, |k| tile(k, i));
        i += TILE;
    }
    let (halves, rest) = rest.as_chunks_mut::<HALF>();
    for sums in halves {
        terms.add(sums, |k| core::array::from_fn(|lane| one(k, i + lane)));
        i += HALF;
    }
    let (pairs, rest) = rest.as_chunks_mut::<2>();
    for sums in pairs {
        terms.add(sums, |k| [one(k, i), one(k, i + 1)]);
        i += 2;
    }
    for sum in rest {
        terms.add(core::array::from_mut(sum), |k| [one(k, i)]);
    }
}

/// Along terms.
#[inline(always)]
fn lanes(terms: Terms, sums: &mut Sums, x: [Line; 2], value: impl Fn(f64, f64) -> f64 + Copy) {
    let n = sums.n;
    let (lanes, rest) = sums.sums.as_chunks_mut::<LANES>();
    let mut i = sums.from;
    for sums in lanes {
        along(terms, sums, i, n, x, value);
        i += LANES;
    }
    for (sum, i) in rest.iter_mut().zip(i..) {
        along(terms, core::array::from_mut(sum), i, n, x, value);
    }
}

#[inline(always)]
fn along<const N: usize>(
    terms: Terms,
    sums: &mut [f64; N],
    i: usize,
    n: usize,
    [a, b]: [Line; 2],
    value: impl Fn(f64, f64) -> f64,
) {
    let count = terms.count;
    if let (Some(a), Some(b)) = (a.sides::<N>(i, count, false), b.sides::<N>(i, count, false)) {
        let (a, b) = (a.map(|a| &a[..count]), b.map(|b| &b[..count]));
        terms.add(sums, |k| core::array::from_fn(|lane| value(a[lane][k], b[lane][k])));
    } else if let (Some(a), Some(b)) = (a.sides::<N>(i, count, true), b.sides::<N>(i, count, true)) {
        let (a, b) = (a.map(|a| &a[..count]), b.map(|b| &b[..count]));
        terms.add(sums, |k| {
            let k = count - 1 - k;
            core::array::from_fn(|lane| value(a[lane][k], b[lane][k]))
        });
    } else {
        terms.add(sums, |k| core::array::from_fn(|lane| value(a.any(k, i + lane, n), b.any(k, i + lane, n))));
    }
}

/// Writes a term to all sums, or adds it.
#[inline(always)]
fn put(sums: &mut [f64], first: bool, minus: bool, term: impl Fn(usize) -> f64) {
    match (first, minus) {
        (true, false) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum = term(i)),
        (true, true) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum = -term(i)),
        (false, false) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum += term(i)),
        (false, true) => sums.iter_mut().enumerate().for_each(|(i, sum)| *sum -= term(i)),
    }
}
