//! The interpreter: loops over slices, in safe code.

use super::code::{Code, Place, Step};
use crate::graph::Kind;
use ad_core::rules::table::{Add, Mul, Sub};
use ad_core::rules::{Op, Reader, Rule};
use core::fmt;

/// The numbers of a replay; see [`Program::evaluate_into`](crate::Program::evaluate_into).
#[derive(Clone)]
pub struct Memory {
    /// Whose it is.
    program: u64,
    slots: Vec<f64>,
    /// Operands brought side by side.
    scratch: [Vec<f64>; SCRATCHES],
    /// What a function of many arguments is called with.
    arguments: Vec<f64>,
}

/// So many operations of a loop are taken at a time.
const PIECE: usize = 128;
const SCRATCHES: usize = 3;

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Memory({} numbers)", self.slots.len())
    }
}

impl Code {
    pub fn memory(&self) -> Memory {
        let mut slots = vec![0.0; self.slots];
        slots[self.inputs..][..self.constants.len()].copy_from_slice(&self.constants);
        let scratch = [(); SCRATCHES].map(|()| vec![0.0; PIECE]);
        Memory { program: self.number, slots, scratch, arguments: Vec::new() }
    }

    /// The outputs after a run.
    pub fn read(&self, memory: &Memory, out: &mut [f64]) {
        out.iter_mut().zip(&self.outputs).for_each(|(y, &slot)| *y = memory.slots[slot as usize]);
    }

    /// Runs at `x`.
    ///
    /// # Errors
    /// The first guard that does not hold, in the order of recording.
    ///
    /// # Panics
    /// If the memory is that of another program.
    pub fn run(&self, x: &[f64], memory: &mut Memory) -> Result<(), usize> {
        // as long a memory may hold other constants
        assert!(memory.program == self.number, "the memory is that of another program: ask this one for its own");
        memory.slots[..self.inputs].copy_from_slice(x);
        let mut failed = u32::MAX;
        for step in &self.steps {
            match *step {
                Step::One { kind, to, a, b } => {
                    let (a, b) = (memory.slots[a as usize], memory.slots[b as usize]);
                    memory.slots[to as usize] = one(&self.kinds[kind as usize], a, b);
                }
                Step::Many { kind, to, n, places, arity } => {
                    let places = &self.places[places as usize..][..arity as usize];
                    self.many(&self.kinds[kind as usize], to as usize, n as usize, places, memory);
                }
                Step::Long { kind, to, n, places } => {
                    let places = &self.places[places as usize..];
                    memory.slots[to as usize] = self.long(&self.kinds[kind as usize], n as usize, places, memory);
                }
                Step::Guards { kind, n, places, arity } => {
                    let places = &self.places[places as usize..][..arity as usize + 1];
                    let Kind::Guard(relation, outcome) = self.kinds[kind as usize] else { unreachable!("a guard") };
                    let (operands, numbers) = places.split_at(arity as usize);
                    let [first, last] = [operands[0], operands[operands.len() - 1]];
                    let holds = self.guards(first, last, n as usize, memory, |a, b| relation.holds(a, b) == outcome);
                    if !holds {
                        let number = |i| match numbers[0] {
                            Place::List(start) => self.list[start as usize + i],
                            Place::Side(slot) | Place::Every(slot, _) => slot,
                        };
                        let slot = |place, i| memory.slots[self.slot(place, i)];
                        let fails = |&i: &usize| relation.holds(slot(first, i), slot(last, i)) != outcome;
                        failed = (0..n as usize).filter(fails).map(number).min().unwrap_or(failed).min(failed);
                    }
                }
                Step::Block { kind, to, n, places, guards } => {
                    if failed < guards {
                        return Err(failed as usize);
                    }
                    self.collect(self.places[places as usize], n as usize, memory);
                    let Kind::Block(rule, product) = &self.kinds[kind as usize] else { unreachable!("a block") };
                    let y = rule.run(*product, &memory.arguments);
                    memory.slots[to as usize..][..y.len()].copy_from_slice(&y);
                }
                Step::Foreign { kind, to, n, places, guards } => {
                    if failed < guards {
                        return Err(failed as usize);
                    }
                    self.collect(self.places[places as usize], n as usize, memory);
                    memory.slots[to as usize] = self.kinds[kind as usize].value(&memory.arguments);
                }
            }
        }
        if failed == u32::MAX { Ok(()) } else { Err(failed as usize) }
    }

    fn slot(&self, place: Place, i: usize) -> usize {
        match place {
            Place::Side(first) => first as usize + i,
            Place::Every(first, stride) => (i64::from(first) + i64::from(stride) * i as i64) as usize,
            Place::List(start) => self.list[start as usize + i] as usize,
        }
    }

    /// `n` numbers as arguments.
    fn collect(&self, place: Place, n: usize, memory: &mut Memory) {
        memory.arguments.clear();
        let slots = &memory.slots;
        memory.arguments.extend((0..n).map(|i| slots[self.slot(place, i)]));
    }

    /// Whether all pairs hold.
    fn guards(&self, a: Place, b: Place, n: usize, memory: &mut Memory, holds: impl Fn(f64, f64) -> bool) -> bool {
        let Memory { slots, scratch: [left, right, _], .. } = memory;
        let mut all = true;
        for from in (0..n).step_by(PIECE) {
            let len = PIECE.min(n - from);
            let a = self.bring(a, from, len, slots, left);
            let b = self.bring(b, from, len, slots, right);
            all &= a.iter().zip(b).fold(true, |all, (&a, &b)| all & holds(a, b));
        }
        all
    }

    /// Operands `from..from + n` of a loop, side by side.
    #[inline(always)]
    fn bring<'m>(&self, place: Place, from: usize, n: usize, slots: &'m [f64], scratch: &'m mut [f64]) -> &'m [f64] {
        match place {
            Place::Side(first) => &slots[first as usize + from..][..n],
            Place::Every(slot, 0) => {
                let scratch = &mut scratch[..n];
                scratch.fill(slots[slot as usize]);
                scratch
            }
            Place::Every(first, stride) if stride > 0 => {
                let scratch = &mut scratch[..n];
                let every = slots[first as usize + from * stride as usize..].iter().step_by(stride as usize);
                scratch.iter_mut().zip(every).for_each(|(scratch, &slot)| *scratch = slot);
                scratch
            }
            Place::Every(..) => {
                let scratch = &mut scratch[..n];
                scratch.iter_mut().enumerate().for_each(|(i, x)| *x = slots[self.slot(place, from + i)]);
                scratch
            }
            Place::List(start) => {
                let scratch = &mut scratch[..n];
                let list = &self.list[start as usize + from..][..n];
                scratch.iter_mut().zip(list).for_each(|(scratch, &slot)| *scratch = slots[slot as usize]);
                scratch
            }
        }
    }

    fn many(&self, kind: &Kind, to: usize, n: usize, places: &[Place], memory: &mut Memory) {
        let Memory { slots, scratch, .. } = memory;
        // operands stand before results
        let (slots, results) = slots.split_at_mut(to);
        for from in (0..n).step_by(PIECE) {
            let len = PIECE.min(n - from);
            let results = &mut results[from..][..len];
            match kind {
                Kind::Sum => {
                    let [scratch, ..] = scratch;
                    let first = self.bring(places[0], from, len, slots, scratch);
                    results.copy_from_slice(first);
                    for &place in &places[1..] {
                        let term = self.bring(place, from, len, slots, scratch);
                        results.iter_mut().zip(term).for_each(|(sum, &term)| *sum += term);
                    }
                }
                Kind::Rule(op) => {
                    let [a, b, c] = scratch;
                    let a = self.bring(places[0], from, len, slots, a);
                    let b = places.get(1).map_or(a, |&place| self.bring(place, from, len, slots, b));
                    let c = places.get(2).map_or(a, |&place| self.bring(place, from, len, slots, c));
                    let work = Loop { x: [a, b, c], y: results };
                    match op {
                        Op::Add {} => work.read(Add {}),
                        Op::Sub {} => work.read(Sub {}),
                        Op::Mul {} => work.read(Mul {}),
                        _ => op.read(work).expect("a function of the table"),
                    }
                }
                other => {
                    let mut x = [0.0; SCRATCHES];
                    for (i, y) in results.iter_mut().enumerate() {
                        for (x, &place) in x.iter_mut().zip(places) {
                            *x = slots[self.slot(place, from + i)];
                        }
                        *y = other.value(&x[..places.len()]);
                    }
                }
            }
        }
    }

    fn long(&self, kind: &Kind, n: usize, places: &[Place], memory: &mut Memory) -> f64 {
        let slots = &memory.slots;
        let side = |place: Place, n: usize| match place {
            Place::Side(first) => Some(&slots[first as usize..][..n]),
            _ => None,
        };
        let get = |place: Place, i: usize| slots[self.slot(place, i)];
        match kind {
            Kind::Sum => match side(places[0], n) {
                Some(terms) => terms[1..].iter().fold(terms[0], |sum, term| sum + term),
                None => (1..n).fold(get(places[0], 0), |sum, i| sum + get(places[0], i)),
            },
            Kind::Dot | Kind::Affine => {
                let [a, b] = [places[0], places[1]];
                let pairs = n / 2;
                let (start, rest) = match kind {
                    Kind::Affine => (get(places[2], 0), 0),
                    _ if pairs == 0 => return 0.0,
                    _ => (get(a, 0) * get(b, 0), 1),
                };
                match (side(a, pairs), side(b, pairs)) {
                    (Some(a), Some(b)) => a[rest..].iter().zip(&b[rest..]).fold(start, |sum, (a, b)| sum + a * b),
                    _ => (rest..pairs).fold(start, |sum, i| sum + get(a, i) * get(b, i)),
                }
            }
            kind => {
                self.collect(places[0], n, memory);
                kind.value(&memory.arguments)
            }
        }
    }
}

/// A loop over operands side by side.
struct Loop<'a> {
    x: [&'a [f64]; SCRATCHES],
    y: &'a mut [f64],
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

/// One operation on one or two numbers.
#[inline(always)]
fn one(kind: &Kind, a: f64, b: f64) -> f64 {
    match kind {
        Kind::Rule(Op::Add {}) => a + b,
        Kind::Rule(Op::Sub {}) => a - b,
        Kind::Rule(Op::Mul {}) => a * b,
        Kind::Rule(op) => op.read(Pair(a, b)).expect("a function of the table"),
        other => other.value(&[a, b][..other.arity().unwrap_or(2)]),
    }
}

struct Pair(f64, f64);
impl Reader for Pair {
    type Output = f64;
    #[inline(always)]
    fn read<R: Rule<N>, const N: usize>(self, rule: R) -> f64 {
        rule.value(core::array::from_fn(|k| [self.0, self.1, f64::NAN][k]))
    }
}
