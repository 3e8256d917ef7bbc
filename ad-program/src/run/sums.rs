//! Sums and products that are one piece of work: what only feeds a sum is computed where it is added.
//!
//! `((a b + c) - d e) + f` is a sum of terms `±x` and `±a b`, taken from left to right. Each operation rounds
//! as it does alone, so nothing changes but where the numbers stand between them: `x - a b` is
//! `x + (-(a b))`, and `x - (-y)` is `x + y`, bit by bit.

use super::code::Form;
use crate::graph::{Graph, Kind};
use ad_core::rules::Op;
use std::collections::HashMap;

const NONE: u32 = u32::MAX;

/// Which nodes are part of which sums.
pub(super) struct Sums<'a> {
    graph: &'a Graph,
    /// Nodes that nobody sees: their one use is a sum.
    pub swallowed: Vec<bool>,
    /// The partial sum that a sum goes on with.
    inner: Vec<u32>,
}

/// How often which form stands in a sum, one after the other.
pub(super) type Shape = Vec<(Form, u32)>;

/// A sum written out, last term first.
#[derive(Default)]
struct Written {
    forms: Vec<Form>,
    operands: Vec<[u32; 2]>,
}

impl Written {
    fn push(&mut self, (form, operands): (Form, [u32; 2])) {
        self.forms.push(form);
        self.operands.push(operands);
    }
}

impl<'a> Sums<'a> {
    pub fn of(graph: &'a Graph) -> Self {
        let mut uses = vec![0u32; graph.len()];
        for i in 0..graph.len() {
            graph.operands(i).iter().for_each(|&k| uses[k as usize] += 1);
        }
        graph.outputs.iter().for_each(|&k| uses[k as usize] += 2);
        let once = |k: u32| uses[k as usize] == 1;
        let mut sums = Sums { graph, swallowed: vec![false; graph.len()], inner: vec![NONE; graph.len()] };
        let mut length = vec![0u32; graph.len()];
        for i in (0..graph.len()).filter(|&i| is_linear(graph.kind(i))) {
            let x = graph.operands(i);
            // a product is no sum to go on with, but a term
            let partial = |&&k: &&u32| once(k) && is_sum(graph.kind(k as usize));
            let first = match graph.kind(i) {
                Kind::Rule(Op::Add {}) => x.iter().filter(partial).max_by_key(|&&k| length[k as usize]),
                Kind::Rule(Op::Sub {}) | Kind::Sum | Kind::Affine => x[..1].iter().find(partial),
                _ => None,
            };
            if let Some(&inner) = first {
                sums.inner[i] = inner;
                sums.swallowed[inner as usize] = true;
                length[i] = length[inner as usize];
            }
            length[i] += x.len() as u32;
            // factors are no terms
            let terms = match graph.kind(i) {
                Kind::Dot | Kind::Rule(Op::Mul {} | Op::Square {}) => &[],
                Kind::Affine => &x[..1],
                _ => x,
            };
            for &k in terms.iter().filter(|&&k| once(k)) {
                let negates = matches!(graph.kind(i), Kind::Rule(Op::Neg {}));
                let fits = match graph.kind(k as usize) {
                    Kind::Rule(Op::Mul {} | Op::Square {}) => true,
                    Kind::Rule(Op::Neg {}) => !negates,
                    _ => false,
                };
                sums.swallowed[k as usize] |= fits;
            }
        }
        sums
    }

    /// The node as a term: itself, or what was swallowed.
    fn term(&self, node: u32) -> (Form, [u32; 2]) {
        let i = node as usize;
        match self.graph.kind(i) {
            Kind::Rule(Op::Neg {}) if self.swallowed[i] => {
                let (form, x) = self.term(self.graph.operands[i][0]);
                (form.negated(), x)
            }
            Kind::Rule(Op::Mul {}) if self.swallowed[i] => (Form::Times, self.graph.operands[i]),
            Kind::Rule(Op::Square {}) if self.swallowed[i] => (Form::Times, [self.graph.operands[i][0]; 2]),
            _ => (Form::Plus, [node, node]),
        }
    }

    /// The shape of node `i`, if it is a sum, and its operands behind the others.
    pub fn write(&self, i: usize, operands: &mut Vec<u32>) -> Option<Shape> {
        if !is_linear(self.graph.kind(i)) {
            return None;
        }
        let mut written = Written::default();
        let mut at = i;
        loop {
            let x = self.graph.operands(at);
            let inner = self.inner[at];
            // what is left to be written is the first operand
            let first = match self.graph.kind(at) {
                Kind::Rule(Op::Add {}) if inner == x[1] => {
                    written.push(self.term(x[0]));
                    inner
                }
                Kind::Rule(Op::Add {}) => {
                    written.push(self.term(x[1]));
                    x[0]
                }
                Kind::Rule(Op::Sub {}) => {
                    let (form, x1) = self.term(x[1]);
                    written.push((form.negated(), x1));
                    x[0]
                }
                Kind::Sum => {
                    x[1..].iter().rev().for_each(|&k| written.push(self.term(k)));
                    x[0]
                }
                Kind::Affine => {
                    x[1..].chunks_exact(2).rev().for_each(|pair| written.push((Form::Times, [pair[0], pair[1]])));
                    x[0]
                }
                Kind::Rule(Op::Neg {}) => {
                    let (form, x) = self.term(x[0]);
                    written.push((form.negated(), x));
                    break;
                }
                _ => {
                    // products alone
                    let pair = |pair: &[u32]| (Form::Times, [pair[0], pair[pair.len() - 1]]);
                    x.chunks(2).rev().for_each(|x| written.push(pair(x)));
                    break;
                }
            };
            if inner == NONE {
                written.push(self.term(first));
                break;
            }
            at = first as usize;
        }
        let mut shape = Shape::new();
        for (&form, x) in written.forms.iter().zip(&written.operands).rev() {
            operands.extend_from_slice(&x[..form.operands()]);
            match shape.last_mut() {
                Some((last, count)) if *last == form => *count += 1,
                _ => shape.push((form, 1)),
            }
        }
        Some(shape)
    }
}

/// Whether it adds terms.
fn is_sum(kind: &Kind) -> bool {
    matches!(kind, Kind::Rule(Op::Add {} | Op::Sub {}) | Kind::Sum | Kind::Dot | Kind::Affine)
}
/// Whether it is written as a sum, of one term perhaps.
fn is_linear(kind: &Kind) -> bool {
    is_sum(kind) || matches!(kind, Kind::Rule(Op::Mul {} | Op::Square {} | Op::Neg {}))
}

/// Equal shapes have equal numbers.
#[derive(Default)]
pub(super) struct Shapes {
    numbers: HashMap<Shape, u32>,
    pub all: Vec<Shape>,
}

impl Shapes {
    pub fn number(&mut self, shape: Shape) -> u32 {
        if let Some(&number) = self.numbers.get(&shape) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(shape.clone());
        self.numbers.insert(shape, number);
        number
    }
}
