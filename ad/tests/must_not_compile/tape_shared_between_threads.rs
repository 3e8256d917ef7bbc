//! Recording takes no lock: a tape stays on its thread.
use ad::Tape;
fn main() {
    let tape = Tape::<f64>::new();
    std::thread::scope(|s| {
        s.spawn(|| tape.variable(1.0).value()); //~ E0277 => s.spawn(|| Tape::<f64>::new().variable(1.0).value());
    });
    tape.variable(2.0);
}
