//! Programs as contenders.

use ad_benches::field::Field;
use ad_program::Program;

/// Enters the replay of a gradient.
pub fn enter_gradient<'a>(field: &mut Field<'a>, name: &str, gradient: &'a Program) {
    let (mut memory, mut out) = (gradient.memory(), vec![0.0; gradient.outputs()]);
    field.enter_into(name, move |x, g| {
        gradient.evaluate_into(x, &mut memory, &mut out).expect("one branch");
        g.copy_from_slice(&out[1..]);
    });
}

/// Enters the replay of a product of the Hessian with `v`.
pub fn enter_product<'a>(field: &mut Field<'a>, name: &str, product: &'a Program, v: &[f64]) {
    let (mut memory, mut out) = (product.memory(), vec![0.0; product.outputs()]);
    let mut at = [v, v].concat();
    field.enter_into(name, move |x, hv| {
        at[..x.len()].copy_from_slice(x);
        product.evaluate_into(&at, &mut memory, &mut out).expect("one branch");
        hv.copy_from_slice(&out[1..]);
    });
}
