//! The brands of two scopes differ, also where both tapes are at hand.
use ad::Tape;
fn main() {
    Tape::<f64>::scope(|a| {
        Tape::<f64>::scope(|b| {
            (a.variable(1.0) * b.variable(2.0)).value() //~ E0521|lifetime may not live long enough => (a.variable(1.0).value() * b.variable(2.0)).value()
        })
    });
}
