//! Recording takes no lock: a graph stays on its thread.
use ad::Graph;
fn main() {
    let g = Graph::<f64>::new();
    std::thread::scope(|s| {
        s.spawn(|| g.variable(1.0).value()); //~ E0277 => s.spawn(|| Graph::<f64>::new().variable(1.0).value());
    });
    g.variable(2.0);
}
