//! A handle of a graph that is gone.
use ad::Graph;
fn main() {
    let kept;
    {
        let g = Graph::<f64>::new();
        kept = g.variable(1.0); //~ E0597 => kept = g.variable(1.0).value();
    }
    println!("{kept}");
}
