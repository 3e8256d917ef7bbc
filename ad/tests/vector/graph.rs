//! On the graph: forward sweeps and drawings of rules.

use super::functions::{Counted, FORMS, Pair};
use ad::{Graph, VectorRule};

#[test]
fn one_product_a_sweep_both_ways() {
    let (g, rule) = (Graph::new(), Counted::default());
    let x = [g.variable(3.0), g.variable(5.0)];
    let y = rule.at(&x);
    let f = y[0] * y[1] + y[0];
    rule.counts();
    assert_eq!((f.backward().of(y[0]), rule.counts()), (26.0, [0, 1, 1]));
    assert_eq!((x[1].forward().of(f), rule.counts()), (90.0, [0, 1, 1]));
}

#[test]
fn forward_sweeps_through_rules_that_feed_rules() {
    let (g, rule) = (Graph::new(), Counted::default());
    let x = g.variable(2.0);
    let y = rule.at(&[x, x + 1.0]); // x², (x + 1)²
    let z = rule.at(&[y[1], y[0]]); // (x + 1)⁴, x⁴
    let last = rule.at(&[z[0], z[0]]); // (x + 1)⁸ twice
    let f = last[0] + last[1] * x + z[1].sin();
    assert_eq!(x.forward().of(f), f.backward().of(x));
    assert_eq!(x.forward().of(z[0]), 108.0);
    assert_eq!(g.backward(&[(last[0], 1.0), (z[0], 1.0)]).of(x), 8.0 * 3f64.powi(7) + 108.0);
    assert_eq!(g.forward(&[(y[1], 1.0), (z[0], 1.0)]).of(z[0]), 19.0, "a seed adds to what flows in");
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
