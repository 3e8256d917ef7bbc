//! First and second derivatives are two types.
use ad::Dual;
fn main() {
    let x = Dual::variable(1.0);
    let z = Dual::variable(Dual::variable(2.0));
    println!("{}", z * x); //~ E0308|E0277 => println!("{}", z * Dual::constant(x));
}
