//! The graph of a program: static single assignment in structure-of-arrays form.
//!
//! Node `i` is an operation on earlier nodes; indices are u32, nothing refers to itself and nothing is
//! walked by recursion. Inputs, constants and guards are nodes too.

mod build;
mod prune;
mod show;

pub(crate) use build::Builder;
pub(crate) use prune::prune;

use crate::custom::{Kept, KeptVector};
use crate::guard::Relation;
use ad_core::rules::{Op, Reader, Rule};
use ad_core::{Number, Real};
use core::hash::BuildHasher;
use rustc_hash::FxBuildHasher;
use std::rc::Rc;

/// What a node does.
#[derive(Clone)]
pub(crate) enum Kind {
    /// Number `a` of the variables, or of the parameters if `b` is 1.
    Input,
    /// The number whose bits are `a` and `b`, the low ones first.
    Constant,
    /// A function of the table.
    Rule(Op),
    /// A function of the user's own.
    Custom(Rc<dyn Kept>),
    /// Slope `k` of a function whose slopes are known at f64 only, of its arguments and its value.
    Slope(Rc<dyn Kept>, u32),
    /// A vector function; its entries are nodes of their own.
    Block(Rc<dyn KeptVector>, Product),
    /// Entry `b` of the block `a`.
    Entry,
    /// A comparison whose outcome is 1 or 0: both sides stay open.
    Holds(Relation),
    /// 1 and 0 exchanged.
    Not,
    /// Both are 1.
    And,
    /// One of them is 1.
    Or,
    /// The second operand if the first is 1, else the third.
    Choose,
    /// The operand, of slope 0.
    Detach,
    /// The product, 0 if a factor is 0.
    Strong,
    /// The sum from left to right.
    Sum,
    /// The sum of the products of pairs, which stand one after the other.
    Dot,
    /// The first operand plus the products of the pairs after it.
    Affine,
    /// `ln sum exp`, shifted.
    LogSumExp,
    /// The Euclidean norm.
    Norm2,
    /// A comparison that must come out as it did: no value.
    Guard(Relation, bool),
}

/// What of a vector function is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Product {
    /// `y = f(x)`.
    Value,
    /// `J v`, from `x`, `y` and `v`.
    Push,
    /// `w' J`, from `x`, `y` and `w`.
    Pull,
}

impl Kind {
    /// How many operands; `None` if a list says it.
    pub fn arity(&self) -> Option<usize> {
        struct Arguments;
        impl Reader for Arguments {
            type Output = usize;
            fn read<R: Rule<N>, const N: usize>(self, _: R) -> usize {
                N
            }
        }
        match self {
            Kind::Input | Kind::Constant => Some(0),
            Kind::Rule(op) => op.read(Arguments).filter(|&n| n <= 2),
            Kind::Entry | Kind::Not | Kind::Detach => Some(1),
            Kind::Holds(relation) | Kind::Guard(relation, _) => Some(relation.arity()),
            Kind::And | Kind::Or | Kind::Strong => Some(2),
            Kind::Custom(_) | Kind::Slope(..) | Kind::Block(..) | Kind::Choose => None,
            Kind::Sum | Kind::Dot | Kind::Affine | Kind::LogSumExp | Kind::Norm2 => None,
        }
    }

    /// The value at operands; inputs, constants, entries, blocks and guards have none of their own.
    pub fn value(&self, x: &[f64]) -> f64 {
        struct At<'a>(&'a [f64]);
        impl Reader for At<'_> {
            type Output = f64;
            fn read<R: Rule<N>, const N: usize>(self, rule: R) -> f64 {
                f64::apply(rule, core::array::from_fn(|k| self.0[k]))
            }
        }
        match self {
            Kind::Rule(op) => op.read(At(x)).expect("a function of the table"),
            Kind::Custom(rule) => rule.value(x),
            Kind::Slope(rule, k) => rule.slopes(&x[..x.len() - 1], x[x.len() - 1])[*k as usize],
            Kind::Holds(relation) => f64::indicator(relation.holds(x[0], x[x.len() - 1])),
            Kind::Not => 1.0 - x[0],
            Kind::And => x[0] * x[1],
            Kind::Or => x[0].max(x[1]),
            Kind::Choose => {
                if x[0] == 1.0 {
                    x[1]
                } else {
                    x[2]
                }
            }
            Kind::Detach => x[0],
            Kind::Strong => x[0].chain(x[1]),
            Kind::Sum => f64::sum_of(x),
            Kind::Dot => pairs(x).reduce(|sum, term| sum + term).unwrap_or(0.0),
            Kind::Affine => pairs(&x[1..]).fold(x[0], |sum, term| sum + term),
            Kind::LogSumExp => f64::log_sum_exp(x),
            Kind::Norm2 => f64::norm2(x),
            Kind::Input | Kind::Constant | Kind::Entry | Kind::Block(..) | Kind::Guard(..) => {
                unreachable!("{} has no value of its own", self.name())
            }
        }
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Input => "input",
            Kind::Constant => "constant",
            Kind::Rule(op) => op.name(),
            Kind::Custom(rule) | Kind::Slope(rule, _) => rule.name(),
            Kind::Block(rule, _) => rule.name(),
            Kind::Entry => "entry",
            Kind::Holds(relation) | Kind::Guard(relation, _) => relation.name(),
            Kind::Not => "not",
            Kind::And => "and",
            Kind::Or => "or",
            Kind::Choose => "choose",
            Kind::Detach => "detach",
            Kind::Strong => "strong_mul",
            Kind::Sum => "sum",
            Kind::Dot => "dot",
            Kind::Affine => "affine",
            Kind::LogSumExp => "log_sum_exp",
            Kind::Norm2 => "norm2",
        }
    }

    /// Whether it runs code of the user's, which may look at its arguments and panic.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Kind::Custom(_) | Kind::Slope(..) | Kind::Block(..))
    }
}

fn pairs(x: &[f64]) -> impl Iterator<Item = f64> {
    x.chunks_exact(2).map(|pair| pair[0] * pair[1])
}

/// The nodes of a program.
#[derive(Clone, Default)]
pub(crate) struct Graph {
    /// The distinct operations.
    pub kinds: Vec<Kind>,
    /// Their numbers of operands.
    pub arities: Vec<Option<usize>>,
    /// Which of them node `i` is.
    pub code: Vec<u32>,
    /// Its operands if they are two at most, else where they stand in `list` and how many they are.
    pub operands: Vec<[u32; 2]>,
    pub list: Vec<u32>,
    /// The variables and the parameters, by their numbers.
    pub variables: Vec<u32>,
    pub parameters: Vec<u32>,
    pub outputs: Vec<u32>,
}

impl Graph {
    pub fn len(&self) -> usize {
        self.code.len()
    }
    pub fn kind(&self, i: usize) -> &Kind {
        &self.kinds[self.code[i] as usize]
    }
    pub fn push_kind(&mut self, kind: &Kind) {
        self.kinds.push(kind.clone());
        self.arities.push(kind.arity());
    }
    /// The operands of node `i`.
    pub fn operands(&self, i: usize) -> &[u32] {
        let pair = &self.operands[i];
        match self.arities[self.code[i] as usize] {
            Some(arity) => &pair[..arity],
            None => &self.list[pair[0] as usize..][..pair[1] as usize],
        }
    }
    /// The constant that node `i` is.
    pub fn constant(&self, i: usize) -> Option<f64> {
        let [low, high] = self.operands[i];
        matches!(self.kind(i), Kind::Constant).then(|| f64::from_bits(u64::from(high) << 32 | u64::from(low)))
    }
    /// How many numbers the program takes.
    pub fn inputs(&self) -> usize {
        self.variables.len() + self.parameters.len()
    }
    /// The guards and their outcomes: relation, outcome, and the constant that a number was compared with.
    pub fn signature(&self) -> Vec<u64> {
        let guard = |i: usize| match self.kind(i) {
            Kind::Guard(relation, outcome) => {
                let constant = self.operands(i).iter().find_map(|&k| self.constant(k as usize)).unwrap_or_default();
                Some(FxBuildHasher.hash_one((relation, outcome, constant.to_bits())))
            }
            _ => None,
        };
        (0..self.len()).filter_map(guard).collect()
    }
    /// The values of all nodes at the inputs; guards and blocks have 0.
    pub fn values(&self, x: &[f64]) -> Vec<f64> {
        self.values_and_blocks(x, |_, _| {})
    }
    /// As [`values`](Graph::values), and shows the entries of each block.
    pub fn values_and_blocks(&self, x: &[f64], mut show: impl FnMut(u32, Vec<f64>)) -> Vec<f64> {
        let mut values = vec![0.0; self.len()];
        for (&node, &x) in self.variables.iter().chain(&self.parameters).zip(x) {
            values[node as usize] = x;
        }
        let (mut at, mut block, mut entries) = (Vec::new(), u32::MAX, Vec::new());
        for i in 0..self.len() {
            at.clear();
            at.extend(self.operands(i).iter().map(|&k| values[k as usize]));
            match self.kind(i) {
                Kind::Input | Kind::Guard(..) => {}
                Kind::Constant => values[i] = self.constant(i).unwrap_or_default(),
                Kind::Entry => {
                    let [of, k] = self.operands[i];
                    if of != block {
                        // entries may stand far behind their block
                        block = of;
                        entries = self.block_at(of as usize, &values);
                    }
                    values[i] = entries[k as usize];
                }
                Kind::Block(rule, product) => {
                    entries = rule.run(*product, &at);
                    block = i as u32;
                    show(block, entries.clone());
                }
                kind => values[i] = kind.value(&at),
            }
        }
        values
    }
    fn block_at(&self, i: usize, values: &[f64]) -> Vec<f64> {
        let at: Vec<f64> = self.operands(i).iter().map(|&k| values[k as usize]).collect();
        let Kind::Block(rule, product) = self.kind(i) else { unreachable!("an entry is that of a block") };
        rule.run(*product, &at)
    }
}
