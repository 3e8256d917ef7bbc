//! A handle of what the tape has forgotten.
use ad::Tape;
fn main() {
    let mut tape = Tape::<f64>::new();
    let x = tape.variable(1.0);
    x.value();
    tape.clear();
    x.value(); //~ E0502 => tape.variable(2.0).value();
}
