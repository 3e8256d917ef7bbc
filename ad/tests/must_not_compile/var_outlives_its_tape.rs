//! A handle of a tape that is gone.
use ad::Tape;
fn main() {
    let kept;
    {
        let tape = Tape::<f64>::new();
        kept = tape.variable(1.0); //~ E0597 => kept = tape.variable(1.0).value();
    }
    println!("{kept}");
}
