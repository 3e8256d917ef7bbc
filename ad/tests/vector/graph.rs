//! On the graph: as many records as outputs, one product a sweep.

use super::functions::{Counted, FORMS, Form, Pair};
use ad::{Graph, Node, VectorRule};

#[test]
fn the_vjp_runs_once_a_sweep() {
    let (g, rule) = (Graph::new(), Counted::default());
    let x = [g.variable(3.0), g.variable(5.0)];
    let y = rule.at(&x);
    assert_eq!((g.len(), rule.counts()), (4, [1, 0, 0]), "nothing of the derivative at recording");
    let f = y[0] * y[1] + y[0];
    let adjoints = f.backward();
    assert_eq!(rule.counts(), [0, 1, 1]);
    assert_eq!([adjoints.of(x[0]), adjoints.of(x[1]), adjoints.of(y[0])], [156.0, 90.0, 26.0]);
    assert_eq!(x[1].forward().of(f), 90.0);
    assert_eq!(rule.counts(), [0, 1, 1]);
    assert_eq!((x[0] * x[1]).backward().of(x[0]), 5.0);
    assert_eq!(rule.counts(), [0, 0, 0], "what the output does not depend on is not asked");
}

#[test]
fn rules_feed_rules_and_themselves() {
    let (g, rule) = (Graph::new(), Counted::default());
    let x = g.variable(2.0);
    let y = rule.at(&[x, x + 1.0]); // x², (x + 1)²
    let z = rule.at(&[y[1], y[0]]); // (x + 1)⁴, x⁴
    let last = rule.at(&[z[0], z[0]]); // (x + 1)⁸ twice
    let f = last[0] + last[1] * x + z[1].sin();
    let slope = 8.0 * 3f64.powi(7) * 3.0 + 3f64.powi(8) + 16f64.cos() * 32.0;
    assert_eq!(f.backward().of(x), slope);
    assert_eq!(x.forward().of(f), slope);
    assert_eq!((z[0].backward().of(x), y[0].backward().of(x)), (108.0, 4.0));
    assert_eq!(x.forward().of(z[0]), 108.0);
    assert_eq!(g.backward(&[(last[0], 1.0), (z[0], 1.0)]).of(x), 8.0 * 3f64.powi(7) + 108.0);
    assert_eq!(g.forward(&[(y[1], 1.0), (z[0], 1.0)]).of(z[0]), 19.0, "a seed adds to what flows in");
}

#[test]
fn constants_are_records_among_variables_and_fold_alone() {
    let g = Graph::new();
    let x = g.variable(3.0);
    for form in FORMS {
        let before = g.len();
        let y = Pair(form).at(&[x, Node::from(2.0), Node::from(0.0)]);
        assert_eq!(g.len(), before + 4);
        assert_eq!((y[0].value(), y[0].backward().of(x), y[1].backward().of(x)), (6.0, 2.0, 0.0));
        let alone = Pair(form).at(&[Node::<f64>::from(1.0), 2.0.into(), 0.0.into()]);
        assert_eq!((g.len(), alone[1].value()), (before + 4, 2.0));
    }
}

#[test]
fn a_cleared_graph_forgets_its_rules() {
    let (mut g, rule) = (Graph::new(), Counted::default());
    for k in [3.0, 4.0] {
        let x = g.variable(k);
        let y = rule.at(&[x, x])[1];
        assert_eq!((y.backward().of(x), rule.counts()), (2.0 * k, [1, 1, 1]));
        g.clear();
    }
}

#[test]
fn components_are_drawn_with_their_partials() {
    for form in FORMS {
        let g = Graph::new();
        let x = [g.variable(3.0).label("a"), g.variable(2.0).label("b"), g.variable(0.0).label("c")];
        let y = Pair(form).at(&x);
        let f = (y[0] + y[1]).label("f");
        f.backward();
        let picture = f.picture();
        let formulas: Vec<_> = picture.nodes.iter().filter_map(|n| n.formula.as_deref()).collect();
        assert_eq!(formulas, ["pair(a, b, c)[0]", "pair(a, b, c)[1]", "v4 + v5"]);
        let partials = |to: usize| -> Vec<&str> {
            picture.edges.iter().filter(|e| e.to == to).map(|e| e.partial.as_str()).collect()
        };
        assert_eq!((partials(3), partials(4)), (vec!["2", "3", "0"], vec!["0", "1", "2"]), "{form:?}");
        assert_eq!(picture.nodes[1].adjoint.as_deref(), Some("4"));
    }
}

/// A sweep that panics inside a rule leaves the graph as it was.
#[test]
fn a_panic_inside_a_product_leaves_the_graph_usable() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let fragile = ad::rules::first_order_vector(
        "fragile",
        1,
        1,
        |x, y| y[0] = 2.0 * x[0],
        |x, _| {
            assert!(x[0] > 0.0, "the product needs x > 0");
            ad::rules::Linear::rows(vec![vec![2.0]])
        },
    );
    let g = Graph::new();
    let x = [-1.0, 1.0].map(|x| g.variable(x));
    let y = x.map(|x| fragile.at(&[x])[0] + Pair(Form::Both).at(&[x, x, x])[0]);
    let message = catch_unwind(AssertUnwindSafe(|| y[0].backward())).expect_err("x is negative");
    assert_eq!(message.downcast_ref(), Some(&"the product needs x > 0"));
    assert_eq!((y[1].backward().of(x[1]), x[1].grad()), (4.0, 4.0));
    assert!(catch_unwind(AssertUnwindSafe(|| x[0].forward())).is_err());
    assert_eq!(x[1].forward().of(y[1]), 4.0);
}
