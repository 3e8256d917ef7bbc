//! A use of a vector rule: `m` numbers in a row, pulled back at once.

use super::Tape;
use super::record::{BLOCK, Record};
use super::var::Var;
use ad_core::Number;
use ad_core::rules::{Linearized, VectorRule};

/// One use of a vector rule, with what its derivative is read at.
pub(super) struct Block<T> {
    rule: Box<dyn AnyVectorRule<T>>,
    x: Vec<T>,
    y: Vec<T>,
    operands: Vec<u32>,
}

trait AnyVectorRule<T> {
    fn vjp(&self, x: &[T], y: &[T], w: &[T]) -> Vec<T>;
}
impl<T: Number, R: VectorRule> AnyVectorRule<T> for R {
    fn vjp(&self, x: &[T], y: &[T], w: &[T]) -> Vec<T> {
        Linearized::new(self, x, y).vjp(w)
    }
}

impl<T: Number> Block<T> {
    /// `adj_x += J' adj_y` where the last component has index `last`; the adjoints of `y` become zero.
    pub fn pull_back(&self, last: usize, adjoints: &mut [T]) {
        let outputs = last + 1 - self.y.len()..last + 1;
        let product = self.rule.vjp(&self.x, &self.y, &adjoints[outputs.clone()]);
        adjoints[outputs].fill(T::zero());
        for (&i, term) in self.operands.iter().zip(product) {
            let operand = &mut adjoints[i as usize];
            *operand = *operand + term;
        }
    }
}

impl<T: Number> Tape<T> {
    /// Writes down `y = rule(x)`.
    pub(super) fn push_block<R: VectorRule>(&self, rule: &R, x: &[Var<T>], y: Vec<T>) -> Vec<Var<'_, T>> {
        let operands = x.iter().map(|x| self.stored(x)).collect();
        let number = self.blocks.borrow().len() as u32;
        let last = y.len().wrapping_sub(1);
        let component = |(k, &y): (usize, &T)| {
            let i = if k == last { BLOCK } else { 0 };
            Var::component(
                self,
                self.push(Record { i, j: if k == last { number } else { 0 }, di: T::zero(), dj: T::zero() }),
                y,
            )
        };
        let outputs = y.iter().enumerate().map(component).collect();
        let at = x.iter().map(Var::value).collect();
        self.blocks.borrow_mut().push(Block { rule: Box::new(rule.clone()), x: at, y, operands });
        outputs
    }
}
