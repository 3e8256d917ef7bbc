//! A use of a vector rule: `m` numbers in a row, pulled back at once.

use super::Tape;
use super::record::{BLOCK, Record};
use crate::graph::block::{AnyVectorRule, add_to};
use ad_core::Number;
use ad_core::rules::VectorRule;
use core::ops::Range;

/// One use of a vector rule, with what its derivative is read at.
pub(super) struct Block<T> {
    rule: Box<dyn AnyVectorRule<T>>,
    x: Vec<T>,
    y: Vec<T>,
    operands: Vec<u32>,
}

impl<T: Number> Block<T> {
    /// `adj_x += J' adj_y` where the last component has index `last`; the adjoints of `y` become zero.
    pub fn pull_back(&self, last: usize, adjoints: &mut [T]) {
        let outputs = last + 1 - self.y.len()..last + 1;
        let product = self.rule.vjp(&self.x, &self.y, &adjoints[outputs.clone()]);
        adjoints[outputs].fill(T::zero());
        add_to(adjoints, &self.operands, product);
    }
}

impl<T: Number> Tape<T> {
    /// Writes down `y = rule(x)`, where the operands have these indices, and returns those of `y`.
    pub(crate) fn push_block<R: VectorRule>(&self, rule: &R, x: Vec<T>, operands: Vec<u32>, y: Vec<T>) -> Range<u32> {
        // before anything is written down: a clone that panics leaves no record without its block
        let (rule, number) = (Box::new(rule.clone()), self.blocks.borrow().len() as u32);
        let (first, last) = (self.len() as u32, y.len().wrapping_sub(1));
        for k in 0..y.len() {
            let (i, j) = if k == last { (BLOCK, number) } else { (0, 0) };
            self.push(Record { i, j, di: T::zero(), dj: T::zero() });
        }
        let outputs = first..first + y.len() as u32;
        self.blocks.borrow_mut().push(Block { rule, x, y, operands });
        outputs
    }
}
