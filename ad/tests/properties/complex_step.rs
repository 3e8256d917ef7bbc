//! The complex step has formulas of its own: arithmetic independent of the table of slopes.

use crate::running::{Running, exact};
use crate::tree::{analytic_tree, for_all, in_some_variables, point};
use ad::{Objective, forward};
use ad_core::ComplexStep;

#[test]
fn gradient_is_the_complex_step() {
    let step = 1e-200;
    for_all(in_some_variables(|n| (analytic_tree(n), point(n))), |(f, x)| {
        let (_, gradient) = forward::gradient(&f, &exact(&x));
        for (k, &Running { value, error }) in gradient.iter().enumerate() {
            let z: Vec<_> =
                x.iter().enumerate().map(|(i, &x)| ComplexStep::new(x, if i == k { step } else { 0.0 })).collect();
            let slope = f.value(&z).im() / step;
            // Its formulas have errors of their own, a few ulps as those of the rules: one digit is
            // left to them, which is below 1e-14 of the paths' sizes.
            assert!((slope - value).abs() <= 10.0 * error, "d/dx{k}: {slope:e} and {value:e}, {error:e}");
        }
    });
}
