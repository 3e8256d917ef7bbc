//! Building a graph: equal operations on equal operands are one node.
//!
//! Constants fold. Besides, only identities are used that hold for every number, NaN, infinities and
//! signed zeros included (the sign and payload of a NaN excepted):
//!
//! `x - 0 = x`, `x + (-0) = x`, `1 x = x`, `x / 1 = x`, `(-1) x = -x`, `-(-x) = x`, `detach(c) = c`,
//! `not(not c) = c`, a choice by a constant, a sum of one term, and `a + b = b + a`, `a b = b a`.
//! A strong product with an exact zero is 0, of which no sign is promised.
//!
//! Not used: `x + 0` (it turns -0 into 0), `0 x` (NaN at infinity), `x - x`, `x / x`.

use super::{Graph, Kind};
use crate::error::Error;
use ad_core::rules::Op;
use core::hash::{BuildHasher, Hash};
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;
use std::any::TypeId;
use std::collections::HashMap;

/// What tells two kinds apart that may be one.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Table(&'static str, [u64; 3]),
    Foreign(TypeId, &'static str, u32),
}

/// So many functions are found without a look at the list of all.
const RECENT: usize = 8;

/// A graph that grows, with the values of its nodes at the point of recording.
pub(crate) struct Builder {
    pub graph: Graph,
    pub values: Vec<f64>,
    /// Which node an operation on operands is.
    nodes: HashTable<u32>,
    kinds: HashMap<Key, u32, FxBuildHasher>,
    /// The functions that came last, most programs have no more.
    recent: SmallVec<[(Op, u32); RECENT]>,
    limit: usize,
    /// Whether more was asked for than the limit: nothing is written down any more, and all is node 0.
    pub full: bool,
    /// The outputs of blocks, by node.
    blocks: HashMap<u32, Vec<f64>>,
}

impl Builder {
    pub fn new(limit: usize) -> Self {
        Builder {
            graph: Graph::default(),
            values: Vec::new(),
            nodes: HashTable::new(),
            kinds: HashMap::default(),
            recent: SmallVec::new(),
            limit,
            full: false,
            blocks: HashMap::new(),
        }
    }

    /// Goes on with `graph`, recorded at `x`.
    pub fn resume(graph: &Graph, x: &[f64], limit: usize) -> Self {
        let mut builder = Builder::new(limit);
        builder.graph = graph.clone();
        let keys = graph.kinds.iter().zip(0..).filter_map(|(kind, code)| Some((key(kind)?, code)));
        builder.kinds.extend(keys);
        // a derivative is a few times the function
        builder.nodes.reserve(3 * graph.len(), |&node| hash(graph, node));
        for node in 0..graph.len() as u32 {
            builder.nodes.insert_unique(hash(graph, node), node, |&node| hash(graph, node));
        }
        let mut blocks = HashMap::new();
        builder.values = graph.values_and_blocks(x, |node, values| drop(blocks.insert(node, values)));
        builder.blocks = blocks;
        builder
    }

    /// What a program needs to be made of it.
    pub fn check(&self) -> Result<(), Error> {
        if self.full { Err(Error::TooLarge { limit: self.limit }) } else { Ok(()) }
    }

    pub fn constant(&mut self, c: f64) -> u32 {
        let bits = c.to_bits();
        self.push_valued(&Kind::Constant, &[bits as u32, (bits >> 32) as u32], c)
    }
    pub fn variable(&mut self, value: f64) -> u32 {
        let node = self.push_valued(&Kind::Input, &[self.graph.variables.len() as u32, 0], value);
        self.graph.variables.push(node);
        node
    }
    pub fn parameter(&mut self, value: f64) -> u32 {
        let node = self.push_valued(&Kind::Input, &[self.graph.parameters.len() as u32, 1], value);
        self.graph.parameters.push(node);
        node
    }
    pub fn as_constant(&self, node: u32) -> Option<f64> {
        self.graph.constant(node as usize)
    }

    /// The operation on nodes.
    pub fn push(&mut self, kind: &Kind, x: &[u32]) -> u32 {
        if self.full {
            return 0;
        }
        if let Some(same) = self.identity(kind, x) {
            return same;
        }
        let constant = |&k: &u32| matches!(self.graph.kind(k as usize), Kind::Constant);
        let mut at: SmallVec<[f64; 8]> = SmallVec::new();
        at.extend(x.iter().map(|&k| self.values[k as usize]));
        let value = kind.value(&at);
        if x.iter().all(constant) {
            return self.constant(value);
        }
        // constants last, so that what is alike has its operands alike
        let rank = |k: u32| (constant(&k), k);
        match (kind, x) {
            (Kind::Rule(Op::Add {} | Op::Mul {}) | Kind::And | Kind::Or, &[a, b]) if rank(a) > rank(b) => {
                self.push_valued(kind, &[b, a], value)
            }
            _ => self.push_valued(kind, x, value),
        }
    }

    /// The node that the operation is without being one, by an identity.
    fn identity(&mut self, kind: &Kind, x: &[u32]) -> Option<u32> {
        let constant = |k: usize| self.graph.constant(x[k] as usize);
        let is = |k: usize, c: f64| constant(k).is_some_and(|x| x.to_bits() == c.to_bits());
        match kind {
            Kind::Rule(Op::Add {}) if is(1, -0.0) => Some(x[0]),
            Kind::Rule(Op::Add {}) if is(0, -0.0) => Some(x[1]),
            Kind::Rule(Op::Sub {}) if is(1, 0.0) => Some(x[0]),
            Kind::Rule(Op::Mul {} | Op::Div {}) | Kind::Strong if is(1, 1.0) => Some(x[0]),
            Kind::Rule(Op::Mul {}) | Kind::Strong if is(0, 1.0) => Some(x[1]),
            Kind::Rule(Op::Mul {}) if is(1, -1.0) => Some(self.push(&Kind::Rule(Op::Neg {}), &x[..1])),
            Kind::Rule(Op::Mul {}) if is(0, -1.0) => Some(self.push(&Kind::Rule(Op::Neg {}), &x[1..])),
            Kind::Strong if (0..2).any(|k| constant(k) == Some(0.0)) => Some(self.constant(0.0)),
            Kind::Rule(Op::Neg {}) | Kind::Not => {
                let inner = x[0] as usize;
                let twice = match (kind, self.graph.kind(inner)) {
                    (Kind::Not, Kind::Not) => true,
                    (Kind::Rule(Op::Neg {}), Kind::Rule(op)) => *op == Op::Neg {},
                    _ => false,
                };
                twice.then(|| self.graph.operands[inner][0])
            }
            Kind::Sum if x.len() == 1 => Some(x[0]),
            Kind::Sum if x.len() == 2 => Some(self.push(&Kind::Rule(Op::Add {}), x)),
            Kind::Affine if x.len() == 1 => Some(x[0]),
            Kind::Choose => {
                let condition = constant(0)?;
                Some(if condition == 1.0 { x[1] } else { x[2] })
            }
            _ => None,
        }
    }

    /// That `relation` came out as it did must hold wherever the program is replayed.
    pub fn guard(&mut self, relation: crate::guard::Relation, x: &[u32]) {
        if self.full {
            return;
        }
        let a = self.values[x[0] as usize];
        let b = self.values[x[x.len() - 1] as usize];
        let known = x.iter().all(|&k| self.as_constant(k).is_some());
        if !known {
            self.push_valued(&Kind::Guard(relation, relation.holds(a, b)), x, 0.0);
        }
    }

    /// A vector function and the nodes of its entries.
    pub fn block(&mut self, kind: Kind, x: &[u32], values: &[f64]) -> Vec<u32> {
        let block = self.push_valued(&kind, x, 0.0);
        self.blocks.insert(block, values.to_vec());
        values.iter().enumerate().map(|(k, &y)| self.push_valued(&Kind::Entry, &[block, k as u32], y)).collect()
    }

    /// Entry `k` of a block.
    pub fn entry(&mut self, block: u32, k: u32) -> u32 {
        let value = self.blocks.get(&block).map_or(f64::NAN, |values| values[k as usize]);
        self.push_valued(&Kind::Entry, &[block, k], value)
    }

    fn push_valued(&mut self, kind: &Kind, x: &[u32], value: f64) -> u32 {
        let (node, new) = self.push_raw(kind, x);
        if new {
            self.values.push(value);
        }
        node
    }

    fn push_raw(&mut self, kind: &Kind, x: &[u32]) -> (u32, bool) {
        let code = self.code(kind);
        let hash = FxBuildHasher.hash_one((code, x));
        let graph = &mut self.graph;
        let short = graph.arities[code as usize].is_some();
        let same = |&node: &u32| {
            let i = node as usize;
            if graph.code[i] != code {
                return false;
            }
            let pair = &graph.operands[i];
            if short { pair[..x.len()] == *x } else { graph.list[pair[0] as usize..][..pair[1] as usize] == *x }
        };
        if let Some(&node) = self.nodes.find(hash, same) {
            return (node, false);
        }
        if graph.len() >= self.limit {
            // goes on without growing: the program is refused at its end
            self.full = true;
            return (0, false);
        }
        let node = graph.len() as u32;
        graph.code.push(code);
        graph.operands.push(if short {
            [x.first().copied().unwrap_or(0), x.get(1).copied().unwrap_or(0)]
        } else {
            let start = graph.list.len() as u32;
            graph.list.extend_from_slice(x);
            [start, x.len() as u32]
        });
        self.nodes.insert_unique(hash, node, |&node| self::hash(graph, node));
        (node, true)
    }

    /// The number of a kind, one for equal ones. What carries data of its own is like nothing else.
    fn code(&mut self, kind: &Kind) -> u32 {
        if let Kind::Rule(op) = kind
            && let Some(&(_, code)) = self.recent.iter().find(|(recent, _)| recent == op)
        {
            return code;
        }
        let next = self.graph.kinds.len() as u32;
        let code = key(kind).map_or(next, |key| *self.kinds.entry(key).or_insert(next));
        if code == next {
            self.graph.push_kind(kind);
        }
        if let Kind::Rule(op) = kind {
            if self.recent.len() == RECENT {
                self.recent.remove(0);
            }
            self.recent.push((*op, code));
        }
        code
    }
}

/// What is equal for equal kinds; nothing for one with data of its own.
fn key(kind: &Kind) -> Option<Key> {
    Some(match kind {
        Kind::Rule(op) => Key::Table(op.name(), op.parameters()),
        Kind::Holds(relation) => Key::Table(relation.name(), [2, 0, 0]),
        Kind::Guard(relation, outcome) => Key::Table(relation.name(), [3, u64::from(*outcome), 0]),
        Kind::Custom(rule) | Kind::Slope(rule, _) if !rule.is_plain() => return None,
        Kind::Custom(rule) => Key::Foreign(rule.type_id(), rule.name(), 0),
        Kind::Slope(rule, k) => Key::Foreign(rule.type_id(), rule.name(), k + 1),
        Kind::Block(..) => return None,
        other => Key::Table(other.name(), [1, 0, 0]),
    })
}

/// Of a node, by its operation and operands.
fn hash(graph: &Graph, node: u32) -> u64 {
    let i = node as usize;
    let (code, pair) = (graph.code[i], &graph.operands[i]);
    match graph.arities[code as usize] {
        Some(_) => FxBuildHasher.hash_one((code, &pair[..raw_operands(&graph.kinds[code as usize])])),
        None => FxBuildHasher.hash_one((code, &graph.list[pair[0] as usize..][..pair[1] as usize])),
    }
}

/// How many of the two numbers of a node are its own: also those of inputs, constants and entries, which
/// are no nodes.
fn raw_operands(kind: &Kind) -> usize {
    match kind {
        Kind::Input | Kind::Constant | Kind::Entry => 2,
        other => other.arity().unwrap_or(2),
    }
}
