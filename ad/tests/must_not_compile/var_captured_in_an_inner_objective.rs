//! An objective is written over every number, so it cannot hold a variable of an outer gradient.
use ad::{Engine, Objective, OnTape, Tape, Var, objective};
fn main() {
    let tape = Tape::new();
    let x: Var = tape.variable(2.0);
    let inner = objective!([x: f64 = x.value()] |y| y[0] * x);
    assert_eq!(inner.value(&[x]).backward().of(x), 2.0);
    struct Inner<'t>(Var<'t>);
    impl Objective for Inner<'_> {
        fn value<F: ad::Real>(&self, y: &[F]) -> F {
            y[0] * self.0 //~ E0308|E0277 => y[0] * self.0.value()
        }
    }
    assert_eq!(OnTape.gradient(&Inner(x), &[3.0]), (6.0, vec![2.0]));
}
