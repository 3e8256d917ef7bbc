//! Small graphs of odd shape: no inputs, no operations, one variable in every place.

use ad_core::num_traits::{One, Zero};
use ad_core::{Objective, Real, Residuals, Single, objective};
use ad_reverse::{Engine, Graph, Node, OnGraph};

/// `(f(x), f'(x))` of a function of one node.
fn slope(f: impl for<'g> Fn(Node<'g>) -> Node<'g>, x: f64) -> (f64, f64) {
    let g = Graph::new();
    let x = g.variable(x);
    let y = f(x);
    (y.value(), y.backward().of(x))
}

#[test]
fn one_variable_on_both_sides() {
    assert_eq!(slope(|x| x * x, 3.0), (9.0, 6.0));
    assert_eq!(slope(|x| x - x, 3.0), (0.0, 0.0));
    assert_eq!(slope(|x| x / x, 3.0), (1.0, 0.0));
    assert_eq!(slope(|x| x + x, 3.0), (6.0, 2.0));
    assert_eq!(slope(|x| x.max(x), 3.0), (3.0, 1.0));
    assert_eq!(slope(|x| x.min(x), 3.0), (3.0, 1.0));
    assert_eq!(slope(|x| x.atan2(x), 3.0), (std::f64::consts::FRAC_PI_4, 0.0));
    assert_eq!(slope(|x| x.mul_add(x, x), 3.0), (12.0, 7.0));
    assert_eq!(slope(|x| x.clamp(x, x), 3.0), (3.0, 1.0));
    let (h, dh) = slope(|x| x.hypot(x), 3.0);
    assert!((h - 18f64.sqrt()).abs() < 1e-15 * h && (dh - 2f64.sqrt()).abs() < 1e-15);
    let (p, dp) = slope(|x| x.powf(x), 2.0);
    assert!((p - 4.0).abs() < 1e-15 * p && (dp - 4.0 * (2f64.ln() + 1.0)).abs() < 1e-14);
}

#[test]
fn output_that_is_an_input() {
    let g = Graph::<f64>::new();
    let (x, y) = (g.variable(3.0), g.variable(4.0));
    let adjoints = x.backward();
    assert_eq!((adjoints.of(x), adjoints.of(y).to_bits()), (1.0, 0));
    assert_eq!(g.len(), 2);
    assert_eq!(OnGraph.gradient(&objective!(|x| x[1]), &[3.0, 4.0]), (4.0, vec![0.0, 1.0]));
}

/// An input that is not used has the adjoint +0, bit for bit, whatever else happens.
#[test]
fn unused_inputs_are_positive_zero() {
    let f = objective!(|x| -(x[1] / 0.0).ln() - x[1].sqrt());
    let (_, gradient) = OnGraph.gradient(&f, &[1.0, 0.0, f64::NAN]);
    assert_eq!((gradient[0].to_bits(), gradient[2].to_bits()), (0, 0));
}

#[test]
fn constant_output() {
    let f = objective!(|_x| F::lit(7.0) * 2.0);
    assert_eq!(OnGraph.gradient(&f, &[1.0, 2.0]), (14.0, vec![0.0, 0.0]));
    assert_eq!(OnGraph.hessian(&f, &[1.0, 2.0]), vec![vec![0.0; 2]; 2]);
    assert_eq!(OnGraph.vjp(&Single(&f), &[1.0], &[3.0]), (vec![14.0], vec![0.0]));

    let g = Graph::new();
    let (x, c) = (g.variable(1.0), g.constant(5.0));
    assert_eq!((c.backward().of(x), c.grad(), x.grad()), (0.0, 1.0, 0.0));
    let off_graph = Node::<f64>::one() + 1.0;
    assert_eq!((off_graph.backward().of(x), off_graph.forward().of(x)), (0.0, 0.0));
    assert_eq!((off_graph.grad(), off_graph.tangent()), (0.0, 0.0));
    assert_eq!(g.len(), 2, "constants on no graph record nothing");
}

#[test]
fn no_inputs() {
    let f = objective!(|x| F::sum_of(x) + 2.0);
    assert_eq!(OnGraph.gradient(&f, &[] as &[f64]), (2.0, vec![]));
    assert_eq!(OnGraph.value_and_gradient(&f, &[] as &[f64], &mut []), 2.0);
    assert_eq!(OnGraph.hess_vec(&f, &[] as &[f64], &[]), vec![]);
    assert_eq!(OnGraph.hessian(&f, &[] as &[f64]), Vec::<Vec<f64>>::new());
    assert_eq!(OnGraph.vjp(&Single(&f), &[] as &[f64], &[1.0]), (vec![2.0], vec![]));
    assert_eq!(OnGraph.jacobian(&Single(&f), &[] as &[f64]), (vec![2.0], vec![vec![]]));
    assert_eq!(OnGraph.jacobian_by_rows(&Single(&f), &[] as &[f64]), (vec![2.0], vec![vec![]]));
    assert!(Graph::<f64>::new().backward(&[]).of(Node::zero()) == 0.0);
    assert!(Graph::<f64>::new().picture(&[]).nodes.is_empty());
}

struct Nothing;
impl Residuals for Nothing {
    fn len(&self) -> usize {
        0
    }
    fn residuals<F: Real>(&self, _: &[F], _: &mut [F]) {}
}

#[test]
fn no_outputs() {
    assert_eq!(OnGraph.vjp(&Nothing, &[1.0, 2.0], &[]), (vec![], vec![0.0, 0.0]));
    assert_eq!(OnGraph.jacobian(&Nothing, &[1.0, 2.0]), (vec![], vec![]));
    assert_eq!(OnGraph.jacobian_by_rows(&Nothing, &[1.0, 2.0]), (vec![], vec![]));
}

/// Components that are not written are the constant 0.
struct Second;
impl Residuals for Second {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[1] = x[0].sq();
    }
}

#[test]
fn outputs_not_written_are_zero() {
    assert_eq!(OnGraph.jacobian_by_rows(&Second, &[3.0]), (vec![0.0, 9.0, 0.0], vec![vec![0.0], vec![6.0], vec![0.0]]));
}

/// Equal constants meet variables as records of their own; among themselves they fold.
#[test]
fn constants_fold_among_themselves() {
    let g = Graph::new();
    let x = g.variable(2.0);
    let c = Node::from(3.0) * 4.0 + 1.0;
    assert_eq!(g.len(), 1);
    let y = x * c;
    assert_eq!((g.len(), y.value(), y.backward().of(x)), (3, 26.0, 13.0));
    assert_eq!(objective!(|x| x[0] * 13.0).value(&[x]).backward().of(x), 13.0);
}
