//! Sweeps overwrite, snapshots stay, a panic in between breaks nothing.

use ad_reverse::{Graph, Node};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn rosenbrock<'g>(x: Node<'g>, y: Node<'g>) -> Node<'g> {
    (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
}

#[test]
fn a_snapshot_is_not_changed_by_later_sweeps_and_records() {
    let g = Graph::new();
    let (x, y) = (g.variable(2.0), g.variable(5.0));
    let product = x * y;
    let (adjoints, tangents) = (product.backward(), x.forward());
    let later = product.sin() * x;
    later.backward();
    y.forward();
    assert_eq!((adjoints.of(x), adjoints.of(y), adjoints.of(product)), (5.0, 2.0, 1.0));
    assert_eq!(tangents.of(product), 5.0);
    assert_eq!((adjoints.of(later), tangents.of(later)), (0.0, 0.0), "recorded after the sweep");
    assert_eq!(x.grad(), 10f64.sin() + 2.0 * 5.0 * 10f64.cos());
}

#[test]
fn seeds_add_up() {
    let g = Graph::new();
    let x = g.variable(3.0);
    let y = x * x;
    assert_eq!(g.backward(&[(y, 1.0), (y, 1.0), (x, 0.5), (Node::from(2.0), 9.0)]).of(x), 12.5);
    assert_eq!(g.forward(&[(x, 1.0), (x, 1.0)]).of(y), 12.0);
    assert_eq!(g.forward(&[(x, 1.0), (y, 0.5)]).of(y), 6.5, "a seed of an inner node adds to what flows in");
    assert_eq!(g.backward(&[]).of(x), 0.0);
}

#[test]
fn a_panic_while_recording_leaves_the_graph_usable() {
    let g = Graph::new();
    let (x, y) = (g.variable(1.0), g.variable(2.0));
    let other = Graph::new();
    let stranger = other.variable(1.0);
    for _ in 0..3 {
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let half = x * y + 1.0;
            half.sin() * stranger
        }));
        assert!(caught.is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| g.backward(&[(stranger, 1.0)]))).is_err());
    }
    let f = rosenbrock(x, y);
    f.backward();
    assert_eq!((x.grad(), y.grad()), (-400.0, 200.0));
    assert_eq!(stranger.backward().of(stranger), 1.0);
}

#[test]
fn cleared_graphs_start_again() {
    let mut g = Graph::new();
    for k in 1..4 {
        let x = g.variable(f64::from(k)).label("x");
        let y = (x * x).label("y");
        assert_eq!((g.len(), y.backward().of(x)), (2, 2.0 * f64::from(k)));
        g.clear();
        assert!(g.is_empty());
    }
    let z = g.variable(1.0);
    assert_eq!(z.name(), "v1", "labels are forgotten");
    assert!(catch_unwind(AssertUnwindSafe(|| z.grad())).is_err(), "adjoints are forgotten");
}
