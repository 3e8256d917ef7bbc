//! A node of a plain graph is not one of the scope.
use ad::Graph;
fn main() {
    let g = Graph::<f64>::new();
    Graph::<f64>::scope(|h| {
        (g.variable(1.0) * h.variable(2.0)).value() //~ E0521|E0597|E0373|lifetime may not live long enough => (g.variable(1.0).value() * h.variable(2.0)).value()
    });
}
