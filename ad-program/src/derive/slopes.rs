//! The slopes of one operation, as operations.

use crate::graph::{Graph, Kind, Product};
use crate::record::{Recorder, Symbol};
use ad_core::rules::{Op, Reader, Rule};
use ad_core::{Number, Real};
use smallvec::SmallVec;

/// A number for each operand.
pub(super) type Slopes<'r> = SmallVec<[Symbol<'r>; 4]>;

/// The slopes of node `i` by each of its operands; those of blocks are products, see [`block`].
pub(super) fn slopes<'r>(recorder: &'r Recorder, graph: &Graph, i: usize) -> Slopes<'r> {
    struct At<'a, 'r>(&'a [Symbol<'r>], Symbol<'r>);
    impl<'r> Reader for At<'_, 'r> {
        type Output = Slopes<'r>;
        fn read<R: Rule<N>, const N: usize>(self, rule: R) -> Slopes<'r> {
            Slopes::from_slice(&rule.slopes(core::array::from_fn(|k| self.0[k]), self.1))
        }
    }
    let x = symbols(recorder, graph.operands(i));
    let y = recorder.symbol(i as u32);
    let (zero, one) = (Symbol::lift(0.0), Symbol::lift(1.0));
    match graph.kind(i) {
        // x x: one term, where the rule has the same one twice
        Kind::Rule(Op::Mul {}) if graph.operands(i)[0] == graph.operands(i)[1] => {
            Slopes::from_slice(&[x[0].scale(2.0), zero])
        }
        Kind::Rule(op) => op.read(At(&x, y)).expect("a function of the table"),
        Kind::Custom(rule) if rule.first_order() => {
            let at = [&x[..], &[y]].concat();
            (0..x.len()).map(|k| recorder.push(Kind::Slope(rule.clone(), k as u32), &at)).collect()
        }
        Kind::Custom(rule) => rule.symbolic_slopes(&x, y).into(),
        // asks for a second derivative: says why there is none
        Kind::Slope(rule, _) => rule.symbolic_slopes(&x[..x.len() - 1], x[x.len() - 1]).into(),
        Kind::Choose => Slopes::from_slice(&[zero, x[0], recorder.push(Kind::Not, &x[..1])]),
        Kind::Strong => Slopes::from_slice(&[x[1], x[0]]),
        Kind::Sum => x.iter().map(|_| one).collect(),
        Kind::Dot => partners(&x).collect(),
        Kind::Affine => core::iter::once(one).chain(partners(&x[1..])).collect(),
        Kind::LogSumExp => softmax(&x, y),
        Kind::Norm2 => x.iter().map(|&x| x / y).collect(),
        Kind::Detach | Kind::Holds(_) | Kind::Not | Kind::And | Kind::Or => x.iter().map(|_| zero).collect(),
        Kind::Input | Kind::Constant | Kind::Entry | Kind::Block(..) | Kind::Guard(..) => Slopes::new(),
    }
}

/// `e^(x_i - y) / sum_k e^(x_k - y)`: the sum is 1 but for the rounding of a large `y`, which it takes out.
fn softmax<'r>(x: &[Symbol<'r>], y: Symbol<'r>) -> Slopes<'r> {
    let shift = y.detach();
    let terms: Slopes<'r> = x.iter().map(|&x| (x - shift).exp()).collect();
    let sum = Symbol::sum_of(&terms);
    terms.into_iter().map(|term| term / sum).collect()
}

/// Of each factor the other one.
fn partners<'a, 'r>(x: &'a [Symbol<'r>]) -> impl Iterator<Item = Symbol<'r>> + 'a {
    (0..x.len()).map(|k| x[k ^ 1])
}

pub(super) fn symbols<'r>(recorder: &'r Recorder, nodes: &[u32]) -> Slopes<'r> {
    nodes.iter().map(|&node| recorder.symbol(node)).collect()
}

/// A product of the derivative of the block `i` with `v`.
pub(super) fn block<'r>(
    recorder: &'r Recorder,
    graph: &Graph,
    i: usize,
    y: &[Symbol<'r>],
    v: &[Symbol<'r>],
    product: Product,
) -> Vec<Symbol<'r>> {
    let Kind::Block(rule, Product::Value) = graph.kind(i) else {
        // the derivative of a product that is known at f64 only: the rule says that there is none
        let Kind::Block(rule, _) = graph.kind(i) else { unreachable!("a block") };
        let x = symbols(recorder, graph.operands(i));
        let (x, rest) = x.split_at(rule.inputs());
        rule.symbolic(Product::Push, x, &rest[..rule.outputs()], &vec![Symbol::lift(1.0); x.len()]);
        unreachable!("the vector rule `{}` has no derivative at symbols", rule.name());
    };
    let x = symbols(recorder, graph.operands(i));
    if !rule.first_order() {
        return rule.symbolic(product, &x, y, v);
    }
    let operands: Vec<u32> = [&x, y, v].concat().iter().map(|&x| recorder.place(rule.name(), x)).collect();
    let at: Vec<f64> = [&x, y, v].concat().iter().map(|x| x.value()).collect();
    let values = rule.run(product, &at);
    let entries = recorder.build(|builder| builder.block(Kind::Block(rule.clone(), product), &operands, &values));
    symbols(recorder, &entries).to_vec()
}
