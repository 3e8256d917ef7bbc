//! Constants and empty graphs: what is recorded for them, and what the sweeps say. What every engine owes
//! of odd shapes is in `tests/engines`.

use ad_core::num_traits::{One, Zero};
use ad_core::{Objective, objective};
use ad_reverse::{Graph, Node};

#[test]
fn constant_output() {
    let g = Graph::new();
    let (x, c) = (g.variable(1.0), g.constant(5.0));
    assert_eq!((c.backward().of(x), c.grad(), x.grad()), (0.0, 1.0, 0.0));
    let off_graph = Node::<f64>::one() + 1.0;
    assert_eq!((off_graph.backward().of(x), off_graph.forward().of(x)), (0.0, 0.0));
    assert_eq!((off_graph.grad(), off_graph.tangent()), (0.0, 0.0));
    assert_eq!(g.len(), 2, "constants on no graph record nothing");
}

#[test]
fn nothing_at_all() {
    assert!(Graph::<f64>::new().backward(&[]).of(Node::zero()) == 0.0);
    assert!(Graph::<f64>::new().picture(&[]).nodes.is_empty());
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
