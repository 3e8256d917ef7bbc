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
            // 1e-12 of the paths' sizes: `error` is at least half an epsilon of each.
            let size = 2.0 * error / f64::EPSILON;
            assert!((slope - value).abs() <= 1e-12 * size, "d/dx{k}: {slope:e} and {value:e} of {size:e}");
        }
    });
}
