//! Where a NaN or an infinity came from.
//!
//! A value that is not finite has either an operand that is not, or none: then its operation made
//! it so. Going down from the output along such values, the first record of all is the culprit.
//! Adjoints in the same way, in the order of the reverse sweep: going up from the variables. Second
//! derivatives over dual numbers: the culprit is the first value or slope whose tangent is not finite.

use super::block::edges_of_blocks;
use super::formula::formula;
use super::{Block, Graph, Node, Origin, Record};
use ad_core::Number;
use ad_forward::Dual;
use std::collections::BTreeMap;

/// More variables than these are counted, not listed.
const MOST_LISTED: usize = 8;

impl Node<'_, f64> {
    /// Which operation first made this value, or a derivative of it by a variable, not finite;
    /// `None` if all are finite.
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let x = g.variable(0.0).label("x");
    /// assert_eq!(x.exp().diagnose(), None);
    /// let why = (x / x + 1.0).diagnose().unwrap();
    /// assert_eq!(why, "0 / 0 is NaN: record 3, v3 = x / x, a function of x = 0");
    /// let why = (x.sqrt() * 3.0).diagnose().unwrap();
    /// assert!(why.starts_with("the slope of √(0) by x is inf: "));
    /// ```
    pub fn diagnose(&self) -> Option<String> {
        match self.place() {
            Some((graph, output)) => graph.diagnose(output),
            None => constant_fault(self.value()),
        }
    }
}

/// The number in the shortest form that is read back as the same.
fn text(value: f64) -> String {
    let text = format!("{value:?}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// What is to be said of a result that is on no graph.
pub(crate) fn constant_fault(value: f64) -> Option<String> {
    (!value.is_finite()).then(|| format!("the result is the constant {value}"))
}

impl<T: Number<Base = f64>> Graph<T> {
    /// Names the first so many records, the inputs, `x[0]`, `x[1]`, ...
    pub(crate) fn label_inputs(&self, inputs: usize) {
        self.labels.borrow_mut().extend((0..inputs).map(|i| (i as u32, format!("x[{i}]"))));
    }

    /// [`Node::diagnose`] of a record.
    pub(crate) fn diagnose(&self, output: usize) -> Option<String> {
        self.with_listing(|listing| listing.fault_of_value(output)).or_else(|| {
            let adjoints = self.sweep_back(&[(output, T::one())]);
            self.with_listing(|listing| listing.fault_of_adjoint(&adjoints))
        })
    }

    fn with_listing<R>(&self, f: impl FnOnce(&Listing<T>) -> R) -> R {
        let (blocks, labels) = (self.blocks.borrow(), self.labels.borrow());
        self.with_records(|records| f(&Listing { records, blocks: &blocks, labels: &labels }))
    }
}

impl Graph<Dual<f64>> {
    /// Which operation first made a second derivative by input `by`, whose tangent is 1, not finite.
    pub(crate) fn diagnose_second(&self, output: usize, by: usize) -> Option<String> {
        let adjoints = self.sweep_back(&[(output, Dual::constant(1.0))]);
        self.with_listing(|listing| {
            listing.fault_of_tangent(&adjoints, by).or_else(|| listing.fault_of_second(&adjoints, by))
        })
    }
}

/// All that is written on a graph, for reading.
struct Listing<'a, T> {
    records: &'a [&'a mut Record<T>],
    blocks: &'a [Block<T>],
    labels: &'a BTreeMap<u32, String>,
}

impl Listing<'_, Dual<f64>> {
    /// The first value or slope that is finite while its tangent is not, and that the output depends on.
    fn fault_of_tangent(&self, adjoints: &[Dual<f64>], by: usize) -> Option<String> {
        let components = edges_of_blocks(self.blocks, self.records);
        let bad = |x: Dual<f64>| x.re.is_finite() && !x.eps.is_finite();
        let input = self.name(by);
        let mut used = (0..adjoints.len()).filter(|&i| adjoints[i].re != 0.0 || adjoints[i].eps != 0.0);
        used.find_map(|i| {
            let (record, what) = (&self.records[i], self.with_values(i));
            let edges = components.get(&i).map_or(&record.edges[..], |edges| edges);
            let slope = edges.iter().find(|edge| bad(edge.partial));
            let (what, rate) = match slope {
                _ if bad(record.value) => (what, record.value.eps),
                Some(edge) => {
                    (format!("the slope of {what} by {}", self.name(edge.operand as usize)), edge.partial.eps)
                }
                None => return None,
            };
            Some(format!("{what} changes with {input} at the rate {}: {}", text(rate), self.whereabouts(i)))
        })
    }

    fn fault_of_second(&self, adjoints: &[Dual<f64>], by: usize) -> Option<String> {
        let is_bad = |i: &usize| self.records[*i].origin == Origin::Variable && !adjoints[*i].eps.is_finite();
        let first = (0..adjoints.len()).find(is_bad)?;
        let (a, b, value) = (self.name(first), self.name(by), text(adjoints[first].eps));
        Some(format!("the second derivative by {a} and {b} is {value}"))
    }
}

impl<T: Number<Base = f64>> Listing<'_, T> {
    fn operands(&self, i: usize) -> Vec<usize> {
        let block = self.blocks.partition_point(|block| block.outputs().end <= i);
        match self.blocks.get(block).filter(|block| block.outputs().contains(&i)) {
            Some(block) => block.operands().iter().map(|&k| k as usize).collect(),
            None => self.records[i].edges.iter().map(|edge| edge.operand as usize).collect(),
        }
    }

    /// What record `output` depends on through records that `pass`, itself included.
    fn ancestors(&self, output: usize, pass: impl Fn(&Record<T>) -> bool) -> Vec<usize> {
        let mut reached = vec![false; output + 1];
        reached[output] = pass(self.records[output]);
        for i in (0..=output).rev() {
            if reached[i] {
                self.operands(i).into_iter().for_each(|k| reached[k] |= pass(self.records[k]));
            }
        }
        (0..=output).filter(|&i| reached[i]).collect()
    }

    fn fault_of_value(&self, output: usize) -> Option<String> {
        let first = *self.ancestors(output, |record| !record.value.is_finite()).first()?;
        Some(format!(
            "{} is {}: {}",
            self.with_values(first),
            text(self.records[first].value.primal()),
            self.whereabouts(first)
        ))
    }

    fn fault_of_adjoint(&self, adjoints: &[T]) -> Option<String> {
        let mut reached = vec![false; adjoints.len()];
        for i in 0..adjoints.len() {
            let variable = self.records[i].origin == Origin::Variable;
            reached[i] = !adjoints[i].is_finite() && (variable || self.operands(i).iter().any(|&k| reached[k]));
        }
        // the first one of the reverse sweep: the adjoints of all that use it are finite
        let first = reached.iter().rposition(|&reached| reached)?;
        let components = edges_of_blocks(self.blocks, self.records);
        for user in (first + 1..adjoints.len()).rev() {
            let edges = components.get(&user).map_or(&self.records[user].edges[..], |edges| edges);
            for edge in edges.iter().filter(|edge| edge.operand as usize == first) {
                let (slope, adjoint) = (edge.partial, adjoints[user]);
                if slope.chain(adjoint).is_finite() {
                    continue;
                }
                let (what, by, at) = (self.with_values(user), self.name(first), self.whereabouts(user));
                return Some(if slope.is_finite() {
                    let (slope, adjoint) = (text(slope.primal()), text(adjoint.primal()));
                    format!("the adjoint {adjoint} of {what} times its slope {slope} by {by} overflows: {at}")
                } else {
                    format!("the slope of {what} by {by} is {}: {at}", slope.primal())
                });
            }
        }
        let (name, sum) = (self.name(first), adjoints[first].primal());
        Some(format!("the adjoints that flow into {name} add up to {sum}: {}", self.whereabouts(first)))
    }

    fn name(&self, i: usize) -> String {
        match (self.labels.get(&(i as u32)), self.records[i].origin) {
            (Some(label), _) => label.clone(),
            (None, Origin::Constant) => text(self.records[i].value.primal()),
            (None, _) => format!("v{}", i + 1),
        }
    }

    /// The record with names or values in place of its operands.
    fn written(&self, i: usize, operand: impl Fn(usize) -> String) -> String {
        let operands: Vec<String> = self.operands(i).into_iter().map(operand).collect();
        match self.records[i].origin {
            Origin::Variable => format!("the variable {}", self.name(i)),
            Origin::Constant => "a constant".to_owned(),
            Origin::Operation(op) => formula(op, &operands),
            Origin::Component { of, index } => format!("{of}({})[{index}]", operands.join(", ")),
        }
    }

    /// As in `ln(-1)` and `0 / (-0)`.
    fn with_values(&self, i: usize) -> String {
        let function = matches!(self.records[i].origin, Origin::Operation(_)) && self.operands(i).len() == 1;
        self.written(i, |k| {
            let value = self.records[k].value.primal();
            if function || value.is_sign_negative() { format!("({})", text(value)) } else { text(value) }
        })
    }

    /// As in `record 3, v3 = ln v2, a function of x = -1`.
    fn whereabouts(&self, i: usize) -> String {
        let ancestors = self.ancestors(i, |_| true);
        let variables: Vec<usize> =
            ancestors.into_iter().filter(|&k| self.records[k].origin == Origin::Variable).collect();
        let list: Vec<String> = variables
            .iter()
            .take(MOST_LISTED)
            .map(|&k| format!("{} = {}", self.name(k), text(self.records[k].value.primal())))
            .collect();
        let mut text = format!("record {}", i + 1);
        if matches!(self.records[i].origin, Origin::Operation(_) | Origin::Component { .. }) {
            text += &format!(", {} = {}", self.name(i), self.written(i, |k| self.name(k)));
            text +=
                &format!(", a function of {}", if list.is_empty() { "no variable".into() } else { list.join(", ") });
        }
        if variables.len() > MOST_LISTED {
            text += &format!(" and {} more", variables.len() - MOST_LISTED);
        }
        text
    }
}
