//! A variable of a plain tape is not one of the scope.
use ad::Tape;
fn main() {
    let a = Tape::<f64>::new();
    Tape::<f64>::scope(|b| {
        (a.variable(1.0) * b.variable(2.0)).value() //~ E0521|E0597|E0373|lifetime may not live long enough => (a.variable(1.0).value() * b.variable(2.0)).value()
    });
}
