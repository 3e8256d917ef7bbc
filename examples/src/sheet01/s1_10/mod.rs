//! S1.10: the computational graph of sin(x + y²), its forward and its reverse sweep.

use crate::drawing::drawing;
use crate::runner::prelude::*;
use ad::draw::{Picture, PictureNode};
use ad::{Dual, Node};
use std::array::from_fn;

mod scaffold;
mod solution;

/// A point (x, y), or a direction.
type Point = [f64; 2];

/// An edge from an operand to a result, with ∂result/∂operand.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    from: String,
    to: String,
    partial: f64,
}

/// What a solution provides. Five numbers belong to the nodes x, y, c1, c2, c3.
#[derive(Debug)]
pub struct Parts {
    values: fn(at: Point) -> [f64; 5],
    partials: fn(at: Point) -> Vec<Edge>,
    tangents: fn(at: Point, direction: Point) -> [f64; 5],
    adjoints: fn(at: Point) -> [f64; 5],
    sum_over_paths: fn(edges: &[Edge], from: &str, to: &str) -> f64,
    hessian: fn(at: Point) -> [Point; 2],
    picture: fn(at: Point) -> Picture,
}

/// The exercise.
#[derive(Debug)]
pub struct SineGraph;

const VALUES: &str = "the values on the nodes";
const PARTIALS: &str = "the local partials on the edges";
const TANGENTS: &str = "forward sweep: tangents";
const ADJOINTS: &str = "reverse sweep: adjoints";
const PATHS: &str = "the sum over all paths is the adjoint";
const DIAMOND: &str = "several paths: their products are added";
const HESSIAN: &str = "second derivatives";
const DRAWING: &str = "the drawing: nodes, and the order of both sweeps";
const NUMBERS: &str = "the drawing: value, tangent and adjoint on every node";

const NODES: [&str; 5] = ["x", "y", "c1", "c2", "c3"];
/// Where the sheet evaluates.
const AT: Point = [1.0, 1.0];

impl Exercise for SineGraph {
    type Parts = Parts;
    const META: Meta = Meta {
        id: "S1.10",
        title: "The computational graph of sin(x + y²)",
        stars: 1,
        task: "Let f(x, y) = sin(x + y²), computed as c1 = y², c2 = c1 + x, c3 = sin c2.\n\n\
               (a) Record the graph at (1, 1): the value of every node, the local partial on every edge.\n\n\
               (b) Forward accumulation of ∂f/∂y: give the tangent of every node.\n\n\
               (c) Reverse accumulation of both partials: give the adjoint of every node.\n\n\
               (d) An adjoint is a sum over all paths to the output of the products of the partials \
               along the path. Compute it so, for any graph.\n\n\
               (e) Compute the second derivatives: the same graph, recorded over dual numbers.\n\n\
               (f) Draw the graph with all three numbers on each node and the order of both sweeps.",
        hints: &[
            "ad::Graph records: graph.variable(1.0).label(\"x\") is a number that you calculate with.",
            "∂c1/∂y = 2y, ∂c2/∂c1 = ∂c2/∂x = 1, ∂c3/∂c2 = cos c2.",
            "Forward: start with tangent 1 on y and 0 on x, and go from c1 to c3. node.forward() does it.",
            "Reverse: start with adjoint 1 on c3, and go back to x and y. node.backward() does it.",
            "Over Graph<Dual<f64>> the eps part of an adjoint is its derivative in the seeded direction.",
        ],
        solution: include_str!("solution.rs"),
        file: file!(),
    };

    from_files!();

    fn checks(p: &Parts, ctx: &Context) -> Vec<Check> {
        let r = reference("S1.10");
        let tol = |at: &Point| if *at == AT { r.tol() } else { eps(4.0) };
        let product = "a product of partials, each rounded once or twice";
        vec![
            ctx.check(VALUES, r.why()).each(points(ctx), |at| (p.values)(*at), |at| near(values(*at), tol(at))),
            ctx.check(PARTIALS, r.why()).each(
                points(ctx),
                |at| listed(&(p.partials)(*at)),
                |at| near(listed(&partials(*at)), tol(at)),
            ),
            ctx.check(TANGENTS, product).each(
                moving_points(ctx),
                |(at, along)| (p.tangents)(*at, *along),
                |(at, along)| near(tangents(*at, *along), tol(at)),
            ),
            ctx.check(ADJOINTS, product).each(points(ctx), |at| (p.adjoints)(*at), |at| near(adjoints(*at), tol(at))),
            ctx.check(PATHS, product).each(
                points(ctx),
                |at| NODES.map(|node| (p.sum_over_paths)(&partials(*at), node, "c3")),
                |at| near(adjoints(*at), tol(at)),
            ),
            ctx.check(DIAMOND, "small integers: exact in binary64")
                .that(|| (p.sum_over_paths)(&diamond(), "u", "w"), exact(2.0 * 5.0 + 3.0 * 7.0)),
            ctx.check(HESSIAN, "f_yy = 2 cos c2 − 4y² sin c2 rounds two products and their difference").each(
                points(ctx),
                |at| (p.hessian)(*at).map(Vec::from).to_vec(),
                |at| near(hessian(*at), if *at == AT { r.tol() } else { abs(1e-13) }),
            ),
            ctx.check(DRAWING, "text, and places in line")
                .that(|| (p.picture)(AT).nodes.iter().map(places).collect::<Vec<_>>(), exact(places_in_line())),
            ctx.check(NUMBERS, "a drawing shows five digits").that(
                || (p.picture)(AT).nodes.iter().map(numbers).collect::<Vec<_>>(),
                near(
                    (0..5).map(|k| [stored("v")[k], stored("dot(d/dy)")[k], adjoints(AT)[k]]).collect::<Vec<_>>(),
                    rel(1e-4),
                ),
            ),
        ]
    }

    fn twins() -> Vec<Twin<Parts>> {
        use solution::solution as ours;
        let twin = Twin::new;
        vec![
            twin(VALUES, "sin x + y²", Parts { values: |[x, y]| [x, y, y * y, y * y + x, x.sin() + y * y], ..ours() }),
            twin(
                PARTIALS,
                "∂c1/∂y = y",
                Parts {
                    partials: |at| {
                        let mut edges = partials(at);
                        edges[0].partial = at[1];
                        edges
                    },
                    ..ours()
                },
            ),
            twin(
                TANGENTS,
                "the edge c1 → c2 dropped",
                Parts { tangents: |[x, y], [dx, dy]| [dx, dy, 2.0 * y * dy, dx, (x + y * y).cos() * dx], ..ours() },
            ),
            twin(ADJOINTS, "the edge c1 → c2 dropped", Parts { adjoints: adjoints_with_c1_frozen, ..ours() }),
            twin(
                PATHS,
                "the edge c1 → c2 dropped",
                Parts {
                    sum_over_paths: |edges, from, to| {
                        let kept: Vec<Edge> = edges.iter().filter(|e| e.from != "c1").cloned().collect();
                        (ours().sum_over_paths)(&kept, from, to)
                    },
                    ..ours()
                },
            ),
            twin(DIAMOND, "one path only", Parts { sum_over_paths: first_path, ..ours() }),
            twin(
                HESSIAN,
                "y² taken as straight: f_yy without 2 cos c2",
                Parts {
                    hessian: |[x, y]| {
                        let sine = -(x + y * y).sin();
                        [[sine, 2.0 * y * sine], [2.0 * y * sine, 4.0 * y * y * sine]]
                    },
                    ..ours()
                },
            ),
            twin(
                DRAWING,
                "no labels",
                Parts {
                    picture: |at| {
                        let mut picture = (ours().picture)(at);
                        picture.nodes.iter_mut().enumerate().for_each(|(k, node)| node.name = format!("v{}", k + 1));
                        picture
                    },
                    ..ours()
                },
            ),
            twin(
                NUMBERS,
                "no forward sweep",
                Parts {
                    picture: |at| {
                        let mut picture = (ours().picture)(at);
                        picture.nodes.iter_mut().for_each(|node| node.tangent = None);
                        picture
                    },
                    ..ours()
                },
            ),
        ]
    }

    fn exhibit(p: &Parts, _ctx: &Context) -> Exhibit {
        let (edges, values, tangents, adjoints) =
            ((p.partials)(AT), (p.values)(AT), (p.tangents)(AT, [0.0, 1.0]), (p.adjoints)(AT));
        let heads = ["node", "value", "tangent ∂/∂y", "adjoint ∂f/∂", "sum over paths"];
        let nodes = (0..5).fold(Table::new("The nodes at (1, 1)", heads), |table, k| {
            let sum = (p.sum_over_paths)(&edges, NODES[k], "c3");
            table.row([cell(NODES[k]), cell(values[k]), cell(tangents[k]), cell(adjoints[k]), cell(sum)])
        });
        let partials = edges.iter().fold(Table::new("The edges", ["from", "to", "partial"]), |table, edge| {
            table.row([cell(&*edge.from), cell(&*edge.to), cell(edge.partial)])
        });
        let h = (p.hessian)(AT);
        let second = Table::new("Second derivatives: a reverse sweep over dual numbers each", ["seed", "∂/∂x", "∂/∂y"])
            .row([cell("x: derivative of (∂f/∂x, ∂f/∂y) by x"), cell(h[0][0]), cell(h[0][1])])
            .row([cell("y: derivative of (∂f/∂x, ∂f/∂y) by y"), cell(h[1][0]), cell(h[1][1])]);
        let (twice, [c1, y]) = squared_by_a_product();
        Exhibit::new()
            .formula("f(x, y) = sin(x + y²):  c1 = y²,  c2 = c1 + x,  c3 = sin c2")
            .formula("forward, v from its operands u:  tangent(v) = Σ ∂v/∂u · tangent(u);  ∂f/∂y = cos c2 · 1 · 2y = 2 cos 2")
            .formula("reverse, u from the results v that use it:  adjoint(u) = Σ ∂v/∂u · adjoint(v);  ∂f/∂x = cos 2")
            .formula("f_xx = −sin c2,  f_xy = −2y sin c2,  f_yy = 2 cos c2 − 4y² sin c2")
            .table(nodes)
            .table(partials)
            .table(second)
            .graph(drawing("sin(x + y²) at (1, 1): tangents from y, adjoints from c3", &(p.picture)(AT)))
            .graph(drawing("y² written as y · y: two edges leave y, and its adjoint is the sum over both", &twice))
            .graph(drawing("recorded over dual numbers, seeded in y: g is the derivative by y", &second_order()))
            .note(
                "in the forward phase, when gradients are backpropagated, those of a node with several outgoing \
                 edges are summed.",
                format!(
                    "the forward phase sums over the edges that come in; summing over outgoing edges belongs to the \
                     reverse sweep. With y² written as y · y it adds {c1} twice at y, which makes {y}."
                ),
            )
            .note(
                "the forward part leaves ∂f/∂y as a formula.",
                format!("at (1, 1), where it was asked for, ∂f/∂y = 2 cos 2 = {}.", tangents[4]),
            )
    }
}

fn edge(from: &str, to: &str, partial: f64) -> Edge {
    Edge { from: from.to_string(), to: to.to_string(), partial }
}

fn listed(edges: &[Edge]) -> Vec<Value> {
    edges.iter().map(|edge| Value::List(vec![(&*edge.from).into(), (&*edge.to).into(), edge.partial.into()])).collect()
}

/// The stored numbers of the five nodes; those of c3 are not small integers and have many digits.
fn stored(key: &str) -> [f64; 5] {
    let nodes = reference("S1.10").items("nodes");
    from_fn(|k| if k == 4 { nodes[k].num(&format!("{key}_hp")) } else { nodes[k].num(key) })
}

fn values([x, y]: Point) -> [f64; 5] {
    let c2 = y * y + x;
    if [x, y] == AT { stored("v") } else { [x, y, y * y, c2, c2.sin()] }
}

fn partials([x, y]: Point) -> Vec<Edge> {
    let cosine = adjoints([x, y])[3];
    vec![edge("y", "c1", 2.0 * y), edge("c1", "c2", 1.0), edge("x", "c2", 1.0), edge("c2", "c3", cosine)]
}

fn tangents([x, y]: Point, [dx, dy]: Point) -> [f64; 5] {
    if ([x, y], [dx, dy]) == (AT, [0.0, 1.0]) {
        return stored("dot(d/dy)");
    }
    let (c1, cosine) = (2.0 * y * dy, adjoints([x, y])[3]);
    [dx, dy, c1, c1 + dx, cosine * (c1 + dx)]
}

fn adjoints([x, y]: Point) -> [f64; 5] {
    if [x, y] == AT {
        let nodes = reference("S1.10").items("nodes");
        return from_fn(|k| nodes[k].num("bar_hp"));
    }
    let cosine = (y * y + x).cos();
    [cosine, 2.0 * y * cosine, cosine, cosine, 1.0]
}

fn hessian([x, y]: Point) -> Vec<Vec<f64>> {
    let r = reference("S1.10").get("second");
    let c2 = y * y + x;
    let [xx, xy, yy] = match [x, y] {
        AT => ["f_xx_hp", "f_xy_hp", "f_yy_hp"].map(|key| r.num(key)),
        _ => [-c2.sin(), -2.0 * y * c2.sin(), 2.0 * c2.cos() - 4.0 * y * y * c2.sin()],
    };
    vec![vec![xx, xy], vec![xy, yy]]
}

/// The sheet's point and another, where y² is not y; or drawn points.
fn points(ctx: &Context) -> Vec<Point> {
    match ctx.rng() {
        None => vec![AT, [0.5, -1.5]],
        Some(mut rng) => (0..20).map(|_| [rng.uniform(-2.0, 2.0), rng.uniform(-2.0, 2.0)]).collect(),
    }
}

/// Points with directions to move in: from the sheet's along y and along x, from others askew.
fn moving_points(ctx: &Context) -> Vec<(Point, Point)> {
    let along_axes = [(AT, [0.0, 1.0]), (AT, [1.0, 0.0])];
    let askew = points(ctx).into_iter().filter(|at| *at != AT).map(|at| (at, [0.0, 1.0]));
    along_axes.into_iter().chain(askew).collect()
}

/// u → a → w and u → b → w.
fn diamond() -> [Edge; 4] {
    [edge("u", "a", 2.0), edge("u", "b", 3.0), edge("a", "w", 5.0), edge("b", "w", 7.0)]
}

/// Follows the first edge out of every node.
fn first_path(edges: &[Edge], from: &str, to: &str) -> f64 {
    let step = |edge: &Edge| edge.partial * first_path(edges, &edge.to, to);
    if from == to { 1.0 } else { edges.iter().find(|edge| edge.from == from).map_or(0.0, step) }
}

/// c1 enters c2 as a plain number, and no derivative passes.
fn adjoints_with_c1_frozen([x, y]: Point) -> [f64; 5] {
    let graph = ad::Graph::new();
    let (x, y) = (graph.variable(x), graph.variable(y));
    let c1 = y.powi(2);
    let c2 = x + c1.value();
    let c3 = c2.sin();
    let adjoints = c3.backward();
    [x, y, c1, c2, c3].map(|v| adjoints.of(v))
}

/// What a node of the drawing is called, and its places in the two sweeps.
fn places(node: &PictureNode) -> Value {
    (node.title(), [node.forward, node.reverse].map(|place| place.map_or(Value::Nothing, Value::from)).to_vec()).into()
}

fn places_in_line() -> Vec<Value> {
    let titles = ["x", "y", "c1 = y²", "c2 = c1 + x", "c3 = sin c2"];
    (1..).zip(titles).map(|(k, title)| (title, vec![k, 6usize - k]).into()).collect()
}

/// Value, tangent and adjoint as they are drawn; NaN for one that is not.
fn numbers(node: &PictureNode) -> Vec<f64> {
    let drawn = [Some(&node.value), node.tangent.as_ref(), node.adjoint.as_ref()];
    drawn.map(|text| text.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)).to_vec()
}

/// The graph with y · y, and the adjoints of c1 and y.
fn squared_by_a_product() -> (Picture, [f64; 2]) {
    let graph = ad::Graph::new();
    let [x, y] = labelled(&graph, AT);
    let c1 = (y * y).label("c1");
    let c3 = (c1 + x).label("c2").sin().label("c3");
    y.forward();
    c3.backward();
    (c3.picture(), [c1, y].map(|v| v.grad()))
}

/// The graph over dual numbers that move with y.
fn second_order() -> Picture {
    let graph = ad::Graph::new();
    let [x, y] = labelled(&graph, [Dual::constant(AT[0]), Dual::variable(AT[1])]);
    let c3 = (y.powi(2).label("c1") + x).label("c2").sin().label("c3");
    c3.backward();
    c3.picture()
}

fn labelled<T: ad::Number>(graph: &ad::Graph<T>, [x, y]: [T; 2]) -> [Node<'_, T>; 2] {
    [graph.variable(x).label("x"), graph.variable(y).label("y")]
}
