//! A handle records into its graph, so it stays on the graph's thread; its value may go.
use ad::Graph;
fn main() {
    let g = Graph::<f64>::new();
    let x = g.variable(1.0);
    let value = x.value();
    std::thread::scope(|s| {
        s.spawn(move || x + 1.0); //~ E0277 => s.spawn(move || value + 1.0);
    });
}
