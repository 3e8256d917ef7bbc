//! What a vector rule leaves on the graph: `m` records in a row, without edges of their own.
//!
//! The list of blocks stands beside the list of records. A sweep that comes to a block asks the
//! rule for one product with its Jacobian: `w -> J'w` of all its adjoints on the way back,
//! `v -> J v` of all its tangents on the way forth. So the rule's vjp runs once a sweep, and
//! nothing of it is computed before.

use super::{Edge, Graph, Node, Origin, Record};
use ad_core::Number;
use ad_core::rules::{Linearized, VectorRule};
use core::ops::Range;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// One use of a vector rule.
pub(super) struct Block<T> {
    rule: Box<dyn AnyVectorRule<T>>,
    operands: Vec<u32>,
    outputs: Range<usize>,
}

/// The products with a rule's Jacobian at one number type: a vector rule without its type.
pub(crate) trait AnyVectorRule<T> {
    fn jvp(&self, x: &[T], y: &[T], v: &[T]) -> Vec<T>;
    fn vjp(&self, x: &[T], y: &[T], w: &[T]) -> Vec<T>;
    fn rows(&self, x: &[T], y: &[T]) -> Vec<Vec<T>>;
}

impl<T: Number, R: VectorRule> AnyVectorRule<T> for R {
    fn jvp(&self, x: &[T], y: &[T], v: &[T]) -> Vec<T> {
        Linearized::new(self, x, y).jvp(v)
    }
    fn vjp(&self, x: &[T], y: &[T], w: &[T]) -> Vec<T> {
        Linearized::new(self, x, y).vjp(w)
    }
    fn rows(&self, x: &[T], y: &[T]) -> Vec<Vec<T>> {
        Linearized::new(self, x, y).rows()
    }
}

/// `adjoint(x) += product`, for the operands `x` with these indices.
pub(crate) fn add_to<T: Number>(adjoints: &mut [T], operands: &[u32], product: Vec<T>) {
    for (&i, term) in operands.iter().zip(product) {
        let operand = &mut adjoints[i as usize];
        *operand = *operand + term;
    }
}

impl<T: Number> Block<T> {
    /// The records of the outputs.
    pub(super) fn outputs(&self) -> Range<usize> {
        self.outputs.clone()
    }

    /// The records of the operands.
    pub(super) fn operands(&self) -> &[u32] {
        &self.operands
    }

    /// Operands and outputs, `x` and `y`.
    fn values(&self, records: &[&mut Record<T>]) -> (Vec<T>, Vec<T>) {
        let x = self.operands.iter().map(|&i| records[i as usize].value).collect();
        (x, records[self.outputs()].iter().map(|record| record.value).collect())
    }

    /// `adjoint(x) += J' adjoint(y)`.
    pub(super) fn pull_back(&self, records: &[&mut Record<T>], adjoints: &mut [T]) {
        let (x, y) = self.values(records);
        let product = self.rule.vjp(&x, &y, &adjoints[self.outputs()]);
        add_to(adjoints, &self.operands, product);
    }

    /// `tangent(y) += J tangent(x)`.
    pub(super) fn push_forward(&self, records: &[&mut Record<T>], tangents: &mut [T]) {
        let (x, y) = self.values(records);
        let v: Vec<T> = self.operands.iter().map(|&i| tangents[i as usize]).collect();
        for (tangent, term) in tangents[self.outputs()].iter_mut().zip(self.rule.jvp(&x, &y, &v)) {
            *tangent = *tangent + term;
        }
    }

    /// The edges that the outputs would have if each were an operation of its own.
    fn edges(&self, records: &[&mut Record<T>]) -> Vec<Vec<Edge<T>>> {
        let (x, y) = self.values(records);
        let edges =
            |row: Vec<T>| self.operands.iter().zip(row).map(|(&operand, partial)| Edge { operand, partial }).collect();
        self.rule.rows(&x, &y).into_iter().map(edges).collect()
    }
}

/// The edges of every output of every block, by record: for drawings and diagnoses.
pub(super) fn edges_of_blocks<T: Number>(
    blocks: &[Block<T>],
    records: &[&mut Record<T>],
) -> BTreeMap<usize, Vec<Edge<T>>> {
    blocks.iter().flat_map(|block| block.outputs().zip(block.edges(records))).collect()
}

impl<T: Number> Graph<T> {
    /// Records `y = rule(operands)`.
    pub(crate) fn push_block<R: VectorRule>(&self, rule: &R, operands: Vec<u32>, y: Vec<T>) -> Vec<Node<'_, T>> {
        let (name, rule, first) = (rule.name(), Box::new(rule.clone()), self.len());
        let component = |(index, y)| self.push(Origin::Component { of: name, index }, y, SmallVec::new());
        let outputs: Vec<_> = y.into_iter().enumerate().map(component).collect();
        self.blocks.borrow_mut().push(Block { rule, operands, outputs: first..first + outputs.len() });
        outputs
    }
}
