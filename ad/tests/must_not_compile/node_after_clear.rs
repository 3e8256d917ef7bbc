//! A handle of a record that is gone.
use ad::Graph;
fn main() {
    let mut g = Graph::<f64>::new();
    let x = g.variable(1.0);
    x.value();
    g.clear();
    x.value(); //~ E0502 => g.variable(2.0).value();
}
