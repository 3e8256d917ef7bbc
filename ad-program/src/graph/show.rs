//! A graph as text and as a drawing.

use super::{Graph, Kind};
use ad_core::rules::Op;
use core::fmt::Write;
use std::collections::HashMap;

/// So many inputs are named.
const SHOWN: usize = 4;

impl Graph {
    /// `x0` for a variable, `p0` for a parameter, the number for a constant, `t0` for an operation.
    pub fn node_name(&self, i: usize) -> String {
        match self.kind(i) {
            Kind::Input => format!("{}{}", if self.operands[i][1] == 1 { 'p' } else { 'x' }, self.operands[i][0]),
            Kind::Constant => self.constant(i).unwrap_or_default().to_string(),
            _ => format!("t{}", self.number(i)),
        }
    }
    /// The number of an operation: constants and inputs have none.
    fn number(&self, i: usize) -> usize {
        (0..i).filter(|&k| self.is_operation(k)).count()
    }
    fn is_operation(&self, i: usize) -> bool {
        !matches!(self.kind(i), Kind::Input | Kind::Constant | Kind::Guard(..))
    }
    /// The names of all nodes.
    fn names(&self) -> Vec<String> {
        let mut operations = 0;
        let name = |i: usize| {
            if self.is_operation(i) {
                operations += 1;
                return format!("t{}", operations - 1);
            }
            match self.kind(i) {
                Kind::Guard(..) => String::new(),
                _ => self.node_name(i),
            }
        };
        (0..self.len()).map(name).collect()
    }

    /// The operation of node `i` in words.
    fn words(&self, i: usize, names: &[String]) -> String {
        let x: Vec<&str> = self.operands(i).iter().map(|&k| names[k as usize].as_str()).collect();
        let infix = match self.kind(i) {
            Kind::Rule(Op::Add {}) => "+",
            Kind::Rule(Op::Sub {}) => "-",
            Kind::Rule(Op::Mul {}) => "*",
            Kind::Rule(Op::Div {}) => "/",
            Kind::Holds(relation) if x.len() == 2 => relation.name(),
            _ => "",
        };
        if let (&[a, b], false) = (x.as_slice(), infix.is_empty()) {
            return format!("{a} {infix} {b}");
        }
        let parameters = match self.kind(i) {
            Kind::Rule(op) => parameters(*op),
            Kind::Slope(_, k) => format!("'{k}"),
            Kind::Entry => return format!("{}[{}]", x[0], self.operands[i][1]),
            _ => String::new(),
        };
        format!("{}{parameters}({})", self.kind(i).name(), x.join(", "))
    }

    pub fn listing(&self) -> String {
        let names = self.names();
        let list = |nodes: &mut dyn Iterator<Item = &u32>| {
            nodes.map(|&k| names[k as usize].as_str()).collect::<Vec<_>>().join(", ")
        };
        let inputs = list(&mut self.variables.iter().chain(&self.parameters));
        let mut text = format!("inputs {inputs}\n");
        for i in 0..self.len() {
            let _ = match self.kind(i) {
                Kind::Input | Kind::Constant => Ok(()),
                Kind::Guard(relation, outcome) => {
                    let x: Vec<_> = self.operands(i).iter().map(|&k| names[k as usize].clone()).collect();
                    writeln!(text, "guard {} is {outcome}", relation.words(&x))
                }
                _ => writeln!(text, "{} = {}", names[i], self.words(i, &names)),
            };
        }
        let _ = writeln!(text, "outputs {}", list(&mut self.outputs.iter()));
        text
    }

    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for i in 0..self.len() {
            match self.kind(i) {
                Kind::Input | Kind::Constant | Kind::Entry => {}
                Kind::Guard(..) => *counts.entry("guard").or_default() += 1,
                kind => *counts.entry(kind.name()).or_default() += 1,
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts
    }

    pub fn to_dot(&self) -> String {
        let mut text = String::from("digraph program {\n  rankdir=TB;\n  node [shape=box, style=rounded];\n");
        for i in 0..self.len() {
            let label = match self.kind(i) {
                Kind::Input | Kind::Constant => self.node_name(i),
                Kind::Guard(relation, outcome) => format!("guard {} is {outcome}", relation.name()),
                kind => kind.name().to_owned(),
            };
            let peripheries = if self.outputs.contains(&(i as u32)) { ", peripheries=2" } else { "" };
            let _ = writeln!(text, "  n{i} [label={label:?}{peripheries}];");
            for k in self.operands(i) {
                let _ = writeln!(text, "  n{k} -> n{i};");
            }
        }
        text + "}\n"
    }

    /// The inputs that a node depends on, by their nodes.
    fn origins(&self, node: usize) -> Vec<usize> {
        let mut reached = vec![false; node + 1];
        reached[node] = true;
        for i in (0..=node).rev().filter(|&i| !matches!(self.kind(i), Kind::Input)) {
            if reached[i] {
                self.operands(i).iter().for_each(|&k| reached[k as usize] = true);
            }
        }
        (0..=node).filter(|&i| reached[i] && matches!(self.kind(i), Kind::Input)).collect()
    }

    /// The first node at `x` that makes an output not finite though its operands are, in words, and the inputs
    /// behind it.
    pub fn diagnose(&self, x: &[f64]) -> Option<String> {
        let values = self.values(x);
        let is_finite = |k: &u32| values[*k as usize].is_finite();
        // back from the outputs, through what is not finite
        let mut reached = vec![false; self.len()];
        self.outputs.iter().filter(|k| !is_finite(k)).for_each(|&k| reached[k as usize] = true);
        for i in (0..self.len()).rev().filter(|&i| !values[i].is_finite()) {
            if reached[i] {
                self.operands(i).iter().filter(|k| !is_finite(k)).for_each(|&k| reached[k as usize] = true);
            }
        }
        let fault = (0..self.len()).find(|&i| reached[i] && self.operands(i).iter().all(is_finite))?;
        let names = self.names();
        let value = values[fault];
        if let Kind::Input | Kind::Constant = self.kind(fault) {
            return Some(format!("{} is {value}", names[fault]));
        }
        // an entry of a vector function comes of the operands of that
        let (operation, entry) = match self.kind(fault) {
            Kind::Entry => (self.operands[fault][0] as usize, format!("[{}]", self.operands[fault][1])),
            _ => (fault, String::new()),
        };
        let mut operands: Vec<u32> = self.operands(operation).to_vec();
        operands.dedup();
        let operands: Vec<_> = operands
            .into_iter()
            .filter(|&k| !matches!(self.kind(k as usize), Kind::Constant))
            .map(|k| {
                let k = k as usize;
                match self.kind(k) {
                    Kind::Input => format!("{} = {}", names[k], values[k]),
                    _ => format!("{} = {} = {}", names[k], self.words(k, &names), values[k]),
                }
            })
            .collect();
        let origins = self.origins(fault);
        let mut inputs: Vec<_> = origins.iter().take(SHOWN).map(|&i| format!("{} = {}", names[i], values[i])).collect();
        if origins.len() > SHOWN {
            inputs.push(format!("and {} more", origins.len() - SHOWN));
        }
        let (words, operands, inputs) = (self.words(operation, &names), operands.join(", "), inputs.join(", "));
        Some(format!("{words}{entry} is {value}, with {operands}; a function of {inputs}"))
    }
}

/// The parameters of a function of the table, as they stand in a listing.
fn parameters(op: Op) -> String {
    let text = format!("{op:?}");
    match text.find('{') {
        Some(start) => text[start..].replace(' ', ""),
        None => String::new(),
    }
}
