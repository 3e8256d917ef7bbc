//! The graph of sin(x + y²): recorded once, then swept forward, backward, and by its paths.

use super::{Edge, Parts, Point, edge};
use ad::draw::Picture;
use ad::{Dual, Graph, Node, Number};

/// Every intermediate value is a record with a name; operands are recorded before results.
fn record<T: Number>(graph: &Graph<T>, [x, y]: [T; 2]) -> [Node<'_, T>; 5] {
    let x = graph.variable(x).label("x");
    let y = graph.variable(y).label("y");
    let c1 = y.powi(2).label("c1");
    let c2 = (c1 + x).label("c2");
    let c3 = c2.sin().label("c3");
    [x, y, c1, c2, c3]
}

fn values(at: Point) -> [f64; 5] {
    record(&Graph::new(), at).map(|v| v.value())
}

/// Where an operand reaches a result by its edge alone, the derivative of the result is the partial.
fn partials(at: Point) -> Vec<Edge> {
    let graph = Graph::new();
    let [x, y, c1, c2, c3] = record(&graph, at);
    let partial = |(u, v): (Node, Node)| edge(&u.name(), &v.name(), v.backward().of(u));
    [(y, c1), (c1, c2), (x, c2), (c2, c3)].map(partial).to_vec()
}

/// Forward: v̇ = Σ ∂v/∂u u̇ over the operands u of v, first record to last.
fn tangents(at: Point, [dx, dy]: Point) -> [f64; 5] {
    let graph = Graph::new();
    let nodes = record(&graph, at);
    let tangents = graph.forward(&[(nodes[0], dx), (nodes[1], dy)]);
    nodes.map(|v| tangents.of(v))
}

/// Reverse: ū = Σ ∂v/∂u v̄ over the results v that use u, last record to first.
fn adjoints(at: Point) -> [f64; 5] {
    let graph = Graph::new();
    let nodes = record(&graph, at);
    let adjoints = nodes[4].backward();
    nodes.map(|v| adjoints.of(v))
}

/// A path multiplies its partials, and the paths that leave `from` by different edges add up.
fn sum_over_paths(edges: &[Edge], from: &str, to: &str) -> f64 {
    if from == to {
        return 1.0;
    }
    let leaving = edges.iter().filter(|edge| edge.from == from);
    leaving.map(|edge| edge.partial * sum_over_paths(edges, &edge.to, to)).sum()
}

/// On a graph of dual numbers every adjoint carries its own derivative in the direction of the seed.
fn hessian([x, y]: Point) -> [Point; 2] {
    [[1.0, 0.0], [0.0, 1.0]].map(|[dx, dy]| {
        let graph = Graph::new();
        let [x, y, .., f] = record(&graph, [Dual::new(x, dx), Dual::new(y, dy)]);
        let adjoints = f.backward();
        [x, y].map(|v| adjoints.of(v).eps)
    })
}

/// Both sweeps leave their numbers on the nodes, where the drawing finds them.
fn picture(at: Point) -> Picture {
    let graph = Graph::new();
    let [_, y, .., f] = record(&graph, at);
    y.forward();
    f.backward();
    f.picture()
}

pub fn solution() -> Parts {
    Parts { values, partials, tangents, adjoints, sum_over_paths, hessian, picture }
}
