//! A handle writes onto its tape, so it stays on the tape's thread; its value may go.
use ad::Tape;
fn main() {
    let tape = Tape::<f64>::new();
    let x = tape.variable(1.0);
    let value = x.value();
    std::thread::scope(|s| {
        s.spawn(move || x + 1.0); //~ E0277 => s.spawn(move || value + 1.0);
    });
}
