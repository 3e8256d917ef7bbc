//! A tape and a graph have handles of two types.
use ad::{Graph, Tape};
fn main() {
    let (tape, graph) = (Tape::<f64>::new(), Graph::<f64>::new());
    let (x, y) = (tape.variable(1.0), graph.variable(2.0));
    println!("{}", x * y); //~ E0308|E0277 => println!("{}", x * y.value());
}
