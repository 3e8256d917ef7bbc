//! Reverse accumulation on a labelled graph; the same derivatives by dual numbers and by hand.

use super::{NODES, Parts, Place, Point, Swept};
use crate::objectives::ReluOfQuotient;
use ad::{Dual, Graph, Node, Objective};

/// The variables x₁, x₂, x₃ on a graph, and the nodes d, −d, (−d)², e, e/d, f.
fn record(g: &Graph, x: Point) -> ([Node<'_>; 3], [Node<'_>; 6]) {
    let x = [g.variable(x[0]).label("x1"), g.variable(x[1]).label("x2"), g.variable(x[2]).label("x3")];
    let d = (x[1] * x[2]).label("d");
    let minus_d = -d;
    let square = minus_d.powi(2);
    let e = (x[0] + square).label("e");
    let quotient = e / d;
    let f = quotient.relu().label("f");
    (x, [d, minus_d, square, e, quotient, f])
}

fn reverse(x: Point) -> Swept {
    let g = Graph::new();
    let (x, [.., f]) = record(&g, x);
    f.backward();
    (f.value(), x.map(|x| x.grad()))
}

fn nodes(x: Point) -> [(f64, f64); NODES.len()] {
    let g = Graph::new();
    let (_, nodes) = record(&g, x);
    nodes[5].backward();
    nodes.map(|node| (node.value(), node.grad()))
}

fn printed(x: Point) -> [String; 4] {
    let g = Graph::new();
    let ([x1, x2, x3], [.., f]) = record(&g, x);
    f.backward();
    [f, x1, x2, x3].map(|node| node.to_string())
}

fn swept_twice(x: Point) -> [Point; 2] {
    let g = Graph::new();
    let (x, [.., f]) = record(&g, x);
    [(); 2].map(|()| {
        f.backward();
        x.map(|x| x.grad())
    })
}

/// One pass for each variable, with tangent 1 for it and 0 for the others.
fn forward(x: Point) -> Swept {
    let passes = [0, 1, 2].map(|k| {
        let mut x = x.map(Dual::constant);
        x[k].eps = 1.0;
        ReluOfQuotient.value(&x)
    });
    (passes[0].re, passes.map(|f| f.eps))
}

/// f = x₁/d + d with d = x₂x₃, where that is positive.
fn by_hand([x1, x2, x3]: Point) -> Swept {
    let d = x2 * x3;
    let f = x1 / d + d;
    if f > 0.0 { (f, [1.0 / d, x3 - x1 / (x2 * d), x2 - x1 / (d * x3)]) } else { (0.0, [0.0; 3]) }
}

fn place([x1, x2, x3]: Point) -> Place {
    let d = x2 * x3;
    match () {
        () if d == 0.0 => Place::Undefined,
        () if x1 == -(d * d) => Place::Kink,
        () => Place::Smooth,
    }
}

/// The gradient of e/d, to which ∇f tends from where e/d is positive.
fn one_sided(x: Point) -> Point {
    let g = Graph::new();
    let (x, [.., quotient, _]) = record(&g, x);
    quotient.backward();
    x.map(|x| x.grad())
}

/// y ← y + y again and again: 2ⁿ paths from the output to x.
fn diamond(levels: usize) -> (usize, f64) {
    let g = Graph::new();
    let x = g.variable(1.0);
    let y = (0..levels).fold(x, |y, _| y + y);
    y.backward();
    (g.len(), x.grad())
}

/// y ← y + x again and again.
fn chain(length: usize) -> f64 {
    let g = Graph::new();
    let x = g.variable(1.0);
    let y = (0..length).fold(x, |y, _| y + x);
    y.backward();
    x.grad()
}

/// The graph of f at x with its adjoints, drawn.
pub fn picture(x: Point) -> ad::draw::Picture {
    let g = Graph::new();
    let (_, [.., f]) = record(&g, x);
    f.backward();
    f.picture()
}

pub fn solution() -> Parts {
    Parts { reverse, nodes, printed, swept_twice, forward, by_hand, place, one_sided, diamond, chain }
}
