//! The brands of two scopes differ, also where both graphs are at hand.
use ad::Graph;
fn main() {
    Graph::<f64>::scope(|g| {
        Graph::<f64>::scope(|h| {
            (g.variable(1.0) * h.variable(2.0)).value() //~ E0521|lifetime may not live long enough => (g.variable(1.0).value() * h.variable(2.0)).value()
        })
    });
}
