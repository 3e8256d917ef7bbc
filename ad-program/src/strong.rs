//! Derivatives by their definition, at points where plain products give something that is not finite.
//!
//! The program is written out into rules alone, and swept at f64 or at dual numbers with
//! [`partials`](ad_core::rules::partials) and [`chain`](Number::chain): conventions hold as in every engine.

use crate::custom::{Kept, KeptVector};
use crate::graph::{Graph, Kind, Product};
use crate::program::Content;
use crate::record::{Recorder, Symbol};
use ad_core::rules::{Reader, Rule, partials};
use ad_core::{Number, Real};
use ad_forward::Dual;

/// Writes the derivatives of a program with this content at `x` to `out`, behind the values.
pub(crate) fn evaluate(primal: &Graph, content: Content, x: &[f64], out: &mut [f64]) {
    let (inputs, vector) = x.split_at(primal.inputs());
    let graph = elementary(primal, inputs);
    let (m, n) = (primal.outputs.len(), primal.variables.len());
    let unit = |len: usize, k: usize| (0..len).map(|i| f64::indicator(i == k)).collect::<Vec<_>>();
    // the values are right already
    let (_, derivatives) = out.split_at_mut(m);
    let plain = forward(&graph, inputs);
    let along = |v: &[f64]| -> Vec<Dual<f64>> {
        let constants = inputs[n..].iter().map(|&p| Dual::constant(p));
        inputs.iter().zip(v).map(|(&x, &v)| Dual::new(x, v)).chain(constants).collect()
    };
    match content {
        Content::Value => {}
        Content::Pullback => {
            let weights = if vector.is_empty() { &[1.0] } else { vector };
            derivatives.copy_from_slice(&backward(&graph, &plain, weights));
        }
        Content::Pushforward => {
            let dual = forward(&graph, &along(vector));
            derivatives.iter_mut().zip(&graph.outputs).for_each(|(t, &node)| *t = dual[node as usize].eps);
        }
        Content::Jacobian => {
            for (i, row) in derivatives.chunks_mut(n.max(1)).enumerate().take(m) {
                row.copy_from_slice(&backward(&graph, &plain, &unit(m, i)));
            }
        }
        Content::HessVec => second(&graph, &along(vector), |i, hv| derivatives[i] = hv.eps),
        Content::Hessian => {
            let (gradient, hessian) = derivatives.split_at_mut(n);
            gradient.copy_from_slice(&backward(&graph, &plain, &[1.0]));
            for j in 0..n {
                second(&graph, &along(&unit(n, j)), |i, hv| hessian[i * n + j] = hv.eps);
            }
        }
    }
}

/// The gradient at dual numbers, entry by entry.
fn second(graph: &Graph, x: &[Dual<f64>], mut entry: impl FnMut(usize, Dual<f64>)) {
    let gradient = backward(graph, &forward(graph, x), &[Dual::constant(1.0)]);
    gradient.into_iter().enumerate().for_each(|(i, g)| entry(i, g));
}

/// The program written out into rules, as it is at `x`.
fn elementary(graph: &Graph, x: &[f64]) -> Graph {
    let recorder = Recorder::elementary();
    let (variables, parameters) = x.split_at(graph.variables.len());
    let inputs = [recorder.variables(variables), recorder.parameters(parameters)].concat();
    let mut symbols = vec![Symbol::lift(0.0); graph.len()];
    for (&node, input) in graph.variables.iter().chain(&graph.parameters).zip(inputs) {
        symbols[node as usize] = input;
    }
    let mut blocks = std::collections::HashMap::new();
    for i in 0..graph.len() {
        let x: Vec<_> = graph.operands(i).iter().map(|&k| symbols[k as usize]).collect();
        match graph.kind(i) {
            Kind::Input | Kind::Guard(..) => {}
            Kind::Constant => symbols[i] = Symbol::lift(graph.constant(i).unwrap_or_default()),
            Kind::LogSumExp => symbols[i] = Symbol::log_sum_exp(&x),
            Kind::Norm2 => symbols[i] = Symbol::norm2(&x),
            Kind::Block(rule, product) => {
                let at: Vec<f64> = x.iter().map(|x| x.value()).collect();
                let values = rule.run(*product, &at);
                let places: Vec<u32> = x.iter().map(|&x| recorder.place(rule.name(), x)).collect();
                let entries = recorder.build(|builder| builder.block(graph.kind(i).clone(), &places, &values));
                blocks.insert(i as u32, entries);
            }
            Kind::Entry => {
                let [block, k] = graph.operands[i];
                symbols[i] = recorder.symbol(blocks[&block][k as usize]);
            }
            kind => symbols[i] = recorder.push(kind.clone(), &x),
        }
    }
    let outputs: Vec<u32> =
        graph.outputs.iter().map(|&node| recorder.place("an output", symbols[node as usize])).collect();
    let mut written = recorder.builder().graph.clone();
    written.outputs = outputs;
    written
}

/// A number at which the user's own rules can be read behind their pointers.
trait Swept: Real {
    fn own_slopes(rule: &dyn Kept, x: &[Self], y: Self) -> Vec<Self>;
    fn own_pull(rule: &dyn KeptVector, x: &[Self], y: &[Self], w: &[Self]) -> Vec<Self>;
    fn own_value(rule: &dyn Kept, x: &[Self]) -> Self;
    fn own_block(rule: &dyn KeptVector, x: &[Self]) -> Vec<Self>;
}
impl Swept for f64 {
    fn own_slopes(rule: &dyn Kept, x: &[f64], y: f64) -> Vec<f64> {
        rule.slopes(x, y)
    }
    fn own_pull(rule: &dyn KeptVector, x: &[f64], y: &[f64], w: &[f64]) -> Vec<f64> {
        rule.run(Product::Pull, &[x, y, w].concat())
    }
    fn own_value(rule: &dyn Kept, x: &[f64]) -> f64 {
        rule.value(x)
    }
    fn own_block(rule: &dyn KeptVector, x: &[f64]) -> Vec<f64> {
        rule.run(Product::Value, x)
    }
}
impl Swept for Dual<f64> {
    fn own_slopes(rule: &dyn Kept, x: &[Self], y: Self) -> Vec<Self> {
        rule.dual_slopes(x, y)
    }
    fn own_pull(rule: &dyn KeptVector, x: &[Self], y: &[Self], w: &[Self]) -> Vec<Self> {
        rule.dual_pull(x, y, w)
    }
    fn own_value(rule: &dyn Kept, x: &[Self]) -> Self {
        rule.dual_value(x)
    }
    fn own_block(rule: &dyn KeptVector, x: &[Self]) -> Vec<Self> {
        rule.dual_block(x)
    }
}

/// The values of all nodes.
fn forward<T: Swept>(graph: &Graph, x: &[T]) -> Vec<T> {
    struct At<'a, T>(&'a [T]);
    impl<T: Number> Reader for At<'_, T> {
        type Output = T;
        fn read<R: Rule<N>, const N: usize>(self, rule: R) -> T {
            T::apply(rule, core::array::from_fn(|k| self.0[k]))
        }
    }
    let mut values = vec![T::zero(); graph.len()];
    for (&node, &x) in graph.variables.iter().chain(&graph.parameters).zip(x) {
        values[node as usize] = x;
    }
    let mut entries = Vec::new();
    for i in 0..graph.len() {
        let x: Vec<T> = graph.operands(i).iter().map(|&k| values[k as usize]).collect();
        values[i] = match graph.kind(i) {
            Kind::Input => values[i],
            Kind::Guard(..) | Kind::Slope(..) => T::zero(),
            Kind::Constant => T::lit(graph.constant(i).unwrap_or_default()),
            Kind::Rule(op) => op.read(At(&x)).expect("a function of the table"),
            Kind::Custom(rule) => T::own_value(&**rule, &x),
            Kind::Block(rule, _) => {
                entries = T::own_block(&**rule, &x);
                T::zero()
            }
            Kind::Entry => entries[graph.operands[i][1] as usize],
            Kind::Strong => x[0].chain(x[1]),
            Kind::Choose => {
                if x[0].is_one() {
                    x[1]
                } else {
                    x[2]
                }
            }
            Kind::Detach => x[0].detach(),
            Kind::Sum => T::sum_of(&x),
            Kind::Dot => pairs(None, &x),
            Kind::Affine => pairs(Some(x[0]), &x[1..]),
            Kind::LogSumExp => T::log_sum_exp(&x),
            Kind::Norm2 => T::norm2(&x),
            kind @ (Kind::Holds(_) | Kind::Not | Kind::And | Kind::Or) => {
                T::lit(kind.value(&x.iter().map(|x| x.primal().into()).collect::<Vec<_>>()))
            }
        };
    }
    values
}

fn pairs<T: Real>(start: Option<T>, x: &[T]) -> T {
    T::accumulate(start, ad_core::rules::table::Mul {}, x.chunks_exact(2).map(|pair| [pair[0], pair[1]]))
}

/// `w' J` by the variables.
fn backward<T: Swept>(graph: &Graph, values: &[T], weights: &[T]) -> Vec<T> {
    struct At<'a, T>(&'a [T], T);
    impl<T: Number> Reader for At<'_, T> {
        type Output = Vec<T>;
        fn read<R: Rule<N>, const N: usize>(self, rule: R) -> Vec<T> {
            partials(rule, core::array::from_fn(|k| self.0[k]), self.1).to_vec()
        }
    }
    let mut adjoints = vec![T::zero(); graph.len()];
    for (&node, &w) in graph.outputs.iter().zip(weights) {
        adjoints[node as usize] += w;
    }
    let mut entries: Vec<(usize, usize)> = Vec::new();
    for i in (0..graph.len()).rev() {
        let operands = graph.operands(i);
        let at = |k: &u32| values[*k as usize];
        let x: Vec<T> = operands.iter().map(at).collect();
        let (y, adjoint) = (values[i], adjoints[i]);
        let terms: Vec<T> = match graph.kind(i) {
            Kind::Entry => {
                entries.push((graph.operands[i][1] as usize, i));
                continue;
            }
            Kind::Block(rule, _) => {
                let (mut y, mut w) = (vec![T::zero(); rule.outputs()], vec![T::zero(); rule.outputs()]);
                for (k, entry) in entries.drain(..) {
                    (y[k], w[k]) = (values[entry], adjoints[entry]);
                }
                T::own_pull(&**rule, &x, &y, &w)
            }
            _ if adjoint.is_strong_zero() => continue,
            kind => {
                let slopes = match kind {
                    Kind::Rule(op) => op.read(At(&x, y)).expect("a function of the table"),
                    Kind::Custom(_) if y.is_nan() => x.iter().map(|_| T::nan() * y).collect(),
                    Kind::Custom(rule) => T::own_slopes(&**rule, &x, y),
                    Kind::Strong => vec![x[1], x[0]],
                    Kind::Choose => vec![T::zero(), x[0], T::one() - x[0]],
                    Kind::Sum => vec![T::one(); x.len()],
                    Kind::Dot => (0..x.len()).map(|k| x[k ^ 1]).collect(),
                    Kind::Affine => {
                        core::iter::once(T::one()).chain((0..x.len() - 1).map(|k| x[1 + (k ^ 1)])).collect()
                    }
                    _ => continue,
                };
                slopes.into_iter().map(|slope| slope.chain(adjoint)).collect()
            }
        };
        for (&node, term) in operands.iter().zip(terms) {
            adjoints[node as usize] += term;
        }
    }
    graph.variables.iter().map(|&node| adjoints[node as usize]).collect()
}
