//! The interpreter, in safe code.

use super::add::sum;
use super::code::{Code, Place, Step};
use super::loops::{Loop, PIECE, Pair, SCRATCHES, Scratch};
use crate::graph::Kind;
use crate::guard::Relation;
use core::fmt;

/// The numbers of a replay; see [`Program::evaluate_into`](crate::Program::evaluate_into).
#[derive(Clone)]
pub struct Memory {
    /// Whose it is.
    program: u64,
    slots: Vec<f64>,
    /// Operands brought side by side.
    scratch: Scratch,
    /// What a function of many arguments is called with.
    arguments: Vec<f64>,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Memory({} numbers)", self.slots.len())
    }
}

impl Code {
    pub fn memory(&self) -> Memory {
        let mut slots = vec![0.0; self.slots];
        slots[self.inputs..][..self.constants.len()].copy_from_slice(&self.constants);
        let scratch = [(); SCRATCHES].map(|()| vec![0.0; PIECE.min(self.widest)]);
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
        let Memory { slots, scratch, arguments, .. } = memory;
        let slots = &mut slots[..];
        slots[..self.inputs].copy_from_slice(x);
        let mut failed = u32::MAX;
        for step in &self.steps {
            match *step {
                Step::Times { to, a, b } => slots[to as usize] = slots[a as usize] * slots[b as usize],
                Step::Plus { to, a, b } => slots[to as usize] = slots[a as usize] + slots[b as usize],
                Step::Minus { to, a, b } => slots[to as usize] = slots[a as usize] - slots[b as usize],
                Step::TimesPlus { to, a, b, c } => {
                    slots[to as usize] = slots[a as usize] * slots[b as usize] + slots[c as usize];
                }
                Step::MinusTimes { to, a, b, c } => {
                    slots[to as usize] = slots[c as usize] - slots[a as usize] * slots[b as usize];
                }
                Step::TwoTimes { to, a, b, c, d } => {
                    slots[to as usize] = slots[a as usize] * slots[b as usize] + slots[c as usize] * slots[d as usize];
                }
                Step::Sum { to, parts, len } => {
                    slots[to as usize] = sum(&self.parts[parts as usize..][..len as usize], slots);
                }
                Step::One { kind, to, a, b } => {
                    let (a, b) = (slots[a as usize], slots[b as usize]);
                    slots[to as usize] = one(&self.kinds[kind as usize], a, b);
                }
                Step::Sums { to, n, parts, len } => {
                    let parts = &self.parts[parts as usize..][..len as usize];
                    self.sums(to as usize, n as usize, parts, slots, scratch);
                }
                Step::Many { kind, to, n, places, arity } => {
                    let places = &self.places[places as usize..][..arity as usize];
                    self.many(&self.kinds[kind as usize], to as usize, n as usize, places, slots, scratch);
                }
                Step::Long { kind, to, n, places } => {
                    self.collect(self.places[places as usize], n as usize, slots, arguments);
                    slots[to as usize] = self.kinds[kind as usize].value(arguments);
                }
                Step::Guards { kind, n, places, arity } => {
                    let places = &self.places[places as usize..][..arity as usize + 1];
                    let Kind::Guard(relation, outcome) = self.kinds[kind as usize] else { unreachable!("a guard") };
                    let (operands, numbers) = places.split_at(arity as usize);
                    let [first, last] = [operands[0], operands[operands.len() - 1]];
                    if !self.guards(relation, outcome, [first, last], n as usize, slots, scratch) {
                        let slot = |place, i| slots[self.slot(place, i)];
                        let fails = |&i: &usize| relation.holds(slot(first, i), slot(last, i)) != outcome;
                        let number = |i| self.slot(numbers[0], i) as u32;
                        failed = (0..n as usize).filter(fails).map(number).min().unwrap_or(failed).min(failed);
                    }
                }
                Step::Block { kind, to, n, places, guards } => {
                    if failed < guards {
                        return Err(failed as usize);
                    }
                    self.collect(self.places[places as usize], n as usize, slots, arguments);
                    let Kind::Block(rule, product) = &self.kinds[kind as usize] else { unreachable!("a block") };
                    let y = rule.run(*product, arguments);
                    slots[to as usize..][..y.len()].copy_from_slice(&y);
                }
                Step::Foreign { kind, to, n, places, guards } => {
                    if failed < guards {
                        return Err(failed as usize);
                    }
                    self.collect(self.places[places as usize], n as usize, slots, arguments);
                    slots[to as usize] = self.kinds[kind as usize].value(arguments);
                }
            }
        }
        if failed == u32::MAX { Ok(()) } else { Err(failed as usize) }
    }

    pub(super) fn slot(&self, place: Place, i: usize) -> usize {
        match place {
            Place::Side(first) => first as usize + i,
            Place::Every(first, stride) => (i64::from(first) + i64::from(stride) * i as i64) as usize,
            Place::List(start) => self.list[start as usize + i] as usize,
        }
    }

    /// `n` numbers as arguments.
    fn collect(&self, place: Place, n: usize, slots: &[f64], arguments: &mut Vec<f64>) {
        arguments.clear();
        arguments.extend((0..n).map(|i| slots[self.slot(place, i)]));
    }

    /// Whether all guards hold.
    fn guards(
        &self,
        relation: Relation,
        outcome: bool,
        operands: [Place; 2],
        n: usize,
        slots: &[f64],
        scratch: &mut Scratch,
    ) -> bool {
        let [left, right, _] = scratch;
        let mut all = true;
        for from in (0..n).step_by(PIECE) {
            let len = PIECE.min(n - from);
            let a = self.bring(operands[0], from, len, slots, left);
            let b = self.bring(operands[1], from, len, slots, right);
            // the frequent ones are loops of their own
            all &= match relation {
                Relation::Less => every(a, b, |a, b| (a < b) == outcome),
                Relation::LessEqual => every(a, b, |a, b| (a <= b) == outcome),
                Relation::Equal => every(a, b, |a, b| (a == b) == outcome),
                _ => every(a, b, |a, b| relation.holds(a, b) == outcome),
            };
        }
        all
    }

    fn many(&self, kind: &Kind, to: usize, n: usize, places: &[Place], slots: &mut [f64], scratch: &mut Scratch) {
        // operands stand before results
        let (slots, results) = slots.split_at_mut(to);
        for from in (0..n).step_by(PIECE) {
            let len = PIECE.min(n - from);
            let results = &mut results[from..][..len];
            if let Kind::Rule(_) | Kind::Holds(_) | Kind::Choose = kind {
                let [a, b, c] = scratch;
                let a = self.bring(places[0], from, len, slots, a);
                let b = places.get(1).map_or(a, |&place| self.bring(place, from, len, slots, b));
                let c = places.get(2).map_or(a, |&place| self.bring(place, from, len, slots, c));
                let work = Loop { x: [a, b, c], y: results };
                match kind {
                    Kind::Rule(op) => op.read(work).expect("a function of the table"),
                    Kind::Holds(relation) => work.holds(*relation),
                    _ => work.choose(),
                }
                continue;
            }
            let mut x = [0.0; SCRATCHES];
            for (i, y) in results.iter_mut().enumerate() {
                for (x, &place) in x.iter_mut().zip(places) {
                    *x = slots[self.slot(place, from + i)];
                }
                *y = kind.value(&x[..places.len()]);
            }
        }
    }
}

#[inline(always)]
fn every(a: &[f64], b: &[f64], holds: impl Fn(f64, f64) -> bool) -> bool {
    a.iter().zip(b).fold(true, |all, (&a, &b)| all & holds(a, b))
}

/// One operation on one or two numbers.
#[inline(always)]
fn one(kind: &Kind, a: f64, b: f64) -> f64 {
    match kind {
        Kind::Rule(op) => op.read(Pair(a, b)).expect("a function of the table"),
        other => other.value(&[a, b][..other.arity().unwrap_or(2)]),
    }
}
