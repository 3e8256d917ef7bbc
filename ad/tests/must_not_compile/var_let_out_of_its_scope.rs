//! What is recorded in a scope ends with it.
use ad::Tape;
fn main() {
    let mut kept = None;
    Tape::<f64>::scope(|tape| {
        let x = tape.variable(1.0);
        kept = Some(x); //~ E0521|lifetime may not live long enough => kept = Some(x.value());
    });
    assert!(kept.is_some());
}
